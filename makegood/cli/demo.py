"""`makegood demo`: the made-up organisation, read and answered, to see how it works before showing it anything."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from makegood.cli.options import LANGUAGE

# What to try next: a day before the slip, a file of promises, and a promise with people to call.
_SAMPLES = {
    "nordlys": {"before": "2026-03-02", "file": "delivery.yaml", "promise": "delivery-1-2-days"},
    "municipality": {"before": "2026-03-01", "file": "cases.yaml", "promise": "aids-15-days"},
}


@click.command("demo")
@click.argument("folder", default="demo", type=click.Path(path_type=Path, file_okay=False))
@LANGUAGE
@click.option("--sample", type=click.Choice(list(_SAMPLES)), default="nordlys", help="Shops, or a municipality.")
def command(folder: Path, language: str | None, sample: str) -> None:
    """Make a sample organisation in FOLDER, read it, answer, and write report.html.

    An earlier demo in FOLDER is made anew; a folder that holds anything else is left alone.
    """
    from makegood import flow, voices
    from makegood.cli.check import show
    from makegood.cli.read import read_and_tell
    from makegood.cli.report import write_page
    from makegood.words.language import choose

    flow.make_sample(folder, name=sample)
    register = flow.open_project(folder)
    spoken = choose(language, os.environ, register.project.languages)
    click.echo(_MADE[spoken].format(organisation=register.project.organisation, folder=folder))
    read_and_tell(register, spoken)
    click.echo()
    now = datetime.now(UTC)
    states = flow.measure(register, now)
    show(register.project.organisation, states, spoken, str(folder), voices.what_is_said(register))
    page = folder / "report.html"
    write_page(page, flow.report(register, states, spoken, now))
    click.echo(_next(spoken, folder=folder, page=page, **_SAMPLES[sample]))


_MADE = {
    "da": "{organisation} ligger nu i {folder}: opdigtet, så intet i den er virkeligt.\n",
    "en": "{organisation} now lies in {folder}: made up, so nothing in it is real.\n",
}
_NEXT = {
    "da": (
        ("åbn {page}", ""),
        ("makegood check {folder} --as-of {before}", "som det stod, før det skred"),
        ("ret et løfte i {folder}/promises/{file}, og kør makegood check {folder} igen", ""),
        ("makegood list {promise} {folder}", "hvem der skal ringes til"),
        ("makegood message monday {folder}", "fem linjer til mandag morgen"),
        ("makegood lint {folder}", "hvordan løfterne kunne siges bedre"),
    ),
    "en": (
        ("open {page}", ""),
        ("makegood check {folder} --as-of {before}", "as it stood before it slipped"),
        ("change a promise in {folder}/promises/{file}, and run makegood check {folder} again", ""),
        ("makegood list {promise} {folder}", "whom to call"),
        ("makegood message monday {folder}", "five lines for Monday morning"),
        ("makegood lint {folder}", "how the promises could be said better"),
    ),
}
_TRY = {"da": "Prøv nu:", "en": "Try next:"}


def _next(language: str, **names: object) -> str:
    """What to try next, each command with what it shows, in two columns."""
    lines = [(command.format(**names), shows) for command, shows in _NEXT[language]]
    widest = max(len(command) for command, shows in lines if shows)
    told = [f"  {command.ljust(widest)}  {shows}" if shows else f"  {command}" for command, shows in lines]
    return "\n".join(["", _TRY[language], *told])
