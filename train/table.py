"""The quick tier's table, learned from the deep tier.

Each entry begins as what it means by itself to the deep tier, weighed down where it is common, and turned by a ridge
map onto the leading directions of the deep tier's rows of real texts. Then the entries move as little as they can so that
the mean of a text's rows comes near the deep tier's row of that text (kernel ridge, solved by conjugate gradients).
Source of the idea: Arora et al. (2017), A simple but tough-to-beat baseline for sentence embeddings.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import LinearOperator, cg

from makegood.text import quick
from makegood.text.deep import Deep
from makegood.text.deep_weights import Floats
from makegood.text.quick import find_entries, find_words
from train.pieces import START, choose_pieces, choose_words, embed_alone
from train.texts import read_lcc, read_mams, read_multidogo, read_star, read_statements

SIZE = 192  # numbers in a row; docs/text.md has the curve
STIFFNESS = 1.0  # how hard an entry holds on to where it began: .5 and 2 come no nearer
_OF_EACH, _MADE_UP, _SEED = 2500, 4000, 1
_COMMON = 1e-3  # words more frequent than this share weigh less


@dataclass(frozen=True)
class Fit:
    """A table before it is packed: rows of shape (n_entries, size), and the fixed mean."""

    entries: list[str]
    rows: Floats
    mean: Floats

    def cut(self, size: int) -> "Fit":
        """The same with fewer numbers in a row: the first ones matter most."""
        return Fit(self.entries, self.rows[:, :size], self.mean[:size])

    def save(self, path: Path) -> None:
        """Write it as the quick tier reads it."""
        quick.save(path, self.entries, self.rows, self.mean)


def make_table(out: Path, shared: Path, deep: Deep) -> None:
    """Learn the table from our own statements and the shared sets marked for training, and write it."""
    texts = read_texts(shared, deep)
    targets = deep.embed(texts)
    entries = choose_entries(deep, texts)
    fit(entries, embed_alone(deep, entries), texts, targets).save(out)


def read_texts(shared: Path, deep: Deep) -> list[str]:
    """What the table is learned from: all our statements and LCC's half, some of the rest, and made-up word lists."""
    ours, lcc = read_statements(), [text for text, _ in read_lcc(shared)]
    draw = np.random.default_rng(_SEED)
    english = [[text for text, _ in read_mams(shared)], read_multidogo(shared), read_star(shared)]
    drawn = [draw.permutation(list(dict.fromkeys(texts)))[:_OF_EACH].tolist() for texts in english]
    danish = [written.text for written in ours if written.language == "da"] + lcc
    whole = [written.text for written in ours] + lcc + [text for texts in drawn for text in texts]
    return [*whole, *_make_up(danish, _letters_of_ours(deep), draw)]


def _letters_of_ours(deep: Deep) -> list[str]:
    """Whole words of the vocabulary with a Danish letter: most are Danish or a neighbour's."""
    words = (piece[1:] for piece, _ in deep.weights.pieces if piece.startswith(START) and piece[1:].isalpha())
    return [word for word in words if word.islower() and set(word) & set("æøå")]


def _make_up(texts: Sequence[str], words: Sequence[str], draw: np.random.Generator) -> list[str]:
    """Lists of Danish words in no order: they place words that stand in few texts, or in none."""
    counts = Counter(word for text in texts for word in find_words(text) if word.isalpha())
    known = sorted(counts)
    share = np.sqrt([counts[word] for word in known])
    lists = []
    for _ in range(_MADE_UP):
        some = draw.choice(known, size=int(draw.integers(5, 15)), p=share / share.sum())
        lists.append(" ".join(draw.permutation([*some, *draw.choice(words, size=3)])))
    return lists


def choose_entries(deep: Deep, texts: Sequence[str]) -> list[str]:
    """The pieces of the network's vocabulary, the texts' own words, and every letter and mark by itself."""
    pieces = choose_pieces(deep)
    letters = [mark for mark in "abcdefghijklmnopqrstuvwxyzæøåäöéü0123456789" if mark not in set(pieces)]
    words = choose_words((find_words(text) for text in texts), pieces)
    return [*pieces, *letters, *(word for word in words if word.strip(START))]


def fit(entries: list[str], alone: Floats, texts: Sequence[str], targets: Floats, size: int = SIZE) -> Fit:
    """Learn a table.

    Parameters
    ----------
    entries : list of str
    alone : float32 array, shape (n_entries, 384)
        What each means by itself to the deep tier, not centred.
    texts : sequence of str
    targets : float32 array, shape (n_texts, 384)
        The deep tier's rows of the texts, centred.
    size : int
        Numbers in a row of the table.
    """
    index = {entry: row for row, entry in enumerate(entries)}
    counts = _count(index, texts)
    seen = np.asarray(counts.sum(axis=0)).ravel()
    share = seen / max(seen.sum(), 1)
    weights = _COMMON / (_COMMON + share)
    rows = (alone - alone.mean(axis=0)) * weights[:, None]
    lengths = np.maximum(np.asarray(counts.sum(axis=1)).ravel(), 1)
    means = sparse.diags(1 / lengths) @ counts
    _, _, directions = np.linalg.svd(targets - targets.mean(axis=0), full_matrices=False)
    aims = (targets - targets.mean(axis=0)) @ directions[:size].T
    inputs = means @ rows
    inputs_mean = inputs.mean(axis=0)
    centred = inputs - inputs_mean
    turn = np.linalg.solve(centred.T @ centred + 1e-3 * len(texts) * np.eye(centred.shape[1]) / 384, centred.T @ aims)
    start = rows @ turn
    left = aims - (means @ start - inputs_mean @ turn)
    moved = start + _move(means, left)
    mean = np.asarray(means @ moved).mean(axis=0)
    return Fit(entries, moved.astype(np.float32), mean.astype(np.float32))


def _count(index: dict[str, int], texts: Sequence[str]) -> sparse.csr_matrix:
    """How often each entry stands in each text, shape (n_texts, n_entries)."""
    at, column = [], []
    for row, text in enumerate(texts):
        for word in find_words(text):
            found = find_entries(index, word)
            at += [row] * len(found)
            column += found
    shape = (len(texts), len(index))
    return sparse.csr_matrix((np.ones(len(at)), (at, column)), shape=shape)


def _move(means: sparse.csr_matrix, left: Floats) -> Floats:
    """The least movement of the entries that explains what is left, by columns of `left`."""
    gram = LinearOperator((means.shape[0],) * 2, matvec=lambda v: means @ (means.T @ v) + STIFFNESS / 10 * v)
    found = np.zeros(left.shape)
    for column in range(left.shape[1]):
        found[:, column], _ = cg(gram, left[:, column], rtol=1e-3, maxiter=200)
    moved: Floats = means.T @ found
    return moved
