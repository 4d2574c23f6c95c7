"""`makegood message monday`: five lines that a store manager reads without signing in."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from makegood.cli.options import AS_OF, FOLDER, LANGUAGE, UNIT, parse_as_of

KINDS = ("monday",)


@click.command("message")
@click.argument("kind", type=click.Choice(KINDS), expose_value=False)
@FOLDER
@LANGUAGE
@AS_OF
@UNIT
@click.option("--format", "form", type=click.Choice(["text", "html", "mail", "json"]), default="text")
@click.option("--to", default="", help="The address in a mail's `To:`.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
def command(
    folder: Path,
    language: str | None,
    as_of: str | None,
    unit: str | None,
    form: str,
    to: str,
    output: Path | None,
) -> None:
    """Write the Monday message: kept; call these; unusual; thanks; leave alone.

    makegood sends nothing: give the mail to a program that does.
    """
    from makegood import flow, forms
    from makegood.cli.report import write_page
    from makegood.words.language import choose

    if to and form != "mail":
        raise click.UsageError("`--to` is for `--format mail`")
    register = flow.open_project(folder)
    spoken = choose(language, os.environ, register.project.languages)
    moment = parse_as_of(as_of, register.project.zone)
    monday = flow.monday(register, datetime.now(UTC), spoken, moment, unit)
    told = forms.monday_as(register, monday, form, spoken, unit, to)
    if output is None:
        click.echo(told, nl=False)
        return
    write_page(output, told)
    click.echo(str(output))
