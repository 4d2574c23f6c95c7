"""When an interval began, from one column or from two: the date, and the time of day as telephone systems write it."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from makegood.errors import Place
from makegood.sources.cells import Mask, as_text, is_empty, join_text
from makegood.sources.date_choice import Agreed
from makegood.sources.mapping import Mapped
from makegood.sources.timestamps import Clock, Times, read_times

# A time of day alone: the end of a range is left off, a dot becomes a colon, an hour gets two digits.
_TIMES = (
    (r"^\s+|\s+$", ""),
    (r"\s*[-\x{2013}]\s*\d{1,2}[.:]?\d{2}([.:]\d{2})?$", ""),
    (r"^(\d{1,2})[.:](\d{2})", r"\1:\2"),
    (r"^(\d{2})(\d{2})$", r"\1:\2"),
    (r"^(\d):", r"0\1:"),
)
_NO_TIME = r"[ T]00:00(:00(\.0+)?)?$"  # what a spreadsheet adds to a date


def read_starts(part: Mapped, names: tuple[str, ...], clock: Clock) -> tuple[Times, Mask]:
    """The starts of one file's intervals, and which rows have a day and a word (or nothing) instead of a time of day.

    These are given the midnight of their day: a row that says `I alt` there may be the total of its day.

    Parameters
    ----------
    part : Mapped
    names : tuple of str
        The column; or the column of the date and that of the time of day, as `08:00`, `8.00` or `08:00-08:30`.
    clock : Clock

    Raises
    ------
    MakegoodError : as `read_times` does.
    """
    rows, name, where = part.rows, ", ".join(names), Place(part.rows.file)
    agreed = part.customs.time(names[0], rows.file)
    if len(names) == 1:
        return read_times(rows.columns[names[0]], clock, where, name, agreed), np.zeros(len(rows.lines), bool)
    day, time = rows.columns[names[0]], _time_of_day(rows.columns[names[1]])
    is_typed = not (pa.types.is_large_string(day.type) or pa.types.is_string(day.type))
    if agreed:  # the date's form is that of all files; a time follows it here
        agreed = None if is_typed else Agreed(agreed.form, dates_only=False)
    text = pc.replace_substring_regex(as_text(day), _NO_TIME, "")
    is_word: Mask = ~pc.match_substring_regex(time, r"\d").fill_null(False).to_numpy(zero_copy_only=False)
    time = pc.if_else(pa.array(is_word), "00:00", time)
    text = pc.if_else(pa.array(is_empty(text)), None, join_text([text, time], " "))
    return read_times(text, clock, where, name, agreed), is_word


def _time_of_day(column: pa.Array) -> pa.LargeStringArray:
    text = as_text(column)
    for pattern, plain in _TIMES:
        text = pc.replace_substring_regex(text, pattern, plain)
    return text
