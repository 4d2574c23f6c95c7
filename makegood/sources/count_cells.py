"""How many there were and how many were kept, from the cells of a telephone system.

The number kept may stand there, or the number broken, or only the share kept; then it is found again where just one
whole number has that share. Several columns of one meaning are added up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from makegood.sources.cells import Mask, as_text, is_empty
from makegood.sources.decimals import COMMA, POINT, read_numbers
from makegood.sources.mapping import Names
from makegood.sources.refusals import Refusal
from makegood.sources.rows import Rows
from makegood.zones import Int64s

KEPT = ("kept", "broken", "share_kept")
LARGEST = 10**12
_ALMOST = 1e-9  # what arithmetic in floats may lose
_PERCENT = r"\s*%\s*$"


@dataclass(frozen=True)
class Cells:
    """The counts of one file.

    Attributes
    ----------
    n, kept : int64 arrays (n_rows,)
        0 where they cannot be told.
    refusals : tuple of Refusal
        The rows where they cannot be told, and why.
    """

    n: Int64s
    kept: Int64s
    refusals: tuple[Refusal, ...]


def read_cells(rows: Rows, names: Names, *, is_percent: bool) -> Cells:
    """The counts of each row.

    Parameters
    ----------
    rows : Rows
    names : Names
        `n`, one of `kept`, `broken` and `share_kept`, and perhaps `not_counted`.
    is_percent : bool
        Whether a share is written as 92,5 and not as 0,925.
    """
    refusals: list[Refusal] = []
    n = _read(rows, names, "n", refusals)
    if "not_counted" in names.theirs:
        n = n - _read(rows, names, "not_counted", refusals)
        refusals.append(Refusal(n < 0, names.column("not_counted"), "more are not counted than there were", "number"))
    given = next(ours for ours in KEPT if ours in names.theirs)
    column = names.column(given)
    if given == "share_kept":
        kept, more = find_kept(rows.columns[column], column, n, is_percent=is_percent)
        refusals += more
    else:
        kept = _read(rows, names, given, refusals)
        kept = n - kept if given == "broken" else kept
        refusals.append(Refusal((kept > n) | (kept < 0), column, f"{given} is more than there were", "number"))
    bad = np.zeros(len(rows.lines), bool)
    for refusal in refusals:
        bad |= refusal.hit
    return Cells(np.where(bad, 0, n), np.where(bad, 0, kept), tuple(refusals))


def says_percent(column: pa.Array) -> bool:
    """Whether a column of shares is written in percent: with the sign, or with a number above 1."""
    text = as_text(column)
    shares, has = read_numbers(pc.replace_substring_regex(text, _PERCENT, ""))
    return bool(pc.any(pc.match_substring(text, "%")).as_py()) or bool((shares[has] > 1).any())


def _read(rows: Rows, names: Names, ours: str, refusals: list[Refusal]) -> Int64s:
    """The sum of the columns that one of our names stands for; what is no count joins the refusals."""
    total = np.zeros(len(rows.lines), np.int64)
    for name in names.theirs[ours]:
        column = rows.columns[name]
        empty = is_empty(as_text(column))
        values, has = _read_whole(column)
        is_whole = has & (values == np.trunc(values)) & (np.abs(values) <= LARGEST)
        refusals += [
            Refusal(empty, name, f"{ours} is empty", "empty"),
            Refusal(~empty & ~has, name, f"{ours} is not a number", column),
            Refusal(has & ~is_whole, name, f"{ours} is not a whole number", column),
            Refusal(is_whole & (values < 0), name, f"{ours} is below zero", column),
        ]
        total += np.where(is_whole, values, 0).astype(np.int64)
    return total


def _read_whole(column: pa.Array) -> tuple[npt.NDArray[np.float64], Mask]:
    """Numbers; where a mark for decimals would leave fractions, and as many cells are whole without, it is none."""
    values, has = read_numbers(column)
    for mark in (COMMA, POINT):
        if (values == np.trunc(values)).all():
            break
        others, others_have = read_numbers(column, mark)
        if others_have.sum() >= has.sum() and (others == np.trunc(others)).all():
            values, has = others, others_have
    return values, has


def find_kept(column: pa.Array, name: str, n: Int64s, *, is_percent: bool) -> tuple[Int64s, Sequence[Refusal]]:
    """The one whole number of `n` that has the share, as far as it is written out; of none the share says nothing.

    Parameters
    ----------
    column, name : pyarrow.Array (n_rows,), str
        The cells, and what the column is called.
    n : int64 array (n_rows,)
        How many there were.
    is_percent : bool

    Returns
    -------
    (int64 array (n_rows,), sequence of Refusal)
        How many were kept, 0 where that is not known; and the rows in which no number, or several, have the share.
    """
    text = pc.replace_substring_regex(as_text(column), _PERCENT, "")
    empty = is_empty(text)
    shares, has = read_numbers(text)
    whole = 100 if is_percent else 1
    half_a_digit = 0.5 * 10.0 ** -_count_decimals(text)
    some = n > 0
    with np.errstate(invalid="ignore"):
        low = np.ceil(n * ((shares - half_a_digit) / whole - _ALMOST))
        high = np.floor(n * ((shares + half_a_digit) / whole + _ALMOST))
    low, high = np.maximum(low, 0).astype(np.int64), np.minimum(high, n).astype(np.int64)
    is_share = has & (shares >= 0) & (shares <= whole)
    known = some & is_share
    refusals = (
        Refusal(some & empty, name, "share_kept is empty", "empty"),
        Refusal(some & ~empty & ~has, name, "share_kept is not a number", column),
        Refusal(some & has & ~is_share, name, "share_kept is below 0 or above all", column),
        Refusal(known & (high < low), name, "no whole number of n has this share", column),
        Refusal(known & (high > low), name, "several whole numbers of n have this share; it needs decimals", column),
    )
    return np.where(known & (low == high), low, 0), refusals


def _count_decimals(text: pa.LargeStringArray) -> int:
    """The most digits after the decimal mark of any cell: systems leave zeros at the end off."""
    digits = pc.struct_field(pc.extract_regex(text, r"[.,](?P<decimals>\d+)\s*$"), "decimals")
    return int(pc.max(pc.utf8_length(digits)).as_py() or 0)
