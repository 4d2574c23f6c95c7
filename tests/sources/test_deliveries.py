"""What really happened to an order: its shipments by order, their scans by tracking number."""

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makegood.errors import MakegoodError
from makegood.testing import check_source
from tests.sources.made_files import NOW, read, rejected, shared, table, write_csv

ORDERED = datetime(2025, 3, 3, 10)
COLUMNS = {"event_id": "order", "started_at": "ordered", "done_at": "done_at"}
DELIVERED = {"status": ["Leveret", "delivered"]}


def shipments(when_many: str = "all", **more: object) -> dict[str, object]:
    return {"files": "shipments", "on": "order", "take": {"tracking": "tracking"}, "when_many": when_many, **more}


def scans(when_many: str = "earliest", **more: object) -> dict[str, object]:
    taken = {"take": {"done_at": "time"}, "on": {"tracking": "trackingnumber"}, "where": DELIVERED, **more}
    return {"files": "scans", "when_many": when_many, **taken}


def done(folder: Path, *joins: dict[str, object], **more: Any) -> dict[str, str | None]:
    batches = read(folder, {"time_zone": "UTC"}, files="orders", columns=COLUMNS, join=list(joins), **more)
    rows = table(batches).to_pylist()
    return {row["event_id"]: row["done_at"] and f"{row['done_at']:%d %H}" for row in rows}


def write(folder: Path, orders: object, parcels: object, scanned: object) -> None:
    """Orders as names, parcels as (order, tracking), scans as (tracking, status, day of March, hour)."""
    write_csv(folder / "orders", [{"order": o, "ordered": ORDERED} for o in orders], ["order", "ordered"])  # type: ignore[attr-defined]
    write_csv(folder / "shipments", [{"order": o, "tracking": t} for o, t in parcels], ["order", "tracking"])  # type: ignore[attr-defined]
    rows = [
        {"trackingnumber": t, "status": status, "time": datetime(2025, 3, day, hour)}
        for t, status, day, hour in scanned  # type: ignore[attr-defined]
    ]
    write_csv(folder / "scans", rows, ["trackingnumber", "status", "time"])


PARCELS = [("a", "t1"), ("b", "t2"), ("b", "t3"), ("c", "t4"), ("c", "t5"), ("d", "t6")]
SCANS = [
    ("t1", "Afsendt", 4, 8),
    ("t1", "Leveret", 5, 9),
    ("t1", "Leveret", 5, 9),  # told twice
    ("t1", "returned", 9, 9),
    ("t2", "delivered", 6, 9),
    ("t3", "in transit", 6, 9),
    ("t3", "delivered", 8, 9),
    ("t4", "delivered", 6, 9),
    ("t5", "in transit", 7, 9),  # shipped, and never delivered
    ("t6", "Afsendt", 4, 9),
]


def test_an_order_is_done_when_the_last_of_its_parcels_is_delivered(tmp_path: Path) -> None:
    write(tmp_path, "abcde", PARCELS, SCANS)
    assert done(tmp_path, shipments(), scans()) == {"a": "05 09", "b": "08 09", "c": None, "d": None, "e": None}


def test_each_parcel_may_be_an_event_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, "abcde", PARCELS, SCANS)
    split = done(tmp_path, shipments("split"), scans())
    assert split["a#1"] == "05 09"
    assert (split["b#1"], split["b#2"], split["c#1"], split["c#2"]) == ("06 09", "08 09", "06 09", None)
    assert len(split) == 7


def test_the_earliest_or_the_latest_scan_is_taken(tmp_path: Path) -> None:
    twice = [("t1", "Leveret", 5, 9), ("t1", "Leveret", 7, 9), ("t1", "delivered", 6, 9)]
    write(tmp_path, "a", [("a", "t1")], twice)
    assert done(tmp_path, shipments("first"), scans("earliest")) == {"a": "05 09"}
    assert done(tmp_path, shipments("first"), scans("latest")) == {"a": "07 09"}


def test_a_scan_without_a_time_is_no_delivery_where_another_has_one(tmp_path: Path) -> None:
    write(tmp_path, "a", [("a", "t1")], [("t1", "Leveret", 5, 9)])
    with (tmp_path / "scans").open("a") as stream:
        stream.write("t1,Leveret,\n")
    for when_many in ("earliest", "latest"):
        assert done(tmp_path, shipments(), scans(when_many)) == {"a": "05 09"}


@pytest.mark.parametrize("when_many", ["earliest", "latest"])
def test_a_scan_whose_time_cannot_be_read_is_rejected_and_no_other_takes_its_place(
    when_many: str, tmp_path: Path
) -> None:
    write(tmp_path, "ab", [("a", "t1"), ("b", "t2")], [("t1", "Leveret", 5, 9), ("t2", "Leveret", 5, 9)])
    with (tmp_path / "scans").open("a") as stream:
        stream.write("t1,Leveret,soon\n")
    joins = [shipments(), scans(when_many)]
    batches = read(tmp_path, {"time_zone": "UTC"}, files="orders", columns=COLUMNS, join=joins)
    reason = "not a date of the form yyyy-mm-dd, which the rest of the column has"
    assert rejected(batches) == [("orders", 2, "done_at", reason, "text")]
    assert table(batches)["event_id"].to_pylist() == ["b"]


def test_files_of_a_carrier_may_write_dates_in_different_forms(tmp_path: Path) -> None:
    write(tmp_path, "ab", [("a", "t1"), ("b", "t2")], [])
    (tmp_path / "scans-1").write_text("trackingnumber,status,time\nt1,Leveret,2025-03-05 09:00\n")
    (tmp_path / "scans-2").write_text("trackingnumber,status,time\nt2,Leveret,13-03-2025 10:00\n")
    assert done(tmp_path, shipments(), scans(files="scans-*")) == {"a": "05 09", "b": "13 10"}


def test_of_several_parts_the_dates_promised_and_begun_are_the_last_and_the_first(tmp_path: Path) -> None:
    write_csv(tmp_path / "orders", [{"order": "a"}])
    parts = [("p1", "05", "04", "03", "x"), ("p2", "07", "06", "02", "y"), ("p3", "06", "", "04", "z")]
    rows = [
        {
            "order": "a",
            "part": part,
            "due": f"2025-03-{due}",
            "done": done and f"2025-03-{done}",
            "began": f"2025-03-{b}",
        }
        for part, due, done, b, _ in parts
    ]
    taken = {"started_at": "began", "due_at": "due", "done_at": "done", "unit": "part"}
    join = {"files": "parts", "on": "order", "take": taken, "when_many": "all"}

    def row(some: list[dict[str, str]]) -> tuple[object, ...]:
        write_csv(tmp_path / "parts", some)
        (one,) = table(read(tmp_path, files="orders", columns={"event_id": "order"}, join=join)).to_pylist()
        return tuple(one[n] for n in ("started_day", "due_day", "done_day", "unit"))

    day = [(date(2025, 3, d) - date(1970, 1, 1)).days for d in range(1, 8)]
    assert row(rows) == (day[1] + 0, day[6], None, "p3")  # the part that is not done decides
    assert row(rows[:2]) == (day[1], day[6], day[5], "p2")


STATUSES = ("Afsendt", "in transit", "Leveret", "delivered", "returned")
SOME_SCANS = st.lists(
    st.tuples(
        st.sampled_from(["t1", "t2", "t3", "t9"]), st.sampled_from(STATUSES), st.integers(4, 9), st.integers(8, 9)
    )
)
SOME_PARCELS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["t1", "t2", "t3", "t4"])))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SOME_PARCELS, SOME_SCANS, st.randoms())
def test_any_order_of_rows_and_any_scan_told_twice_gives_what_a_careful_person_finds(
    tmp_path: Path, parcels: list[tuple[str, str]], scanned: list[tuple[str, str, int, int]], random: Random
) -> None:
    scanned = [*scanned, ("t0", "Leveret", 4, 9)]  # or no row would say what `where:` asks for
    arrived: dict[str, tuple[int, int]] = {}
    for tracking, status, day, hour in scanned:
        if status in DELIVERED["status"]:
            arrived[tracking] = min(arrived.get(tracking, (99, 0)), (day, hour))
    expected: dict[str, str | None] = {}
    for order in "abc":
        mine = [arrived.get(tracking) for o, tracking in parcels if o == order]
        is_done = bool(mine) and None not in mine
        expected[order] = "{:02} {:02}".format(*max(at for at in mine if at)) if is_done else None
    more = scanned + random.choices(scanned, k=3)
    write(tmp_path, random.sample("abc", 3), random.sample(parcels, len(parcels)), random.sample(more, len(more)))
    assert done(tmp_path, shipments(), scans()) == expected


def test_the_contract_of_a_source_holds_with_several_joins(tmp_path: Path) -> None:
    from makegood import sources
    from makegood.project import Project, Source

    write(tmp_path, "abcde", PARCELS, SCANS)
    source = Source("orders", "events", "orders", COLUMNS, join=[shipments(), scans()])  # type: ignore[arg-type]
    assert check_source(sources.read, source, Project("x", (source,), folder=tmp_path), NOW) >= 5


def test_the_last_shipping_limit_of_an_olist_order_is_what_plain_csv_finds(tmp_path: Path) -> None:
    """An order has a limit for each item; it is shipped when the last is."""
    orders, items = shared("olist/olist_orders_dataset.csv"), shared("olist/olist_order_items_dataset.csv")
    columns = {"event_id": "order_id", "started_at": "order_purchase_timestamp"}
    taken = {"due_at": "shipping_limit_date", "unit": "seller_id"}
    join = {"files": str(items), "on": "order_id", "take": taken, "when_many": "all"}
    batches = read(tmp_path, {"time_zone": "UTC"}, files=str(orders), columns=columns, join=join)
    events = table(batches)
    plain = arrow_csv.read_csv(items).group_by("order_id").aggregate([("shipping_limit_date", "max")])
    expected = dict(zip(plain["order_id"].to_pylist(), plain["shipping_limit_date_max"].to_pylist(), strict=True))
    found = dict(zip(events["event_id"].to_pylist(), events["due_at"].to_pylist(), strict=True))
    assert set(found) == set(arrow_csv.read_csv(orders)["order_id"].to_pylist())
    assert max(arrow_csv.read_csv(items)["order_item_id"].to_pylist()) > 1  # or nothing would have been shown
    assert {order: due.replace(tzinfo=None) for order, due in found.items() if due} == {
        order: due for order, due in expected.items() if order in found
    }


def test_each_seller_of_an_olist_order_is_an_event_as_plain_csv_counts_them(tmp_path: Path) -> None:
    orders, items = shared("olist/olist_orders_dataset.csv"), shared("olist/olist_order_items_dataset.csv")
    columns = {"event_id": "order_id", "started_at": "order_purchase_timestamp"}
    join = {"files": str(items), "on": "order_id", "take": {"unit": "seller_id"}, "when_many": "split"}
    events = table(read(tmp_path, {"time_zone": "UTC"}, files=str(orders), columns=columns, join=[join]))
    known = set(arrow_csv.read_csv(orders)["order_id"].to_pylist())
    plain = arrow_csv.read_csv(items).to_pylist()
    expected = Counter((row["order_id"], row["seller_id"]) for row in plain if row["order_id"] in known)
    rows = zip(events["event_id"].to_pylist(), events["unit"].to_pylist(), strict=True)
    assert Counter((event_id.partition("#")[0], unit) for event_id, unit in rows if unit) == expected


def test_a_carrier_file_with_several_statuses_is_refused_until_where_says_which_is_the_delivery(tmp_path: Path) -> None:
    write(tmp_path, "abcde", PARCELS, SCANS)
    with pytest.raises(MakegoodError) as error:
        done(tmp_path, shipments(), scans(where={}))
    assert str(error.value) == (
        "scans the times that orders takes as done_at belong to several statuses, and not each means done\n"
        "  found: status: delivered (3), Afsendt (2), Leveret (2), in transit (2), returned (1)\n"
        "  fix:   say which of them mean that it is done, in the `join:` of makegood.yaml: "
        "`where: {status: [...]}`; shipped is not delivered"  # an example could be copied, and be the wrong one
    )


def test_one_status_or_a_status_without_a_time_needs_no_where(tmp_path: Path) -> None:
    write(tmp_path, "ab", [("a", "t1"), ("b", "t2")], [("t1", "Leveret", 5, 9)])
    with (tmp_path / "scans").open("a") as stream:
        stream.write("t2,Afsendt,\n")
    assert done(tmp_path, shipments(), scans(where={})) == {"a": "05 09", "b": None}


def test_a_where_that_no_row_of_the_joined_file_holds_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "abcde", PARCELS, SCANS)
    with pytest.raises(MakegoodError) as error:
        done(tmp_path, shipments(), scans(where={"status": "leveret"}))
    assert str(error.value) == (
        "makegood.yaml no row of the file that orders joins holds what its `where:` asks for\n"
        "  found: status: delivered (3), Afsendt (2), Leveret (2), in transit (2), returned (1)\n"
        "  fix:   write one of these under `where: {status: [...]}`, letter by letter"
    )


def test_texts_too_long_for_a_status_are_never_shown(tmp_path: Path) -> None:
    words = [("t1", "She wrote that nobody was at home and left", 5, 9), ("t1", "x", 5, 9)]
    write(tmp_path, "a", [("a", "t1")], words)
    with pytest.raises(MakegoodError) as error:
        done(tmp_path, shipments(), scans(where={}))
    assert error.value.found == "status: 2 different values"


def test_rows_of_every_joined_file_that_are_no_rows_are_counted(tmp_path: Path) -> None:
    write(tmp_path, "a", [("a", "t1")], [("t1", "Leveret", 5, 9)])
    for name in ("shipments", "scans"):
        with (tmp_path / name).open("a") as stream:
            stream.write("too,many,fields,here,now\n")
    batches = read(tmp_path, files="orders", columns=COLUMNS, join=[shipments(), scans()])
    assert [(file, line) for file, line, *_ in rejected(batches)] == [("shipments", 3), ("scans", 3)]


def test_what_a_part_takes_is_read_as_of_any_type(tmp_path: Path) -> None:
    from pyarrow import parquet

    write(tmp_path, "ab", [("a", "t1"), ("b", "t2")], [])
    times = pa.array([ORDERED, ORDERED + timedelta(days=2), None], pa.timestamp("ms"))
    columns = {"trackingnumber": ["t1", "t1", "t2"], "status": ["Leveret"] * 3, "time": times}
    parquet.write_table(pa.table(columns), tmp_path / "scans")
    assert done(tmp_path, shipments(), scans("latest")) == {"a": "05 10", "b": None}


def test_a_lake_that_was_read_with_one_join_is_still_read_with_the_same_settings() -> None:
    """What a source's rows are is kept as text beside each read; of the old forms it must stay, letter by letter."""
    from makegood.project import Source

    join = {"files": "data/items.csv", "on": "order_id", "take": {"unit": "seller_id"}, "when_many": "first"}
    told = (
        "[('id',)] [] Join(files=('data/items.csv',), on=('order_id',), take={'unit': 'seller_id'}, when_many='first')"
    )
    given = {"name": "o", "kind": "events", "files": "a", "columns": {"event_id": "id"}}
    assert Source(**given, join=join).mapping["rows"] == told  # type: ignore[arg-type]
    assert Source(**given, join=[join]).mapping["rows"] == told  # type: ignore[arg-type]
    assert Source(**given).mapping["rows"] == "[('id',)] [] "  # type: ignore[arg-type]
    changes = ({"where": {"a": "b"}}, {"on": {"order_id": "id"}}, {"when_many": "all"}, {"when_many": "latest"})
    others = {Source(**given, join={**join, **change}).mapping["rows"] for change in changes}  # type: ignore[arg-type]
    assert len(others | {told}) == 5
