"""`makegood tidy`: join small files of the lake and remove what no reader needs any more."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from makegood.cli.options import FOLDER, LANGUAGE


@click.command("tidy")
@FOLDER
@LANGUAGE
def command(folder: Path, language: str | None) -> None:
    """Join the lake's small files, and remove what is older than 7 days and replaced."""
    from makegood import flow
    from makegood.words.language import choose
    from makegood.words.loads import NOTHING_TO_TIDY, TIDIED

    register = flow.open_project(folder)
    project = register.project
    spoken = choose(language, os.environ, project.languages)
    was_read = (project.folder / project.lake).is_dir()
    flow.tidy(register, datetime.now(UTC))
    click.echo(TIDIED.say(spoken, lake=project.lake) if was_read else NOTHING_TO_TIDY.say(spoken))
