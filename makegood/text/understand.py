"""Texts to statements: masked, split, with the themes and the tone of each. The quick tier reads all, the deep tier
what it leaves in doubt.

Whatever comes before or after a text, and in which batches, its statements are the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import islice

import numpy as np
import numpy.typing as npt

from makegood.statement import Statement, Tone
from makegood.text import deep, quick
from makegood.text.embed import Embedder
from makegood.text.fitted import FittedTone, fit_tone, tone_of_stars
from makegood.text.heads import TONES, Floats, Heads, load_heads
from makegood.text.language import find_language
from makegood.text.private import mask
from makegood.text.split import plain, split
from makegood.text.theme import ThemeFinder, doubt
from makegood.text.themes_file import Themes, read_themes

BATCH = 256  # voices at a time: memory stays small, and numpy has enough to do


class Tier:
    """One way to read a statement: its points, and what they say of themes and tone.

    Parameters
    ----------
    embedder : Embedder
    heads : Heads
    themes : Themes
    """

    def __init__(self, embedder: Embedder, heads: Heads, themes: Themes) -> None:
        self.embedder, self.heads = embedder, heads
        self.finder = ThemeFinder(themes, embedder, heads)
        said = f"{embedder.hash} {heads.hash} {themes.hash}"
        self.model = f"{embedder.name} {blake2b(said.encode(), digest_size=4).hexdigest()}"

    def read(self, texts: Sequence[str]) -> tuple[Floats, Floats]:
        """Theme and tone probabilities, shapes (n_texts, n_themes) and (n_texts, 3)."""
        return self.read_points(self.embedder.embed(texts))

    def read_points(self, points: npt.NDArray[np.float32]) -> tuple[Floats, Floats]:
        """The same of texts whose points are known."""
        return self.finder.probabilities(points), self.heads.tones_of(points)


@dataclass(frozen=True)
class Understanding:
    """What reads texts.

    Attributes
    ----------
    themes : Themes
    quick : Tier
    deep : Tier or None
        None where its packages or weights are missing: the quick tier works alone.
    key : bytes
        The organisation's key, for masks.
    all_deep : bool
        Every statement by the deep tier.
    language : str
        Of every text, when it is known; empty: found in each.
    fitted : FittedTone or None
        Reads the tone instead of the shipped heads, where `fit` found enough rated voices.
    """

    themes: Themes
    quick: Tier
    deep: Tier | None
    key: bytes
    all_deep: bool = False
    language: str = ""
    fitted: FittedTone | None = None

    @property
    def hash(self) -> str:
        """Eight hexadecimal digits of all that decides what is read out of a text."""
        said = (self.quick.model, self.deep.model if self.deep else "", self.all_deep, self.language)
        fitted = self.fitted.hash if self.fitted else ""
        return blake2b(repr((*said, fitted)).encode(), digest_size=4).hexdigest()

    @property
    def tiers(self) -> str:
        """Which tiers read: `quick`, `quick and deep`, or `deep`."""
        if self.deep is None:
            return "quick"
        return "deep" if self.all_deep else "quick and deep"

    def fit(self, rated: Iterable[tuple[str, float]]) -> "Understanding":
        """The same with a head for tone fitted to rated voices; itself when there are too few of them.

        Parameters
        ----------
        rated : iterable of (str, float)
            Texts and stars, 1 to 5.
        """
        voices = [(mask(plain(text), self.key), tone_of_stars(stars)) for text, stars in rated]
        texts, tones = [text for text, _ in voices], [tone for _, tone in voices]
        points = self.quick.embedder.embed(texts)
        return replace(self, fitted=fit_tone(texts, tones, points, self.quick.heads) if voices else None)

    def read(self, texts: Iterable[str]) -> Iterator[tuple[Statement, ...]]:
        """The statements of each text, in order; none for a text without words.

        Parameters
        ----------
        texts : iterable of str
            Any texts, masked or not; only some hundred are held at a time.
        """
        left = iter(texts)
        while batch := list(islice(left, BATCH)):
            yield from self._read(batch)

    def _read(self, texts: list[str]) -> Iterator[tuple[Statement, ...]]:
        parts = [_statements(mask(plain(text), self.key)) for text in texts]
        flat = [part for of_one in parts for part in of_one]
        if not flat:
            yield from (() for _ in texts)
            return
        themes, tones, by_deep = self._read_statements(flat)
        start = 0
        for of_one in parts:
            end = start + len(of_one)
            language = self.language or find_language(" ".join(of_one))
            yield tuple(
                self._statement(nth, flat[at], language, themes[at], tones[at], bool(by_deep[at]))
                for nth, at in enumerate(range(start, end))
            )
            start = end

    def read_statements(self, texts: Sequence[str]) -> tuple[Floats, Floats]:
        """Theme and tone probabilities of texts that are statements already, shapes (n, n_themes) and (n, 3)."""
        themes, tones, _ = self._read_statements(texts)
        return themes, tones

    def read_tones(self, texts: Iterable[str]) -> Iterator[tuple[float, float, float]]:
        """The three tone probabilities of each whole voice, in the order of TONES.

        Read from the whole text: its statements one by one were less often right (`python -m bench text`).
        """
        left = iter(texts)
        while batch := list(islice(left, BATCH)):
            _, tones, _ = self._read_statements([mask(plain(text), self.key) for text in batch])
            for row in tones:
                first, second, third = (float(one) for one in row)
                yield first, second, third

    def _read_statements(self, texts: Sequence[str]) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
        """The same, and which the deep tier read."""
        points = self.quick.embedder.embed(texts)
        themes, tones = self.quick.read_points(points)
        by_deep = self._goes_deep(themes, tones)
        if self.deep is not None and by_deep.any():
            chosen = np.flatnonzero(by_deep)
            themes[chosen], tones[chosen] = self.deep.read([texts[int(index)] for index in chosen])
        if self.fitted is not None:
            tones = self.fitted.tones_of(texts, points, self.quick.heads)
        return themes, tones, by_deep

    def _goes_deep(self, themes: Floats, tones: Floats) -> npt.NDArray[np.bool_]:
        if self.deep is None:
            return np.zeros(len(themes), bool)
        return doubt(themes, tones) >= (0 if self.all_deep else self.quick.heads.doubt)

    def _statement(self, nth: int, text: str, language: str, themes: Floats, tones: Floats, by_deep: bool) -> Statement:
        tier = self.deep if by_deep and self.deep else self.quick
        first, second, third = (float(tone) for tone in tones)
        tone: Tone = TONES[int(tones.argmax())]
        found = tier.finder.choose(themes)
        model = f"{tier.model} fitted {self.fitted.hash}" if self.fitted else tier.model
        return Statement(nth, text, language, found, tone, (first, second, third), model)


def understand(
    texts: Iterable[str], key: bytes, themes: Themes | None = None, all_deep: bool = False, language: str = ""
) -> Iterator[tuple[Statement, ...]]:
    """The statements of each text, masked, with their themes and tone; `makegood.understand`.

    Parameters
    ----------
    texts : iterable of str
        As many as you like: they are read as they come.
    key : bytes
        At least 16 of your own, kept secret: with the same key the same person has the same mask.
    themes : Themes, optional
        As `makegood.text.themes_file.read_themes` reads them; left out, those that ship.
    all_deep : bool
        Every statement by the deep tier; left out, only what the quick tier leaves in doubt.
    language : str
        Of every text, as two letters, when it is known.

    Raises
    ------
    MakegoodError : when the deep tier is asked for and not there.
    """
    return load(key, themes, all_deep, language).read(texts)


def record(voice: int, statement: Statement) -> dict[str, object]:
    """One line of `makegood understand`, as docs/commands/understand.md has it.

    Parameters
    ----------
    voice : int
        The number of the voice in its file, from 1.
    statement : Statement
    """
    return {
        "voice": voice,
        "nth": statement.nth,
        "text": statement.text,
        "language": statement.language,
        "themes": [{"id": theme.id, "probability": theme.probability} for theme in statement.themes],
        "tone": statement.tone.value,
        "tones": dict(zip((tone.value for tone in TONES), statement.tones, strict=True)),
        "model": statement.model,
    }


def _statements(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


def load(
    key: bytes, themes: Themes | None = None, all_deep: bool = False, language: str = "", quick_only: bool = False
) -> Understanding:
    """What reads texts, with the shipped weights.

    Parameters
    ----------
    key : bytes
        The organisation's key (`makegood.persons.find_key`).
    themes : Themes, optional
        Left out, those that ship.
    all_deep : bool
        Every statement by the deep tier.
    language : str
        Of every text, when it is known.
    quick_only : bool
        Never the deep tier, even where it is installed.

    Raises
    ------
    MakegoodError : when `all_deep` is asked for and the deep tier is not there.
    """
    chosen = themes or read_themes()
    heavy: Embedder | None = None
    if not quick_only and (all_deep or deep.is_there()):
        heavy = deep.load()
    table: Embedder = quick.load()
    return Understanding(
        chosen,
        Tier(table, load_heads("quick"), chosen),
        Tier(heavy, load_heads("deep"), chosen) if heavy else None,
        key,
        all_deep,
        language,
    )
