"""The Monday message in each form says the same, and runs nothing from elsewhere."""

import email
import json
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
    Line("call", "Ring til", "7 venter stadig; længst: <6> (6 dage over) " + "og mange flere " * 9, TASKS),
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
    assert "<6>" not in page
    assert "&lt;6&gt;" in page
    assert page.count("<a href=") == 5
    assert 'href="https://shop.example/0?a=1&amp;b=2"' in page
    assert not any(word in page for word in ("<script", "<img", "<link", "@import", "url("))
    assert '<html lang="da">' in page


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
