"""`makegood like`: how common is this? Voices that say much the same as a text."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import click

from makegood.cli.options import LANGUAGE
from makegood.said import Alike

SHOWN = 10


@click.command("like")
@click.argument("text")
@click.argument("folder", default=".", type=click.Path(path_type=Path, file_okay=False))
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only comments from this day on: 2026-01-01.")
@click.option("--source", metavar="NAME", help="Only this source of reviews.")
@click.option("--limit", type=click.IntRange(min=0), default=SHOWN, show_default=True, help="Comments to show.")
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", show_default=True)
@LANGUAGE
def command(
    text: str, folder: Path, since: Any, source: str | None, limit: int, form: str, language: str | None
) -> None:
    """How common is this? Finds the comments that say much the same as TEXT, and counts them.

    TEXT is masked before anything is done with it, and is not kept.
    """
    from makegood import flow, voices
    from makegood.words.language import choose

    register = flow.open_project(folder)
    spoken = choose(language, os.environ, register.project.languages)
    day: date | None = since.date() if since else None
    found = voices.like(register, text, day, source, limit)
    if form == "json":
        click.echo(json.dumps(as_fields(found), indent=2, ensure_ascii=False))
    else:
        _show(found, spoken)


def as_fields(found: Alike) -> dict[str, Any]:
    """The answer as plain JSON values."""
    names = ("source", "voice_id", "theme", "tone", "rating", "language", "text")
    return {
        "text": found.text,
        "voices": found.voices,
        "of": found.of,
        "first": found.first.isoformat() if found.first else None,
        "last": found.last.isoformat() if found.last else None,
        "tier": found.tier,
        "quotes": [
            {"said": quote.said.isoformat(), **{name: getattr(quote, name) for name in names}} for quote in found.quotes
        ],
    }


def _show(found: Alike, language: str) -> None:
    from rich.console import Console
    from rich.padding import Padding

    from makegood.words.like import say_alike, say_note, say_quote

    console = Console(highlight=False, emoji=False, markup=False)
    console.print(say_alike(found, language), style="bold")
    for quote in found.quotes:
        words, about = say_quote(quote, language)
        console.print()
        console.print(Padding(words, (0, 0, 0, 2), expand=False))
        console.print(Padding(about, (0, 0, 0, 2), expand=False), style="dim")
    if note := say_note(found, language):
        console.print(f"\n{note}", style="dim")
