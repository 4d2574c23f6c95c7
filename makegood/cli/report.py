"""`makegood report`: everything about each promise as one HTML file that can be sent."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from makegood.cli.options import AS_OF, FOLDER, LANGUAGE, UNIT, parse_as_of


@click.command("report")
@FOLDER
@LANGUAGE
@AS_OF
@UNIT
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Where to write it; else report.html.")
def command(folder: Path, language: str | None, as_of: str | None, unit: str | None, output: Path | None) -> None:
    """Write the report: one self-contained HTML file."""
    from makegood import flow
    from makegood.words.language import choose

    register = flow.open_project(folder)
    spoken = choose(language, os.environ, register.project.languages)
    now, moment = datetime.now(UTC), parse_as_of(as_of, register.project.zone)
    states = flow.measure(register, now, moment, unit)
    page = flow.report(register, states, spoken, now, moment, unit)
    path = output or folder / "report.html"
    write_page(path, page)
    click.echo(str(path))


def write_page(path: Path, page: str) -> None:
    """Write the report.

    Raises
    ------
    MakegoodError : when the folder is not there, or may not be written.
    """
    from makegood.errors import MakegoodError

    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        fix = "make the folder first, or name another file with `makegood report --output`"
        raise MakegoodError("the report cannot be written", found=f"{path}: {error.strerror}", fix=fix) from None
