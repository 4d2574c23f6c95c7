"""Numbers from text, with a decimal point or a decimal comma: decided once for the whole column of a file.

Where it could be either (`1,234`), the other files of the source decide, or its `decimal:`. Amounts may have a currency
(`kr. 1.234,50`), thousands apart, a minus before or after, or parentheses for one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from makegood.errors import MakegoodError, Place
from makegood.sources.cells import Mask, as_text, is_empty, join_text

_APART = " '\u2019\u00a0\u2009\u202f"  # between thousands, in some countries
_PLAIN = r"^\s*[+-]?(?:\d+(?:{mark}\d*)?|{mark}\d+)(?:[eE][+-]?\d+)?\s*$"
_GROUPED = r"^\s*[+-]?[1-9]\d{{0,2}}(?:[{group}]\d{{3}})+(?:{mark}\d*)?\s*$"
_SPACE = r"[\s\x{a0}\x{2009}\x{202f}]*"
_CURRENCY = r"(?:(?i:kr\.?|dkk|sek|nok|isk|eur|usd|gbp|chf|pln)|[€$£¥])?"
_MINUS = r"[-\x{2212}]"
_UNUSUAL = r"[^\d.,eE+\-'\s]|\d[.,]?-\s*$|-\s"
_AMOUNT = (
    rf"^{_SPACE}(?P<open>\(?){_SPACE}(?P<before>{_MINUS}?){_SPACE}{_CURRENCY}{_SPACE}(?P<inside>{_MINUS}?){_SPACE}"
    rf"(?P<digits>\d[\d.,{_APART}]*?)(?:(?P<mark>[.,])[-\x{{2013}}\x{{2014}}])?{_SPACE}{_CURRENCY}{_SPACE}"
    rf"(?P<after>{_MINUS}?){_SPACE}(?P<close>\)?){_SPACE}$"
)


_HEAD = 1_000  # cells
POINT, COMMA = ".", ","
_GROUPS = {POINT: COMMA + _APART, COMMA: POINT + _APART}


@dataclass(frozen=True)
class Tally:
    """How many cells of one file are numbers with each mark.

    Attributes
    ----------
    file : str
    numbers, grouped : mapping of mark to int
        Cells that are numbers; and those of them that need thousands separators.
    unlike : int
        Cells that are another number with each mark.
    """

    file: str
    numbers: Mapping[str, int]
    grouped: Mapping[str, int]
    unlike: int

    @property
    def mark(self) -> str:
        """The mark with which more cells are numbers; empty where it could be either."""
        point, comma = self.numbers[POINT], self.numbers[COMMA]
        return "" if point == comma else POINT if point > comma else COMMA


def refuse_open(column: pa.Array, file: str, name: str) -> None:
    """A judged column of a file without siblings may not be another number with each mark.

    Raises
    ------
    MakegoodError : when every cell with a mark could be thousands or decimals.
    """
    if _is_number(column.type):
        return
    marked = _filled(column)
    marked = marked.filter(pc.match_substring_regex(marked, "[.,]").fill_null(False))
    for cells in (marked[:_HEAD], marked):
        tally = count_marks(cells, file)
        if tally.mark or not tally.unlike:
            return
    raise _open_mark(name, file, f"{tally.unlike} cells are another number with each")


def _open_mark(name: str, file: str, found: str, is_mixed: bool = False) -> MakegoodError:
    fix = "write `decimal: ','` or `decimal: '.'` under the source"
    if is_mixed:
        fix = "write numbers alike in all files, or make the files that are unlike a source of their own"
    return MakegoodError(f"the decimal mark of column `{name}` is open", Place(file), found, fix)


def count_marks(column: pa.Array, file: str) -> Tally:
    """How the numbers of one file are written."""
    if _is_number(column.type):
        return Tally(file, {POINT: 0, COMMA: 0}, {POINT: 0, COMMA: 0}, 0)
    text = _bare(_filled(column))
    found = {mark: _find_numbers(text, mark) for mark in (POINT, COMMA)}
    either = found[POINT][0] & found[COMMA][0]
    numbers = {mark: int(is_number.sum()) for mark, (is_number, _) in found.items()}
    grouped = {mark: int(is_grouped.sum()) for mark, (_, is_grouped) in found.items()}
    return Tally(file, numbers, grouped, int((either & _matches(text, "[.,]")).sum()))


def agree_marks(tallies: Sequence[Tally], name: str, is_judged: bool) -> dict[str, str]:
    """The mark of each file, by what all files of the source say.

    Parameters
    ----------
    tallies : sequence of Tally
        One for each file.
    name : str
        The column, for messages.
    is_judged : bool
        Whether the column is judged by its number, so that a guess is refused.

    Raises
    ------
    MakegoodError : when a judged column of a file could be either, and its siblings do not say which.
    """
    clear = [tally.mark for tally in tallies if tally.mark]
    grouped = {mark: sum(tally.grouped[mark] for tally in tallies if not tally.mark) for mark in (POINT, COMMA)}
    usual = clear[0] if len(set(clear)) == 1 else COMMA if grouped[COMMA] < grouped[POINT] else POINT
    for tally in tallies:
        if is_judged and tally.unlike and not tally.mark and len(set(clear)) != 1:
            files = f"{clear.count(POINT)} have a point, {clear.count(COMMA)} a comma"
            raise _open_mark(name, tally.file, f"this file fits both; of the others {files}", bool(clear))
    return {tally.file: tally.mark or usual for tally in tallies}


def read_numbers(column: pa.Array, mark: str | None = None) -> tuple[npt.NDArray[np.float64], Mask]:
    """Numbers of a column, and which cells hold one.

    The decimal mark, point or comma, unless it is given, is the one with which most cells are numbers; of equals, the
    one that needs fewer thousands separators; of equals, the point.

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
    text = _filled(column)
    if mark != COMMA:
        try:
            return read_numbers(pc.cast(text, pa.float64()))
        except pa.ArrowInvalid:
            pass  # not every cell is a plain number
    return _read_marked(_bare(text), (mark,) if mark else (POINT, COMMA))


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _filled(column: pa.Array) -> pa.LargeStringArray:
    text = as_text(column)
    return pc.if_else(pa.array(is_empty(text)), None, text)


def _bare(text: pa.LargeStringArray) -> pa.LargeStringArray:
    """Amounts without currency, and with the minus in front: `(kr. 1.234,-)` as `-1.234,`; other cells unchanged."""
    places = np.flatnonzero(_matches(text, _UNUSUAL))
    if not len(places):
        return text
    parts = pc.extract_regex(text.take(pa.array(places)), _AMOUNT)
    opened, before, inside, digits, mark, after, closed = (pc.struct_field(parts, place) for place in range(7))
    minus = pc.utf8_length(join_text([before, inside, after, opened], ""))
    is_whole = pc.and_(pc.equal(pc.utf8_length(opened), pc.utf8_length(closed)), pc.less_equal(minus, 1))
    sign = pc.if_else(pc.equal(minus, 1), "-", "").cast(text.type)
    bare = join_text([sign, digits, mark], "")
    is_amount = is_whole.fill_null(False)
    mask = np.zeros(len(text), bool)
    mask[places] = is_amount.to_numpy(zero_copy_only=False)
    return pc.replace_with_mask(text, pa.array(mask), bare.filter(is_amount))


def _read_marked(text: pa.LargeStringArray, marks: Sequence[str]) -> tuple[npt.NDArray[np.float64], Mask]:
    found = [(*_find_numbers(text, mark), mark) for mark in marks]
    has, _, mark = max(found, key=lambda one: (int(one[0].sum()), -int(one[1].sum())))
    cells = pc.replace_substring_regex(text.filter(pa.array(has)), f"[{_GROUPS[mark]}\\s]", "")
    values = np.zeros(len(text))
    values[has] = pc.cast(pc.replace_substring(cells, mark, "."), pa.float64()).to_numpy(zero_copy_only=False)
    return values, has


def _find_numbers(text: pa.LargeStringArray, mark: str) -> tuple[Mask, Mask]:
    """Which cells are numbers with that mark, and which of them need thousands separators."""
    patterns = (pattern.format(mark=f"[{mark}]", group=_GROUPS[mark]) for pattern in (_PLAIN, _GROUPED))
    plain, grouped = (_matches(text, pattern) for pattern in patterns)
    return plain | grouped, grouped & ~plain


def _matches(text: pa.LargeStringArray, pattern: str) -> Mask:
    found: Mask = pc.match_substring_regex(text, pattern).fill_null(False).to_numpy(zero_copy_only=False)
    return found
