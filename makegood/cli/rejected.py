"""`makegood rejected`: the rows that could not be read, with file, line, column and reason."""

import csv
import json
import os
import sys
from dataclasses import asdict, fields
from pathlib import Path

import click

from makegood.cli.options import FOLDER, LANGUAGE
from makegood.model import Rejection


@click.command("rejected")
@FOLDER
@LANGUAGE
@click.option("--format", "form", type=click.Choice(["human", "csv", "json"]), default="human", show_default=True)
@click.pass_context
def command(context: click.Context, folder: Path, language: str | None, form: str) -> None:
    """List the rows that could not be read. The rows themselves are not kept: open the file at the line.

    Exit 0: none. 1: some. 2: could not run.
    """
    from makegood import flow
    from makegood.words.language import choose
    from makegood.words.loads import NONE_REJECTED
    from makegood.words.rejections import say_place

    register = flow.open_project(folder)
    spoken = choose(language, os.environ, register.project.languages)
    rejections = flow.rejected(register)
    if form == "json":
        click.echo(json.dumps([asdict(r) for r in rejections], indent=2, ensure_ascii=False))
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, [field.name for field in fields(Rejection)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(r) for r in rejections)
    elif not rejections:
        click.echo(NONE_REJECTED.say(spoken))
    else:
        for rejection in rejections:
            click.echo(say_place(rejection, spoken))
    context.exit(1 if rejections else 0)
