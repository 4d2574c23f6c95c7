"""Days, weeks, periods and durations as people say them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from makegood.model import Period
from makegood.words.dates import in_period, say_day, say_duration, say_moment, say_period, say_week
from makegood.written import Duration
from tests.made_states import LAST_DECEMBER, MARCH, QUARTER, YEAR


def test_a_day_of_this_year_has_no_year():
    day = date(2026, 3, 3)
    assert (say_day(day, "da", 2026), say_day(day, "en", 2026)) == ("3. marts", "3 March")


def test_a_day_of_another_year_has_its_year():
    day = date(2025, 12, 31)
    assert (say_day(day, "da", 2026), say_day(day, "en", 2026)) == ("31. december 2025", "31 December 2025")


@pytest.mark.parametrize(
    ("period", "da", "en"),
    [
        (MARCH, "i marts", "in March"),
        (LAST_DECEMBER, "i december 2025", "in December 2025"),
        (QUARTER, "i 1. kvartal 2026", "in the 1st quarter of 2026"),
        (
            Period("2025-Q4", date(2025, 10, 1), date(2025, 12, 31), "quarter"),
            "i 4. kvartal 2025",
            "in the 4th quarter of 2025",
        ),
        (YEAR, "i 2025", "in 2025"),
    ],
)
def test_a_period_is_said_as_when_something_happened(period, da, en):
    assert (in_period(period, "da", 2026), in_period(period, "en", 2026)) == (da, en)
    assert (in_period(period, "da", 2026).removeprefix("i "),) == (say_period(period, "da", 2026),)


@pytest.mark.parametrize(
    ("day", "da", "en"),
    [
        (date(2026, 8, 20), "uge 34", "week 34"),
        (date(2027, 1, 14), "uge 2 i 2027", "week 2 of 2027"),
        (date(2027, 1, 1), "uge 53", "week 53"),  # ISO week 53 of 2026
        (date(2025, 12, 29), "uge 1", "week 1"),  # ISO week 1 of 2026
    ],
)
def test_a_week_is_the_iso_week(day, da, en):
    assert (say_week(day, "da", 2026), say_week(day, "en", 2026)) == (da, en)


@pytest.mark.parametrize(
    ("written", "da", "en"),
    [
        ("2 business days", "2 hverdage", "2 business days"),
        ("1 business day", "1 hverdag", "1 business day"),
        ("0 days", "0 dage", "0 days"),
        ("1 week", "7 dage", "7 days"),
        ("15 minutes", "15 minutter", "15 minutes"),
        ("1 minute", "1 minut", "1 minute"),
        ("24 hours", "24 timer", "24 hours"),
        ("1 hour", "1 time", "1 hour"),
        ("1,5 hours", "1,5 timer", "1.5 hours"),
        ("4 opening hours", "4 åbningstimer", "4 opening hours"),
        ("1 opening hour", "1 åbningstime", "1 opening hour"),
        ("1440 minutes", "1.440 minutter", "1,440 minutes"),
    ],
)
def test_a_duration_is_said_in_the_number_it_has(written, da, en):
    duration = Duration.parse(written)
    assert (say_duration(duration, "da"), say_duration(duration, "en")) == (da, en)


def test_a_moment_is_said_in_the_zone_it_carries():
    moment = datetime(2026, 5, 10, 7, 5, tzinfo=ZoneInfo("Europe/Copenhagen"))
    assert (say_moment(moment, "da"), say_moment(moment, "en")) == ("10. maj 2026 kl. 07.05", "10 May 2026 at 07:05")
