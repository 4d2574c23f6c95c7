"""`makegood read`: read the files into the lake, and account for every row."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from makegood.cli.options import FOLDER, LANGUAGE
from makegood.model import Rejection

if TYPE_CHECKING:
    from makegood.flow import Watch
    from makegood.promises.load import Register
    from makegood.sources.batch import Batch


@click.command("read")
@FOLDER
@LANGUAGE
def command(folder: Path, language: str | None) -> None:
    """Read every source into the lake. Reading twice adds nothing; changed rows replace and leave history."""
    from makegood import flow
    from makegood.words.language import choose

    register = flow.open_project(folder)
    read_and_tell(register, choose(language, os.environ, register.project.languages))


def read_and_tell(register: "Register", language: str) -> None:
    """Read with a progress bar, then say what became of the rows of each source."""
    from makegood import flow
    from makegood.words import loads as say

    console = Console(highlight=False, emoji=False, markup=False)
    columns = SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None)

        def show(text: str) -> None:
            progress.update(task, description=text)

        def tell_voices(done: int, of: int) -> None:
            progress.update(task, description=say.say_understood(done, of, language), total=of, completed=done)

        watch, on_wait = _watch(show, language), lambda: show(say.say_waiting(language))
        loads = flow.read(register, datetime.now(UTC), watch, on_wait, tell_voices)
    if len(loads) > 1:
        headings, rows = say.load_table(loads, language)
        table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
        for heading in headings:
            table.add_column(heading, justify="left" if heading == headings[0] else "right", overflow="fold")
        for row in rows:
            table.add_row(*row)
        console.print(table)
        console.print(f"\n{say.say_loads(loads, language)}")
    else:
        console.print("\n".join(" ".join(say.say_load(load, language)) for load in loads))
    if sentence := say.say_passed_over(loads, language):
        console.print(f"\n{sentence}")
    if sentence := say.say_unnamed(loads, language):
        console.print(f"\n{sentence}")
    if any(load.rejected for load in loads):
        _tell_rejected(console, flow.rejected(register), language)


def _watch(show: "Callable[[str], None]", language: str) -> "Watch":
    """Shows the source, its file and the rows so far."""
    from makegood.words.loads import say_progress

    def watch(source: str, batches: "Iterable[Batch]") -> "Iterator[Batch]":
        rows = 0
        show(source)
        for batch in batches:
            rows += batch.read
            show(say_progress(source, batch.file, rows, language))
            yield batch

    return watch


def _tell_rejected(console: Console, rejections: Sequence[Rejection], language: str) -> None:
    """The reasons, most rows first, each with the first place where it stands."""
    from makegood.words.loads import say_rejected_rows

    console.print("\n" + "\n".join(say_rejected_rows(rejections, language)))
