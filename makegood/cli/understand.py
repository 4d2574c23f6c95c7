"""`makegood understand`: what each voice of a file says, as statements with themes and tone."""

import json
import os
import sys
from pathlib import Path
from typing import TextIO

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from makegood.cli.options import LANGUAGE


@click.command("understand")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--column", help="The column of a CSV, or the key of JSON lines, that holds the text.")
@click.option("--rating", help="The column with stars, 1 to 5: the tone is then learned from your own rated voices.")
@click.option("--deep", is_flag=True, help="Read every statement by the deep tier: slower, and more often right.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the lines to this file; left out, to the screen.")
@click.option("--propose", is_flag=True, help="Instead of lines: new themes out of statements that fit none, as YAML.")
@LANGUAGE
def command(
    file: Path,
    column: str | None,
    rating: str | None,
    deep: bool,
    out: Path | None,
    propose: bool,
    language: str | None,
) -> None:
    """The voices of FILE (CSV, JSON lines, or plain text, one a line) as masked statements with themes and tone."""
    from makegood import voices
    from makegood.words.language import choose
    from makegood.words.understood import say_fitted, say_progress, say_understood

    told = choose(language, os.environ, ("da", "en"))
    understanding = voices.understanding(Path(), deep)
    if rating:
        understanding = voices.fit_understanding(understanding, file, column, rating)
    console = Console(stderr=True, highlight=False, emoji=False, markup=False)
    columns = SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn()
    stream: TextIO = out.open("w", encoding="utf-8", newline="\n") if out else sys.stdout
    done = statements = unclear = 0
    none: set[str] = set()
    try:
        with Progress(*columns, console=console, transient=True) as progress:
            task = progress.add_task("", total=None)
            for record in voices.understand(understanding, file, column):
                done += 1
                statements += len(record)
                for one in record:
                    unclear += not one["themes"]
                    if propose and not one["themes"]:
                        none.add(one["text"])
                    elif not propose:
                        stream.write(json.dumps(one, ensure_ascii=False) + "\n")
                if done % 100 == 0:
                    progress.update(task, description=say_progress(done, told))
        if propose:
            stream.write(voices.propose_themes(understanding, none, told) + "\n")
    finally:
        if out:
            stream.close()
    console.print(say_understood(done, statements, unclear, understanding.tiers, told))
    if rating:
        console.print(say_fitted(understanding.fitted.n if understanding.fitted else 0, told))
