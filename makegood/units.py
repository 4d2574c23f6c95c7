"""The organisation's tree of units (shop, region, country), as it was on each day. No input or output.

A unit may move to another parent on a date: an event belongs to the region that its shop was in on the event's day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from makegood.errors import MakegoodError, guess

Span = tuple[date | None, date | None]  # first and last day, both included; None: open

ALWAYS: Span = (None, None)


@dataclass(frozen=True)
class Place:
    """One unit's place in the tree, on the days on which it holds.

    Attributes
    ----------
    unit : str
        As the data write it.
    parent : str
        The unit that it belongs to; empty for the top.
    kind : str
        shop, region, country, or the organisation's own word.
    since, until : date or None
        The first and the last day, both included; None: open.
    name : str
        What people call it; empty: as `unit`.
    responsible : str
        A role or an address; who is to act on its list.
    """

    unit: str
    parent: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    name: str = ""
    responsible: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the unit stands here on that day."""
        return (self.since or date.min) <= day <= (self.until or date.max)


@dataclass(frozen=True)
class Tree:
    """All places of all units.

    Examples
    --------
    >>> tree = Tree((Place("Jylland"), Place("Aarhus", "Jylland", since=date(2026, 1, 1))))
    >>> tree.below("Jylland")["Aarhus"]
    ((datetime.date(2026, 1, 1), None),)
    """

    places: tuple[Place, ...] = ()

    def find(self, asked: str) -> str:
        """The unit of that id or name.

        Raises
        ------
        MakegoodError : when there is none, or when several have the name.
        """
        ids = {place.unit for place in self.places}
        if asked in ids:
            return asked
        named = sorted({place.unit for place in self.places if place.name == asked})
        if len(named) == 1:
            return named[0]
        if named:
            raise MakegoodError("several units have that name", found=asked, fix=f"write its id: {', '.join(named)}")
        if not ids:
            fix = "write the organisation's tree in a file, and name it as `units:` in makegood.yaml (docs/units.md)"
            raise MakegoodError("no units are known", found=asked, fix=fix)
        raise MakegoodError(
            "no such unit", found=asked, fix=guess(asked, ids | {p.name for p in self.places if p.name})
        )

    def on(self, unit: str, day: date) -> Place | None:
        """Where a unit stands on a day; None when it stands nowhere then."""
        return next((place for place in self.places if place.unit == unit and place.holds_on(day)), None)

    def above(self, unit: str, day: date) -> Iterator[Place]:
        """The unit's own place on a day, its parent's, and so on to the top."""
        place = self.on(unit, day)
        while place is not None:
            yield place
            place = self.on(place.parent, day) if place.parent else None

    def responsible(self, unit: str, day: date) -> str:
        """Who is to act for a unit on a day: its own role or address, or else the nearest above it."""
        return next((place.responsible for place in self.above(unit, day) if place.responsible), "")

    def name(self, unit: str) -> str:
        """What people call a unit, by its newest place that says so."""
        named = [place for place in self.places if place.unit == unit and place.name]
        return max(named, key=lambda place: place.since or date.min).name if named else unit

    def below(self, top: str) -> dict[str, tuple[Span, ...]]:
        """The unit itself and every unit at or below it on some day, each with the days on which it is there."""
        found: dict[str, tuple[Span, ...]] = {top: (ALWAYS,)}
        for unit in sorted({place.unit for place in self.places} - {top}):
            spans = self._within(unit, top)
            if spans:
                found[unit] = spans
        return found

    def _within(self, unit: str, top: str) -> tuple[Span, ...]:
        if unit == top:
            return (ALWAYS,)
        spans = [
            both
            for place in self.places
            if place.unit == unit and place.parent
            for span in self._within(place.parent, top)
            if (both := _overlap((place.since, place.until), span)) is not None
        ]
        return _joined(spans)


NO_UNITS = Tree()


def _overlap(one: Span, other: Span) -> Span | None:
    first = max(one[0] or date.min, other[0] or date.min)
    last = min(one[1] or date.max, other[1] or date.max)
    return _open(first, last) if first <= last else None


def _open(first: date, last: date) -> Span:
    return (None if first == date.min else first, None if last == date.max else last)


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """The same days in as few spans as possible, oldest first."""
    closed = sorted((first or date.min, last or date.max) for first, last in spans)
    joined: list[tuple[date, date]] = []
    for first, last in closed:
        if joined and (joined[-1][1] == date.max or first <= joined[-1][1] + timedelta(days=1)):
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(_open(first, last) for first, last in joined)
