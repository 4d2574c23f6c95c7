"""What makegood finds in what customers say: Topic, Talk, Quote, Alike; no input or output."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from makegood.model import Why


@dataclass(frozen=True)
class Topic:
    """A theme at a touchpoint, as voices speak of it: a machine's reading, counted.

    Attributes
    ----------
    theme : str
        Its id in the file of themes.
    names : mapping of language to name
    touchpoint : str
        Empty where the journey has no place for it.
    voices, negative, neutral, positive : int
        Voices that speak of it, and how they do; neutral is neither, or both alike. The three add up to `voices`.
    before : int or None
        Voices that spoke of it in the twelve months before; None when not all of these are known.
    """

    theme: str
    names: Mapping[str, str]
    touchpoint: str
    voices: int
    negative: int
    neutral: int
    positive: int
    before: int | None


@dataclass(frozen=True)
class Talk:
    """What customers talk about, and how.

    Attributes
    ----------
    first, last : date
        The twelve months, as local days; of several sources the earliest and the latest.
    voices : int
        Voices with words in them.
    before : int or None
        Voices with words in the twelve months before; None when not all of these are known.
    topics : tuple of Topic
        The most spoken of first; a voice stands under each theme that it speaks of.
    why : Why or None
        Why there are none.
    """

    first: date
    last: date
    voices: int
    before: int | None
    topics: tuple[Topic, ...]
    why: Why | None = None


@dataclass(frozen=True)
class Quote:
    """One statement as it was said, masked.

    Attributes
    ----------
    theme, touchpoint, source, voice_id, text : str
    said : date
    tone : str
    language : str
    rating : float or None
    """

    theme: str
    touchpoint: str
    source: str
    voice_id: str
    text: str
    said: date
    tone: str
    language: str = ""
    rating: float | None = None


@dataclass(frozen=True)
class Alike:
    """Voices that say much the same as a text.

    Attributes
    ----------
    text : str
        What was looked for, masked.
    voices, of : int
        Voices that say it, and all voices with words among which was looked.
    quotes : tuple of Quote
        What they said, the nearest first; what several said in the same words stands once.
    first, last : date or None
        Days of the oldest and the newest of them; None when there are none.
    tier : str
        `quick` or `deep`: what judged.
    """

    text: str
    voices: int
    of: int
    quotes: tuple[Quote, ...]
    first: date | None
    last: date | None
    tier: str
