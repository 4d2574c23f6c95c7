"""`kept_rate` counts what a careful person would count by hand, on every engine."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import narwhals as nw
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from makegood.errors import MakegoodError
from makegood.lake.engine import collect_table
from makegood.measures.clock import Clock
from makegood.measures.counts import Counts
from makegood.measures.kept_rate import KeptRate
from makegood.model import Count, Why
from makegood.project import Project
from makegood.written import Amount, Duration, Keep
from tests.measures.frames import PROJECT, event, on_duckdb, table, values

LOCAL = ZoneInfo("Europe/Copenhagen")


def at(day: int, hour: int = 12, month: int = 3) -> datetime:
    """A local time in 2026."""
    return datetime(2026, month, day, hour, tzinfo=LOCAL).astimezone(UTC)


END_OF_MARCH = at(31)


def within(text: str, **more) -> Keep:
    return Keep("orders", 0.95, within=Duration.parse(text), **more)


def count(terms: Keep, rows: list, as_of: datetime = END_OF_MARCH, numbers: pa.Table | None = None, **more):
    kept_rate = KeptRate(terms, Clock.at(as_of, PROJECT, date(2026, 1, 1)), **more)
    if numbers is None:
        return kept_rate.counts(collect_table(kept_rate.reduce(on_duckdb(table(rows)))))
    connection = duckdb.connect()
    events, extra = (nw.from_native(connection.from_arrow(rows)) for rows in (table(rows), numbers))
    return kept_rate.counts(collect_table(kept_rate.reduce(events, extra)))


def test_an_event_is_kept_broken_or_not_due_by_its_deadline():
    rows = [
        event(at(2), at(4)),  # Monday to Wednesday: kept
        event(at(2), at(5)),  # a day late
        event(at(2), None),  # not done, long past its deadline: broken
        event(at(30), None),  # not due
        event(at(30), at(30)),  # done early: not due either
    ]
    fact, counts = count(within("2 business days"), rows)
    assert (fact.kept, fact.broken, fact.not_due) == (1, 2, 2)
    assert counts.by_day() == [(date(2026, 3, 4), 3, 1)]


def test_an_early_completion_before_its_deadline_changes_nothing():
    before = [event(at(2), at(3)), event(at(30), None)]
    after = [event(at(2), at(3)), event(at(30), at(30))]
    assert count(within("2 business days"), before)[0] == count(within("2 business days"), after)[0]


@pytest.mark.parametrize(
    ("started", "done", "kept"),
    [
        (at(1, month=4), at(7, month=4), 1),  # Wednesday before Maundy Thursday; the next business day is Tuesday
        (at(1, month=4), at(8, month=4), 0),
        (at(4, month=4), at(8, month=4), 1),  # Holy Saturday counts from Tuesday: one business day later is Wednesday
        (at(4, month=4), at(9, month=4), 0),
        (at(4, month=4), at(6, month=4), 1),  # done on Easter Monday, before the deadline
    ],
)
def test_business_days_pass_over_danish_easter(started, done, kept):
    fact, _ = count(within("1 business day"), [event(started, done)], as_of=at(20, month=4))
    assert (fact.kept, fact.n) == (kept, 1)


def test_a_deadline_in_hours_falls_on_the_local_day_of_its_moment():
    """24 hours after 23.30 the evening before summer time begins is 00.30 two days later."""
    started = datetime(2026, 3, 28, 23, 30, tzinfo=LOCAL).astimezone(UTC)
    fact, counts = count(within("24 hours"), [event(started, started + timedelta(hours=24))], as_of=at(1, month=4))
    assert (fact.kept, [day for day, _, _ in counts.by_day()]) == (1, [date(2026, 3, 30)])


@pytest.mark.parametrize(("done", "kept"), [(at(9, 10), 1), (at(9, 12), 0)])
def test_opening_hours_run_only_while_the_shop_is_open(done, kept):
    """From Friday 16.00, two opening hours end on Monday at 10.00."""
    fact, counts = count(within("2 opening hours"), [event(at(6, 16), done)])
    assert (fact.kept, [day for day, _, _ in counts.by_day()]) == (kept, [date(2026, 3, 9)])


def test_opening_hours_without_hours_say_what_to_add():
    kept_rate = KeptRate(within("2 opening hours"), Clock.at(at(31), Project(organisation="Test")))
    with pytest.raises(MakegoodError) as error:
        kept_rate.reduce(on_duckdb(table([])))
    assert str(error.value) == (
        "2 opening hours are promised, and no opening hours are set\n"
        "  fix:   add `opening_hours: {mon: 09:00-17:00, ...}` to makegood.yaml and run `makegood read`"
    )


def test_an_event_may_have_its_own_deadline():
    rows = [event(at(2), at(4), due=at(4)), event(at(2), at(5), due=at(4)), event(at(2), None, due=None)]
    fact, _ = count(Keep("orders", 0.95, by="due_at"), rows)
    assert (fact.kept, fact.broken, fact.no_deadline) == (1, 1, 1)


def test_a_completion_that_is_only_a_date_is_compared_by_day():
    midnight = datetime(2026, 3, 4, tzinfo=LOCAL).astimezone(UTC)
    rows = [event(at(2), midnight, due=at(4, 9)), event(at(2), midnight + timedelta(days=1), due=at(4, 9))]
    fact, _ = count(Keep("orders", 0.95, by="due_at"), rows, dates_only=("done_at",))
    assert (fact.kept, fact.broken) == (1, 1)


@pytest.mark.parametrize(
    ("text", "why"), [("24 hours", Why.DATES_ONLY), ("2 opening hours", Why.DATES_ONLY), ("1 day", None)]
)
def test_hours_cannot_be_judged_on_dates(text, why):
    assert KeptRate(within(text), Clock.at(at(31), PROJECT), dates_only=("done_at",)).why_not is why


@pytest.mark.parametrize(("missing", "kept", "broken", "excluded"), [("broken", 1, 2, ()), ("exclude", 1, 1, 1)])
def test_a_missing_amount_is_what_the_promise_says(missing, kept, broken, excluded):
    terms = Keep("orders", 0.9, amount=Amount("waited", missing, at_most=180))
    rows = [event(at(2)), event(at(2)), event(at(3))]
    fact, counts = count(terms, rows, numbers=values([180, 181, None]))
    assert (fact.kept, fact.broken) == (kept, broken)
    assert fact.excluded == ((("waited missing", excluded),) if excluded else ())
    assert counts.by_day()[0] == (date(2026, 3, 2), 2, 1)


def test_an_amount_may_have_to_be_at_least():
    terms = Keep("orders", 0.9, amount=Amount("waited", "broken", at_least=10))
    assert count(terms, [event(at(2)), event(at(2))], numbers=values([10, 9]))[0].kept == 1


@pytest.mark.parametrize(
    "terms",
    [
        within("2 days"),
        within("2 business days"),
        within("2 hours"),
        Keep("orders", 0.9, by="due_at"),
        Keep("orders", 0.9, amount=Amount("waited", "broken", at_most=180)),
    ],
)
def test_what_begins_later_the_same_day_is_not_known_yet(terms):
    rows = [event(at(2, hour), due=at(4)) for hour in (9, 15)] + [event(at(2, 15), excluded="status=cancelled")]
    asked = KeptRate(terms, Clock.at(at(2, 10), PROJECT, date(2026, 1, 1), at(2, 10)))
    connection = duckdb.connect()
    frames = [nw.from_native(connection.from_arrow(made)) for made in (table(rows), values([180, 180, 180]))]
    fact, _ = asked.counts(collect_table(asked.reduce(*frames)))
    assert fact.n + fact.not_due == 1
    assert fact.excluded == ()


def test_excluded_events_are_counted_with_their_reason_and_not_judged():
    rows = [event(at(2), at(9), excluded="status=cancelled"), event(at(2), at(3))]
    fact, _ = count(within("2 days"), rows)
    assert (fact.kept, fact.broken, fact.excluded) == (1, 0, (("status=cancelled", 1),))


def test_events_of_the_future_are_not_known_yet():
    rows = [event(at(2), at(3)), event(at(20), at(21))]
    assert count(within("2 days"), rows, as_of=at(10))[0] == Count(1, 0)


def test_each_event_is_judged_by_the_terms_it_started_under():
    rows = [event(at(2), at(4)), event(at(16), at(18)), event(at(20, month=2), at(20, month=2))]
    old = within("2 days", since=date(2026, 3, 1))
    new = within("1 day", since=date(2026, 3, 15))
    first, _ = count(old, rows, until=new.since)
    second, _ = count(new, rows, first=False)
    assert first == Count(1, 0, before_terms=1)
    assert second == Count(0, 1)


def test_units_are_kept_apart():
    rows = [event(at(2), at(3), unit="Aarhus"), event(at(2), at(9), unit="Odense"), event(at(2), at(3))]
    _, counts = count(within("2 days"), rows)
    assert counts.by_unit() == [("", 1, 1), ("Aarhus", 1, 1), ("Odense", 1, 0)]


def test_an_event_without_a_date_of_its_own_is_judged_by_the_promise_in_force_when_it_began():
    rows = [
        event(at(2), at(6), due=at(6)),  # its own date, and late by the promise: kept
        event(at(2), at(5), due=at(4)),  # its own date: broken
        event(at(2), at(4)),  # Monday to Wednesday: kept
        event(at(2), at(5)),  # a day late
        event(at(30), None),  # not due
        event(None, at(5)),  # neither a date nor a start
    ]
    terms = Keep("orders", 0.95, by="due_at", or_within=Duration.parse("2 business days"))
    fact, counts = count(terms, rows)
    assert fact == Count(2, 2, not_due=1, no_deadline=1, by_promise=2)
    assert counts.by_day() == [(date(2026, 3, 4), 3, 1), (date(2026, 3, 6), 1, 1)]
    later = Keep("orders", 0.95, by="due_at", or_within=Duration.parse("3 business days"), since=date(2026, 3, 2))
    assert count(terms, rows, until=later.since)[0] == Count(0, 0, no_deadline=1)
    assert count(later, rows, first=False)[0] == Count(3, 1, not_due=1, by_promise=2)


@pytest.mark.parametrize(
    ("text", "day"), [("1 day", 7), ("24 hours", 7), ("4 opening hours", 9), ("1 business day", 9)]
)
def test_what_the_promise_says_instead_of_a_date_falls_on_its_local_day(text, day):
    terms = Keep("orders", 0.95, by="due_at", or_within=Duration.parse(text))
    _, counts = count(terms, [event(at(6, 14), at(6, 15))])
    assert counts.by_day() == [(date(2026, 3, day), 1, 1)]


def test_hours_instead_of_a_date_cannot_be_judged_on_dates():
    terms = Keep("orders", 0.95, by="due_at", or_within=Duration.parse("24 hours"))
    assert KeptRate(terms, Clock.at(at(31), PROJECT), dates_only=("done_at",)).why_not is Why.DATES_ONLY


def test_an_event_is_held_against_the_date_first_promised_where_the_promise_says_so():
    rows = [event(at(2), at(6), due=at(6), first=at(4)), event(at(2), at(4), due=at(4))]
    assert count(Keep("orders", 0.95, by="due_at"), rows)[0] == Count(2, 0)
    fact, counts = count(Keep("orders", 0.95, by="first_due_at"), rows)
    assert fact == Count(1, 1)
    assert counts.by_day() == [(date(2026, 3, 4), 2, 1)]


def test_no_events_give_no_counts():
    fact, counts = count(within("2 days"), [])
    assert (fact, counts.total) == (Count(0, 0), (0, 0))


MOMENTS = st.datetimes(datetime(2026, 3, 1), datetime(2026, 4, 20), timezones=st.just(UTC))
EVENTS = st.lists(st.tuples(MOMENTS, st.none() | st.timedeltas(timedelta(0), timedelta(days=9))), max_size=25)


def by_hand(length: int, unit: str, started: datetime, done: datetime | None, as_of: datetime) -> str:
    """The same question asked of one event, with calendar days and no whole-number scale."""
    holidays = {date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 6)}
    if unit == "hours":
        deadline = started + timedelta(hours=length)
        return "not due" if as_of <= deadline else "kept" if done and done <= deadline else "broken"

    def is_open(day: date) -> bool:
        return unit == "days" or (day.weekday() < 5 and day not in holidays)

    day = started.astimezone(LOCAL).date()
    while not is_open(day):
        day += timedelta(days=1)
    for _ in range(length):
        day += timedelta(days=1)
        while not is_open(day):
            day += timedelta(days=1)
    if as_of.astimezone(LOCAL).date() <= day:
        return "not due"
    return "kept" if done and done.astimezone(LOCAL).date() <= day else "broken"


@settings(max_examples=60)
@given(EVENTS, st.integers(0, 5), st.sampled_from(["hours", "days", "business days"]), MOMENTS, st.randoms())
def test_every_event_is_judged_as_by_hand_in_any_order(drawn, length, unit, as_of, random):
    pairs = [(started, None if took is None else started + took) for started, took in drawn if started <= as_of]
    fates = [by_hand(length, unit, started, done, as_of) for started, done in pairs]
    terms = Keep("orders", 0.95, within=Duration(length, unit))
    rows = [event(started, done) for started, done in random.sample(pairs, len(pairs))]
    fact, _ = count(terms, rows, as_of=as_of)
    assert (fact.kept, fact.broken, fact.not_due) == tuple(map(fates.count, ("kept", "broken", "not due")))


@settings(max_examples=30)
@given(EVENTS, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=1)))
def test_a_completion_before_its_deadline_never_changes_what_is_counted_before_it(drawn, as_of, took):
    rows = [event(started, None if gone is None else started + gone) for started, gone in drawn]
    running = as_of - timedelta(hours=30)
    undone, done = (
        count(within("48 hours"), [*rows, event(running, done_at)], as_of=as_of)[0]
        for done_at in (None, running + took)
    )
    assert (undone.kept, undone.broken, undone.not_due) == (done.kept, done.broken, done.not_due)


@settings(max_examples=30)
@given(EVENTS, st.integers(1, 4))
def test_parts_add_up_to_the_whole(drawn, parts):
    rows = [event(started, None if took is None else started + took) for started, took in drawn]
    whole, _ = count(within("2 days"), rows, as_of=at(30, month=4))
    facts = [count(within("2 days"), rows[i::parts], as_of=at(30, month=4))[0] for i in range(parts)]
    assert (whole.kept, whole.n) == (sum(f.kept for f in facts), sum(f.n for f in facts))
    assert isinstance(count(within("2 days"), rows)[1], Counts)


FORMS = (
    within("2 business days"),
    within("3 days", since=date(2026, 3, 5)),
    within("24 hours"),
    within("4 opening hours"),
    Keep("orders", 0.9, by="due_at"),
    Keep("orders", 0.9, by="first_due_at"),
    Keep("orders", 0.9, by="due_at", or_within=Duration.parse("2 business days")),
    Keep("orders", 0.9, by="due_at", or_within=Duration.parse("4 opening hours")),
    Keep("orders", 0.9, amount=Amount("waited", "exclude", at_most=180)),
)


def made_events(n: int) -> list[dict]:
    """Events of every fate: late, undone, excluded, without a start, without a deadline, with and without a unit."""
    return [
        event(
            None if i % 97 == 0 else at(1) + timedelta(minutes=37 * i),
            None if i % 7 == 0 else at(1) + timedelta(minutes=37 * i, hours=(i * 13) % 120),
            None if i % 11 == 0 else at(3) + timedelta(minutes=37 * i),
            unit=None if i % 5 == 0 else f"shop {i % 4}",
            first=at(2) + timedelta(minutes=31 * i) if i % 4 == 0 else None,
            excluded="status=cancelled" if i % 19 == 0 else None,
        )
        for i in range(n)
    ]


def sorted_rows(frame: nw.LazyFrame) -> list[tuple]:
    return sorted((tuple(row.values()) for row in collect_table(frame).to_pylist()), key=repr)


@pytest.mark.parametrize("terms", FORMS, ids=str)
def test_spark_and_duckdb_count_the_same_whole_numbers(terms, spark, tmp_path):
    rows, numbers = table(made_events(800)), values([None if i % 3 == 0 else float(i % 400) for i in range(800)])
    kept_rate = KeptRate(terms, Clock.at(at(14), PROJECT, date(2025, 1, 1)))
    connection = duckdb.connect()
    on_one = kept_rate.reduce(*(nw.from_native(connection.from_arrow(t)) for t in (rows, numbers)))
    frames = []
    for name, each in (("events", rows), ("values", numbers)):
        parquet.write_table(each, tmp_path / f"{name}.parquet")
        frames.append(nw.from_native(spark.read.parquet(str(tmp_path / f"{name}.parquet"))))
    on_many = kept_rate.reduce(*frames)
    assert sorted_rows(on_many) == sorted_rows(on_one)
    assert len(sorted_rows(on_one)) > 20
