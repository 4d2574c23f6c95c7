"""What customers write about Nordlys Cykler, and what it answers: stars, times, ids, and texts that nobody wrote.

Texts are built from `phrases.yaml`; the themes are the story's: delivery, the workshop's late message, the welcome
by the book, and the rest of life in a bicycle shop. Some hold a made-up telephone number, address or name, and most
replies are one of two stock phrases.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from makegood.sample import logs
from makegood.sample.draws import NEVER, Columns, Draw, draw_for, seen
from makegood.sample.hours import DAY
from makegood.sample.workshop import workshop

PHRASES = Path(__file__).with_name("phrases.yaml")
_NAMES = ("Anne", "Bo", "Camilla", "David", "Emil", "Freja", "Gitte", "Hassan", "Ida", "Jens", "Karin", "Lars")
_STAFF = ("Mikkel", "Louise", "Søren", "Nadia")


def reviews(draw: Draw) -> Columns:
    """Reviews of orders and of workshop jobs, in the order in which they were published."""
    plan, random = draw.truths.reviews, draw.random
    assert plan is not None, "this sample has no reviews"
    n = round(plan.number * draw.size)
    about_workshop = random.random(n) < plan.about_workshop
    ids, done, late = _experiences(draw, about_workshop)
    stars = np.where(late, _stars(draw, plan.stars_when_late, n), _stars(draw, plan.stars_when_kept, n))
    published = done + random.integers(4 * 60, 12 * DAY, n)
    published = seen(draw, published - published % DAY + random.integers(7 * 60, 23 * 60, n))
    names = [_NAMES[number] for number in random.integers(0, len(_NAMES), n)]
    texts, replies = _texts(draw, about_workshop, late, stars, names)
    order = np.argsort(published, kind="stable")
    order = order[(published[order] != NEVER) & (published[order] > done[order])]
    return {
        "id": [f"A{number}" for number in range(1, len(order) + 1)],
        "order_id": ids[order],
        "published": published[order],
        "stars": stars[order],
        "author": [f"{names[i]} {chr(65 + int(i) % 26)}." for i in order],
        "text": [texts[i] for i in order],
        "reply": [replies[i] for i in order],
    }


def _experiences(
    draw: Draw, about_workshop: NDArray[np.bool_]
) -> tuple[NDArray[np.str_], NDArray[np.int64], NDArray[np.bool_]]:
    """The order or job behind each review: its id, when it was done, and whether it was late."""
    seed = draw.random.bit_generator.seed_seq.entropy  # type: ignore[attr-defined]
    orders = logs.orders(draw_for(draw.truths, seed[0], 0, draw.size))
    jobs = workshop(draw_for(draw.truths, seed[0], 1, draw.size))
    index = draw.hours.business_index
    delivered, ready = np.asarray(orders["Leveret"]), np.asarray(jobs["klar"])
    days = index(delivered // DAY) - index(np.asarray(orders["Bestilt"]) // DAY)
    chosen = (_choose(draw, delivered, days > 2, len(about_workshop)), _choose(draw, ready, None, len(about_workshop)))
    promised = np.asarray(jobs["lovet_klar"])[chosen[1]]
    late = np.where(about_workshop, (promised != NEVER) & (ready[chosen[1]] > promised), days[chosen[0]] > 2)
    ids = np.where(about_workshop, "", np.asarray(orders["Ordrenr"])[chosen[0]])
    return ids, np.where(about_workshop, ready[chosen[1]], delivered[chosen[0]]), late


def _choose(draw: Draw, done: NDArray[np.int64], late: NDArray[np.bool_] | None, n: int) -> NDArray[np.int64]:
    """Which of the finished ones are written about; who waited too long writes four times as often."""
    weight = (done != NEVER) * (1.0 if late is None else np.where(late, 4.0, 1.0))
    return draw.random.choice(len(done), size=n, replace=False, p=weight / weight.sum())


def _stars(draw: Draw, chances: tuple[float, ...], n: int) -> NDArray[np.int64]:
    return draw.random.choice(np.arange(1, 6), size=n, p=chances)


def _texts(
    draw: Draw, about_workshop: NDArray[np.bool_], late: NDArray[np.bool_], stars: NDArray[np.int64], names: list[str]
) -> tuple[list[str], list[str]]:
    """What each customer writes, and what the shop answers; empty where it does not."""
    from ruamel.yaml import YAML

    phrases = YAML(typ="safe").load(PHRASES.read_text(encoding="utf-8"))
    texts, replies = [], []
    rows = zip(about_workshop.tolist(), late.tolist(), stars.tolist(), names, strict=True)
    for repair, slow, n, name in rows:
        mood = "glad" if n > 3 else "mixed" if n == 3 else "sour"
        theme = "workshop" if repair else "late" if slow else "delivery"
        staff = _STAFF[draw.random.integers(len(_STAFF))]
        told = {"days": draw.random.integers(3, 6), "name": name.lower(), "Name": name, "staff": staff}
        texts.append(_text(draw, phrases, theme, mood).format(**told))
        replies.append(_reply(draw, phrases, mood).format(**told))
    return texts, replies


def _text(draw: Draw, phrases: Mapping[str, Any], theme: str, mood: str) -> str:
    plan, random = draw.truths.reviews, draw.random
    assert plan is not None
    topics = plan.topics[mood]
    topic = random.choice(list(topics), p=list(topics.values()))
    pools = [phrases[theme][mood], phrases[topic][mood], phrases["endings"][mood], phrases["private"]]
    wanted = random.random(4) < (0.9, 0.45, 0.4, plan.private)
    parts = [_one(draw, pool) for pool, want in zip(pools, wanted, strict=True) if want]
    return ("\n" if random.random() < 0.1 else " ").join(parts)


def _reply(draw: Draw, phrases: Mapping[str, Any], mood: str) -> str:
    plan, random = draw.truths.reviews, draw.random
    assert plan is not None
    if random.random() >= plan.replied[mood]:
        return ""
    return _one(draw, phrases["stock" if random.random() < plan.stock else "own"]["glad" if mood == "glad" else "sour"])


def _one(draw: Draw, pool: Sequence[str]) -> str:
    return pool[int(draw.random.integers(len(pool)))]
