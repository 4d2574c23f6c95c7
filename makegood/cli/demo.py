"""`makegood demo`: the made-up organisation, read and answered, to see how it works before showing it anything."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from makegood.cli.options import LANGUAGE


@click.command("demo")
@click.argument("folder", default="demo", type=click.Path(path_type=Path, file_okay=False))
@LANGUAGE
def command(folder: Path, language: str | None) -> None:
    """Make the sample organisation in FOLDER, read it, answer, and write report.html.

    An earlier demo in FOLDER is made anew; a folder that holds anything else is left alone.
    """
    from makegood import flow
    from makegood.cli.check import show
    from makegood.cli.read import read_and_tell
    from makegood.cli.report import EVENTS_SHOWN, write_page
    from makegood.words.language import choose

    flow.make_sample(folder)
    register = flow.open_project(folder)
    spoken = choose(language, os.environ, register.project.languages)
    click.echo(_MADE[spoken].format(folder=folder))
    read_and_tell(register, spoken)
    click.echo()
    now = datetime.now(UTC)
    states = flow.measure(register, now)
    show(register.project.organisation, states, spoken, str(folder))
    page = folder / "report.html"
    worklists = flow.worklist(register, states, now, limit=EVENTS_SHOWN)
    write_page(page, flow.report(register, states, spoken, now, worklists))
    click.echo(_NEXT[spoken].format(folder=folder, page=page))


_MADE = {
    "da": "Nordlys Cykler ligger nu i {folder}: en opdigtet kæde, så intet i den er virkeligt.\n",
    "en": "Nordlys Cykler now lies in {folder}: a made-up chain, so nothing in it is real.\n",
}
_NEXT = {
    "da": """
Prøv nu:
  åbn {page}
  makegood check {folder} --as-of 2026-03-02       som det stod, før leveringerne skred
  ret et løfte i {folder}/promises/delivery.yaml, og kør makegood check {folder} igen
  makegood list delivery-1-2-days {folder}         hvem der skal ringes til
  makegood lint {folder}                           hvordan løfterne kunne siges bedre""",
    "en": """
Try next:
  open {page}
  makegood check {folder} --as-of 2026-03-02       as it stood before deliveries slipped
  change a promise in {folder}/promises/delivery.yaml, and run makegood check {folder} again
  makegood list delivery-1-2-days {folder}         whom to call
  makegood lint {folder}                           how the promises could be said better""",
}
