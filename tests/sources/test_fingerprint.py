"""The hash of a row: different for different rows, the same everywhere."""

import subprocess
import sys

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.sources.fingerprint import combine, hash_numbers, hash_text

PINNED_TEXT, PINNED_NUMBERS, PINNED_ROW = (
    [11207616105111768872, 9998553979876340961],
    [14915492334389958564, 12401492488373666360],
    [-462213575493238370],
)
TEXTS = st.lists(st.one_of(st.text(max_size=20), st.text("ab", min_size=250, max_size=300)), max_size=20)


def all_of(n: int) -> np.ndarray:
    return np.ones(n, bool)


def hashes(cells: list[str], name: str = "x") -> list[int]:
    column = pa.array(cells, pa.large_string())
    return hash_text(column, all_of(len(cells)), name).tolist()


def test_a_million_near_identical_texts_have_a_million_hashes() -> None:
    cells = [f"order-2024-{number:08d}-A" for number in range(1_000_000)]
    assert len(set(hashes(cells))) == 1_000_000


def test_a_million_near_identical_rows_have_a_million_hashes() -> None:
    number = np.arange(1_000_000)
    rows = combine(
        [hash_numbers(number // 1000, all_of(10**6), "a"), hash_numbers(number % 1000, all_of(10**6), "b")], 10**6
    )
    assert len(np.unique(rows)) == 1_000_000


def test_short_texts_that_differ_in_length_or_order_differ() -> None:
    cells = ["", "\0", "\0\0", "a", "a\0", "ab", "ba", "a" * 8, "a" * 9, "a" * 16, "a" * 256, "a" * 257]
    assert len(set(hashes(cells))) == len(cells)


@settings(deadline=None)
@given(TEXTS, st.data())
def test_a_cell_has_the_same_hash_wherever_it_stands(cells: list[str], data: st.DataObject) -> None:
    whole = hashes(cells)
    order = data.draw(st.permutations(range(len(cells))))
    assert hashes([cells[place] for place in order]) == [whole[place] for place in order]
    cut = data.draw(st.integers(0, len(cells)))
    column = pa.array(cells, pa.large_string())
    assert hash_text(column[cut:], all_of(len(cells) - cut), "x").tolist() == whole[cut:]
    assert (len(set(whole)) == len(set(cells))) is True


def test_where_there_is_nothing_the_hash_is_nought() -> None:
    column = pa.array(["a", None, "b"], pa.large_string())
    assert hash_text(column, np.array([True, False, False]), "x").tolist() == [hashes(["a"])[0], 0, 0]
    assert hash_numbers(np.array([1, 2]), np.array([False, False]), "x").tolist() == [0, 0]


def test_the_same_value_in_another_column_is_another_hash() -> None:
    assert hashes(["a"], "x") != hashes(["a"], "y")
    one, here = np.array([1]), all_of(1)
    assert hash_numbers(one, here, "x") != hash_numbers(one, here, "y")
    swapped = [combine([hash_numbers(one, here, a), hash_numbers(one + 1, here, b)], 1) for a, b in ("xy", "yx")]
    assert swapped[0] != swapped[1]


def test_numbers_are_hashed_by_value() -> None:
    here = all_of(2)
    assert (
        hash_numbers(np.array([0.0, 1.5]), here, "x").tolist()
        == hash_numbers(np.array([-0.0, 1.5]), here, "x").tolist()
    )


def test_the_hash_is_what_it_was() -> None:
    """A changed hash would make every row of every lake look changed: change these figures only on purpose."""
    assert hashes(["order-1", "ø" * 200]) == PINNED_TEXT
    assert hash_numbers(np.array([1, -1]), all_of(2), "x").tolist() == PINNED_NUMBERS
    row = combine([hash_text(pa.array(["a"], pa.large_string()), all_of(1), "x")], 1)
    assert row.tolist() == PINNED_ROW


@pytest.mark.parametrize("seed", ["0", "1"])
def test_another_process_gives_the_same_hash(seed: str) -> None:
    code = (
        "import numpy as np, pyarrow as pa; from makegood.sources.fingerprint import hash_text;"
        "print(hash_text(pa.array(['order-1'], pa.large_string()), np.ones(1, bool), 'x')[0])"
    )
    environment = {"PYTHONHASHSEED": seed}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert int(ran.stdout) == PINNED_TEXT[0]
