"""Which themes a statement is about: one, several, or none."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from makegood.statement import ThemeFound
from makegood.text.embed import Embedder
from makegood.text.heads import Floats, Heads, times
from makegood.text.themes_file import Theme, Themes

LEAST = 0.25  # of the first theme; a fourth of the certainty shared by 22 themes is far above chance
LEAST_MORE = 0.2  # of each further one
MOST = 3  # themes of one statement


class ThemeFinder:
    """Finds the themes of a file in the points of one tier.

    A theme that ships is found by the trained head. A theme of the user's own is found by how near a text is to the
    theme's description and examples. A theme that the user has removed is never found.

    Parameters
    ----------
    themes : Themes
    embedder : Embedder
    heads : Heads
        Of the same tier.
    """

    def __init__(self, themes: Themes, embedder: Embedder, heads: Heads) -> None:
        self._heads = heads
        self.ids = themes.ids
        trained = {id: index for index, id in enumerate(heads.ids)}
        self._trained = [trained.get(id, -1) for id in self.ids]
        own = [theme for theme in themes if theme.id not in trained]
        self._own = np.stack([_middle(theme, embedder) for theme in own]) if own else None

    def probabilities(self, points: npt.NDArray[np.float32]) -> Floats:
        """How likely each theme of the file is, shape (n_texts, n_themes), in the file's order."""
        shipped = self._heads.themes_of(points)
        found = np.zeros((len(points), len(self.ids)))
        is_trained = np.array(self._trained) >= 0
        found[:, is_trained] = shipped[:, [index for index in self._trained if index >= 0]]
        if self._own is not None:
            slope, constant = self._heads.told
            found[:, ~is_trained] = np.round(1 / (1 + np.exp(-(slope * times(points, self._own) + constant))), 4)
        return found

    def choose(self, row: Floats) -> tuple[ThemeFound, ...]:
        """The themes of one statement, the likeliest first; of two as likely, the first in the file."""
        order = np.argsort(-row, kind="stable")[:MOST].tolist()
        if not order or row[order[0]] < LEAST:
            return ()
        chosen = [order[0], *(index for index in order[1:] if row[index] >= LEAST_MORE)]
        return tuple(ThemeFound(self.ids[index], float(row[index])) for index in chosen)


def doubt(themes: Floats, tones: Floats) -> Floats:
    """How far the themes and the tone of each statement are from certain, 0..1, shape (n_texts,).

    The worse of the two: one minus the lead of the first over the second.
    """
    return np.maximum(_no_lead(themes), _no_lead(tones))


def _no_lead(probabilities: Floats) -> Floats:
    if probabilities.shape[1] < 2:
        return np.zeros(len(probabilities))
    two = np.sort(probabilities, axis=1)[:, -2:]
    return np.round(1 - (two[:, 1] - two[:, 0]), 4)


def _middle(theme: Theme, embedder: Embedder) -> Floats:
    return middle(theme.told, embedder)


def middle(texts: Sequence[str], embedder: Embedder) -> Floats:
    """The point in the middle of some texts, of length 1."""
    mean = embedder.embed(texts).astype(np.float64).mean(axis=0)
    length = np.linalg.norm(mean)
    point: Floats = mean / length if length else mean
    return point
