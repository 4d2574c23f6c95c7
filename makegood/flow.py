"""READ FIRST. What makegood does, as plain calls: read, measure, and tell.

promises + files -> lake (what was said and done) -> measures (numbers) -> words -> report | cli
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from makegood.measures import MEASURES
from makegood.model import Finding, Load, PromiseState, Rejection, Why
from makegood.written import Promise

if TYPE_CHECKING:
    from makegood.lake.store import Lake
    from makegood.promises.load import Register
    from makegood.report.board import Board
    from makegood.sources.batch import Batch

__all__ = [
    "MEASURES",
    "board",
    "board_page",
    "document",
    "explain",
    "lint",
    "make_sample",
    "measure",
    "open_project",
    "print_page",
    "read",
    "rejected",
    "report",
    "schemas",
    "slides",
    "tidy",
    "write",
]

Watch = Callable[[str, Iterable["Batch"]], Iterable["Batch"]]


def open_project(folder: Path) -> "Register":
    """The settings and promises of a folder, every mistake named with its line and column."""
    from makegood.promises.load import load

    return load(folder)


def read(
    register: "Register", now: datetime, watch: Watch | None = None, on_wait: Callable[[], None] | None = None
) -> tuple[Load, ...]:
    """Read every source into the lake, and freeze the verdicts of the periods that have closed.

    Parameters
    ----------
    register : Register
    now : datetime, aware
        The wall clock: nothing has happened after it.
    watch : function or None
        Given a source's name and its batches, passes them on: a progress bar.
    on_wait : function or None
        Called once when another read holds the lake.

    Returns
    -------
    tuple of Load
        One for each source: read = kept + excluded + left_out + rejected + repeated.
    """
    from makegood import sources

    lake, project = _lake(register), register.project
    loads = []
    for source in project.sources:
        numbers = _numbers_judged(register.promises, source.name)
        named = replace(source, keep_columns=tuple(dict.fromkeys([*source.keep_columns, *numbers])))
        batches = sources.read(named, project, now, numbers)
        watched = watch(source.name, batches) if watch else batches
        loads.append(
            lake.load(
                source.name, watched, {**project.clock, **named.mapping, "numbers": ", ".join(numbers)}, now, on_wait
            )
        )
    _freeze(register, lake, now)
    return tuple(loads)


def measure(register: "Register", now: datetime, as_of: datetime | None = None) -> tuple[PromiseState, ...]:
    """Each promise as it stands, in the order of the files.

    Parameters
    ----------
    register : Register
    now : datetime, aware
        The wall clock: a source with nothing new for long makes its promises `cannot tell`.
    as_of : datetime or None
        The time to answer for; left out, each source's newest timestamp.
    """
    from makegood.inquiry import Inquiry

    inquiry = Inquiry(_lake(register).snapshot(), register.project, now, as_of)
    return tuple(inquiry.state(promise) for promise in register.promises)


def rejected(register: "Register") -> tuple[Rejection, ...]:
    """Every row of every source that could not be read, by file and line."""
    from makegood.lake.engine import collect, scan

    columns = [field.name for field in fields(Rejection)]
    found = [Rejection(**row) for row in collect(scan(_lake(register), "rejected").select(columns))]
    return tuple(sorted(found, key=lambda r: (r.source, r.file, r.line)))


def lint(register: "Register") -> tuple[Finding, ...]:
    """How the promises could be said better, by place."""
    from makegood.promises.rules import check_all

    return check_all(register)


def explain(name: str) -> str:
    """The documentation of a rule, a measure or a setting."""
    from makegood.promises.explain import explain as page

    return page(name)


def schemas() -> dict[str, dict[str, Any]]:
    """JSON Schemas of makegood.yaml and of a promises file, for editors."""
    from makegood.promises.schema import schemas as of_files

    return of_files()


def report(register: "Register", states: Sequence[PromiseState], language: str, now: datetime) -> str:
    """The report as one self-contained HTML page."""
    from makegood.report.html import render

    return render(register.project, states, language, now)


def board(
    register: "Register", states: Sequence[PromiseState], period: str, frozen: bool, language: str, now: datetime
) -> "Board":
    """The board's page on a closed period as data, for `report.board_html` and `report.slides`.

    Parameters
    ----------
    register : Register
    states : sequence of PromiseState
        As they stand today.
    period : str
        `2026-Q1`, `2026-03` or `2026`.
    frozen : bool
        Show only what was fixed at the time, with what has been corrected since beside it; else today's figures.
    language : str
    now : datetime, aware

    Raises
    ------
    MakegoodError : when there is no such period, it has not closed, or there is no verdict in it.
    """
    from makegood.lake.verdicts import as_told, told
    from makegood.measures.verdict import find_period, period_of
    from makegood.report.board import Ask, as_today, make_board
    from makegood.report.board_period import refuse_empty, refuse_open, unknown_period

    asked = find_period(period)
    if asked is None:
        raise unknown_period(period)
    refuse_open(asked, states)
    if frozen:
        found = told(_lake(register))
        shown = {s.promise.id: as_told(found.get(s.promise.id, ()), s.closed) for s in states}
    else:
        shown = {s.promise.id: tuple(map(as_today, s.closed)) for s in states}
    refuse_empty(asked, shown, frozen)
    before = period_of(asked.first - timedelta(days=1), asked.over)
    return make_board(register.project, states, shown, Ask(asked, before, frozen), language, now)


def board_page(board: "Board") -> str:
    """The board's page as one self-contained HTML file that prints on one page of A4."""
    from makegood.report.board_html import render

    return render(board)


def slides(board: "Board") -> bytes:
    """The board's page as a PowerPoint file: one slide, and a chart that can be edited for each promise."""
    from makegood.report.slides import make_slides

    return make_slides(board)


def print_page(page: str) -> bytes:
    """An HTML page as PDF, printed by a browser on this machine."""
    from makegood.report.pdf import print_page as print_with_browser

    return print_with_browser(page)


def document(register: "Register", states: Sequence[PromiseState]) -> dict[str, Any]:
    """The states as the documented JSON of `makegood check --format json`."""
    from makegood.report.json import document as as_json

    return as_json(register.project, states)


def write(
    register: "Register", states: Sequence[PromiseState], form: str, language: str, fail_on_cannot_tell: bool = False
) -> str:
    """The states, and what lint finds, for another program: markdown, junit, sarif, openmetrics or openslo."""
    from makegood.promises.explain import page
    from makegood.promises.rules import RULES, check_places
    from makegood.report.formats import write as write_as
    from makegood.report.told import Rule, Told

    rules = tuple(
        Rule(rule.code, rule.name, (rule.__doc__ or "").split("\n")[0].partition(": ")[2], page(rule)) for rule in RULES
    )
    places = {written.promise.id: written.at("promise") for written in register.written}
    found = check_places(register)
    return write_as(form, Told(register.project, tuple(states), language, fail_on_cannot_tell, places, found, rules))


def make_sample(folder: Path, seed: int = 1, size: float = 1.0) -> None:
    """Write the made-up organisation into a folder."""
    from makegood.sample.make import make

    make(folder, seed, size)


def tidy(register: "Register", now: datetime) -> None:
    """Join small files of the lake, and remove what no reader needs any more after 7 days."""
    _lake(register).tidy(now)


def _lake(register: "Register") -> "Lake":
    from makegood.lake.store import Lake

    return Lake(register.project.folder / register.project.lake)


def _numbers_judged(promises: Sequence[Promise], source: str) -> tuple[str, ...]:
    """The columns of a source that promises about an amount need, each once."""
    needed = {t.amount.column for p in promises for t in p.keep if t.event == source and t.amount}
    return tuple(sorted(needed))


def _freeze(register: "Register", lake: "Lake", now: datetime) -> None:
    """Write down the verdicts of periods that have closed, once; rows that cannot be read can still be mended."""
    from makegood.lake.verdicts import rows, told

    new = [
        (state.promise, verdict)
        for state in measure(register, now)
        for verdict in state.closed
        if verdict.frozen_at is None and verdict.why is not Why.UNREADABLE
    ]
    lake.append("verdicts", rows(new, now, told(lake)), now)
