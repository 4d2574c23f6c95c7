"""Business days and opening hours, against days worked out by hand from a Danish calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.calendar import business_day_numbers, day_of_business_day, day_of_open_seconds, open_seconds
from makegood.errors import MakegoodError

ZONE = ZoneInfo("Europe/Copenhagen")
EPOCH = date(1970, 1, 1)
HOURS = {"mon": "09:00-17:00", "tue": "09:00-12:00, 13:00-17:00", "wed": "09:00-17:00", "sun": "00:00-24:00"}


def number(day: date, country: str = "DK") -> int:
    return int(business_day_numbers(np.array([(day - EPOCH).days], np.int32), country)[0])


def open_day(n: int, country: str = "DK") -> date:
    return EPOCH + timedelta(days=int(day_of_business_day(np.array([n], np.int32), country)[0]))


def seconds(local: datetime, hours: dict[str, str] = HOURS) -> int:
    us = np.array([local.replace(tzinfo=ZONE).astimezone(UTC).timestamp() * 1e6], np.int64)
    return int(open_seconds(us, "Europe/Copenhagen", hours, "DK")[0])


@pytest.mark.parametrize(
    ("started", "ends"),
    [
        # two business days from each start: the local day with which the deadline ends
        (
            date(2024, 3, 26),
            date(2024, 4, 2),
        ),  # Tuesday before Easter: Wednesday; Thursday to Monday are closed; Tuesday
        (date(2024, 3, 27), date(2024, 4, 3)),  # Wednesday: Tuesday and Wednesday after Easter
        (date(2024, 3, 28), date(2024, 4, 4)),  # Maundy Thursday counts as Tuesday 2 April
        (date(2024, 4, 1), date(2024, 4, 4)),  # so does Easter Monday
        (date(2024, 12, 23), date(2024, 12, 27)),  # Monday: the 24th is open; the 25th and 26th are closed; Friday
        (date(2024, 12, 24), date(2024, 12, 30)),  # Tuesday: Friday the 27th, Monday the 30th
        (date(2024, 12, 25), date(2024, 12, 31)),  # closed, counts as the 27th: the 30th, the 31st
        (date(2024, 12, 30), date(2025, 1, 2)),  # Monday: the 31st; New Year's Day is closed; Thursday
        (date(2023, 5, 4), date(2023, 5, 9)),  # Thursday before Store Bededag 2023: Monday, Tuesday
        (date(2024, 4, 25), date(2024, 4, 29)),  # Thursday: Store Bededag ended in 2024, so Friday, Monday
        (date(2024, 5, 8), date(2024, 5, 13)),  # Wednesday before Ascension Day: Friday, Monday
        (date(2024, 6, 21), date(2024, 6, 25)),  # Friday before midsummer's night (Sunday 23 June): Monday, Tuesday
        (date(2024, 6, 23), date(2024, 6, 26)),  # that Sunday counts as Monday
        (date(2024, 3, 29), date(2024, 4, 4)),  # Good Friday, over the weekend in which the clocks change
        (date(2024, 10, 25), date(2024, 10, 29)),  # Friday before the clocks go back
    ],
)
def test_two_business_days_in_denmark(started: date, ends: date) -> None:
    assert open_day(number(started) + 2) == ends


def test_a_closed_day_has_the_number_of_the_next_open_one() -> None:
    easter = [number(date(2024, 3, day)) for day in (28, 29, 30, 31)] + [number(date(2024, 4, 1))]
    assert set(easter) == {number(date(2024, 4, 2))}
    assert number(date(2024, 4, 3)) == number(date(2024, 4, 2)) + 1


def test_christmas_eve_and_constitution_day_are_open_as_the_package_has_them() -> None:
    assert number(date(2024, 12, 25)) - number(date(2024, 12, 24)) == 1
    assert number(date(2024, 6, 6)) - number(date(2024, 6, 5)) == 1


def test_business_days_of_a_year_are_those_counted_by_hand() -> None:
    # 2025: 261 weekdays; closed on weekdays: 1 January, 17, 18, 21 April, 29 May, 9 June, 25 and 26 December
    assert number(date(2026, 1, 1)) - number(date(2025, 1, 1)) == 261 - 8


def test_another_country_has_other_holidays() -> None:
    assert number(date(2024, 7, 5), "US") - number(date(2024, 7, 4), "US") == 0
    assert number(date(2024, 7, 5), "DK") - number(date(2024, 7, 4), "DK") == 1


@settings(deadline=None)
@given(st.lists(st.integers(0, 80_000), min_size=1, max_size=50))
def test_the_day_of_a_number_is_the_next_open_day(days: list[int]) -> None:
    array = np.array(days, np.int32)
    numbers = business_day_numbers(array, "DK")
    back = day_of_business_day(numbers, "DK")
    assert (back >= array).all()
    assert business_day_numbers(back, "DK").tolist() == numbers.tolist()
    assert business_day_numbers((back + 1).astype(np.int32), "DK").tolist() == (numbers + 1).tolist()


def test_no_days_have_no_numbers() -> None:
    none = np.zeros(0, np.int32)
    assert business_day_numbers(none, "DK").tolist() == day_of_business_day(none, "DK").tolist() == []


def test_a_day_before_1970_counts_as_the_first() -> None:
    assert business_day_numbers(np.array([-1, 0], np.int32), "DK").tolist() == [0, 0]


@pytest.mark.parametrize(
    ("country", "fix"), [("DKX", "did you mean `DK`?"), ("Danmark", "write its two letters, as `DK`")]
)
def test_an_unknown_country_is_told_with_a_guess(country: str, fix: str) -> None:
    with pytest.raises(MakegoodError) as error:
        number(date(2024, 1, 1), country)
    assert str(error.value) == f"no holidays are known for this country\n  found: {country}\n  fix:   {fix}"


@pytest.mark.parametrize(
    ("start", "end", "hours_open"),
    [
        (datetime(2024, 4, 8, 0, 0), datetime(2024, 4, 9, 0, 0), 8),  # a Monday
        (datetime(2024, 4, 8, 10, 0), datetime(2024, 4, 8, 16, 30), 6.5),
        (datetime(2024, 4, 8, 16, 0), datetime(2024, 4, 9, 14, 0), 1 + 3 + 1),  # over the night and the lunch
        (datetime(2024, 4, 9, 12, 0), datetime(2024, 4, 9, 13, 0), 0),
        (datetime(2024, 4, 10, 17, 0), datetime(2024, 4, 14, 0, 0), 0),  # Wednesday evening to Sunday: closed
        (datetime(2024, 4, 1, 0, 0), datetime(2024, 4, 2, 0, 0), 0),  # Easter Monday
        (datetime(2024, 4, 7, 0, 0), datetime(2024, 4, 8, 0, 0), 24),  # a Sunday, open all day
        (datetime(2024, 10, 27, 0, 0), datetime(2024, 10, 28, 0, 0), 25),  # the clocks go back
        (datetime(2025, 3, 30, 0, 0), datetime(2025, 3, 31, 0, 0), 23),  # the clocks go forward
        (datetime(2025, 3, 30, 0, 0), datetime(2025, 3, 30, 4, 0), 3),
    ],
)
def test_open_seconds_between_two_local_times(start: datetime, end: datetime, hours_open: float) -> None:
    assert seconds(end) - seconds(start) == hours_open * 3600


@pytest.mark.parametrize(
    ("local", "more_hours", "day"),
    [
        (datetime(2024, 4, 8, 9, 0), 8, date(2024, 4, 8)),  # closing time exactly: still that day
        (datetime(2024, 4, 8, 9, 0), 8.001, date(2024, 4, 9)),
        (datetime(2024, 4, 10, 17, 0), 1, date(2024, 4, 14)),  # after closing on Wednesday: Sunday
        (datetime(2024, 3, 27, 16, 0), 2, date(2024, 4, 2)),  # over Easter: Sunday the 31st is a holiday too
    ],
)
def test_the_day_on_which_open_seconds_have_passed(local: datetime, more_hours: float, day: date) -> None:
    reached = np.array([seconds(local) + round(more_hours * 3600)])
    found = day_of_open_seconds(reached, "Europe/Copenhagen", HOURS, "DK")
    assert EPOCH + timedelta(days=int(found[0])) == day


def test_a_country_with_little_opening_finds_days_far_ahead() -> None:
    weekly = {"mon": "09:00-09:01"}
    far = day_of_open_seconds(np.array([3600 * 40]), "Europe/Copenhagen", weekly, "DK")
    us = np.array([(int(far[0]) + 1) * 86_400 * 1_000_000])
    assert open_seconds(us, "Europe/Copenhagen", weekly, "DK")[0] == 3600 * 40


def test_no_times_have_no_open_seconds() -> None:
    none = np.zeros(0, np.int64)
    assert open_seconds(none, "Europe/Copenhagen", HOURS, "DK").tolist() == []
    assert day_of_open_seconds(none, "Europe/Copenhagen", HOURS, "DK").tolist() == []


@pytest.mark.parametrize("text", ["9-17", "17:00-09:00", "09:00-25:00", "13:00-17:00, 09:00-12:00", "09:60-17:00", ""])
def test_hours_that_cannot_be_read_are_told_with_the_form(text: str) -> None:
    with pytest.raises(MakegoodError) as error:
        seconds(datetime(2024, 4, 8), {"mon": text})
    assert str(error.value) == "\n".join(
        [
            "opening_hours for mon cannot be read",
            *([f"  found: {text}"] if text else []),
            "  fix:   write them in order within the day, as `09:00-17:00` or `09:00-12:00, 13:00-17:00`",
        ]
    )


def test_an_unknown_weekday_is_told_with_a_guess() -> None:
    with pytest.raises(MakegoodError) as error:
        seconds(datetime(2024, 4, 8), {"monn": "09:00-17:00"})
    assert str(error.value) == (
        "no such weekday in opening_hours\n  found: monn\n"
        "  fix:   did you mean `mon`? Allowed: fri, mon, sat, sun, thu, tue, wed"
    )


def test_opening_hours_without_a_day_are_told() -> None:
    with pytest.raises(MakegoodError) as error:
        seconds(datetime(2024, 4, 8), {})
    assert str(error.value) == "opening_hours has no day\n  fix:   write `opening_hours: {mon: 09:00-17:00}`"
