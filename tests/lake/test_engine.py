"""The same rows from every engine, with the types the lake says."""

import sys
from datetime import UTC, date, datetime, timedelta

import narwhals as nw
import pyarrow as pa
import pytest

from makegood.errors import MakegoodError
from makegood.lake.engine import collect, open_duckdb, scan, scan_spark, spark_session
from makegood.lake.store import Lake
from makegood.lake.tables import TABLES, VERDICTS
from tests.lake.lake_rows import CLOCK, NOW, batch, event, read, voices


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    folder = tmp_path_factory.mktemp("a lake [1] {æ}") / "lake"
    events = [event(f"o{n}", 20_003 if n % 3 else None, newest=20_000 + n % 5, values={"kg": n / 2}) for n in range(50)]
    read(folder, batch(events[:30], rejected=[(7, "no date")]))
    read(folder, batch([event("o1"), *events[20:]], rejected=[(7, "no date")]))
    read(folder, voices([("v1", 4.0), ("v2", 5.0)]), source="reviews")
    row = {"promise": "delivery", "n": 4, "low": 0.5, "as_of": NOW, "first_day": date(2026, 1, 1), "backfilled": True}
    Lake(folder).append("verdicts", pa.Table.from_pylist([row], VERDICTS.read_schema), NOW)
    return Lake(folder)


SHAPES = ("events", "event_values", "voices", "events_history", "rejected", "verdicts")


def in_order(rows):
    return sorted(rows, key=repr)


def test_every_table_collects_to_the_same_rows_on_duckdb_and_spark(lake, spark):
    counts = {}
    for table in SHAPES:
        one, two = collect(scan(lake, table)), collect(scan_spark(lake, table, spark))
        assert in_order(one) == in_order(two)
        assert scan(lake, table).collect_schema().names() == TABLES[table].schema.names
        assert scan_spark(lake, table, spark).collect_schema().names() == TABLES[table].schema.names
        counts[table] = len(one)
    # o1 has lost its value
    assert counts == dict(zip(SHAPES, (50, 49, 2, 1, 1, 1), strict=True))


def reduce(events):
    open_yet = nw.when(nw.col("done_day").is_null()).then(1).otherwise(0)
    by_day = events.group_by("started_day")
    return by_day.agg(n=nw.len(), open=open_yet.sum(), us=nw.col("started_us").sum(), newest=nw.col("started_at").max())


def test_sums_of_whole_numbers_are_int_and_times_are_utc_on_both(lake, spark):
    one, two = (collect(reduce(events)) for events in (scan(lake, "events"), scan_spark(lake, "events", spark)))
    assert in_order(one) == in_order(two)
    assert [type(value) for value in one[0].values()] == [int, int, int, int, datetime]
    assert all(row["newest"].tzinfo is UTC and row["us"] > 2**53 for row in one)
    assert (sum(row["n"] for row in one), sum(row["open"] for row in one)) == (50, 18)


def test_a_table_that_does_not_exist_yet_is_empty_and_typed_on_both(tmp_path, spark):
    lake = Lake(tmp_path / "nothing")
    for events in (scan(lake, "events"), scan_spark(lake, "events", spark)):
        assert collect(events) == []
        assert collect(reduce(events)) == []
        schema = events.collect_schema()
        assert (schema["done_day"], schema["content"], schema["unit"]) == (nw.Int32(), nw.Int64(), nw.String())


def test_tables_of_one_lake_can_be_joined(lake):
    joined = scan(lake, "events").join(scan(lake, "event_values"), on=["source", "event_id"], how="inner")
    assert len(collect(joined.select("event_id", "number"))) == 49


def test_a_table_that_the_lake_does_not_have_is_named_with_those_it_has(lake):
    with pytest.raises(MakegoodError) as error:
        scan(lake, "event")
    assert str(error.value) == (
        "no table of the lake is called event\n"
        "  found: event\n"
        "  fix:   did you mean `events`? Allowed: counts, counts_history, event_values, "
        "event_values_history, events, events_history, rejected, verdicts, voices, voices_history"
    )


def test_a_file_that_vanished_between_the_log_and_the_look_is_looked_up_again(tmp_path):
    """A reader holds the list of files of a lake that is tidied, and its files deleted, before it opens them."""

    class Slow(Lake):
        def files(self, table):
            there = super().files(table)
            if not tidied:
                tidied.append(True)
                self.tidy(datetime.now(UTC))
                for file in there[0]:
                    (self.folder / table / file.rsplit("/", 1)[-1]).unlink()
            return there

    tidied = []
    long_ago = datetime.now(UTC) - timedelta(days=9)
    for id in ("a", "b"):
        Lake(tmp_path).load("orders", [batch([event(id)])], CLOCK, long_ago)
    assert sorted(row["event_id"] for row in collect(scan(Slow(tmp_path), "events"))) == ["a", "b"]
    assert tidied


def test_duckdb_fetches_no_extension_from_the_network(tmp_path):
    with open_duckdb(tmp_path / "spill") as connection:
        settings = "autoinstall_known_extensions", "autoload_known_extensions", "TimeZone"
        values = [connection.execute(f"select current_setting('{name}')").fetchone()[0] for name in settings]
    assert values == [False, False, "UTC"]


def test_a_missing_spark_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(MakegoodError) as error:
        spark_session()
    assert str(error.value) == (
        'Spark is not installed\n  found: no package called pyspark\n  fix:   pip install "makegood[spark]"'
    )
