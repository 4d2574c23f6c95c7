"""The answers as Markdown: a table and a paragraph for each promise with more to say than that it is kept.

For a wiki, a pull request or a chat. In: the states. Out: GitHub's Markdown, in which a promise's own words are text
and never markup.
"""

import re

from makegood.model import PromiseState
from makegood.report.told import Told
from makegood.words.dates import say_day
from makegood.words.labels import STATUS, labels
from makegood.words.numbers import objective_share
from makegood.words.overview import by_urgency, overview
from makegood.words.promise import headline, last_closed, needs_words, now_word, paragraph, promise_text

_MARKS = re.compile(r"([\\*_<>\[\]|~#])")


def write(told: Told) -> str:
    """The whole page, ended by the line that counts all states."""
    label, language = labels(told.language), told.language
    newest = max((state.as_of for state in told.states if state.as_of), default=None)
    until = f"{label['as_of']} {say_day(newest.date(), language)}" if newest else label["no_data"]
    parts = [f"# {_text(told.project.organisation)}", f"{until}."]
    ordered = by_urgency(told.states)
    if ordered:
        names = (label["promise"], label["objective"], label["last_closed"], STATUS.say(language), label["now"])
        rows = [names, ("---",) * len(names), *(_row(state, language) for state in ordered)]
        parts.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
        parts += [_text(paragraph(state, language)) for state in ordered if needs_words(state)]
    else:
        parts.append(label["no_promises"])
    parts.append(f"**{_text(overview(told.states, language))}**")
    return "\n\n".join(parts) + "\n"


def _row(state: PromiseState, language: str) -> tuple[str, ...]:
    objective = objective_share(state.objective, language) if state.objective is not None else ""
    period, count = last_closed(state, language), headline(state, language)
    return (
        _text(promise_text(state.promise, language)),
        objective,
        _text(period),
        f"**{count}**",
        now_word(state, language),
    )


def _text(sentence: str) -> str:
    """Escaped, on one line; what stands between a pair of backticks stays code."""
    pieces = " ".join(sentence.split()).split("`")
    if len(pieces) % 2 == 0:
        return "\\`".join(_MARKS.sub(r"\\\1", piece) for piece in pieces)
    # A bar ends a cell of a table, also inside code.
    code = [piece.replace("|", "\\|") if at % 2 else _MARKS.sub(r"\\\1", piece) for at, piece in enumerate(pieces)]
    return "`".join(code)
