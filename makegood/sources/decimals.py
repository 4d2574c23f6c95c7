"""Numbers from text, with a decimal point or a decimal comma: decided once for the whole column."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from makegood.sources.cells import Mask, as_text, is_empty

_APART = " '\u00a0\u202f"  # between thousands, in some countries
_PLAIN = r"^\s*[+-]?\d+(?:{mark}\d*)?(?:[eE][+-]?\d+)?\s*$"
_GROUPED = r"^\s*[+-]?\d{{1,3}}(?:[{group}]\d{{3}})+(?:{mark}\d*)?\s*$"


def read_numbers(column: pa.Array) -> tuple[npt.NDArray[np.float64], Mask]:
    """Numbers of a column, and which cells hold one.

    The decimal mark, point or comma, is the one with which most cells are numbers; of equals, the one that needs
    fewer thousands separators; of equals, the point.

    Examples
    --------
    >>> read_numbers(pa.array(["12,50", "1.234,50", "x", ""]))[0].tolist()
    [12.5, 1234.5, 0.0, 0.0]
    """
    if _is_number(column.type):
        numbers = pc.cast(column, pa.float64(), safe=False)
        values = numbers.fill_null(0.0).to_numpy(zero_copy_only=False)
        has: Mask = numbers.is_valid().to_numpy(zero_copy_only=False) & np.isfinite(values)
        return np.where(has, values, 0.0), has
    text = as_text(column)
    filled = pc.if_else(pa.array(is_empty(text)), None, text)
    try:
        return read_numbers(pc.cast(filled, pa.float64()))
    except pa.ArrowInvalid:
        return _read_marked(filled)


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _read_marked(text: pa.LargeStringArray) -> tuple[npt.NDArray[np.float64], Mask]:
    best: tuple[int, int, Mask, str, str] | None = None
    for mark, group in ((".", "," + _APART), (",", "." + _APART)):
        plain, grouped = (
            _matches(text, pattern.format(mark=f"[{mark}]", group=group)) for pattern in (_PLAIN, _GROUPED)
        )
        either = plain | grouped
        found = (int(either.sum()), -int((grouped & ~plain).sum()), either, mark, group)
        if best is None or found[:2] > best[:2]:
            best = found
    assert best is not None
    _, _, has, mark, group = best
    cells = pc.replace_substring_regex(text.filter(pa.array(has)), f"[{group}\\s]", "")
    values = np.zeros(len(text))
    values[has] = pc.cast(pc.replace_substring(cells, mark, "."), pa.float64()).to_numpy(zero_copy_only=False)
    return values, has


def _matches(text: pa.LargeStringArray, pattern: str) -> Mask:
    found: Mask = pc.match_substring_regex(text, pattern).fill_null(False).to_numpy(zero_copy_only=False)
    return found
