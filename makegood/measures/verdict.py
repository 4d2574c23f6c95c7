"""The verdict on a closed period: kept, broken, or cannot tell.

In: the `Counts` of a period. Out: `Verdict`, with Wilson's interval on the number of
independent events, days as clusters and units as clusters, the wider of the two. Kept when the lower end is at the
objective or above, broken when the upper end is below it. One look, when the period closes.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from statistics import median

from makegood.measures import minimum
from makegood.measures.clock import Clock
from makegood.measures.counts import Counts
from makegood.measures.interval import effective, wilson
from makegood.model import Estimate, Period, State, Verdict, Why
from makegood.written import Keep, Over

METHOD = "Wilson on n_eff"
_MONTHS: dict[Over, int] = {"month": 1, "quarter": 3, "year": 12}


def period_of(day: date, over: Over) -> Period:
    """The period that a day belongs to.

    Examples
    --------
    >>> period_of(date(2026, 2, 3), "quarter")
    Period(name='2026-Q1', first=datetime.date(2026, 1, 1), last=datetime.date(2026, 3, 31), over='quarter')
    """
    months = _MONTHS[over]
    start = (day.month - 1) // months * months + 1
    end = start + months - 1
    first, last = date(day.year, start, 1), date(day.year, end, monthrange(day.year, end)[1])
    name = {"month": f"{day:%Y-%m}", "quarter": f"{day.year}-Q{(start + 2) // 3}", "year": f"{day.year}"}[over]
    return Period(name, first, last, over)


def find_period(name: str) -> Period | None:
    """The period of that name, as `period_of` writes it; None when it names none.

    Examples
    --------
    >>> find_period("2026-Q1") == period_of(date(2026, 2, 3), "quarter"), find_period("2026-13")
    (True, None)
    """
    form = re.fullmatch(r"([1-9][0-9]{3})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?", name)
    if not form:
        return None
    year, quarter, month = int(form[1]), form[2], form[3]
    start = (int(quarter) - 1) * 3 + 1 if quarter else int(month or 1)
    return period_of(date(year, start, 1), "quarter" if quarter else "month" if month else "year")


def periods_between(first: date, last: date, over: Over) -> list[Period]:
    """Every period from the one that holds `first` to the one that holds `last`, oldest first."""
    periods = [period_of(first, over)]
    while periods[-1].last < last:
        periods.append(period_of(periods[-1].last + timedelta(days=1), over))
    return periods


def closed_on(period: Period, settle: int) -> date:
    """The first day on which the period's verdict may be taken."""
    return period.last + timedelta(days=settle + 1)


def estimate(counts: Counts, window: tuple[date, date], terms: Keep, clock: Clock) -> Estimate:
    """The share kept with its interval, or why there is none.

    Parameters
    ----------
    counts : Counts
    window : (date, date), the local days they are from
    terms : Keep
        `cluster` says what may make events alike; units count where there are at least 4.
    clock : Clock

    Returns
    -------
    Estimate
        Shares in 0..1; `why_empty` is a `Why` when fewer than 30 events, or events on fewer than 4 days, are due.

    References
    ----------
    Design effect and Wilson's interval: see `interval`. By simulation at 4 to 30 shops of 200 events with an
    intra-shop correlation of .02 it covers 94 to 97 % where the plain one covers 60 %.
    """
    n, kept = counts.total
    days = len(counts.by_day())
    n_eff, k = worth(counts, terms)
    why = Why.FEW_EVENTS if n < minimum.EVENTS else Why.FEW_DAYS if days < minimum.CLUSTERS else None
    if why:
        return Estimate(None, None, None, n, n_eff, k, window, clock.as_of, METHOD, why)
    low, high = wilson(kept / n, n_eff)
    return Estimate(kept / n, low, high, n, n_eff, k, window, clock.as_of, METHOD)


def worth(counts: Counts, terms: Keep) -> tuple[float, int]:
    """How many independent events the counts are worth, and by how many clusters that was found.

    Days and, where there are at least 4, units; the fewer of the two answers. Fewer than two days are worth nothing
    about the next.
    """
    by_day = [row[1:] for row in counts.by_day()]
    by_unit = [row[1:] for row in counts.by_unit()]
    if len(by_day) < 2:
        return 0.0, len(by_day)
    candidates = [by_day] if "day" in terms.cluster else []
    if "unit" in terms.cluster and len(by_unit) >= minimum.CLUSTERS:
        candidates.append(by_unit)
    n = counts.total[0]
    return min([(effective(clusters), len(clusters)) for clusters in candidates] or [(float(n), n)])


def judge(
    counts: Counts, period: Period, objective: float, terms: Keep, clock: Clock, *, unreadable: bool = False
) -> Verdict:
    """The verdict on a period, or its count so far when it is still running.

    Parameters
    ----------
    counts : Counts
        The period's events whose deadline has passed.
    period : Period
    objective : float, 0..1
    terms : Keep
        `settle` and `cluster` are used.
    clock : Clock
    unreadable : bool
        Too many rows of the source could not be read: then nothing is told.
    """
    number = estimate(counts, (period.first, period.last), terms, clock)
    closing = closed_on(period, terms.settle)
    state, why = _decide(number, objective)
    if unreadable:
        state, why = State.CANNOT_TELL, Why.UNREADABLE
    unseen = period.last > clock.known_until + timedelta(days=terms.settle)
    if closing > clock.today or unseen:
        return Verdict(period, State.CANNOT_TELL, *counts.total, objective, number, Why.NO_PERIOD, None)
    return Verdict(period, state, *counts.total, objective, number, why, closing)


def _decide(number: Estimate, objective: float) -> tuple[State, Why | None]:
    if number.low is None or number.high is None:
        return State.CANNOT_TELL, number.why_empty
    if number.n_eff < minimum.EFFECTIVE:
        return State.CANNOT_TELL, Why.FEW_EVENTS if number.n < minimum.EFFECTIVE else Why.FEW_EFFECTIVE
    if number.low >= objective:
        return State.KEPT, None
    if number.high < objective:
        return State.BROKEN, None
    return State.CANNOT_TELL, Why.STRADDLES


def choose_over(counts: Counts, terms: Keep) -> Over:
    """The shortest period in which this promise's history gives enough evidence for a verdict.

    Judged by the middle one of the whole periods seen so far; before a whole one was seen, by the evidence of all
    days so far, stretched to the period's length.
    """
    window = counts.window
    if window is None:
        return "month"
    a_day = worth(counts, terms)[0] / ((window[1] - window[0]).days + 1)
    lengths: tuple[tuple[Over, float], ...] = (("month", 30.4), ("quarter", 91.3))
    for over, length in lengths:
        periods = [p for p in periods_between(*window, over) if window[0] <= p.first and p.last <= window[1]]
        seen = [worth(counts.between(p.first, p.last), terms)[0] for p in periods]
        if (median(seen) if seen else a_day * length) >= minimum.EFFECTIVE:
            return over
    # Units that differ much are worth no more after a year: then waiting would not help, and the month says why.
    a_month = counts.total[0] / ((window[1] - window[0]).days + 1) * 30.4
    return "month" if a_month >= minimum.EFFECTIVE else "year"
