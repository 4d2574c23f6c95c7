"""`makegood measure what_is_said`: a row for each touchpoint and theme."""

import csv
import json
import sys
from typing import Any

import click

from makegood.said import Talk

COLUMNS = ("touchpoint", "theme", "voices", "negative", "neutral", "positive", "before")


def tell_said(said: Talk | None, form: str, language: str) -> None:
    """Print the counts; as CSV and JSON with the themes' ids, for people with their names and what they are of."""
    topics = said.topics if said else ()
    rows = [{name: getattr(topic, name) for name in COLUMNS} for topic in topics]
    if form == "json":
        of = (
            {"of": said.voices, "of_before": said.before, "first": str(said.first), "last": str(said.last)}
            if said
            else {}
        )
        click.echo(json.dumps({"measure": "what_is_said", **of, "rows": rows}, indent=2, ensure_ascii=False))
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        _show(said, language)


def _show(said: Talk | None, language: str) -> None:
    from rich.console import Console
    from rich.table import Table

    from makegood.words.labels import LABELS
    from makegood.words.phrases import capital, whole
    from makegood.words.what_is_said import COLUMNS as WORDS
    from makegood.words.what_is_said import MACHINE, say_heading, say_nothing, say_place, say_theme

    console = Console(highlight=False, emoji=False, markup=False)
    if said is None:
        console.print(LABELS["no_data"].say(language))
        return
    console.print(say_heading(said, language), style="bold")
    if nothing := say_nothing(said, language):
        console.print(nothing)
        return
    shown = [name for name in COLUMNS if name != "before" or said.before is not None]
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for name in shown:
        right = name not in ("touchpoint", "theme")
        table.add_column(capital(WORDS[name].say(language)), justify="right" if right else "left", overflow="fold")
    last = None
    for topic in sorted(said.topics, key=lambda t: (t.touchpoint == "", t.touchpoint)):
        cells: dict[str, Any] = {name: getattr(topic, name) for name in shown}
        told = {name: whole(value, language) for name, value in cells.items() if isinstance(value, int)}
        place = say_place(topic.touchpoint, language)
        told |= {"touchpoint": "" if place == last else place, "theme": say_theme(topic, language)}
        table.add_row(*(told[name] for name in shown))
        last = place
    console.print(table)
    console.print(f"\n{MACHINE.say(language)}", style="dim")
