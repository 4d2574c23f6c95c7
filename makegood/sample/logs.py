"""The logs: what Nordlys Cykler did, one function a log. Times are local minutes since 1970, or NEVER.

Each function takes its `Draw` and gives the columns of a file, one value for each row, in the order of the start.
"""

import numpy as np

from makegood.sample.draws import (
    NEVER,
    Columns,
    Draw,
    days_of,
    decimal_comma,
    expected,
    ids,
    in_opening,
    kept_of,
    minutes_of,
    seen,
    shops_of,
)
from makegood.sample.hours import DAY, number_of


def orders(draw: Draw) -> Columns:
    """Web orders. One and the same delivery keeps or breaks two promises: tomorrow, and 1-2 business days."""
    log, hours, random = draw.log("orders"), draw.hours, draw.random
    shop, share = draw.truths.promises["delivery-1-2-days"], draw.truths.share("delivery-1-2-days")
    started = minutes_of(draw, days_of(draw, log), log)
    index = hours.business_index(started // DAY)
    slips_on = number_of(shop.slips_on or draw.truths.until.date())
    in_two = np.where(hours.business[index + 2] >= slips_on, shop.slipped_share or share, share)
    by_two = kept_of(draw, index, in_two, log.alike)
    by_one = by_two & kept_of(draw, index, draw.truths.share("ad-tomorrow") / in_two, log.alike)
    later = 3 + (random.random(len(started)) < 0.18) * random.integers(1, 3, len(started))
    days = np.where(by_one, 1, np.where(by_two, 2, later))
    done = seen(draw, hours.business[index + days] * DAY + random.integers(9 * 60, 20 * 60, len(started)))
    cancelled = np.zeros(len(started), dtype=bool)
    cancelled[random.choice(len(started), round(log.cancelled * draw.size), replace=False)] = True
    done = np.where(cancelled, NEVER, done)
    return {
        "Ordrenr": ids("NC", 100_001, len(started)),
        "Butik": shops_of(draw, len(started)),
        "Bestilt": started,
        "Leveret": done,
        "Status": np.where(cancelled, "Annulleret", np.where(done == NEVER, "Undervejs", "Leveret")),
        "Beløb": decimal_comma(np.exp(random.normal(6.2, 0.9, len(started))), 2),
    }


def new_bikes(draw: Draw) -> Columns:
    """New bikes to be built; one customer waits far longer than any other."""
    log, hours, random = draw.log("new_bikes"), draw.hours, draw.random
    planted = draw.truths.promises["new-bike-ready"]
    days, part = expected(draw, log)
    index = hours.business_index(days)
    due = index + 3 < hours.business_index(days[part > 0][-1:])
    events = round((planted.events or 0) * draw.size)
    counts = random.multinomial(events, part * due / (part * due).sum())
    counts = np.where(due | (part == 0), counts, np.maximum(1, random.poisson(part * events / (part * due).sum())))
    each = np.repeat(days, counts)
    mishap = planted.mishap
    assert mishap is not None
    each[np.abs(each - number_of(mishap.day)).argmin()] = number_of(mishap.day)
    started = np.sort(in_opening(draw, each))
    unlucky = np.searchsorted(started, number_of(mishap.day) * DAY)
    index = hours.business_index(started // DAY)
    kept = kept_of(draw, started // DAY, draw.truths.share("new-bike-ready"), log.alike)
    # Over Easter four business days are eleven days; nobody else is to wait that long.
    kept |= hours.business[index + 4] - started // DAY > 9
    took = np.where(kept, random.integers(1, 4, len(started)), 4)
    done = in_opening(draw, hours.business[index + took])
    shops = shops_of(draw, len(started))
    shops[unlucky], done[unlucky] = mishap.shop, started[unlucky] + mishap.days * DAY
    return {
        "bike_id": ids("B", 7001, len(started)),
        "shop": shops,
        "bought_at": started,
        "ready_at": seen(draw, done),
    }


def collect(draw: Draw) -> Columns:
    """Orders to be collected in a shop."""
    log, random = draw.log("collect"), draw.random
    planted = draw.truths.promises["collect-in-2-hours"]
    started = minutes_of(draw, days_of(draw, log), log)
    n = len(started)
    shops = shops_of(draw, n)
    kept = kept_of(draw, started // DAY, draw.truths.share("collect-in-2-hours"), log.alike)
    for shop, share in planted.unlike.items():
        kept = np.where(shops == shop, kept_of(draw, started // DAY, share, log.alike), kept)
    took = np.where(kept, random.uniform(8, 118, n), random.uniform(123, 600, n))
    ready = seen(draw, draw.hours.after(started, took))
    return {"order_id": ids("K", 300_001, n), "shop": shops, "ordered": started, "ready": ready}


def refunds(draw: Draw) -> Columns:
    """Money paid back; days only."""
    log, random = draw.log("refunds"), draw.random
    started = minutes_of(draw, days_of(draw, log), log)
    n = len(started)
    kept = kept_of(draw, started // DAY, draw.truths.share("refund-in-5-days"), log.alike)
    took = np.where(kept, random.integers(1, 6, n), random.integers(6, 10, n))
    paid = draw.hours.business[draw.hours.business_index(started // DAY) + took] * DAY
    return {
        "refund_id": ids("R", 5001, n),
        "returned_on": started,
        "paid_on": seen(draw, paid + DAY // 2),
        "amount": decimal_comma(np.exp(random.normal(6.0, 0.8, n)), 2),
    }


def mails(draw: Draw) -> Columns:
    """Mails to the customer service, which is one for all shops."""
    log, hours, random = draw.log("mails"), draw.hours, draw.random
    started = minutes_of(draw, days_of(draw, log), log)
    n = len(started)
    index = hours.business_index(started // DAY)
    open_day = hours.business[index] == started // DAY
    same_day = (random.random(n) < 0.5) & (~open_day | (started % DAY < 15 * 60))
    kept = kept_of(draw, started // DAY, draw.truths.share("mail-in-1-day"), log.alike)
    took = np.where(kept, np.where(same_day, 0, 1), random.integers(2, 5, n))
    answered = hours.business[index + took] * DAY + random.integers(8 * 60, 17 * 60, n)
    soon = started + random.integers(15, 150, n)
    return {
        "ticket": ids("M", 40_001, n),
        "received_at": started,
        "answered_at": seen(draw, np.where(open_day & (took == 0), soon, answered)),
    }


def parts(draw: Draw) -> Columns:
    """Spare parts ordered home; days only."""
    log, random = draw.log("parts"), draw.random
    started = minutes_of(draw, days_of(draw, log), log)
    n = len(started)
    kept = kept_of(draw, started // DAY, draw.truths.share("parts-in-5-days"), log.alike)
    took = np.where(kept, random.integers(1, 6, n), random.integers(6, 10, n))
    arrived = seen(draw, (started // DAY + took) * DAY + DAY // 2)
    return {
        "part_order": ids("D", 60_001, n),
        "shop": shops_of(draw, n),
        "ordered_on": started,
        "arrived_on": arrived,
    }


def callbacks(draw: Draw) -> Columns:
    """People who asked to be called back: a young log with few rows, of which the last is not due yet."""
    planted, random = draw.truths.promises["call-back-in-24-hours"], draw.random
    events, kept_events = planted.events or 0, planted.kept or 0
    last = draw.last_minute()
    days = draw.hours.business
    days = days[(days >= number_of(planted.since or draw.truths.since)) & (days < last // DAY - 3)]
    started = np.sort(random.choice(days, events)) * DAY + random.integers(10 * 60, 17 * 60, events)
    started = np.sort(started)
    kept = np.zeros(events, dtype=bool)
    kept[random.choice(events, kept_events, replace=False)] = True
    same_day = started + random.integers(30, 180, events)
    days_later = np.where(kept, 1, random.integers(2, 4, events))
    another = (started // DAY + days_later) * DAY + random.integers(9 * 60, 10 * 60, events)
    called = np.where(kept & (random.random(events) < 0.6), same_day, another)
    waiting = last - 15 * 60
    return {
        "id": ids("T", 1, events + 1),
        "asked_at": np.append(started, waiting),
        "called_at": np.append(called, NEVER),
    }


def calls(draw: Draw) -> Columns:
    """Telephone calls with the seconds waited; empty where the caller gave up."""
    log, random = draw.log("calls"), draw.random
    started = minutes_of(draw, days_of(draw, log), log)
    n = len(started)
    kept = kept_of(draw, started // DAY, draw.truths.share("answer-in-3-minutes"), log.alike)
    waited = np.where(kept, np.minimum(random.exponential(55, n), 178) + 2, random.uniform(185, 900, n)).astype(
        np.int64
    )
    gave_up = ~kept & (random.random(n) < 0.4)
    return {
        "call_id": ids("C", 800_001, n),
        "called_at": started,
        "waited_seconds": np.where(gave_up, "", waited.astype("<U6")),
    }
