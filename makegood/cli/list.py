"""`makegood list`: whom to call about each promise, the first thing that a person acts on."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from makegood.cli.options import AS_OF, FOLDER, LANGUAGE, UNIT, parse_as_of
from makegood.errors import MakegoodError, guess
from makegood.model import TaskState, Worklist
from makegood.written import Duration

if TYPE_CHECKING:
    from rich.table import Table

SHOWN = 20  # of each promise on the screen, unless --limit says otherwise
STATES = {"waiting": TaskState.WAITING, "about-to-break": TaskState.ABOUT, "late": TaskState.LATE}


class _Soon(click.ParamType["Duration"]):
    """A number of days or business days."""

    name = "days"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Duration:
        try:
            soon = Duration.parse(value)
        except ValueError:
            soon = None
        if soon is None or not soon.unit.endswith("days"):
            self.fail(f"{value!r} is no number of days; write `1 business day` or `2 days`", param, ctx)
        return soon


@click.command("list")
@click.argument("promise", required=False)
@FOLDER
@LANGUAGE
@AS_OF
@UNIT
@click.option("--within", "soon", type=_Soon(), default="1 business day", help="How near a deadline is close.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="From this deadline on; else the last closed period.")
@click.option("--state", type=click.Choice(list(STATES)), multiple=True, help="Only these; may be given several times.")
@click.option("--limit", type=click.IntRange(min=1), help=f"At most so many of each promise; {SHOWN} on the screen.")
@click.option("--format", "form", type=click.Choice(["human", "csv", "json", "xlsx"]), default="human")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.pass_context
def command(
    context: click.Context,
    promise: str | None,
    folder: Path,
    language: str | None,
    as_of: str | None,
    unit: str | None,
    form: str,
    output: Path | None,
    state: tuple[str, ...],
    limit: int | None,
    soon: Duration,
    since: datetime | None,
) -> None:
    """Whom to call about PROMISE, and about what; without PROMISE about all, the most urgent promise first.

    Exit 0: nobody. 1: somebody. 2: could not run.
    """
    from makegood import flow, forms
    from makegood.words.language import choose
    from makegood.words.overview import by_urgency

    promise, folder = _promise_or_folder(promise, folder)
    if form == "xlsx" and output is None:
        raise click.UsageError("a workbook needs a file: add `--output list.xlsx`")
    register = flow.open_project(folder)
    spoken = choose(language, os.environ, register.project.languages)
    now, moment = datetime.now(UTC), parse_as_of(as_of, register.project.zone)
    if promise is not None and promise not in (known := [p.id for p in register.promises]):
        raise MakegoodError("no such promise", found=promise, fix=guess(promise, known))
    wanted = [STATES[name] for name in state] or list(STATES.values())
    worklists = flow.worklist(
        register,
        by_urgency(flow.measure(register, now, moment, unit)),
        now,
        moment,
        unit,
        promise,
        kinds=wanted,
        limit=limit or (SHOWN if form == "human" else None),
        soon=soon,
        since=since.date() if since else None,
    )
    if form != "human":
        _write(forms.worklist_as(register, worklists, form, spoken, unit), output)
    elif output is None:
        show(worklists, wanted, spoken, Console(highlight=False, emoji=False, markup=False))
    else:
        stream = StringIO()
        show(worklists, wanted, spoken, Console(file=stream, width=100, highlight=False, emoji=False, markup=False))
        _write(stream.getvalue().encode(), output)
    context.exit(1 if any(_count(worklist, wanted) for worklist in worklists) else 0)


def show(worklists: Sequence[Worklist], wanted: Sequence[TaskState], language: str, console: Console) -> None:
    """Print each promise with its sentence, its table, and what the table leaves out; those with nobody in one line."""
    from makegood.words.promise import promise_text
    from makegood.words.worklist import NO_ANSWERS, knows_no_answers, say_more, say_nobody, say_notes, say_summary

    busy = [worklist for worklist in worklists if _count(worklist, wanted) or len(worklists) == 1]
    for worklist in busy:
        console.print(promise_text(worklist.promise, language), style="bold")
        console.print(" ".join([say_summary(worklist, language), *say_notes(worklist, language)]))
        if worklist.tasks:
            console.print()
            console.print(_table(worklist, language))
        if more := say_more(_count(worklist, wanted) - len(worklist.tasks), language):
            console.print(more)
        console.print()
    if quiet := len(worklists) - len(busy):
        console.print(say_nobody(quiet, language))
    if knows_no_answers(busy):
        console.print(NO_ANSWERS.say(language))


def _table(worklist: Worklist, language: str) -> "Table":
    from rich.table import Table
    from rich.text import Text

    from makegood.words.worklist import HOW_LATE, heading, say_over, say_state, say_when, say_who

    rows = [
        (
            task.event_id,
            task.unit,
            say_state(task, language),
            say_when(task.due or task.started, language),
            say_over(task, worklist, language),
            say_who(task),
        )
        for task in worklist.tasks
    ]
    by_amount = all(task.due is None for task in worklist.tasks)
    names = [heading(name, language) for name in ("event_id", "unit", "state", "started" if by_amount else "due")]
    names += [heading("amount", language) if by_amount else HOW_LATE.say(language), heading("responsible", language)]
    used = [at for at in range(len(names)) if any(row[at] for row in rows)]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for at in used:
        table.add_column(names[at], overflow="fold")
    for task, row in zip(worklist.tasks, rows, strict=True):
        # On a screen that can, the id leads to the organisation's own system.
        first = Text(row[0], style=f"link {task.link}" if task.link else "")
        table.add_row(first, *(row[at] for at in used[1:]))
    return table


def _count(worklist: Worklist, wanted: Sequence[TaskState]) -> int:
    counts = {TaskState.WAITING: worklist.waiting, TaskState.ABOUT: worklist.about, TaskState.LATE: worklist.late}
    return sum(counts[state] for state in wanted)


def _promise_or_folder(promise: str | None, folder: Path) -> tuple[str | None, Path]:
    """One argument alone is a folder when makegood.yaml stands in it, as for the other commands."""
    if promise and folder == Path() and (Path(promise) / "makegood.yaml").is_file():
        return None, Path(promise)
    return promise, folder


def _write(content: bytes, output: Path | None) -> None:
    """To the file, or to the screen.

    Raises
    ------
    MakegoodError : when the folder is not there, or may not be written.
    """
    if output is None:
        click.echo(content.decode(), nl=False)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        fix = "make the folder first, or name another file with `--output`"
        raise MakegoodError("the list cannot be written", found=f"{output}: {error.strerror}", fix=fix) from None
    click.echo(str(output))
