"""`time_to_keep` counts steps as `kept_rate` counts deadlines, on every engine."""

from datetime import UTC, date, datetime, timedelta

import duckdb
import narwhals as nw
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from makegood.errors import MakegoodError
from makegood.lake.engine import collect_table
from makegood.measures.clock import Clock
from makegood.measures.kept_rate import KeptRate
from makegood.measures.time_to_keep import LATER, Scale, Times, TimeToKeep
from makegood.testing import check_measure
from makegood.written import Amount, Duration, Keep
from tests.measures.frames import PROJECT, event, on_duckdb, table, values
from tests.measures.test_kept_rate import END_OF_MARCH, FORMS, at, made_events, sorted_rows, within


def times(terms: Keep, rows: list, as_of: datetime = END_OF_MARCH, numbers=None, since: date | None = None) -> Times:
    measure = TimeToKeep(terms, Clock.at(as_of, PROJECT, date(2026, 1, 1)), since)
    connection = duckdb.connect()
    frames = [nw.from_native(connection.from_arrow(each)) for each in (table(rows), numbers) if each is not None]
    return measure.times(collect_table(measure.reduce(*frames)))


def listed(found: Times) -> list[tuple[int, int, int]]:
    """(age, time, n), in order."""
    return sorted(zip(found.age.tolist(), found.time.tolist(), found.n.tolist(), strict=True))


def test_the_contract_of_a_measure_holds():
    check_measure(TimeToKeep(within("2 days"), Clock.at(END_OF_MARCH, PROJECT)))


def test_business_days_pass_over_danish_easter():
    """From the Wednesday before Maundy Thursday, Tuesday after Easter Monday is one business day."""
    rows = [event(at(1, month=4), at(7, month=4)), event(at(4, month=4), at(8, month=4)), event(at(1, month=4), None)]
    found = times(within("1 business day"), rows, as_of=at(9, month=4))
    assert listed(found) == [(1, 1, 1), (2, LATER, 1), (2, 1, 1)]
    assert found.window == (date(2026, 4, 1), date(2026, 4, 7))  # Holy Saturday counts from Tuesday


def test_hours_are_told_to_the_second_and_rounded_up():
    began = at(2)
    rows = [event(began, began + timedelta(hours=took, seconds=more)) for took, more in ((3, 0), (3, 1), (0, 0))]
    assert sorted(times(within("24 hours"), rows).time.tolist()) == [0, 3, 4]


def test_opening_hours_run_only_while_the_shop_is_open():
    """From Friday 16.00 to Monday 10.00 are two."""
    assert times(within("2 opening hours"), [event(at(6, 16), at(9, 10))]).time.tolist() == [2]


def test_a_flight_that_lands_early_takes_no_time():
    terms = within("15 minutes", from_="due_at")
    rows = [event(at(2), at(2, 14), due=at(2, 15)), event(at(2), at(2, 15) + timedelta(minutes=7), due=at(2, 15))]
    assert sorted(times(terms, rows).time.tolist()) == [0, 7]


def test_a_step_that_has_not_passed_is_not_followed():
    """Done on the last day: its deadline has not passed, and those that will be late are not in yet."""
    found = times(within("2 days"), [event(at(30), at(31, 9)), event(at(30), None)])
    assert listed(found) == [(0, LATER, 1), (0, 1, 1)]
    done, opened = found.followed()
    assert (done.sum(), opened[0]) == (0, 2)


def test_what_was_done_after_the_time_asked_for_was_still_open():
    assert times(within("2 days"), [event(at(2), at(20))], as_of=at(10)).time.tolist() == [LATER]


def test_what_takes_longer_than_is_followed_is_later():
    found = times(within("1 day"), [event(at(1, month=1), at(10, month=3))])
    assert listed(found) == [(30, LATER, 1)]


def test_excluded_events_and_those_without_a_start_are_left_out():
    rows = [event(at(2), at(3), excluded="status=cancelled"), event(None, at(3)), event(at(2), at(3))]
    assert times(within("2 days"), rows).n.tolist() == [1]


def test_only_events_since_a_day():
    rows = [event(at(2), at(3)), event(at(16), at(17))]
    assert times(within("2 days"), rows, since=date(2026, 3, 10)).window == (date(2026, 3, 16), date(2026, 3, 16))


@pytest.mark.parametrize(("missing", "found"), [("broken", [LATER, 2, 18]), ("exclude", [2, 18])])
def test_an_amount_is_counted_in_round_steps(missing, found):
    terms = Keep("orders", 0.9, amount=Amount("waited", missing, at_most=180))
    assert sorted(times(terms, [event(at(2))] * 3, numbers=values([12.0, 180.0, None])).time.tolist()) == found


def test_an_amount_that_is_to_be_at_least_something_is_counted_from_above():
    terms = Keep("orders", 0.9, amount=Amount("waited", "broken", at_least=20))
    found = times(terms, [event(at(2))] * 3, numbers=values([40.0, 20.0, 19.5]))
    assert sorted(found.scale.limit(steps) for steps in found.time.tolist()) == [18.0, 20.0, 40.0]


def test_an_amount_without_its_values_says_what_is_missing():
    measure = TimeToKeep(Keep("orders", 0.9, amount=Amount("waited", "broken", at_most=1)), Clock.at(at(31), PROJECT))
    with pytest.raises(MakegoodError) as error:
        measure.reduce(on_duckdb(table([])))
    assert str(error.value) == "a promise about an amount needs the event_values of its source"


def test_no_events_give_no_times():
    found = times(within("2 days"), [])
    assert (found.window, found.followed()[0].sum()) == (None, 0)


MOMENTS = st.datetimes(datetime(2026, 3, 1), datetime(2026, 4, 20), timezones=st.just(UTC))
EVENTS = st.lists(st.tuples(MOMENTS, st.none() | st.timedeltas(timedelta(0), timedelta(days=9))), max_size=25)
UNITS = st.sampled_from(["minutes", "hours", "opening hours", "days", "business days"])


@settings(max_examples=60)
@given(EVENTS, st.integers(0, 5), UNITS, MOMENTS, st.randoms())
def test_at_every_deadline_as_many_are_kept_as_kept_rate_counts_in_any_order(drawn, length, unit, as_of, random):
    rows = [event(started, None if took is None else started + took) for started, took in drawn]
    terms, clock = Keep("orders", 0.95, within=Duration(length, unit)), Clock.at(as_of, PROJECT, date(2026, 1, 1))
    kept_rate = KeptRate(terms, clock)
    fact, _ = kept_rate.counts(collect_table(kept_rate.reduce(on_duckdb(table(rows)))))
    found = times(terms, random.sample(rows, len(rows)), as_of=as_of)
    due = found.age >= length
    done = due & (found.time != LATER) & (found.time <= length)
    assert (found.n[due].sum(), found.n[done].sum()) == (fact.n, fact.kept)


@pytest.mark.parametrize("terms", FORMS, ids=str)
def test_spark_and_duckdb_count_the_same_whole_numbers(terms, spark, tmp_path):
    rows, numbers = table(made_events(800)), values([None if i % 3 == 0 else float(i % 400) for i in range(800)])
    measure = TimeToKeep(terms, Clock.at(at(14), PROJECT, date(2025, 1, 1)), date(2026, 3, 2))
    connection = duckdb.connect()
    on_one = measure.reduce(*(nw.from_native(connection.from_arrow(t)) for t in (rows, numbers)))
    frames = []
    for name, each in (("events", rows), ("values", numbers)):
        parquet.write_table(each, tmp_path / f"{name}.parquet")
        frames.append(nw.from_native(spark.read.parquet(str(tmp_path / f"{name}.parquet"))))
    on_many = measure.reduce(*frames)
    assert sorted_rows(on_many) == sorted_rows(on_one)
    assert len(sorted_rows(on_one)) > 20


def test_all_twice_is_counted_twice():
    rows = made_events(60)
    once, twice = times(within("2 days"), rows), times(within("2 days"), rows * 2)
    assert np.sort(2 * once.n).tolist() == np.sort(twice.n).tolist()


@pytest.mark.parametrize(
    ("terms", "step", "most"),
    [
        (within("2 business days"), 1, 30),
        (within("24 hours"), 1, 240),
        (within("90 minutes"), 5, 180),
        (Keep("orders", 0.9, by="due_at"), 1, 90),
        (Keep("orders", 0.9, amount=Amount("waited", "broken", at_most=180)), 10, 180),
    ],
)
def test_limits_are_tried_in_steps_that_one_would_promise(terms, step, most):
    scale = Scale.of(terms)
    assert (scale.step, scale.most) == (step, most)
