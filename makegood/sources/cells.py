"""Text columns as bytes and offsets for numpy, and what counts as an empty cell."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

EMPTY = ("", "NULL", "null", "NA", "N/A", "None", "nan", "NaN")
Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]
_LONGEST_EMPTY = max(map(len, EMPTY))


def as_text(column: pa.Array) -> pa.LargeStringArray:
    """A column of any type as text; a number that is whole is written without a decimal point.

    Examples
    --------
    >>> as_text(pa.array([517.0, 2.5, None])).to_pylist()
    ['517', '2.5', None]
    """
    if isinstance(column, pa.DictionaryArray):
        column = column.dictionary_decode()
    if pa.types.is_large_string(column.type):
        return column
    if pa.types.is_floating(column.type):
        whole = pc.equal(pc.trunc(column), column)
        small = pc.less(pc.abs(column), 1e15)
        number = pc.cast(pc.if_else(pc.and_(whole, small), column, None), pa.int64())
        return pc.coalesce(pc.cast(number, pa.large_string()), pc.cast(column, pa.large_string()))
    return pc.cast(column, pa.large_string())


def bytes_of(text: pa.LargeStringArray) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """The bytes of all cells one after the other, and the offset of each cell with the end of the last.

    Bytes of a null are whatever stands there; ask `is_empty`.
    """
    _, offsets, data = text.buffers()
    at = (
        np.frombuffer(offsets, np.int64)[text.offset : text.offset + len(text) + 1]
        if offsets
        else np.zeros(1, np.int64)
    )
    return (np.frombuffer(data, np.uint8) if data else np.zeros(0, np.uint8)), at


def is_empty(text: pa.LargeStringArray) -> Mask:
    """Which cells are null, blank, or a word for nothing: NULL, null, NA, N/A, None, NaN."""
    empty: Mask = text.is_null().to_numpy(zero_copy_only=False)
    lengths = np.diff(bytes_of(text)[1])
    empty = empty | (lengths == 0)
    short = np.flatnonzero((lengths <= _LONGEST_EMPTY) & ~empty)
    if len(short):
        words = pc.is_in(pc.utf8_trim_whitespace(text.take(pa.array(short))), pa.array(EMPTY, text.type))
        empty[short[words.to_numpy(zero_copy_only=False)]] = True
    return empty


def has_value(text: pa.LargeStringArray) -> Mask:
    """Which cells say something."""
    return ~is_empty(text)


def join_text(parts: Sequence[pa.LargeStringArray], mark: str) -> pa.LargeStringArray:
    """The cells of several columns as one text; null where one of them is."""
    return pc.binary_join_element_wise(*parts, pa.scalar(mark, pa.large_string()))


def take(column: pa.Array | npt.NDArray[np.generic], places: Places) -> pa.Array:
    """Some cells of a column; a run of them without copying."""
    is_run = len(places) > 0 and int(places[-1]) - int(places[0]) + 1 == len(places)
    if isinstance(column, np.ndarray):
        return pa.array(column[places[0] : places[-1] + 1] if is_run else column[places])
    return column.slice(int(places[0]), len(places)) if is_run else column.take(pa.array(places))


def value_type(cell: str) -> str:
    """What kind of value a cell holds: empty, number, date or text.

    Examples
    --------
    >>> [value_type(cell) for cell in ("", "12,50", "31-02-2024", "soon")]
    ['empty', 'number', 'date', 'text']
    """
    bare = cell.strip()
    if bare in EMPTY:
        return "empty"
    digits = sum(letter.isdigit() for letter in bare)
    if digits and all(letter.isdigit() or letter in "+-., " for letter in bare) and bare[-1].isdigit():
        parts = [part for part in bare.replace(".", "-").split("-") if part]
        is_date = len(parts) == 3 and {len(part) for part in parts} <= {1, 2, 4} and " " not in bare
        return "date" if is_date else "number"
    if digits >= 3 and sum(letter.isalpha() for letter in bare) <= 2 and any(mark in bare for mark in "-/.:"):
        return "date"
    return "text"
