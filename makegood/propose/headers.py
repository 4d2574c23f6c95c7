"""What is a column called, and what may that mean? A table of real-world names, in six languages.

In: the name of a column. Out: our meanings, how sure the name alone makes us of each, and its languages.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FILE = Path(__file__).with_name("headers.yaml")
WHOLE, WORD, PERHAPS = 1.0, 0.7, 0.5  # a whole name; a word in it; a name that could be either

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "œ": "oe", "º": None, "°": None})
_CAMEL = re.compile(r"(?<=[a-zæøåäöü])(?=[A-ZÆØÅÄÖÜ])|(?<=[A-ZÆØÅ])(?=[A-ZÆØÅ][a-zæøå])")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_APART = re.compile(r"[^a-z0-9]+")
_OPEN = {
    "delivery_date": (("done_at", PERHAPS), ("due_at", 0.45)),
    "called_at": (("started_at", 0.9), ("done_at", 0.6)),
    "any_id": (("event_id", 0.8), ("voice_id", 0.8)),
}
_TIME_WORDS = ("due_at", "done_at", "shipped_at", "started_at", "updated_at", "said_at")
_OF_ANOTHER = frozenset({"unit", "customer", "employee", "status"})
_BOTH = frozenset({"due_at", "done_at"})
_COUNTED = frozenset({"n", "kept", "broken", "answered", "abandoned"})
_SHARES = frozenset(
    {
        "pct",
        "percent",
        "percentage",
        "procent",
        "andel",
        "share",
        "rate",
        "percentagem",
        "porcentagem",
        "anteil",
        "prozent",
    }
)
# "Besvaret inden 180 sek", "Answered in 20s": answered within a limit, whatever the limit is.
_ANSWERED_WITHIN = re.compile(
    r"(?:(?:antal|calls|opkald|kald|number of|samtal|samtaler|anrufe) )?"
    r"(?:answered|handled|besvaret|besvarede|besvarade|besvart|besvarte|atendidas|angenommen)(?: calls| opkald| kald)? "
    r"(?:within|in|under|inden for|inden|indenfor|inom|innen|em ate|em|ate)? ?"
    r"\d+ ?(?:s|secs?|seconds?|sek|sekunde[rn]|segundos|m|min|minut|minutes|minutter|minute[rn]|minuter|minutos)"
)


@dataclass(frozen=True)
class Meanings:
    """What a name may mean.

    Attributes
    ----------
    scores : mapping of str to float
        Our name, and how sure the column's name makes us, above 0 and at most 1.
    languages : frozenset of str
        The languages in which it is said; empty when the name is not known.
    """

    scores: Mapping[str, float]
    languages: frozenset[str] = frozenset()

    def score(self, meaning: str) -> float:
        """How sure the name makes us of one meaning; 0 when it says nothing of it."""
        return self.scores.get(meaning, 0.0)

    @property
    def best(self) -> str:
        """The likeliest meaning, of equals the first in the table; empty when the name says nothing."""
        return max(self.scores, key=lambda name: self.scores[name], default="")


def split_words(name: str) -> tuple[str, ...]:
    """The words of a name, without accents, case or punctuation.

    Examples
    --------
    >>> split_words("OrderCreatedAt"), split_words("Købsdato (lokal)")
    (('order', 'created', 'at'), ('koebsdato', 'lokal'))
    """
    apart = _CAMEL.sub(" ", name).lower().translate(_LETTERS)
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(letter))
    return tuple(word for word in _APART.split(plain) if word)


def find_meanings(name: str) -> Meanings:
    """What a column of that name may mean.

    Examples
    --------
    >>> find_meanings("Ordrenr.").best, find_meanings("promised_ready_by").best, find_meanings("xyzzy").best
    ('event_id', 'due_at', '')
    """
    found = _find(name)
    return _as_share(found) if "%" in name or _SHARES & set(split_words(name)) else found


def _as_share(found: Meanings) -> Meanings:
    """What a percentage of a counted number means: 87 of "% answered within 20 s" are not 87 calls."""
    scores = {meaning: score for meaning, score in found.scores.items() if meaning not in _COUNTED}
    if "kept" in found.scores:
        scores["share_kept"] = found.scores["kept"]
    return Meanings(scores, found.languages)


def _find(name: str) -> Meanings:
    words = split_words(name)
    for told in (words, split_words(_IN_BRACKETS.sub(" ", name))):
        if known := _names().get("".join(told)):
            return known
    if _ANSWERED_WITHIN.fullmatch(" ".join(word for word in words if word not in _SHARES)):
        return Meanings({"kept": WHOLE})
    scores: dict[str, float] = {}
    languages: set[str] = set()
    for meaning, patterns in _words().items():
        said_in = {language for language, pattern in patterns for word in words if pattern.fullmatch(word)}
        if said_in:
            scores[meaning] = WORD
            languages |= said_in
    if "due_at" not in scores and (known := _find_within(words)):  # "estimated ready at" is no "ready at"
        return known
    times = [meaning for meaning in _TIME_WORDS if meaning in scores]
    for later in times[1:]:  # "estimated delivery" is due, "date paid out" is done: the first in the list decides
        scores[later] = WORD / 2
    if not scores.keys() & _OF_ANOTHER and _is_id(words):
        scores = {"event_id": PERHAPS, "voice_id": PERHAPS}
    if "waited" in scores or "late" in scores:
        scores = {meaning: score for meaning, score in scores.items() if meaning not in _BOTH}
    return Meanings(scores, frozenset(languages))


def find_language(names: Iterable[str]) -> str:
    """The language of most names of columns; `en` where none speaks for another.

    Examples
    --------
    >>> find_language(["Ordrenr", "Butik", "Leveret", "Status"])
    'da'
    """
    votes: Counter[str] = Counter()
    for name in names:
        languages = find_meanings(name).languages
        if len(languages) == 1:
            votes.update(languages)
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0] != "en", vote[0]))
    return ranked[0][0] if ranked else "en"


def means_cancelled(status: str) -> bool:
    """Whether a status says that it will not be done after all."""
    return "".join(split_words(status)) in _cancelled()


def find_topic(words: Iterable[str]) -> str:
    """What a file is about, by the words of its name first; `sale` where none of them tells.

    Examples
    --------
    >>> find_topic(["opkald", "2026"])
    'phone'
    """
    patterns = [(topic, [_pattern(word) for word in told["words"]]) for topic, told in _table()["topics"].items()]
    for word in words:
        for topic, known in patterns:
            if any(pattern.fullmatch(word) for pattern in known):
                return str(topic)
    return "sale"


def stop_of(topic: str, language: str) -> Mapping[str, str]:
    """Touchpoint, stage and function of a topic, in Danish or English."""
    stop: Mapping[str, str] = _table()["topics"][topic][language]
    return stop


def place_of(language: str) -> Mapping[str, str]:
    """Country and time zone in which a language is mostly spoken; empty for English, which is spoken everywhere."""
    place: Mapping[str, str] = _table()["places"].get(language, {})
    return place


def _find_within(words: tuple[str, ...]) -> Meanings | None:
    """The longest known name of at least two words that stands within a longer one, as surely as a word in it."""
    for length in range(len(words) - 1, 1, -1):
        for start in range(len(words) - length + 1):
            part = words[start : start + length]
            known = _names().get("".join(part)) if part in _phrases() else None
            if known:
                return Meanings({name: score * WORD for name, score in known.scores.items()}, known.languages)
    return None


def _is_id(words: tuple[str, ...]) -> bool:
    """Whether a name ends as names of ids do: `bike_id`, `journalnr`."""
    last = words[-1] if words else ""
    endings = tuple(_table()["id_endings"])
    return (len(words) > 1 and last in _table()["id_words"]) or (last.endswith(endings) and last not in endings)


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return table


@cache
def _names() -> dict[str, Meanings]:
    """Every whole name, written together, with all it may mean."""
    scores: dict[str, dict[str, float]] = {}
    languages: dict[str, set[str]] = {}
    for meaning, language, name in _spelled("names"):
        key = "".join(split_words(name))
        for ours, score in _OPEN.get(meaning, ((meaning, WHOLE),)):
            scores.setdefault(key, {}).setdefault(ours, score)
        languages.setdefault(key, set()).add(language)
    return {key: Meanings(found, frozenset(languages[key])) for key, found in scores.items()}


@cache
def _phrases() -> frozenset[tuple[str, ...]]:
    """The whole names as words."""
    return frozenset(split_words(name) for _, _, name in _spelled("names"))


@cache
def _words() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    words: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for meaning, language, word in _spelled("words"):
        words.setdefault(meaning, []).append((language, _pattern(word)))
    return words


@cache
def _cancelled() -> frozenset[str]:
    return frozenset("".join(split_words(word)) for word in _table()["cancelled"])


def _spelled(section: str) -> Iterator[tuple[str, str, str]]:
    for meaning, by_language in _table()[section].items():
        for language, names in by_language.items():
            for name in names:
                yield meaning, language, str(name)


def _pattern(word: str) -> re.Pattern[str]:
    """A word as a pattern; `*` stands for any ending."""
    stem = "".join(split_words(word))
    return re.compile(f"{stem}.*" if word.endswith("*") else stem)
