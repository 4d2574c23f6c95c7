"""READ FIRST. What makegood does, as plain calls: read, measure, and tell.

promises + files -> lake (what was said and done) -> measures (numbers) -> words -> report | cli
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from makegood.lake.again import once_more
from makegood.measures import MEASURES
from makegood.model import Finding, Gap, Load, PromiseState, Rejection, TaskState, Why, Worklist
from makegood.said import Talk
from makegood.written import Promise

if TYPE_CHECKING:
    from makegood.forgetting import Forgetting
    from makegood.inquiry import Inquiry
    from makegood.lake.store import Lake
    from makegood.promises.load import Register
    from makegood.propose.proposal import Proposal
    from makegood.sources.batch import Batch
    from makegood.words.monday import Monday

__all__ = [
    "MEASURES",
    "answer",
    "cost_of_breaking",
    "document",
    "explain",
    "find_machine_zone",
    "forget",
    "lint",
    "look_for_person",
    "make_sample",
    "measure",
    "monday",
    "open_project",
    "propose",
    "read",
    "refuse_written",
    "rejected",
    "report",
    "schemas",
    "tidy",
    "worklist",
    "write_proposal",
]

Watch = Callable[[str, Iterable["Batch"]], Iterable["Batch"]]


def open_project(folder: Path) -> "Register":
    """The settings and promises of a folder, every mistake named with its line and column."""
    from makegood.promises.load import load

    return load(folder)


def propose(
    paths: Sequence[Path], folder: Path, now: datetime, machine_zone: str = "", answers: Mapping[str, str] | None = None
) -> "Proposal":
    """What files are, what their columns mean, and what only a person can know.

    Parameters
    ----------
    paths : sequence of Path
        Files and folders.
    folder : Path
        Where makegood.yaml will stand.
    now : datetime, aware
        The wall clock: it tells old data from new.
    machine_zone : str
        The time zone that the machine is set to, if it is set to one.
    answers : mapping of str to str, optional
        What is known already, by the key of the question.
    """
    from makegood import propose as proposing

    return answer(proposing.propose(paths, folder, now, machine_zone), answers or {})


def answer(proposal: "Proposal", answers: Mapping[str, str]) -> "Proposal":
    """The proposal with what a person has answered."""
    from makegood.propose.questions import settle

    return settle(proposal, answers)


def find_machine_zone(environ: Mapping[str, str]) -> str:
    """The time zone that this machine is set to; empty when that says nothing."""
    from makegood.propose.places import find_machine_zone as find

    return find(environ)


def refuse_written(folder: Path) -> None:
    """Say so, before anything is asked, when there is a makegood.yaml already."""
    from makegood.propose.folder import refuse_written as refuse

    refuse(folder)


def write_proposal(proposal: "Proposal", folder: Path, language: str, now: datetime) -> tuple[Path, ...]:
    """Write makegood.yaml and a first file of promises, with comments; never over what is there."""
    from makegood.propose.folder import write

    return write(proposal, folder, language, now.date())


def read(
    register: "Register",
    now: datetime,
    watch: Watch | None = None,
    on_wait: Callable[[], None] | None = None,
    on_voices: Callable[[int, int], None] | None = None,
) -> tuple[Load, ...]:
    """Read every source into the lake, freeze the verdicts of periods that have closed, and understand new voices.

    Parameters
    ----------
    register : Register
    now : datetime, aware
        The wall clock: nothing has happened after it.
    watch : function or None
        Given a source's name and its batches, passes them on: a progress bar.
    on_wait : function or None
        Called once when another read holds the lake.
    on_voices : function or None
        Given how many voices are understood, and how many there are to understand: a progress bar.

    Returns
    -------
    tuple of Load
        One for each source: read = kept + excluded + left_out + rejected + repeated.
    """
    from makegood import forgetting, sources
    from makegood.persons import tell_ids
    from makegood.voices import take_apart

    lake, project = lake_of(register), register.project
    forgetting.finish(project)
    loads = []
    for source in project.sources:
        numbers = _numbers_judged(register.promises, source.name)
        named = replace(source, keep_columns=tuple(dict.fromkeys([*source.keep_columns, *numbers])))
        batches = forgetting.leave_out(sources.read(named, project, now, numbers), project, source, numbers)
        watched = watch(source.name, batches) if watch else batches
        settings = {**project.read_with(named), "numbers": ", ".join(numbers), **tell_ids(named, project.folder)}
        loads.append(lake.load(source.name, watched, settings, now, on_wait))
    _freeze(register, lake, now)
    take_apart(register, lake, on_voices)
    return tuple(loads)


@once_more
def measure(
    register: "Register", now: datetime, as_of: datetime | None = None, unit: str | None = None
) -> tuple[PromiseState, ...]:
    """Each promise as it stands, in the order of the files.

    Parameters
    ----------
    register : Register
    now : datetime, aware
        The wall clock: a source with nothing new for long makes its promises `cannot tell`.
    as_of : datetime or None
        The time to answer for; left out, each source's newest timestamp.
    unit : str or None
        Only this unit and those below it, without verdicts; None: the whole organisation.

    Raises
    ------
    MakegoodError : when the file of units has no such unit.
    """
    inquiry = _inquiry(register, now, as_of, unit)
    return tuple(inquiry.state(promise) for promise in register.promises)


@once_more
def cost_of_breaking(register: "Register", now: datetime, as_of: datetime | None = None) -> dict[str, tuple[Gap, ...]]:
    """What followed where each promise was broken, beside where it was kept, by the promise's id.

    Parameters
    ----------
    register, now, as_of
        As for `measure`.
    """
    from makegood.inquiry import Inquiry

    inquiry = Inquiry(lake_of(register).snapshot(), register.project, now, as_of)
    return {promise.id: inquiry.costs(promise) for promise in register.promises}


@once_more
def worklist(
    register: "Register",
    states: Sequence[PromiseState],
    now: datetime,
    as_of: datetime | None = None,
    unit: str | None = None,
    promise: str | None = None,
    **ask: Any,
) -> tuple[Worklist, ...]:
    """Who must be called about each promise, and about what; in the order given.

    Parameters
    ----------
    register : Register
    states : sequence of PromiseState
        All promises, as `measure` found them at the same time and in the same view.
    promise : str or None
        Only this one.
    now, as_of, unit
        As for `measure`.
    **ask
        What to list: `soon`, `since`, `kinds`, `limit`; see `makegood.measures.worklist.Ask`.
    """
    from makegood.measures.worklist import Ask

    # The newest day of all sources, so that what is due today is due today, whichever log is the oldest.
    newest = max((state.as_of for state in states if state.as_of), default=now)
    today = (as_of or newest).astimezone(register.project.zone).date()
    inquiry, asked = _inquiry(register, now, as_of, unit), Ask(**ask, today=today)
    chosen = [state for state in states if promise in (None, state.promise.id)]
    return tuple(inquiry.worklist(state, asked, register.units) for state in chosen)


def monday(
    register: "Register", now: datetime, language: str, as_of: datetime | None = None, unit: str | None = None
) -> "Monday":
    """The five lines of a Monday, for a unit or for the whole organisation.

    Parameters
    ----------
    register, now, as_of, unit
        As for `measure`. A unit is told whether it is unlike the others, and nothing else of them.
    language : str
        `da` or `en`.
    """
    from makegood.words.monday import say_monday

    states = measure(register, now, as_of, unit)
    waiting = worklist(register, states, now, as_of, unit, kinds=(TaskState.WAITING,), limit=None)
    name, beside = register.project.organisation, {}
    if unit is not None:
        name, found = f"{name}, {register.units.name(unit)}", register.units.find(unit)
        whole = measure(register, now, as_of)
        beside = {state.promise.id: one for state in whole for one in state.units if one.unit == found}
    return say_monday(name, states, waiting, beside, language)


def _inquiry(register: "Register", now: datetime, as_of: datetime | None, unit: str | None) -> "Inquiry":
    from makegood.inquiry import Inquiry
    from makegood.measures.view import View

    view = None
    if unit is not None:
        top, today = register.units.find(unit), (as_of or now).astimezone(register.project.zone).date()
        view = View(top, register.units.below(top), today)
    return Inquiry(lake_of(register).snapshot(), register.project, now, as_of, view)


def rejected(register: "Register") -> tuple[Rejection, ...]:
    """Every row of every source that could not be read, by file and line."""
    from makegood.lake.engine import collect, scan

    columns = [field.name for field in fields(Rejection)]
    found = [Rejection(**row) for row in collect(scan(lake_of(register), "rejected").select(columns))]
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


def report(
    register: "Register",
    states: Sequence[PromiseState],
    language: str,
    now: datetime,
    as_of: datetime | None = None,
    unit: str | None = None,
) -> str:
    """The report as one self-contained HTML page: promises, events to act on, what follows, what customers talk about.

    Parameters
    ----------
    register, now, as_of, unit
        As for `measure`; of a unit's view no comparison is shown, because it would tell of the others.
    states : sequence of PromiseState
        As `measure` found them at the same time and in the same view.
    language : str
        `da` or `en`.
    """
    from makegood.report.html import EVENTS_SHOWN, make_page, with_said, write_page
    from makegood.voices import quotes, what_is_said

    project = register.project
    if unit is not None:
        project = replace(project, organisation=f"{project.organisation}, {register.units.name(unit)}")
    worklists = worklist(register, states, now, as_of, unit, limit=EVENTS_SHOWN)
    costs = cost_of_breaking(register, now, as_of) if unit is None else {}
    page = make_page(project, states, language, now, worklists, costs)
    said = what_is_said(register, as_of) if unit is None else None
    return write_page(with_said(page, said, quotes(register, as_of)) if said else page)


def document(
    register: "Register", states: Sequence[PromiseState], unit: str | None = None, said: Talk | None = None
) -> dict[str, Any]:
    """The states, and what customers talk about, as the documented JSON of `makegood check --format json`."""
    from makegood.report.json import document as as_json

    return as_json(register.project, states, unit=unit, said=said)


def make_sample(folder: Path, seed: int = 1, size: float = 1.0, name: str = "nordlys") -> None:
    """Write a made-up organisation into a folder: `nordlys`, a chain of shops, or `municipality`."""
    from makegood.sample.make import make

    make(folder, seed, size, name)


def tidy(register: "Register", now: datetime) -> None:
    """Join small files of the lake, and remove what no reader needs any more after 7 days."""
    lake_of(register).tidy(now)


def look_for_person(register: "Register", who: Sequence[str]) -> "Forgetting":
    """What `forget` would erase of a person, and which files of the organisation's own hold the person."""
    from makegood import forgetting

    return forgetting.look(register.project, who, _all_numbers_judged(register))


def forget(register: "Register", who: Sequence[str], now: datetime) -> "Forgetting":
    """Erase a person from the lake, keep later reads from bringing the person back, and prove it.

    Parameters
    ----------
    register : Register
    who : sequence of str
        One person, or several, as the files write them: name, customer number, e-mail, telephone.
    now : datetime, aware

    Raises
    ------
    MakegoodError : when nobody is named, or the search afterwards finds the person.
    """
    from makegood import forgetting

    return forgetting.forget(register.project, who, _all_numbers_judged(register), now)


def lake_of(register: "Register") -> "Lake":
    """The lake of a project."""
    from makegood.lake.store import Lake

    return Lake(register.project.folder / register.project.lake)


def _all_numbers_judged(register: "Register") -> dict[str, tuple[str, ...]]:
    return {source.name: _numbers_judged(register.promises, source.name) for source in register.project.sources}


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
