"""What stands in a file, before anyone says what it means: its columns, and what their cells look like.

In: a path. Out: a `Table` with one `Column` for each column: counts and shapes, never a cell of a long text.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from makegood.errors import MakegoodError, Place
from makegood.project import Source
from makegood.propose.headers import Meanings, find_meanings
from makegood.propose.sheets import find_names
from makegood.sources.cells import as_text, has_value
from makegood.sources.date_choice import NAMES as FORMS
from makegood.sources.date_choice import UNIX, read_as
from makegood.sources.decimals import read_numbers
from makegood.sources.files import read_rows
from makegood.sources.rows import Rows
from makegood.sources.timestamps import Clock, look_at, read_times
from makegood.zones import DAY

SAMPLE = 2_000  # cells looked at to see what kind a column is; whether ids are unique is seen over all
MOST_CHOICES, LONGEST_CHOICE = 20, 40
_SHARE, _HALF = 0.9, 0.5
_ZONED = r"(Z|[+-]\d\d:?\d\d)\s*$"
_LOOSE = r"^\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T,]+\d{1,2}[:.]\d\d.*)?$"
_CLOCK = r"^\s*\d{1,2}[:.]\d\d([:.]\d\d([.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*([-–]\s*\d{1,2}[:.]\d\d([:.]\d\d)?\s*)?$"
_DAMAGED = r"^\s*\d([.,]\d+)?E\+\d+\s*$"
_UNIX_LIKE = r"^\s*\d{9,13}(\.\d+)?\s*$"
_TIMES = frozenset({"started_at", "due_at", "done_at", "shipped_at", "updated_at", "said_at", "other_time"})


@dataclass(frozen=True)
class Column:
    """What the cells of one column look like.

    Attributes
    ----------
    kind : str
        `time`, `clock` (a time of day alone), `number`, `text` or `empty`.
    filled, distinct : int
        Cells that say something; how many different ones.
    forms : tuple of str
        For times, the forms that read most cells; two where day and month could be either, none where no form does.
    is_zoned, dates_only : bool
        Whether times say their zone; whether every time is a midnight.
    newest : int or None
        The newest time, as days since 1970.
    low, high : float or None
        Of numbers.
    is_whole : bool
        Whether all numbers are whole.
    length : float
        Letters in a cell, on average.
    choices : tuple of str
        The different cells of a column of few and short ones, the commonest first; otherwise empty.
    is_damaged : bool
        Whether cells are ids that a spreadsheet has written as powers of ten.
    """

    name: str
    meanings: Meanings
    kind: str
    filled: int
    distinct: int
    forms: tuple[str, ...] = ()
    is_zoned: bool = False
    dates_only: bool = False
    newest: int | None = None
    low: float | None = None
    high: float | None = None
    is_whole: bool = False
    length: float = 0.0
    choices: tuple[str, ...] = field(default=(), repr=False)
    is_damaged: bool = False


@dataclass(frozen=True)
class Table:
    """One file, or one sheet of a workbook.

    Attributes
    ----------
    name : str
        The file's name seen from the project's folder, with forward slashes.
    part : str
        The name by which its rows are told: the same, or that with a sheet's.
    path : Path
        Where it is.
    rows, bad : int
        Rows, and those that are no rows.
    """

    name: str
    part: str
    path: Path
    rows: int
    bad: int
    columns: tuple[Column, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)

    def is_unique(self, name: str) -> bool:
        """Whether each row has its own cell there, and none is empty."""
        return self.column(name).distinct == self.rows > 0


def look(path: Path, folder: Path) -> tuple[Table, ...]:
    """The table, or tables, of one file.

    Raises
    ------
    MakegoodError : when it cannot be read, or is no table.
    """
    name = Path(os.path.relpath(path, folder)).as_posix()
    tables: dict[str, Table] = {}
    for wanted in find_names(path) or ((),):
        for rows in read_rows(_plain(path), [str(path)], folder, wanted, whole=True):
            tables.setdefault(rows.file, _look_at_rows(rows, name, path))
    return tuple(tables.values())


def read_columns(table: Table, names: Sequence[str], folder: Path) -> Rows:
    """Some columns of a table, whole."""
    found = read_rows(_plain(table.path), [str(table.path)], folder, names)
    return next(rows for rows in found if rows.file == table.part)


def _plain(path: Path) -> Source:
    return Source(name=path.stem, kind="events", files=(str(path),), columns={})


def _look_at_rows(rows: Rows, name: str, path: Path) -> Table:
    columns = tuple(_look_at_column(title, column, rows.file) for title, column in rows.columns.items())
    return Table(name, rows.file, path, len(rows.lines), len(rows.bad), columns)


def _look_at_column(name: str, column: pa.Array, file: str) -> Column:
    meanings = find_meanings(name)
    text = as_text(column)
    has = has_value(text)
    filled = int(has.sum())
    if not filled:
        return Column(name, meanings, "empty", 0, 0)
    said = text if filled == len(text) else text.filter(pa.array(has))
    distinct = int(pc.count_distinct(said).as_py())
    places = pa.array(np.linspace(0, len(said) - 1, min(SAMPLE, len(said))).astype(np.int64))
    some = said.take(places)
    length = float(pc.mean(pc.utf8_length(some)).as_py())
    plain = Column(name, meanings, "text", filled, distinct, length=length)
    typed = column if len(said) == len(column) else column.filter(pa.array(has))
    if _is_time(some, typed, meanings):
        return _look_at_times(plain, typed, some, file)
    if _share(some, _CLOCK) >= _SHARE:
        return _with(plain, kind="clock")
    if _share(some, _DAMAGED) >= _HALF:
        return _with(plain, kind="text", is_damaged=True)
    numbers, is_number = read_numbers(typed.take(places))
    if is_number.mean() >= _SHARE:
        values = numbers[is_number]
        whole = bool((values == np.rint(values)).all())
        few = _choices(said, distinct) if whole else ()
        return _with(plain, kind="number", low=values.min(), high=values.max(), is_whole=whole, choices=few)
    return _with(plain, choices=_choices(said, distinct))


def _with(column: Column, **changes: object) -> Column:
    return Column(**{**vars(column), **changes})


def _is_time(some: pa.LargeStringArray, typed: pa.Array, meanings: Meanings) -> bool:
    """Whether cells are times: most of them, or half where the name says so; numbers only where it does."""
    is_named = bool(_TIMES & meanings.scores.keys())
    least = _HALF if is_named else _SHARE
    if pa.types.is_timestamp(typed.type) or pa.types.is_date(typed.type):
        return True
    if _share(some, _LOOSE) >= least or _share(some, r"^\d{4}-\d\d-\d\dT") >= least:
        return True
    return is_named and _share(some, _UNIX_LIKE) >= _SHARE and _read_share(some) >= _SHARE


def _read_share(some: pa.LargeStringArray) -> float:
    none = np.zeros(len(some), bool)
    return max(float(read_as(unit, some, none).is_read.mean()) for unit in UNIX)


def _look_at_times(plain: Column, typed: pa.Array, some: pa.LargeStringArray, file: str) -> Column:
    """The forms in which the column may be read, over all its cells."""
    clock, where = Clock("UTC"), Place(file)
    is_zoned = bool(getattr(typed.type, "tz", None)) or _share(some, _ZONED) >= 0.5 or _share(some, _UNIX_LIKE) >= 0.5
    try:
        seen = look_at(typed, clock, where, plain.name).choices
        times = read_times(typed, clock, where, plain.name)
    except MakegoodError:  # cells contradict each other about day and month: a person has to say
        return _with(plain, kind="time", forms=("dd/mm/yyyy", "mm/dd/yyyy"), is_zoned=is_zoned)
    forms = tuple(form for form, _ in seen if form)
    if times.has.mean() < _SHARE:
        told = [form for form in FORMS if form not in UNIX and _reads(form, some) >= _SHARE]
        if not told:
            return _with(plain, kind="time", forms=forms if times.has.mean() >= 0.5 else (), is_zoned=is_zoned)
        forms, times = tuple(told), read_times(typed, Clock("UTC", told[0]), where, plain.name)
    newest = int(times.us[times.has].max() // DAY)
    return _with(plain, kind="time", forms=forms, is_zoned=is_zoned, dates_only=times.dates_only, newest=newest)


def _reads(form: str, some: pa.LargeStringArray) -> float:
    return float(read_as(form, some, np.zeros(len(some), bool)).is_read.mean())


def _share(some: pa.LargeStringArray, pattern: str) -> float:
    return float(pc.mean(pc.cast(pc.match_substring_regex(some, pattern), pa.float64())).as_py())


def _choices(said: pa.LargeStringArray, distinct: int) -> tuple[str, ...]:
    if distinct > MOST_CHOICES:
        return ()
    counted = pc.value_counts(said)
    cells = [(str(cell["values"].as_py()), int(cell["counts"].as_py())) for cell in counted]
    if any(len(text) > LONGEST_CHOICE for text, _ in cells):
        return ()
    return tuple(text for text, _ in sorted(cells, key=lambda cell: (-cell[1], cell[0])))
