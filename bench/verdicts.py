"""How often the verdict and `now` are right, beside what is usually done, on simulated promises with known truth.

Each day has its own share, drawn around the true one (intra-day correlation .02): a lorry that breaks down or a
campaign makes a day's events alike. The same simulated days go to makegood and to the usual ways.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from makegood.measures.clock import Clock
from makegood.measures.counts import Counts
from makegood.measures.interval import wilson
from makegood.measures.now import follow, pool
from makegood.measures.verdict import judge, period_of
from makegood.model import Period, State
from makegood.project import Project
from makegood.written import Keep, Over

ICC = 0.02
START = date(2025, 1, 1)
CLOCK = Clock.at(datetime(2027, 1, 1, tzinfo=UTC), Project(organisation="bench"))
Ints = NDArray[np.int64]


def simulate(share: float, a_day: int, days: int, rng: np.random.Generator) -> Ints:
    """Kept events of each day, shape (days,)."""
    shares = rng.beta(share * (1 / ICC - 1), (1 - share) * (1 / ICC - 1), days)
    return rng.binomial(a_day, shares)


def verdict(kept: Ints, a_day: int, objective: float, period: Period) -> State:
    """What makegood says of the period's days."""
    days = [(period.first + timedelta(days=i), "", a_day, int(x)) for i, x in enumerate(kept)]
    return judge(Counts.of(days), period, objective, Keep("bench", objective, by="due_at"), CLOCK).state


def plain_wilson(kept: Ints, a_day: int, objective: float) -> State:
    """The usual interval: every event counts as independent."""
    n = a_day * len(kept)
    low, high = wilson(float(kept.sum()) / n, n)
    return State.KEPT if low >= objective else State.BROKEN if high < objective else State.CANNOT_TELL


@dataclass(frozen=True)
class Tally:
    """Shares of simulated periods."""

    kept: float
    broken: float


def tally(states: list[State]) -> Tally:
    return Tally(states.count(State.KEPT) / len(states), states.count(State.BROKEN) / len(states))


def burn_rate(kept: Ints, a_day: int, objective: float) -> int | None:
    """First day of a burn-rate alert (seven days and one day above twice the budget, or three and one above three)."""
    burn = (1 - kept / a_day) / (1 - objective)
    for day in range(6, len(burn)):
        week, three, one = burn[day - 6 : day + 1].mean(), burn[day - 2 : day + 1].mean(), burn[day]
        if (week > 2 and one > 2) or (three > 3 and one > 3):
            return day
    return None


def order_level(kept: Ints, a_day: int, objective: float, worse: float, every: int = 365) -> int | None:
    """First alarm of a Shiryaev-Roberts detector that takes each event as independent, in the order of the day."""
    up, down = (1 - worse) / (1 - objective), worse / objective
    m = 0.0
    for day, x in enumerate(kept):
        for is_kept in [True] * int(x) + [False] * (a_day - int(x)):
            m = (m + 1) * (down if is_kept else up)
        if m >= every * a_day:
            return day
    return None


def first_alarm(kept: Ints, a_day: int, objective: float) -> int | None:
    """First alarm of `now`."""
    slips, _ = follow(pool((START + timedelta(days=i), a_day, int(x)) for i, x in enumerate(kept)), objective)
    return (slips[0].alarmed_on - START).days if slips else None


def run() -> None:
    """Print wrong verdicts at the objective, power, false alarms and delays."""
    rng = np.random.default_rng(20261122)
    _verdicts(rng, 1000)
    _alarms(rng, 200)


def _verdicts(rng: np.random.Generator, times: int) -> None:
    print("Verdicts on a closed period: share of periods called kept / broken (plain Wilson in brackets)")
    print("objective  a day  over      true   kept         broken")
    for objective, rates in ((0.8, (0.8, 0.85, 0.75)), (0.95, (0.95, 0.97, 0.93, 0.90)), (0.99, (0.99, 0.997, 0.97))):
        for a_day in (5, 20, 100):
            over: Over = "month" if a_day > 5 else "quarter"
            period = period_of(date(2026, 7, 1), over)
            length = (period.last - period.first).days + 1
            for share in rates:
                drawn = [simulate(share, a_day, length, rng) for _ in range(times)]
                ours = tally([verdict(kept, a_day, objective, period) for kept in drawn])
                plain = tally([plain_wilson(kept, a_day, objective) for kept in drawn])
                note = "  wrong on a side" if share == objective else ""
                print(
                    f"{objective:9} {a_day:6}  {over:8} {share:5}  {ours.kept:.3f} ({plain.kept:.3f})"
                    f"  {ours.broken:.3f} ({plain.broken:.3f}){note}"
                )


def _alarms(rng: np.random.Generator, times: int) -> None:
    print("\nNow: false alarms in a year while kept; days from a slip after 90 kept days to the alarm (mean)")
    print("objective  a day  true              makegood            burn rate         by the order")
    for objective, good, bad in (
        (0.8, 0.85, (0.75, 0.7)),
        (0.95, 0.97, (0.93, 0.90, 0.80)),
        (0.99, 0.995, (0.97, 0.95)),
    ):
        for a_day in (5, 20, 100):
            years = [simulate(good, a_day, 365, rng) for _ in range(times)]
            alarms = [[way(kept, a_day, objective) for kept in years] for way in WAYS]
            _line(objective, a_day, good, [f"{sum(d is not None for d in way) / times:.3f} of years" for way in alarms])
            for share in bad:
                slips = [
                    np.concatenate([simulate(good, a_day, WARM, rng), simulate(share, a_day, 200, rng)])
                    for _ in range(times)
                ]
                _line(
                    objective, a_day, share, [_delay([way(kept, a_day, objective) for kept in slips]) for way in WAYS]
                )


def _line(objective: float, a_day: int, share: float, texts: list[str]) -> None:
    print(f"{objective:9} {a_day:6}  {share:5}  " + "  ".join(f"{text:>19}" for text in texts))


def _delay(days: list[int | None]) -> str:
    """Mean days from the slip to the alarm, of the runs that had not alarmed before it."""
    after = [day - WARM + 1 for day in days if day is not None and day >= WARM]
    too_early, never = sum(day is not None and day < WARM for day in days), days.count(None)
    mean = (sum(after) + 200 * never) / max(1, len(after) + never)
    text = f"{mean:.1f} d" + (f", {never} never" if never else "") + (f", {too_early} early" if too_early else "")
    return text if len(after) + never else "all early"


def _order_level(kept: Ints, a_day: int, objective: float) -> int | None:
    return order_level(kept, a_day, objective, 1 - 2 * (1 - objective))


WARM = 90
WAYS = (first_alarm, burn_rate, _order_level)
