"""A file of voices for `makegood understand`: CSV, JSON lines, or plain text, one voice a line; streamed."""

import csv
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from makegood.errors import MakegoodError, Place, guess

USUAL = (
    "text",
    "tekst",
    "comment",
    "kommentar",
    "review",
    "anmeldelse",
    "besked",
    "message",
    "svar",
    "body",
    "content",
)
_DELIMITERS = ",;\t|"


def read_voices(path: Path, column: str | None = None) -> Iterator[str]:
    """The text of each voice, in the order of the file; an empty one too, so that numbers match.

    Parameters
    ----------
    path : Path
        `.csv` or `.tsv`, `.jsonl` or `.ndjson`; anything else is plain text.
    column : str, optional
        The column or key with the text; left out, the only one, or the one with a usual name.

    Raises
    ------
    MakegoodError : when the file cannot be opened or read, or no column is right.
    """
    return (text for (text,) in _read(path, (column,)))


def read_rated(path: Path, column: str | None, rating: str) -> Iterator[tuple[str, float]]:
    """Each voice that has words and stars, 1 to 5, with its stars.

    Parameters
    ----------
    path, column
        As for `read_voices`.
    rating : str
        The column or key with the stars; a decimal comma is one too.

    Raises
    ------
    MakegoodError : as for `read_voices`, and for plain text, which has no second column.
    """
    if path.suffix.lower() not in (".csv", ".tsv", ".jsonl", ".ndjson"):
        fix = "give a CSV file or JSON lines, or leave out `--rating`"
        raise MakegoodError("plain text has no ratings", Place(path.name), rating, fix)
    for text, written in _read(path, (column, rating)):
        with suppress(ValueError):
            stars = float(written.replace(",", "."))
            if text.strip() and 1 <= stars <= 5:
                yield text, stars


def _read(path: Path, columns: tuple[str | None, ...]) -> Iterator[tuple[str, ...]]:
    kind = path.suffix.lower()
    try:
        with path.open(encoding=_encoding(path), errors="replace", newline="") as stream:
            if kind in (".csv", ".tsv"):
                yield from _read_csv(stream, path.name, columns)
            elif kind in (".jsonl", ".ndjson"):
                yield from _read_json_lines(stream, path.name, columns)
            elif kind == ".json":
                fix = "write one object a line, and call the file .jsonl"
                raise MakegoodError("this is one JSON document, not lines of it", Place(path.name), fix=fix)
            else:
                yield from ((line.rstrip("\r\n"),) for line in stream)
    except OSError as error:
        fix = "name a file that is there and that you may read"
        raise MakegoodError("the file cannot be opened", Place(path.name), error.strerror or "", fix) from None


def _encoding(path: Path) -> str:
    """UTF-8, or Windows-1252 when the file is not UTF-8."""
    with path.open("rb") as stream:
        try:
            for line in stream:
                line.decode("utf-8")
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _read_csv(stream: TextIO, name: str, columns: tuple[str | None, ...]) -> Iterator[tuple[str, ...]]:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    first = stream.readline()
    delimiter = max(_DELIMITERS, key=first.count)
    headings = next(csv.reader([first], delimiter=delimiter), [])
    places = [headings.index(_choose(headings, column, name)) for column in columns]
    try:
        for row in csv.reader(stream, delimiter=delimiter):
            yield tuple(row[at] if at < len(row) else "" for at in places)
    except csv.Error as error:
        raise MakegoodError("the file is not CSV", Place(name), str(error)) from None


def _read_json_lines(stream: TextIO, name: str, columns: tuple[str | None, ...]) -> Iterator[tuple[str, ...]]:
    chosen: list[str] = []
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError:
            record = None
        if not isinstance(record, dict):
            fix = "each line is one object, `{...}`"
            raise MakegoodError("a line is not a JSON object", Place(name, number), fix=fix)
        texts = [key for key in record if isinstance(record[key], str)]
        # A rating is a number in most files; what holds the text is not.
        chosen = chosen or [_choose(texts if at == 0 else list(record), one, name) for at, one in enumerate(columns)]
        values = [record.get(key) for key in chosen]
        yield tuple("" if value is None else str(value) for value in values)


def _choose(headings: list[str], column: str | None, name: str) -> str:
    if column is not None:
        if column in headings:
            return column
        raise MakegoodError(f"there is no column {column}", Place(name, 1), column, guess(column, headings))
    if len(headings) == 1:
        return headings[0]
    usual = [heading for heading in headings if heading.strip().casefold() in USUAL]
    if len(usual) == 1:
        return usual[0]
    found = ", ".join(headings)
    raise MakegoodError("which column holds the text?", Place(name, 1), found, "name it: `--column NAME`")
