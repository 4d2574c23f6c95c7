"""The Monday message in each form says the same, and runs nothing from elsewhere."""

import email
import json
import re
from dataclasses import replace
from datetime import date
from email.policy import default

from makegood.model import Task, TaskState
from makegood.report.monday import as_html, as_mail, as_text, document
from makegood.words.monday import Line, Monday

TASKS = tuple(
    Task(f"<{n}>", "Århus", TaskState.WAITING, None, None, None, n, link=f"https://shop.example/{n}?a=1&b=2")
    for n in range(7)
)
LINES = (
    Line("kept", "Holdt", "5 af 8 løfter holder lige nu."),
    Line(
        "call",
        "Ring til",
        "7 venter stadig; længst: " + ", ".join(f"<{n}> ({n} dage over)" for n in range(5)) + ".",
        TASKS,
    ),
    Line("unusual", "Usædvanligt", "Intet usædvanligt."),
    Line("thanks", "Tak", "Sig tak."),
    Line("leave", "Lad være", "Læg ikke noget nyt på."),
)
MONDAY = Monday("Nordlys, Århus", date(2026, 3, 16), "Nordlys, Århus, uge 12: ring til 7", LINES)


def test_text_is_five_paragraphs_that_fit_a_mail() -> None:
    text = as_text(MONDAY)
    assert max(map(len, text.splitlines())) <= 72
    assert len(text.split("\n\n")) == 6
    assert text.startswith("Nordlys, Århus, uge 12: ring til 7\n\nHoldt:       5 af 8")


def test_html_escapes_what_stands_in_the_data_links_the_first_and_loads_nothing() -> None:
    page = as_html(MONDAY, "da")
    assert "<4>" not in page
    assert page.count("&lt;4&gt;") == 1  # named once, and the name is the link
    assert "&lt;4&gt;</a> (4 dage over)." in page
    assert page.count("<a href=") == 5
    assert 'href="https://shop.example/0?a=1&amp;b=2"' in page
    assert not any(word in page for word in ("<script", "<img", "<link", "@import", "url("))
    assert '<html lang="da">' in page


def test_an_id_that_ends_another_or_looks_like_a_number_in_the_sentence_is_the_right_link() -> None:
    tasks = tuple(
        replace(TASKS[0], event_id=name, link=link) for name, link in (("11", "a:1"), ("1", ""), ("7", "a:7"))
    )
    line = Line(
        "call", "Ring til", "7 venter stadig; længst: 11 (7 dage over), 1 (7 dage over) og 7 (1 dag over).", tasks
    )
    page = as_html(replace(MONDAY, lines=(line,)), "da")
    shown = re.sub(r" style=\"[^\"]*\"", "", page)
    link, other = '<a href="a:1">11</a>', '<a href="a:7">7</a>'
    assert f"længst: {link} (7 dage over), 1 (7 dage over) og {other} (1 dag over)." in shown


def test_a_mail_holds_both_parts_and_is_plain_ascii_on_its_way() -> None:
    raw = as_mail(MONDAY, "da", "butik@example.org")
    assert raw.isascii()
    assert raw == as_mail(MONDAY, "da", "butik@example.org")
    mail = email.message_from_bytes(raw, policy=default)
    assert (mail["Subject"], mail["To"], mail["From"]) == (MONDAY.subject, "butik@example.org", None)
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert plain.get_content().replace("\r\n", "\n") == as_text(MONDAY)
    assert page.get_content().replace("\r\n", "\n") == as_html(MONDAY, "da")


def test_json_has_the_five_lines_with_their_events() -> None:
    told = json.loads(json.dumps(document(MONDAY, "Nordlys", "Århus")))
    assert (told["format"], told["unit"], told["as_of"]) == ("makegood.monday/1", "Århus", "2026-03-16")
    assert [line["kind"] for line in told["lines"]] == ["kept", "call", "unusual", "thanks", "leave"]
    call = told["lines"][1]
    assert len(call["events"]) == 7
    assert call["events"][6] == {
        "event_id": "<6>",
        "unit": "Århus",
        "over": 6,
        "link": "https://shop.example/6?a=1&b=2",
    }
