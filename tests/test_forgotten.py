"""Who has been forgotten: what a read leaves out, the same however its rows are ordered and cut."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood import forgotten
from makegood.errors import MakegoodError
from makegood.forgotten import Forgotten, Naming, leave_out, plain_names
from tests.lake.lake_rows import batch, event, voices

HER, HIM = "0" * 24, "1" * 24
EMPTY = Forgotten("5a" * 16)
KNOWN = Forgotten("5a" * 16, persons=frozenset({EMPTY.hide("person", HER)}))
ORDERS = Naming("orders", numbers=("kg",))


def orders(*customers: str | None) -> list[dict[str, Any]]:
    return [
        event(f"o{n}", 20_001, customer=one, values={"kg": n / 2, "size": "large", "note": "left"})
        for n, one in enumerate(customers)
    ]


def names_nobody(_: str) -> None:
    return None


def left(batches: list[Any], naming: Naming = ORDERS, known: Forgotten = KNOWN) -> list[dict[str, list[Any]]]:
    found = leave_out(batches, naming, lambda: (known, names_nobody))
    return [{name: sorted(rows.to_pylist(), key=repr) for name, rows in each.tables.items()} for each in found]


def test_where_nobody_is_forgotten_the_read_is_as_it_was() -> None:
    read = [batch(orders(HER, HIM))]
    assert list(leave_out(read, ORDERS, lambda: (EMPTY, names_nobody))) == read


@given(st.permutations(orders(HER, HIM, None, HER, HIM)), st.integers(1, 5))
@settings(max_examples=25, deadline=None)
def test_neither_order_nor_batches_change_what_is_left(rows: list[dict[str, Any]], size: int) -> None:
    whole = left([batch(orders(HER, HIM, None, HER, HIM))])[0]
    parts = left([batch(rows[n : n + size]) for n in range(0, len(rows), size)])
    for name, expected in whole.items():
        assert sorted((row for part in parts for row in part[name]), key=str) == expected


def test_her_event_loses_customer_id_and_all_values_but_judged_numbers() -> None:
    (told,) = leave_out([batch(orders(HER, HIM))], ORDERS, lambda: (KNOWN, names_nobody))
    events = {row["customer"]: row for row in told.tables["events"].to_pylist()}
    values = told.tables["event_values"].to_pylist()
    mine = [row for row in values if row["event_id"] == events[None]["event_id"]]
    assert events[None]["event_id"].startswith("forgotten-")
    assert events[HIM]["event_id"] == "o1"
    assert [(row["name"], row["number"], row["text"]) for row in mine] == [("kg", 0.0, None)]
    assert {row["content"] for row in mine} == {events[None]["content"]}
    assert len([row for row in values if row["event_id"] == "o1"]) == 3
    assert (told.read, told.kept, told.facts["unnamed"]) == (2, 2, 1)


def test_the_same_id_in_another_source_is_another_thing() -> None:
    known = Forgotten(EMPTY.salt, rows=frozenset(EMPTY.tokens("orders", pa.array(["o1"], pa.large_string()))))
    mine = left([batch(orders(HIM, HIM))], known=known)[0]
    assert [row["event_id"].partition("-")[0] for row in mine["events"]] in (["o0", "forgotten"], ["forgotten", "o0"])
    calls = left([batch(orders(HIM, HIM))], Naming("calls"), known)[0]
    assert [row["event_id"] for row in calls["events"]] == ["o0", "o1"]


def test_reviews_of_hers_are_left_out_and_counted() -> None:
    known = Forgotten(EMPTY.salt, rows=frozenset(EMPTY.tokens("reviews", pa.array(["b"], pa.large_string()))))
    (told,) = leave_out([voices([("a", 1.0), ("b", 2.0)])], Naming("reviews"), lambda: (known, names_nobody))
    assert told.tables["voices"]["voice_id"].to_pylist() == ["a"]
    assert (told.read, told.kept, told.left_out, told.facts["forgotten"]) == (2, 1, 1, 1)


def test_a_mark_of_hers_says_its_kind_only_and_that_of_others_stays() -> None:
    known = Forgotten(EMPTY.salt, marks=frozenset({EMPTY.hide("mark", "[name:0123456789ab]")}))
    text = "[name:0123456789ab] og [name:ba9876543210]"
    assert known.plain_marks(text) == "[name] og [name:ba9876543210]"


@given(st.text(alphabet="ab ÆøИ.-,1", max_size=40))
def test_a_text_without_her_stays_as_it_is_and_one_without_her_now_stays_so(text: str) -> None:
    assert plain_names(text, names_nobody) == text
    once = plain_names(text, {"a b": "name"}.get)
    assert plain_names(once, {"a b": "name"}.get) == once


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("", ""),
        ("Åse Øst", "[name]"),
        ("ÅSE\n ØST's cykel", "[name]'s cykel"),
        ("Åse Østerby", "Åse Østerby"),
        ("Åse Øst Åse Øst", "[name] [name]"),
        ("skriv til a@b.dk.", "skriv til [email]."),
    ],
)
def test_a_name_is_found_as_whole_words_whatever_the_case_and_the_spaces(text: str, plain: str) -> None:
    assert plain_names(text, {"åse øst": "name", "a@b.dk": "email"}.get) == plain


def test_what_was_being_written_down_counts_only_when_its_change_was_finished(tmp_path: Path) -> None:
    forgotten.keep(tmp_path, KNOWN, "00000007-aaaa")
    assert forgotten.load(tmp_path, ()).persons == frozenset()
    assert forgotten.load(tmp_path, {"00000007-aaaa"}) == KNOWN
    forgotten.settle(tmp_path, ())
    assert not forgotten.is_unfinished(tmp_path)
    forgotten.keep(tmp_path, KNOWN, "00000007-aaaa")
    forgotten.settle(tmp_path, {"00000007-aaaa"})
    assert forgotten.load(tmp_path) == KNOWN


def test_a_damaged_file_is_told_with_its_name(tmp_path: Path) -> None:
    forgotten.keep(tmp_path, KNOWN, "00000007-aaaa")
    (tmp_path / forgotten.UNFINISHED).write_text('{"salt": 3}', encoding="ascii")
    with pytest.raises(MakegoodError, match=r"^\.makegood/forgetting who has been forgotten cannot be read"):
        forgotten.load(tmp_path)
