"""The table on one sheet, as people make it: under title rows, with merged cells, sums, notes and a header of two rows.

Every row of the sheet under the header ends in one place: a row of data, an aside (a sum, a note, the header again),
a row with an error, or blank.
"""

import itertools
from collections.abc import Iterator

import numpy as np

from makegood.errors import MakegoodError, Place
from makegood.sources.formula_errors import REASON
from makegood.sources.rows import Rows
from makegood.sources.sheet_cells import Column, Portion, put_together, sort_out
from makegood.sources.sheet_header import HEAD, Header, Lacking, Row, Sheet, Wish, find_header
from makegood.sources.total_rows import Sieve

PORTION = 20_000  # rows


def read_table(sheet: Sheet, wish: Wish, file: str) -> Rows | Lacking:
    """Find the header, and read the rows under it.

    Raises
    ------
    MakegoodError : when a wanted column stands there twice, or a column cannot be understood.
    """
    rows = iter(sheet.rows)
    head = list(itertools.islice(rows, HEAD + 1))
    header = find_header(head, sheet, wish, file)
    if isinstance(header, Lacking):
        return header
    return _Body(sheet, wish, header, file).read(itertools.chain(head[header.row :], rows))


def _is_blank(row: Row) -> bool:
    for cell in row:  # noqa: SIM110 - asked of every row, and a loop is quicker
        if cell != "" and not (isinstance(cell, str) and cell.isspace()):
            return False
    return True


class _Body:
    """The rows under a header, read portion by portion into columns."""

    def __init__(self, sheet: Sheet, wish: Wish, header: Header, file: str) -> None:
        others = [name for name in header.names if wish.whole and name and name not in wish.names]
        twice = sorted({name for name in others if others.count(name) > 1})
        if twice:
            fix = "give each column a name of its own"
            raise MakegoodError("two columns have the same name", Place(file, header.row), ", ".join(twice), fix)
        self.sheet, self.wish, self.header, self.file = sheet, wish, header, file
        self.places = {name: header.places[name] for name in wish.wanted}
        self.places |= {name: header.names.index(name) for name in others}
        needed, times = (
            tuple(sorted(header.places[n] for n in group if n in header.places)) for group in (wish.needed, wish.times)
        )
        self.sieve = Sieve(header.names, needed, times)
        self.lines: list[int] = []
        self.asides: list[int] = []
        self.bad: list[tuple[int, str]] = []
        self.labels: dict[tuple[int, int], object] = {}

    def read(self, rows: Iterator[Row]) -> Rows:
        """All rows; `rows` begins with the first under the header."""
        portions: dict[str, list[Portion]] = {name: [] for name in self.places}
        lengths: list[int] = []
        first = self.header.row
        while some := list(itertools.islice(rows, PORTION)):
            data = self._sift(some, first)
            first += len(some)
            lengths.append(len(data))
            for name, place in self.places.items():
                portions[name].append(sort_out([row[place] for row in data]))
        where = Place(self.file)
        columns = {
            name: put_together(portions[name], lengths, Column(where, name, self.wish.told)) for name in self.places
        }
        return Rows(self.file, columns, np.array(self.lines, np.int64), self.bad, tuple(self.asides))

    def _sift(self, rows: list[Row], first: int) -> list[Row]:
        """The rows of data; the others are noted."""
        is_blank = [_is_blank(row) for row in rows]
        self._fill_down(rows, first)
        data = []
        for number, (row, blank) in enumerate(zip(rows, is_blank, strict=True), first):
            wrong = self._find_error(number) if number in self.sheet.errors else ""
            if blank and not wrong:
                continue
            if self.sieve.is_aside(row):
                self.asides.append(number + 1)
            elif wrong:
                self.bad.append((number + 1, f"column `{wrong}`: {REASON}"))
            else:
                data.append(row)
                self.lines.append(number + 1)
        return data

    def _find_error(self, row: int) -> str:
        """The first column that is read and holds an error in this row; empty when there is none."""
        errors = self.sheet.errors[row]
        return next((name for name, place in self.places.items() if place + self.sheet.left in errors), "")

    def _fill_down(self, rows: list[Row], first: int) -> None:
        """Write what stands in merged cells into each row that they cover."""
        end = first + len(rows)
        for (top, left), (bottom, _) in self.sheet.merged:
            place = left - self.sheet.left
            is_here = top < end and bottom >= first and 0 <= place < len(rows[0])
            if top == bottom or top < self.header.row or not is_here:
                continue
            if top >= first:
                self.labels[top, place] = rows[top - first][place]
            for row in rows[max(top + 1, first) - first : bottom + 1 - first]:
                row[place] = self.labels[top, place]
