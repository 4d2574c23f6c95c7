"""A column of cells of whatever kinds becomes one Arrow column, in however many portions it comes."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.errors import Place
from makegood.sources.sheet_cells import Column, put_together, sort_out

AT = Column(Place("x.xlsx[A]"), "c")
TIME = datetime(2026, 3, 1, 10, 30)


def column(*cells: Any, told: str | None = None) -> pa.Array:
    return put_together([sort_out(cells)], [len(cells)], Column(AT.where, AT.name, told))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([1.0, "", 2.5], pa.array([1.0, None, 2.5])),
        ([TIME, date(2026, 3, 2)], pa.array([TIME, datetime(2026, 3, 2)], pa.timestamp("us"))),
        ([timedelta(hours=30), time(0, 1, 30)], pa.array([108_000.0, 90.0])),
        ([True, False], pa.array(["true", "false"], pa.large_string())),
        (["", ""], pa.array([None, None], pa.large_string())),
        ([], pa.array([], pa.large_string())),
    ],
)
def test_cells_of_one_kind_stay_what_they_are(cells: list[Any], expected: pa.Array) -> None:
    assert column(*cells).equals(expected)


def test_cells_of_several_kinds_become_text() -> None:
    cells = column(1234.0, 0.5, "x", True, time(0, 1, 30), "")
    assert cells.to_pylist() == ["1234", "0.5", "x", "true", "0:01:30", None]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("14-02-2026 9.05", "01-03-2026 10:30:00.000000"),
        ("14.02.2026", "01.03.2026 10:30:00.000000"),
        ("2026-02-14", "2026-03-01 10:30:00.000000"),
        ("14/02/2026", "01/03/2026 10:30:00.000000"),
        ("02/14/2026", "03/01/2026 10:30:00.000000"),
        ("01/02/2026", "2026-03-01 10:30:00.000000"),  # day or month: nothing may be decided for it here
        ("ukendt", "2026-03-01 10:30:00.000000"),
    ],
)
def test_a_real_date_is_written_as_those_that_were_typed_beside_it(typed: str, written: str) -> None:
    assert column(TIME, typed).to_pylist() == [written, typed]


def test_a_form_that_is_told_decides_where_day_and_month_are_open() -> None:
    assert column(TIME, "01/02/2026", told="mm/dd/yyyy").to_pylist()[0] == "03/01/2026 10:30:00.000000"


@pytest.mark.parametrize("number", [1e15, 570306133677760513.0, -1e20])
def test_a_number_that_lost_digits_is_shown_as_a_power_of_ten(number: float) -> None:
    assert "E+" in column(number, 7.0).to_pylist()[0]
    assert column(number, 7.0).to_pylist()[1] == "7"
    assert "E+" in column(number, "x").to_pylist()[0]


CELLS = st.one_of(
    st.just(""),
    st.floats(-1e14, 1e14, allow_nan=False),
    st.text(max_size=5),
    st.booleans(),
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),
    st.timedeltas(timedelta(0), timedelta(days=9)),
)


@settings(deadline=None)
@given(st.lists(CELLS, max_size=30), st.integers(1, 10))
def test_portions_of_any_size_give_the_same_column(cells: list[Any], size: int) -> None:
    parts = [cells[start : start + size] for start in range(0, len(cells), size)]
    assert put_together([sort_out(part) for part in parts], [len(part) for part in parts], AT).equals(column(*cells))
