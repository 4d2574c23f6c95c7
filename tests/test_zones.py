"""Local time and UTC, compared with zoneinfo minute by minute."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from makegood.errors import MakegoodError
from makegood.zones import SECOND, find_zone, local_day, to_utc, to_wall

EPOCH = datetime(1970, 1, 1)
# Days with clock changes: Copenhagen (spring, autumn), São Paulo (at midnight), Lord Howe (half an hour).
CHANGES = [
    ("Europe/Copenhagen", datetime(2024, 3, 31)),
    ("Europe/Copenhagen", datetime(2024, 10, 27)),
    ("Europe/Copenhagen", datetime(1980, 4, 6)),
    ("America/Sao_Paulo", datetime(2017, 10, 15)),
    ("America/Sao_Paulo", datetime(2018, 2, 17)),
    ("Australia/Lord_Howe", datetime(2024, 4, 7)),
    ("Australia/Lord_Howe", datetime(2024, 10, 6)),
    ("Pacific/Apia", datetime(2011, 12, 30)),  # a day that never was
]


def minutes_around(day: datetime) -> list[datetime]:
    return [day - timedelta(days=1) + timedelta(minutes=minute) for minute in range(3 * 1440)]


def as_us(times: list[datetime]) -> np.ndarray:
    return np.array([(time - EPOCH) // timedelta(microseconds=1) for time in times])


@pytest.mark.parametrize(("name", "day"), CHANGES)
def test_every_minute_around_a_clock_change_is_the_utc_that_zoneinfo_gives(name: str, day: datetime) -> None:
    walls, zone = minutes_around(day), ZoneInfo(name)
    expected = [wall.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None) for wall in walls]
    assert to_utc(as_us(walls), name).tolist() == as_us(expected).tolist()


@pytest.mark.parametrize(("name", "day"), CHANGES)
def test_every_utc_minute_around_a_clock_change_shows_the_wall_clock_of_zoneinfo(name: str, day: datetime) -> None:
    moments, zone = minutes_around(day), ZoneInfo(name)
    expected = [moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None) for moment in moments]
    assert to_wall(as_us(moments), name).tolist() == as_us(expected).tolist()
    assert local_day(as_us(moments), name).tolist() == [(wall - EPOCH).days for wall in expected]


@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        (datetime(2024, 10, 27, 2, 30), datetime(2024, 10, 27, 0, 30)),  # comes twice: the first, in summer time
        (datetime(2024, 3, 31, 2, 30), datetime(2024, 3, 31, 1, 30)),  # never comes: 03:30 summer time
        (datetime(2024, 6, 23, 23, 59), datetime(2024, 6, 23, 21, 59)),  # midsummer's night
    ],
)
def test_the_hours_that_come_twice_or_never_in_denmark(wall: datetime, utc: datetime) -> None:
    assert to_utc(as_us([wall]), "Europe/Copenhagen").tolist() == as_us([utc]).tolist()


@pytest.mark.parametrize("name", ["Europe/Copenhagen", "America/Sao_Paulo", "Africa/Casablanca"])
def test_every_sixth_hour_of_sixty_years_shows_the_wall_clock_of_zoneinfo(name: str) -> None:
    zone, start = ZoneInfo(name), datetime(1975, 1, 1, tzinfo=UTC)
    moments = [start + timedelta(hours=6 * step) for step in range(60 * 365 * 4)]
    expected = [moment.astimezone(zone).replace(tzinfo=None) for moment in moments]
    assert (
        to_wall(as_us([moment.replace(tzinfo=None) for moment in moments]), name).tolist() == as_us(expected).tolist()
    )


def test_no_times_give_no_times() -> None:
    none = np.zeros(0, np.int64)
    assert to_utc(none, "Europe/Copenhagen").tolist() == to_wall(none, "Europe/Copenhagen").tolist() == []


@pytest.mark.parametrize(
    ("name", "fix"),
    [("Europe/Kopenhagen", "did you mean `Europe/Copenhagen`?"), ("", "write it as `Europe/Copenhagen`")],
)
def test_an_unknown_zone_is_told_with_a_guess(name: str, fix: str) -> None:
    with pytest.raises(MakegoodError) as error:
        find_zone(name)
    assert str(error.value) == "\n".join(
        ["no such time zone", *([f"  found: {name}"] if name else []), f"  fix:   {fix}"]
    )


@pytest.mark.parametrize("machine", ["UTC", "Asia/Tokyo", "America/New_York"])
def test_the_machines_own_zone_changes_nothing(machine: str) -> None:
    code = "import numpy as np; from makegood.zones import to_utc; print(to_utc(np.array([10**15]), 'Asia/Kolkata')[0])"
    environment = {**os.environ, "TZ": machine}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert int(ran.stdout) == 10**15 - (5 * 60 + 30) * 60 * SECOND
