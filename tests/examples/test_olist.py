"""The example on Olist, held against a count by plain csv."""

import csv
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from makegood import flow
from makegood.model import Headline, Load, Period, PromiseState, TaskState
from tests.examples.example_runs import NOW, Measured, run, shared

REVIEWS = "olist_order_reviews_dataset.csv"

Row = dict[str, str]


@dataclass(frozen=True)
class ByHand:
    """What the files say: promised days are dates, and an order is kept until its day ends."""

    orders: list[Row]
    seller: dict[str, str]
    as_of: str

    @property
    def excluded(self) -> Counter[str]:
        return Counter(r["order_status"] for r in self.orders if r["order_status"] in ("canceled", "unavailable"))

    @property
    def counting(self) -> list[Row]:
        return [r for r in self.orders if r["order_status"] not in ("canceled", "unavailable")]

    @property
    def due(self) -> list[Row]:
        return [r for r in self.counting if day(r) < self.as_of[:10]]


def day(row: Row) -> str:
    return row["order_estimated_delivery_date"][:10]


def kept(row: Row) -> bool:
    done = row["order_delivered_customer_date"]
    return bool(done) and done[:10] <= day(row)


def read_csv(name: str) -> list[Row]:
    with (shared("olist") / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def by_hand() -> ByHand:
    orders = read_csv("olist_orders_dataset.csv")
    seller: dict[str, str] = {}
    for item in read_csv("olist_order_items_dataset.csv"):
        seller.setdefault(item["order_id"], item["seller_id"])
    happened = ("order_purchase_timestamp", "order_delivered_customer_date")
    return ByHand(orders, seller, max(row[name] for row in orders for name in happened))


@pytest.fixture(scope="module")
def olist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("olist")


@pytest.fixture(scope="module")
def measured(olist: Path) -> Measured:
    return run(olist, "olist", "olist")


@pytest.fixture(scope="module")
def state(measured: Measured) -> PromiseState:
    return measured[1]


@pytest.fixture(scope="module")
def orders_load(measured: Measured) -> Load:
    return measured[0]["orders"]


def test_every_order_is_kept_or_excluded_and_none_is_lost(orders_load: Load, by_hand: ByHand):
    excluded = {f"order_status={status}": n for status, n in by_hand.excluded.items()}
    assert orders_load.read == len(by_hand.orders)
    assert orders_load.kept == len(by_hand.counting)
    assert dict(orders_load.excluded) == excluded
    assert (orders_load.rejected, orders_load.left_out, orders_load.repeated) == (0, 0, 0)


def test_the_count_is_that_of_plain_csv(state: PromiseState, by_hand: ByHand):
    n_kept = sum(map(kept, by_hand.due))
    assert state.count.kept == n_kept
    assert state.count.broken == len(by_hand.due) - n_kept
    assert state.count.not_due == len(by_hand.counting) - len(by_hand.due)
    assert dict(state.count.excluded) == {f"order_status={status}": n for status, n in by_hand.excluded.items()}
    assert (state.count.no_deadline, state.count.before_terms) == (0, 0)


def test_of_a_hundred_orders_92_are_kept_and_of_a_hundred_delivered_ones_93(state: PromiseState, by_hand: ByHand):
    """Leaving out what never arrived flatters by one in a hundred."""
    delivered = [row for row in by_hand.due if row["order_delivered_customer_date"]]
    assert round(state.count.kept / state.count.n, 2) == 0.92
    assert round(state.count.kept / len(delivered), 2) == 0.93


def test_an_order_that_never_arrived_is_broken_once_its_day_has_passed(state: PromiseState, by_hand: ByHand):
    never = [row for row in by_hand.due if not row["order_delivered_customer_date"]]
    late = [row for row in by_hand.due if row["order_delivered_customer_date"] and not kept(row)]
    assert never
    assert state.count.broken == len(never) + len(late)


def test_each_period_counts_the_orders_promised_in_it(state: PromiseState, by_hand: ByHand):
    periods = [*state.closed, *([state.running] if state.running else [])]
    expected = []
    for verdict in periods:
        inside = [row for row in by_hand.due if holds(verdict.period, day(row))]
        expected.append((verdict.period.name, len(inside), sum(map(kept, inside))))
    assert [(v.period.name, v.n, v.kept) for v in periods] == expected
    assert sum(n for _, n, _ in expected) == len(by_hand.due)


def holds(period: Period, text: str) -> bool:
    return period.first <= datetime.strptime(text, "%Y-%m-%d").date() <= period.last


def test_a_month_closes_three_days_after_its_last_deadline(state: PromiseState, by_hand: ByHand):
    assert by_hand.as_of[:10] == "2018-09-27"
    assert state.closed[-1].period.name == "2018-08"
    assert state.running is not None
    assert state.running.period.name == "2018-09"


def test_each_order_belongs_to_the_seller_of_its_first_item(state: PromiseState, by_hand: ByHand):
    last = state.closed[-1].period.first
    recent = [row for row in by_hand.due if day(row) >= last.isoformat()]
    sold = Counter(by_hand.seller[row["order_id"]] for row in recent)
    sold_kept = Counter(by_hand.seller[row["order_id"]] for row in recent if kept(row))
    assert {unit.unit: (unit.n, unit.kept) for unit in state.units} == {
        seller: (n, sold_kept[seller]) for seller, n in sold.items()
    }


def test_the_answer_is_as_of_the_newest_delivery_and_not_of_today(state: PromiseState, by_hand: ByHand):
    newest = datetime.fromisoformat(by_hand.as_of).replace(tzinfo=ZoneInfo("America/Sao_Paulo"))
    assert state.as_of == newest
    assert state.headline is not Headline.CANNOT_TELL


def test_the_reviews_are_read_with_their_doubles_counted_once(measured: Measured):
    reviews = read_csv("olist_order_reviews_dataset.csv")
    pairs = {(row["review_id"], row["order_id"]) for row in reviews}
    load = measured[0]["reviews"]
    assert (load.read, load.kept, load.repeated) == (len(reviews), len(pairs), len(reviews) - len(pairs))


def test_what_late_customers_give_is_what_plain_csv_says(tmp_path: Path, by_hand: ByHand) -> None:
    """Stars of the reviews of orders that came in time and of those that did not, and the difference within weeks."""
    run(tmp_path, "olist", "olist")
    costs = flow.cost_of_breaking(flow.open_project(tmp_path), NOW)["delivery-by-date"]
    stars, wrote, returned = costs
    assert (stars.outcome, wrote.outcome, returned.outcome) == ("stars", "wrote", "returned")
    assert 0 < returned.kept.value < 0.01  # somebody did: the same person under another customer_id
    reviews = {(r["review_id"], r["order_id"]): float(r["review_score"]) for r in read_csv(REVIEWS)}
    due = {row["order_id"]: row for row in by_hand.due}
    strata: dict[int, tuple[list[float], list[float]]] = {}
    for (_, order), score in reviews.items():
        if order in due:
            number = date.fromisoformat(day(due[order])).toordinal() - date(1970, 1, 1).toordinal()
            strata.setdefault(number // 28, ([], []))[kept(due[order])].append(score)
    usable = [(broken, fine) for broken, fine in strata.values() if broken and len(fine) > 1]
    n = sum(len(broken) for broken, _ in usable)
    broken_mean = sum(sum(broken) for broken, _ in usable) / n
    kept_mean = sum(len(broken) * sum(fine) / len(fine) for broken, fine in usable) / n
    assert stars.matched_on == ("weeks",)
    assert (stars.broken.n, stars.kept.n) == (n, sum(len(fine) for _, fine in usable))
    assert stars.broken.value == pytest.approx(broken_mean)
    assert stars.kept.value == pytest.approx(kept_mean)
    assert stars.difference.value == pytest.approx(broken_mean - kept_mean)
    assert (round(kept_mean, 1), round(broken_mean, 1)) == (4.3, 2.1)
    assert stars.difference.high < -1.8
    written = {order for _, order in reviews}
    assert wrote.broken.n == sum(not kept(row) for row in due.values())
    assert wrote.broken.value == pytest.approx(
        sum(not kept(row) and order in written for order, row in due.items()) / wrote.broken.n
    )


def test_the_worklist_is_the_list_that_plain_csv_gives(measured: Measured, olist: Path, by_hand: ByHand):
    """Each order by its id: those that never came, those that came late, and those due by the next business day."""
    state = measured[1]
    register = flow.open_project(olist)
    (worklist,) = flow.worklist(register, [state], NOW)
    since = state.closed[-1].period.first.isoformat()
    recent = [row for row in by_hand.due if day(row) >= since]
    done = "order_delivered_customer_date"
    waiting = [row for row in recent if not row[done]]
    late = [row for row in recent if row[done] and not kept(row)]
    # The answer is as of Thursday 27 September 2018: the next business day is Friday.
    near = [r for r in by_hand.counting if not r[done] and by_hand.as_of[:10] <= day(r) <= "2018-09-28"]
    expected = [
        (state, row["order_id"])
        for state, rows in ((TaskState.WAITING, waiting), (TaskState.ABOUT, near), (TaskState.LATE, late))
        for row in sorted(rows, key=lambda row: (day(row), row["order_id"]))
    ]
    assert [(task.state, task.event_id) for task in worklist.tasks] == expected
    assert (worklist.waiting, worklist.about, worklist.late) == (len(waiting), len(near), len(late))
    assert worklist.waiting == state.waiting > 0
    older = [row for row in by_hand.due if not row[done] and day(row) < since]
    assert worklist.older == len(older) > 0
    by_id = {row["order_id"]: row for row in by_hand.orders}
    for task in worklist.tasks:
        assert str(task.due) == day(by_id[task.event_id])
        assert task.unit == by_hand.seller.get(task.event_id, "")
