"""Numbers with a decimal point or a decimal comma."""

from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.errors import MakegoodError
from makegood.sources.decimals import count_marks, read_numbers, refuse_open


def numbers(cells: list[str | None] | pa.Array) -> list[float | None]:
    column = cells if isinstance(cells, pa.Array) else pa.array(cells, pa.large_string())
    values, has = read_numbers(column)
    return [value if here else None for value, here in zip(values.tolist(), has.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["5", "4.5", "-1e3", "", "NULL", None], [5, 4.5, -1000, None, None, None]),
        (["4,5", "5", "12,50"], [4.5, 5, 12.5]),
        (["1.234,50", "2", "-3,25"], [1234.5, 2, -3.25]),
        (["1,234.50", "2", "3.25"], [1234.5, 2, 3.25]),
        (["1 234,50", "1\u00a0234", "2'500"], [1234.5, 1234, 2500]),
        (["1,234", "2,500"], [1.234, 2.5]),  # it could be thousands; fewer separators are assumed
        (["1.234", "2.500"], [1.234, 2.5]),
        (["1,234", "2.5"], [1234, 2.5]),  # only with a point are both numbers
        (["5", "x", "4,5", "2024-01-01"], [5, None, 4.5, None]),
        (["nan", "inf", "5"], [None, None, 5]),
        ([" 5 ", "4,5"], [5, 4.5]),
        (["1,2,3"], [None]),
        ([".5", "+5", ",5", "5.", "x"], [0.5, 5, None, 5, None]),
        (["0.123", "1.234"], [0.123, 1.234]),  # no thousands begin with 0
        (["0,123", "1,234"], [0.123, 1.234]),
        (["1'234.50", "1\u2019234.5", "1\u2009234.5"], [1234.5, 1234.5, 1234.5]),
        (["1 234,50", "1\u00a0234,50", "1\u202f234,50"], [1234.5, 1234.5, 1234.5]),
        (["kr. 1.234,50", "1.234 kr", "DKK 12,50", "12,50 kr.", "kr.5", "5 KR"], [1234.5, 1234, 12.5, 12.5, 5, 5]),
        (["€12.50", "$1,234.50", "£ 3.25", "12.50 €", "¥5"], [12.5, 1234.5, 3.25, 12.5, 5]),
        (["-1.234,50", "1.234,50-", "(1.234,50)", "- 5,5", "\u22125,5"], [-1234.5, -1234.5, -1234.5, -5.5, -5.5]),
        (["-kr. 5,5", "kr. -5,5", "5,5 kr.-", "(kr. 5,5)", "-€5"], [-5.5, -5.5, -5.5, -5.5, -5]),
        (["1.234,-", "kr. 125,-", "1.234,\u2013 kr."], [1234, 125, 1234]),
        (["CHF 1'234.-", "5.\u2014"], [1234, 5]),
        (["(5", "5)", "-(5)", "-5-", "kr.", "-", "()", "12 34", "ORD 5", "5 km", "kr 5 kr x"], [None] * 11),
        (["1.234-", "2,5"], [-1234, 2.5]),
        ([], []),
        ([None], [None]),
    ],
)
def test_the_decimal_mark_is_decided_over_the_whole_column(
    cells: list[str | None], expected: list[float | None]
) -> None:
    assert numbers(cells) == expected
    assert numbers(cells[::-1]) == expected[::-1]


@pytest.mark.parametrize(
    "column",
    [pa.array([1, None, 3]), pa.array([1.0, float("nan"), 3.0]), pa.array([1, None, 3]).cast(pa.decimal128(30, 2))],
)
def test_numbers_of_a_parquet_file_stay_numbers(column: pa.Array) -> None:
    assert numbers(column) == [1, None, 3]


@settings(deadline=None)
@given(st.lists(st.decimals(-(10**9), 10**9, places=2, allow_nan=False), min_size=1, max_size=30))
def test_numbers_written_with_a_comma_are_those_written_with_a_point(values: list[object]) -> None:
    points = [str(value) for value in values]
    commas = [point.replace(".", ",") for point in points]
    assert numbers(commas) == numbers(points) == [float(point) for point in points]


def write(value: Decimal, style: tuple[str, str, str, str], thousands: bool) -> str:
    """A number in one of the styles: before, between thousands, decimal mark, after; `-` stands for the minus."""
    before, apart, mark, after = style
    whole, _, decimals = f"{abs(value):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", apart) if thousands else whole
    digits = grouped + (mark + decimals if decimals else "")
    if value >= 0:
        return before.strip("(-") + digits + after.strip("-)")
    return before + digits + after if any(sign in before + after for sign in "-(") else "-" + before + digits + after


STYLES = [
    ("", ".", ",", ""),
    ("", ",", ".", ""),
    ("", " ", ",", ""),
    ("", "\u00a0", ",", " kr."),
    ("", "\u202f", ",", "\u00a0€"),
    ("CHF ", "'", ".", ""),
    ("CHF ", "\u2019", ".", ""),
    ("kr. ", ".", ",", ""),
    ("-kr. ", ".", ",", ""),
    ("kr. -", ".", ",", ""),
    ("DKK ", ".", ",", "-"),
    ("$", ",", ".", ""),
    ("(", ",", ".", ")"),
    ("(£", ",", ".", ")"),
    ("", ".", ",", "-"),
]


@settings(deadline=None)
@given(
    st.lists(st.floats(-1e15, 1e15, allow_nan=False), min_size=1, max_size=20),
    st.sampled_from(STYLES),
    st.booleans(),
    st.booleans(),
)
def test_any_number_in_any_style_comes_back_exactly(
    values: list[float], style: tuple[str, str, str, str], thousands: bool, is_told: bool
) -> None:
    values = [value + 0.0 for value in values]
    cells = [write(Decimal(repr(value)), style, thousands) for value in values]
    clear = [] if is_told else [write(Decimal("0.25"), style, thousands)] * (len(cells) + 1)
    column = pa.array(cells + clear, pa.large_string())
    found, has = read_numbers(column, style[2] if is_told else None)
    assert has.all()
    assert found.tolist() == values + [0.25] * len(clear)


@pytest.mark.parametrize(
    "cells",
    [["12.5", "1.234"], ["1", "2"], ["x", ""], ["0.125"], ["1.234,5"], [], ["1.234"] * 2000 + ["0.5"], ["1 234"]],
)
def test_a_column_is_not_open_where_a_cell_says_how_it_is_written(cells: list[str]) -> None:
    tally = count_marks(pa.array(cells, pa.large_string()), "x.csv")
    refuse_open(pa.array(cells, pa.large_string()), "x.csv", "price")
    assert tally.mark or not tally.unlike


def test_a_column_that_is_open_is_refused_with_the_setting() -> None:
    with pytest.raises(MakegoodError) as error:
        refuse_open(pa.array(["1.234", "kr. 12.345", "7", "x"], pa.large_string()), "x.csv", "price")
    assert str(error.value) == (
        "x.csv the decimal mark of column `price` is open\n  found: 2 cells are another number with each\n"
        "  fix:   write `decimal: ','` or `decimal: '.'` under the source"
    )
