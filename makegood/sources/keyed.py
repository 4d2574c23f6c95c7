"""A hash that nobody can compute without the organisation's key, for a million rows in a quarter of a second.

Whoever has the lake alone and guesses a whole row cannot find out whether the lake holds it.

References
----------
SipHash-2-4: Aumasson, Bernstein (2012), SipHash: a fast short-input PRF, doi:10.1007/978-3-642-34931-7_28.
"""

import hashlib

import numpy as np

from makegood.sources.fingerprint import Hashes

_START = (0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573)  # as the paper gives them
_LAST = np.uint64(16 << 56)  # the length of each message, 16 bytes, in its last word
_CHUNK = 1 << 14


def hash_keyed(low: Hashes, high: Hashes, key: bytes) -> tuple[Hashes, Hashes]:
    """128 bits for each row from 128 bits of it: SipHash-2-4 under two keys that are made of the organisation's.

    Parameters
    ----------
    low, high : uint64 array (n_rows,)
        What each row says.
    key : bytes
        The organisation's, of any length.
    """
    keys = np.frombuffer(hashlib.blake2b(b"row ids", digest_size=32, key=key[:64]).digest(), "<u8")
    return sip(low, high, keys[:2]), sip(low, high, keys[2:])


def sip(first: Hashes, second: Hashes, key: Hashes) -> Hashes:
    """SipHash-2-4 of each message of 16 bytes, as two words, under a key of two words."""
    found = np.empty(len(first), np.uint64)
    for start in range(0, len(first), _CHUNK):
        part = slice(start, start + _CHUNK)
        found[part] = _sip(first[part], second[part], key)
    return found


def _sip(first: Hashes, second: Hashes, key: Hashes) -> Hashes:
    v = [np.full(len(first), np.uint64(word) ^ key[place % 2]) for place, word in enumerate(_START)]
    for word in (first, second, np.full(len(first), _LAST)):
        v[3] ^= word
        _mix(v, 2)
        v[0] ^= word
    v[2] ^= np.uint64(0xFF)
    _mix(v, 4)
    found: Hashes = v[0] ^ v[1] ^ v[2] ^ v[3]
    return found


def _mix(v: list[Hashes], rounds: int) -> None:
    """The paper's SipRound, in place: two halves side by side, whose partners then change."""
    for _ in range(rounds):
        _half(v, 0, 1, 13, 32)
        _half(v, 2, 3, 16, None)
        _half(v, 0, 3, 21, None)
        _half(v, 2, 1, 17, 32)


def _half(v: list[Hashes], sum_of: int, turned: int, by: int, turn_sum: int | None) -> None:
    v[sum_of] += v[turned]
    v[turned] = _turn(v[turned], by) ^ v[sum_of]
    if turn_sum:
        v[sum_of] = _turn(v[sum_of], turn_sum)


def _turn(words: Hashes, by: int) -> Hashes:
    return (words << np.uint64(by)) | (words >> np.uint64(64 - by))
