"""`makegood tidy`: join small files of the lake and remove what no reader needs any more."""

from datetime import UTC, datetime
from pathlib import Path

import click

from makegood.cli.options import FOLDER


@click.command("tidy")
@FOLDER
def command(folder: Path) -> None:
    """Join the lake's small files, and remove what is older than 7 days and replaced."""
    from makegood import flow

    register = flow.open_project(folder)
    flow.tidy(register, datetime.now(UTC))
