"""Five workbooks as offices make them, written by hand in code; each has three troubles and an account made by hand.

Every account says what a person counts when looking at the sheet: rows of data, asides (sums and notes), rejected rows.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

WEEKDAYS = ("man", "tir", "ons", "tor", "fre")


@dataclass(frozen=True)
class Office:
    """A workbook's settings for a source, and what has to come out."""

    file: str
    columns: dict[str, Any]
    kept: int
    asides: int
    rejected: tuple[tuple[str, int, str], ...] = ()  # sheet, line, column
    left_out: int = 0
    excluded: dict[str, int] = field(default_factory=dict)
    passed_over: tuple[str, ...] = ()
    sheets: int = 1
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def read(self) -> int:
        return self.kept + self.asides + self.left_out + len(self.rejected) + sum(self.excluded.values())


class Book:
    """A workbook being written, always the same bytes for the same calls."""

    def __init__(self, path: Path, **options: Any) -> None:
        self.book = xlsxwriter.Workbook(str(path), options)
        self.book.set_properties({"created": datetime(2026, 1, 1)})
        self.formats = {
            date: self.book.add_format({"num_format": "dd-mm-yyyy"}),
            datetime: self.book.add_format({"num_format": "dd-mm-yyyy hh:mm"}),
            time: self.book.add_format({"num_format": "hh:mm:ss"}),
            timedelta: self.book.add_format({"num_format": "[h]:mm:ss"}),
        }
        self.bold = self.book.add_format({"bold": True, "align": "center"})

    def sheet(self, name: str) -> Any:
        return self.book.add_worksheet(name)

    def write(self, sheet: Any, row: int, cells: list[Any], left: int = 0) -> None:
        """A row as Excel numbers it, from 1; None leaves a cell empty."""
        for column, cell in enumerate(cells, left):
            if cell is None:
                continue
            if type(cell) in self.formats:
                sheet.write_datetime(row - 1, column, cell, self.formats[type(cell)])
            else:
                sheet.write(row - 1, column, cell)

    def close(self) -> None:
        self.book.close()


def write_calls(folder: Path) -> Office:
    """Title rows; one sheet a month; 'I alt' under each. And a cover that holds no table."""
    book = Book(folder / "opkald.xlsx")
    book.write(book.sheet("Forside"), 2, ["Opkaldsstatistik 2026"])
    days = {"Januar": (1, 20), "Februar": (2, 18), "Marts": (3, 22)}
    for name, (month, count) in days.items():
        sheet = book.sheet(name)
        book.write(sheet, 1, ["Nordlys Cykler"])
        book.write(sheet, 2, [f"Opkald i {name.lower()}", None, date(2026, month, 28)])
        book.write(sheet, 4, ["Opkald nr.", "Ringede", "Butik", "Ventede (sek.)"])
        for n in range(count):
            start = datetime(2026, month, n % 25 + 1, 9, n)
            book.write(sheet, 5 + n, [month * 1000 + n, start, "Aarhus" if n % 2 else "Odense", 30 + n])
        book.write(sheet, 5 + count, ["I alt", None, None, sum(range(30, 30 + count))])
        book.write(sheet, 6 + count, ["Gennemsnit", None, None, 40.5])
    book.close()
    columns = {"event_id": "Opkald nr.", "started_at": "Ringede", "unit": "Butik"}
    settings = {"keep_columns": ["Ventede (sek.)"]}
    return Office(
        "opkald.xlsx", columns, 60, asides=6, passed_over=("opkald.xlsx[Forside]",), sheets=3, settings=settings
    )


def write_deliveries(folder: Path) -> Office:
    """Merged shop names over their rows; a header of two rows; subtotals within the table and a grand total."""
    book = Book(folder / "leveringer.xlsx")
    sheet = book.sheet("Leveringer")
    sheet.merge_range(0, 0, 0, 4, "Leveringer pr. butik, uge 10", book.bold)
    sheet.merge_range(1, 0, 2, 0, "Butik", book.bold)
    sheet.merge_range(1, 1, 2, 1, "Ordre", book.bold)
    sheet.merge_range(1, 2, 1, 3, "Levering", book.bold)
    sheet.merge_range(1, 4, 2, 4, "Beløb", book.bold)
    book.write(sheet, 3, ["Lovet", "Leveret"], left=2)
    row = 4
    for shop, count in (("Aarhus", 4), ("Odense", 3), ("Vejle", 2)):
        sheet.merge_range(row - 1, 0, row + count - 2, 0, shop)
        for n in range(count):
            promised = date(2026, 3, 2 + n)
            book.write(sheet, row + n, [f"{shop[0]}-{n}", promised, promised + timedelta(days=n % 2), 100.0], left=1)
        row += count
        book.write(sheet, row, [f"Subtotal {shop}", None, None, None, 100.0 * count])
        row += 1
    book.write(sheet, row + 1, ["Hovedtotal", None, None, None, 900.0])
    book.close()
    columns = {"event_id": "Ordre", "unit": "Butik", "due_at": "Levering / Lovet", "done_at": "Leveret"}
    return Office("leveringer.xlsx", columns, 9, asides=4)


def write_cases(folder: Path) -> Office:
    """Dates as text beside real dates; a hidden old sheet; a note under the table. And a cell that is no date."""
    book = Book(folder / "sager.xlsx")
    sheet = book.sheet("Sager")
    book.write(sheet, 1, ["Sagsnr.", "Modtaget", "Afsluttet", "Afdeling"])
    rows: list[list[Any]] = [
        ["007-1", datetime(2026, 2, 3, 9, 15), "05-02-2026 kl. 11.35", "Byg"],
        ["007-2", "14-02-2026 9.05", datetime(2026, 2, 15, 10), "Byg"],
        ["007-3", "28-02-2026 23.59", None, "Vej"],
        ["007-4", datetime(2026, 2, 20, 8), "snarest", "Vej"],
        [7005.0, datetime(2026, 2, 21, 8), "22-02-2026 08.00", "Vej"],
    ]
    for n, cells in enumerate(rows, 2):
        book.write(sheet, n, cells)
    book.write(sheet, 8, ["Kilde: sagssystemet, trukket af Økonomi"])
    old = book.sheet("Sager (gammel)")
    book.write(old, 1, ["Sagsnr.", "Modtaget", "Afsluttet", "Afdeling"])
    book.write(old, 2, ["006-1", "14-02-2025 9.05", None, "Byg"])
    old.hide()
    book.close()
    columns = {"event_id": "Sagsnr.", "started_at": "Modtaget", "done_at": "Afsluttet", "unit": "Afdeling"}
    bad = (("Sager", 5, "Afsluttet"),)
    return Office("sager.xlsx", columns, 4, asides=1, rejected=bad, passed_over=("sager.xlsx[Sager (gammel)]",))


def write_repairs(folder: Path) -> Office:
    """Formulas with errors; durations and numbers as text with a comma in one book; the table begins at column C."""
    book = Book(folder / "værksted.xlsx", date_1904=True)
    sheet = book.sheet("Uge 10-12")
    book.write(sheet, 3, ["Nr", "Indleveret", "Klar", "Minutter", "Ventetid", "Status"], left=2)
    for n in range(10):
        start = datetime(2026, 3, 2 + n, 8, 30)
        cells = [f"V{n}", start, start + timedelta(hours=30), f"{n},5", timedelta(seconds=90 + n), "ok"]
        book.write(sheet, 4 + n, cells, left=2)
    sheet.write_formula(3 + 4, 4, "=VLOOKUP(1,A1:B2,2)", None, "#N/A")  # line 8: Klar
    sheet.write_formula(3 + 6, 3, "=1/0", None, "#DIV/0!")  # line 10: Indleveret
    sheet.write_formula(3 + 7, 7, "=1/0", None, "#DIV/0!")  # line 11: Status, which excludes
    book.write(sheet, 13, ["annulleret"], left=7)
    book.write(sheet, 14, ["I alt", None, None, 50.0], left=2)
    sheet.write_formula(13, 6, "=SUM(G4:G13)", None, "#VALUE!")
    book.close()
    columns = {"event_id": "Nr", "started_at": "Indleveret", "done_at": "Klar"}
    lines = tuple(("Uge 10-12", line, "") for line in (8, 10, 11))
    settings = {"keep_columns": ["Minutter", "Ventetid"], "exclude": {"Status": ["annulleret"]}}
    excluded = {"Status=annulleret": 1}
    return Office("værksted.xlsx", columns, 6, 1, lines, excluded=excluded, settings=settings)


def write_refunds(folder: Path) -> Office:
    """Ids in scientific notation; the header again on each page; a sheet with a pivot; and a customer named Total."""
    book = Book(folder / "refusioner.xlsx")
    sheet = book.sheet("Liste")
    header = ["Sag", "Kunde", "Anmodet", "Udbetalt", "Beløb"]
    book.write(sheet, 1, ["Refusioner 1. kvartal"])
    line = 2
    for page in range(3):
        book.write(sheet, line, header)
        for n in range(5):
            asked = date(2026, page + 1, 2 + 5 * n)
            book.write(
                sheet,
                line + 1 + n,
                [f"R-{page}{n}", "Total" if n == 3 else "Kunde", asked, asked + timedelta(days=9), "1.234,50"],
            )
        line += 7
    sheet.write_string(2, 0, "5.70306E+17")  # line 3
    sheet.write_string(3, 0, "5,7E+17")  # line 4
    sheet.write_number(4, 0, 570306133677760513)  # line 5
    book.write(sheet, line, ["Total:", None, None, None, "18.517,50"])
    pivot = book.sheet("Pivot")
    book.write(pivot, 3, ["Kunde", "Sum af beløb"])
    book.write(pivot, 4, ["Total", 18517.5])
    book.close()
    columns = {"event_id": "Sag", "unit": "Kunde", "started_at": "Anmodet", "done_at": "Udbetalt"}
    bad = tuple(("Liste", line, "Sag") for line in (3, 4, 5))
    settings = {"keep_columns": ["Beløb"]}
    over = ("refusioner.xlsx[Pivot]",)
    return Office("refusioner.xlsx", columns, 12, 3, bad, settings=settings, passed_over=over)


OFFICES = (write_calls, write_deliveries, write_cases, write_repairs, write_refunds)
