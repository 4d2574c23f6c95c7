"""Which cells of a workbook hold the error of a formula, as Excel's own file says."""

from pathlib import Path

import pytest
import xlsxwriter

from makegood.sources import formula_errors
from makegood.sources.formula_errors import find_errors


def write(path: Path, errors: dict[str, str]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Før & efter")
        sheet = book.add_worksheet("Sager <1>")
        sheet.write("A1", "navn")
        sheet.write("B2", 't="e"')  # a text is no error
        for cell, error in errors.items():
            sheet.write_formula(cell, "=1/0", None, error)
    return path


def test_each_error_stands_at_its_row_and_column(tmp_path: Path) -> None:
    path = write(tmp_path / "x.xlsx", {"C2": "#N/A", "AA2": "#REF!", "C1048576": "#VALUE!"})
    assert find_errors(path, "Sager <1>") == {1: {2, 26}, 1_048_575: {2}}
    assert find_errors(path, "Før & efter") == {}


@pytest.mark.parametrize("block", [1, 7, 50])
def test_blocks_of_any_size_find_the_same(tmp_path: Path, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "x.xlsx", {"C2": "#N/A", "D9": "#REF!"})
    monkeypatch.setattr(formula_errors, "_BLOCK", block)
    assert find_errors(path, "Sager <1>") == {1: {2}, 8: {3}}


def test_a_file_of_another_kind_has_none(tmp_path: Path) -> None:
    (tmp_path / "x.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    assert find_errors(tmp_path / "x.xls", "A") == {}
