"""Which rows stand under the header of a sheet, and where each of them ends."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.sources.rows import Rows
from makegood.sources.sheet_header import Sheet, Wish
from makegood.sources.sheet_table import read_table

WISH = Wish(("id", "time"), needed=frozenset(["id", "time"]), times=frozenset(["time"]))


def read(rows: list[list[Any]], wish: Wish = WISH, **sheet: Any) -> Rows:
    width = max(map(len, rows))
    found = read_table(Sheet([[*row, *[""] * (width - len(row))] for row in rows], **sheet), wish, "x.xlsx[A]")
    assert isinstance(found, Rows)
    return found


def test_a_merged_cell_over_blank_rows_makes_no_rows_of_them() -> None:
    wish = Wish(("shop", "id"), needed=frozenset(["id"]))
    rows = read([["shop", "id"], ["Aarhus", "a"], ["", ""], ["", "b"], ["", ""]], wish, merged=[((1, 0), (4, 0))])
    assert rows.columns["shop"].to_pylist() == ["Aarhus", "Aarhus"]
    assert rows.lines.tolist() == [2, 4]


def test_cells_merged_outside_the_table_change_nothing() -> None:
    merged = [((0, 0), (2, 0)), ((1, 9), (2, 9)), ((1, 1), (1, 2))]
    rows = read([["id", "time"], ["a", 1.0], ["b", 2.0]], merged=merged, left=1)
    assert rows.columns["id"].to_pylist() == ["a", "b"]


ROW = st.sampled_from(
    [["a", 1.0, "x"], ["I alt", "", "x"], ["", "", ""], ["Note: se bilag", "", ""], ["id", "time", "x"], ["b", "", ""]]
)


@settings(deadline=None)
@given(st.lists(ROW, max_size=40), st.sets(st.integers(1, 40)))
def test_every_row_that_is_not_blank_ends_in_one_place(rows: list[list[Any]], wrong: set[int]) -> None:
    errors = {row: frozenset([1]) for row in wrong if row <= len(rows)}
    found = read([["id", "time", "x"], *rows], errors=errors)
    places = [*found.lines.tolist(), *found.asides, *(line for line, _ in found.bad)]
    expected = [line for line, row in enumerate(rows, 2) if any(row) or line - 1 in errors]
    assert sorted(places) == expected
