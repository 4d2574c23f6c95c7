"""The promise you can keep: the tightest limit that holds at the objective, and by unit and by season.

In: the `Times` of one promise, reduced by `time_to_keep`. Out: `Keepable`, limits in the promise's own unit.

At a limit count only events for which it has passed; the share is judged as a verdict is: the low end of its interval
is at the objective or above, on at least 100 independent events. The limits are tried from the loosest down, and the
first that fails ends it: a limit that is too tight is chosen only if it passes a test of its own, so that looking at
many limits makes no more mistakes than looking at one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from makegood.measures import minimum
from makegood.measures.clock import Clock
from makegood.measures.counts import Whole
from makegood.measures.interval import Floats, effective_columns, lowest_columns, wilson
from makegood.measures.survival import kaplan_meier
from makegood.measures.time_to_keep import LATER, Times
from makegood.measures.verdict import METHOD, period_of, periods_between
from makegood.model import Estimate, Keepable, Limit, Now, Pace, Period, Quantile, Why
from makegood.written import Keep, Over

RECENT_DAYS = 28  # as long as `now` looks back


@dataclass(frozen=True)
class Shares:
    """How many were kept at each limit, 0 to `most` steps, of those for which it had passed.

    Attributes
    ----------
    n, kept, clusters : int64 arrays, shape (limits,)
    n_eff : float array, shape (limits,)
    """

    n: Whole
    kept: Whole
    n_eff: Floats
    clusters: Whole

    @property
    def share(self) -> Floats:
        """The share kept, 0..1; 0 where nothing has come due."""
        share: Floats = self.kept / np.maximum(self.n, 1)
        return share


def begin_of_window(today: date, over: Over) -> date:
    """The first day of the last twelve whole months (or quarters), so that each season is there once.

    Examples
    --------
    >>> begin_of_window(date(2026, 3, 16), "month"), begin_of_window(date(2026, 3, 16), "quarter")
    (datetime.date(2025, 3, 1), datetime.date(2025, 1, 1))
    """
    a_year_ago = today.replace(year=today.year - 1, day=1)
    return period_of(a_year_ago, over).first


def find(times: Times, terms: Keep, clock: Clock, now: Now, over: Over) -> Keepable:
    """The promise you can keep, and how long it takes.

    Parameters
    ----------
    times : Times
        Of the window.
    terms : Keep
        `of` is the objective, `cluster` what may make events alike.
    clock : Clock
    now : Now
        While the promise is slipping, the limit must also hold in what began since then.
    over : Over
        A season is a month, or a quarter where months are too small; with `year` there are none.

    Notes
    -----
    The share of the last 28 days (and of a slip) must itself be at the objective: what held last summer is no promise
    for tomorrow. For one unit, what these few fit must reach it. A limit made looser for that reason has passed its
    test all the same.
    """
    shares, fresh = count(times, terms), _fresh_since(clock, now)
    steps, why = _choose(times, shares, terms.of, fresh)
    half, nine_in_ten = (_quantile(times, shares, share) for share in (0.5, 0.9))
    followed = times.age >= 0
    return Keepable(
        unit=times.scale.unit,
        limit=_limit(times, shares, steps, why, clock),
        recent=None if steps is None else _recent(times, fresh, steps),
        by_unit=tuple(_by_unit(times, terms, clock, fresh)),
        by_season=tuple(_by_season(times, terms, clock, over)),
        n=int(times.n[followed].sum()),
        still_open=int(times.n[followed & (times.time == LATER)].sum()),
        half=half,
        nine_in_ten=nine_in_ten,
    )


def count(times: Times, terms: Keep) -> Shares:
    """How many were kept at each limit, and how many independent events would say as much.

    Days of start and, where there are at least 4, units; the fewer of the two answers, as in a verdict.
    """
    by_day = _by_cluster(times.start - times.start.min(initial=2**40), times)
    n, kept = (table.sum(axis=0) for table in by_day)
    n_eff, clusters = n.astype(float), n
    if "day" in terms.cluster:
        n_eff, clusters = effective_columns(*by_day)
    if "unit" in terms.cluster:
        other, units = effective_columns(*_by_cluster(times.unit, times))
        fewer = (units >= minimum.CLUSTERS) & (other < n_eff)
        n_eff, clusters = np.where(fewer, other, n_eff), np.where(fewer, units, clusters)
    days = (by_day[0] > 0).sum(axis=0)
    return Shares(n, kept, np.where(days > 1, n_eff, 0.0), np.where(days < minimum.CLUSTERS, days, clusters))


def _by_cluster(cluster: Whole, times: Times) -> tuple[Whole, Whole]:
    """(n, kept) by cluster and limit: an event counts at the limits up to its age, and is kept from its time on."""
    rows, width = int(cluster.max(initial=-1)) + 1, times.scale.most + 2
    followed = np.bincount(cluster * width + times.age + 1, times.n, rows * width).reshape(rows, width)
    n = followed[:, ::-1].cumsum(axis=1)[:, ::-1][:, 1:]
    done = (times.time != LATER) & (times.time <= times.age)
    at, weight = cluster[done] * width, times.n[done]
    begins = np.bincount(at + times.time[done], weight, rows * width)
    ends = np.bincount(at + times.age[done] + 1, weight, rows * width)
    kept = (begins - ends).reshape(rows, width).cumsum(axis=1)[:, :-1]
    return n.astype(np.int64), kept.astype(np.int64)


def _loosest(shares: Shares) -> int:
    """The loosest limit that is tried: it has passed for at least half of the events, whatever became of them."""
    return int(np.flatnonzero(shares.n * 2 >= shares.n[0])[-1])


def _tightest(shares: Shares, objective: float) -> tuple[int | None, Why | None]:
    """The tightest limit such that it and every looser one holds; or why there is none."""
    loosest = _loosest(shares)
    passes = (
        (lowest_columns(shares.share, shares.n_eff) >= objective)
        & (shares.n_eff >= minimum.EFFECTIVE)
        & (shares.clusters >= minimum.CLUSTERS)
    )[: loosest + 1]
    if passes[-1]:
        failed = np.flatnonzero(~passes)
        return (int(failed[-1]) + 1 if len(failed) else 0), None
    return None, _why_none(shares, loosest, objective)


def _why_none(shares: Shares, at: int, objective: float) -> Why:
    n, kept, n_eff = int(shares.n[at]), int(shares.kept[at]), float(shares.n_eff[at])
    if n == 0:
        return Why.NONE_DUE
    if n < minimum.EFFECTIVE:
        return Why.FEW_EVENTS
    if shares.clusters[at] < minimum.CLUSTERS:
        return Why.FEW_DAYS
    if wilson(kept / n, n_eff)[1] < objective:
        return Why.OUT_OF_REACH
    return Why.FEW_EFFECTIVE if n_eff < minimum.EFFECTIVE else Why.STRADDLES


def _choose(
    times: Times, shares: Shares, objective: float, fresh: Sequence[date], *, alone: bool = False
) -> tuple[int | None, Why | None]:
    """The tightest limit that holds, made looser until it holds in the newest events too, where they are enough."""
    steps, why = _tightest(shares, objective)
    if steps is None or not fresh:
        return steps, why
    holds = np.ones(len(shares.n), dtype=bool)
    for begin in fresh:
        new = times.between(begin, date.max)
        n, kept = (table.sum(axis=0) for table in _by_cluster(np.zeros_like(new.start), new))
        share = kept / np.maximum(n, 1)
        # The newest of one unit are few: there a share below the objective may be chance, and only its range decides.
        most = 1 - lowest_columns(1 - share, n.astype(float)) if alone else share
        holds &= (n < minimum.EVENTS) | (most >= objective - 1e-12)
    at = np.flatnonzero(holds[steps : _loosest(shares) + 1])
    return (steps + int(at[0]), None) if len(at) else (None, Why.OUT_OF_REACH)


def _fresh_since(clock: Clock, now: Now) -> list[date]:
    """The days since which events are new: that on which a slip began, and that of 28 days ago."""
    begins = [clock.known_until - timedelta(days=RECENT_DAYS - 1)]
    if now.pace is Pace.SLIPPING and now.since is not None and now.since > begins[0]:
        begins.insert(0, now.since)
    return begins


def _recent(times: Times, fresh: Sequence[date], steps: int) -> tuple[date, int, int] | None:
    for begin in fresh:
        new = times.between(begin, date.max)
        passed = new.age >= steps
        n, kept = int(new.n[passed].sum()), int(new.n[passed & (new.time != LATER) & (new.time <= steps)].sum())
        if n >= minimum.EVENTS:
            return begin, n, kept
    return None


def _limit(times: Times, shares: Shares, steps: int | None, why: Why | None, clock: Clock) -> Limit:
    at = _loosest(shares) if steps is None else steps
    n, n_eff, k = int(shares.n[at]), float(shares.n_eff[at]), int(shares.clusters[at])
    window = times.window or (clock.known_until, clock.known_until)
    few = Why.FEW_EVENTS if n < minimum.EVENTS else Why.FEW_DAYS if k < minimum.CLUSTERS else None
    if few:
        return Limit(None, None, Estimate(None, None, None, n, n_eff, k, window, clock.as_of, METHOD, few), why or few)
    half = np.flatnonzero((shares.share >= 0.5) & (shares.n >= minimum.EVENTS))
    usual = times.scale.limit(int(half[0])) if len(half) else None
    share = int(shares.kept[at]) / n
    number = Estimate(share, *wilson(share, n_eff), n, n_eff, k, window, clock.as_of, METHOD)
    return Limit(None if steps is None else times.scale.limit(steps), usual, number, why)


def _quantile(times: Times, shares: Shares, share: float) -> Quantile:
    """From the curve of all that were followed; what widens the interval of a share widens this one as much."""
    if shares.n[0] < minimum.EVENTS:
        return Quantile(share, None, None, None)
    enough = shares.n_eff > 0
    inflation = np.where(enough, shares.n / np.where(enough, shares.n_eff, 1.0), 1.0)
    curve = kaplan_meier(*times.followed(), np.maximum(inflation, 1.0))
    value, low, high = (None if at is None else times.scale.limit(at) for at in curve.quantile(share))
    return Quantile(share, value, low, high)


def _by_unit(times: Times, terms: Keep, clock: Clock, fresh: Sequence[date]) -> Iterator[tuple[str, Limit]]:
    """Each unit alone, on its own days: whatever the others do."""
    alone = replace(terms, cluster=("day",))
    order = np.argsort(times.unit, kind="stable")
    starts = np.searchsorted(times.unit[order], np.arange(len(times.units) + 1))
    window = times.window or (clock.known_until, clock.known_until)
    for name, at in sorted((name, at) for at, name in enumerate(times.units) if name):
        rows = times.only(order[starts[at] : starts[at + 1]])
        n = int(rows.n.sum())
        if n >= minimum.EFFECTIVE:
            yield name, _alone(rows, alone, clock, fresh)
        elif n:
            # Thousands of small sellers: too few is said without trying every limit.
            number = Estimate(None, None, None, n, 0.0, 0, window, clock.as_of, METHOD, Why.FEW_EVENTS)
            yield name, Limit(None, None, number, Why.FEW_EVENTS)


def _by_season(times: Times, terms: Keep, clock: Clock, over: Over) -> Iterator[tuple[Period, Limit]]:
    window = times.window
    if window is None or over == "year":
        return
    for period in periods_between(*window, over):
        rows = times.between(period.first, period.last)
        if len(rows.n):
            yield period, _alone(rows, terms, clock, ())


def _alone(times: Times, terms: Keep, clock: Clock, fresh: Sequence[date]) -> Limit:
    shares = count(times, terms)
    return _limit(times, shares, *_choose(times, shares, terms.of, fresh, alone=True), clock)
