"""The quick tier: a text as a point by looking its words up in a table, some 10,000 texts a CPU-second.

The table holds one row a word or piece of a word, learned from the deep tier (`train/table.py`), as whole numbers of
4 bits with one scale a row. A word that is not in it is cut into the longest pieces that are. The row of a text is the
mean of its words' rows less a fixed mean, of length 1. Word order is not seen.
"""

import hashlib
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from threading import Lock

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float32]

TABLE = Path(__file__).with_name("weights") / "quick.npz"
START = "\u2581"  # stands before a piece that begins a word
LONGEST = 40  # letters of a word that are looked at
_KEPT = 50_000  # runs of letters whose row is remembered: some 50 MB
_AT_ONCE = 500  # texts

_WORDS = re.compile(r"[^\W\d_]+|\d+|[!?]+|[\u2600-\u27bf\U0001f300-\U0001faff]")


def find_words(text: str) -> list[str]:
    """The words of a text in small letters, with numbers, `!`, `?` and pictures as words of their own.

    Examples
    --------
    >>> find_words("Kom IKKE til tiden!! 3 dage")
    ['kom', 'ikke', 'til', 'tiden', '!', '3', 'dage']
    """
    return [word if word[0] not in "!?" else word[0] for word in _WORDS.findall(text.lower())]


class _Seen(dict[str, int]):
    """Runs of letters that were looked up, each with its place among the rows, so that each is cut into words once."""

    def __init__(self) -> None:
        super().__init__()
        self.lock = Lock()
        self._rows = np.zeros((0, 0), np.float32)
        self._done = 0

    def __missing__(self, run: str) -> int:
        self[run] = place = len(self)
        return place

    def rows(self, table: "Quick") -> Floats:
        """One row for each run, shape (n_runs, size + 1); those that are new are looked up."""
        new = list(islice(self, self._done, None))
        if not self._rows.size or len(self) > len(self._rows):
            wider = np.zeros((max(2 * len(self), _AT_ONCE), table.size + 1), np.float32)
            if self._done:
                wider[: self._done] = self._rows[: self._done]
            self._rows = wider
        for place, run in enumerate(new, self._done):
            self._rows[place] = table.look_up(run)
        self._done = len(self)
        return self._rows[: self._done]

    def clear(self) -> None:
        """Forget all."""
        super().clear()
        self._done = 0


@dataclass(frozen=True)
class Quick:
    """The table; `load` reads it.

    Attributes
    ----------
    index : mapping of str to int
        The row of each entry.
    codes : uint8 array, shape (n_entries, size / 2)
        Two numbers of 4 bits in each byte, 8 taken from both.
    scales : float32 array, shape (n_entries,)
    mean : float32 array, shape (size,)
    """

    index: dict[str, int]
    codes: npt.NDArray[np.uint8]
    scales: Floats
    mean: Floats
    _seen: "_Seen" = field(default_factory=_Seen, repr=False, compare=False)

    @property
    def name(self) -> str:
        """`quick`."""
        return "quick"

    @property
    def size(self) -> int:
        """Numbers in a row."""
        return len(self.mean)

    @cached_property
    def hash(self) -> str:
        """Eight hexadecimal digits of the table."""
        whole = hashlib.blake2b("\n".join(self.index).encode(), digest_size=4)
        for part in (self.codes, self.scales, self.mean):
            whole.update(part.tobytes())
        return whole.hexdigest()

    def embed(self, texts: Sequence[str]) -> Floats:
        """One row a text, shape (n_texts, size), centred and of length 1; no known word is a row of zeros."""
        with self._seen.lock:
            parts = [self._embed(texts[start : start + _AT_ONCE]) for start in range(0, len(texts), _AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros((0, self.size), np.float32)

    def _embed(self, texts: Sequence[str]) -> Floats:
        """Each text's row is summed by itself, run by run and from left to right, whatever stands around it."""
        if len(self._seen) >= _KEPT:
            self._seen.clear()
        runs = [text.lower().split() for text in texts]
        at = np.array([self._seen[run] for some in runs for run in some], np.int64)
        ends = np.cumsum([0, *(len(some) for some in runs)])
        known = self._seen.rows(self)
        which = sparse.csr_matrix((np.ones(len(at), np.float32), at, ends), (len(texts), len(known)))
        sums = which @ known
        entries = sums[:, -1:]  # the last number of each row counts its entries
        rows: Floats = sums[:, :-1] / np.maximum(entries, 1) - self.mean
        rows /= np.maximum(np.sqrt((rows * rows).sum(axis=1, keepdims=True)), np.float32(1e-9))
        rows[entries[:, 0] == 0] = 0
        return rows

    def look_up(self, run: str) -> Floats:
        """The sum of the rows of a run of letters without space, and behind it how many entries it has."""
        entries = [entry for word in find_words(run) for entry in self.find_entries(word)]
        return np.append(self._spread(entries).sum(axis=0), np.float32(len(entries)))

    def find_entries(self, word: str) -> list[int]:
        """The entries that a word is made of: itself, or the longest pieces from its beginning on."""
        return find_entries(self.index, word)

    def _spread(self, entries: list[int]) -> Floats:
        codes = self.codes[entries]
        whole = np.concatenate([codes & 15, codes >> 4], axis=1).astype(np.float32) - 8
        rows: Floats = whole * self.scales[entries, None]
        return rows


def find_entries(index: dict[str, int], word: str) -> list[int]:
    """The entries that a word is made of: itself, or the longest pieces from its beginning on; letters in none pass."""
    whole = index.get(START + word)
    if whole is not None:
        return [whole]
    rest, entries, front = word[:LONGEST], [], START
    while rest:
        for end in range(len(rest), 0, -1):
            entry = index.get(front + rest[:end])
            if entry is not None:
                entries.append(entry)
                rest = rest[end:]
                break
        else:
            if not front:
                rest = rest[1:]
        front = ""
    return entries


def pack(rows: Floats) -> tuple[npt.NDArray[np.uint8], Floats]:
    """Rows as whole numbers of 4 bits, and one scale a row that makes the squared error least of a few."""
    best_codes = np.zeros(rows.shape, np.uint8)
    best_scale: Floats = np.zeros(len(rows), np.float32)
    best_error = np.full(len(rows), np.inf)
    widest = np.abs(rows).max(axis=1)
    for share in np.linspace(0.45, 1.0, 12):
        scale = np.maximum(widest * share / 7, 1e-12).astype(np.float16).astype(np.float32)
        whole = np.clip(np.rint(rows / scale[:, None]), -8, 7)
        error = ((whole * scale[:, None] - rows) ** 2).sum(axis=1)
        better = error < best_error
        best_codes[better] = (whole[better] + 8).astype(np.uint8)
        best_scale[better], best_error[better] = scale[better], error[better]
    half = rows.shape[1] // 2
    packed: npt.NDArray[np.uint8] = np.bitwise_or(best_codes[:, :half], np.left_shift(best_codes[:, half:], 4)).astype(
        np.uint8
    )
    return packed, best_scale


def save(path: Path, entries: Sequence[str], rows: Floats, mean: Floats) -> None:
    """Write a table: `rows` of shape (n_entries, an even size)."""
    codes, scales = pack(rows)
    names = np.frombuffer(zlib.compress("\n".join(entries).encode(), 9), np.uint8)
    np.savez(path, entries=names, codes=codes, scales=scales.astype(np.float16), mean=mean.astype(np.float32))


@lru_cache(maxsize=4)
def load(path: Path = TABLE) -> Quick:
    """The table, read once a process."""
    with np.load(path, allow_pickle=False) as kept:
        entries = zlib.decompress(kept["entries"].tobytes()).decode().split("\n")
        index = {entry: row for row, entry in enumerate(entries)}
        return Quick(index, kept["codes"], kept["scales"].astype(np.float32), kept["mean"])
