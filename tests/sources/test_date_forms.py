"""Each form of dates, cell by cell, compared with Python's datetime."""

from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.sources.date_forms import FORMS, Form, read_form
from makegood.zones import SECOND

EPOCH = datetime(1970, 1, 1)
ISO = FORMS[0]
DATES = st.dates(date(1970, 1, 1), date(2199, 12, 31))


def read(cells: list[str], form: Form = ISO) -> list[tuple[int, int | None] | None]:
    """(microseconds of the wall clock, microseconds ahead of UTC or None), or None where it is no date."""
    reading = read_form(pa.array(cells, pa.large_string()), form, np.zeros(len(cells), bool))
    columns = (reading.wall, reading.ahead, reading.is_zoned, reading.is_read)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [(wall, ahead if zoned else None) if is_read else None for wall, ahead, zoned, is_read in rows]


def us(time: datetime) -> int:
    return (time.replace(tzinfo=None) - EPOCH) // timedelta(microseconds=1)


def write(day: date, form: Form) -> str:
    letters = {
        form.year: f"{day.year:04d}"[4 - form.year_letters :],
        form.month: f"{day.month:02d}",
        form.day: f"{day.day:02d}",
    }
    return form.mark.join(letters[place] for place in sorted(letters))


@settings(deadline=None)
@given(st.lists(DATES, min_size=1, max_size=20), st.sampled_from(FORMS))
def test_every_day_is_read_in_every_form(days: list[date], form: Form) -> None:
    if form.year_letters == 2:
        days = [day.replace(year=1970 + day.year % 100, day=min(day.day, 28)) for day in days]
    expected = [(us(datetime(day.year, day.month, day.day)), None) for day in days]
    assert read([write(day, form) for day in days], form) == expected


@settings(deadline=None)
@given(
    st.lists(st.datetimes(datetime(1970, 1, 1), datetime(2199, 12, 31)), min_size=1, max_size=20),
    st.integers(-840, 840),
)
def test_iso_times_of_every_length_are_read(times: list[datetime], minutes: int) -> None:
    zone = timezone(timedelta(minutes=minutes))
    for time in times:
        ahead = minutes * 60 * SECOND
        to_minute, to_second = time.replace(second=0, microsecond=0), time.replace(microsecond=0)
        milli = time.replace(microsecond=time.microsecond // 1000 * 1000)
        cells = [
            to_minute.isoformat(" ", "minutes"),
            to_second.isoformat("T", "seconds"),
            milli.isoformat(" ", "milliseconds"),
            time.isoformat("T", "microseconds"),
            time.isoformat("T", "microseconds") + "789Z",
            to_second.replace(tzinfo=zone).isoformat(" "),
            f"{time:%Y-%m-%dT%H:%M:%S}"
            + zone.tzname(None).removeprefix("UTC").replace(":", "").ljust(5, "0").replace("00000", "+0000"),
        ]
        expected = [
            *((us(exact), None) for exact in (to_minute, to_second, milli, time)),
            (us(time), 0),
            (us(to_second), ahead),
            (us(to_second), ahead),
        ]
        assert read(cells) == expected


@settings(deadline=None)
@given(
    st.lists(st.datetimes(datetime(1970, 1, 1), datetime(2069, 12, 31)), min_size=1, max_size=20),
    st.sampled_from(FORMS),
    st.sampled_from(["%I:%M %p", "%I:%M:%S %p", "%I:%M:%S%p"]),
)
def test_every_time_of_a_clock_with_twelve_hours_is_read(times: list[datetime], form: Form, clock: str) -> None:
    cells = [f"{write(time.date(), form)} {time.strftime(clock)}" for time in times]
    exact = [time.replace(microsecond=0, second=time.second if "%S" in clock else 0) for time in times]
    assert read(cells, form) == read([cell.lower() for cell in cells], form) == [(us(time), None) for time in exact]


@pytest.mark.parametrize(
    "cell",
    [
        "2024-01-10 13:00 PM",
        "2024-01-10 00:30 AM",
        "2024-01-10 PM",
        "2024-01-10 12:00 XM",
        "2024-01-10 12:00 PM+01:00",
        "2024-01-10 4:05 PM",
    ],
)
def test_what_is_no_hour_of_twelve_is_not_read(cell: str) -> None:
    assert read([cell]) == [None]


def test_years_of_two_digits_turn_at_1970() -> None:
    (form,) = (form for form in FORMS if form.name == "dd/mm/yy")
    expected = [(us(datetime(year, 12, 31)), None) for year in (1970, 1999, 2000, 2069)]
    assert read(["31/12/70", "31/12/99", "31/12/00", "31/12/69"], form) == expected
    assert (
        read(["29/02/00", "29/02/23", "31/12/1999", "31/12/9"], form)
        == [(us(datetime(2000, 2, 29)), None)] + [None] * 3
    )


def test_an_hour_of_offset_may_stand_alone() -> None:
    assert read(["2024-06-30 12:00:00-03"]) == [(us(datetime(2024, 6, 30, 12)), -3 * 3600 * SECOND)]


@pytest.mark.parametrize(
    "cell",
    [
        "2023-02-29",
        "2024-02-30",
        "2024-04-31",
        "2100-02-29",
        "2024-00-10",
        "2024-13-10",
        "2024-10-00",
        "1969-12-31",
        "2200-01-01",
        "9999-12-31",
        "2024-1-10",
        "2024/01/10",
        "2024-01-1O",
        "2024-01-10 24:00",
        "2024-01-10 12:60",
        "2024-01-10 12:00:60",
        "2024-01-10 12",
        "2024-01-10 12:0",
        "2024-01-10 12:00:0",
        "2024-01-10 12:00:00.",
        "2024-01-10_12:00",
        "2024-01-10 12.00",
        "2024-01-10 12:00:00+15:00",
        "2024-01-10 12:00:00+01:60",
        "2024-01-10 12:00:00+01-00",
        "2024-01-10 12:00:00 CET",
        "2024-01-10 12:00:00.1234567890",
        "2024-01-10-",
        "",
        "２０２４-01-10",
    ],
)
def test_what_is_no_date_of_the_form_is_not_read(cell: str) -> None:
    assert read([cell, "2024-01-10"]) == [None, (us(datetime(2024, 1, 10)), None)]


def test_leap_days_are_dates() -> None:
    assert read(["2024-02-29", "2000-02-29"]) == [(us(datetime(2024, 2, 29)), None), (us(datetime(2000, 2, 29)), None)]


def test_cells_of_mixed_lengths_and_empty_ones_are_read_in_place() -> None:
    cells = ["2024-01-01", "", "2024-01-01 12:00", "x" * 40, "2024-01-02", "2024-01-02T00:00Z", "2024-01-03"] * 9000
    column = pa.array(cells, pa.large_string())
    reading = read_form(column, ISO, np.array([not cell for cell in cells]))
    days = (reading.wall // (86_400 * SECOND)).tolist()
    assert days == [19723, 0, 19723, 0, 19724, 19724, 19725] * 9000
    assert reading.is_read.tolist() == [True, False, True, False, True, True, True] * 9000
    assert read_form(column.slice(4, 3), ISO, np.zeros(3, bool)).is_read.all()


def test_the_last_microsecond_of_a_day_is_read() -> None:
    assert read(["2024-12-31T23:59:59.999999Z"]) == [(us(datetime(2024, 12, 31, 23, 59, 59, 999999, UTC)), 0)]
