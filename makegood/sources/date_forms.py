"""The forms in which dates are written, each read for a whole column at once.

A cell becomes microseconds of the wall clock since 1970 and, where it says so, how far that clock is from UTC.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from makegood.sources.cells import Mask, bytes_of
from makegood.zones import DAY, SECOND, Int64s

Digits = npt.NDArray[np.uint8]

FIRST_YEAR, LAST_YEAR = 1970, 2199
_HOUR = 3600 * SECOND
_A, _P, _M = ([ord(small), ord(small.upper())] for small in "apm")
PIVOT = 70  # years of two digits: 70-99 are 1970-1999, 00-69 are 2000-2069
_CHUNK = 1 << 15


@dataclass(frozen=True)
class Form:
    """How a date is written: where day, month and year begin, and the mark between them."""

    name: str
    year: int
    month: int
    day: int
    mark: str
    is_guessed: bool = True  # False: only where `dates:` says so
    year_letters: int = 4

    @property
    def length(self) -> int:
        """Letters of a date."""
        return 6 + self.year_letters


FORMS = (
    Form("yyyy-mm-dd", 0, 5, 8, "-"),
    Form("dd-mm-yyyy", 6, 3, 0, "-"),
    Form("dd/mm/yyyy", 6, 3, 0, "/"),
    Form("dd.mm.yyyy", 6, 3, 0, "."),
    Form("yyyy/mm/dd", 0, 5, 8, "/"),
    Form("mm/dd/yyyy", 6, 0, 3, "/"),
    Form("mm-dd-yyyy", 6, 0, 3, "-", is_guessed=False),
    Form("dd-mm-yy", 6, 3, 0, "-", year_letters=2),
    Form("dd/mm/yy", 6, 3, 0, "/", year_letters=2),
    Form("dd.mm.yy", 6, 3, 0, ".", year_letters=2),
    Form("mm/dd/yy", 6, 0, 3, "/", year_letters=2),
    Form("mm-dd-yy", 6, 0, 3, "-", is_guessed=False, year_letters=2),
    Form("yy-mm-dd", 0, 3, 6, "-", is_guessed=False, year_letters=2),
    Form("yy/mm/dd", 0, 3, 6, "/", is_guessed=False, year_letters=2),
    Form("yy.mm.dd", 0, 3, 6, ".", is_guessed=False, year_letters=2),
)


@dataclass(frozen=True)
class Reading:
    """What a form makes of a column.

    Attributes
    ----------
    wall : int64 array (n,)
        Microseconds since 1970 of the clock as written; 0 where it is not read.
    ahead : int64 array (n,)
        Microseconds by which that clock is ahead of UTC, where `is_zoned`.
    is_zoned, is_read : bool array (n,)
        Whether the cell says its zone; whether it is a date of this form.
    """

    wall: Int64s
    ahead: Int64s
    is_zoned: Mask
    is_read: Mask

    @staticmethod
    def none(length: int) -> "Reading":
        """A reading of nothing, to be filled in."""
        return Reading(
            np.zeros(length, np.int64), np.zeros(length, np.int64), np.zeros(length, bool), np.zeros(length, bool)
        )

    def put(self, at: npt.NDArray[np.int64] | slice, part: "Reading") -> None:
        """Fill in the cells at some places."""
        for name in ("wall", "ahead", "is_zoned", "is_read"):
            getattr(self, name)[at] = getattr(part, name)


def read_form(text: pa.LargeStringArray, form: Form, skip: Mask) -> Reading:
    """Read a column in one form: the date, and after a space or T `hh:mm`, seconds, fractions, AM or PM, a zone.

    Parameters
    ----------
    text : pyarrow.LargeStringArray (n,)
    form : Form
    skip : bool array (n,)
        Cells that are empty.
    """
    data, at = bytes_of(text)
    reading = Reading.none(len(text))
    lengths = np.where(skip, 0, np.diff(at))
    for length in np.unique(lengths[lengths >= form.length]).tolist():
        places = np.flatnonzero(lengths == length)
        for start in range(0, len(places), _CHUNK):
            some = places[start : start + _CHUNK]
            first, last = int(some[0]), int(some[-1])
            if at[last] + length - at[first] == length * len(some):  # side by side: no need to gather
                cells = data[at[first] : at[first] + length * len(some)].reshape(-1, length)
            else:
                cells = data[at[some][:, None] + np.arange(length)]
            where = slice(first, last + 1) if last + 1 - first == len(some) else some
            reading.put(where, _read_cells(np.ascontiguousarray(cells.T), form))
    return reading


def _read_cells(cells: Digits, form: Form) -> Reading:
    """Read cells of one length, given as one row for each letter."""
    days, fits = _read_date(cells, form)
    wall = days * DAY
    ahead, is_zoned = np.zeros(len(wall), np.int64), np.zeros(len(wall), bool)
    if len(cells) > form.length:
        time = cells[form.length :]
        tails = _tail_letters(time)
        for tail in np.unique(tails).tolist():
            some = tails == tail
            mine = time if some.all() else time[:, some]
            letters = len(mine) - abs(tail)
            clock, clock_fits = _read_time(mine[:letters])
            if tail < 0:
                clock, tail_fits = _read_half(clock, mine[-2])
            else:
                ahead[some], tail_fits = _read_zone(mine[letters:])
                is_zoned[some] = tail > 0
            wall[some] += clock
            fits[some] &= clock_fits & tail_fits
    return Reading(np.where(fits, wall, 0), np.where(fits, ahead, 0), is_zoned & fits, fits)


def _month_tables() -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    months = np.arange(f"{FIRST_YEAR}-01", f"{LAST_YEAR + 1}-02", dtype="datetime64[M]").astype("datetime64[D]")
    first = months.astype(np.int64)
    return first[:-1], np.diff(first)


_FIRST_DAY, _DAYS_IN_MONTH = _month_tables()


def _read_date(cells: Digits, form: Form) -> tuple[Int64s, Mask]:
    """Days since 1970, and whether each is a date of the form."""
    years, fits_years = _two_digits(cells, form.year + form.year_letters - 2)
    if form.year_letters == 4:
        century, fits_century = _two_digits(cells, form.year)
    else:
        century, fits_century = np.where(years >= PIVOT, 19, 20).astype(np.uint8), fits_years
    month, fits_month = _two_digits(cells, form.month)
    day, fits_day = _two_digits(cells, form.day)
    marks = [place - 1 for place in (form.year, form.month, form.day) if place]
    fits = fits_century & fits_years & fits_month & fits_day & (month >= 1) & (month <= 12) & (day >= 1)
    for place in marks:
        fits &= cells[place] == ord(form.mark)
    year = century.astype(np.int64) * 100 + years
    fits &= (year >= FIRST_YEAR) & (year <= LAST_YEAR)
    nth = np.where(fits, (year - FIRST_YEAR) * 12 + month - 1, 0)
    fits &= day <= _DAYS_IN_MONTH[nth]
    return _FIRST_DAY[nth] + day - 1, fits


def _read_time(cells: Digits) -> tuple[Int64s, Mask]:
    """Microseconds since midnight from ` hh:mm[:ss[.fff]]`, and whether each is a time."""
    n, letters = cells.shape[1], len(cells)
    if letters == 0:
        return np.zeros(n, np.int64), np.ones(n, bool)
    if letters not in (6, 9) and not 11 <= letters <= 19:
        return np.zeros(n, np.int64), np.zeros(n, bool)
    hour, fits_hour = _two_digits(cells, 1)
    minute, fits_minute = _two_digits(cells, 4)
    fits = ((cells[0] == ord(" ")) | (cells[0] == ord("T"))) & (cells[3] == ord(":"))
    fits &= fits_hour & fits_minute & (hour < 24) & (minute < 60)
    seconds = hour.astype(np.int64) * 3600 + minute.astype(np.int64) * 60
    if letters == 6:
        return seconds * SECOND, fits
    second, fits_second = _two_digits(cells, 7)
    fits &= fits_second & (cells[6] == ord(":")) & (second < 60)
    time = (seconds + second) * SECOND
    if letters > 9:
        fits &= (cells[9] == ord(".")) | (cells[9] == ord(","))
        for place in range(10, letters):
            digit = cells[place] - ord("0")
            fits &= digit < 10
            if place < 16:
                time += digit.astype(np.int64) * 10 ** (15 - place)
    return time, fits


def _tail_letters(time: Digits) -> npt.NDArray[np.int64]:
    """How many letters at the end of each time say its zone: `Z`, `+hh`, `+hhmm`, `+hh:mm`; below 0: ` PM` or `PM`."""
    letters = np.zeros(time.shape[1], np.int64)
    for count in (6, 5, 3):
        if len(time) - count >= 6:
            sign = time[len(time) - count]
            letters[(letters == 0) & ((sign == ord("+")) | (sign == ord("-")))] = count
    letters[time[-1] == ord("Z")] = 1
    if len(time) >= 8:
        is_half = np.isin(time[-1], _M) & np.isin(time[-2], [*_A, *_P])
        letters[is_half] = np.where(time[-3][is_half] == ord(" "), -3, -2)
    return letters


def _read_half(clock: Int64s, half: Digits) -> tuple[Int64s, Mask]:
    """Times of a clock with twelve hours, of which 12 is the first: `12:05 AM` is five past midnight."""
    hour = clock // _HOUR
    is_late = np.isin(half, _P)
    return clock + np.where(hour == 12, -12 * _HOUR, 0) + np.where(is_late, 12 * _HOUR, 0), (hour >= 1) & (hour <= 12)


def _read_zone(cells: Digits) -> tuple[Int64s, Mask]:
    """How far each clock is ahead of UTC, in microseconds, and whether that is a zone."""
    n, letters = cells.shape[1], len(cells)
    if letters <= 1:
        return np.zeros(n, np.int64), np.ones(n, bool)
    hour, fits = _two_digits(cells, 1)
    minute = np.zeros(n, np.uint8)
    if letters > 3:
        minute, fits_minute = _two_digits(cells, letters - 2)
        fits = fits & fits_minute
    if letters == 6:
        fits &= cells[3] == ord(":")
    ahead = (hour.astype(np.int64) * 3600 + minute.astype(np.int64) * 60) * SECOND
    return np.where(cells[0] == ord("-"), -ahead, ahead), fits & (hour < 15) & (minute < 60)


def _two_digits(cells: Digits, place: int) -> tuple[Digits, Mask]:
    """The number that two letters make, and whether both are digits."""
    tens, ones = cells[place] - ord("0"), cells[place + 1] - ord("0")
    return tens * 10 + ones, (tens < 10) & (ones < 10)
