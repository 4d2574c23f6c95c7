"""What others have counted gives the same numbers as counting it oneself, on every engine."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from makegood.lake.engine import collect_table
from makegood.lake.tables import COUNTS
from makegood.measures.clock import Clock
from makegood.measures.counted import Counted
from makegood.measures.counts import Counts
from makegood.measures.kept_rate import KeptRate
from makegood.measures.verdict import judge, period_of
from makegood.model import Count, State
from makegood.written import Amount, Keep
from tests.measures.frames import PROJECT, event, on_duckdb, stamp, table, values

TERMS = Keep(counts="phone", of=0.8)
NOON = datetime(2026, 3, 31, 10, tzinfo=UTC)


def interval(started: datetime, n: int, kept: int, **other: Any) -> dict[str, Any]:
    return {"source": "phone", **stamp("started", started), "n": n, "kept": kept, **other}


def as_table(rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist([{"count_id": str(i), **row} for i, row in enumerate(rows)], schema=COUNTS.schema)


def count(rows: list[dict[str, Any]], terms: Keep = TERMS, as_of: datetime = NOON, **more: Any) -> tuple[Count, Counts]:
    counted = Counted(terms, Clock.at(as_of, PROJECT, date(2026, 1, 1)), **more)
    return counted.counts(collect_table(counted.reduce(on_duckdb(as_table(rows)))))


def at(day: int, hour: int = 9) -> datetime:
    """A time in March 2026, UTC."""
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def test_half_hours_are_added_up_by_unit_and_local_day():
    rows = [
        interval(at(2), 10, 8, unit="sales"),
        interval(at(2, 12), 5, 5, unit="sales"),
        interval(at(2, 23), 4, 1, unit="sales"),  # 00:00 on the 3rd in Copenhagen
        interval(at(2), 7, 0),
    ]
    fact, counts = count(rows)
    assert fact == Count(14, 12)
    assert counts.by_day() == [(date(2026, 3, 2), 22, 13), (date(2026, 3, 3), 4, 1)]
    assert counts.by_unit() == [("", 7, 0), ("sales", 19, 14)]
    assert counts.waiting.sum() == 0


def test_an_interval_in_which_nobody_called_is_neither_kept_nor_broken():
    fact, counts = count([interval(at(2), 0, 0)])
    assert (fact, counts.by_day(), counts.total) == (Count(0, 0), [], (0, 0))


def test_no_rows_give_no_counts():
    assert count([])[0] == Count(0, 0)


def test_what_began_after_the_time_asked_for_is_not_known_then():
    rows = [interval(at(2), 10, 8), interval(at(3), 10, 8)]
    assert count(rows, as_of=at(2, 20))[0].n == 10


def test_excluded_intervals_are_counted_apart_by_those_who_called():
    fact, _ = count([interval(at(2), 10, 8), interval(at(3), 7, 1, excluded="note=down")])
    assert fact == Count(8, 2, excluded=(("note=down", 7),))


def test_terms_that_changed_judge_each_interval_by_those_in_force():
    rows = [interval(at(day), 10, 8) for day in (2, 10, 20)]
    old, new = (
        Keep(counts="phone", of=0.8, since=date(2026, 3, 5)),
        Keep(counts="phone", of=0.7, since=date(2026, 3, 15)),
    )
    assert count(rows, old, until=date(2026, 3, 15))[0] == Count(8, 2, before_terms=10)
    assert count(rows, new, first=False)[0] == Count(8, 2)


CALLS = st.lists(st.tuples(st.integers(0, 28 * 48 - 1), st.integers(0, 300)), max_size=60)


@settings(max_examples=40)
@given(CALLS, st.randoms())
def test_counted_half_hours_say_what_the_calls_behind_them_say(drawn, chance):
    """Each call as an event with its waited seconds, and the same calls added up by half-hour."""
    starts = [(at(1, 0) + timedelta(minutes=30 * slot), waited) for slot, waited in drawn]
    terms = Keep("calls", 0.8, amount=Amount("waited", "broken", at_most=180))
    kept_rate, connection = KeptRate(terms, Clock.at(NOON, PROJECT, date(2026, 1, 1))), duckdb.connect()
    calls = table([event(started) for started, _ in starts])
    seconds = values([float(waited) for _, waited in starts])
    frames = [nw.from_native(connection.from_arrow(each)) for each in (calls, seconds)]
    fact, counts = kept_rate.counts(collect_table(kept_rate.reduce(*frames)))
    slots = sorted({started for started, _ in starts})
    rows = [
        interval(slot, len(waits), sum(w <= 180 for w in waits))
        for slot in slots
        for waits in [[waited for started, waited in starts if started == slot]]
    ]
    told, summed = count(chance.sample(rows, len(rows)))
    assert (told, summed.by_day()) == (fact, counts.by_day())


def test_spark_and_duckdb_count_the_same_whole_numbers(spark, tmp_path):
    rows = as_table(
        [
            interval(
                at(1, 0) + timedelta(minutes=30 * i), i % 13, (i * 7) % (i % 13 + 1),
                unit=None if i % 5 == 0 else f"queue {i % 3}", excluded="note=down" if i % 17 == 0 else None,
            )
            for i in range(1_300)
        ]
    )  # fmt: skip
    counted = Counted(Keep(counts="phone", of=0.8, since=date(2026, 3, 4)), Clock.at(at(20), PROJECT, date(2026, 1, 1)))
    parquet.write_table(rows, tmp_path / "rows.parquet")
    frames = (on_duckdb(rows), nw.from_native(spark.read.parquet(str(tmp_path / "rows.parquet"))))
    one, many = (sorted(map(repr, collect_table(counted.reduce(frame)).to_pylist())) for frame in frames)
    assert one == many
    assert len(one) > 60


@pytest.mark.parametrize(("objective", "a_day"), [(0.8, 200), (0.95, 100)])
def test_at_exactly_the_objective_a_month_of_half_hours_is_seldom_judged_wrong(objective, a_day):
    """Half-hours of a day go together (intra-day correlation .02): taken as independent they would be wrong often."""
    rng, month = np.random.default_rng(7), period_of(date(2026, 3, 1), "month")
    clock = Clock.at(datetime(2026, 4, 10, tzinfo=UTC), PROJECT)
    states, alone = [], []
    for _ in range(300):
        days = rng.beta(objective * 49, (1 - objective) * 49, 31)  # the correlation is 1 / (49 + 1)
        n = rng.multinomial(a_day, [1 / 18] * 18, 31)
        kept = rng.binomial(n, days[:, None])
        rows = [(date(2026, 3, 1 + d), "", int(n[d].sum()), int(kept[d].sum())) for d in range(31)]
        states.append(judge(Counts.of(rows), month, objective, Keep(counts="phone", of=objective), clock).state)
        alone.append(plain(int(n.sum()), int(kept.sum()), objective))
    wrong = [sum(state is which for state in states) / 300 for which in (State.KEPT, State.BROKEN)]
    assert max(wrong) <= 0.055  # .025, and what 300 draws add by chance
    assert sum(alone) / 300 > 2 * sum(wrong)


def plain(n: int, kept: int, objective: float) -> bool:
    """Whether the usual interval, every call independent, would give a verdict."""
    from makegood.measures.interval import wilson

    low, high = wilson(kept / n, n)
    return not low < objective <= high
