"""How far the cells of a sheet reach is known before room is made for them."""

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from makegood.errors import MakegoodError
from makegood.sources.sheet_header import Wish
from makegood.sources.sheet_parts import find_part, is_too_wide
from makegood.sources.workbook import read


def write(path: Path, cells: dict[str, Any]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Forside")
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["id", "time"])
        sheet.write_row(1, 0, ["a", "2026-03-01"])
        for cell, value in cells.items():
            sheet.write(cell, value, book.add_format({"bold": True}) if value is None else None)
    return path


def test_the_part_of_each_sheet_is_known(tmp_path: Path) -> None:
    path = write(tmp_path / "x.xlsx", {})
    assert [find_part(path, name) for name in ("Forside", "Data")] == [f"xl/worksheets/sheet{n}.xml" for n in (1, 2)]
    (tmp_path / "x.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    assert find_part(tmp_path / "x.xls", "Data") == ""


@pytest.mark.parametrize("value", ["x", 1.0])
def test_a_cell_at_the_far_end_of_a_sheet_is_told_before_it_fills_the_memory(tmp_path: Path, value: Any) -> None:
    path = write(tmp_path / "x.xlsx", {"XFD1048576": value})
    assert is_too_wide(path, "Data")
    with pytest.raises(MakegoodError) as error:
        list(read(path, "x.xlsx", Wish(("id", "time"))))
    assert str(error.value) == (
        "x.xlsx[Data] a cell far outside the table makes this sheet too large\n"
        "  fix:   delete the rows and columns beyond the table (Ctrl+End shows the last cell), and save it"
    )


def test_cells_that_only_have_a_look_take_no_room(tmp_path: Path) -> None:
    path = write(tmp_path / "x.xlsx", {"XFD1048576": None})
    assert not is_too_wide(path, "Data")
    (rows,) = read(path, "x.xlsx", Wish(("id", "time")))
    assert rows.lines.tolist() == [2]


@pytest.mark.parametrize("cell", ["XFD50", "Z1048576"])
def test_a_sheet_that_is_long_or_wide_alone_is_read(tmp_path: Path, cell: str) -> None:
    assert not is_too_wide(write(tmp_path / "x.xlsx", {cell: 1.0}), "Data")
