"""What says the same is near; its order, its neighbours and the deep tier's budget change nothing else."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.text import same
from makegood.text.embed import Embedder
from makegood.text.same import find_same


@dataclass(frozen=True)
class ByWords:
    """A text as the words in it, each at a place of its own."""

    name: str
    hash: str = "00000000"
    size: int = 512

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """One row a text."""
        rows = np.zeros((len(texts), self.size), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                row[int.from_bytes(hashlib.blake2b(word.encode(), digest_size=4).digest()) % self.size] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


QUICK: Embedder = ByWords("quick")
DEEP: Embedder = ByWords("deep")
TEXTS = ["the parcel came late", "came the parcel late", "good coffee", "", "the parcel never came at all to us"]


@pytest.mark.parametrize("deep", [None, DEEP])
def test_the_same_words_are_found_and_others_are_not(deep: Embedder | None) -> None:
    found = find_same("the parcel came late", TEXTS, QUICK, deep)
    assert found[:2] == pytest.approx([1, 1])
    assert (found[2], found[3]) == (0, 0)


def test_nothing_among_nothing_and_nothing_for_a_text_without_words() -> None:
    assert find_same("late", [], QUICK, DEEP).tolist() == []
    assert find_same("", TEXTS, QUICK, DEEP).tolist() == [0] * 5
    assert find_same("late", [], QUICK, None).tolist() == []


def test_the_deep_tier_reads_the_nearest_within_its_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(same, "BUDGET", 1)
    found = find_same("the parcel came late", TEXTS, QUICK, DEEP)
    assert np.flatnonzero(found).tolist() == [1]  # of two equally near, the one that sorts first


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(TEXTS), max_size=8), st.randoms())
def test_the_order_of_texts_changes_nothing(texts: list[str], random: object) -> None:
    shuffled = sorted(texts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = dict(zip(texts, find_same("the parcel came", texts, QUICK, DEEP).tolist(), strict=True))
    assert dict(zip(shuffled, find_same("the parcel came", shuffled, QUICK, DEEP).tolist(), strict=True)) == found
