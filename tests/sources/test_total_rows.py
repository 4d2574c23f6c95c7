"""Sums, notes and repeated headers are no data; and what has all that a row needs is data, whatever it is called."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.sources.total_rows import TOTALS, Sieve, name_of

SIEVE = Sieve(("id", "time", "shop", "amount"), needed=(0, 1), times=(1,))


@pytest.mark.parametrize(
    "row",
    [
        ["I alt", "", "", 52.0],
        ["", "I alt:", "", 52.0],
        ["", "", "TOTAL", 52.0],
        ["52", "I alt", "", ""],
        ["Total Aarhus", "", "", 52.0],
        ["Aarhus i alt", "", "", 52.0],
        ["Gns.", "", "", 1.5],
        ["Kilde: telefonsystemet", "", "", ""],
        ["* foreløbige tal", "", "", ""],
        ["Noter:", "", "", ""],
        ["id", "time", "shop", "amount"],
    ],
)
def test_a_sum_a_note_or_the_header_again_is_no_row(row: list[Any]) -> None:
    assert SIEVE.is_aside(row)


@pytest.mark.parametrize(
    "row",
    [
        ["Total", 45321.0, "", ""],
        ["7", 45321.0, "Total", 52.0],
        ["", 45321.0, "Aarhus", 52.0],
        ["7", "", "Aarhus", 52.0],
        ["7", "", "Total", 52.0],
        ["7", "snarest", "Sumatra", 52.0],
        ["summer-7", "", "Aarhus", 52.0],
        ["7", "", "", ""],
        ["", "", "Kilde: telefonsystemet", ""],
    ],
)
def test_a_row_that_lacks_something_else_is_left_for_the_account_of_rejected_rows(row: list[Any]) -> None:
    assert not SIEVE.is_aside(row)


@given(
    st.sampled_from(TOTALS), st.sampled_from([str.upper, str.lower, str.capitalize]), st.sampled_from(["", ":", " "])
)
def test_every_word_for_a_sum_is_known_however_it_is_written(word: str, write: Any, end: str) -> None:
    assert SIEVE.is_aside([write(word) + end, "", "", 1.0])


@given(st.text(min_size=1), st.integers(1, 60_000), st.text(), st.integers())
def test_a_row_with_an_id_and_a_time_is_always_data(first: str, time: int, shop: str, amount: int) -> None:
    assert not SIEVE.is_aside([first, time, shop, amount])


def test_a_count_of_ids_beside_the_word_is_no_id() -> None:
    sieve = Sieve(("shop", "id", "time"), needed=(1, 2), times=(2,))
    assert sieve.is_aside(["I alt", 52.0, ""])
    assert not sieve.is_aside(["Total", 52.0, 46_000.0])


def test_the_name_of_a_column_is_one_line() -> None:
    assert [name_of(cell) for cell in (" Antal\n opkald ", 2026.0, "")] == ["Antal opkald", "2026", ""]
