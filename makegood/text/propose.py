"""New themes out of what fits none: statements that are near each other, grouped, with examples.

The groups are the same whatever the order of the statements.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from makegood.text.embed import Embedder

NEAR = 0.55  # cosine of two statements that may be one theme
LEAST = 5  # different statements: fewer are a coincidence
MOST = 5000  # statements compared with each other; of more, those whose hash is smallest
_EXAMPLES = 5


@dataclass(frozen=True)
class Proposal:
    """A theme that could be new.

    Attributes
    ----------
    size : int
        Different statements in it.
    examples : tuple of str
        The most typical, the most typical first.
    """

    size: int
    examples: tuple[str, ...]


def propose_themes(texts: Iterable[str], embedder: Embedder) -> tuple[Proposal, ...]:
    """Group statements that fit no theme.

    Parameters
    ----------
    texts : iterable of str
        Masked statements; what is written twice counts once.
    embedder : Embedder

    Returns
    -------
    tuple of Proposal
        The largest first; what is near too few others is in none.

    Notes
    -----
    The statement with the most neighbours takes them, and so on with those that are left.
    """
    different = sorted(set(texts))
    if len(different) > MOST:
        different = sorted(sorted(different, key=_hash)[:MOST])
    if len(different) < LEAST:
        return ()
    near = _near(embedder.embed(different))
    left, found = np.ones(len(different), bool), []
    while True:
        counts = np.array([(row & left).sum() for row in near]) * left
        middle = int(counts.argmax())  # of several the first by the alphabet
        if counts[middle] < LEAST:
            break
        members = np.flatnonzero(near[middle] & left)
        order = sorted(members, key=lambda one: (one != middle, -int((near[one] & left).sum()), one))
        found.append(Proposal(len(members), tuple(different[one] for one in order[:_EXAMPLES])))
        left[members] = False
    return tuple(sorted(found, key=lambda one: (-one.size, one.examples)))


def write_themes(proposals: Iterable[Proposal], language: str) -> str:
    """The proposals as YAML to paste into a file of themes, where a person gives each its id and name."""
    lines = []
    for nth, one in enumerate(proposals, start=1):
        said = "sentences" if language == "en" else "sætninger"
        lines += [f"  - id: new_{nth}  # {one.size} {said}", f"    name: {{{language}: new {nth}}}", "    examples:"]
        lines += [f"      {language}:", *(f"        - {_quoted(example)}" for example in one.examples)]
    return "\n".join(["themes:", *lines]) if lines else ""


def _near(points: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    rounded: npt.NDArray[np.bool_] = np.round(points @ points.T, 4) >= NEAR
    return rounded


def _hash(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()


def _quoted(text: str) -> str:
    return "'" + " ".join(text.split()).replace("'", "''") + "'"
