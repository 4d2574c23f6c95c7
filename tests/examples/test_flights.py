"""The example on flights, held against a count by plain pyarrow."""

from collections.abc import Mapping
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from makegood.model import PromiseState, State
from tests.examples.example_runs import Measured, run, shared


@pytest.fixture(scope="module")
def by_hand() -> pa.Table:
    """Each flight with its local day as the timetable's own columns say it, its carrier, and 1 where it was kept."""
    columns = ["year", "month", "day", "carrier", "arr_delay"]
    table = pq.read_table(shared("nycflights13") / "flights.parquet", columns=columns)
    on_time = pc.fill_null(pc.less_equal(table["arr_delay"], 15), False)
    days = [date(*parts) for parts in zip(*(table[name].to_pylist() for name in columns[:3]), strict=True)]
    return pa.table({"day": pa.array(days), "carrier": table["carrier"], "kept": pc.cast(on_time, pa.int64())})


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    return run(tmp_path_factory.mktemp("flights"), "flights", "nycflights13")


@pytest.fixture(scope="module")
def state(measured: Measured) -> PromiseState:
    return measured[1]


def counts_by(table: pa.Table, name: str) -> Mapping[str, tuple[int, int]]:
    sums = table.group_by(name).aggregate([("kept", "count"), ("kept", "sum")])
    columns = (sums[name].to_pylist(), sums["kept_count"].to_pylist(), sums["kept_sum"].to_pylist())
    return {key: (n, kept) for key, n, kept in zip(*columns, strict=True)}


def test_every_flight_is_read_once(measured: Measured, by_hand: pa.Table):
    load = measured[0]["flights"]
    assert (load.read, load.kept, load.repeated, load.rejected) == (336_776, len(by_hand), 0, 0)


def test_the_count_is_that_of_plain_pyarrow(state: PromiseState, by_hand: pa.Table):
    kept = pc.sum(by_hand["kept"]).as_py()
    assert (state.count.kept, state.count.broken) == (kept, len(by_hand) - kept)
    assert (state.count.not_due, state.count.no_deadline, state.count.excluded) == (0, 0, ())


def test_a_flight_without_an_arrival_is_broken(state: PromiseState, by_hand: pa.Table):
    """9,430 flights have no arrival; left out, 76 in a hundred would be on time instead of 74."""
    assert round(state.count.kept / state.count.n, 2) == 0.74
    assert round(state.count.kept / (state.count.n - 9_430), 2) == 0.76


def test_each_month_counts_the_flights_of_its_local_days(state: PromiseState, by_hand: pa.Table):
    assert state.running is not None
    months = {v.period.name: (v.n, v.kept) for v in (*state.closed, state.running)}
    named = by_hand.append_column("month", pc.strftime(by_hand["day"].cast(pa.timestamp("s")), "%Y-%m"))
    assert months == counts_by(named, "month")


def test_december_has_not_closed_on_its_last_day(state: PromiseState):
    assert state.closed[-1].period.name == "2013-11"
    assert state.running is not None
    assert state.running.period.name == "2013-12"


def test_a_year_with_three_in_four_on_time_has_broken_months(state: PromiseState):
    broken = [v for v in state.closed if v.state is State.BROKEN]
    assert all(v.kept / v.n < 0.8 for v in broken)
    assert broken


def test_each_carrier_has_its_own_count(state: PromiseState, by_hand: pa.Table):
    recent = by_hand.filter(pc.greater_equal(by_hand["day"], pa.scalar(state.closed[-1].period.first)))
    assert {unit.unit: (unit.n, unit.kept) for unit in state.units} == counts_by(recent, "carrier")
