"""The workshop's log: repairs and services with the time promised on the ticket, and punctures mended at once."""

import numpy as np
from numpy.typing import NDArray

from makegood.sample.draws import NEVER, Columns, Draw, days_of, decimal_comma, ids, kept_of, minutes_of, seen, shops_of
from makegood.sample.hours import DAY


def workshop(draw: Draw) -> Columns:
    """Repairs and services with the time promised on the ticket, and punctures mended while the customer waits."""
    jobs, punctures = _jobs(draw), _punctures(draw)
    columns = {name: np.concatenate([jobs[name], punctures[name]]) for name in jobs}
    order = np.argsort(columns["indleveret"], kind="stable")
    sorted_columns = {name: values[order] for name, values in columns.items()}
    regions = {shop.shop: shop.region for shop in draw.truths.shops}
    shops = shops_of(draw, len(order))
    return {
        "job": ids("V", 20_001, len(order)),
        "butik": shops,
        "region": np.array([regions[shop] for shop in shops]),
        **sorted_columns,
    }


def _jobs(draw: Draw) -> dict[str, NDArray[np.generic]]:
    log, hours, random = draw.log("workshop"), draw.hours, draw.random
    started = minutes_of(draw, days_of(draw, log), log)
    n = len(started)
    index = hours.business_index(started // DAY) + random.integers(1, 5, n)
    promised = hours.business[index] * DAY + random.integers(12, 18, n) * 60
    room = hours.open_minutes(promised) - hours.open_minutes(started) - 30
    early = -random.random(n) * np.minimum(room, 300)
    kept = kept_of(draw, promised // DAY, draw.truths.share("bike-ready-on-time"), log.alike)
    ready = hours.after(promised, np.where(kept, early, random.uniform(20, 600, n)))
    # The message goes out five minutes before the shop closes: on time by the shop's clock, too late for the customer.
    closing = hours.closes[np.searchsorted(hours.shop, ready // DAY)] - 5
    told = np.where((ready <= closing) & (random.random(n) < 0.6), closing, ready + 2)
    return {
        "type": np.where(random.random(n) < 0.6, "reparation", "service"),
        "indleveret": started,
        "lovet_klar": promised,
        "klar": seen(draw, ready),
        "sms_sendt": seen(draw, told),
        "minutter": np.full(n, "", dtype="<U6"),
    }


def _punctures(draw: Draw) -> dict[str, NDArray[np.generic]]:
    log, random = draw.log("punctures"), draw.random
    started = minutes_of(draw, days_of(draw, log), log)
    n = len(started)
    kept = kept_of(draw, started // DAY, draw.truths.share("puncture-in-an-hour"), log.alike)
    took = np.where(kept, random.uniform(12, 59.5, n), random.uniform(61, 140, n))
    forgotten = random.random(n) < 0.01
    return {
        "type": np.full(n, "punktering"),
        "indleveret": started,
        "lovet_klar": np.full(n, NEVER),
        "klar": seen(draw, started + np.ceil(took).astype(np.int64)),
        "sms_sendt": np.full(n, NEVER),
        "minutter": np.where(forgotten, "", decimal_comma(took, 1)),
    }
