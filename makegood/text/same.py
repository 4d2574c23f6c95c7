"""Which texts say the same as a text: near by the quick tier, then judged by the deep tier where it is installed.

What is near in meaning is not always the same: of texts about the same theme that say something else, some are found
too (`bench/like.py` tells how many). So the answer is shown with the texts, for a person to judge.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from makegood.text.embed import Embedder

BUDGET = 400  # texts for the deep tier, the nearest first: some 4 seconds
NEAR = 0.25  # by the quick tier: what is farther is not looked at again
SAME = {"quick": 0.55, "deep": 0.5}  # cosines; some 5 and 2 in 1,000 texts about other things are that near
_AT_ONCE = 10_000


def find_same(text: str, others: Sequence[str], quick: Embedder, deep: Embedder | None) -> npt.NDArray[np.float32]:
    """How near each text is that says the same, 0..1; 0 for the others.

    Parameters
    ----------
    text : str
        Masked.
    others : sequence of str
        Masked; each is judged by itself, but only the `BUDGET` nearest by the deep tier.
    quick : Embedder
    deep : Embedder or None
        None: the quick tier alone decides.
    """
    found = np.zeros(len(others), np.float32)
    point = quick.embed([text])[0]
    near = np.concatenate(
        [quick.embed(others[at : at + _AT_ONCE]) @ point for at in range(0, len(others), _AT_ONCE)] or [found]
    )
    if deep is None:
        return np.where(near >= SAME["quick"], near, 0).astype(np.float32)
    # Of texts that are equally near, the one that sorts first: the order in which they come changes nothing.
    ranked = sorted(np.flatnonzero(near >= NEAR).tolist(), key=lambda at: (-near[at], others[at]))[:BUDGET]
    if ranked:
        judged = deep.embed([others[at] for at in ranked]) @ deep.embed([text])[0]
        found[ranked] = np.where(judged >= SAME["deep"], judged, 0)
    return found
