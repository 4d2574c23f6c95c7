"""The promise you can keep, found event by event and limit by limit, with no arrays: slow, and easy to check."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from makegood.measures.interval import effective, wilson


@dataclass(frozen=True)
class Event:
    """One event: the day it began, its unit, the most steps that had passed for it, and how many it took, or None."""

    start: date
    unit: str
    age: int
    time: int | None


def passed(events: Iterable[Event], steps: int) -> list[Event]:
    return [event for event in events if event.age >= steps]


def is_kept(event: Event, steps: int) -> bool:
    return event.time is not None and event.time <= steps


def worth(events: Sequence[Event], steps: int, by_units: bool) -> float:
    """Independent events: days as clusters, and units where there are four; the fewer."""

    def clusters(name: str) -> list[tuple[int, int]]:
        sums: dict[object, list[int]] = defaultdict(lambda: [0, 0])
        for event in events:
            sums[getattr(event, name)][0] += 1
            sums[getattr(event, name)][1] += is_kept(event, steps)
        return [(n, kept) for n, kept in sums.values()]

    days, units = clusters("start"), clusters("unit")
    if len(days) < 4:
        return 0.0
    return min([effective(days), *([effective(units)] if by_units and len(units) >= 4 else [])])


def tightest(
    events: Sequence[Event], objective: float, most: int, fresh: Sequence[date] = (), by_units: bool = True
) -> int | None:
    """From the loosest limit down while each holds; then up again until the newest events agree."""
    seen = len(passed(events, 0))
    loosest = max(steps for steps in range(most + 1) if len(passed(events, steps)) * 2 >= seen)
    found = None
    for steps in range(loosest, -1, -1):
        due = passed(events, steps)
        kept = sum(is_kept(event, steps) for event in due)
        n_eff = worth(due, steps, by_units)
        if n_eff < 100 or wilson(kept / len(due), n_eff)[0] < objective:
            break
        found = steps
    if found is None:
        return None
    for steps in range(found, loosest + 1):
        new = [[e for e in passed(events, steps) if e.start >= day] for day in fresh]
        if all(_agrees(each, steps, objective, alone=not by_units) for each in new):
            return steps
    return None


def _agrees(new: Sequence[Event], steps: int, objective: float, *, alone: bool) -> bool:
    if len(new) < 30:
        return True
    share = sum(is_kept(event, steps) for event in new) / len(new)
    return (wilson(share, len(new))[1] if alone else share) >= objective


def last_28_days(as_of: date) -> tuple[date]:
    return (as_of - timedelta(days=27),)
