"""When did it happen? A column of times, in whatever form, as microseconds since 1970 UTC and local days.

The form is decided once for the whole column of a file, never row by row: the one that reads most cells. The others
are rejected. Times without a zone are wall clock times of the source.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from makegood.errors import MakegoodError, Place, guess
from makegood.sources.cells import Mask, Places, as_text, is_empty
from makegood.sources.date_forms import FIRST_YEAR, FORMS, LAST_YEAR, Form, Reading, read_form
from makegood.sources.decimals import read_numbers
from makegood.zones import DAY, SECOND, Int64s, local_day, to_utc, to_wall

UNIX = {"unix seconds": SECOND, "unix milliseconds": 1_000}
NAMES = (*(form.name for form in FORMS), *UNIX)
_DAY_FIRST, _MONTH_FIRST = "dd/mm/yyyy", "mm/dd/yyyy"
_EARLIEST = 0
_LATEST = int(np.datetime64(f"{LAST_YEAR + 1}-01-01", "us").astype(np.int64))
_UNIX_RANGE = [int(np.datetime64(f"{year}-01-01", "us").astype(np.int64)) for year in (1990, 2101)]
_LOOSE = r"^\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
_TIDY = (
    (r"^(\d)([-/.])", r"0\1\2"),
    (r"^(\d+[-/.])(\d)([-/.])", r"\10\2\3"),
    (r"^(\d{4}[-/.]\d\d[-/.])(\d)($|[ T])", r"\10\2\3"),
    (r"^(\S{10}),?\s+", r"\1 "),
    (r"^(\S{10}[ T])(\d):", r"\10\2:"),
)


@dataclass(frozen=True)
class Times:
    """A column of times.

    Attributes
    ----------
    us : int64 array (n,)
        Microseconds since 1970 UTC; 0 where there is none.
    wall : int64 array (n,)
        The same as written, before any zone.
    has, is_bad : bool array (n,)
        Cells that hold a time; cells that are not empty and hold none.
    form : str
        The form of the column, or empty when no cell could be read.
    dates_only : bool
        Whether every time is a midnight as written, so that only its date is meant.
    """

    us: Int64s
    wall: Int64s
    has: Mask
    is_bad: Mask
    form: str
    dates_only: bool

    @property
    def reason(self) -> str:
        """What is wrong with the cells that could not be read."""
        if not self.form:
            return "not a date of any form that is known"
        return f"not a date of the form {self.form}, which the rest of the column has"

    def days(self, zone: str) -> npt.NDArray[np.int32]:
        """Local days since 1970-01-01; where only dates are meant, those that are written, whatever the zone."""
        return (self.wall // DAY).astype(np.int32) if self.dates_only else local_day(self.us, zone)

    def at(self, places: Places) -> "Times":
        """The times of some rows."""
        rows = {name: getattr(self, name)[places] for name in ("us", "wall", "has", "is_bad")}
        return replace(self, **rows)


def lies_ahead(times: Times, now: datetime) -> Mask:
    """Which times are more than a day after the wall clock: they cannot have happened."""
    latest = round((now + timedelta(days=1)).timestamp() * SECOND)
    return times.has & (times.us > latest)


def end_of_day(times: Times, zone: str) -> Times:
    """Dates as the last microsecond of their local day; other times unchanged."""
    if not times.dates_only:
        return times
    ends = to_utc((times.wall // DAY + 1) * DAY, zone) - 1
    return replace(times, us=np.where(times.has, ends, 0))


def without(times: Times, hit: Mask) -> Times:
    """The same times, with some cells emptied."""
    has = times.has & ~hit
    return replace(times, us=np.where(has, times.us, 0), has=has)


def read_times(column: pa.Array, zone: str, told: str | None, where: Place, name: str) -> Times:
    """Read a column of text, dates, timestamps or Unix numbers.

    Parameters
    ----------
    column : pyarrow.Array (n,)
    zone : str
        The zone of times that do not say theirs.
    told : str or None
        The source's `dates:`; used wherever it reads any cell of the column.
    where, name : Place, str
        The file and the column, for messages.

    Raises
    ------
    MakegoodError : when the cells contradict each other about day and month, when `dates:` is no known form, or when
        the column has a type that holds no dates.
    """
    if told is not None and told not in NAMES:
        raise MakegoodError("no such form of dates", found=told, fix=guess(told, NAMES))
    kind = column.type.value_type if isinstance(column, pa.DictionaryArray) else column.type
    if pa.types.is_null(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind):
        text = as_text(column)
        empty = is_empty(text)
        form, reading = _read_text(text, empty, told, where, name)
    else:
        empty = column.is_null().to_numpy(zero_copy_only=False)
        form, reading = _read_typed(column, empty, told, where, name)
    us = reading.wall - reading.ahead
    naive = reading.is_read & ~reading.is_zoned
    if naive.all():
        us = to_utc(reading.wall, zone)
    elif naive.any():
        us[naive] = to_utc(reading.wall[naive], zone)
    dates_only = bool(reading.is_read.any()) and _are_midnights(reading.wall, zone)
    return Times(
        np.where(reading.is_read, us, 0), reading.wall, reading.is_read, ~empty & ~reading.is_read, form, dates_only
    )


def _are_midnights(wall: Int64s, zone: str) -> bool:
    """Whether each time is the first of its day; where the clocks go forward at midnight, that is 01:00."""
    late = wall[wall % DAY != 0]
    return not len(late) or bool((to_wall(to_utc(late // DAY * DAY, zone), zone) == late).all())


def _read_text(
    text: pa.LargeStringArray, empty: Mask, told: str | None, where: Place, name: str
) -> tuple[str, Reading]:
    readers: dict[str, Callable[[pa.LargeStringArray, Mask], Reading]] = {
        **{form.name: _form_reader(form) for form in FORMS},
        **{unit: _unix_reader(scale) for unit, scale in UNIX.items()},
    }
    if told and (reading := readers[told](text, empty)).is_read.any():
        return told, reading
    cells = int((~empty).sum())
    best, most = ("", Reading.none(len(text))), 0
    for form in _likely_first(text, empty, readers):
        reading = readers[form](text, empty)
        found = (form, reading)
        if form == _DAY_FIRST and reading.is_read.sum() < cells:
            found = _day_or_month(reading, readers[_MONTH_FIRST](text, empty), where, name)
        count = int(found[1].is_read.sum())
        if (count, -NAMES.index(form)) > (most, -NAMES.index(best[0]) if best[0] else 0) and count:
            best, most = found, count
        if most * 2 > cells:
            break  # no other form reads a cell that this one reads
    return best


def _likely_first(
    text: pa.LargeStringArray, empty: Mask, readers: dict[str, Callable[[pa.LargeStringArray, Mask], Reading]]
) -> list[str]:
    """The forms that may be found, those that read most of the first cells first: it saves time, nothing else."""
    some = text.take(pa.array(np.flatnonzero(~empty)[:200]))
    none = np.zeros(len(some), bool)
    guessed = [form.name for form in FORMS if form.is_guessed and form.name != _MONTH_FIRST] + list(UNIX)
    tried = {name: int(readers[name](some, none).is_read.sum()) for name in [*guessed, _MONTH_FIRST]}
    tried[_DAY_FIRST] = max(tried[_DAY_FIRST], tried[_MONTH_FIRST])
    return sorted(guessed, key=lambda form: -tried[form])


def _day_or_month(day_first: Reading, month_first: Reading, where: Place, name: str) -> tuple[str, Reading]:
    only_day, only_month = day_first.is_read & ~month_first.is_read, month_first.is_read & ~day_first.is_read
    if only_day.any() and only_month.any():
        found = f"{only_day.sum()} cells fit only {_DAY_FIRST}, {only_month.sum()} only {_MONTH_FIRST}"
        fix = f"write `dates: {_DAY_FIRST}` or `dates: {_MONTH_FIRST}` under the source"
        raise MakegoodError(f"day and month cannot be told apart in column `{name}`", where, found, fix)
    return (_MONTH_FIRST, month_first) if only_month.any() else (_DAY_FIRST, day_first)


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
    """Spaces around, and days, months and hours of one digit: `1/2/2024 3:04` as `01/02/2024 03:04`."""
    tidied = pc.utf8_trim_whitespace(text)
    for pattern, new in _TIDY:
        tidied = pc.replace_substring_regex(tidied, pattern, new)
    return tidied


def _unix_reader(scale: int) -> Callable[[pa.LargeStringArray, Mask], Reading]:
    def read(text: pa.LargeStringArray, empty: Mask) -> Reading:
        numeric = pc.match_substring_regex(text, r"^\s*\d{9,13}(?:\.\d+)?\s*$").fill_null(False)
        numbers, has = read_numbers(pc.if_else(numeric, text, None))
        return _read_unix(numbers, has & ~empty, scale)

    return read


def _read_unix(numbers: npt.NDArray[np.float64], has: Mask, scale: int) -> Reading:
    us = np.rint(np.where(has, numbers, 0) * scale).astype(np.int64)
    is_read = has & (us >= _UNIX_RANGE[0]) & (us < _UNIX_RANGE[1])
    return Reading(np.where(is_read, us, 0), np.zeros(len(us), np.int64), is_read, is_read)


def _read_typed(column: pa.Array, empty: Mask, told: str | None, where: Place, name: str) -> tuple[str, Reading]:
    """Dates, timestamps and Unix numbers, as Parquet holds them."""
    kind = column.type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        numbers, has = read_numbers(column)
        units = (told,) if told in UNIX else tuple(UNIX)
        return max(((unit, _read_unix(numbers, has, UNIX[unit])) for unit in units), key=lambda r: r[1].is_read.sum())
    if not (pa.types.is_timestamp(kind) or pa.types.is_date(kind)):
        fix = "map a column that holds text, dates, timestamps or Unix times"
        raise MakegoodError(f"column `{name}` holds no dates", where, str(kind), fix)
    wall = pc.cast(column, pa.timestamp("us"), safe=False) if pa.types.is_date(kind) else _to_us(column)
    values = pc.cast(wall, pa.int64()).fill_null(0).to_numpy(zero_copy_only=False)
    is_read = ~empty & (values >= _EARLIEST) & (values < _LATEST)
    is_zoned = is_read & bool(pa.types.is_timestamp(kind) and kind.tz)
    reading = Reading(np.where(is_read, values, 0), np.zeros(len(values), np.int64), is_zoned, is_read)
    return f"{FIRST_YEAR} to {LAST_YEAR}", reading


def _to_us(column: pa.Array) -> pa.Array:
    """Timestamps of any unit and zone as microseconds, of UTC where they have a zone, else as written."""
    per_second = {"s": 1, "ms": 1_000, "us": SECOND, "ns": SECOND * 1_000}[column.type.unit]
    ticks = pc.cast(column, pa.int64())
    us = pc.multiply(ticks, SECOND // per_second) if per_second <= SECOND else pc.divide(ticks, 1_000)
    return pc.cast(us, pa.timestamp("us"))
