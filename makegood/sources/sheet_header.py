"""Where the header of a sheet is: the first row, or the first two rows together, that name all the wanted columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from makegood.errors import MakegoodError, Place
from makegood.sources.total_rows import name_of

HEAD = 100  # rows in which the header is looked for
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
