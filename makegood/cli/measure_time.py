"""The rows of `makegood measure time_to_keep`: how long it takes, and what can be promised."""

from collections.abc import Iterator, Sequence
from typing import Any

from makegood.errors import MakegoodError
from makegood.model import Keepable, Limit, PromiseState, State

Row = dict[str, Any]
COLUMNS = (
    "promise", "by", "unit", "n", "half", "half_low", "half_high", "nine", "nine_low", "nine_high",
    "usual", "limit", "value", "low", "high", "n_eff", "clusters", "state", "why",
)  # fmt: skip
# They stand in CSV and JSON; a table of 80 columns has no room for them.
NOT_FOR_PEOPLE = ("half_low", "half_high", "nine_low", "nine_high", "n_eff", "clusters")


def rows(by: str, states: Sequence[PromiseState]) -> Iterator[Row]:
    """One row for each promise, or for each of its units or periods.

    Raises
    ------
    MakegoodError : for weeks: too short to find a limit in.
    """
    if by == "week":
        raise MakegoodError(
            "time_to_keep has no numbers by week", found="--by week", fix="use --by period, unit, promise or touchpoint"
        )
    ordered = sorted(states, key=lambda state: state.promise.touchpoint or "") if by == "touchpoint" else states
    for state in ordered:
        start = {"promise": state.promise.id, "by": state.promise.touchpoint if by == "touchpoint" else None}
        if state.keepable is None:
            if by in ("promise", "touchpoint"):
                why = state.why.value if state.why else None
                yield start | {"state": State.CANNOT_TELL.value, "why": why}
        elif by in ("unit", "period"):
            for name, limit in _parts(state.keepable, by):
                yield start | {"by": name, "unit": state.keepable.unit, "n": limit.estimate.n} | _limit(limit)
        else:
            yield start | _limit(state.keepable.limit) | _whole(state.keepable)


def for_people(rows: Sequence[Row], language: str) -> list[Row]:
    """The rows without the columns that only machines read, and with units in words."""
    from makegood.words.keepable import say_unit

    hidden = {*NOT_FOR_PEOPLE, *(["usual"] if any(row["half"] is not None for row in rows) else [])}
    # By when half are done says nearly what the usual limit says, and a table has no room for both.
    return [
        {
            name: say_unit(value, language) if name == "unit" and value else value
            for name, value in row.items()
            if name not in hidden
        }
        for row in rows
    ]


def _parts(keepable: Keepable, by: str) -> Iterator[tuple[str, Limit]]:
    if by == "unit":
        yield from keepable.by_unit
    else:
        yield from ((period.name, limit) for period, limit in keepable.by_season)


def _whole(keepable: Keepable) -> Row:
    half, nine = keepable.half, keepable.nine_in_ten
    return {
        "unit": keepable.unit,
        "n": keepable.n,
        "half": half.value,
        "half_low": half.low,
        "half_high": half.high,
        "nine": nine.value,
        "nine_low": nine.low,
        "nine_high": nine.high,
    }


def _limit(limit: Limit) -> Row:
    names = ("value", "low", "high", "n_eff", "clusters")
    numbers = {name: getattr(limit.estimate, name) for name in names}
    why = limit.why.value if limit.why else None
    state = State.CANNOT_TELL.value if why else None
    return {"limit": limit.value, "usual": limit.usual, "state": state, "why": why} | numbers
