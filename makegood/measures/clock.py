"""The time at which a question is asked, in every scale that deadlines are counted in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np

from makegood.calendar import business_day_numbers, day_of_business_day, day_of_open_seconds, open_seconds
from makegood.measures.counts import EPOCH, Whole, as_date, day_number
from makegood.project import Project
from makegood.zones import SECOND, clock_changes

EPOCH_START = datetime(1970, 1, 1, tzinfo=UTC)
_US = timedelta(microseconds=1)


@dataclass(frozen=True)
class Clock:
    """One moment, as each scale counts it.

    Attributes
    ----------
    as_of : datetime, in the organisation's zone
        The newest time of which the data know; all the scales count it.
    us : int, microseconds since 1970 UTC
    day : int, days since 1970-01-01 of the local date
    business_day : int, business days before the local day
    open_seconds : int or None, seconds of opening hours since 1970; None without opening hours
    project : Project
        Its country, zone and opening hours.
    oldest : date
        No event is older; the zone's changes before it would only cost time.
    asked : datetime or None
        The time to answer for, when one was given; it may be later than what the data know.
    """

    as_of: datetime
    us: int
    day: int
    business_day: int
    open_seconds: int | None
    project: Project
    oldest: date = EPOCH

    asked: datetime | None = None

    @staticmethod
    def at(known: datetime, project: Project, oldest: date = EPOCH, asked: datetime | None = None) -> "Clock":
        """A moment in the project's country, zone and opening hours.

        Parameters
        ----------
        known : datetime, aware
            The newest time of which the data know: a deadline after it has not been seen to pass.
        project : Project
        oldest : date
            No event is older.
        asked : datetime, aware, or None
            The time to answer for; what happened between `known` and this is not known.
        """
        asked = asked.astimezone(project.zone) if asked else None
        known = known.astimezone(project.zone)
        known = min(known, asked) if asked else known
        us, day = microseconds(known), day_number(known.date())
        business_day = int(business_day_numbers(np.array([day], dtype=np.int32), project.country)[0])
        seconds = None
        if project.hours:
            moment = np.array([us], dtype=np.int64)
            seconds = int(open_seconds(moment, project.time_zone, project.hours, project.country)[0])
        return Clock(known, us, day, business_day, seconds, project, oldest, asked)

    @property
    def known_until(self) -> date:
        """The local day until which the data know what happened."""
        return as_date(self.day)

    @property
    def today(self) -> date:
        """The local day for which is answered."""
        return self.asked.date() if self.asked else self.known_until

    @property
    def offsets(self) -> tuple[tuple[int, int], ...]:
        """The zone's seconds from UTC, and the microsecond since which they hold, oldest first.

        With them a moment becomes a local day by whole numbers alone, the same on every engine.
        """
        changes = clock_changes(self.project.time_zone)
        first = int(np.searchsorted(changes.utc, (self.oldest - EPOCH) // _US))
        last = int(np.searchsorted(changes.utc, self.us + (timedelta(days=400) // _US)))
        since = [0, *changes.utc[first:last].tolist()]
        seconds = (changes.offset[first : last + 1] // SECOND).tolist()
        return tuple(zip(since, seconds, strict=True))

    def days_of_business_days(self, numbers: Whole) -> Whole:
        """The local days (since 1970) of business-day numbers."""
        return day_of_business_day(numbers.astype(np.int32), self.project.country).astype(np.int64)

    def days_of_open_minutes(self, numbers: Whole) -> Whole:
        """The local days (since 1970) on which so many minutes of opening hours since 1970 are reached."""
        at = self.project
        return day_of_open_seconds(numbers * 60, at.time_zone, at.hours, at.country).astype(np.int64)


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970 UTC.

    Examples
    --------
    >>> microseconds(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    return (moment - EPOCH_START) // _US
