"""What all logs share: when things happen, in which shop, and which of them are kept."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from makegood.sample.hours import DAY, Hours, Whole, hours_of, minute_of, number_of, weekday
from makegood.sample.truths import Log, Truths

NEVER = -1  # a time that has not come when the logs are written
Columns = Mapping[str, ArrayLike]


@dataclass(frozen=True)
class Draw:
    """One log's chance: the truths, the calendar, the size, and a stream of random numbers of its own."""

    truths: Truths
    hours: Hours
    size: float
    random: np.random.Generator

    def log(self, name: str) -> Log:
        """The log of that name."""
        return self.truths.logs[name]

    def last_minute(self, log: Log | None = None) -> int:
        """The local minute at which the log was written."""
        return minute_of((log.until if log else None) or self.truths.until)


def draw_for(truths: Truths, seed: int, stream: int, size: float) -> Draw:
    """The draw of one log; another log's changes never move it."""
    hours = hours_of(truths.opening_hours, truths.since, truths.until.date())
    return Draw(truths, hours, size, np.random.default_rng([seed, stream]))


def expected(draw: Draw, log: Log) -> tuple[Whole, NDArray[np.float64]]:
    """Each local day of the log, and its part of an ordinary day."""
    days = np.arange(number_of(draw.truths.since), draw.last_minute(log) // DAY + 1)
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    part = np.array(draw.truths.months)[months] * np.array(log.weekdays)[weekday(days)]
    if log.open == "shop days":
        begun = draw.hours.shop[draw.hours.opens <= draw.last_minute(log)]
        return days, part * np.isin(days, begun)
    return days, part


def days_of(draw: Draw, log: Log) -> Whole:
    """The local day of each event, in order."""
    days, part = expected(draw, log)
    return np.repeat(days, draw.random.poisson(part * log.a_day * draw.size))


def minutes_of(draw: Draw, days: Whole, log: Log) -> Whole:
    """The local minute at which each event starts, in order: in opening hours, or from 6 to midnight."""
    hours = draw.hours
    if log.open == "shop days":
        at = np.searchsorted(hours.shop, days)
        minutes = draw.random.integers(hours.opens[at], hours.closes[at] - 10)
    else:
        minutes = days * DAY + draw.random.triangular(6 * 60, 19 * 60, DAY - 1, len(days)).astype(np.int64)
    return np.sort(minutes[minutes <= draw.last_minute(log)])


def shops_of(draw: Draw, n: int) -> NDArray[np.str_]:
    """The shop of each event."""
    weights = np.array([shop.weight for shop in draw.truths.shops])
    return draw.random.choice([shop.shop for shop in draw.truths.shops], size=n, p=weights / weights.sum())


def kept_of(draw: Draw, keys: Whole, share: ArrayLike, alike: float) -> NDArray[np.bool_]:
    """Which events are kept; the events of one key share a good or a bad day.

    Parameters
    ----------
    keys : int array, shape (events,); what makes events alike: a day
    share : float or float array, shape (events,); one share for each key
    alike : float, above 0; correlation within a key

    Notes
    -----
    Beta-binomial: each key's own share is drawn from a beta distribution around `share`.
    """
    _, first, index = np.unique(keys, return_index=True, return_inverse=True)
    mean = np.broadcast_to(np.asarray(share, dtype=float), keys.shape)[first]
    size = 1 / alike - 1
    own = np.where(mean < 1, draw.random.beta(mean * size, np.maximum((1 - mean) * size, 1e-9)), 1.0)
    return draw.random.random(len(keys)) < own[index]


def seen(draw: Draw, minutes: Whole, log: Log | None = None) -> Whole:
    """Times as the log knows them: what comes after it was written has not happened."""
    return np.where(minutes <= draw.last_minute(log), minutes, NEVER)


def in_opening(draw: Draw, days: Whole) -> Whole:
    """A minute in the opening hours of each shop day."""
    at = np.searchsorted(draw.hours.shop, days)
    return draw.random.integers(draw.hours.opens[at], draw.hours.closes[at])


def ids(prefix: str, first: int, n: int) -> list[str]:
    """Ids as systems give them, one after the other."""
    return [f"{prefix}{number}" for number in range(first, first + n)]


def decimal_comma(values: NDArray[np.float64], decimals: int) -> NDArray[np.str_]:
    """Numbers as Danes write them: `1249,50`."""
    return np.array([f"{value:.{decimals}f}".replace(".", ",") for value in values], dtype="<U12")
