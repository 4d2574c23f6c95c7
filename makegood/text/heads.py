"""What was learned in `train/`: from a text as a point to its themes and its tone, for each tier.

A head is a linear map and a constant. Its numbers are found in `python -m train` and ship as `weights/heads.npz`.
"""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt

from makegood.errors import MakegoodError, Place
from makegood.statement import Tone

Floats = npt.NDArray[np.float64]

FILE = Path(__file__).with_name("weights") / "heads.npz"
TONES = tuple(Tone)  # the order of every row of tone probabilities
_PLACES = 4  # decimals of a probability: the last bits of a sum may depend on the machine


@dataclass(frozen=True)
class Heads:
    """What one tier's points say.

    Attributes
    ----------
    ids : tuple of str
        The themes that it was trained for.
    theme, theme_constant : arrays, shapes (n_ids + 1, size) and (n_ids + 1,)
        The last row is a statement that fits none.
    tone, tone_constant : arrays, shapes (3, size) and (3,)
    told : array, shape (2,)
        Slope and constant of a theme of the user's own, on the nearness of a text to what tells of the theme.
    doubt : float
        A statement that is at least so doubtful goes to the deep tier.
    """

    ids: tuple[str, ...]
    theme: Floats
    theme_constant: Floats
    tone: Floats
    tone_constant: Floats
    told: Floats
    doubt: float

    def themes_of(self, points: npt.NDArray[np.float32]) -> Floats:
        """How likely each theme is, shape (n_texts, n_ids + 1); the last is none of them, and rows sum to 1."""
        return _softmax(times(points, self.theme) + self.theme_constant)

    def tones_of(self, points: npt.NDArray[np.float32]) -> Floats:
        """How likely each tone is, shape (n_texts, 3), in the order of TONES; rows sum to 1."""
        return _softmax(times(points, self.tone) + self.tone_constant)

    @property
    def hash(self) -> str:
        """Eight hexadecimal digits of its numbers."""
        numbers = (self.theme, self.theme_constant, self.tone, self.tone_constant, self.told, np.array(self.doubt))
        said = repr(self.ids).encode() + b"".join(np.asarray(one, dtype="<f8").tobytes() for one in numbers)
        return blake2b(said, digest_size=4).hexdigest()


@lru_cache(maxsize=4)
def load_heads(tier: str) -> Heads:
    """The shipped heads of a tier, `quick` or `deep`.

    Raises
    ------
    MakegoodError : when the installation has no such file, or it is of another tier.
    """
    try:
        with np.load(FILE, allow_pickle=False) as stored:
            part = {name: stored[f"{tier}.{name}"] for name in ("theme", "theme_constant", "tone", "tone_constant")}
            ids = tuple(str(id) for id in stored["ids"])
            told, doubt = stored[f"{tier}.told"], float(stored[f"{tier}.doubt"])
    except (OSError, KeyError, ValueError) as error:
        fix = "install makegood again"
        raise MakegoodError("what reads themes and tone is damaged", Place(FILE.name), tier, fix) from error
    wide = {name: numbers.astype(np.float64) for name, numbers in part.items()}
    return Heads(ids, **wide, told=told.astype(np.float64), doubt=doubt)


def times(points: npt.NDArray[np.float32], rows: Floats) -> Floats:
    """Products of each point with each row, shape (n_points, n_rows), the same whatever else is in the batch.

    A matrix product of the linear-algebra library sums in another order for another number of points.
    """
    wide = np.ascontiguousarray(points, dtype=np.float64)
    product: Floats = np.einsum("nd,kd->nk", wide, np.ascontiguousarray(rows), optimize=False)
    return product


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = np.round(powers / powers.sum(axis=1, keepdims=True), _PLACES)
    return shares
