"""Where the header of a workbook is, under the titles that offices write."""

from pathlib import Path

import xlsxwriter

from makegood.propose.sheets import find_names


def book(path: Path, **sheets: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


HEADER = ["Ordrenr", "Bestilt", "Leveret", "Bemærk"]


def test_the_header_is_the_row_with_most_names_we_know(tmp_path: Path):
    rows = [["Leveringer 2026"], ["Udskrevet af drift"], [], HEADER, ["1", "01-01-2026", "02-01-2026", "x"]]
    assert find_names(book(tmp_path / "x.xlsx", januar=rows)) == (("Ordrenr", "Bestilt", "Leveret"),)


def test_sheets_with_the_same_header_count_once_and_a_cover_not_at_all(tmp_path: Path):
    path = book(tmp_path / "x.xlsx", forside=[["Om tallene"]], januar=[HEADER], februar=[["Titel"], HEADER])
    assert find_names(path) == (("Ordrenr", "Bestilt", "Leveret"),)


def test_sheets_of_two_kinds_give_both(tmp_path: Path):
    path = book(tmp_path / "x.xlsx", ordrer=[HEADER], opkald=[["Opkalds-id", "Ventetid"]])
    assert find_names(path) == (("Ordrenr", "Bestilt", "Leveret"), ("Opkalds-id", "Ventetid"))


def test_a_header_of_two_rows_is_read_together_where_that_tells_more(tmp_path: Path):
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("2026")
        sheet.write_row(0, 0, ["Alle leveringer"])
        sheet.write_row(1, 0, ["Ordre", "Butik"])
        sheet.merge_range(1, 2, 1, 3, "Levering")
        sheet.write_row(2, 2, ["Lovet", "Leveret"])
        sheet.write_row(3, 0, ["1", "Odense", "01-01-2026", "02-01-2026"])
    assert find_names(path) == (("Ordre", "Butik", "Levering / Lovet", "Levering / Leveret"),)


def test_what_is_no_workbook_or_is_damaged_gives_nothing(tmp_path: Path):
    (tmp_path / "x.csv").write_text("Ordrenr,Bestilt\n")
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04" + b"damaged" * 9)
    assert [find_names(tmp_path / name) for name in ("x.csv", "x.xlsx", "none.xlsx")] == [(), (), ()]
