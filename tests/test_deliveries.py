"""The whole story with planted truth: orders in parts, a carrier's scans, dates that move, orders without a date."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from makegood import flow
from makegood.errors import MakegoodError
from makegood.model import OtherDate, PromiseState
from makegood.words.promise import answer

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)
SETTINGS = """
organisation: Test
languages: [da, en]
time_zone: UTC
journey: [{touchpoint: delivery, stage: delivery, function: operations}]
sources:
  - name: orders
    kind: events
    files: orders.csv
    history: true
    columns: {event_id: order, started_at: ordered, due_at: promised, done_at: done_at}
    join:
      - {files: parcels.csv, on: order, take: {tracking: tracking}, when_many: all}
      - files: scans.csv
        on: {tracking: trackingnumber}
        take: {done_at: time}
        where: {status: [Leveret]}
        when_many: earliest
"""
PROMISES = """
- {promise: last, says: {en: Delivered in time}, touchpoint: delivery, keep: {event: orders, by: due_at, of: 90 %}}
- promise: first
  says: {en: Delivered in time}
  touchpoint: delivery
  keep: {event: orders, by: first_due_at, of: 90 %}
- promise: always
  says: {en: Delivered in time}
  touchpoint: delivery
  keep: {event: orders, by: due_at, or_within: 3 days, of: 90 %}
"""


@dataclass(frozen=True)
class Truth:
    """One order: what was promised first and last, and when its last parcel arrived, if all did."""

    id: str
    ordered: date
    first: date | None
    last: date | None
    done: date | None
    scans: tuple[tuple[str, str, date], ...]


def plant(random: Random, n: int = 400) -> list[Truth]:
    """Orders of six weeks in January and February; all dates lie before the newest scan."""
    orders = []
    for number in range(n):
        ordered = date(2026, 1, 5) + timedelta(days=number % 42)
        first = ordered + timedelta(days=3) if number % 10 else None
        last = first + timedelta(days=4) if first and random.random() < 0.1 else first
        arrived: list[date | None] = []
        scans = []
        for parcel in range(random.choice((1, 1, 2, 3))):
            tracking, sent = f"t{number}-{parcel}", ordered + timedelta(days=1)
            scans += [(tracking, "Afsendt", sent), (tracking, "Under transport", sent)]
            arrived.append(sent + timedelta(days=random.randrange(5)) if random.random() < 0.97 else None)
            if arrived[-1]:
                scans += [(tracking, "Leveret", arrived[-1])] * random.choice((1, 1, 2))
                scans += [(tracking, "Retur", arrived[-1] + timedelta(days=9))] * (random.random() < 0.05)
        whole = [day for day in arrived if day]
        done = max(whole) if len(whole) == len(arrived) else None
        orders.append(Truth(f"o{number}", ordered, first, last, done, tuple(scans)))
    return orders


def write(path: Path, header: str, rows: Iterable[tuple[object, ...]], random: Random) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows([header.split(","), *shuffled])


def read(folder: Path, orders: list[Truth], dates: str, random: Random) -> None:
    """Write the files as they stand on one day, with the first or the last dates, and read them."""
    (folder / "promises").mkdir(exist_ok=True)
    (folder / "makegood.yaml").write_text(SETTINGS)
    (folder / "promises" / "all.yaml").write_text(PROMISES)
    rows = ((o.id, o.ordered, getattr(o, dates) or "") for o in orders)
    write(folder / "orders.csv", "order,ordered,promised", rows, random)
    parcels = {(o.id, tracking) for o in orders for tracking, _, _ in o.scans}
    write(folder / "parcels.csv", "order,tracking", sorted(parcels), random)
    scans = (scan for o in orders for scan in o.scans)
    write(folder / "scans.csv", "trackingnumber,status,time", scans, random)
    flow.read(flow.open_project(folder), NOW)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Truth], dict[str, PromiseState]]:
    folder, random = tmp_path_factory.mktemp("deliveries"), Random(7)
    orders = plant(random)
    for dates in ("first", "last", "first", "last", "last"):  # an older export is read again in between
        read(folder, orders, dates, random)
    states = flow.measure(flow.open_project(folder), NOW)
    return orders, {state.promise.id: state for state in states}


def count(orders: list[Truth], by: str) -> tuple[int, int]:
    """(n, kept) of orders that have that date."""
    mine = [(getattr(order, by), order.done) for order in orders if getattr(order, by)]
    return len(mine), sum(bool(done and done <= due) for due, done in mine)


def test_each_promise_counts_what_was_planted(told: tuple[list[Truth], dict[str, PromiseState]]) -> None:
    orders, states = told
    for name in ("first", "last"):
        assert (states[name].count.n, states[name].count.kept) == count(orders, name)
        assert states[name].count.no_deadline == 40


def test_orders_without_a_date_are_judged_by_what_is_said(told: tuple[list[Truth], dict[str, PromiseState]]) -> None:
    orders, states = told
    without = [order for order in orders if order.last is None]
    kept = sum(bool(order.done and order.done <= order.ordered + timedelta(days=3)) for order in without)
    n, own = count(orders, "last")
    given = states["always"].count
    assert (given.n, given.kept, given.by_promise) == (n + len(without), own + kept, len(without))


def test_both_dates_are_told_of_the_last_closed_period(told: tuple[list[Truth], dict[str, PromiseState]]) -> None:
    orders, states = told
    for name, other, stamp in (("last", "first", "first_due_at"), ("first", "last", "due_at")):
        period = states[name].closed[-1].period
        mine = [o for o in orders if o.last and period.first <= getattr(o, name) <= period.last]
        moved = sum(o.first != o.last for o in mine)
        assert moved > 5
        assert states[name].other_date == OtherDate(stamp, moved, *count(mine, other))  # type: ignore[arg-type]
        assert f"For {moved} of {states[name].closed[-1].n}" in answer(states[name], "en")


def test_a_carrier_file_without_where_is_refused_by_the_read(tmp_path: Path) -> None:
    random = Random(1)
    read(tmp_path, plant(random, 20), "first", random)
    settings = SETTINGS.replace("        where: {status: [Leveret]}\n", "").replace("name: orders", "name: parcels")
    (tmp_path / "makegood.yaml").write_text(settings)
    with pytest.raises(MakegoodError) as error:
        flow.read(flow.open_project(tmp_path), NOW)
    assert str(error.value).startswith("scans.csv the times that parcels takes as done_at belong to several statuses")
