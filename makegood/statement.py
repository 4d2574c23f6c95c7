"""What somebody said, taken apart: statements with themes and tone. No input or output."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How something is said."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


@dataclass(frozen=True)
class ThemeFound:
    """A theme that a statement is about, and how likely that is.

    Attributes
    ----------
    id : str
        The theme's id in the file of themes.
    probability : float
        0..1, calibrated.
    """

    id: str
    probability: float


@dataclass(frozen=True)
class Statement:
    """One clause or sentence of a voice.

    Attributes
    ----------
    nth : int
        Its place in the voice, from 0.
    text : str
        Masked.
    language : str
        Two letters (`da`, `en`); empty when it cannot be told.
    themes : tuple of ThemeFound
        The likeliest first; empty when it fits none.
    tone : Tone
    tones : tuple of three floats
        Probabilities of negative, neutral and positive; they sum to 1.
    model : str
        The tier and the hash of its weights and themes: `quick 3f2a91c0`, `deep 77b0e1d2`.
    """

    nth: int
    text: str
    language: str
    themes: tuple[ThemeFound, ...]
    tone: Tone
    tones: tuple[float, float, float]
    model: str

    @property
    def tone_probability(self) -> float:
        """How likely the tone is."""
        return max(self.tones)
