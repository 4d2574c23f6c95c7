"""A 64-bit hash of what each row says: equal for equal values, whatever the machine, the batches or the row's place.

Values are hashed as they were read (microseconds, numbers, text), so that the same row has the same hash in CSV and in
Parquet. It tells rows apart; it protects nothing against somebody who wants two rows to look alike.

References
----------
The mixing function is SplitMix64: Steele, Lea, Flood (2014), Fast splittable pseudorandom number generators,
doi:10.1145/2660193.2660195; constants of Stafford's variant 13.
"""

import hashlib
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from makegood.sources.cells import Mask, bytes_of

Hashes = npt.NDArray[np.uint64]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_CHUNK = 1 << 14
_KEEP = np.array([(1 << 8 * count) - 1 for count in range(9)], np.uint64)
_LONG = 256  # bytes; longer cells are hashed one by one


def salt(name: str) -> np.uint64:
    """A number of its own for each column name."""
    return np.uint64(int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little"))


def mix(values: Hashes) -> Hashes:
    """Every bit of each value spread over all bits of its hash."""
    mixed = values + _GOLDEN
    mixed ^= mixed >> np.uint64(30)
    mixed *= _FIRST
    mixed ^= mixed >> np.uint64(27)
    mixed *= _SECOND
    mixed ^= mixed >> np.uint64(31)
    return mixed


def hash_numbers(values: npt.NDArray[np.int64] | npt.NDArray[np.float64], has: Mask, name: str) -> Hashes:
    """Hashes of numbers; 0 where there is none, so that an empty column changes nothing.

    Parameters
    ----------
    values : int64 or float64 array (n,)
    has : bool array (n,)
    name : str
        The column's name: the same number in another column has another hash.
    """
    bits = np.ascontiguousarray(values + 0 if values.dtype == np.float64 else values).view(np.uint64)
    hashes = np.zeros(len(bits), np.uint64)
    mine = salt(name)
    for start in range(0, len(bits), _CHUNK):
        part = slice(start, start + _CHUNK)
        hashes[part] = mix(mix(bits[part] ^ mine) + mine) * has[part]
    return hashes


def hash_text(text: pa.LargeStringArray, has: Mask, name: str) -> Hashes:
    """Hashes of text; 0 where there is none.

    Notes
    -----
    Reads eight bytes of every cell at a time; a cell's length takes part, so that "a" and "a\\0" differ.
    """
    data, at = bytes_of(text)
    padded = np.concatenate([data[at[0] : at[-1]], np.zeros(8, np.uint8)])
    words = np.ndarray((len(padded) - 7,), "<u8", padded, strides=(1,))
    starts, lengths = at[:-1] - at[0], np.where(has, np.diff(at), 0)
    hashes = np.zeros(len(text), np.uint64)
    mine = salt(name)
    for start in range(0, len(text), _CHUNK):
        part = slice(start, start + _CHUNK)
        mixed = mix(lengths[part].astype(np.uint64) ^ mine)
        left = np.where(lengths[part] <= _LONG, lengths[part], 0)
        longest = int(left.max())
        for done in range(0, longest, 8):
            longer = np.flatnonzero(left > done)
            rows = slice(None) if len(longer) == len(left) else longer
            some = np.minimum(left[rows] - done, 8)
            word = words[starts[part][rows] + done] & _KEEP[some]
            mixed[rows] = mix(mixed[rows] ^ word)
        hashes[part] = mixed * has[part]
    for row in np.flatnonzero(lengths > _LONG).tolist():
        cell = padded[starts[row] : starts[row] + lengths[row]].tobytes()
        digest = hashlib.blake2b(cell, digest_size=8, key=name.encode()[:64]).digest()
        hashes[row] = np.frombuffer(digest, "<u8")[0]
    return hashes


def combine(columns: Iterable[Hashes], rows: int) -> npt.NDArray[np.int64]:
    """One hash for each row from the hashes of its columns, in any order."""
    total = np.zeros(rows, np.uint64)
    for hashes in columns:
        total += hashes
    return mix(total).view(np.int64)
