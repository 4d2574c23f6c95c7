"""`makegood export`: what is promised, in the form of other tools."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from makegood.cli.options import FOLDER, LANGUAGE


@click.command("export")
@FOLDER
@LANGUAGE
@click.option("--format", "form", type=click.Choice(["openslo"]), default="openslo", show_default=True)
def command(folder: Path, language: str | None, form: str) -> None:
    """Write the promises themselves for another tool: their objectives, not how they were kept.

    Exit 0, also when a promise is broken. 2: could not run.
    """
    from makegood import flow, forms
    from makegood.words.language import choose

    register = flow.open_project(folder)
    states = flow.measure(register, datetime.now(UTC))
    click.echo(forms.write(register, states, form, choose(language, os.environ, register.project.languages)), nl=False)
