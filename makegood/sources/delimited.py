"""A CSV file as columns of text: encoding, delimiter, records and header found by ourselves, cells parsed by Arrow.

Nothing is guessed by the parser: it is told the delimiter and gets whole records only, so that each record that is
not whole is rejected with its line and no other is touched.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from makegood.errors import MakegoodError, Place
from makegood.sources.encoding import DAMAGED, find_text, read_blocks
from makegood.sources.records import Records, find_records
from makegood.sources.rows import Rows, one_array, pick

DELIMITERS = (",", ";", "\t", "|")
_HEAD = 64 << 10
_EXCEL_LINE = re.compile(rb"sep=(.)\r?\n", re.IGNORECASE)  # Excel's own first line, saying the delimiter
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_LONGEST_NAME = 500


def read(  # noqa: PLR0913 - what is wanted, and how the file is written
    path: Path,
    file: str,
    wanted: Sequence[str],
    named: Sequence[str] = (),
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    whole: bool = False,
) -> Rows:
    """Read the wanted columns of a CSV file as text, and the line of every record that is not whole.

    Parameters
    ----------
    path : Path
        The file.
    file : str
        Its name in messages.
    wanted : sequence of str
        Names of columns, at least one.
    named : sequence of str
        Names of columns that have to be there, and are not read.
    encoding : str, optional
        Found when left out: UTF-8 or UTF-16 with or without BOM, else Windows-1252.
    delimiter : str, optional
        One character; found when left out: comma, semicolon, tab or pipe.
    whole : bool
        Read every other column that has a name, too.

    Raises
    ------
    MakegoodError : when the file cannot be opened, is no text table, or lacks a column.
    """
    text = find_text(path, file, encoding)
    blocks = read_blocks(path, file, text)
    first = next(blocks, b"")
    if not first.strip():
        raise MakegoodError("the file is empty", Place(file), fix="export it again, or remove it")
    excel = _EXCEL_LINE.match(first)
    mark = delimiter or (excel[1].decode("latin-1") if excel else find_delimiter(first[:_HEAD], len(first) < _HEAD))
    if len(mark.encode()) != 1 or mark in '"\r\n':
        raise MakegoodError("a delimiter is one plain character", found=mark, fix="write `delimiter: ';'`")
    header, start, line = _read_header(first, excel.end() if excel else 0, mark, file)
    pick([*wanted, *named], header, Place(file, line))
    wanted = [*wanted, *(name for name in header if whole and name and name not in wanted)]
    places = [header.index(name) for name in wanted]
    shape = _Shape(mark, len(header), tuple(places), tuple(wanted), text.damage if text.is_damaged else "")
    return _read_body(file, shape, first[start:], blocks, line)


def find_delimiter(head: bytes, is_whole: bool = False) -> str:
    r"""The delimiter that cuts the most records into as many fields as the header; of equals, into the most fields.

    Examples
    --------
    >>> find_delimiter(b"id;price\n1;2,50\n2;3,50\n", is_whole=True)
    ';'
    """
    text = head.decode(errors="replace")
    best = (0.0, 0, ",")
    for mark in DELIMITERS:
        counts = [len(row) for row in csv.reader(_LINES.findall(text), delimiter=mark) if row]
        counts = counts if is_whole or len(counts) < 2 else counts[:-1]
        if not counts or counts[0] < 2:
            continue
        alike = sum(count == counts[0] for count in counts) / len(counts)
        best = max(best, (round(alike, 1), counts[0], mark), key=lambda found: found[:2])
    return best[2]


@dataclass(frozen=True)
class _Shape:
    """What each record looks like, and which fields are wanted."""

    delimiter: str
    fields: int
    places: tuple[int, ...]
    wanted: tuple[str, ...]
    damage: str


def _read_header(first: bytes, start: int, mark: str, file: str) -> tuple[list[str], int, int]:
    """The names of the columns, the byte after the header, and the lines before that."""
    lines = _LINES.findall(first[start : start + (1 << 20)].decode(errors="replace"))
    reader = csv.reader(lines, delimiter=mark)
    try:
        header = next(row for row in reader if row)
    except csv.Error:
        header = ["x" * _LONGEST_NAME]
    if max(map(len, header)) >= _LONGEST_NAME:
        fix = "close the quote, or check `delimiter:`"
        raise MakegoodError(
            "the first line does not hold the names of columns", Place(file, 1), "a very long name", fix
        )
    used = sum(len(line.encode()) for line in lines[: reader.line_num])
    before = first[:start].count(b"\n") + reader.line_num
    return [name.strip() for name in header], start + used, before


def _read_body(file: str, shape: _Shape, pending: bytes, blocks: Iterator[bytes], before: int) -> Rows:
    """Find the records of a block while Arrow parses the one before it."""
    tables: list[pa.Table] = []
    lines: list[npt.NDArray[np.int64]] = [np.zeros(0, np.int64)]
    bad: list[tuple[int, str]] = []
    parsing: Future[pa.Table] | None = None
    with ThreadPoolExecutor(1) as pool:
        is_last = False
        while not is_last:
            following = next(blocks, None)
            is_last = following is None
            records = find_records(pending, shape.delimiter.encode(), shape.fields, is_last)
            if shape.damage:
                records = _without_damage(records, pending, shape.damage)
            if parsing:
                tables.append(parsing.result())
            parsing = pool.submit(_parse, pending, records, shape, file)
            lines.append(records.lines + (before + 1))
            bad.extend((line + before + 1, reason) for line, reason in records.bad)
            before += records.used_lines
            pending = pending[records.used :] + (following or b"")
        tables.append(parsing.result() if parsing else _empty(shape))
    table = pa.concat_tables(tables)
    columns = {name: one_array(table.column(name)) for name in shape.wanted}
    return Rows(file, columns, np.concatenate(lines), bad)


def _without_damage(records: Records, block: bytes, damage: str) -> Records:
    places = np.array([found.start() for found in re.finditer(DAMAGED, block[: records.used])], np.int64)
    hit = np.unique(np.searchsorted(records.starts, places, side="right") - 1)
    hit = hit[hit >= 0]
    hit = hit[np.isin(hit, np.searchsorted(records.stops, places, side="right"))]
    bad = sorted([*records.bad, *((line, damage) for line in records.lines[hit].tolist())])
    left = np.setdiff1d(np.arange(len(records.lines)), hit)
    return replace(records, starts=records.starts[left], stops=records.stops[left], lines=records.lines[left], bad=bad)


def _parse(block: bytes, records: Records, shape: _Shape, file: str) -> pa.Table:
    """The wanted columns of the good records."""
    import pyarrow.csv as arrow_csv

    if not len(records.lines):
        return _empty(shape)
    names = [str(place) for place in range(shape.fields)]
    wanted = [names[place] for place in shape.places]
    text = _join(block, records)
    longest = int((records.stops - records.starts).max())
    table = arrow_csv.read_csv(
        pa.BufferReader(text),
        arrow_csv.ReadOptions(column_names=names, block_size=max(len(text) // 2 + 1, 2 * longest, 1 << 16)),
        arrow_csv.ParseOptions(delimiter=shape.delimiter, newlines_in_values=records.has_breaks),
        arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(wanted, pa.large_string()),
            include_columns=list(dict.fromkeys(wanted)),
            strings_can_be_null=False,
            check_utf8=False,
        ),
    )
    if table.num_rows != len(records.lines):
        raise MakegoodError("rows were lost while reading: a fault in makegood, please report it", Place(file))
    return pa.table({name: table.column(place) for name, place in zip(shape.wanted, wanted, strict=True)})


def _join(block: bytes, records: Records) -> bytes | memoryview:
    """The good records, without those between them."""
    view, starts, stops = memoryview(block), records.starts, records.stops
    breaks = np.flatnonzero(starts[1:] != stops[:-1]) + 1
    firsts = np.concatenate([[0], breaks])
    lasts = np.concatenate([breaks, [len(starts)]]) - 1
    runs = [view[a:b] for a, b in zip(starts[firsts].tolist(), stops[lasts].tolist(), strict=True)]
    return runs[0] if len(runs) == 1 else b"".join(runs)


def _empty(shape: _Shape) -> pa.Table:
    return pa.table({name: pa.array([], pa.large_string()) for name in shape.wanted})
