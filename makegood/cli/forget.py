"""`makegood forget`: erase a person from the lake, and prove it."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from makegood.cli.options import LANGUAGE


@click.command("forget")
@click.argument("who", nargs=-1)
@click.option(
    "--folder",
    default=".",
    type=click.Path(path_type=Path, file_okay=False),
    help="The project's folder; else this one.",
)
@click.option(
    "--file",
    "listing",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file with one name, number or address a line.",
)
@click.option("--dry-run", is_flag=True, help="Say what would go, and erase nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@LANGUAGE
@click.pass_context
def command(
    context: click.Context,
    who: tuple[str, ...],
    folder: Path,
    listing: Path | None,
    dry_run: bool,
    yes: bool,
    language: str | None,
) -> None:
    """Erase a person from every table, version and log of the lake, and search it all for what is left.

    WHO is a customer as your files write it: name, customer number, e-mail, telephone; several at once. Left out, it
    is asked for, so that it does not stand in the shell's history. Counts of kept and broken stay as they are.

    Exit 0: erased, and nothing found. 1: what you named still stands somewhere as written, or you said no. 2: could
    not run.
    """
    from makegood import flow
    from makegood.words import forget as words
    from makegood.words.language import choose

    register = flow.open_project(folder)
    project = register.project
    spoken = choose(language, os.environ, project.languages)
    named = [*who, *(listing.read_text(encoding="utf-8-sig").splitlines() if listing else ())]
    if not named:
        named = click.prompt(words.ASK_WHO.say(spoken)).split(",")
    if dry_run or not yes:
        told = flow.look_for_person(register, named)
        lines = words.say_what_goes(told, project.lake, spoken, done=False)
        _print((*lines, "", *words.say_out_of_reach(told, spoken)) if dry_run else lines)
        if dry_run:
            return
        if not click.confirm(words.SURE.say(spoken)):
            click.echo(words.STOPPED.say(spoken))
            context.exit(1)
    told = flow.forget(register, named, datetime.now(UTC))
    lines = words.say_what_goes(told, project.lake, spoken, done=True)
    rest = (*words.say_proof(told, spoken), "", *words.say_out_of_reach(told, spoken))
    _print((*lines, "", *rest))
    context.exit(1 if told.proof and told.proof.written else 0)


def _print(lines: Iterable[str]) -> None:
    Console(highlight=False, emoji=False, markup=False).print("\n".join(lines))
