"""The worklist holds the events of the count: those waiting, those about to break, and those late and not answered."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import duckdb
import narwhals as nw
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from makegood.lake.engine import collect, collect_table
from makegood.measures.clock import Clock, microseconds
from makegood.measures.kept_rate import KeptRate
from makegood.measures.worklist import OLDER, WorkRows, in_order, make_link, near_until
from makegood.model import Task, TaskState
from makegood.units import Span
from makegood.written import Amount, Duration, Keep
from tests.measures.frames import PROJECT, event, on_duckdb, table, values
from tests.measures.test_kept_rate import FORMS, at, made_events, within

WAITING, ABOUT, LATE = TaskState.WAITING, TaskState.ABOUT, TaskState.LATE
TODAY = at(12)  # Thursday


def work(terms: Keep, as_of: datetime = TODAY, **changes: object) -> WorkRows:
    clock = Clock.at(as_of, PROJECT, date(2025, 1, 1))
    dates_only = changes.pop("dates_only", ())
    until = near_until(clock, Duration(1.0, "business days"), clock.today)
    fields = {"since": None, "until": until, "today": clock.today, "told_us": microseconds(as_of), **changes}
    return WorkRows(KeptRate(terms, clock, dates_only=dates_only), **fields)


def tasks(rows: WorkRows, events: pa.Table, *more: pa.Table) -> tuple[Task, ...]:
    connection = duckdb.connect()
    chosen = rows.reduce(*(nw.from_native(connection.from_arrow(each)) for each in (events, *more)))
    return rows.tasks(collect(rows.listed(chosen)))


def brief(found: tuple[Task, ...]) -> list[tuple[str, TaskState, int | None]]:
    return [(task.event_id, task.state, task.over) for task in found]


def test_who_waits_comes_before_who_is_near_and_who_was_late_and_the_oldest_deadline_first() -> None:
    rows = [
        event(at(2), at(4)),  # 0: kept
        event(at(2), at(6)),  # 1: due on the 4th, two business days late
        event(at(6), None),  # 2: due on Tuesday the 10th, waits for two
        event(at(5), None),  # 3: due on Monday the 9th, waits for three
        event(at(11), None),  # 4: due tomorrow
        event(at(12), None),  # 5: due on Monday: not near yet
        event(at(11), at(12)),  # 6: done before its deadline
        event(at(10), None),  # 7: due today
        event(at(2), None, excluded="status=cancelled"),
    ]
    found = tasks(work(within("2 business days")), table(rows))
    assert brief(found) == [("3", WAITING, 3), ("2", WAITING, 2), ("7", ABOUT, 0), ("4", ABOUT, -1), ("1", LATE, 2)]
    assert [task.due for task in found] == [date(2026, 3, day) for day in (9, 10, 12, 13, 4)]
    assert found[0].started == at(5)
    assert found[0].done is None
    assert found[4].done == at(6)


def test_the_next_business_day_after_a_friday_is_monday() -> None:
    friday, saturday = (Clock.at(at(day), PROJECT) for day in (13, 14))
    soon = Duration(1.0, "business days")
    assert near_until(friday, soon, friday.today) == near_until(saturday, soon, saturday.today) == date(2026, 3, 16)
    assert near_until(friday, Duration(2.0, "days"), friday.today) == date(2026, 3, 15)
    assert near_until(friday, Duration(0.0, "business days"), friday.today) == date(2026, 3, 13)


def test_a_deadline_is_a_time_of_day_where_the_promise_knows_one() -> None:
    rows = table([event(at(11, 9), None)])
    (by_hour,) = tasks(work(within("24 hours")), rows)
    assert (by_hour.due, by_hour.over) == (at(12, 9), 0)
    (own,) = tasks(work(Keep("orders", 0.9, by="due_at")), table([event(at(2), None, due=at(11, 15))]))
    assert (own.due, own.over) == (at(11, 15), 1)
    end = datetime.combine(date(2026, 3, 11), time.max, ZoneInfo("Europe/Copenhagen"))
    (day,) = tasks(work(Keep("orders", 0.9, by="due_at")), table([event(at(2), None, due=end)]))
    assert (day.due, isinstance(day.due, datetime)) == (date(2026, 3, 11), False)
    (dated,) = tasks(work(Keep("orders", 0.9, by="due_at"), dates_only=("done_at", "started_at")), rows_of_dates())
    assert (dated.due, dated.started) == (date(2026, 3, 11), date(2026, 3, 2))


def rows_of_dates() -> pa.Table:
    return table([event(at(2, 0), None, due=at(11, 0))])


@pytest.mark.parametrize(
    ("started", "due"),
    [(at(10, 9), at(10, 13)), (at(10, 14), at(11, 10)), (at(10, 20), at(11, 13)), (at(10, 13), at(10, 17))],
)
def test_a_deadline_in_opening_hours_is_the_time_at_which_they_have_passed(started: datetime, due: datetime) -> None:
    (found,) = tasks(work(within("4 opening hours")), table([event(started, None)]))
    assert found.due == due


def test_an_amount_has_no_deadline_and_nobody_waits_for_it() -> None:
    terms = Keep("orders", 0.9, amount=Amount(column="waited", missing="broken", at_most=180.0))
    rows = table([event(at(day)) for day in (9, 10, 11)])
    found = tasks(work(terms), rows, values([200.0, 180.0, None]))
    assert [(t.event_id, t.state, t.amount, t.due, t.over) for t in found] == [
        ("0", LATE, 200.0, None, None),
        ("2", LATE, None, None, None),
    ]


def test_an_answer_takes_the_late_off_the_list_and_leaves_those_who_still_wait() -> None:
    told = microseconds(at(11))
    rows = table(
        [
            event(at(2), at(6), answered_us=told),
            event(at(2), None, answered_us=told),
            event(at(2), at(6), answered_us=microseconds(at(13))),  # told later than what is asked for
            event(at(2), at(6)),  # replied to what the customer wrote
        ]
    )
    replies = pa.table({"event_id": ["3", "9"], "replied_us": pa.array([told, told], pa.int64())})
    rate = work(within("2 business days"))
    connection = duckdb.connect()
    events, answers = (nw.from_native(connection.from_arrow(each)) for each in (rows, replies))
    chosen = rate.reduce(events, None, answers)
    found = rate.tasks(collect(rate.listed(chosen)))
    assert [(task.event_id, task.state, task.answered) for task in found] == [("1", WAITING, True), ("2", LATE, False)]
    assert totals(rate, chosen) == {(0, 1): 1, (2, 0): 1, (2, 1): 2}


def totals(rows: WorkRows, chosen: object) -> dict[tuple[int, int], int]:
    return {(row["rank"], row["answered"]): row["n"] for row in collect(rows.totals(chosen))}


def test_what_is_older_than_the_list_is_counted_and_not_listed() -> None:
    rate = work(within("2 business days"), since=date(2026, 3, 9))
    rows = table([event(at(2), None), event(at(2), at(6)), event(at(5), None)])
    chosen = rate.reduce(on_duckdb(rows))
    assert [task.event_id for task in rate.tasks(collect(rate.listed(chosen)))] == ["2"]
    assert totals(rate, chosen) == {(OLDER, 0): 1, (0, 0): 1}


def test_only_some_are_listed_when_only_some_are_asked_for() -> None:
    rate = work(within("2 business days"))
    chosen = rate.reduce(on_duckdb(table([event(at(2), None), event(at(2), at(6)), event(at(3), at(9))])))
    assert [r["event_id"] for r in collect(rate.listed(chosen, (LATE,)))] == ["1", "2"]
    assert [r["event_id"] for r in collect(rate.listed(chosen, limit=2))] == ["0", "1"]


def test_a_shop_that_moved_is_listed_where_it_was_on_the_day_of_the_deadline() -> None:
    rows = table([event(at(2), None, unit="A"), event(at(9), None, unit="A"), event(at(2), None, unit="B")])
    before: dict[str, tuple[Span, ...]] = {"A": ((None, date(2026, 3, 10)),)}
    after: dict[str, tuple[Span, ...]] = {"A": ((date(2026, 3, 11), None),)}
    for terms in (within("2 days"), within("2 business days"), within("48 hours"), within("16 opening hours")):
        lists = [tasks(work(terms, units=units), rows) for units in (before, after, {})]
        assert [[task.event_id for task in found] for found in lists] == [["0"], ["1"], []]


def test_a_link_is_quoted_so_that_an_id_cannot_lead_elsewhere() -> None:
    link = "https://x.example/{unit}?id={event_id}"
    assert make_link(link, {"event_id": "a&b=/../c", "unit": "Køge"}) == (
        "https://x.example/K%C3%B8ge?id=a%26b%3D%2F..%2Fc"
    )
    assert make_link(None, {}) == ""


@pytest.mark.parametrize("terms", FORMS, ids=str)
def test_waiting_and_late_together_are_the_broken_of_the_count(terms: Keep) -> None:
    """The list and the count are the same events, whatever the promise, from any day on."""
    rows, numbers = table(made_events(400)), values([None if i % 3 == 0 else float(i % 400) for i in range(400)])
    for since in (None, date(2026, 3, 5)):
        rate = work(terms, at(14), since=since)
        connection = duckdb.connect()
        events, extra = (nw.from_native(connection.from_arrow(each)) for each in (rows, numbers))
        _, counts = rate.rate.counts(collect_table(rate.rate.reduce(events, extra)))
        recent = counts.between(since or date.min, date.max)
        n, kept = recent.total
        chosen = rate.reduce(events, extra)
        found = rate.tasks(collect(rate.listed(chosen)))
        assert sum(task.state is WAITING for task in found) == int(recent.waiting.sum())
        assert sum(task.state is not ABOUT for task in found) == n - kept
        assert list(found) == sorted(found, key=in_order)
        assert all(task.due is None or since is None or day_of(task.due) >= since for task in found)


def day_of(when: date) -> date:
    return when.date() if isinstance(when, datetime) else when


@settings(max_examples=25)
@given(st.permutations(range(12)))
def test_the_order_of_the_rows_changes_nothing(order: list[int]) -> None:
    rows = [event(at(2 + i % 5), None if i % 3 else at(11), event_id=str(i)) for i in range(12)]
    expected = tasks(work(within("2 business days")), table(rows))
    assert tasks(work(within("2 business days")), table([rows[i] for i in order])) == expected
    assert len(expected) == 12


@pytest.mark.parametrize("terms", FORMS, ids=str)
def test_spark_and_duckdb_list_the_same_events(terms: Keep, spark, tmp_path) -> None:
    rows, numbers = table(made_events(300)), values([None if i % 3 == 0 else float(i % 400) for i in range(300)])
    replies = pa.table({"event_id": ["3", "9"], "replied_us": pa.array([1, 2], pa.int64())})
    units: dict[str, tuple[Span, ...]] = {
        unit: ((date(2026, 2, 1), date(2026, 3, 9)),) for unit in set(rows["unit"].to_pylist()) if unit
    }
    for rate in (work(terms, at(14), since=date(2026, 3, 2)), work(terms, at(14), units=units)):
        connection = duckdb.connect()
        on_one = rate.reduce(*(nw.from_native(connection.from_arrow(each)) for each in (rows, numbers, replies)))
        frames = []
        for name, each in (("events", rows), ("values", numbers), ("replies", replies)):
            parquet.write_table(each, tmp_path / f"{name}.parquet")
            frames.append(nw.from_native(spark.read.parquet(str(tmp_path / f"{name}.parquet"))))
        on_many = rate.reduce(*frames)
        assert rate.tasks(collect(rate.listed(on_many))) == rate.tasks(collect(rate.listed(on_one)))
        assert totals(rate, on_many) == totals(rate, on_one)
