"""A head for tone that is fitted to an organisation's own rated voices, when there are enough of them.

What customers of one trade write has words of its own. Stars tell the tone of a whole voice, and the letters that it is
written with, beside its point and what the shipped head says of it, tell the stars.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from makegood.statement import Tone
from makegood.text.heads import TONES, Floats, Heads

LEAST = 400  # rated voices; a judgement, not measured
LEAST_EACH = 40  # of the negative, and of the positive
LETTERS = 40_000  # the most common runs of letters
STRENGTHS = (0.3, 1.0, 3.0)  # sklearn's C, from strong to weak
_FOLDS = 4
_POINT, _SHIPPED = 1.0, 0.3  # what the point and the shipped head weigh beside the letters


@dataclass(frozen=True)
class FittedTone:
    """Reads the tone of texts as customers of this organisation rate them.

    Attributes
    ----------
    vectoriser, model : objects
        sklearn's, fitted.
    n : int
        Rated voices that it was fitted to.
    """

    vectoriser: Any
    model: Any
    n: int

    def tones_of(self, texts: Sequence[str], points: npt.NDArray[np.float32], heads: Heads) -> Floats:
        """How likely each tone is, shape (n_texts, 3), in the order of TONES."""
        found = np.zeros((len(texts), len(TONES)))
        found[:, self.model.classes_] = self.model.predict_proba(_see(self.vectoriser, texts, points, heads))
        return np.round(found, 4)

    @property
    def hash(self) -> str:
        """Eight hexadecimal digits of what it learned."""
        return blake2b(np.round(self.model.coef_, 6).astype("<f8").tobytes(), digest_size=4).hexdigest()


def tone_of_stars(stars: float) -> Tone:
    """The tone of 1 to 5 stars: below 3 negative, 3 neutral, above positive.

    Examples
    --------
    >>> [tone_of_stars(stars).value for stars in (1, 3, 4.5)]
    ['negative', 'neutral', 'positive']
    """
    return Tone.NEGATIVE if stars < 2.75 else Tone.POSITIVE if stars > 3.25 else Tone.NEUTRAL


def fit_tone(
    texts: Sequence[str], tones: Sequence[Tone], points: npt.NDArray[np.float32], heads: Heads
) -> FittedTone | None:
    """Fit a head to rated voices.

    Parameters
    ----------
    texts : sequence of str
        Masked voices; their order changes nothing.
    tones : sequence of Tone
        As rated.
    points : float32 array, shape (n_texts, size)
        Of the same texts.
    heads : Heads
        The shipped ones, of the tier that made the points.

    Returns
    -------
    FittedTone or None
        None when there are too few voices, or too few of the negative or the positive.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    order = sorted(range(len(texts)), key=lambda at: (texts[at], tones[at]))
    labels = np.array([TONES.index(tones[at]) for at in order], dtype=np.int64)
    counts = np.bincount(labels, minlength=len(TONES))
    if len(order) < LEAST or min(counts[0], counts[2]) < LEAST_EACH:
        return None
    sorted_texts, sorted_points = [texts[at] for at in order], points[order]
    vectoriser = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True, max_features=LETTERS, dtype=np.float32
    )
    vectoriser.fit(sorted_texts)
    seen = _see(vectoriser, sorted_texts, sorted_points, heads)
    strength = max(STRENGTHS, key=lambda one: (_score(seen, labels, one), -one))
    return FittedTone(vectoriser, _model(strength).fit(seen, labels), len(order))


def _see(vectoriser: Any, texts: Sequence[str], points: npt.NDArray[np.float32], heads: Heads) -> sparse.csr_matrix:
    shipped = np.log(np.maximum(heads.tones_of(points), 1e-4))
    beside = np.column_stack([points * _POINT, shipped * _SHIPPED])
    return sparse.hstack([vectoriser.transform(texts), sparse.csr_matrix(beside)]).tocsr()


def _model(strength: float) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=strength, max_iter=300, class_weight="balanced")


def _score(seen: sparse.csr_matrix, labels: npt.NDArray[np.int64], strength: float) -> float:
    """The mean F1 of the tones where it has not learned; every tone counts the same, however rare."""
    from sklearn.metrics import f1_score
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    return float(f1_score(labels, cross_val_predict(_model(strength), seen, labels, cv=folds), average="macro"))
