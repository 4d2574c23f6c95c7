"""Where each mark of a trend chart stands: weekly shares kept, the objective, the verdicts below. Geometry only.

In: weeks, verdicts and the start of a slip. Out: pixels and words, in the coordinates of an SVG of that size. A week
without cases is a gap in the line, never a zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import sqrt

from makegood.model import Day, State, Verdict
from makegood.words.dates import SHORT_MONTHS, say_day, say_period
from makegood.words.labels import LABELS, OBJECTIVE_MARK, PERIOD_STATE, SLIP_MARK
from makegood.words.numbers import objective_share, part_of, share
from makegood.words.verdicts import verdict_word

FLOORS = ((0.98, 0.005), (0.95, 0.01), (0.9, 0.02), (0.8, 0.05), (0.5, 0.1), (0.0, 0.2))
"""The lowest share shown and the step between lines, the closest first."""
KINDS = {State.KEPT: "kept", State.BROKEN: "broken", State.CANNOT_TELL: "unclear"}
LETTER = 6.4
"""The width of a letter of 11 pixels, on the wide side."""


@dataclass(frozen=True)
class Size:
    """The size of the drawing and of the margins around the plot, in pixels."""

    width: int
    height: int
    left: int = 44
    right: int = 12
    top: int = 30
    bottom: int = 74


WIDE = Size(760, 290)
NARROW = Size(350, 270)


@dataclass(frozen=True)
class Dot:
    """One week: its centre, a radius whose square grows with the cases, and what it says."""

    x: float
    y: float
    radius: float
    words: str


@dataclass(frozen=True)
class Tick:
    """A place on an axis and its label; `second` stands on the line below."""

    at: float
    words: str
    second: str = ""


@dataclass(frozen=True)
class Cell:
    """One period of the strip; `words` is empty where they do not fit, `told` always says it."""

    x: float
    width: float
    kind: str
    words: str
    told: str
    icon: bool
    icon_x: float
    words_x: float


@dataclass(frozen=True)
class Mark:
    """The start of a slip, and on which side of it the words stand."""

    x: float
    words: str
    anchor: str


@dataclass(frozen=True)
class Chart:
    """All marks of one chart."""

    size: Size
    dots: tuple[Dot, ...]
    lines: tuple[str, ...]
    objective_y: float | None
    objective_words: str
    shares: tuple[Tick, ...]
    months: tuple[Tick, ...]
    cells: tuple[Cell, ...]
    slip: Mark | None
    right: int
    labels_end: int
    floor_y: int
    tick_y: int
    month_y: int
    year_y: int
    strip_y: int
    strip_height: int
    strip_end: int
    words_y: int
    icon_y: int


@dataclass(frozen=True)
class Story:
    """What a chart is to show; all dates are local days."""

    weeks: tuple[Day, ...]
    objective: float | None
    verdicts: tuple[Verdict, ...]
    since: date | None = None


@dataclass(frozen=True)
class _Scale:
    size: Size
    first: date
    last: date
    floor: float

    def x(self, day: date) -> float:
        inner = self.size.width - self.size.left - self.size.right
        across = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(self.size.left + inner * min(1.0, max(0.0, across)), 1)

    def y(self, value: float) -> float:
        inner = self.size.height - self.size.top - self.size.bottom
        return round(self.size.top + inner * (1 - value) / (1 - self.floor), 1)


def draw(story: Story, size: Size, language: str) -> Chart:
    """Place every mark.

    Parameters
    ----------
    story : Story
        Weeks in any order; the verdicts of closed periods, and of the running one with `closed_on` None.
    size : Size, pixels
        Of the whole drawing.
    language : str
        `da` or `en`.
    """
    weeks = sorted((week for week in story.weeks if week.n), key=lambda week: week.day)
    floor, step = _floor([week.kept / week.n for week in weeks], story.objective)
    scale = _Scale(size, *_span(weeks, story.verdicts), floor)
    objective = story.objective
    return Chart(
        size=size,
        dots=_dots(weeks, scale, language),
        lines=tuple(_line(run, scale) for run in _runs(weeks) if len(run) > 1),
        objective_y=None if objective is None else scale.y(objective),
        objective_words=OBJECTIVE_MARK.say(language, objective=objective_share(objective, language))
        if objective is not None
        else "",
        shares=_shares(scale, step, language),
        months=_months(scale, language),
        cells=_cells(story.verdicts, scale, language),
        slip=_mark(story.since, scale, language) if story.since else None,
        **_rows(size),
    )


def _rows(size: Size) -> dict[str, int]:
    floor = size.height - size.bottom
    strip = floor + 44
    return {
        "right": size.width - size.right,
        "labels_end": size.left - 6,
        "floor_y": floor,
        "tick_y": floor + 5,
        "month_y": floor + 17,
        "year_y": floor + 31,
        "strip_y": strip,
        "strip_height": 24,
        "strip_end": strip + 21,
        "words_y": strip + 16,
        "icon_y": strip + 7,
    }


def _span(weeks: Sequence[Day], verdicts: Sequence[Verdict]) -> tuple[date, date]:
    # A period that began before the data is cut where they begin.
    firsts = [week.day for week in weeks] or [verdict.period.first for verdict in verdicts]
    lasts = [week.day + timedelta(days=7) for week in weeks]
    lasts += [verdict.period.last + timedelta(days=1) for verdict in verdicts if verdict.closed_on]
    first = min(firsts, default=date(2000, 1, 1))
    return first, max(lasts, default=first + timedelta(days=7))


def _floor(shares: Sequence[float], objective: float | None) -> tuple[float, float]:
    lowest = min([*shares, 1.0 if objective is None else objective])
    # Strictly below, so that the lowest mark does not lie on the axis.
    return next(((floor, step) for floor, step in FLOORS if lowest > floor), FLOORS[-1])


def _runs(weeks: Sequence[Day]) -> list[list[Day]]:
    runs = [[week] for week in weeks[:1]]
    for before, week in pairwise(weeks):
        if (week.day - before.day).days == 7:
            runs[-1].append(week)
        else:
            runs.append([week])
    return runs


def _middle(week: Day, scale: _Scale) -> float:
    return round((scale.x(week.day) + scale.x(week.day + timedelta(days=7))) / 2, 1)


def _dots(weeks: Sequence[Day], scale: _Scale, language: str) -> tuple[Dot, ...]:
    most = max((week.n for week in weeks), default=1)
    apart = (scale.x(scale.first + timedelta(days=7)) - scale.size.left) * 0.8
    largest = min(6.0, max(2.2, apart))
    return tuple(
        Dot(
            _middle(week, scale),
            scale.y(week.kept / week.n),
            round(max(1.4, largest * sqrt(week.n / most)), 1),
            f"{say_day(week.day, language)}: {part_of(week.kept, week.n, language)}",
        )
        for week in weeks
    )


def _line(run: Sequence[Day], scale: _Scale) -> str:
    return " ".join(f"{_middle(week, scale)},{scale.y(week.kept / week.n)}" for week in run)


def _shares(scale: _Scale, step: float, language: str) -> tuple[Tick, ...]:
    count = round((1 - scale.floor) / step)
    values = [1 - step * number for number in range(count + 1)]
    decimals = 1 if step < 0.01 else 0
    return tuple(Tick(scale.y(value), share(round(value, 6), language, decimals)) for value in values)


def _months(scale: _Scale, language: str) -> tuple[Tick, ...]:
    starts = []
    year, month = scale.first.year, scale.first.month
    while date(year, month, 1) < scale.last:
        starts.append(date(year, month, 1))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    inner = scale.size.width - scale.size.left - scale.size.right
    apart = inner * 30.4 / max(30.4, (scale.last - scale.first).days)
    every = next((every for every in (1, 2, 3, 6, 12) if apart * every >= 40), 24)
    # A label needs room for a month and its year before the edge.
    edge = scale.size.width - 30
    shown = [start for start in starts if start >= scale.first and _chosen(start, every) and scale.x(start) <= edge]
    if not shown or (every == 1 and scale.x(shown[0]) - scale.size.left >= 40):
        shown = [scale.first, *shown]
    years = {start.year: start for start in reversed(shown)}
    return tuple(_month(start, years[start.year] == start, every, scale, language) for start in shown)


def _chosen(start: date, every: int) -> bool:
    return (start.year * 12 + start.month - 1) % every == 0


def _month(start: date, first_of_year: bool, every: int, scale: _Scale, language: str) -> Tick:
    if every >= 12:
        return Tick(scale.x(start), str(start.year))
    return Tick(scale.x(start), SHORT_MONTHS[start.month - 1].say(language), str(start.year) if first_of_year else "")


def _cells(verdicts: Sequence[Verdict], scale: _Scale, language: str) -> tuple[Cell, ...]:
    """Months differ in length: a word stands in all cells of its kind or in none."""
    narrowest: dict[str, float] = {}
    for verdict in verdicts:
        kind = _kind(verdict)
        narrowest[kind] = min(_width(verdict, scale), narrowest.get(kind, scale.size.width))
    return tuple(_cell(verdict, narrowest[_kind(verdict)], scale, language) for verdict in verdicts)


def _kind(verdict: Verdict) -> str:
    return KINDS[verdict.state] if verdict.closed_on else "running"


def _width(verdict: Verdict, scale: _Scale) -> float:
    return round(scale.x(verdict.period.last + timedelta(days=1)) - scale.x(verdict.period.first), 1)


def _cell(verdict: Verdict, narrowest: float, scale: _Scale, language: str) -> Cell:
    kind = _kind(verdict)
    word = LABELS["running"].say(language) if kind == "running" else verdict_word(verdict.state, language)
    x, width = scale.x(verdict.period.first), _width(verdict, scale)
    icon = kind != "running" and width >= 14
    told = PERIOD_STATE.say(language, period=say_period(verdict.period, language), word=word)
    fits = len(word) * LETTER <= narrowest - (18 if icon else 6)
    # A lone icon stands in the middle, one with a word at the left.
    icon_x = x + 4 if fits else round(x + width / 2 - 5, 1)
    return Cell(x, width, kind, word if fits else "", told, icon, icon_x, x + (17 if icon else 4))


def _mark(since: date, scale: _Scale, language: str) -> Mark:
    x = scale.x(since)
    words = SLIP_MARK.say(language, day=say_day(since, language, scale.last.year))
    end = x + len(words) * LETTER > scale.size.width - scale.size.right
    return Mark(x, words, "end" if end else "start")
