"""Numbers with a decimal point or a decimal comma."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.sources.decimals import read_numbers


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
