"""The board's page as data: each promise in one closed period beside the one before, and three things at most.

In: the states of today, and the verdicts to show: as they were fixed then, or as the data say today. Out: `Board`,
in which every number is words already, or a place in a chart. The page and the slides show it and compute nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
from math import ceil

from makegood import __version__
from makegood.model import Headline, Pace, Period, PromiseState, State, Verdict
from makegood.project import Project
from makegood.report.chart import KINDS, Chart, Size, Story, draw
from makegood.words import board as words
from makegood.words.dates import say_day, say_moment, say_period
from makegood.words.keepable import instead_briefly
from makegood.words.language import known
from makegood.words.numbers import objective_share, part_of
from makegood.words.phrases import capital, listed
from makegood.words.verdicts import STATES

CORRECTIONS = 3
ROOM = 192.0
"""Millimetres of an A4 page for rows, corrections and the three things together; the rest is fixed."""
LINE, GAP = 4.1, 2.5
"""Millimetres: a line of text, and the space around a row. Measured with a wide font; a test prints the worst."""
POINTS = 6
SPARK = Size(150, 40, left=2, right=2, top=4, bottom=10)
ORDER = ("broken", "unclear", "kept", "none")
_LENGTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Cell:
    """One promise in one period: the verdicts side by side as (kind, words), the count, and what else is true."""

    kind: str
    verdicts: tuple[tuple[str, str], ...]
    count: str
    note: str = ""


@dataclass(frozen=True)
class Point:
    """One closed period of a chart: its name and count in words, and the share kept, 0..1."""

    words: str
    share: float


@dataclass(frozen=True)
class Row:
    """One promise; `points` are its latest verdicts, oldest first."""

    id: str
    text: str
    objective: str
    objective_share: float | None
    then: Cell
    before: Cell
    slipping: bool  # then the first note says so
    notes: tuple[str, ...]
    spark: Chart | None
    about: str
    points: tuple[Point, ...]
    chart_about: str


@dataclass(frozen=True)
class Board:
    """All that the page and the slides may use."""

    language: str
    organisation: str
    period: str
    before: str
    compared: str
    figures: str
    groups: tuple[tuple[str, str, str], ...]  # (kind, how many then, how many before)
    today: str
    decide: str
    leave: str
    rows: tuple[Row, ...]
    more: str
    corrections: tuple[str, ...]
    footnotes: tuple[str, ...]
    curves: str
    label: dict[str, str]


@dataclass(frozen=True)
class Ask:
    """What the page is about: a closed period, the one before it, and whether only what was fixed then is shown."""

    period: Period
    before: Period
    frozen: bool


@dataclass(frozen=True)
class _Promise:
    state: PromiseState
    shown: tuple[Verdict, ...]  # every verdict there is to show, oldest first
    then: tuple[Verdict, ...]
    before: tuple[Verdict, ...]
    corrected: tuple[Verdict, ...]  # of both periods, as fixed then

    @property
    def kind(self) -> str:
        return _kind(self.then)


def make_board(
    project: Project,
    states: Sequence[PromiseState],
    shown: Mapping[str, Sequence[Verdict]],
    ask: Ask,
    language: str,
    made_at: datetime,
) -> Board:
    """The page as data.

    Parameters
    ----------
    project : Project
    states : sequence of PromiseState
        As they stand today.
    shown : mapping
        The verdicts to show of each promise, by its short name: `as_today`, or as they were fixed.
    ask : Ask
    language : str
        `da` or `en`.
    made_at : datetime
        The time now, aware.
    """
    known(language)
    promises = [_look(state, shown.get(state.promise.id, ()), ask) for state in states]
    promises.sort(key=lambda one: (ORDER.index(one.kind), one.state.now.pace is not Pace.SLIPPING))
    corrections = _corrections(promises, language)
    three = (_today(promises, language), _decide(promises, language), _leave(promises, language))
    room = ROOM - LINE * (_lines(corrections, 100) + max(_lines([thing], 32) for thing in three))
    rows = _fitting([_row(one, ask, language) for one in promises], room)
    rest = promises[len(rows) :]
    days = [state.as_of for state in states if state.as_of]
    name, before = say_period(ask.period, language), say_period(ask.before, language)
    return Board(
        language=language,
        organisation=project.organisation,
        period=capital(name),
        before=capital(before),
        compared=capital(words.COMPARED.say(language, period=name, before=before)),
        figures=(words.FROZEN if ask.frozen else words.AS_TODAY).say(language),
        groups=_groups(promises, before, language),
        today=three[0],
        decide=three[1],
        leave=three[2],
        rows=rows,
        more=words.MORE_PROMISES.say(language, len(rest), groups=_rest(rest, language)) if rest else "",
        corrections=corrections,
        footnotes=_footnotes(promises, max(days) if days else made_at, made_at.astimezone(project.zone), language),
        curves=words.TREND.say(language),
        label=words.labels(language),
    )


def as_today(verdict: Verdict) -> Verdict:
    """The verdict as the data of today say."""
    if verdict.correction is None:
        return verdict
    n, kept = verdict.correction
    told = verdict.state_today or verdict.state
    return replace(verdict, n=n, kept=kept, state=told, correction=None, state_today=None)


def within(verdicts: Iterable[Verdict], period: Period) -> tuple[Verdict, ...]:
    """The verdicts of a period: the one on the whole of it, or those inside it, none counted twice.

    Where a promise was judged by quarters and by months, the longer one stands for its months.
    """
    inside = [v for v in verdicts if period.first <= v.period.first and v.period.last <= period.last]
    taken: list[Verdict] = []
    for verdict in sorted(inside, key=lambda v: (v.period.first - v.period.last, v.period.first)):
        if all(verdict.period.last < other.period.first or other.period.last < verdict.period.first for other in taken):
            taken.append(verdict)
    return tuple(sorted(taken, key=lambda v: v.period.first))


def _look(state: PromiseState, shown: Sequence[Verdict], ask: Ask) -> _Promise:
    ordered = tuple(sorted(shown, key=lambda v: (v.period.first, v.period.last)))
    fixed = (*within(state.closed, ask.before), *within(state.closed, ask.period))
    corrected = tuple(verdict for verdict in fixed if verdict.correction)
    return _Promise(state, ordered, within(ordered, ask.period), within(ordered, ask.before), corrected)


def _corrections(promises: Sequence[_Promise], language: str) -> tuple[str, ...]:
    told = [words.say_correction(one.state, verdict, language) for one in promises for verdict in one.corrected]
    more = len(told) - CORRECTIONS
    if not told:
        return (words.NO_CORRECTIONS.say(language),)
    return (*told[:CORRECTIONS], *((words.MORE_CORRECTIONS.say(language, more),) if more > 0 else ()))


def _fitting(rows: Sequence[Row], room: float) -> tuple[Row, ...]:
    """So many rows, from the top, as have room."""
    fitting: list[Row] = []
    for row in rows:
        room -= _height(row)
        if room < 0:
            break
        fitting.append(row)
    return tuple(fitting)


def _height(row: Row) -> float:
    """How high a row is at most, in millimetres, by the letters that its columns have room for."""
    beside = [
        _lines([word for _, word in cell.verdicts], badge) + _lines([cell.count, cell.note], letters)
        for cell, badge, letters in ((row.then, 28, 29), (row.before, 26, 25))
    ]
    return GAP + LINE * max(_lines([row.text], 23) + _lines(row.notes, 28), 2, *beside)


def _lines(texts: Iterable[str], letters: int) -> int:
    return sum(ceil(len(text) / letters) for text in texts)


def _kind(verdicts: Sequence[Verdict]) -> str:
    found = {verdict.state for verdict in verdicts}
    worst = next((state for state in (State.BROKEN, State.CANNOT_TELL, State.KEPT) if state in found), None)
    return KINDS[worst] if worst else "none"


def _sum(verdicts: Sequence[Verdict]) -> tuple[int, int]:
    return sum(v.kept for v in verdicts), sum(v.n for v in verdicts)


def _row(one: _Promise, ask: Ask, language: str) -> Row:
    state, objective = one.state, _objective(one)
    says = words.short_text(state.promise, language)
    told = objective_share(objective, language) if objective is not None else ""
    points = _points(one, ask)
    names = [words.say_point(verdict.period, language) for verdict in points]
    return Row(
        id=state.promise.id,
        text=says,
        objective=told,
        objective_share=objective,
        then=_cell(one, one.then, ask.period, ask.frozen, language),
        before=_cell(one, one.before, ask.before, ask.frozen, language),
        slipping=state.now.pace is Pace.SLIPPING,
        notes=_notes(one, language),
        spark=_spark(one, ask, language),
        about=words.TREND_OF.say(language, says=says, objective=told),
        points=tuple(
            Point(f"{name}\n{part_of(verdict.kept, verdict.n, language)}", verdict.kept / verdict.n)
            for name, verdict in zip(names, points, strict=True)
        ),
        chart_about=words.CHART.say(language, says=says, first=names[0], last=names[-1], objective=told)
        if names
        else "",
    )


def _objective(one: _Promise) -> float | None:
    """The objective of that time, where there was a verdict."""
    return one.then[-1].objective if one.then else one.state.objective


def _cell(one: _Promise, verdicts: Sequence[Verdict], period: Period, frozen: bool, language: str) -> Cell:
    if not verdicts:
        return Cell("none", (), words.say_none(one.state, period.over, frozen, language))
    whole = len(verdicts) == 1 and verdicts[0].period == period
    kind, (kept, n) = _kind(verdicts), _sum(verdicts)
    state = State.BROKEN if kind == "broken" and all(v.state is State.BROKEN for v in verdicts) else State.KEPT
    if whole:
        told: tuple[tuple[str, str], ...] = ((kind, STATES[verdicts[0].state].say(language)),)
    else:
        told = tuple((KINDS[state], said) for state, said in words.say_judged(verdicts, language))
    expected = _LENGTHS[period.over] // _LENGTHS[verdicts[0].period.over]
    partly = len(verdicts) < expected and len({v.period.over for v in verdicts}) == 1
    note = words.PARTLY.say(language, len(verdicts), all=words.SO_MANY[verdicts[0].period.over].say(language, expected))
    return Cell(kind, told, words.say_counted(kept, n, state, len(verdicts) > 1, language), note if partly else "")


def _notes(one: _Promise, language: str) -> tuple[str, ...]:
    standing = {verdict.period: verdict for verdict in one.state.closed}
    anew = [
        standing[v.period]
        for v in one.then
        if v.period in standing and v.frozen_at is not None and standing[v.period].frozen_at != v.frozen_at
    ]
    notes = (
        words.say_slipping(one.state, language),
        words.TERMS_CHANGED.say(language, word=STATES[anew[-1].state].say(language)) if anew else "",
        words.CORRECTED.say(language) if one.corrected else "",
    )
    return tuple(note for note in notes if note)


def _points(one: _Promise, ask: Ask) -> tuple[Verdict, ...]:
    """The latest verdicts of one length up to the period, so that the steps of the axis are alike."""
    until = [v for v in one.shown if v.period.last <= ask.period.last and v.n]
    alike = [v for v in until if v.period.over == (one.then or until)[-1].period.over] if until else []
    return tuple(alike[-POINTS:])


def _spark(one: _Promise, ask: Ask, language: str) -> Chart | None:
    last = ask.period.last - timedelta(days=6)
    weeks = tuple(week for week in one.state.weeks if week.n and ask.before.first <= week.day <= last)
    if len(weeks) < 2:
        return None
    return draw(Story(weeks, _objective(one), (*one.before, *one.then)), SPARK, language)


def _groups(promises: Sequence[_Promise], before: str, language: str) -> tuple[tuple[str, str, str], ...]:
    then, earlier = [one.kind for one in promises], [_kind(one.before) for one in promises]
    return tuple(
        (
            kind,
            words.GROUP.say(
                language,
                part=part_of(then.count(kind), len(promises), language),
                word=words.GROUPS[kind].say(language),
            ),
            words.THEN.say(language, n=earlier.count(kind), before=before),
        )
        for kind in ("kept", "broken", "unclear", "none")
    )


def _rest(rest: Sequence[_Promise], language: str) -> str:
    kinds = [one.kind for one in rest]
    return listed(
        [
            words.GROUP.say(language, part=str(kinds.count(kind)), word=words.GROUPS[kind].say(language))
            for kind in ORDER
            if kind in kinds
        ],
        language,
    )


def _today(promises: Sequence[_Promise], language: str) -> str:
    most = max(promises, key=lambda one: one.state.waiting, default=None)
    if most is None or not most.state.waiting:
        return words.DO_NOTHING.say(language)
    return words.DO_CALL.say(language, most.state.waiting, says=words.quoted(most.state, language))


def _decide(promises: Sequence[_Promise], language: str) -> str:
    """What was broken for most; else what slips now; else a number corrected to another verdict."""
    broken = [one for one in promises if one.kind == "broken"]
    if broken:
        worst = max(broken, key=lambda one: _sum(one.then)[1] - _sum(one.then)[0])
        kept, n = _sum(worst.then)
        count = words.say_counted(kept, n, State.BROKEN, False, language)
        step = instead_briefly(worst.state, language) or words.PROMISE_OR_MEND.say(language)
        return words.DECIDE_BROKEN.say(language, count=count, says=words.quoted(worst.state, language), step=step)
    for one in promises:
        since = one.state.now.since
        if one.state.now.pace is Pace.SLIPPING and since:
            day = say_day(since, language, one.state.as_of.year if one.state.as_of else None)
            return words.DECIDE_SLIPPING.say(language, day=day, says=words.quoted(one.state, language))
    for one in promises:
        if any(verdict.state_today for verdict in one.corrected):
            return words.DECIDE_CORRECTED.say(language, says=words.quoted(one.state, language))
    return words.DECIDE_NOTHING.say(language)


def _leave(promises: Sequence[_Promise], language: str) -> str:
    """The promise kept most surely: even the low end of its figures lies furthest above its objective."""
    sure = [
        one
        for one in promises
        if one.kind == "kept"
        and one.state.headline is Headline.KEPT
        and not any(verdict.state_today for verdict in one.corrected)
        and not any(unit.unlike for unit in one.state.units)
    ]
    if sure:
        best = max(sure, key=lambda one: min((v.estimate.low or 0) - v.objective for v in one.then))
        count = words.say_counted(*_sum(best.then), State.KEPT, False, language)
        return words.LEAVE_KEPT.say(language, count=count, says=words.quoted(best.state, language))
    unclear = next((one for one in promises if one.kind == "unclear"), None)
    if unclear:
        return words.LEAVE_UNCLEAR.say(language, says=words.quoted(unclear.state, language))
    return words.LEAVE_NEW.say(language)


def _footnotes(promises: Sequence[_Promise], as_of: datetime, made_at: datetime, language: str) -> tuple[str, ...]:
    all_shown = list(chain.from_iterable((*one.then, *one.before) for one in promises))
    several = any(len(one.then) > 1 or len(one.before) > 1 for one in promises)
    made = words.MADE_BY.say(
        language, day=say_day(as_of.date(), language), version=__version__, moment=say_moment(made_at, language)
    )
    notes = (
        words.BY_MONTH.say(language) if several else "",
        words.BACKFILLED.say(language) if any(verdict.backfilled for verdict in all_shown) else "",
        made,
    )
    return tuple(note for note in notes if note)
