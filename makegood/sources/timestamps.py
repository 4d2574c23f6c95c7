"""When did it happen? A column of times, in whatever form, as microseconds since 1970 UTC and local days.

The form is decided once for the whole column of a file, never row by row; the cells that it does not read are
rejected. Times without a zone are wall clock times of the source.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from makegood.errors import MakegoodError, Place, guess
from makegood.sources.cells import Mask, Places, as_text, is_empty
from makegood.sources.damage import EXCEL_DAYS, are_excel_days, refuse_excel_days
from makegood.sources.date_choice import NAMES, UNIX, Agreed, Choice, Look, choose, count_days, read_as, read_unix
from makegood.sources.date_forms import FIRST_YEAR, LAST_YEAR, Reading
from makegood.sources.decimals import read_numbers
from makegood.zones import DAY, SECOND, Int64s, local_day, to_utc, to_wall

_EARLIEST = 0
_LATEST = int(np.datetime64(f"{LAST_YEAR + 1}-01-01", "us").astype(np.int64))


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


@dataclass(frozen=True)
class Clock:
    """What a source says about its times: their zone where they do not say it, and its `dates:`."""

    zone: str
    told: str | None = None


def read_times(column: pa.Array, clock: Clock, where: Place, name: str, agreed: Agreed | None = None) -> Times:
    """Read a column of text, dates, timestamps or Unix numbers.

    Parameters
    ----------
    column : pyarrow.Array (n,)
    clock : Clock
        Its zone, and the form that the source tells; that is used wherever it reads any cell of the column.
    where, name : Place, str
        The file and the column, for messages.
    agreed : Agreed or None
        What all files of the source say about the column; None where this one is alone.

    Raises
    ------
    MakegoodError : when the cells contradict each other about day and month, when `dates:` is no known form, or when
        the column has a type that holds no dates.
    """
    empty, choices = _choices(column, clock.told, where, name, agreed)
    form, reading, zone = choices[0].form, choices[0].reading, clock.zone
    us = reading.wall - reading.ahead
    naive = reading.is_read & ~reading.is_zoned
    if naive.all():
        us = to_utc(reading.wall, zone)
    elif naive.any():
        us[naive] = to_utc(reading.wall[naive], zone)
    has, is_bad = reading.is_read, ~empty & ~reading.is_read
    dates_only = agreed.dates_only if agreed else bool(_are_midnights(reading, zone))
    return Times(np.where(has, us, 0), reading.wall, has, is_bad, form, dates_only and bool(has.any()))


def look_at(column: pa.Array, clock: Clock, where: Place, name: str) -> Look:
    """What the column of one file may be, before the others are asked; arguments and errors as in `read_times`."""
    _, choices = _choices(column, clock.told, where, name, None)
    found = ((choice.form, _are_midnights(choice.reading, clock.zone)) for choice in choices)
    return Look(where.file, tuple(found))


def _choices(
    column: pa.Array, told: str | None, where: Place, name: str, agreed: Agreed | None
) -> tuple[Mask, tuple[Choice, ...]]:
    """Which cells are empty, and the ways in which the column may be read."""
    if told is not None and told not in NAMES:
        raise MakegoodError("no such form of dates", found=told, fix=guess(told, NAMES))
    kind = column.type.value_type if isinstance(column, pa.DictionaryArray) else column.type
    if pa.types.is_null(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind):
        text = as_text(column)
        empty = is_empty(text)
        if agreed:
            return empty, (Choice(agreed.form, read_as(agreed.form, text, empty)),)
        return empty, choose(text, empty, told, where, name)
    missing: Mask = column.is_null().to_numpy(zero_copy_only=False)
    return missing, (_read_typed(column, missing, told, where, name),)


def _are_midnights(reading: Reading, zone: str) -> bool | None:
    """Whether each time is the first of its day; where the clocks go forward at midnight, that is 01:00.

    None when there is no time.
    """
    if not reading.is_read.any():
        return None
    late = reading.wall[reading.wall % DAY != 0]
    return not len(late) or bool((to_wall(to_utc(late // DAY * DAY, zone), zone) == late).all())


def _read_typed(column: pa.Array, empty: Mask, told: str | None, where: Place, name: str) -> Choice:
    """Dates, timestamps and Unix numbers, as Parquet holds them."""
    kind = column.type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        numbers, has = read_numbers(column)
        if told == EXCEL_DAYS:
            return Choice(told, count_days(numbers, has))
        units = (told,) if told in UNIX else tuple(UNIX)
        choices = (Choice(unit, read_unix(numbers, has, unit)) for unit in units)
        best = max(choices, key=lambda choice: choice.reading.is_read.sum())
        if not best.reading.is_read.any() and are_excel_days(as_text(column), empty):
            raise refuse_excel_days(int((~empty).sum()), where, name)
        return best
    if not (pa.types.is_timestamp(kind) or pa.types.is_date(kind)):
        fix = "map a column that holds text, dates, timestamps or Unix times"
        raise MakegoodError(f"column `{name}` holds no dates", where, str(kind), fix)
    wall = pc.cast(column, pa.timestamp("us"), safe=False) if pa.types.is_date(kind) else _to_us(column)
    values = pc.cast(wall, pa.int64()).fill_null(0).to_numpy(zero_copy_only=False)
    is_read = ~empty & (values >= _EARLIEST) & (values < _LATEST)
    is_zoned = is_read & bool(pa.types.is_timestamp(kind) and kind.tz)
    reading = Reading(np.where(is_read, values, 0), np.zeros(len(values), np.int64), is_zoned, is_read)
    return Choice(f"{FIRST_YEAR} to {LAST_YEAR}", reading)


def _to_us(column: pa.Array) -> pa.Array:
    """Timestamps of any unit and zone as microseconds, of UTC where they have a zone, else as written."""
    per_second = {"s": 1, "ms": 1_000, "us": SECOND, "ns": SECOND * 1_000}[column.type.unit]
    ticks = pc.cast(column, pa.int64())
    us = pc.multiply(ticks, SECOND // per_second) if per_second <= SECOND else pc.divide(ticks, 1_000)
    return pc.cast(us, pa.timestamp("us"))
