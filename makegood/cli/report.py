"""`makegood report`: everything about each promise as one HTML file that can be sent, or one page for a board."""

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
@click.option("--period", help="One page about a closed period, for a board: 2026-Q1, 2026-03 or 2026.")
@click.option("--frozen", is_flag=True, help="With --period: only what was fixed then, and what was corrected since.")
@click.option(
    "--format", "form", type=click.Choice(["html", "pdf", "pptx"]), default="html", show_default=True,
    help="PDF through a browser on this machine; PowerPoint with --period.",
)  # fmt: skip
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write it; else report.html, or board-2026-Q1.html.",
)
def command(
    folder: Path,
    language: str | None,
    as_of: str | None,
    unit: str | None,
    period: str | None,
    frozen: bool,
    form: str,
    output: Path | None,
) -> None:
    """Write the report as one self-contained file; with --period, one page for a board."""
    from makegood import flow, forms
    from makegood.words.language import choose

    if period is None and (frozen or form == "pptx"):
        raise click.UsageError(f"{'--frozen' if frozen else '--format pptx'} needs --period, such as 2026-Q1")
    register = flow.open_project(folder)
    spoken = choose(language, os.environ, register.project.languages)
    if period and unit:
        raise click.UsageError("a board's page is about the whole organisation: leave out --unit or --period")
    now, moment = datetime.now(UTC), parse_as_of(as_of, register.project.zone)
    states = flow.measure(register, now, moment, unit)
    path = output or folder / f"{f'board-{period}' if period else 'report'}.{form}"
    if period is None:
        page = flow.report(register, states, spoken, now, moment, unit)
    else:
        board = forms.board(register, states, period, frozen, spoken, now)
        page = "" if form == "pptx" else forms.board_page(board)
    if form == "html":
        write_page(path, page)
    else:
        write_bytes(path, forms.slides(board) if form == "pptx" else forms.print_page(page))
    click.echo(str(path))


def write_page(path: Path, page: str) -> None:
    """Write the report.

    Raises
    ------
    MakegoodError : when the folder is not there, or may not be written.
    """
    write_bytes(path, page.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file of any form.

    Raises
    ------
    MakegoodError : when the folder is not there, or may not be written.
    """
    from makegood.errors import MakegoodError

    try:
        path.write_bytes(content)
    except OSError as error:
        fix = "make the folder first, or name another file with `makegood report --output`"
        raise MakegoodError("the report cannot be written", found=f"{path}: {error.strerror}", fix=fix) from None
