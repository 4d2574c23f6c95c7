"""One self-contained HTML page: no script, nothing fetched; it reads on a phone and on paper.

All that the template may use stands in `Page`: numbers are words already, or places in a chart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from makegood import __version__
from makegood.model import Gap, Headline, Pace, PromiseState, Task, UnitState, Verdict, Why, Worklist
from makegood.project import Project
from makegood.report.chart import KINDS, NARROW, WIDE, Chart, Story, draw
from makegood.report.said import Quotes, Said, make_said
from makegood.report.template import fill
from makegood.said import Talk
from makegood.words import promise as words
from makegood.words.cost import cost_paragraphs
from makegood.words.dates import say_day, say_moment, say_period, say_week
from makegood.words.keepable import by_season, by_unit, can_promise, how_long, too_few
from makegood.words.labels import CHART_ABOUT, CHART_TITLE, MADE_BY, labels, say_said
from makegood.words.language import known
from makegood.words.numbers import objective_share, part_of
from makegood.words.overview import by_urgency, say_counts, say_promises
from makegood.words.reasons import why_of, why_words
from makegood.words.units import in_order, name_unit, units_sentence
from makegood.words.unknowns import running_sentence
from makegood.words.verdicts import always_slipping, corrected_sentence
from makegood.words.worklist import (
    HOW_LATE,
    NO_ANSWERS,
    heading,
    knows_no_answers,
    say_more_here,
    say_notes,
    say_over,
    say_state,
    say_summary,
    say_when,
    say_who,
)
from makegood.written import Promise

HEADLINES = {
    Headline.BROKEN: "broken",
    Headline.SLIPPING: "slipping",
    Headline.CANNOT_TELL: "unclear",
    Headline.KEPT: "kept",
}
PACES = {Pace.HOLDING: "kept", Pace.SLIPPING: "slipping", Pace.TOO_LITTLE: "unclear"}
# So many closed periods are seen at once; the older ones open on demand.
RECENT = 6
EVENTS_SHOWN = 50  # of each promise; `makegood list` has them all


@dataclass(frozen=True)
class Badge:
    """A word with the shape and colour of its kind: kept, broken, slipping, unclear."""

    kind: str
    word: str


@dataclass(frozen=True)
class Text:
    """A promise's own words, and the language they are in."""

    words: str
    language: str


@dataclass(frozen=True)
class Row:
    """One promise in the table at the top."""

    id: str
    text: Text
    badge: Badge
    said: tuple[str, ...]
    period: str
    verdict: Badge | None
    count: str
    now: Badge


@dataclass(frozen=True)
class PeriodRow:
    """One closed period."""

    period: str
    verdict: Badge
    count: str
    notes: tuple[str, ...]
    frozen: str
    afterwards: str


@dataclass(frozen=True)
class Trend:
    """The charts of one promise, for wide and for narrow screens, and their table of (week, count)."""

    title: str
    about: str
    wide: Chart
    narrow: Chart
    weeks: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Units:
    """Units as groups: those unlike the others with their count, the others only by name."""

    sentence: str
    unlike: tuple[tuple[str, str], ...]
    alike: tuple[str, ...]
    quiet: tuple[str, ...]


@dataclass(frozen=True)
class Event:
    """One event that an answer rests on, with where it stands in the organisation's own system."""

    id: str
    link: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """The events to act on: a sentence, the first of them, and how many more there are."""

    sentence: str
    notes: tuple[str, ...]
    headings: tuple[str, ...]
    events: tuple[Event, ...]
    more: str


@dataclass(frozen=True)
class Keep:
    """The promise that can be kept: sentences, and rows of (season or unit, what can be promised, count)."""

    sentences: tuple[str, ...]
    seasons: tuple[tuple[str, str, str], ...]
    units: tuple[tuple[str, str, str], ...]
    too_few: str


@dataclass(frozen=True)
class Section:
    """All about one promise."""

    id: str
    text: Text
    badge: Badge
    answer: str
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    trend: Trend | None
    recent: tuple[PeriodRow, ...]
    older: tuple[PeriodRow, ...]
    running: str
    units: Units | None
    not_known: tuple[str, ...]
    would_tell: tuple[str, ...]
    counted: str
    method: tuple[str, ...]
    particulars: tuple[tuple[str, str], ...]
    cost: tuple[str, ...] = ()  # a paragraph for each outcome
    evidence: Evidence | None = None
    keep: Keep | None = None


@dataclass(frozen=True)
class Page:
    """All that the template may use."""

    language: str
    organisation: str
    as_of: str
    promises: str
    counts: tuple[tuple[Badge, bool], ...]
    rows: tuple[Row, ...]
    sections: tuple[Section, ...]
    made_by: str
    label: dict[str, str]
    said: Said | None = None


def render(
    project: Project,
    states: Sequence[PromiseState],
    language: str,
    made_at: datetime,
    worklists: Sequence[Worklist] = (),
    costs: Mapping[str, Sequence[Gap]] = MappingProxyType({}),
) -> str:
    """The whole page as one text.

    Parameters
    ----------
    project : Project
        Its name and time zone.
    states : sequence of PromiseState
        One per promise; they are shown broken, slipping, cannot tell, kept, and else in the order given.
    language : str
        `da` or `en`.
    made_at : datetime
        The time now, aware.
    worklists : sequence of Worklist
        The events to act on, by promise; a promise without one shows none.
    costs : mapping of promise id to gaps
        What followed where each promise was broken; shown under the promise.

    Raises
    ------
    MakegoodError : when makegood does not speak the language.
    """
    return write_page(make_page(project, states, language, made_at, worklists, costs))


def write_page(page: Page) -> str:
    """The page as one text."""
    return fill("report.html.j2", page=page)


def with_said(page: Page, talk: Talk, quotes: Quotes) -> Page:
    """The page with what customers talk about after the promises, and their masked comments a click away."""
    return replace(page, said=make_said(talk, quotes, page.language))


def make_page(
    project: Project,
    states: Sequence[PromiseState],
    language: str,
    made_at: datetime,
    worklists: Sequence[Worklist] = (),
    costs: Mapping[str, Sequence[Gap]] = MappingProxyType({}),
) -> Page:
    """The page as data."""
    known(language)
    label = labels(language)
    ordered = by_urgency(states)
    work = {worklist.promise.id: worklist for worklist in worklists}
    moments = [state.as_of for state in states if state.as_of]
    moment = say_moment(made_at.astimezone(project.zone), language)
    return Page(
        language=language,
        organisation=project.organisation,
        as_of=f"{label['as_of']} {say_moment(max(moments).astimezone(project.zone), language)}"
        if moments
        else label["no_data"],
        promises=say_promises(states, language),
        counts=tuple((Badge(HEADLINES[headline], told), n > 0) for headline, n, told in say_counts(states, language)),
        rows=tuple(_row(state, language) for state in ordered),
        sections=tuple(
            _section(state, language, project.zone, work.get(state.promise.id), costs.get(state.promise.id, ()))
            for state in ordered
        ),
        made_by=MADE_BY.say(language, version=__version__, moment=moment),
        label=label,
    )


def _text(promise: Promise, language: str) -> Text:
    spoken = language if language in promise.says else next(iter(promise.says), language)
    return Text(words.promise_text(promise, language), spoken)


def _badge(state: PromiseState, language: str) -> Badge:
    return Badge(HEADLINES[state.headline], words.headline(state, language))


def _said(state: PromiseState, language: str) -> tuple[str, ...]:
    today = state.as_of.date() if state.as_of else None
    return tuple(say_said(said, language, today) for said in state.promise.said)


def _year(state: PromiseState) -> int | None:
    return state.as_of.year if state.as_of else None


def _row(state: PromiseState, language: str) -> Row:
    verdict = state.verdict
    return Row(
        id=state.promise.id,
        text=_text(state.promise, language),
        badge=_badge(state, language),
        said=_said(state, language),
        period=say_period(verdict.period, language, _year(state)) if verdict else words.last_closed(state, language),
        verdict=_verdict_badge(verdict, language) if verdict else None,
        count=words.verdict_count(verdict, language) if verdict else "",
        now=Badge("unclear" if why_of(state) is Why.STALE else PACES[state.now.pace], words.now_word(state, language)),
    )


def _verdict_badge(verdict: Verdict, language: str) -> Badge:
    return Badge(KINDS[verdict.state], words.verdict_word(verdict.state, language))


def _section(state: PromiseState, language: str, zone: ZoneInfo, work: Worklist | None, gaps: Sequence[Gap]) -> Section:
    rows = tuple(_period_row(verdict, language, zone) for verdict in reversed(state.closed))
    running = running_sentence(state.running, language, _year(state)) if state.running else ""
    return Section(
        id=state.promise.id,
        text=_text(state.promise, language),
        badge=_badge(state, language),
        answer=words.answer(state, language),
        facts=_facts(state, language),
        trend=_trend(state, language) if any(week.n for week in state.weeks) else None,
        recent=rows[:RECENT],
        older=rows[RECENT:],
        running=running,
        units=_units(state, language) if state.units else None,
        not_known=words.what_is_not_known(state, language),
        would_tell=words.what_would_tell(state, language),
        counted=words.excluded_sentence(state, language) if state.promise.keep else "",
        method=words.how_made(state, language),
        particulars=words.particulars(state, language),
        cost=cost_paragraphs(gaps, language),
        keep=_keep(state, language) if state.keepable else None,
        evidence=_evidence(work, language) if work is not None and work.n else None,
    )


def _evidence(work: Worklist, language: str) -> Evidence:
    def cells(task: Task) -> tuple[str, ...]:
        due, over = say_when(task.due or task.started, language), say_over(task, work, language)
        return (task.unit, say_state(task, language), due, over, say_who(task))

    names = ("unit", "state", "started" if work.promise.keep[-1].amount else "due")
    headings = (*(heading(name, language) for name in ("event_id", *names)), HOW_LATE.say(language))
    return Evidence(
        sentence=say_summary(work, language),
        notes=(*say_notes(work, language), *([NO_ANSWERS.say(language)] if knows_no_answers([work]) else [])),
        headings=(*headings, heading("responsible", language)),
        events=tuple(Event(task.event_id, task.link, cells(task)) for task in work.tasks),
        more=say_more_here(work.n - len(work.tasks), work.promise.id, language),
    )


def _keep(state: PromiseState, language: str) -> Keep:
    return Keep(
        sentences=tuple(filter(None, (can_promise(state, language), how_long(state, language)))),
        seasons=by_season(state, language),
        units=by_unit(state, language),
        too_few=too_few(state, language),
    )


def _facts(state: PromiseState, language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    promise, label = state.promise, labels(language)
    remedy = (promise.remedy or {}).get(language) or next(iter((promise.remedy or {}).values()), "")
    objective = objective_share(state.objective, language) if state.objective is not None else ""
    facts = (
        ("objective", (objective,)),
        ("said", _said(state, language)),
        ("touchpoint", (promise.touchpoint or "",)),
        ("kept_by", (promise.kept_by or "",)),
        ("explained_by", (promise.explained_by or "",)),
        ("remedy", (remedy,)),
    )
    return tuple((label[name], values) for name, values in facts if any(values))


def _period_row(verdict: Verdict, language: str, zone: ZoneInfo) -> PeriodRow:
    label = labels(language)
    notes = [why_words(verdict.why, language)] if verdict.why else []
    notes += filter(None, (corrected_sentence(verdict, language),))
    frozen = verdict.frozen_at
    return PeriodRow(
        period=say_period(verdict.period, language),
        verdict=_verdict_badge(verdict, language),
        count=words.verdict_count(verdict, language),
        frozen=say_day(frozen.astimezone(zone).date(), language) if frozen else label["not_frozen"],
        notes=tuple(notes),
        afterwards=label["afterwards"] if verdict.backfilled else "",
    )


def _trend(state: PromiseState, language: str) -> Trend:
    verdicts = (*state.closed, *((state.running,) if state.running else ()))
    # Where it never was otherwise, nothing began on the first day, and the answer above the chart says so.
    begins = state.now.pace is Pace.SLIPPING and not always_slipping(state)
    since: date | None = state.now.since if begins else None
    story = Story(state.weeks, state.objective, verdicts, since)
    weeks = sorted((week for week in state.weeks if week.n), key=lambda week: week.day, reverse=True)
    objective = objective_share(state.objective, language) if state.objective is not None else ""
    return Trend(
        title=CHART_TITLE.say(language, says=words.promise_text(state.promise, language)),
        about=CHART_ABOUT.say(
            language,
            first=say_week(weeks[-1].day, language),
            last=say_week(weeks[0].day, language),
            objective=objective,
        ),
        wide=draw(story, WIDE, language),
        narrow=draw(story, NARROW, language),
        weeks=tuple((say_week(week.day, language), part_of(week.kept, week.n, language)) for week in weeks),
    )


def _units(state: PromiseState, language: str) -> Units:
    label = labels(language)
    units = in_order(state.units, language)

    def names(unlike: bool | None) -> tuple[str, ...]:
        return tuple(unit.unit for unit in units if unit.unlike is unlike)

    def way(unit: UnitState) -> str:
        return label["more_often"] if unit.better else label["less_often"]

    return Units(
        sentence=units_sentence(state, language),
        unlike=tuple((name_unit(unit, language), way(unit)) for unit in units if unit.unlike),
        alike=names(False),
        quiet=names(None),
    )
