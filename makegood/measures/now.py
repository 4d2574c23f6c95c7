"""Is the promise slipping now? An alarm that stays honest when somebody looks every day.

In: the days' (day, n, kept), oldest first, and the objective. Out: `Now`: holding, slipping since a day, or too
little yet.

Each day is a bet against the promise: the bet grows when fewer than the objective are kept, and shrinks when more
are. Whatever makes a day's events alike, bets on days stay fair, so a promise that is kept exactly at its objective
raises a false alarm at most once in `alarm_every` days on average, however often one looks.

References
----------
Shin, Ramdas and Rinaldo (2023), E-detectors: a nonparametric framework for sequential change detection,
doi:10.51387/23-NEJSDS51. Bets on bounded means: Waudby-Smith and Ramdas (2024), doi:10.1093/jrsssb/qkad009.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

from makegood.measures import minimum
from makegood.model import Now, Pace

STAKES = (0.05, 0.15, 0.3, 0.5, 0.75)
WINDOW = 28


@dataclass(frozen=True)
class Step:
    """One or more days with enough events between them: first and last day, n, kept."""

    first: date
    last: date
    n: int
    kept: int


@dataclass(frozen=True)
class Slip:
    """A time in which the promise slipped: since when, when it was alarmed, and when it was over (None: it is not)."""

    since: date
    alarmed_on: date
    over_on: date | None = None


def pool(days: Iterable[tuple[date, int, int]], least: int = minimum.POOL) -> list[Step]:
    """Days in order, each with few events joined with the next until there are `least`; what is left over waits.

    Examples
    --------
    >>> [(s.first.day, s.last.day, s.n) for s in pool([(date(2026, 1, d), 4, 4) for d in range(1, 8)])]
    [(1, 3, 12), (4, 6, 12)]
    """
    steps, first, n, kept = [], None, 0, 0
    for day, more, of_them in days:
        if more == 0:
            continue
        first, n, kept = first or day, n + more, kept + of_them
        if n >= least:
            steps.append(Step(first, day, n, kept))
            first, n, kept = None, 0, 0
    return steps


def watch(
    days: Sequence[tuple[date, int, int]], objective: float, alarm_every: int = 365, today: date | None = None
) -> Now:
    """Follow the days and say how the promise stands after the last of them.

    Parameters
    ----------
    days : sequence of (day, n, kept)
        Local days on which deadlines fell, complete and in order.
    objective : float, 0..1
        An objective of 1 leaves no room: then one broken event is the alarm.
    alarm_every : int, days
        Average days between false alarms, at the least, at exactly the objective.
    today : date or None
        The day that ends the last 28; left out, the last of the days.

    Notes
    -----
    Assumes that while the promise is kept, the expected share of each day is at least the objective, whatever
    happened before; a month that is always worse (December) breaks this. The alarm stays until the share of the last
    28 days, counted from the start of the slip, is at the objective again; then the watch starts afresh.

    Examples
    --------
    >>> good = [(date(2026, 1, 1) + timedelta(d), 100, 97) for d in range(60)]
    >>> bad = [(date(2026, 3, 2) + timedelta(d), 100, 80) for d in range(9)]
    >>> watch(good, 0.95).pace.value, watch(good + bad, 0.95).since
    ('holding', datetime.date(2026, 3, 2))
    """
    recent, steps = _recent(days, today), pool(days)
    if len(steps) < minimum.CLUSTERS or sum(n for _, n, _ in days) < minimum.EVENTS:
        return Now(Pace.TOO_LITTLE, n_28=recent[0], kept_28=recent[1])
    slips, evidence = follow(steps, objective, alarm_every)
    if slips and slips[-1].over_on is None:
        return Now(Pace.SLIPPING, slips[-1].since, slips[-1].alarmed_on, *recent, evidence=evidence)
    return Now(Pace.HOLDING, None, None, *recent, evidence=evidence)


def follow(steps: Sequence[Step], objective: float, alarm_every: int = 365) -> tuple[list[Slip], float]:
    """Every slip that the watch has alarmed, oldest first, and the evidence after the last step, in days."""
    room = max(1 - objective, 1e-9)
    stakes = [c / room for c in STAKES]
    slips: list[Slip] = []
    evidence, start = [0.0] * len(stakes), 0
    for at, step in enumerate(steps):
        if slips and slips[-1].over_on is None:
            if _share_again(steps, slips[-1].since, at) >= objective:
                slips[-1] = replace(slips[-1], over_on=step.last)
                evidence, start = [0.0] * len(stakes), at + 1
            continue
        loss = objective - step.kept / step.n
        if objective == 1 and loss == 0:  # without room, a day on which all is kept says nothing
            continue
        evidence = [(m + 1) * (1 + stake * loss) for m, stake in zip(evidence, stakes, strict=True)]
        if sum(evidence) / len(evidence) >= alarm_every:
            run = steps[start + _likeliest_start(steps[start : at + 1], objective, stakes) : at + 1]
            if sum(s.kept for s in run) < objective * sum(s.n for s in run):
                slips.append(Slip(run[0].first, step.last))
    return slips, sum(evidence) / len(evidence)


def _likeliest_start(steps: Sequence[Step], objective: float, stakes: Sequence[float]) -> int:
    """The start whose bets have won most by the last step."""
    gains = [[1 + stake * (objective - s.kept / s.n) for s in reversed(steps)] for stake in stakes]
    won = [list(accumulate(g, lambda a, b: a * b)) for g in gains]
    total = [sum(column) for column in zip(*won, strict=True)]
    return len(steps) - 1 - max(range(len(total)), key=total.__getitem__)


def _share_again(steps: Sequence[Step], since: date, at: int) -> float:
    """The share kept in the last 28 days, or since the slip began if that is later."""
    first = max(since, steps[at].last - timedelta(days=WINDOW - 1))
    chosen = [s for s in steps[max(0, at - WINDOW) : at + 1] if s.last >= first]
    return sum(s.kept for s in chosen) / sum(s.n for s in chosen)


def _recent(days: Sequence[tuple[date, int, int]], today: date | None) -> tuple[int, int]:
    if not days:
        return 0, 0
    first = (today or days[-1][0]) - timedelta(days=WINDOW - 1)
    chosen = [(n, kept) for day, n, kept in days if day >= first]
    return sum(n for n, _ in chosen), sum(kept for _, kept in chosen)
