"""Business days and opening hours for whole columns: cumulative counts since 1970, and back from a count to its day.

Days are int32 since 1970-01-01; the business-day number of a day is the number of business days before it, so that a
closed day has the number of the next open one. Weekends are Saturday and Sunday; holidays are the country's public
holidays in the package `holidays`.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from makegood.errors import MakegoodError, guess
from makegood.zones import DAY, SECOND, Int64s, to_utc, to_wall

Days = npt.NDArray[np.int32]

EPOCH = date(1970, 1, 1).toordinal()
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"^\s*(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)\s*$")
_Hours = tuple[tuple[tuple[int, int], ...], ...]


def business_day_numbers(days: Days, country: str) -> Days:
    """The number of business days in [1970-01-01, day) for each day.

    Parameters
    ----------
    days : int32 array
        Days since 1970-01-01, none before it.
    country : str
        Two letters, as `DK`.

    Raises
    ------
    MakegoodError : when the country is not known.

    Examples
    --------
    Thursday, Friday, Saturday, Sunday and Monday; 1 January 1970 was a holiday.

    >>> business_day_numbers(np.arange(5, dtype=np.int32), "DK")
    array([0, 0, 1, 1, 1], dtype=int32)
    """
    if not len(days):
        return np.zeros(0, np.int32)
    return _numbers(country, _year(int(days.max())))[np.maximum(days, 0)]


def day_of_business_day(numbers: Days, country: str) -> Days:
    """The open day that has that business-day number: the inverse of `business_day_numbers`.

    Examples
    --------
    >>> day_of_business_day(np.array([0, 1], np.int32), "DK")
    array([1, 4], dtype=int32)
    """
    if not len(numbers):
        return np.zeros(0, np.int32)
    most = int(numbers.max())
    table = _numbers(country, last := _year(int(most * 7 / 5)) + 1)
    while table[-1] <= most:
        table = _numbers(country, last := last + 5)
    return (np.searchsorted(table, numbers, side="right") - 1).astype(np.int32)


def open_seconds(us: Int64s, zone: str, hours: Mapping[str, str], country: str) -> Int64s:
    """Seconds of opening hours from 1970-01-01 until each time; closed on holidays.

    Parameters
    ----------
    us : int64 array
        Microseconds since 1970, UTC.
    zone : str
        The zone in which the opening hours are meant, as `Europe/Copenhagen`.
    hours : mapping
        Weekday to hours: `{"mon": "09:00-12:00, 13:00-17:00"}`; days left out are closed.
    country : str
        Two letters, as `DK`.

    Raises
    ------
    MakegoodError : when the hours or the country cannot be read.
    """
    if not len(us):
        return np.zeros(0, np.int64)
    day = np.maximum(to_wall(us, zone) // DAY, 0)
    opens, closes, before = _opening(_read_hours(hours), zone, country, _year(int(day.max())))
    total = before[day]
    for start, end in zip(opens, closes, strict=True):
        total = total + np.clip(us - start[day], 0, end[day] - start[day])
    result: Int64s = total // SECOND
    return result


def day_of_open_seconds(seconds: Int64s, zone: str, hours: Mapping[str, str], country: str) -> Days:
    """The local day on which that many open seconds have passed; at closing time exactly it is still that day.

    Raises
    ------
    MakegoodError : when the hours or the country cannot be read.
    """
    if not len(seconds):
        return np.zeros(0, np.int32)
    read, most = _read_hours(hours), int(seconds.max()) * SECOND
    a_week = sum(end - start for day in read for start, end in day) * SECOND
    last = _year(int(most / a_week * 7)) + 1
    passed = _opening(read, zone, country, last)[2][1:]
    while passed[-1] < most:
        last += 5
        passed = _opening(read, zone, country, last)[2][1:]
    return np.searchsorted(passed, seconds * SECOND, side="left").astype(np.int32)


def _year(day: int) -> int:
    return date.fromordinal(EPOCH + max(day, 0)).year


@lru_cache(maxsize=32)
def _holidays(country: str, last_year: int) -> npt.NDArray[np.bool_]:
    """Whether each day from 1970-01-01 to the end of the year after `last_year` is a public holiday."""
    import holidays

    try:
        known = holidays.country_holidays(country, years=range(1970, last_year + 2))
    except NotImplementedError:
        near = guess(country.upper(), holidays.list_supported_countries()).partition(" Allowed:")[0]
        fix = near if near.startswith("did") and len(country) < 4 else "write its two letters, as `DK`"
        raise MakegoodError("no holidays are known for this country", found=country, fix=fix) from None
    closed = np.zeros(date(last_year + 2, 1, 1).toordinal() - EPOCH, bool)
    for holiday in known:
        if 0 <= (day := holiday.toordinal() - EPOCH) < len(closed):
            closed[day] = True
    return closed


@lru_cache(maxsize=32)
def _numbers(country: str, last_year: int) -> Days:
    closed = _holidays(country, last_year)
    is_business_day = (_weekdays(len(closed)) < 5) & ~closed
    return np.concatenate([[0], np.cumsum(is_business_day)]).astype(np.int32)


def _weekdays(days: int) -> Int64s:
    """0 for Monday; 1 January 1970 was a Thursday."""
    return (np.arange(days, dtype=np.int64) + 3) % 7


def _read_hours(hours: Mapping[str, str]) -> _Hours:
    """For each weekday the spans of opening hours, in seconds since midnight."""
    unknown = sorted(set(hours) - set(WEEKDAYS))
    if unknown:
        raise MakegoodError("no such weekday in opening_hours", found=unknown[0], fix=guess(unknown[0], WEEKDAYS))
    read = tuple(read_spans(day, hours[day]) if day in hours else () for day in WEEKDAYS)
    if not any(read):
        raise MakegoodError("opening_hours has no day", fix="write `opening_hours: {mon: 09:00-17:00}`")
    return read


def read_spans(day: str, text: str) -> tuple[tuple[int, int], ...]:
    """The opening hours of one weekday, in seconds since midnight.

    Raises
    ------
    MakegoodError : when they are not from-to, in order, within the day.

    Examples
    --------
    >>> read_spans("mon", "09:00-12:00, 13:00-17:00")
    ((32400, 43200), (46800, 61200))
    """
    spans: list[tuple[int, int]] = []
    for part in text.split(","):
        match = _SPAN.match(part)
        if match:
            start, end = (int(match[i]) * 3600 + int(match[i + 1]) * 60 for i in (1, 3))
            minutes_fit = int(match[2]) < 60 and int(match[4]) < 60
        if not match or not minutes_fit or not (spans[-1][1] if spans else 0) <= start < end <= 86_400:
            fix = "write them in order within the day, as `09:00-17:00` or `09:00-12:00, 13:00-17:00`"
            raise MakegoodError(f"opening_hours for {day} cannot be read", found=text, fix=fix)
        spans.append((start, end))
    return tuple(spans)


@lru_cache(maxsize=8)
def _opening(hours: _Hours, zone: str, country: str, last_year: int) -> tuple[list[Int64s], list[Int64s], Int64s]:
    """When each day opens and closes (one array for each span), and the open microseconds before each day."""
    closed = _holidays(country, last_year)
    days, weekday = np.arange(len(closed), dtype=np.int64), _weekdays(len(closed))
    opens, closes, total = [], [], np.zeros(len(days), np.int64)
    for nth in range(max(len(spans) for spans in hours)):
        edges = np.array([spans[nth] if nth < len(spans) else (0, 0) for spans in hours], np.int64)[weekday]
        edges[closed] = 0
        start, end = (to_utc(days * DAY + edges[:, side] * SECOND, zone) for side in (0, 1))
        opens.append(start)
        closes.append(end)
        total += end - start
    return opens, closes, np.concatenate([[0], np.cumsum(total)])
