"""A hash of each row that nobody can compute without the key."""

import numpy as np
import pytest

from makegood.sources.keyed import hash_keyed, sip

KEY = b"a key of 16 bytes"
# vectors_sip64[16] of the authors' reference implementation: key 00 01 .. 0f, message 00 01 .. 0f
WORDS = np.frombuffer(bytes(range(16)), "<u8")
ANSWER = bytes.fromhex("db9bc2577fcc2a3f")


def test_it_gives_the_answer_of_the_authors() -> None:
    found = sip(WORDS[:1], WORDS[1:], WORDS)
    assert found.astype("<u8").tobytes() == ANSWER


@pytest.mark.parametrize("rows", [0, 1, 3, 20_000])
def test_a_row_has_the_same_hash_alone_and_among_others(rows: int) -> None:
    low, high = np.arange(rows, dtype=np.uint64), np.arange(rows, dtype=np.uint64) * 7
    one, two = hash_keyed(low, high, KEY)
    assert len(one) == len(two) == rows
    for row in {0, rows // 2, rows - 1} & set(range(rows)):
        alone = hash_keyed(low[row : row + 1], high[row : row + 1], KEY)
        assert (one[row], two[row]) == (alone[0][0], alone[1][0])
    assert len(np.unique(one)) == rows


def test_another_key_gives_other_hashes_and_what_is_given_is_not_changed() -> None:
    low, high = np.arange(5, dtype=np.uint64), np.arange(5, dtype=np.uint64)
    mine, other = hash_keyed(low, high, KEY), hash_keyed(low, high, b"another key of 16 bytes")
    assert not set(mine[0].tolist()) & set(other[0].tolist())
    assert low.tolist() == high.tolist() == [0, 1, 2, 3, 4]
