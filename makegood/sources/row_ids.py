"""Ids for rows that have none: a 128-bit keyed hash of all that the row says, and which of the equal rows it is.

Equal rows stay apart, and reading the same files again gives the same ids. Without the key nobody can find out
whether a row that he guesses is there.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from makegood.sources.cells import Mask, Places, join_text
from makegood.sources.fingerprint import Hashes, combine, mix
from makegood.sources.keyed import hash_keyed

_OTHER = np.uint64(0xA5A5A5A5C3C3C3C3)
_HEX = np.array([list(f"{byte:02x}".encode()) for byte in range(256)], np.uint8)


@dataclass(frozen=True)
class Seen:
    """The rows of this read so far: the hash of each, sorted, and how often it came."""

    hashes: npt.NDArray[np.int64]
    times: npt.NDArray[np.int64]

    @staticmethod
    def nothing() -> "Seen":
        """Before the first row."""
        return Seen(np.zeros(0, np.int64), np.zeros(0, np.int64))


@dataclass(frozen=True)
class RowHashes:
    """128 bits for each row, summed over its columns, so that their order never matters."""

    low: Hashes
    high: Hashes

    @staticmethod
    def of(columns: Iterable[Hashes], rows: int) -> "RowHashes":
        """From the hashes of each column, `rows` long."""
        found = RowHashes(np.zeros(rows, np.uint64), np.zeros(rows, np.uint64))
        for column in columns:
            found = found.plus(column)
        return found

    def plus(self, column: Hashes) -> "RowHashes":
        """With one more column; an empty cell changes nothing."""
        return RowHashes(self.low + column, self.high + mix(column ^ _OTHER) * (column != 0))

    def at(self, places: Places) -> "RowHashes":
        """The hashes of some rows."""
        return RowHashes(self.low[places], self.high[places])


def number_rows(rows: RowHashes, counts: Mask, seen: Seen, key: bytes) -> tuple[pa.LargeStringArray, Seen]:
    """Ids for the rows of one file, and what has been seen after it.

    Parameters
    ----------
    rows : RowHashes
        What each row says.
    counts : bool array (n_rows,)
        Rows that are stored; only these are counted among their equals.
    seen : Seen
        The rows of the files before.
    key : bytes
        The organisation's.

    Returns
    -------
    pyarrow.LargeStringArray (n_rows,)
        32 hexadecimal digits, a dash, and 1 for the first of equal rows, 2 for the second.
    """
    n = len(counts)
    low, high = combine([rows.low], n), combine([rows.high], n)
    both = combine([low.view(np.uint64), mix(high.view(np.uint64))], n)
    mine = both[counts]
    hashes, inverse, times = np.unique(mine, return_inverse=True, return_counts=True)
    before = _times_seen(seen, hashes)
    order = np.argsort(inverse, kind="stable")
    within = np.empty(len(mine), np.int64)
    within[order] = np.arange(len(mine)) - np.repeat(np.cumsum(times) - times, times)
    nth = np.zeros(n, np.int64)
    nth[counts] = before[inverse] + within + 1
    names = hash_keyed(low.view(np.uint64), high.view(np.uint64), key)
    ids = join_text([_as_hex(*names), pa.array(nth).cast(pa.large_string())], "-")
    all_hashes, place = np.unique(np.concatenate([seen.hashes, hashes]), return_inverse=True)
    total = np.bincount(place, np.concatenate([seen.times, times]), len(all_hashes)).astype(np.int64)
    return ids, Seen(all_hashes, total)


def _times_seen(seen: Seen, hashes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    if not len(seen.hashes):
        return np.zeros(len(hashes), np.int64)
    place = np.minimum(np.searchsorted(seen.hashes, hashes), len(seen.hashes) - 1)
    return np.where(seen.hashes[place] == hashes, seen.times[place], 0)


def _as_hex(low: Hashes, high: Hashes) -> pa.LargeStringArray:
    digits = _HEX[np.stack([low, high], axis=1).astype(">u8").view(np.uint8)]
    offsets = np.arange(len(low) + 1, dtype=np.int64) * 32
    return pa.LargeStringArray.from_buffers(len(low), pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(digits)))
