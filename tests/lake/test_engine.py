"""The same rows from every engine, with the types the lake says."""

import narwhals as nw
import pytest
from lake_rows import batch, event, read, voices

from makegood.lake.engine import collect, scan, scan_spark
from makegood.lake.store import Lake
from makegood.lake.tables import TABLES

ENGINES = ("duckdb", "spark")


@pytest.fixture
def lake(tmp_path):
    events = [event(f"o{n}", 20_003 if n % 3 else None, newest=20_000 + n % 5, values={"kg": n / 2}) for n in range(50)]
    read(tmp_path / "lake", batch(events[:30]))
    read(tmp_path / "lake", batch(events[20:], excluded_columns=["status"]))
    read(tmp_path / "lake", voices([("v1", 4.0), ("v2", 5.0)]), source="reviews")
    return Lake(tmp_path / "lake")


@pytest.fixture(params=ENGINES)
def open_table(request):
    if request.param == "duckdb":
        return scan
    session = request.getfixturevalue("spark")
    return lambda lake, table: scan_spark(lake, table, session)


@pytest.mark.parametrize("table", [name for name in TABLES if name != "loads"])
def test_every_table_collects_to_the_same_rows_on_duckdb_and_spark(lake, spark, table):
    in_order = lambda rows: sorted(rows, key=repr)  # noqa: E731
    one, two = collect(scan(lake, table)), collect(scan_spark(lake, table, spark))
    assert in_order(one) == in_order(two)
    assert scan(lake, table).collect_schema().names() == TABLES[table].schema.names


def test_sums_of_whole_numbers_are_whole_numbers_on_both(lake, spark):
    def reduce(events):
        late = nw.when(nw.col("done_day").is_null()).then(1).otherwise(0)
        return (
            events.group_by("started_day")
            .agg(n=nw.len(), late=late.sum(), us=nw.col("started_us").sum())
            .sort("started_day")
        )

    one, two = collect(reduce(scan(lake, "events"))), collect(reduce(scan_spark(lake, "events", spark)))
    assert one == two
    assert [type(value) for value in one[0].values()] == [int, int, int, int]
    assert sum(row["n"] for row in one) == 50


def test_tables_of_one_lake_can_be_joined(lake):
    joined = scan(lake, "events").join(scan(lake, "event_values"), on=["source", "event_id"], how="inner")
    assert len(collect(joined.select("event_id", "number"))) == 50
