"""What is a row of this file: one event, one review, a count, or nothing that can be held against a promise?

Each meaning that names and cells agree on speaks for one kind; the kind with most behind it wins, if it has enough.
"""

from dataclasses import dataclass

from makegood.propose.proposal import Kind
from makegood.propose.tables import Column, Table

ENOUGH = 1.5
_SURE = 0.8
_EVENTS = {
    "due_at": 3.0,
    "done_at": 3.0,
    "waited": 2.0,
    "late": 2.0,
    "shipped_at": 1.5,
    "event_id": 1.0,
    "started_at": 1.0,
    "status": 0.5,
}
_REVIEWS = {"text": 3.0, "rating": 2.0, "voice_id": 1.5, "said_at": 1.0}
_COUNTED = ("kept", "broken", "share_kept")
_FEWEST_ANSWERS = 5  # columns of a survey
_LONGEST_SCALE = 11  # 0 to 10
_SHORTEST_TEXT = 20  # letters, on average
_SHORTEST_REPLY = 10  # letters, on average: `yes` and `sent` are no replies
_MOST_POINTS = 10.0
_WHOLE_IN_PERCENT = 100.0


@dataclass(frozen=True)
class Kinds:
    """The kind of a file, what spoke for it, and where it is none, why."""

    kind: Kind
    why: tuple[str, ...] = ()
    reason: str = ""


def candidates(table: Table, meaning: str) -> list[tuple[Column, float]]:
    """The columns that may mean this, by name and by cells, the likeliest first; of equals, the fullest time."""
    found = [
        (column, column.meanings.score(meaning))
        for column in table.columns
        if column.meanings.score(meaning) and fits(table, column, meaning)
    ]
    return sorted(found, key=lambda pair: (-pair[1], _doubt(pair[0])))


def fits(table: Table, column: Column, meaning: str) -> bool:
    """Whether the cells can mean this."""
    if meaning.endswith("_at") or meaning == "other_time":
        return column.kind == "time"
    if meaning in ("event_id", "voice_id"):
        return (
            column.kind in ("text", "number") and not column.is_damaged and (column.is_whole or column.kind == "text")
        )
    if meaning == "unit":
        few = column.distinct <= max(table.rows // 2, 20) or table.rows < 100
        return column.kind in ("text", "number") and column.distinct > 1 and few
    if meaning == "rating":
        return (
            column.kind == "number"
            and column.distinct > 1
            and (column.low or 0) >= 0
            and (column.high or 0) <= _MOST_POINTS
        )
    if meaning == "text":
        return column.kind == "text" and column.length >= _SHORTEST_TEXT and column.distinct > min(20, table.rows // 2)
    if meaning == "reply":
        return column.kind == "text" and column.length >= _SHORTEST_REPLY
    if meaning == "title":
        return column.kind == "text"
    if meaning == "status":
        return column.kind == "text" and bool(column.choices)
    if meaning == "share_kept":
        return column.kind == "number" and (column.low or 0) >= 0 and (column.high or 0) <= _WHOLE_IN_PERCENT
    if meaning in ("n", "answered", "abandoned", *_COUNTED):
        return column.kind == "number" and column.is_whole and (column.low or 0) >= 0
    if meaning in ("waited", "late"):
        return column.kind == "number"
    if meaning == "time_part":
        return column.kind == "clock"
    return column.kind in ("text", "number")


def find_kind(table: Table) -> Kinds:
    """What a row of the table is."""
    has_time = any(column.kind == "time" for column in table.columns)
    has_parts = any("date_part" in column.meanings.scores for column in table.columns)
    if (counted := _is_counted(table)) and (has_time or has_parts):
        return Kinds("counts", counted)
    events, reviews = _weigh(table, _EVENTS), _weigh(table, _REVIEWS)
    if not has_time:
        if reviews.get("text", 0) + reviews.get("rating", 0) >= 3:
            return Kinds("reviews", tuple(reviews))
        return Kinds("none", reason="survey" if _is_survey(table) else "no_time")
    started = candidates(table, "started_at")
    if reviews.get("said_at") and started and started[0][1] == 1 and not reviews.get("text"):
        reviews.pop("said_at")  # `created at` says no more of reviews than of orders
    for_events, for_reviews = sum(events.values()), sum(reviews.values())
    if max(for_events, for_reviews) < ENOUGH:
        return Kinds("none", reason="unknown")
    if for_reviews > for_events and (reviews.get("text") or reviews.get("rating")):
        return Kinds("reviews", tuple(reviews))
    return Kinds("events", tuple(events)) if for_events >= ENOUGH else Kinds("none", reason="unknown")


def _weigh(table: Table, weights: dict[str, float]) -> dict[str, float]:
    """What speaks for a kind, the strongest first; a name that is only perhaps one speaks half."""
    found = {}
    for meaning, weight in weights.items():
        best = next(iter(candidates(table, meaning)), None)
        if best and not (meaning in ("event_id", "voice_id") and best[1] < _SURE):
            found[meaning] = weight * best[1]
    return dict(sorted(found.items(), key=lambda one: -one[1]))


def _is_counted(table: Table) -> tuple[str, ...]:
    """The meanings of a table of counts: how many in all, and how many were kept; empty when it is none."""
    found = tuple(name for name in ("n", *_COUNTED, "answered", "abandoned") if candidates(table, name))
    has_id = _sure(table, "event_id") or _sure(table, "voice_id")
    if "n" not in found or has_id or candidates(table, "done_at") or _sure(table, "text"):
        return ()
    only_counts = len(found) > 1 or len(table.columns) <= 4
    return found if only_counts else ()


def _sure(table: Table, meaning: str) -> bool:
    return any(score == 1 for _, score in candidates(table, meaning))


def _is_survey(table: Table) -> bool:
    scales = [
        column
        for column in table.columns
        if column.kind == "number"
        and column.is_whole
        and column.distinct <= _LONGEST_SCALE
        and (column.low or 0) >= 0
        and (column.high or 0) <= _MOST_POINTS
        and table.rows > _LONGEST_SCALE
    ]
    return len(scales) >= _FEWEST_ANSWERS


def _doubt(column: Column) -> tuple[bool, bool, int, bool]:
    """What makes one column of the same name less likely than another."""
    return (
        column.kind == "time" and not column.forms,
        column.dates_only,
        len(column.forms),
        not column.is_zoned and column.forms[:1] != ("yyyy-mm-dd",),
    )
