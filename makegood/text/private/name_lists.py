"""The lists of names and of words that are none, read once."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple


class NameLists(NamedTuple):
    """Words in small letters."""

    first: frozenset[str]
    """First names that are no words."""
    within: frozenset[str]
    """First names that are words with a small letter inside a sentence."""
    alone: frozenset[str]
    """First names that are also months, places or companies."""
    surnames: frozenset[str]
    none: frozenset[str]
    """Words that stand where a name may stand."""


@cache
def load() -> NameLists:
    """The lists of this folder."""
    kinds: dict[str, list[str]] = {"alone": [], "within": []}
    for line in _lines("word_names.txt"):
        kind, _, words = line.partition(":")
        kinds[kind] += words.split()
    alone, within = frozenset(kinds["alone"]), frozenset(kinds["within"])
    first = frozenset(word for line in _lines("first_names.txt") for word in line.split()) - alone - within
    surnames, none = (frozenset(" ".join(_lines(name)).split()) for name in ("surnames.txt", "not_names.txt"))
    return NameLists(first, within, alone, surnames, none)


def _lines(name: str) -> list[str]:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]
