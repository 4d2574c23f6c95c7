"""One promise as it stands: its count, verdicts, `now`, units and trend put together from `kept_rate`'s counts.

In: what each set of terms counted, the verdicts frozen earlier, and the state of the source. Out: a `PromiseState`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from makegood.measures import minimum
from makegood.measures.clock import Clock
from makegood.measures.counts import Counts, join
from makegood.measures.interval import wilson
from makegood.measures.now import watch
from makegood.measures.other_date import Moved, between
from makegood.measures.units import compare
from makegood.measures.verdict import choose_over, closed_on, estimate, judge, period_of, periods_between, worth
from makegood.model import (
    Count,
    Day,
    Estimate,
    Headline,
    Now,
    OtherDate,
    Pace,
    Period,
    PromiseState,
    State,
    UnitState,
    Verdict,
    Why,
)
from makegood.written import Keep, Over, Promise

# Reasons that go away by themselves when today's volume goes on.
MORE_OF_THE_SAME = (Why.FEW_EVENTS, Why.FEW_DAYS, Why.FEW_EFFECTIVE, Why.NO_PERIOD)


@dataclass(frozen=True)
class Part:
    """What one set of terms counted."""

    terms: Keep
    count: Count
    counts: Counts
    moved: Moved | None = None  # of terms held against the events' own dates


@dataclass(frozen=True)
class Evidence:
    """The state of the source behind a promise: how new it is, and how much of it could be read."""

    newest: date | None
    stale: bool
    rejected: int
    rows: int

    @property
    def unreadable(self) -> bool:
        """Whether too much of it could not be read for a verdict on the rest."""
        return self.rejected > minimum.UNREADABLE * self.rows


def worst(rejected: int, rows: int, files: Mapping[str, Sequence[int]]) -> tuple[int, int]:
    """The worst of the whole source and of each file last read, as (rejected rows, rows).

    A month that cannot be read must not be hidden by years that can.

    Parameters
    ----------
    rejected, rows : int
        Of the whole source.
    files : mapping of file name to (rejected, rows)
    """
    large = [(bad, n) for bad, n in files.values() if n >= minimum.EVENTS]
    return max([(rejected, rows), *large], key=lambda pair: pair[0] / max(pair[1], 1))


def without_number(
    promise: Promise, why: Why, evidence: Evidence | None = None, as_of: datetime | None = None
) -> PromiseState:
    """A promise of which nothing can be counted, and why."""
    objective = promise.keep[-1].of if promise.keep else None
    newest = evidence.newest if evidence else None
    unreadable = (evidence.rejected, evidence.rows) if evidence else (0, 0)
    return PromiseState(
        promise, Headline.CANNOT_TELL, why, as_of, Count(0, 0), objective, newest=newest, unreadable=unreadable
    )


def assemble(
    promise: Promise,
    parts: Sequence[Part],
    clock: Clock,
    evidence: Evidence,
    frozen: Mapping[str, Verdict],
    over: Over | None = None,
) -> PromiseState:
    """Everything that is known about one promise at one time.

    Parameters
    ----------
    promise : Promise
    parts : sequence of Part
        One for each of its terms, oldest first.
    clock : Clock
    evidence : Evidence
    frozen : mapping of period name to Verdict
        What was told earlier about this version of the promise; it is kept, and what the data say now stands beside it.
    over : "month", "quarter", "year" or None
        The closed period, where the terms do not say; None: as told earlier, or else by the evidence.
    """
    counts, terms = join(part.counts for part in parts), parts[-1].terms
    over = terms.over or over or over_of(frozen) or choose_over(counts, terms)
    verdicts = [
        _as_frozen(_judge(parts, period, terms, clock, evidence.unreadable), frozen)
        for period in _periods(counts, frozen, over, _last_day(promise, counts, clock))
    ]
    closed = tuple(v for v in verdicts if v.closed_on is not None)
    running = next((v for v in verdicts if v.closed_on is None), None)
    past = parts[-1].counts.between(date.min, clock.known_until - timedelta(days=1))
    now = watch(past.by_day(), terms.of, terms.alarm_every, clock.today - timedelta(days=1))
    if evidence.stale or evidence.unreadable:
        now = Now(Pace.TOO_LITTLE)
    window = counts.window
    whole = estimate(counts, window, terms, clock) if window else None
    count = _sum([part.count for part in parts])
    recent = counts.between(closed[-1].period.first, date.max) if closed else counts
    headline, why = _headline(closed, now, whole, evidence, count)
    return PromiseState(
        promise=promise,
        headline=headline,
        why=why,
        as_of=clock.as_of,
        count=count,
        objective=terms.of,
        closed=closed,
        running=running,
        now=now,
        units=_units(recent, terms),
        weeks=_weeks(counts),
        whole=whole,
        known_by=_known_by(counts, over, terms, clock) if why in MORE_OF_THE_SAME else None,
        unreadable=(evidence.rejected, evidence.rows),
        newest=evidence.newest,
        waiting=int(recent.waiting.sum()),
        other_date=_other_date(parts, closed),
    )


def _other_date(parts: Sequence[Part], closed: Sequence[Verdict]) -> OtherDate | None:
    """Of the count that is shown: the last closed period, or all that has come due when none has closed."""
    moved = [part.moved for part in parts if part.moved is not None]
    if not moved or len(moved) < len(parts) or len({part.stamp for part in moved}) > 1:
        return None
    first, last = (closed[-1].period.first, closed[-1].period.last) if closed else (date.min, date.max)
    return between(moved, first, last)


def _last_day(promise: Promise, counts: Counts, clock: Clock) -> date:
    """Today; of a promise that has ended, the day on which the last of what was promised came due."""
    if promise.until is None or promise.until >= clock.today:
        return clock.today
    days: list[date] = [promise.until, *(counts.window or ())]
    return min(clock.today, max(days))


def _periods(counts: Counts, frozen: Mapping[str, Verdict], over: Over, last: date) -> list[Period]:
    window = counts.window
    first = min([window[0]] if window else [], default=last)
    told = [v.period.first for v in frozen.values() if v.period.over == over]
    return periods_between(min([first, *told]), last, over)


def _judge(parts: Sequence[Part], period: Period, terms: Keep, clock: Clock, unreadable: bool) -> Verdict:
    """Events of a period in which the terms changed are held against the objectives they were promised under."""
    shares = [(part.counts.between(period.first, period.last), part.terms.of) for part in parts]
    n = sum(counts.total[0] for counts, _ in shares)
    promised = sum(counts.total[0] * of for counts, of in shares)
    objective = promised / n if len(parts) > 1 and n else terms.of
    return judge(join(c for c, _ in shares), period, objective, terms, clock, unreadable=unreadable)


def _as_frozen(today: Verdict, frozen: Mapping[str, Verdict]) -> Verdict:
    """The verdict as it was told; where the data say otherwise today, that stands beside it."""
    told = frozen.get(today.period.name)
    if told is None or today.closed_on is None:
        return today
    if (told.n, told.kept) == (today.n, today.kept):
        return told
    return replace(
        told,
        correction=(today.n, today.kept),
        state_today=today.state if today.state is not told.state else None,
    )


def over_of(frozen: Mapping[str, Verdict]) -> Over | None:
    """The closed period of the newest verdict that was told; None when none was."""
    newest = max(frozen.values(), key=lambda v: v.period.last, default=None)
    return newest.period.over if newest else None


def _headline(
    closed: Sequence[Verdict], now: Now, whole: Estimate | None, evidence: Evidence, count: Count
) -> tuple[Headline, Why | None]:
    if evidence.stale:
        return Headline.CANNOT_TELL, Why.STALE
    if evidence.unreadable:
        return Headline.CANNOT_TELL, Why.UNREADABLE
    last = closed[-1] if closed else None
    if last and last.state is State.BROKEN:
        return Headline.BROKEN, None
    if now.pace is Pace.SLIPPING:
        return Headline.SLIPPING, None
    if last and last.state is State.KEPT:
        return Headline.KEPT, None
    if last:
        return Headline.CANNOT_TELL, last.why
    if whole is None:
        return Headline.CANNOT_TELL, Why.NO_DEADLINE if count.no_deadline and not count.not_due else Why.NONE_DUE
    too_alike = whole.n >= minimum.EFFECTIVE > whole.n_eff
    return Headline.CANNOT_TELL, whole.why_empty or (Why.FEW_EFFECTIVE if too_alike else Why.NO_PERIOD)


def _sum(counts: Sequence[Count]) -> Count:
    excluded: dict[str, int] = {}
    for reason, n in (item for count in counts for item in count.excluded):
        excluded[reason] = excluded.get(reason, 0) + n
    return Count(
        kept=sum(c.kept for c in counts),
        broken=sum(c.broken for c in counts),
        not_due=sum(c.not_due for c in counts),
        no_deadline=sum(c.no_deadline for c in counts),
        before_terms=sum(c.before_terms for c in counts),
        excluded=tuple(sorted(excluded.items(), key=lambda item: (-item[1], item[0]))),
        by_promise=sum(c.by_promise for c in counts),
    )


def _units(recent: Counts, terms: Keep) -> tuple[UnitState, ...]:
    """Units are compared on what is recent; each with the interval that its own days give."""
    named = [row for row in recent.by_unit() if row[0]]
    if len(named) < 2:
        return ()
    return tuple(_with_interval(unit, recent.of_unit(unit.unit), terms) for unit in compare(named))


def _with_interval(unit: UnitState, counts: Counts, terms: Keep) -> UnitState:
    n_eff, days = worth(counts, replace(terms, cluster=("day",)))
    if unit.n < minimum.EVENTS or days < minimum.CLUSTERS:
        return unit
    low, high = wilson(unit.kept / unit.n, n_eff)
    return replace(unit, low=low, high=high)


def _weeks(counts: Counts) -> tuple[Day, ...]:
    weeks: dict[date, tuple[int, int]] = {}
    for day, n, kept in counts.by_day():
        monday = day - timedelta(days=day.weekday())
        before = weeks.get(monday, (0, 0))
        weeks[monday] = (before[0] + n, before[1] + kept)
    return tuple(Day(monday, "", n, kept) for monday, (n, kept) in sorted(weeks.items()))


def _known_by(counts: Counts, over: Over, terms: Keep, clock: Clock) -> date | None:
    """The day on which the running period closes, if today's volume gives it enough evidence by then."""
    window = counts.window
    if window is None:
        return None
    a_day = worth(counts, terms)[0] / ((clock.today - window[0]).days + 1)
    period = period_of(clock.today, over)
    days = (period.last - max(period.first, window[0])).days + 1
    return closed_on(period, terms.settle) if a_day * days >= minimum.EFFECTIVE else None
