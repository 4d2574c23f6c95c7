"""The logs of Fjordby Kommune: cases and their deadlines, and what citizens do next.

Times are local minutes since 1970, or NEVER. Each function takes its `Draw` and gives the columns of a file, one value
for each row, in the order of the start.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from makegood.sample.draws import (
    NEVER,
    Columns,
    Draw,
    days_of,
    draw_for,
    ids,
    in_opening,
    kept_of,
    minutes_of,
    seen,
    shops_of,
)
from makegood.sample.hours import DAY, Whole, number_of
from makegood.sample.truths import FOLLOWS_NOTHING

CITIZENS = 60_000
# Each kind of case: its name in the file, its promise, and the log it is drawn from.
KINDS = (
    ("Byggesag", "building-40-days", "building"),
    ("Hjælpemiddel", "aids-15-days", "aids"),
    ("Dagtilbud", "childcare-on-date", "childcare"),
    ("Boligstøtte", "housing-4-weeks", "housing"),
    ("Aktindsigt", "access-in-7-days", "access"),
)


@dataclass(frozen=True)
class Cases:
    """All cases by when they came in; `due` is NEVER where a case has no date of its own."""

    kind: NDArray[np.str_]
    area: NDArray[np.str_]
    started: Whole
    due: Whole
    done: Whole
    kept: NDArray[np.bool_]
    citizen: Whole


def cases(draw: Draw) -> Columns:
    """Cases of five kinds in one file, as a case system exports them."""
    found = _cases(draw)
    return {
        "Sagsnr": _numbers(len(found.started)),
        "Sagstype": found.kind,
        "Område": found.area,
        "Modtaget": found.started,
        "Lovet": found.due,
        "Afgjort": seen(draw, found.done),
        "Borger": [f"borger {number}" for number in found.citizen.tolist()],
    }


def contacts(draw: Draw) -> Columns:
    """Citizens who write or call again about their case; more often where its promise was broken."""
    found, numbers = _all_cases(draw)
    chosen = _who(draw, found, "contacts")
    random = draw.random
    after = found.started[chosen] + random.integers(3 * DAY, 25 * DAY, len(chosen))
    at = in_opening(draw, _shop_day(draw, after))
    order = np.argsort(at, kind="stable")
    order = order[at[order] <= draw.last_minute()]
    return {
        "id": ids("H", 1, len(order)),
        "sag": [numbers[case] for case in chosen[order].tolist()],
        "tidspunkt": at[order],
        "kanal": random.choice(["telefon", "mail", "fremmøde"], len(order), p=[0.5, 0.4, 0.1]),
    }


def complaints(draw: Draw) -> Columns:
    """Citizens who complain about a decision, when they got a receipt, and whether they were put right."""
    found, numbers = _all_cases(draw)
    log, random = draw.log("complaints"), draw.random
    chosen = _who(draw, found, "complaints")
    chosen = chosen[found.done[chosen] <= draw.last_minute()]
    at = in_opening(draw, _shop_day(draw, found.done[chosen] + random.integers(DAY, 20 * DAY, len(chosen))))
    order = np.argsort(at, kind="stable")
    order = order[at[order] <= draw.last_minute()]
    chosen, at = chosen[order], at[order]
    follow = draw.truths.follows["overturned"]
    right = random.random(len(at)) < np.where(found.kept[chosen], follow.kept, follow.broken)
    kept = kept_of(draw, at // DAY, draw.truths.share("receipt-in-3-days"), log.alike)
    took = np.where(kept, random.integers(0, 4, len(at)), random.integers(4, 9, len(at)))
    receipt = (
        draw.hours.business[draw.hours.business_index(at // DAY) + took] * DAY
        + 15 * 60
        + random.integers(0, 90, len(at))
    )
    old = at < draw.last_minute() - 60 * DAY
    return {
        "klagenr": ids("K", 501, len(at)),
        "sag": [numbers[case] for case in chosen.tolist()],
        "område": found.area[chosen],
        "modtaget": at,
        "kvitteret": seen(draw, receipt),
        "udfald": np.where(old, np.where(right, "medhold", "fastholdt"), ""),
    }


def queue(draw: Draw) -> Columns:
    """Numbers drawn for a passport or a licence, with the minutes waited; empty where the citizen left."""
    log, random = draw.log("queue"), draw.random
    planted = draw.truths.promises["queue-15-minutes"]
    started = minutes_of(draw, days_of(draw, log), log)
    n = len(started)
    slips_on = number_of(planted.slips_on or draw.truths.until.date())
    share = np.where(started // DAY >= slips_on, planted.slipped_share or 1.0, draw.truths.share("queue-15-minutes"))
    kept = kept_of(draw, started // DAY, share, log.alike)
    waited = np.where(kept, random.integers(0, 16, n), random.integers(16, 70, n))
    left = ~kept & (random.random(n) < 0.3)
    return {
        "nummer": ids("N", 10_001, n),
        "område": shops_of(draw, n),
        "taget": started,
        "minutter": np.where(left, "", waited.astype("<U4")),
    }


def _cases(draw: Draw) -> Cases:
    parts = [_of_kind(draw, *kind) for kind in KINDS]
    started = np.concatenate([part.started for part in parts])
    order = np.argsort(started, kind="stable")
    columns = {
        name: np.concatenate([getattr(part, name) for part in parts])[order] for name in Cases.__dataclass_fields__
    }
    return Cases(**columns)


def _all_cases(draw: Draw) -> tuple[Cases, list[str]]:
    """The cases of the first file, drawn again as they were drawn there, and their numbers."""
    seed = draw.random.bit_generator.seed_seq.entropy  # type: ignore[attr-defined]
    found = _cases(draw_for(draw.truths, seed[0], 0, draw.size))
    return found, _numbers(len(found.started))


def _numbers(n: int) -> list[str]:
    return ids("2025-", 100_001, n)


def _of_kind(draw: Draw, kind: str, promise: str, log_name: str) -> Cases:
    log, hours, random = draw.log(log_name), draw.hours, draw.random
    started = minutes_of(draw, days_of(draw, log), log)
    n = len(started)
    due = np.full(n, NEVER)
    if log_name == "childcare":
        due = hours.business[hours.business_index(started // DAY) + random.integers(30, 70, n)] * DAY
    kept = kept_of(draw, started // DAY, draw.truths.share(promise), log.alike)
    day = _decided(draw, log_name, started // DAY, due // DAY, kept)
    done = in_opening(draw, day)
    return Cases(np.full(n, kind), shops_of(draw, n), started, due, done, kept, random.integers(1, CITIZENS, n))


def _decided(draw: Draw, log: str, started: Whole, due: Whole, kept: NDArray[np.bool_]) -> Whole:
    """The shop day of each decision, in time or not."""
    hours, random, n = draw.hours, draw.random, len(started)
    index = hours.business_index(started)
    if log == "childcare":
        last = hours.business_index(due)
        return np.asarray(hours.business[last + np.where(kept, -random.integers(0, 5, n), random.integers(1, 15, n))])
    if log in ("aids", "access"):
        limit = 15 if log == "aids" else 7
        late = limit + 1 + np.floor(random.exponential(5, n)).astype(np.int64).clip(0, 20)
        return np.asarray(hours.business[index + np.where(kept, random.integers(limit // 3, limit + 1, n), late)])
    limit = 40 if log == "building" else 28
    latest = np.searchsorted(hours.business, started + limit, side="right") - 1  # the last business day in time
    early = latest - random.integers(0, limit // 3, n)
    return np.asarray(hours.business[np.where(kept, early, latest + random.integers(1, 14, n))])


def _shop_day(draw: Draw, minutes: Whole) -> Whole:
    """The first shop day on or after each minute's day."""
    days = draw.hours.shop
    return np.asarray(days[np.searchsorted(days, minutes // DAY).clip(0, len(days) - 1)])


def _who(draw: Draw, found: Cases, follow: str) -> Whole:
    """The cases that something follows, by chance; requests for access are left alone."""
    planted = draw.truths.follows.get(follow, FOLLOWS_NOTHING)
    chance = np.where(found.kept, planted.kept, planted.broken) * (found.kind != KINDS[-1][0])
    return np.flatnonzero(draw.random.random(len(chance)) < chance)
