"""A text as a point: near each other when they mean the same. Two tiers do it, `quick` and `deep`."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt


class Embedder(Protocol):
    """What both tiers are.

    Each row of `embed` depends on its own text alone: the batch, the order, threads and processes change nothing.
    Rows are centred on a fixed reference mean that ships with the weights, and have length 1; a text without any
    known word is a row of zeros.
    """

    @property
    def name(self) -> str:
        """`quick`, `deep`, or the name of a larger model."""

    @property
    def hash(self) -> str:
        """Eight hexadecimal digits of its weights."""

    @property
    def size(self) -> int:
        """Numbers in a row."""

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One row a text, shape (n_texts, size)."""
