"""The worklist for other programs and for spreadsheets: the documented JSON, CSV, and an Excel workbook.

Ids are text in all of them, so that no program turns `007` into 7; and no cell is ever run as a formula.
"""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from importlib.resources import files
from io import BytesIO, StringIO
from json import loads
from typing import Any

from makegood import __version__
from makegood.model import Task, Worklist
from makegood.project import Project
from makegood.words.promise import promise_text
from makegood.words.worklist import TITLE, YES, heading, say_notes, say_state, say_summary

FORMAT = "makegood.list/1"
COLUMNS = (
    "promise",
    "event_id",
    "unit",
    "state",
    "started",
    "due",
    "done",
    "over",
    "amount",
    "answered",
    "kept_by",
    "responsible",
    "link",
)
Fields = dict[str, Any]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Widths in letters, as a person would drag them.
_WIDTHS = {"promise": 28, "event_id": 18, "unit": 16, "state": 22, "started": 17, "due": 17, "done": 17, "link": 44}
_LONGEST_LINK, _MOST_LINKS = 2079, 65_000  # what a workbook holds


def document(project: Project, worklists: Sequence[Worklist], unit: str | None = None) -> Fields:
    """All lists as plain JSON values, in the order given; described by list.schema.json.

    Parameters
    ----------
    project : Project
    worklists : sequence of Worklist
    unit : str or None
        The unit that looks; None: the whole organisation.
    """
    return {
        "format": FORMAT,
        "makegood": __version__,
        "organisation": project.organisation,
        "time_zone": project.time_zone,
        "unit": unit,
        "promises": [_list(worklist) for worklist in worklists],
    }


def schema() -> Fields:
    """The JSON Schema (2020-12) of the document."""
    read: Fields = loads(files("makegood.report").joinpath("list.schema.json").read_text(encoding="utf-8"))
    return read


def _list(worklist: Worklist) -> Fields:
    return {
        "promise": worklist.promise.id,
        "says": dict(worklist.promise.says),
        "headline": str(worklist.headline),
        "why": None if worklist.why is None else str(worklist.why),
        "as_of": _text(worklist.as_of),
        "since": _text(worklist.since),
        "until": _text(worklist.until),
        "waiting": worklist.waiting,
        "about_to_break": worklist.about,
        "late": worklist.late,
        "answered": worklist.answered,
        "older": worklist.older,
        "knows_answers": worklist.knows_answers,
        "events": [_cells(worklist, task) for task in worklist.tasks],
    }


def _cells(worklist: Worklist, task: Task) -> Fields:
    times = {name: _text(getattr(task, name)) for name in ("started", "due", "done")}
    fields = {name: getattr(task, name) for name in COLUMNS if name not in ("promise", *times)}
    cells = {"promise": worklist.promise.id, **fields, **times, "state": str(task.state)}
    return {name: cells[name] for name in COLUMNS}


def _text(when: date | None) -> str | None:
    return None if when is None else when.isoformat()


def as_csv(worklists: Sequence[Worklist]) -> str:
    """One row an event, with the codes and times of the JSON.

    Notes
    -----
    A text that a spreadsheet would run as a formula (it begins with = + - @, a tab or a return) gets an apostrophe
    before it. Numbers are left alone.
    """
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for worklist in worklists:
        for task in worklist.tasks:
            writer.writerow([_safe(cell) for cell in _cells(worklist, task).values()])
    return stream.getvalue()


def _safe(cell: object) -> object:
    if isinstance(cell, bool):
        return str(cell).lower()
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def as_workbook(worklists: Sequence[Worklist], language: str) -> bytes:
    """The lists as an Excel workbook: one sheet of events, and one that says what each list holds and leaves out.

    Parameters
    ----------
    worklists : sequence of Worklist
    language : str
        `da` or `en`.
    """
    import xlsxwriter

    stream = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(stream, plain)
    made = max((w.as_of for w in worklists if w.as_of), default=None)
    # The same input gives the same file: its time is that of the data.
    book.set_properties({"created": made.replace(tzinfo=None) if made else datetime(2000, 1, 1)})
    bold, title = book.add_format({"bold": True}), TITLE.say(language)
    forms = {
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        "text": book.add_format({"num_format": "@"}),
    }
    sheet, told = book.add_worksheet(title), book.add_worksheet(heading("promise", language))
    _write_events(sheet, worklists, language, bold, forms)
    told.set_column(0, 0, 40)
    told.set_column(1, 1, 100)
    for row, worklist in enumerate(worklists):
        sentences = [say_summary(worklist, language), *say_notes(worklist, language)]
        told.write_string(row, 0, promise_text(worklist.promise, language))
        told.write_string(row, 1, " ".join(sentences))
    book.close()
    return stream.getvalue()


def _write_events(sheet: Any, worklists: Sequence[Worklist], language: str, bold: Any, forms: dict[str, Any]) -> None:
    for column, name in enumerate(COLUMNS):
        sheet.write_string(0, column, heading(name, language), bold)
        sheet.set_column(column, column, _WIDTHS.get(name, 14))
    sheet.freeze_panes(1, 0)
    # Somebody prints it and walks off with it: all columns on one page of A4, the headings on each.
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    tasks = [(worklist, task) for worklist in worklists for task in worklist.tasks]
    for row, (worklist, task) in enumerate(tasks, start=1):
        cells = {name: getattr(task, name, None) for name in COLUMNS}
        cells |= {"promise": promise_text(worklist.promise, language), "state": say_state(task, language)}
        cells["answered"] = YES.say(language) if task.answered else ""
        for column, name in enumerate(COLUMNS):
            _write_cell(sheet, (row, column), cells[name], name == "link" and row <= _MOST_LINKS, forms)
    sheet.autofilter(0, 0, max(len(tasks), 1), len(COLUMNS) - 1)


def _write_cell(sheet: Any, at: tuple[int, int], cell: object, is_link: bool, forms: dict[str, Any]) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(*at, cell.replace(tzinfo=None), forms["time"])
    elif isinstance(cell, date):
        sheet.write_datetime(*at, datetime(cell.year, cell.month, cell.day), forms["day"])
    elif isinstance(cell, int | float):
        sheet.write_number(*at, cell)
    elif isinstance(cell, str) and cell:
        if is_link and len(cell) <= _LONGEST_LINK:
            sheet.write_url(*at, cell, string=cell[:255])
        else:
            sheet.write_string(*at, cell, forms["text"])
