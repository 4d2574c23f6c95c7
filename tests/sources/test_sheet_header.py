"""Where the header of a sheet is, whatever stands above it, and in one row or two."""

from typing import Any

import pytest

from makegood.errors import MakegoodError
from makegood.sources.sheet_header import HEAD, Lacking, Sheet, Wish
from makegood.sources.sheet_table import read_table
from tests.sources.test_sheet_table import WISH, read


@pytest.mark.parametrize(
    "above",
    [
        [],
        [["Opkald i marts"]],
        [["Opkald", "i marts"], [], ["Trukket", 46_000.0]],
        [["id"], ["time"]],
        [["", "id og tid"]],
    ],
)
def test_the_header_is_found_under_any_title(above: list[list[Any]]) -> None:
    rows = read([*above, ["id", "time", ""], ["a", 1.0, ""]])
    assert rows.lines.tolist() == [len(above) + 2]
    assert rows.columns["id"].to_pylist() == ["a"]


def test_line_breaks_and_double_spaces_in_a_name_do_not_matter() -> None:
    rows = read([["Antal\n opkald ", 2026.0], [3.0, 4.0]], Wish(("Antal opkald", "2026")))
    assert [rows.columns[name].to_pylist() for name in ("Antal opkald", "2026")] == [[3.0], [4.0]]


TWO = [["id", "Opkald", "", "Mails", ""], ["", "Ind", "Ud", "Ind", "Ud"], ["a", 1.0, 2.0, 3.0, 4.0]]
MERGED = [((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 3), (0, 4))]


def test_a_header_of_two_rows_names_a_column_by_both() -> None:
    rows = read(TWO, Wish(("id", "Opkald / Ud", "Mails / Ind")), merged=MERGED)
    assert {name: column.to_pylist() for name, column in rows.columns.items()} == {
        "id": ["a"],
        "Opkald / Ud": [2.0],
        "Mails / Ind": [3.0],
    }
    assert rows.lines.tolist() == [3]


def test_the_lower_row_alone_is_enough_where_only_one_column_has_that_name() -> None:
    cells = [TWO[0], ["", "Ind", "Ud", "Læst", "Sendt"], TWO[2]]
    assert read(cells, Wish(("id", "Sendt")), merged=MERGED).columns["Sendt"].to_pylist() == [4.0]
    with pytest.raises(MakegoodError, match="two columns have the same name"):
        read(TWO, Wish(("id", "Ud")), merged=MERGED)


def test_a_header_below_the_first_hundred_rows_is_not_looked_for() -> None:
    rows = [["titel", ""]] * HEAD + [["id", "time"], ["a", 1.0]]
    assert read(rows[1:]).lines.tolist() == [HEAD + 1]
    assert isinstance(read_table(Sheet([*rows[:1], *rows]), WISH, "x"), Lacking)


def test_what_is_missing_is_said_with_the_row_that_comes_nearest() -> None:
    found = read_table(Sheet([["Titel", ""], ["id", "tidspunkt"], ["a", "b"]]), WISH, "x")
    assert found == Lacking(("time",), 2, ("id", "tidspunkt"))
