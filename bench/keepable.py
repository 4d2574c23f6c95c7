"""The promise you can keep: how often it holds in truth, and its time beside plain numpy on a million events.

Simulated: events that take 0 to 9 days, with days on which things go badly together. The limit just below the true
one is kept in 94.5 of 100 for an objective of 95: close enough to be taken for it by a rule that looks at each limit's
share alone.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from math import sqrt
from statistics import median

import duckdb
import narwhals as nw
import numpy as np
import pyarrow as pa
from scipy.special import ndtr

from makegood.lake.engine import collect_table
from makegood.measures.clock import Clock
from makegood.measures.counts import Whole, day_number
from makegood.measures.keepable import find
from makegood.measures.time_to_keep import LATER, Scale, Times, TimeToKeep
from makegood.model import Now, Pace
from makegood.project import Project
from makegood.written import Duration, Keep

# The share done within 0, 1, 2, ... days.
DONE = np.array([0.1, 0.4, 0.7, 0.945, 0.97, 0.98, 0.985, 0.988, 0.99, 0.992])
ALIKE = 0.1  # correlation of the luck of two events of one day; .02 to .03 between their being kept or not
TERMS = Keep("orders", 0.95, within=Duration(2, "days"))
AS_OF = datetime(2026, 3, 31, 12, tzinfo=UTC)
STEADY = Now(Pace.HOLDING)
CLOCK = Clock.at(AS_OF, Project(organisation="Bench"))
DAY_US = 86_400_000_000


def true_limit(objective: float) -> int:
    """The shortest limit that is kept at the objective in truth."""
    return int(np.argmax(objective <= DONE))


def simulate_times(rng: np.random.Generator, a_day: int, days: int) -> Times:
    """Events of `days` days, each followed as far as its age; some days are good for all of theirs, and some bad."""
    ages = np.repeat(np.arange(days), a_day)
    luck = sqrt(ALIKE) * np.repeat(rng.standard_normal(days), a_day)
    position = ndtr(luck + sqrt(1 - ALIKE) * rng.standard_normal(days * a_day))
    return as_times(ages, np.searchsorted(DONE, position, side="left"))


def as_times(ages: Whole, steps: Whole) -> Times:
    """Whole-number rows, as `reduce` gives them."""
    scale = Scale.of(TERMS)
    width = scale.most + 2
    took = np.where((steps >= len(DONE)) | (steps > ages), LATER, steps)
    key, n = np.unique(ages * width + took + 1, return_counts=True)
    age, time_ = key // width, key % width - 1
    start = day_number(AS_OF.date()) - 1 - age
    return Times(start, np.zeros_like(start), np.minimum(age, scale.most), time_, n.astype(np.int64), scale)


def shortest_share(times: Times, objective: float) -> int | None:
    """The usual way: the shortest limit whose share is at the objective."""
    for steps in range(times.scale.most + 1):
        due = times.age >= steps
        kept = due & (times.time != LATER) & (times.time <= steps)
        if times.n[due].sum() and times.n[kept].sum() >= objective * times.n[due].sum():
            return steps
    return None


def found(times: Times) -> float | None:
    """Ours."""
    return find(times, TERMS, CLOCK, STEADY, "month").limit.value


def as_events(ages: Whole, steps: Whole) -> pa.Table:
    """The events as the lake holds them, with the columns that days need."""
    start = day_number(AS_OF.date()) - 1 - ages
    done = np.where(steps > ages, -1, start + steps)
    missing = done < 0
    columns = {
        "excluded": pa.nulls(len(ages), pa.string()),
        "unit": pa.nulls(len(ages), pa.string()),
        "started_us": pa.array(start * DAY_US),
        "started_day": pa.array(start, pa.int32()),
        "done_us": pa.array(done * DAY_US, mask=missing),
        "done_day": pa.array(done, pa.int32(), mask=missing),
    }
    return pa.table(columns)


def ours(events: pa.Table) -> float | None:
    """From events to the promise: reduced by DuckDB, with the intervals, the curve and each month."""
    measure = TimeToKeep(TERMS, CLOCK)
    return found(measure.times(collect_table(measure.reduce(nw.from_native(duckdb.connect().from_arrow(events))))))


def plain(ages: Whole, steps: Whole) -> tuple[int | None, list[float]]:
    """In plain numpy, event by event: the shortest limit by its share, and the curve; no intervals and no months."""
    times = np.where(steps > ages, np.inf, steps)
    chosen = None
    for limit in range(31):
        due = ages >= limit
        if chosen is None and (times[due] <= limit).mean() >= TERMS.of:
            chosen = limit
    curve, share = [], 1.0
    exits = np.minimum(np.where(np.isfinite(times), times, ages), 30)
    for limit in range(31):
        at_risk = (exits >= limit).sum()
        share *= 1 - ((times == limit).sum() / max(at_risk, 1))
        curve.append(share)
    return chosen, curve


def run() -> None:
    """Print how often a promise holds in truth, by ours and by the usual way; then times and their ratio."""
    rng, right = np.random.default_rng(9), true_limit(TERMS.of)
    for a_day in (20, 40, 100):
        drawn = [simulate_times(rng, a_day, 120) for _ in range(400)]
        usual = [shortest_share(times, TERMS.of) for times in drawn]
        told = [limit for limit in map(found, drawn) if limit is not None]
        print(
            f"{a_day:3} a day: ours told {len(told)} of 400, in truth kept {np.mean(np.array(told) >= right):.3f}; "
            f"the shortest share {np.mean([limit is not None and limit >= right for limit in usual]):.3f}"
        )
    ages, steps = rng.integers(0, 400, 1_000_000), rng.integers(0, 10, 1_000_000)
    events = as_events(ages, steps)
    ratios = []
    for _ in range(5):
        ratios.append(_seconds(lambda: ours(events)) / _seconds(lambda: plain(ages, steps)))
    print(f"1,000,000 events: ratio {median(ratios):.2f} to plain numpy, which gives no interval and no months")


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
