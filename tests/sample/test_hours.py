"""The sample's own calendar, against days that anybody can look up."""

from datetime import date, datetime

import numpy as np
import pytest

from makegood.sample.hours import DAY, Hours, hours_of, minute_of, number_of, weekday

OPENING = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "10:00-18:00") | {"sat": "10:00-15:00"}


@pytest.fixture(scope="module")
def hours() -> Hours:
    return hours_of(OPENING, date(2025, 1, 1), date(2026, 3, 16))


def local(hours: Hours, start: datetime, minutes: float) -> str:
    after = int(hours.after(np.array([minute_of(start)]), np.array([minutes]))[0])
    return f"{np.datetime64(after, 'm')}"


def test_monday_is_nought_and_sunday_six():
    assert weekday(np.array([number_of(date(2026, 3, 16)), number_of(date(2026, 3, 22))])).tolist() == [0, 6]


def test_danish_easter_2025_takes_three_business_days(hours: Hours):
    before, after = (hours.business_index(np.array([number_of(date(2025, 4, day))])) for day in (16, 22))
    assert (after - before).tolist() == [1]


def test_a_closed_day_has_the_number_of_the_next_open_one(hours: Hours):
    saturday, monday = (hours.business_index(np.array([number_of(date(2026, 3, day))])) for day in (14, 16))
    assert saturday.tolist() == monday.tolist()


def test_opening_minutes_go_on_the_next_day_and_over_sunday(hours: Hours):
    assert local(hours, datetime(2026, 3, 12, 17, 30), 60) == "2026-03-13T10:30"
    assert local(hours, datetime(2026, 3, 14, 14, 0), 120) == "2026-03-16T11:00"
    assert local(hours, datetime(2026, 3, 15, 12, 0), 1) == "2026-03-16T10:01"


def test_what_ends_with_the_opening_hours_ends_that_day(hours: Hours):
    assert local(hours, datetime(2026, 3, 12, 17, 0), 60) == "2026-03-12T18:00"


def test_shops_are_closed_on_holidays(hours: Hours):
    christmas = number_of(date(2025, 12, 25))
    assert christmas not in hours.shop
    assert local(hours, datetime(2025, 12, 25, 12, 0), 5) == "2025-12-27T10:05"


def test_a_day_has_1440_minutes():
    assert minute_of(datetime(1970, 1, 2, 0, 1)) == DAY + 1
