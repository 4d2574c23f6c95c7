"""Who must we call, and about what? The events of one promise that are broken or about to break, one by one.

In: the `events` of one source, marked by `kept_rate` itself, so that the list and the count are the same events. Out:
how many there are of each kind, and a `Task` for each: with its deadline as a local date or time, and its days over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import quote

import narwhals as nw
import numpy as np

from makegood.calendar import WEEKDAYS, business_day_numbers, day_of_business_day, open_seconds, read_spans
from makegood.measures.clock import EPOCH_START, Clock, microseconds
from makegood.measures.counts import as_date, day_number
from makegood.measures.kept_rate import BY_PROMISE, NOT_DUE, Frame, KeptRate, stem_of
from makegood.model import Task, TaskState
from makegood.units import Span
from makegood.written import Duration

RANKS = (TaskState.WAITING, TaskState.ABOUT, TaskState.LATE)
OLDER = 3  # not done, from before the time the list is about
SOON = Duration(1.0, "business days")


@dataclass(frozen=True)
class Ask:
    """Which events to list.

    Attributes
    ----------
    soon : Duration, in days or business days
        How near a deadline is to be about to break.
    since : date or None
        The first local day of the deadlines listed; None: the first of the last closed period.
    kinds : sequence of TaskState
        What to list.
    limit : int or None
        The most to list of one promise; None: all.
    today : date or None
        The day from which days over and near deadlines are counted; None: until which the promise's source knows.
    """

    soon: Duration = SOON
    since: date | None = None
    kinds: Sequence[TaskState] = RANKS
    limit: int | None = None
    today: date | None = None


@dataclass(frozen=True)
class WorkRows:
    """The events of one promise, under one set of its terms, that need a person.

    Parameters
    ----------
    rate : KeptRate
        Its terms and clock; its deadlines are the ones listed.
    since : date or None
        The first local day of the deadlines that are listed; None: all.
    until : date
        The last local day on which a deadline is near.
    today : date
        The day from which days over are counted.
    told_us : int, microseconds since 1970 UTC
        The time to answer for: what a customer was told later is not known.
    units : mapping of unit to spans, or None
        The units to look at, each with the days on which it belongs here; None: all.
    """

    rate: KeptRate
    since: date | None
    until: date
    today: date
    told_us: int
    units: Mapping[str, Sequence[Span]] | None = field(default=None, hash=False)

    def reduce(self, events: Frame, values: Frame | None = None, replies: Frame | None = None) -> Frame:
        """The events that need a person, each with what kind of call it is; the same on every engine.

        Parameters
        ----------
        events : LazyFrame
            The rows of one source.
        values : LazyFrame or None
            Its event_values, for an amount.
        replies : LazyFrame or None
            `event_id`, each once, and `replied_us`: when the organisation replied to what the customer said.

        Returns
        -------
        LazyFrame
            Columns of `events`, and `rank` (index into `RANKS`, or OLDER), `answered` (1 or 0), `deadline`, `moment`
            (microseconds UTC: of the deadline where it is a time of day, of the event where the promise is about an
            amount, else 0), and `number` for an amount.
        """
        marked = self.rate.mark(events, values)
        if self.rate.terms.amount is None:
            marked = marked.with_columns(number=nw.lit(None, nw.Float64))
        if replies is None:
            marked = marked.with_columns(replied_us=nw.lit(None, nw.Int64))
        else:
            marked = marked.join(replies, on="event_id", how="left")
        broken = (nw.col("due") >= 0) & (nw.col("is_kept") == 0)
        undone = nw.col("is_waiting") == 1
        recent = nw.lit(True) if self.since is None else self._falls_from(self.since)
        near = ~self._falls_from(self.until + timedelta(days=1))
        rank = (
            nw.when(broken & undone & recent)
            .then(nw.lit(0, nw.Int64))
            .when((nw.col("due") == NOT_DUE) & undone & near)
            .then(nw.lit(1, nw.Int64))
            .when(broken & ~undone & recent)
            .then(nw.lit(2, nw.Int64))
            .when(broken & undone)
            .then(nw.lit(OLDER, nw.Int64))
        )
        told = [~nw.col(name).is_null() & (nw.col(name) <= self.told_us) for name in ("answered_us", "replied_us")]
        answered = nw.when(told[0] | told[1]).then(nw.lit(1, nw.Int64)).otherwise(nw.lit(0, nw.Int64))
        chosen = marked.with_columns(rank=rank, answered=answered, moment=self.rate.moment())
        return chosen.filter(~nw.col("rank").is_null() & self._here())

    @staticmethod
    def totals(chosen: Frame) -> Frame:
        """`n` events for each `rank` and `answered`."""
        return chosen.group_by("rank", "answered").agg(n=nw.len().cast(nw.Int64))

    def listed(self, chosen: Frame, kinds: Sequence[TaskState] = RANKS, limit: int | None = None) -> Frame:
        """The rows to list, in their order, at most `limit`: those late and answered need nobody."""
        ranks = [RANKS.index(state) for state in kinds]
        rows = chosen.filter(nw.col("rank").is_in(ranks) & ((nw.col("rank") != 2) | (nw.col("answered") == 0)))
        rows = rows.select("event_id", "unit", "rank", "answered", "deadline", "moment", "number", *self._stamps())
        rows = rows.sort("rank", "deadline", "moment", "event_id")
        # Deadlines of two scales are put in order only when they are days.
        return rows if limit is None or self.rate.terms.or_within else rows.head(limit)

    def tasks(self, rows: Sequence[Mapping[str, Any]]) -> tuple[Task, ...]:
        """What `listed` collected as tasks, in the same order; `kept_by`, `responsible` and `link` are left out."""
        numbers = np.array([row["deadline"] for row in rows], dtype=np.int64)
        days = [as_date(day) for day in self.rate.days_of(numbers)] if rows else []
        return tuple(sorted((self._task(row, day) for row, day in zip(rows, days, strict=True)), key=in_order))

    def _falls_from(self, day: date) -> nw.Expr:
        """Whether the deadline falls on that local day or later, in whichever scale it is counted."""
        terms, deadline = self.rate.terms, nw.col("deadline")
        own = deadline >= self.first_number(day, terms.within)
        if terms.or_within is None:
            return own
        promised = deadline >= BY_PROMISE + self.first_number(day, terms.or_within)
        return nw.when(deadline >= BY_PROMISE).then(promised).otherwise(own)

    def first_number(self, day: date, within: Duration | None) -> int:
        """The smallest due number whose local day is that day or later, in the scale of a promised time."""
        clock = self.rate.clock
        if within is not None and within.unit == "business days":
            return _business_day(day, clock)
        if within is not None and within.unit == "opening hours":
            return _open_seconds_before(day, clock) // 60 + 1
        return day_number(day)

    def _stamps(self) -> tuple[str, ...]:
        begin, end = stem_of(self.rate.terms.from_), stem_of(self.rate.terms.to)
        names = (f"{begin}_us", f"{begin}_day", f"{end}_us", f"{end}_day", f"{end}_business_day")
        return tuple(dict.fromkeys(names))

    def _here(self) -> nw.Expr:
        """Whether the event belongs to the units that are looked at, on the day of its deadline."""
        if self.units is None:
            return nw.lit(True)
        together: dict[tuple[Span, ...], list[str]] = {}
        for unit, spans in self.units.items():
            together.setdefault(tuple(spans), []).append(unit)
        here = nw.lit(False)
        for spans, names in together.items():
            for first, last in spans:
                inside = nw.col("unit").is_in(names)
                if first is not None:
                    inside = inside & self._falls_from(first)
                if last is not None:
                    inside = inside & ~self._falls_from(last + timedelta(days=1))
                here = here | inside
        return here

    def _task(self, row: Mapping[str, Any], day: date) -> Task:
        state, terms = RANKS[row["rank"]], self.rate.terms
        begin, end = stem_of(terms.from_), stem_of(terms.to)
        done = self._when(row, end, terms.to)
        return Task(
            event_id=row["event_id"],
            unit=row["unit"] or "",
            state=state,
            started=self._when(row, begin, terms.from_),
            due=None if terms.amount else self._due(row, day),
            done=done if state is TaskState.LATE and not terms.amount else None,
            over=None if terms.amount else self._over(row, day, state),
            amount=row["number"],
            answered=bool(row["answered"]),
        )

    def _when(self, row: Mapping[str, Any], stem: str, stamp: str) -> date | None:
        if row[f"{stem}_us"] is None:
            return None
        return as_date(row[f"{stem}_day"]) if stamp in self.rate.dates_only else self._local(row[f"{stem}_us"])

    def _local(self, us: int) -> datetime:
        return (EPOCH_START + timedelta(microseconds=us)).astimezone(self.rate.clock.project.zone)

    def _due(self, row: Mapping[str, Any], day: date) -> date:
        number, within = self._scale(row)
        if row["moment"]:
            moment = self._local(row["moment"])
            return day if moment.time().replace(microsecond=0) == time(23, 59, 59) else moment
        if within is not None and within.unit == "opening hours":
            return _moment_of_open_minute(number, day, self.rate.clock)
        return day

    def _scale(self, row: Mapping[str, Any]) -> tuple[int, Duration | None]:
        """The due number of a row, and the promised time whose scale it has; None for a date of its own."""
        terms, number = self.rate.terms, row["deadline"]
        if terms.or_within is not None and number is not None and number >= BY_PROMISE:
            return number - BY_PROMISE, terms.or_within
        return number, terms.within

    def _over(self, row: Mapping[str, Any], day: date, state: TaskState) -> int:
        """Days past the deadline, in the unit of the promise: business days, or else calendar days."""
        end, (number, within) = stem_of(self.rate.terms.to), self._scale(row)
        late = state is TaskState.LATE
        if within is not None and within.unit == "business days":
            today = _business_day(self.today, self.rate.clock)
            return int((row[f"{end}_business_day"] if late else today) - number)
        return int((row[f"{end}_day"] if late else day_number(self.today)) - day_number(day))


def near_until(clock: Clock, soon: Duration, today: date) -> date:
    """The last local day of what is near: so many days after today, or so many open days.

    Parameters
    ----------
    clock : Clock
        Its country's holidays.
    soon : Duration
        In days or business days; the business day after a Friday is Monday.
    today : date
    """
    if soon.unit == "business days" and soon.length:
        first = _business_day(today + timedelta(days=1), clock)
        number = np.array([first + int(soon.length) - 1], dtype=np.int32)
        return as_date(day_of_business_day(number, clock.project.country)[0])
    return today + timedelta(days=int(soon.length))


def in_order(task: Task) -> tuple[int, date, float, str]:
    """Waiting, about to break, late; in each the oldest deadline first, or the oldest event where there is none."""
    when = task.due or task.started or date.min
    if isinstance(when, datetime):
        return RANKS.index(task.state), when.date(), when.timestamp(), task.event_id
    return RANKS.index(task.state), when, 0.0, task.event_id


def make_link(template: str | None, cells: Mapping[str, str]) -> str:
    """Where an event stands in the organisation's own system; what stands in the braces is quoted.

    Examples
    --------
    >>> make_link("https://shop.example/orders/{event_id}", {"event_id": "7/ä"})
    'https://shop.example/orders/7%2F%C3%A4'
    """
    return template.format(**{name: quote(cell, safe="") for name, cell in cells.items()}) if template else ""


def _business_day(day: date, clock: Clock) -> int:
    return int(business_day_numbers(np.array([day_number(day)], dtype=np.int32), clock.project.country)[0])


def _open_seconds_before(day: date, clock: Clock) -> int:
    project = clock.project
    midnight = np.array([microseconds(datetime.combine(day, time(), project.zone))], dtype=np.int64)
    return int(open_seconds(midnight, project.time_zone, project.hours, project.country)[0])


def _moment_of_open_minute(minute: int, day: date, clock: Clock) -> datetime:
    """The time of day at which so many minutes of opening hours since 1970 are reached."""
    left, weekday = minute * 60 - _open_seconds_before(day, clock), WEEKDAYS[day.weekday()]
    spans = read_spans(weekday, clock.project.hours[weekday])
    second = spans[-1][1]
    for start, end in spans:
        if left <= end - start:
            second = start + left
            break
        left -= end - start
    midnight = datetime.combine(day, time(), UTC) + timedelta(seconds=second)
    return midnight.replace(tzinfo=clock.project.zone)
