"""The table on one sheet, as people make it: under title rows, with merged cells, sums, notes and a header of two rows.

Every row of the sheet under the header ends in one place: a row of data, an aside (a sum, a note, the header again),
a row with an error, or blank.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from makegood.errors import MakegoodError, Place
from makegood.sources.formula_errors import REASON
from makegood.sources.rows import Rows
from makegood.sources.sheet_cells import Column, Portion, put_together, sort_out
from makegood.sources.total_rows import Sieve, name_of

HEAD = 100  # rows in which the header is looked for
PORTION = 20_000  # rows
Row = list[Any]
Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]


@dataclass(frozen=True)
class Wish:
    """What is wanted from a sheet.

    Attributes
    ----------
    wanted, named : tuple of str
        Columns to read; columns that only have to be there.
    needed, times : frozenset of str
        Columns without which a row is no row (its id and its time); those that hold times.
    whole : bool
        Read every other column that has a name, too.
    told : str or None
        The source's `dates:`.
    """

    wanted: tuple[str, ...]
    named: tuple[str, ...] = ()
    needed: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    whole: bool = False
    told: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All columns that have to be there."""
        return tuple(dict.fromkeys([*self.wanted, *self.named]))


@dataclass(frozen=True)
class Header:
    """The names of the columns.

    Attributes
    ----------
    row : int
        The first row after it, from 0.
    names : tuple of str
        One for each column of the sheet's used area; empty where it has none.
    places : mapping of str to int
        Where each wanted column stands.
    """

    row: int
    names: tuple[str, ...]
    places: Mapping[str, int]


@dataclass(frozen=True)
class Sheet:
    """What a sheet holds: its rows from the first, its merged cells and its errors, and its first used column.

    `merged` and `errors` count from the sheet's own first row and column.
    """

    rows: Iterable[Row]
    merged: Merged = ()
    errors: Mapping[int, frozenset[int]] = field(default_factory=dict)
    left: int = 0
    is_empty: bool = False


@dataclass(frozen=True)
class Lacking:
    """A sheet without the columns: those that are missing, and the row that came nearest; 0 when none has any."""

    missing: tuple[str, ...]
    line: int
    names: tuple[str, ...]


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


def find_header(head: Sequence[Row], sheet: Sheet, wish: Wish, file: str) -> Header | Lacking:
    """The first row that holds the names of all wanted columns, or the first two rows that do so together.

    In a header of two rows a column may be named by the lower row alone, or by both: `Calls / Answered`.
    """
    nearest = Lacking(wish.names, 0, ())
    names = [tuple(name_of(cell) for cell in row) for row in head]
    wanted = {_tidy(name) for name in wish.names}
    for row, alone in enumerate(names):
        choices = [(row + 1, alone, alone)]
        if row + 1 < len(names) and not wanted <= {*names[row + 1]}:  # a title above a whole header is no part of it
            upper = _spread(alone, row, sheet)
            both = tuple(_join(top, bottom) for top, bottom in zip(upper, names[row + 1], strict=True))
            lower = tuple(bottom or top for top, bottom in zip(upper, names[row + 1], strict=True))
            choices.append((row + 2, both, lower))
        for after, first, second in choices:
            missing = tuple(name for name in wish.names if _tidy(name) not in {*first, *second})
            if not missing:
                return Header(after, first, _places(first, second, wish, Place(file, after)))
            if len(missing) < len(nearest.missing):
                nearest = Lacking(missing, after, tuple(name for name in second if name))
    return nearest


def _places(first: Sequence[str], second: Sequence[str], wish: Wish, where: Place) -> dict[str, int]:
    """Where each column stands: by its whole name, else by that of the lower row."""
    places = {}
    for name in wish.names:
        names = first if _tidy(name) in first else second
        if names.count(_tidy(name)) > 1:
            fix = "give each a name of its own, or name it with the row above: `Calls / Answered`"
            raise MakegoodError("two columns have the same name", where, name, fix)
        places[name] = names.index(_tidy(name))
    return places


def _spread(names: tuple[str, ...], row: int, sheet: Sheet) -> tuple[str, ...]:
    """A row of the header with each merged name over all of its columns."""
    spread = list(names)
    for (top, left), (bottom, right) in sheet.merged:
        if top <= row <= bottom and left >= sheet.left:
            for place in range(left - sheet.left, min(right - sheet.left + 1, len(spread))):
                spread[place] = spread[place] or names[left - sheet.left]
    return tuple(spread)


def _join(top: str, bottom: str) -> str:
    return f"{top} / {bottom}" if top and bottom and top != bottom else top or bottom


def _tidy(name: str) -> str:
    return " ".join(name.split())


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
