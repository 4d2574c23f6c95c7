"""In which form is a column of dates written? The one that reads most cells, decided once for the column of a file.

Where day and month could be either (`01/02/2024`), the other files of the source decide: a file that is clear stands
by itself, one that is not follows those that are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from makegood.errors import MakegoodError, Place
from makegood.sources.cells import Mask
from makegood.sources.damage import EXCEL_DAYS, are_excel_days, read_excel_days, refuse_excel_days
from makegood.sources.date_forms import FORMS, Form, Reading, read_form
from makegood.sources.decimals import read_numbers
from makegood.zones import SECOND

UNIX = {"unix seconds": SECOND, "unix milliseconds": 1_000}
NAMES = (*(form.name for form in FORMS), *UNIX, EXCEL_DAYS)
MONTH_FIRST = {"dd/mm/yyyy": "mm/dd/yyyy", "dd/mm/yy": "mm/dd/yy"}  # with each form that begins with the day
YEAR_FIRST = {"dd-mm-yy": "yy-mm-dd", "dd/mm/yy": "yy/mm/dd", "dd.mm.yy": "yy.mm.dd"}
_HEAD = 1_000  # cells
_MANY = 10  # days more than years
_UNIX_RANGE = [int(np.datetime64(f"{year}-01-01", "us").astype(np.int64)) for year in (1990, 2101)]
_LOOSE = r"^\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
_TIDY = (
    (r"^(\d)([-/.])", r"0\1\2"),
    (r"^(\d+[-/.])(\d)([-/.])", r"\10\2\3"),
    (r"^(\d{4}[-/.]\d\d[-/.])(\d)($|[ T])", r"\10\2\3"),
    (r"^(\S{10}|[^\s,]{8}),?\s+(?:kl\.?\s*)?", r"\1 "),
    (r"^(\S{10}[ T]|\S{8}[ T])(\d)([:.])", r"\10\2\3"),
    (r"^((?:\S{10}|\S{8})[ T]\d\d)\.(\d\d)$", r"\1:\2"),
    (r"^((?:\S{10}|\S{8})[ T]\d\d)\.(\d\d)\.(\d\d)$", r"\1:\2:\3"),
    (r"(\d)[\s\x{a0}\x{202f}]*([AaPp])\.?\s?([Mm])\.?$", r"\1\2\3"),
)


@dataclass(frozen=True)
class Choice:
    """A form, empty when none reads a cell, and what it makes of the column."""

    form: str
    reading: Reading


@dataclass(frozen=True)
class Look:
    """What the column of one file may be.

    Attributes
    ----------
    file : str
    choices : tuple of (str, bool or None)
        Each form that fits, day first, and whether the column then holds only midnights; None without any time.
    """

    file: str
    choices: tuple[tuple[str, bool | None], ...]


@dataclass(frozen=True)
class Agreed:
    """How a file is read, and whether the column holds only midnights over all files."""

    form: str
    dates_only: bool


def agree(looks: Sequence[Look], name: str) -> dict[str, Agreed]:
    """How each file is read, by what all files of the source say.

    Parameters
    ----------
    looks : sequence of Look
        One for each file.
    name : str
        The column, for messages.

    Raises
    ------
    MakegoodError : when day and month of a file could be either, and its siblings contradict each other.
    """
    clear = [look.choices[0][0] for look in looks if len(look.choices) == 1 and look.choices[0][0] in NAMES]
    found, flags = {}, []
    for look in looks:
        place = _follow(look, clear, name) if len(look.choices) > 1 else 0
        found[look.file], only_midnights = look.choices[place]
        flags.append(only_midnights)
    forms = {form for form in found.values() if form in NAMES}
    if len(forms) == 1:  # a file without a readable cell is judged by the form that the others have
        found = {file: form or min(forms) for file, form in found.items()}
    dates_only = True in flags and False not in flags
    return {file: Agreed(form, dates_only) for file, form in found.items()}


def _follow(look: Look, clear: Sequence[str], name: str) -> int:
    """Which of two choices: that of the siblings, or day first where they say nothing."""
    days = sum(form in MONTH_FIRST for form in clear)
    months = sum(form in MONTH_FIRST.values() for form in clear)
    if days and months:
        (by_day, _), (by_month, _) = look.choices
        found = f"this file fits both; of the others {days} fit only {by_day}, {months} only {by_month}"
        raise MakegoodError(_apart(name), Place(look.file), found, _fix(by_day, by_month))
    return 1 if months else 0


def choose(text: pa.LargeStringArray, empty: Mask, told: str | None, where: Place, name: str) -> tuple[Choice, ...]:
    """The form of a column of text; two, day first, where each cell could be either.

    Parameters
    ----------
    text : pyarrow.LargeStringArray (n,)
    empty : bool array (n,)
    told : str or None
        The source's `dates:`; taken wherever it reads any cell.
    where, name : Place, str
        The file and the column, for messages.

    Raises
    ------
    MakegoodError : when the cells contradict each other about day and month.
    """
    if told and (reading := read_as(told, text, empty)).is_read.any():
        return (Choice(told, reading),)
    cells = int((~empty).sum())
    best: tuple[Choice, ...] = (Choice("", Reading.none(len(text))),)
    most = 0
    for form in _likely_first(text, empty):
        found: tuple[Choice, ...] = (Choice(form, read_as(form, text, empty)),)
        if form in MONTH_FIRST:
            found = _day_or_month(found[0], text, empty, where, name)
        count = int(found[0].reading.is_read.sum())
        if (count, -NAMES.index(form)) > (most, -NAMES.index(best[0].form) if best[0].form else 0) and count:
            best, most = found, count
        if most * 2 > cells:
            break  # no other form reads a cell that this one reads
    if best[0].form in YEAR_FIRST:
        _refuse_years_first(best[0], text, empty, where, name)
    if not most and are_excel_days(text, empty):
        raise refuse_excel_days(cells, where, name)
    return best


def read_as(form: str, text: pa.LargeStringArray, empty: Mask) -> Reading:
    """The column in one form; nothing where the form is empty."""
    return _READERS[form](text, empty) if form else Reading.none(len(text))


def read_unix(numbers: npt.NDArray[np.float64], has: Mask, unit: str) -> Reading:
    """Numbers as times since 1970, where they lie between 1990 and 2100."""
    us = np.rint(np.where(has, numbers, 0) * UNIX[unit]).astype(np.int64)
    is_read = has & (us >= _UNIX_RANGE[0]) & (us < _UNIX_RANGE[1])
    return Reading(np.where(is_read, us, 0), np.zeros(len(us), np.int64), is_read, is_read)


def count_days(numbers: npt.NDArray[np.float64], has: Mask) -> Reading:
    """Numbers as the days by which Excel counts, from 1970 to 2099: wall clock times."""
    us, is_read = read_excel_days(numbers, has)
    none = Reading.none(len(us))
    return Reading(np.where(is_read, us, 0), none.ahead, none.is_zoned, is_read)


def _likely_first(text: pa.LargeStringArray, empty: Mask) -> list[str]:
    """The forms that may be found, those that read most of the first cells first: it saves time, nothing else."""
    some = text.take(pa.array(np.flatnonzero(~empty)[:200]))
    none = np.zeros(len(some), bool)
    months = MONTH_FIRST.values()
    guessed = [form.name for form in FORMS if form.is_guessed and form.name not in months] + list(UNIX)
    tried = {name: int(read_as(name, some, none).is_read.sum()) for name in [*guessed, *months]}
    for by_day, by_month in MONTH_FIRST.items():
        tried[by_day] = max(tried[by_day], tried[by_month])
    return sorted(guessed, key=lambda form: -tried[form])


def _day_or_month(
    day_first: Choice, text: pa.LargeStringArray, empty: Mask, where: Place, name: str
) -> tuple[Choice, ...]:
    by_day, month_form = day_first.reading.is_read, MONTH_FIRST[day_first.form]
    if by_day.sum() == (~empty).sum():
        head = np.flatnonzero(~empty)[:_HEAD]
        if not read_as(month_form, text.take(pa.array(head)), np.zeros(len(head), bool)).is_read.all():
            return (day_first,)
    month_first = Choice(month_form, read_as(month_form, text, empty))
    by_month = month_first.reading.is_read
    only_day, only_month = by_day & ~by_month, by_month & ~by_day
    if only_day.any() and only_month.any():
        found = f"{only_day.sum()} cells fit only {day_first.form}, {only_month.sum()} only {month_form}"
        raise MakegoodError(_apart(name), where, found, _fix(day_first.form, month_form))
    if only_month.any():
        return (month_first,)
    return (day_first,) if only_day.any() or not by_day.any() else (day_first, month_first)


def _refuse_years_first(by_day: Choice, text: pa.LargeStringArray, empty: Mask, where: Place, name: str) -> None:
    """`24-03-26` is the 24th or of 2024: the days vary more than the years.

    With `-` the year often stands first, so that they have to vary much more.

    Raises
    ------
    MakegoodError : when each cell could begin with its year, and what would be the year varies more than the day.
    """
    year_form = YEAR_FIRST[by_day.form]
    if not read_as(year_form, text, empty).is_read[by_day.reading.is_read].all():
        return
    parts = pc.extract_regex(text.filter(pa.array(by_day.reading.is_read)), _PARTS)
    days, years = (pc.count_distinct(pc.struct_field(parts, part)).as_py() for part in ("first", "last"))
    if days < years + (_MANY if "-" in year_form else 0):
        what = f"day and year cannot be told apart in column `{name}`"
        found = f"{days} different values in the first place, {years} in the last"
        raise MakegoodError(what, where, found, _fix(by_day.form, year_form))


_PARTS = r"^\s*0?(?P<first>\d{1,2}?)[-/.]\d{1,2}[-/.](?P<last>\d{2})"


def _fix(*forms: str) -> str:
    return f"write {' or '.join(f'`dates: {form}`' for form in forms)} under the source"


def _apart(name: str) -> str:
    return f"day and month cannot be told apart in column `{name}`"


def _form_reader(form: Form) -> Callable[[pa.LargeStringArray, Mask], Reading]:
    def read(text: pa.LargeStringArray, empty: Mask) -> Reading:
        reading = read_form(text, form, empty)
        left = ~empty & ~reading.is_read
        if left.any():
            places = np.flatnonzero(left)
            cells = text.take(pa.array(places))
            places = places[pc.match_substring_regex(cells, _LOOSE).to_numpy(zero_copy_only=False)]
            tidied = _tidy(text.take(pa.array(places)))
            reading.put(places, read_form(tidied, form, np.zeros(len(places), bool)))
        return reading

    return read


def _tidy(text: pa.LargeStringArray) -> pa.LargeStringArray:
    """Spaces around, digits that stand alone, and dots in a time: `1/2/2024 kl. 3.04` as `01/02/2024 03:04`."""
    tidied = pc.utf8_trim_whitespace(text)
    for pattern, new in _TIDY:
        tidied = pc.replace_substring_regex(tidied, pattern, new)
    return tidied


def _unix_reader(unit: str) -> Callable[[pa.LargeStringArray, Mask], Reading]:
    def read(text: pa.LargeStringArray, empty: Mask) -> Reading:
        numeric = pc.match_substring_regex(text, r"^\s*\d{9,13}(?:\.\d+)?\s*$").fill_null(False)
        numbers, has = read_numbers(pc.if_else(numeric, text, None))
        return read_unix(numbers, has & ~empty, unit)

    return read


def _read_excel_days(text: pa.LargeStringArray, empty: Mask) -> Reading:
    numbers, has = read_numbers(pc.if_else(pa.array(empty), None, text))
    return count_days(numbers, has)


_READERS: dict[str, Callable[[pa.LargeStringArray, Mask], Reading]] = {
    **{form.name: _form_reader(form) for form in FORMS},
    **{unit: _unix_reader(unit) for unit in UNIX},
    EXCEL_DAYS: _read_excel_days,
}
