"""The telephone of Fjordby Kommune as its system counts it: half-hours, so many offered, so many answered in time."""

import numpy as np

from makegood.sample.draws import Columns, Draw, days_of, kept_of, minutes_of, shops_of
from makegood.sample.hours import DAY

HALF_HOUR = 30
LONGEST_DAY = 10 * 60  # minutes from opening to closing, at most


def half_hours(draw: Draw) -> Columns:
    """A row for each half-hour of opening and each area, quiet ones too; who gave up was not answered in time."""
    log, random = draw.log("telephone"), draw.random
    called = minutes_of(draw, days_of(draw, log), log)
    kept = kept_of(draw, called // DAY, draw.truths.share("telephone-5-minutes"), log.alike)
    gave_up = ~kept & (random.random(len(called)) < 0.45)
    area = shops_of(draw, len(called))
    open_now = _half_hours(draw)
    areas = np.array([shop.shop for shop in draw.truths.shops])
    order = np.argsort(areas)
    at = np.searchsorted(open_now, called // HALF_HOUR * HALF_HOUR) * len(areas)
    at += order[np.searchsorted(areas[order], area)]
    starts, n = np.repeat(open_now, len(areas)), len(open_now) * len(areas)
    return {
        "Dato": starts,
        "Tidsrum": [f"{_clock(m)}-{_clock(m + HALF_HOUR)}" for m in (starts % DAY).tolist()],
        "Område": np.tile(areas, len(open_now)),
        "Tilbudte": np.bincount(at, minlength=n),
        "Besvaret inden 5 min": np.bincount(at[kept], minlength=n),
        "Opgivne": np.bincount(at[gave_up], minlength=n),
    }


def _half_hours(draw: Draw) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The start of each half-hour of opening that was over when the log was written, in order."""
    hours = draw.hours
    first = np.datetime64(draw.truths.since, "D").astype(np.int64)
    starts = hours.opens[:, None] + np.arange(0, LONGEST_DAY, HALF_HOUR)
    inside = (starts < hours.closes[:, None]) & (starts + HALF_HOUR <= draw.last_minute()) & (starts >= first * DAY)
    return np.asarray(starts[inside])


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
