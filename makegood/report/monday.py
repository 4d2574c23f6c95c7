"""The Monday message as text, as HTML that a mail program shows, as a whole mail, and as JSON."""

import textwrap
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING, Any

from makegood import __version__
from makegood.model import Task
from makegood.report.template import fill
from makegood.words.monday import FIRST, Line, Monday

if TYPE_CHECKING:
    from markupsafe import Markup

FORMAT = "makegood.monday/1"
_WIDTH = 72


def as_text(monday: Monday) -> str:
    """Five paragraphs, each with its heading, wrapped for a mail or a terminal."""
    widest = max(len(line.heading) for line in monday.lines) + 2
    parts = [
        textwrap.fill(
            line.text,
            _WIDTH,
            initial_indent=f"{line.heading}:".ljust(widest),
            subsequent_indent=" " * widest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in monday.lines
    ]
    return "\n\n".join([monday.subject, *parts]) + "\n"


def as_html(monday: Monday, language: str) -> str:
    """One page without anything from elsewhere; the events that are named lead to the organisation's own system."""
    return fill("monday.html.j2", monday=monday, language=language, linked=_linked)


def _linked(line: Line) -> "Markup":
    """The line with each event that it names as a link, where it has one: in the order in which it names them."""
    from markupsafe import Markup, escape

    said, rest = Markup(""), line.text
    for task in line.tasks[:FIRST]:
        before, name, after = rest.partition(f"{task.event_id} (")
        if name and task.link:
            link = Markup('<a href="{}" style="color:#0b57d0">{}</a> (').format(task.link, task.event_id)
            said, rest = said + escape(before) + link, after
        elif name:
            said, rest = said + escape(before + name), after
    return said + escape(rest)


def as_mail(monday: Monday, language: str, to: str = "") -> bytes:
    """A mail of both, to be sent by the organisation's own program; without a sender and a date, which are its own."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = monday.subject
    if to:
        mail["To"] = to
    mail.set_content(as_text(monday), cte="quoted-printable")
    mail.add_alternative(as_html(monday, language), subtype="html", cte="quoted-printable")
    mail.set_boundary("=-makegood-monday-=")
    return mail.as_bytes()


def document(monday: Monday, organisation: str, unit: str | None) -> dict[str, Any]:
    """The message as plain JSON values.

    Returns
    -------
    dict
        `format`, `makegood`, `organisation`, `unit` (or null), `as_of` (a day, or null), `subject`, and `lines`: five,
        each with `kind` (kept, call, unusual, thanks, leave), `heading`, `text` and `events` (`event_id`, `unit`,
        `over`, `link`).
    """
    return {
        "format": FORMAT,
        "makegood": __version__,
        "organisation": organisation,
        "unit": unit,
        "as_of": monday.as_of.isoformat() if monday.as_of else None,
        "subject": monday.subject,
        "lines": [
            {
                "kind": line.kind,
                "heading": line.heading,
                "text": line.text,
                "events": [_event(task) for task in line.tasks],
            }
            for line in monday.lines
        ],
    }


def _event(task: Task) -> dict[str, Any]:
    return {"event_id": task.event_id, "unit": task.unit, "over": task.over, "link": task.link or None}
