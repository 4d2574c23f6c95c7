"""Where dates have moved, both are told: the date that the promise counts, and the other one."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from makegood.lake.engine import collect_table
from makegood.measures.clock import Clock
from makegood.measures.kept_rate import KeptRate
from makegood.measures.other_date import Moved, between, read, reduce
from makegood.model import OtherDate
from makegood.written import Duration, Keep
from tests.measures.frames import PROJECT, event, on_duckdb, table
from tests.measures.test_kept_rate import made_events, sorted_rows

LOCAL = ZoneInfo("Europe/Copenhagen")
EVER = (date.min, date.max)


def at(day: int, hour: int = 12) -> datetime:
    """A local time in March 2026."""
    return datetime(2026, 3, day, hour, tzinfo=LOCAL).astimezone(UTC)


def asked(by: str, **more) -> KeptRate:
    terms = Keep("orders", 0.95, by=by, **more.pop("terms", {}))
    return KeptRate(terms, Clock.at(at(20), PROJECT, date(2026, 1, 1)), **more)


def moved(rows: list, by: str = "due_at", **more) -> Moved:
    kept_rate = asked(by, **more)
    return read(kept_rate, collect_table(reduce(kept_rate, on_duckdb(table(rows)))))


ROWS = [
    event(at(2), at(6), due=at(6), first=at(4)),  # kept by the last date, not by the first
    event(at(2), at(4), due=at(7), first=at(4)),  # kept by both, though the date was moved
    event(at(2), at(5), due=at(5)),  # never moved
    event(at(2), at(5), due=at(4), first=at(6)),  # moved forward: kept by the first only
    event(at(2), None, due=at(30), first=at(4)),  # not due yet
    event(at(2), at(9), due=at(5), first=at(4), excluded="status=cancelled"),
]


def test_both_dates_are_told_for_the_same_events() -> None:
    assert between([moved(ROWS)], *EVER) == OtherDate("first_due_at", 3, 4, 3)
    assert between([moved(ROWS, "first_due_at")], *EVER) == OtherDate("due_at", 4, 4, 3)


def test_nothing_is_told_where_no_date_has_moved() -> None:
    assert between([moved([event(at(2), at(5), due=at(5))])], *EVER) is None
    assert between([moved([])], *EVER) is None


def test_only_the_days_of_a_period_are_told() -> None:
    assert between([moved(ROWS)], date(2026, 3, 6), date(2026, 3, 6)) == OtherDate("first_due_at", 1, 1, 0)


def test_terms_are_asked_each_about_its_own_events() -> None:
    rows = [event(at(2), at(6), due=at(6), first=at(4)), event(at(9), at(12), due=at(12), first=at(11))]
    new = date(2026, 3, 5)
    parts = [moved(rows, until=new), moved(rows, first=False, terms={"since": new})]
    assert [sum(day[1] for day in part.days) for part in parts] == [1, 1]
    assert between(parts, *EVER) == between([moved(rows)], *EVER)
    assert between([moved(rows, terms={"since": new})], *EVER) == OtherDate("first_due_at", 1, 1, 0)


def test_a_completion_that_is_only_a_date_is_compared_by_day() -> None:
    midnight = datetime(2026, 3, 4, tzinfo=LOCAL).astimezone(UTC)
    rows = [event(at(2), midnight, due=at(5), first=at(4, 9))]
    assert between([moved(rows, dates_only=("done_at",))], *EVER) == OtherDate("first_due_at", 1, 1, 1)


def test_events_without_a_date_stand_in_both_counts_as_the_promise_judges_them() -> None:
    rows = [*ROWS, event(at(2), at(4)), event(at(2), at(9)), event(at(19), None)]
    told = moved(rows, terms={"or_within": Duration.parse("2 business days")})
    assert between([told], *EVER) == OtherDate("first_due_at", 3, 6, 4)
    assert between([told], date(2026, 3, 4), date(2026, 3, 4)) == OtherDate("first_due_at", 1, 3, 2)


DAYS = st.integers(2, 25)


@settings(max_examples=40)
@given(st.lists(st.tuples(DAYS, st.none() | DAYS, st.none() | DAYS), max_size=20), st.randoms())
def test_what_the_other_date_says_is_what_the_promise_by_that_date_would_count(drawn, random) -> None:
    """Of events of which both dates have passed, each of the two promises counts what the other tells of it."""
    rows = [
        event(at(1), done and at(done), due=at(due), first=at(first) if first and first != due else None)
        for due, done, first in drawn
    ]
    shuffled = random.sample(rows, len(rows))
    assert moved(shuffled).days == moved(rows).days
    both = [row for row in rows if row["due_day"] < 20531 and row.get("first_due_day", 0) < 20531]
    for by, other in (("due_at", "first_due_at"), ("first_due_at", "due_at")):
        own = asked(other)
        fact, _ = own.counts(collect_table(own.reduce(on_duckdb(table(both)))))
        told = moved(both, by).days
        assert (sum(day[2] for day in told), sum(day[3] for day in told)) == (fact.n, fact.kept)


@pytest.mark.parametrize("by", ["due_at", "first_due_at"])
def test_spark_and_duckdb_find_the_same_whole_numbers(by, spark, tmp_path) -> None:
    rows = table(made_events(800))
    kept_rate = KeptRate(
        Keep("orders", 0.9, by=by, or_within=Duration.parse("2 business days")),
        Clock.at(at(14), PROJECT, date(2025, 1, 1)),
    )
    parquet.write_table(rows, tmp_path / "events.parquet")
    on_many = reduce(kept_rate, nw.from_native(spark.read.parquet(str(tmp_path / "events.parquet"))))
    found = sorted_rows(reduce(kept_rate, on_duckdb(rows)))
    assert sorted_rows(on_many) == found
    assert len(found) > 5
    assert sum(row[1] for row in found) > 0
