"""The first promise as an example in a comment: no promise is made up, because what was promised cannot be known."""

import textwrap
from collections.abc import Iterator
from datetime import date

from makegood.propose.proposal import Proposal, ProposedSource
from makegood.propose.settings import WIDTH, quote, touchpoint_of
from makegood.words import first_files

_BY_HOURS = frozenset({"phone", "mail"})
_NOT_AN_ID = str.maketrans(dict.fromkeys("_. /*", "-"))
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_LATE, _WAITED = 15, 180  # minutes, seconds: examples only


def write_promises(proposal: Proposal, language: str, today: date) -> str:
    """The text of a file of promises: comments only, each a promise once its marks are taken away."""
    lines = [*_wrap(first_files.PROMISE_HEAD.say(language)), "#", *_wrap(first_files.PROMISE_KEYS.say(language))]
    for source in proposal.sources:
        if source.kind == "reviews" or not source.is_ready:
            continue
        lines.append("")
        keep = _keep(source)
        if not keep:
            lines += _wrap(first_files.NO_PROMISE.say(language, source=source.name))
            continue
        lines += [f"# {line}" for line in _example(source, keep, language, today)]
    return "\n".join(lines) + "\n"


def _example(source: ProposedSource, keep: str, language: str, today: date) -> Iterator[str]:
    stop = touchpoint_of(source, language)
    function = stop["function"]
    yield f"- promise: {_id(source.name)}"
    yield f"  says: {{{language}: {quote(first_files.PROMISE_SAYS.say(language))}}}"
    yield f"  said: [{{where: {stop['touchpoint']}, since: {today}, by: {function}}}]"
    yield f"  touchpoint: {stop['touchpoint']}"
    yield f"  kept_by: {function}"
    yield f"  keep: {keep}"


def _keep(source: ProposedSource) -> str:
    """The measurable form that the columns can carry; empty when they can carry none."""
    event = f"event: {quote(source.name)}"
    if source.kind == "counts":
        return f"{{counts: {quote(source.name)}, of: 80 %}}"
    if source.use("due_at") and source.use("done_at"):
        return f"{{{event}, by: due_at, of: 95 %}}"
    begun = source.use("started_at")
    if begun and source.use("done_at"):
        only_dates = source.table.column(begun.theirs[0]).dates_only
        within = "24 hours" if source.topic in _BY_HOURS and not only_dates else "2 business days"
        return f"{{{event}, within: {within}, from: started_at, to: done_at, of: 95 %}}"
    if source.numbers:
        name = source.numbers[0]
        limit = _LATE if source.table.column(name).meanings.best == "late" else _WAITED
        return f"{{{event}, amount: {{column: {quote(name)}, at_most: {limit}, missing: broken}}, of: 90 %}}"
    return ""


def _id(name: str) -> str:
    plain = "".join(
        c for c in name.lower().translate(_LETTERS).translate(_NOT_AN_ID) if c.isascii() and (c.isalnum() or c == "-")
    )
    return f"{plain.strip('-') or 'promise'}-1"


def _wrap(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, WIDTH - 2)]
