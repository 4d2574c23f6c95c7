"""JSON lines and JSON as columns: numbers, texts and truth values keep their types where all records agree.

JSON lines hold one object a line; each bad line is rejected alone. A JSON document holds one array of objects, at its
top or under some keys; its elements are read like lines.
"""

import json
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from makegood.errors import Place
from makegood.sources.encoding import BLOCK, DAMAGED, find_text, find_utf16, read_blocks
from makegood.sources.json_arrays import DEPTH, Array, broken, find_array, find_arrays
from makegood.sources.json_columns import Block, Known, join_columns, note_names, read_alike, read_one_by_one
from makegood.sources.rows import Rows, pick
from makegood.zones import Int64s

_HEAD = 64 << 10  # bytes
_SAMPLE = 100  # records
_CUT = b" ..."
_TEXT = rb'"(?:[^"\\]|\\.)*"'
_OBJECT = rb"\{\s*(?:\}|" + _TEXT + rb"\s*:)"
_JSON = re.compile(rb"\s*(?:" + _OBJECT + rb"|\[\s*" + _OBJECT + rb"|\[\s*\]\s*\Z)", re.DOTALL)
_IS_SPACE = np.zeros(256, bool)
_IS_SPACE[[*b" \t\r\n"]] = True


def is_json(head: bytes, encoding: str | None = None) -> bool:
    """Whether a file that begins like this is JSON: an object with a key, or an array that begins with one.

    A header of CSV such as `[id],[name]` is none.
    """
    encoding = find_utf16(head) or encoding
    if encoding:
        try:
            head = head.decode(encoding, errors="replace").encode()
        except LookupError:
            return False
    return bool(_JSON.match(head.removeprefix(b"\xef\xbb\xbf")))


@dataclass(frozen=True)
class _Lines:
    """Whole lines, the number of each, and a letter that stands for damage."""

    text: bytes
    starts: Int64s
    stops: Int64s
    numbers: Int64s
    damage: bytes


def read(  # noqa: PLR0913 - what is wanted, and how the file is written
    path: Path,
    file: str,
    wanted: Sequence[str],
    named: Sequence[str] = (),
    *,
    encoding: str | None = None,
    records: str | None = None,
    whole: bool = False,
) -> Rows:
    """Read the wanted columns of JSON lines or JSON, and the line of every record that is none.

    Parameters
    ----------
    path, file : Path, str
        The file, and its name in messages.
    wanted, named : sequence of str
        Columns to read; columns that have to be there, and are not read. `address.city` is the key `city` of the
        object under `address`.
    encoding : str, optional
        Found when left out.
    records : str, optional
        The keys that lead to the array of objects, with points between them; found when left out.
    whole : bool
        Read every other column, too.

    Raises
    ------
    MakegoodError : when the file cannot be opened, is broken, holds no or several arrays, or lacks a column.
    """
    text = find_text(path, file, encoding)
    damage = DAMAGED if text.is_damaged else b""
    blocks = read_blocks(path, file, text)
    head = next(blocks, b"")
    if records is None and _are_lines(head, [*wanted, *named], file):
        parts = _cut_lines(head, blocks, damage)
    else:
        parts = _cut_array(b"".join([head, *blocks]), records, file, damage)
    return _read_parts(parts, file, wanted, named, whole=whole)


def _are_lines(head: bytes, columns: Sequence[str], file: str) -> bool:
    """Whether at least half of the first lines are objects by themselves; a single one has to hold the columns."""
    if not head.lstrip().startswith(b"{"):
        return False
    lines = [line for line in head[: max(_HEAD, head.find(b"\n"))].split(b"\n") if line.strip()]
    if len(lines) > 1 and len(head) > _HEAD:
        lines = lines[:-1]
    known = read_one_by_one(lines[:_SAMPLE], Known(()))
    if len(lines) == 1 and known.is_good[0] and not known.known.names.issuperset(columns):
        return not any(True for _ in find_arrays(head, file, DEPTH))
    return bool(2 * known.is_good.sum() >= len(known.is_good))


def _cut_lines(head: bytes, blocks: Iterator[bytes], damage: bytes) -> Iterator[_Lines]:
    """The file in portions of whole lines."""
    pending, before = [head], 0
    while pending:
        following = next(blocks, b"")
        if following and b"\n" not in pending[-1]:
            pending.append(following)
            continue
        text = b"".join(pending)
        stop = text.rfind(b"\n") + 1 if following else len(text)
        pending = [part for part in (text[stop:], following) if part] if following else []
        text = text[:stop]
        breaks = np.flatnonzero(np.frombuffer(text, np.uint8) == ord("\n"))
        starts = np.concatenate([[0], breaks + 1])
        stops = np.concatenate([breaks, [len(text)]])
        yield _trim(text, starts, stops, np.arange(len(starts)) + (before + 1), damage)
        before += len(breaks)


def _cut_array(data: bytes, records: str | None, file: str, damage: bytes) -> Iterator[_Lines]:
    """The elements of the array in portions, each element made a line of its own."""
    array: Array = find_array(data, records, file)
    edges = np.concatenate([[array.start - 1], array.commas, [array.stop]])
    if array.is_cut:
        _refuse_unless_cut(data, int(edges[-2]) + 1, file)
        data += _CUT  # so that the last record is rejected, also where it seems to be whole
        edges[-1] += len(_CUT)
    portions = np.searchsorted(edges, np.arange(array.start, array.stop, BLOCK))
    ends = sorted({*portions[1:].tolist(), len(edges) - 1} - {0})
    before, counted, first = 0, 0, 0
    for end in ends:
        start, stop = int(edges[first]) + 1, int(edges[end])
        lines = np.frombuffer(data[start:stop], np.uint8).copy()
        breaks = np.flatnonzero(lines == ord("\n"))
        before += data.count(b"\n", counted, start)
        counted = stop
        lines[breaks] = ord(" ")
        lines[edges[first + 1 : end] - start] = ord("\n")
        found = _trim(lines.tobytes(), edges[first:end] + 1 - start, edges[first + 1 : end + 1] - start, None, damage)
        yield _Lines(
            found.text, found.starts, found.stops, np.searchsorted(breaks, found.starts) + (before + 1), damage
        )
        before += len(breaks)
        first = end


def _refuse_unless_cut(data: bytes, start: int, file: str) -> None:
    """A file that ends inside a record loses that record; one that is broken before loses what nobody can count."""
    last = data[start:].rstrip()
    try:
        json.loads(last or b"null")
    except json.JSONDecodeError as error:
        at = len(error.doc[: error.pos].encode())
        if at < len(last) - 6 and not error.msg.startswith("Unterminated string"):
            raise broken(data, start + at, file) from None
    except (ValueError, RecursionError):
        raise broken(data, start, file) from None


def _trim(
    text: bytes, starts: npt.NDArray[Any], stops: npt.NDArray[Any], numbers: Int64s | None, damage: bytes
) -> _Lines:
    """Each line without the spaces around it, and no empty one."""
    data = np.frombuffer(text + b"x", np.uint8)
    starts, stops = starts.astype(np.int64), stops.astype(np.int64)
    while (move := np.flatnonzero((starts < stops) & _IS_SPACE[data[starts]])).size:
        starts[move] += 1
    while (move := np.flatnonzero((starts < stops) & _IS_SPACE[data[stops - 1]])).size:
        stops[move] -= 1
    full = starts < stops
    numbers = starts if numbers is None else numbers
    return _Lines(text, starts[full], stops[full], numbers[full], damage)


def _read_parts(
    parts: Iterator[_Lines], file: str, wanted: Sequence[str], named: Sequence[str], *, whole: bool
) -> Rows:
    """Cut a portion while the one before it is parsed."""
    known: Known = Known(None if whole else tuple(dict.fromkeys([*wanted, *named])))
    blocks: list[Block] = []
    lines: list[Int64s] = [np.zeros(0, np.int64)]
    bad: list[tuple[int, str]] = []
    parsing: Future[Block] | None = None
    with ThreadPoolExecutor(1) as pool:
        for part in parts:
            if parsing:
                blocks.append(parsing.result())
                known = blocks[-1].known
            parsing = pool.submit(_parse, part, known)
            lines.append(part.numbers)
        if parsing:
            blocks.append(parsing.result())
    for block, numbers in zip(blocks, lines[1:], strict=True):
        bad.extend((int(numbers[place]), reason) for place, reason in block.bad)
    kept = [numbers[block.is_good] for block, numbers in zip(blocks, lines[1:], strict=True)]
    if any(block.is_good.any() for block in blocks):
        names = sorted(blocks[-1].known.names)
        pick([*wanted, *named], names, Place(file))
    else:
        names = []
    columns = {
        name: join_columns([block.columns.get(name, pa.nulls(int(block.is_good.sum()))) for block in blocks])
        for name in dict.fromkeys([*wanted, *(names if whole else ())])
    }
    return Rows(file, columns, np.concatenate([lines[0], *kept]), bad)


def _parse(part: _Lines, known: Known) -> Block:
    data = np.frombuffer(part.text, np.uint8)
    if not len(part.starts):
        return Block({}, np.zeros(0, bool), [], known)
    if not known.kinds:
        known = read_one_by_one(_slices(part, _SAMPLE), known).known
    are_objects = (data[part.starts] == ord("{")).all() and (data[part.stops - 1] == ord("}")).all()
    if are_objects and not (part.damage and part.damage in part.text):
        columns = read_alike(part.text, part.stops - part.starts, known)
        if columns is not None:
            return Block(columns, np.ones(len(part.starts), bool), [], note_names(part.text, known))
    return read_one_by_one(_slices(part, len(part.starts)), known, part.damage)


def _slices(part: _Lines, count: int) -> list[bytes]:
    """The first lines, each by itself."""
    return [part.text[a:b] for a, b in zip(part.starts[:count].tolist(), part.stops[:count].tolist(), strict=True)]
