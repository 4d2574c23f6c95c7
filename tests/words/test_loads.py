"""What a read did, with sums that can be checked by hand."""

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from makegood.model import Load, Rejection
from makegood.words.loads import (
    say_load,
    say_loads,
    say_passed_over,
    say_progress,
    say_rejected_rows,
    say_waiting,
)


def load(kept, excluded=None, stored=(0, 0, 0), **given):
    excluded = excluded or {}
    counts = {"files": 1, "left_out": 0, "rejected": 0, "repeated": 0, "source": "orders", **given}
    read = kept + sum(excluded.values()) + counts["left_out"] + counts["rejected"] + counts["repeated"]
    changes = dict(zip(("added", "changed", "unchanged"), stored, strict=True))
    finished = datetime(2026, 5, 10, tzinfo=UTC)
    return Load(load_id="l1", finished_at=finished, read=read, kept=kept, excluded=excluded, **counts, **changes)


FULL = load(
    12_000,
    {"order_status=cancelled": 150, "order_status=unavailable": 50},
    (500, 3, 11_697),
    left_out=100,
    rejected=30,
    repeated=1,
    files=3,
)


def test_a_read_is_said_with_every_part_and_what_it_changed():
    assert say_load(FULL, "da") == (
        "orders: læste 12.331 rækker i 3 filer.",
        "12.331 = 12.000 brugt + 150 sat til side (order_status er cancelled) + 50 sat til side "
        "(order_status er unavailable) + 100 hører til noget andet + 30 kunne ikke læses + 1 gentaget.",
        "Gemt: 12.200 (nye: 500, ændrede: 3, uændrede: 11.697).",
    )
    assert say_load(FULL, "en") == (
        "orders: read 12,331 rows in 3 files.",
        "12,331 = 12,000 used + 150 set aside (order_status is cancelled) + 50 set aside "
        "(order_status is unavailable) + 100 about something else + 30 could not be read + 1 repeated.",
        "Stored: 12,200 (new: 500, changed: 3, as before: 11,697).",
    )


def test_sums_and_notes_of_a_sheet_are_told_apart_from_what_belongs_elsewhere():
    read = load(60, stored=(60, 0, 0), left_out=8, asides=6)
    assert say_load(read, "da")[1] == "68 = 60 brugt + 2 hører til noget andet + 6 summer og noter."
    assert say_loads([load(60, left_out=1, asides=1)], "en") == "61 rows read in all: 60 used + 1 total or note."


def test_sheets_that_were_not_read_are_named_once_for_all_sources():
    loads = [load(1, passed_over=("a.xlsx[Forside]",)), load(1, passed_over=("a.xlsx[Forside]", "b.xlsx[Pivot]"))]
    assert say_passed_over(loads, "da") == (
        "2 ark er ikke læst, fordi de ikke har kolonnerne eller er skjult: a.xlsx[Forside], b.xlsx[Pivot]. Skal et "
        "skjult ark med, så skriv dets navn i `sheets:`."
    )
    assert say_passed_over(loads[:1], "en") == (
        "1 sheet was not read, because it lacks the columns or is hidden: a.xlsx[Forside]. To read a hidden sheet, "
        "name it in `sheets:`."
    )
    assert "a.xlsx[5] + 4." in say_passed_over([load(1, passed_over=tuple(f"a.xlsx[{n}]" for n in range(10)))], "en")
    assert say_passed_over([load(1)], "da") == ""


def test_one_row_of_one_file_is_singular():
    assert say_load(load(1, stored=(1, 0, 0)), "da") == (
        "orders: læste 1 række i 1 fil.",
        "1 = 1 brugt.",
        "Gemt: 1 (nye: 1, ændrede: 0, uændrede: 0).",
    )


def test_an_empty_file_is_said_without_sums():
    assert say_load(load(0), "en") == ("orders: read 0 rows in 1 file.",)


def test_reading_again_adds_nothing_and_says_so():
    assert say_load(load(10, stored=(0, 0, 10)), "da")[-1] == "Intet nyt siden sidst."
    assert say_load(load(10, stored=(0, 0, 10)), "en")[-1] == "Nothing new since last time."


def test_all_sources_are_summed_in_one_sentence():
    loads = [FULL, load(5, {"order_status=cancelled": 2}, source="calls")]
    assert say_loads(loads, "en") == (
        "12,338 rows read in all: 12,005 used + 152 set aside (order_status is cancelled) + 50 set aside "
        "(order_status is unavailable) + 100 about something else + 30 could not be read + 1 repeated."
    )
    assert say_loads([], "da") == "I alt læst 0 rækker: 0 brugt."


@given(st.integers(0, 10**6), st.dictionaries(st.sampled_from(["a=b", "c=d"]), st.integers(0, 999)), st.integers(0, 9))
def test_the_parts_add_up_to_the_rows_read(kept, excluded, rejected):
    one = load(kept, excluded, rejected=rejected)
    sentences = say_load(one, "en")
    if not one.read:
        return
    total, parts = sentences[1].split(" = ")
    numbers = [int(number.replace(",", "")) for number in re.findall(r"(?:^|\+ )([\d,]+)", parts)]
    assert sum(numbers) == int(total.replace(",", "")) == one.read


def test_rejected_rows_are_said_by_reason_the_most_first_with_a_place_to_open():
    rows = [Rejection("orders", "data/b.csv", line, "ordered", "not a date", "text") for line in (7, 9)]
    rows += [Rejection("orders", "data/a.csv", 3, "ordered", "not a date", "text")]
    rows += [Rejection("orders", "data/a.csv", 5, "", "the row has 3 cells, the header 5", "row")]
    assert say_rejected_rows(rows, "da") == (
        "Rækker, vi ikke kunne læse (alle: `makegood rejected`):",
        "       3  data/a.csv:3 ordered: not a date",
        "       1  data/a.csv:5 the row has 3 cells, the header 5",
    )
    assert say_rejected_rows(rows[::-1], "da") == say_rejected_rows(rows, "da")


def test_progress_says_the_source_the_file_and_the_rows():
    assert say_progress("orders", "a.csv", 20_000, "da") == "orders: a.csv, 20.000 rækker"
    assert say_progress("orders", "a.csv", 1, "en") == "orders: a.csv, 1 row"
    assert say_waiting("en") == "Waiting for another read ..."
