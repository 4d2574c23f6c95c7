"""What is told, in the forms that people and programs read: lists, mails, the board's page, files for other programs.

Each function takes what `flow` found and gives a text or bytes; the command line writes them where they are wanted.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from makegood.flow import lake_of
from makegood.model import PromiseState, Worklist

if TYPE_CHECKING:
    from makegood.promises.load import Register
    from makegood.report.board import Board
    from makegood.words.monday import Monday


def worklist_as(
    register: "Register", worklists: Sequence[Worklist], form: str, language: str, unit: str | None = None
) -> bytes:
    """The worklists as `json`, `csv` or `xlsx`."""
    from json import dumps

    from makegood.report.worklist import as_csv, as_workbook
    from makegood.report.worklist import document as as_json

    if form == "xlsx":
        return as_workbook(worklists, language)
    if form == "csv":
        return as_csv(worklists).encode()
    told = as_json(register.project, worklists, unit)
    return (dumps(told, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()


def monday_as(
    register: "Register", message: "Monday", form: str, language: str, unit: str | None = None, to: str = ""
) -> str:
    """A Monday message as `text`, `html`, `mail` (both, for a mail program) or `json`."""
    from json import dumps

    from makegood.report.monday import as_html, as_mail, as_text
    from makegood.report.monday import document as as_json

    if form == "html":
        return as_html(message, language)
    if form == "mail":
        return as_mail(message, language, to).decode("ascii").replace("\r\n", "\n")
    if form == "json":
        return dumps(as_json(message, register.project.organisation, unit), indent=2, ensure_ascii=False) + "\n"
    return as_text(message)


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
        found = told(lake_of(register))
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
