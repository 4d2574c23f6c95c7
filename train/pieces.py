"""The entries of the quick tier's table: which pieces and words, and what each means by itself to the deep tier."""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from makegood.text.deep import Deep
from makegood.text.deep_weights import WIDTH, Floats

START = "\u2581"  # stands before a piece that begins a word
_BATCH = 128


def choose_pieces(deep: Deep) -> list[str]:
    """Pieces of the network's vocabulary in Latin letters, lower case, each once, in the order of the vocabulary."""
    found: dict[str, None] = {}
    for piece, _ in deep.weights.pieces[4:]:
        low = piece.lower()
        if low.strip(START) and all(letter.isalnum() and ord(letter) < 0x250 for letter in low.strip(START)):
            found[low] = None
    return list(found)


def choose_words(texts: Iterable[Iterable[str]], pieces: Iterable[str], at_least: int = 2) -> list[str]:
    """Words of the texts (each a list of words) that stand in at least so many and are no piece, by number."""
    known = set(pieces)
    counts = Counter(word for words in texts for word in set(words))
    common = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [START + word for word, n in common if n >= at_least and START + word not in known]


def embed_alone(deep: Deep, entries: Iterable[str]) -> Floats:
    """What each entry means by itself, shape (n_entries, 384), not centred. In batches of one length, for speed."""
    ids = [deep.find_pieces(entry.replace(START, "")) for entry in entries]
    rows = np.zeros((len(ids), WIDTH), np.float32)
    order = sorted(range(len(ids)), key=lambda i: (len(ids[i]), i))
    places = deep.weights.places()
    start = 0
    while start < len(order):
        length = len(ids[order[start]])
        some = [i for i in order[start : start + _BATCH] if len(ids[i]) == length]
        start += len(some)
        whole = np.array([[deep.weights.begin, *ids[i], deep.weights.end] for i in some])
        given = deep.weights.rows(whole.ravel()).reshape(*whole.shape, WIDTH) + places[: whole.shape[1]]
        mean = deep.session.run(None, {"rows": given})[0].mean(axis=1)
        rows[some] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
    return rows
