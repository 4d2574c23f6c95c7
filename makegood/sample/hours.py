"""The sample's own calendar: shop days, business days and opening hours, in whole local days and minutes since 1970.

Written apart from the reader's calendar, so that the sample tests the reader.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

DAY = 1440
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EPOCH = date(1970, 1, 1)


def number_of(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


def minute_of(moment: datetime) -> int:
    """Local minutes since 1970-01-01."""
    return number_of(moment.date()) * DAY + moment.hour * 60 + moment.minute


def weekday(days: Whole) -> Whole:
    """0 for Monday to 6 for Sunday; 1970-01-01 was a Thursday."""
    return (days + 3) % 7


@dataclass(frozen=True)
class Hours:
    """When the shops are open, from some weeks before the logs to some months after.

    Attributes
    ----------
    business : days that are neither weekend nor holiday, in order
    shop : days on which shops are open, in order
    opens, closes : local minutes of each shop day
    """

    business: Whole
    shop: Whole
    opens: Whole
    closes: Whole

    def business_index(self, days: Whole) -> Whole:
        """Business days before each day: a closed day has the number of the next open one."""
        return np.searchsorted(self.business, days).astype(np.int64)

    def open_minutes(self, minutes: Whole) -> NDArray[np.float64]:
        """Opening minutes before each local minute."""
        lengths = self.closes - self.opens
        ends = np.cumsum(lengths)
        edges = np.stack([self.opens, self.closes], axis=1).ravel()
        sums = np.stack([ends - lengths, ends], axis=1).ravel()
        return np.asarray(np.interp(minutes, edges, sums), dtype=np.float64)

    def after(self, minutes: Whole, opening_minutes: NDArray[np.float64]) -> Whole:
        """The local minute that lies so many opening minutes after each minute, or before it where negative."""
        ends = np.cumsum(self.closes - self.opens)
        target = np.round(self.open_minutes(minutes) + opening_minutes).astype(np.int64)
        at = np.searchsorted(ends, target)
        return np.asarray(self.closes[at] - (ends[at] - target), dtype=np.int64)


def hours_of(opening: Mapping[str, str], first: date, last: date) -> Hours:
    """The calendar of Danish shops with these opening hours; closed on holidays."""
    import holidays

    days = np.arange(number_of(first - timedelta(days=30)), number_of(last + timedelta(days=200)))
    years = range(first.year - 1, last.year + 2)
    closed = [number_of(day) for day in holidays.country_holidays("DK", years=years)]
    working = days[~np.isin(days, closed)]
    shop = working[np.isin(weekday(working), [i for i, name in enumerate(WEEKDAYS) if name in opening])]
    bounds = np.array([[_clock(text) for text in opening.get(name, "0:00-0:00").split("-")] for name in WEEKDAYS])
    opens, closes = (shop * DAY + bounds[weekday(shop), side] for side in (0, 1))
    return Hours(working[weekday(working) < 5], shop, opens, closes)


def _clock(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)
