"""`makegood check`: count, verdict and now of each promise, as a table and in sentences."""

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from shlex import quote

import click
from rich.console import Console

from makegood.cli.options import AS_OF, FOLDER, LANGUAGE, UNIT, parse_as_of
from makegood.model import Headline, PromiseState
from makegood.said import Talk

FORMS = ("human", "json", "markdown", "junit", "sarif", "openmetrics")


@click.command("check")
@FOLDER
@LANGUAGE
@AS_OF
@UNIT
@click.option("--format", "form", type=click.Choice(FORMS), default="human", show_default=True)
@click.option("--fail-on", type=click.Choice(["cannot-tell"]), help="Exit 1 also when a promise cannot be told.")
@click.pass_context
def command(
    context: click.Context,
    folder: Path,
    language: str | None,
    as_of: str | None,
    unit: str | None,
    form: str,
    fail_on: str | None,
) -> None:
    """Do we keep what we promise? The count, the verdict and now of each promise.

    Exit 0: none is broken or slipping. 1: at least one is. 2: could not run.
    """
    from makegood import flow, forms, voices
    from makegood.words.language import choose

    register = flow.open_project(folder)
    spoken = choose(language, os.environ, register.project.languages)
    now, asked = datetime.now(UTC), parse_as_of(as_of, register.project.zone)
    states = flow.measure(register, now, asked, unit)
    said = voices.what_is_said(register, asked) if unit is None and form in ("human", "json") else None
    if form == "json":
        document = flow.document(register, states, unit, said)
        click.echo(json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False))
    elif form == "human":
        name = called(register.project.organisation, unit and register.units.name(unit))
        show(name, states, spoken, _where(folder, unit), said)
    else:
        click.echo(forms.write(register, states, form, spoken, bool(fail_on)), nl=False)
    untold = fail_on and any(state.headline is Headline.CANNOT_TELL for state in states)
    context.exit(1 if untold or any(state.needs_person for state in states) else 0)


def called(organisation: str, unit: str | None) -> str:
    """What stands above an answer: the organisation, and the unit that looks."""
    return f"{organisation}, {unit}" if unit else organisation


def _where(folder: Path, unit: str | None) -> str:
    """The folder and the unit as the next command needs them."""
    named = "" if folder == Path() else quote(str(folder))
    return f"{named} --unit {quote(unit)}".strip() if unit else named


def show(
    organisation: str, states: Sequence[PromiseState], language: str, where: str = "", said: Talk | None = None
) -> None:
    """Print the table, then a paragraph for each promise with more to say than kept, then the line that counts all.

    Each paragraph ends with the command that lists whom to call; `where` is the folder and the unit it needs. Last
    stands what customers talk about.
    """
    from rich.table import Table

    from makegood.words.dates import say_day
    from makegood.words.labels import STATUS, labels
    from makegood.words.overview import by_urgency, overview
    from makegood.words.promise import headline, last_closed, needs_words, now_word, paragraph, promise_text
    from makegood.words.worklist import say_step

    console = Console(highlight=False, emoji=False, markup=False)
    label = labels(language)
    newest = max((state.as_of for state in states if state.as_of), default=None)
    until = f"{label['as_of']} {say_day(newest.date(), language)}" if newest else label["no_data"]
    console.print(f"{organisation}: {until}\n")
    if not states:
        console.print(f"{label['no_promises']}\n\n{overview(states, language)}")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(label["promise"], overflow="fold")
    table.add_column(label["last_closed"], overflow="fold")
    table.add_column(STATUS.say(language), overflow="fold", max_width=_STATUS)
    table.add_column(label["now"], overflow="fold", max_width=_NOW)
    ordered = by_urgency(states)
    for state in ordered:
        says, word = promise_text(state.promise, language), headline(state, language)
        table.add_row(says, last_closed(state, language), word, now_word(state, language), style=_STYLE[state.headline])
    console.print(table)
    for state in ordered:
        if needs_words(state):
            console.print(f"\n{paragraph(state, language)}", style=_STYLE[state.headline], soft_wrap=False)
            if step := say_step(state, where, language):
                console.print(step, soft_wrap=True)
    console.print(f"\n{overview(states, language)}")
    if said:
        _show_said(console, said, language, where)


def _show_said(console: Console, said: Talk, language: str, where: str) -> None:
    from rich.padding import Padding

    from makegood.words.what_is_said import say_talk

    told = say_talk(said, language, f"makegood measure what_is_said {where}".strip())
    if not told:
        return
    heading, *topics, note, more = told
    console.print(f"\n{heading}", style="bold")
    for line in topics:
        console.print(Padding(line, (0, 0, 0, 2), expand=False))
    console.print(note, style="dim")
    console.print(more, soft_wrap=True)


# Letters: long words stand on two lines, so that promise and count have the room on a screen of 80.
_STATUS, _NOW = 13, 10
# The word says it; the colour only helps the eye.
_STYLE = {Headline.KEPT: "", Headline.SLIPPING: "yellow", Headline.BROKEN: "red", Headline.CANNOT_TELL: "dim"}
