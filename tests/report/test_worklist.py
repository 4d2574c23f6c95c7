"""The worklist as JSON is what its schema and its page say, and the report shows the first of it."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from jsonschema import Draft202012Validator

from makegood.model import Headline, Task, TaskState, Why, Worklist
from makegood.project import Project
from makegood.report.html import make_page, render
from makegood.report.worklist import as_csv, as_workbook, document, schema
from tests.made_states import AMOUNT, AS_OF, kept, promise, slipping

DOCS = Path(__file__).resolve().parents[2] / "docs" / "list-json.md"
PROJECT = Project(organisation="Nordlys Cykler")
DAY = date(2026, 5, 7)
WAITS = Task("A1", "Aarhus", TaskState.WAITING, AS_OF - timedelta(days=9), DAY, None, 2, None, True, "drift", "chef")
LATE = Task("A2", "", TaskState.LATE, DAY, DAY, AS_OF, 1, link="https://x.example/A2?a=1&b=2")
WORK = Worklist(promise(), Headline.SLIPPING, AS_OF, DAY, DAY, (WAITS, LATE), 1, 0, 3, 4, 5)
BY_AMOUNT = replace(
    WORK, promise=promise(AMOUNT), tasks=(Task("C1", "", TaskState.LATE, AS_OF, None, None, None, 200.5),), since=None
)
NOTHING = Worklist(promise(None), Headline.CANNOT_TELL, why=Why.NO_KEEP)


def described() -> dict[str, str]:
    """Every field of the schema with its meaning."""
    whole = schema()
    parts = [("", whole), *((f"{name}.", part) for name, part in whole["$defs"].items())]
    return {f"{at}{name}": each["description"] for at, part in parts for name, each in part["properties"].items()}


def test_every_document_is_valid() -> None:
    Draft202012Validator.check_schema(schema())
    for work in ((), (WORK, BY_AMOUNT, NOTHING)):
        made = json.loads(json.dumps(document(PROJECT, work, "Jylland"), allow_nan=False))
        assert [error.message for error in Draft202012Validator(schema()).iter_errors(made)] == []


def test_the_schema_refuses_what_it_does_not_know() -> None:
    made = document(PROJECT, (WORK,))
    assert not Draft202012Validator(schema()).is_valid({**made, "more": 1})
    made["promises"][0]["events"][0]["state"] = "angry"
    assert not Draft202012Validator(schema()).is_valid(made)


def test_every_word_of_the_model_is_allowed() -> None:
    parts = schema()["$defs"]
    assert set(parts["event"]["properties"]["state"]["enum"]) == set(map(str, TaskState))
    assert set(parts["promise"]["properties"]["why"]["enum"]) == {*map(str, Why), None}
    assert set(parts["promise"]["properties"]["headline"]["enum"]) == set(map(str, Headline))


def test_the_page_says_what_the_schema_says() -> None:
    rows = re.findall(r"^\| `([\w.]+)` \| .*? \| (.*) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert dict(rows) == described()


def test_the_fields_of_an_event_hold_its_times_with_their_offset() -> None:
    waits, late = document(PROJECT, (WORK,))["promises"][0]["events"]
    assert (waits["due"], waits["done"], waits["answered"]) == ("2026-05-07", None, True)
    assert (late["started"], late["done"]) == ("2026-05-07", AS_OF.isoformat())


def test_csv_has_the_fields_of_an_event() -> None:
    lines = as_csv((WORK,)).splitlines()
    assert lines[0].split(",") == list(schema()["$defs"]["event"]["properties"])
    assert len(lines) == 3
    odd = replace(WORK, tasks=tuple(replace(LATE, event_id=text) for text in ("-1", "+45", "@a", "\tb", "=c", "a=b")))
    ids = [line.split(",")[1] for line in as_csv((odd,)).splitlines()[1:]]
    assert ids == ["'-1", "'+45", "'@a", "'\tb", "'=c", "a=b"]


def test_the_printed_workbook_has_all_columns_on_a_page_and_headings_on_each() -> None:
    with ZipFile(BytesIO(as_workbook((WORK,), "da"))) as book:
        sheet, whole = (book.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "workbook"))
    assert re.search(r'<pageSetup paperSize="9"[^>]* fitToHeight="0" orientation="landscape"', sheet)
    assert "_xlnm.Print_Titles" in whole


def test_the_report_shows_the_events_behind_an_answer_folded_away() -> None:
    page = make_page(PROJECT, [slipping()], "en", AS_OF, [WORK])
    evidence = page.sections[0].evidence
    assert evidence is not None
    assert evidence.sentence == "Call them: 1 still waiting and 3 did not get it as promised."
    assert [(event.id, event.link) for event in evidence.events] == [("A1", ""), ("A2", LATE.link)]
    assert evidence.events[0].cells == (
        "Aarhus",
        "still waiting, has been told",
        "7 May 26",
        "2 business days over",
        "chef",
    )
    assert evidence.more == "2 more stand in: `makegood list delivery`"
    html = render(PROJECT, [slipping()], "en", AS_OF, [WORK])
    assert '<a href="https://x.example/A2?a=1&amp;b=2" rel="noreferrer">A2</a>' in html
    assert "<code>makegood list delivery</code>" in html


def test_the_report_shows_no_events_where_there_is_nobody_to_call() -> None:
    assert make_page(PROJECT, [kept()], "da", AS_OF).sections[0].evidence is None
    assert make_page(PROJECT, [kept()], "da", AS_OF, [replace(NOTHING, promise=promise())]).sections[0].evidence is None
