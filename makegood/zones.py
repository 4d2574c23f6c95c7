"""Local time and UTC for whole columns: a zone's clock changes as a table, looked up with searchsorted.

All times are microseconds since 1970: of UTC, or of a wall clock that knows no zone. Years 1970 to 2200.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

import numpy as np
import numpy.typing as npt

from makegood.errors import MakegoodError, guess

Int64s = npt.NDArray[np.int64]

SECOND = 1_000_000
DAY = 86_400 * SECOND
_START, _DAYS = datetime(1969, 12, 30, tzinfo=UTC), 84_400


@dataclass(frozen=True)
class Changes:
    """The clock changes of one zone.

    Attributes
    ----------
    utc : int64 array (n_changes,)
        When each change happens.
    wall : int64 array (n_changes,)
        The wall clock from which the new offset holds: the later of the two readings at the change, so that an hour
        that comes twice is read as the first, and one that never comes is moved forward (as `fold=0` does).
    offset : int64 array (n_changes + 1,)
        Wall clock minus UTC, before the first change and after each.
    """

    utc: Int64s
    wall: Int64s
    offset: Int64s


def find_zone(name: str) -> ZoneInfo:
    """The zone of that name.

    Raises
    ------
    MakegoodError : when there is none.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        names = available_timezones()
        near = guess(name, names).partition(" Allowed:")[0]
        fix = near if near.startswith("did") else "write it as `Europe/Copenhagen`"
        raise MakegoodError("no such time zone", found=name, fix=fix) from None


@lru_cache(maxsize=32)
def clock_changes(name: str) -> Changes:
    """Every change of a zone's offset from 1970 to 2200.

    Notes
    -----
    Found by asking zoneinfo for each week and halving the weeks that differ; assumes at most one change a week, as in
    every zone of the time zone database (Morocco's Ramadan is the shortest, a month).
    """
    zone = find_zone(name)

    def offset_at(second: int) -> int:
        there = (_START + timedelta(seconds=second)).astimezone(zone).utcoffset()
        assert there is not None
        return round(there.total_seconds())

    start = round(_START.timestamp())
    offsets, changes = [offset_at(0)], []
    for day in range(7, _DAYS, 7):
        new = offset_at(day * 86_400)
        if new == offsets[-1]:
            continue
        before, after = (day - 7) * 86_400, day * 86_400
        while after - before > 1:
            middle = (before + after) // 2
            before, after = (middle, after) if offset_at(middle) == offsets[-1] else (before, middle)
        changes.append(start + after)
        offsets.append(new)
    utc, offset = np.array(changes, np.int64) * SECOND, np.array(offsets, np.int64) * SECOND
    return Changes(utc, utc + np.maximum(offset[:-1], offset[1:]), offset)


def to_utc(wall: Int64s, zone: str) -> Int64s:
    """Wall clock times of a zone as UTC; an hour that comes twice is the first, one that never comes moves forward.

    Examples
    --------
    >>> noon = np.array([DAY // 2])
    >>> int(to_utc(noon, "Europe/Copenhagen")[0] - noon[0]) // SECOND
    -3600
    """
    changes = clock_changes(zone)
    return wall - _offsets(wall, changes.wall, changes.offset)


def to_wall(utc: Int64s, zone: str) -> Int64s:
    """UTC times as a zone's wall clock shows them."""
    changes = clock_changes(zone)
    return utc + _offsets(utc, changes.utc, changes.offset)


def local_day(utc: Int64s, zone: str) -> npt.NDArray[np.int32]:
    """Days since 1970-01-01 of the local date."""
    return (to_wall(utc, zone) // DAY).astype(np.int32)


def _offsets(times: Int64s, changes: Int64s, offset: Int64s) -> Int64s | np.int64:
    """The offset in force at each time, looking only at the changes within the times' own range: a short table."""
    if not len(times):
        return np.int64(0)
    first, last = np.searchsorted(changes, [times.min(), times.max()], side="right")
    if first == last:
        return np.int64(offset[first])
    within: Int64s = offset[first + np.searchsorted(changes[first:last], times, side="right")]
    return within
