"""Objects of JSON, one a line, as columns: a nested object as `address.city`, an array as its text.

Arrow parses a block in which every line is an object and every column has one type; any other block is parsed line by
line, so that each bad line is rejected by itself. Both give the same columns.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isnan
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from makegood.sources.cells import as_text

Keys = tuple[str, ...]
_EXACT = 2**53  # whole numbers up to here are exact as floats
_LONGEST = 2**63  # and up to here as 64-bit integers
_TYPES = {
    frozenset[type]({str}): pa.large_string(),
    frozenset[type]({bool}): pa.bool_(),
    frozenset[type]({int}): pa.int64(),
    frozenset[type]({float}): pa.float64(),
    frozenset[type]({int, float}): pa.float64(),
}


@dataclass(frozen=True)
class Known:
    """What the records so far say about their keys.

    Attributes
    ----------
    wanted : tuple of str or None
        The columns to read; None for all.
    kinds : mapping of keys to set of types
        For each wanted column the keys that lead to it, and the kinds of values there.
    names : set of str
        Every column seen.
    """

    wanted: tuple[str, ...] | None
    kinds: Mapping[Keys, frozenset[type]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns to read that are known."""
        return self.wanted if self.wanted is not None else tuple(dict.fromkeys(map(".".join, self.kinds)))


@dataclass(frozen=True)
class Block:
    """The columns of some lines, which of the lines are good, and what is wrong with the others."""

    columns: Mapping[str, pa.Array]
    is_good: npt.NDArray[np.bool_]
    bad: Sequence[tuple[int, str]]
    known: Known


def note_names(text: bytes, known: Known) -> Known:
    """The same, with the columns that a block parsed by Arrow may hold, though no record before it did."""
    missing = [name for name in known.columns if name not in known.names]
    seen = frozenset(name for name in missing if any(key in text for key in _spellings(name)))
    return replace(known, names=known.names | seen)


def read_alike(text: bytes, lengths: npt.NDArray[np.int64], known: Known) -> dict[str, pa.Array] | None:
    """The columns as Arrow parses them, or None where it cannot, or where digits would be lost.

    Parameters
    ----------
    text : bytes
        One object a line, each beginning and ending as an object does.
    lengths : int64 array (n_lines,)
        Bytes of each.
    known : Known
        What the lines before said.
    """
    import pyarrow.json as arrow_json

    paths = _paths(known)
    fields = _schema(paths)
    if fields is None:
        return None
    behaviour = "error" if known.wanted is None else "ignore"
    size = max(len(text) // 4 + 1, 2 * int(lengths.max()), 1 << 16)
    try:
        table = arrow_json.read_json(
            pa.BufferReader(text),
            arrow_json.ReadOptions(block_size=size),
            arrow_json.ParseOptions(explicit_schema=pa.schema(fields), unexpected_field_behavior=behaviour),
        )
    except pa.ArrowInvalid:
        return None
    if table.num_rows != len(lengths):
        return None
    columns: dict[str, pa.Array] = {name: pa.nulls(len(lengths)) for name in known.columns}
    for path in paths:
        column = table.column(path[0]).combine_chunks()
        for key in path[1:]:
            column = pc.struct_field(column, key)
        if pa.types.is_floating(column.type):
            column = pc.if_else(pc.is_nan(column), None, column)
            if pc.any(pc.greater_equal(pc.abs(column), float(_EXACT))).as_py():
                return None
        name = ".".join(path)
        if columns[name].null_count < len(lengths) and column.null_count < len(lengths):
            return None
        columns[name] = columns[name] if columns[name].null_count < len(lengths) else column
    return columns


def _paths(known: Known) -> dict[Keys, frozenset[type]]:
    """The keys to look for: those seen, and for columns not seen yet the ways in which they may come."""
    paths = dict(known.kinds)
    for name in known.columns:
        if not any(".".join(path) == name for path in paths):
            paths[tuple(name.split("."))] = frozenset()
        if "." in name:
            paths.setdefault((name,), frozenset())
    return paths


def _schema(paths: Mapping[Keys, frozenset[type]]) -> list[pa.Field] | None:
    """The types as Arrow nests them; None where a column has several, or holds objects and values."""
    nested: dict[str, Any] = {}
    for path, kinds in paths.items():
        kind = _TYPES.get(kinds or frozenset({str}))
        at = nested
        for key in path[:-1]:
            at = at.setdefault(key, {})
            if not isinstance(at, dict):
                return None
        if kind is None or path[-1] in at:
            return None
        at[path[-1]] = kind
    return [pa.field(key, _type(inside)) for key, inside in nested.items()]


def _type(inside: "pa.DataType | dict[str, Any]") -> pa.DataType:
    if not isinstance(inside, dict):
        return inside
    return pa.struct([pa.field(key, _type(deeper)) for key, deeper in inside.items()])


def read_one_by_one(lines: Sequence[bytes], known: Known, damage: bytes = b"") -> Block:
    """The same line by line."""
    rows: list[dict[str, Any]] = []
    is_good = np.zeros(len(lines), bool)
    bad: list[tuple[int, str]] = []
    kinds, names = dict(known.kinds), dict.fromkeys(known.columns)
    seen = set(known.names)
    for place, line in enumerate(lines):
        row, reason = _read_line(line, known.wanted, damage)
        if reason:
            bad.append((place, reason))
            continue
        is_good[place] = True
        cells = {}
        for path, value in row.items():
            name = ".".join(path)
            seen.add(name)
            if known.wanted is None or name in known.wanted:
                cells[name] = value
                names.setdefault(name)
                kinds[path] = kinds.get(path, frozenset()) | ({type(value)} - {type(None)})
        rows.append(cells)
    columns = {name: _column([row.get(name) for row in rows]) for name in names}
    return Block(columns, is_good, bad, Known(known.wanted, kinds, frozenset(seen)))


def _read_line(line: bytes, wanted: Sequence[str] | None, damage: bytes) -> tuple[dict[Keys, Any], str]:
    """The values of one object by the keys that lead to each, or what is wrong with it."""
    if damage and damage in line:
        return {}, "a letter here is damaged"
    row: dict[Keys, Any] = {}
    names: set[str] = set()
    try:
        found = json.loads(line, object_pairs_hook=tuple)
        if not isinstance(found, tuple):
            return {}, "this is no JSON object"
        for path, value in _leaves(found, ()):
            name = ".".join(path)
            if name in names and (wanted is None or name in wanted):
                return {}, "a key stands twice in this JSON object"
            name.encode()
            names.add(name)
            row[path] = _mend(value)
    except UnicodeEncodeError:
        return {}, "a letter here is damaged"
    except RecursionError:
        return {}, "this JSON object is nested too deep"
    except ValueError:
        return {}, "this is not JSON, or it is cut off"
    return row, ""


def _mend(value: Any) -> Any:
    """The value; words that were cut off in the middle of a letter keep a mark there, and a code loses its line.

    Raises
    ------
    UnicodeEncodeError : for half a letter in a value of one word, which may be an id.
    """
    if type(value) is not str or value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        if len(value.split()) < 2:
            raise
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return value


def _leaves(pairs: tuple[tuple[str, Any], ...], before: Keys) -> Iterator[tuple[Keys, Any]]:
    for key, value in pairs:
        if isinstance(value, tuple):
            yield from _leaves(value, (*before, key))
        elif isinstance(value, list):
            yield (*before, key), json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
        else:
            yield (*before, key), None if isinstance(value, float) and isnan(value) else value


def _plain(value: Any) -> Any:
    """Objects inside an array as Python has them."""
    if isinstance(value, tuple):
        return {key: _plain(inside) for key, inside in value}
    return [_plain(inside) for inside in value] if isinstance(value, list) else value


def _column(values: list[Any]) -> pa.Array:
    """Values of one type under that type, of several as text."""
    kinds = frozenset(map(type, values)) - {type(None)}
    if not kinds:
        return pa.nulls(len(values))
    low, high = (-_LONGEST, _LONGEST) if kinds == {int} else (1 - _EXACT, _EXACT)
    if kinds in _TYPES and all(low <= value < high for value in values if type(value) is int):
        return pa.array(values, _TYPES[kinds])
    floats = as_text(pa.array([value if type(value) is float else None for value in values], pa.float64()))
    others = [None if type(v) is float or v is None else _as_written(v) for v in values]
    return pc.coalesce(pa.array(others, pa.large_string()), floats)


def _as_written(value: Any) -> str:
    return str(value).lower() if type(value) is bool else str(value)


def join_columns(parts: Sequence[pa.Array]) -> pa.Array:
    """A column in one piece; as text where its parts have several types, or where digits would be lost."""
    kinds = {part.type for part in parts if not pa.types.is_null(part.type)}
    kind = kinds.pop() if len(kinds) == 1 else pa.large_string()
    if kinds == {pa.int64(), pa.float64()}:
        whole = [part for part in parts if part.type == pa.int64()]
        ends = [end for part in whole for end in pc.min_max(part).as_py().values()]
        if all(abs(end) < _EXACT for end in ends if end is not None):
            kind = pa.float64()
    if kind == pa.large_string():
        parts = [as_text(part) for part in parts]
    return pa.concat_arrays([part.cast(kind) for part in parts]) if parts else pa.nulls(0, kind)


def _spellings(name: str) -> set[bytes]:
    """How the last key of a column may stand in a file."""
    keys = {name, name.rsplit(".", 1)[-1]}
    return {json.dumps(key, ensure_ascii=ascii).encode() for key in keys for ascii in (True, False)}
