"""A JSON document with one array of objects: where the array stands, and where each of its elements begins.

Brackets outside of texts are found for a whole block at once; what stands between them is left to the parser.
"""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from makegood.errors import MakegoodError, Place
from makegood.zones import Int64s

DEPTH = 3  # keys that lead to the array, at most, unless `records:` names it
_FIRST, _LARGEST = 64 << 10, 8 << 20  # bytes
_KEY = re.compile(rb'\s*("(?:[^"\\]|\\.)*")\s*:\s*', re.DOTALL)
_VALUE = re.compile(rb'\s*(?:"(?:[^"\\]|\\.)*"|[^\s,\[\]{}"]+)', re.DOTALL)
_SPACE = re.compile(rb"\s*")
_QUOTE, _BACKSLASH, _BREAK, _COMMA = b'"\\\n,'
_STEP = np.zeros(256, np.int8)
_STEP[[*b"{["]] = 1
_STEP[[*b"}]"]] = -1
_IS_MARK = _STEP != 0
_IS_MARK[_COMMA] = True


@dataclass(frozen=True)
class Array:
    """An array inside a document.

    Attributes
    ----------
    keys : tuple of str
        The keys that lead to it.
    start, stop : int
        The byte after its `[`, and that of its `]`; the end of the file where it is cut off.
    commas : int64 array (n,)
        The commas between its elements.
    is_cut : bool
        Whether the file ends before the array does.
    """

    keys: tuple[str, ...]
    start: int
    stop: int
    commas: Int64s
    is_cut: bool


def find_array(data: bytes, told: str | None, file: str) -> Array:
    """The only array of objects in a document, or that of which `records:` says the keys.

    Raises
    ------
    MakegoodError : when there is none, or several and the source does not say which; when the document is broken.
    """
    arrays = list(find_arrays(data, file, max(DEPTH, (told or "").count(".") + 1)))
    if told is not None:
        named = [array for array in arrays if ".".join(array.keys) == told]
        if named:
            return named[0]
        fix = f"write one of these: {_list(arrays)}" if arrays else "export an array of objects, or JSON lines"
        raise MakegoodError("`records:` leads to no array of objects", Place(file), told, fix)
    full = [array for array in arrays if data[array.start : array.stop].strip()]
    if len(full) == 1 or (arrays and not full):
        return (full or arrays)[0]
    if full:
        fix = f"write `records: {'.'.join(full[0].keys)}` under the source, or another of them"
        raise MakegoodError("this JSON holds several arrays of objects", Place(file), _list(full), fix)
    fix = "export an array of objects or JSON lines, or write `records:` with the keys that lead to a deeper array"
    raise MakegoodError("this JSON holds no array of objects", Place(file), fix=fix)


def find_arrays(data: bytes, file: str, depth: int) -> Iterator[Array]:
    """Every array of objects, or empty one, that stands in no other array; none deeper than a number of keys."""
    at = _skip(data, 0)
    if data[at : at + 1] == b"[":
        array = _cut(data, at + 1, (), file)
        yield array
        end = array.stop + 1
    else:
        end = yield from _search_object(data, at + 1, file, depth)
    if data[end:].strip():
        raise broken(data, _skip(data, end), file)


def _search_object(data: bytes, at: int, file: str, depth: int) -> Generator[Array, None, int]:
    """The arrays of an object, from the byte after its `{`; gives the byte after its `}`."""
    keys: list[str] = []
    while True:
        at = _skip(data, at)
        mark = data[at : at + 1]
        if mark == b"}" and not keys:
            return at + 1
        if mark == b"}":
            keys.pop()
            at += 1
            continue
        at = _skip(data, at + 1) if mark == b"," else at
        if not (key := _KEY.match(data, at)):
            raise broken(data, at, file)
        at, name, mark = key.end(), key[1][1:-1].decode(errors="replace"), data[key.end() : key.end() + 1]
        if mark == b"{" and len(keys) + 1 < depth:
            keys.append(name)
            at += 1
            continue
        if mark not in (b"{", b"["):
            at = _after_value(data, at, file)
            continue
        array = _cut(data, at + 1, (*keys, name), file)
        inside = _skip(data, at + 1)
        if mark == b"[" and (data[inside : inside + 1] == b"{" or inside >= array.stop):
            yield array
        if array.is_cut:
            return array.stop
        at = array.stop + 1


def _after_value(data: bytes, at: int, file: str) -> int:
    """The byte after a text, a number or a word."""
    value = _VALUE.match(data, at)
    if not value:
        raise broken(data, at, file)
    return value.end()


def _list(arrays: list[Array]) -> str:
    return ", ".join(".".join(array.keys) for array in arrays)


def broken(data: bytes, at: int, file: str) -> MakegoodError:
    """The document is no JSON from a byte on."""
    fix = "export it again, or as JSON lines, where a broken line costs itself alone"
    return MakegoodError("the JSON is broken or cut off here", Place(file, data.count(b"\n", 0, at) + 1), fix=fix)


def _skip(data: bytes, at: int) -> int:
    space = _SPACE.match(data, at)
    return space.end() if space else at


def _cut(text: bytes, start: int, keys: tuple[str, ...], file: str) -> Array:
    """Where the array or object that begins before `start` ends, and the commas between its elements."""
    data = np.frombuffer(text, np.uint8)
    at, size, depth, in_text = start, _FIRST, 0, 0
    commas = [np.zeros(0, np.int64)]
    while at < len(data):
        end = min(at + size, len(data))
        while end < len(data) and data[end - 1] == _BACKSLASH:
            end += 1
        block = data[at:end]
        texts = _inside_texts(block, in_text)
        if (texts & (block == _BREAK)).any():
            place = at + int(np.flatnonzero(texts & (block == _BREAK))[0])
            raise broken(text, place, file)
        in_text = int(texts[-1])
        places = np.flatnonzero(_IS_MARK[block] & ~texts)
        depths = depth + np.cumsum(_STEP[block[places]], dtype=np.int64)
        closed = np.flatnonzero(depths < 0)
        last = int(closed[0]) if len(closed) else len(places)
        commas.append(at + places[:last][(depths[:last] == 0) & (block[places[:last]] == _COMMA)])
        if len(closed):
            stop = at + int(places[last])
            if data[stop] - 2 != data[start - 1]:  # `]` is `[` + 2, and `}` is `{` + 2
                raise broken(text, stop, file)
            return Array(keys, start, stop, np.concatenate(commas), is_cut=False)
        depth = int(depths[-1]) if len(depths) else depth
        at, size = end, min(size * 4, _LARGEST)
    return Array(keys, start, len(data), np.concatenate(commas), is_cut=True)


def _inside_texts(block: npt.NDArray[np.uint8], in_text: int) -> npt.NDArray[np.bool_]:
    """Which bytes stand in a text, from its first quote to before its last."""
    quotes = block == _QUOTE
    slashes = np.flatnonzero(block == _BACKSLASH)
    if len(slashes):
        firsts = np.flatnonzero(np.diff(slashes, prepend=-2) != 1)
        lengths = np.diff(firsts, append=len(slashes))
        escaped = slashes[firsts] + lengths  # the byte after a run of backslashes
        escaped = escaped[(lengths % 2 == 1) & (escaped < len(block))]
        quotes[escaped] = False
    parity = np.cumsum(quotes, dtype=np.uint8)  # may turn over at 256, which is even
    return ((parity + in_text) & 1).astype(bool)
