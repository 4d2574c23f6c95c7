"""Lists of words that lint looks for, by language, each in a file of its own under `words/`.

A word in a list is a regular expression for whole words; a space in it stands for any space or hyphen.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

LISTS = ("absolute", "hurry", "money")


@cache
def read_words(name: str) -> dict[str, tuple[str, ...]]:
    """The words of one list, by language.

    Parameters
    ----------
    name : str
        One of `LISTS`.
    """
    text = files("makegood.promises").joinpath("words", f"{name}.yaml").read_text(encoding="utf-8")
    data: Any = YAML(typ="safe", pure=True).load(text)
    return {language: tuple(words) for language, words in data.items()}


def whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words as a whole word, in any case.

    Examples
    --------
    >>> whole_words(["i morgen"]).search("Hos dig i  morgen")[0]
    'i  morgen'
    """
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)".replace(" ", r"[\s-]+"), re.IGNORECASE)


@cache
def _pattern(name: str, language: str) -> re.Pattern[str] | None:
    words = read_words(name).get(language)
    return whole_words(words) if words else None


def find_word(name: str, language: str, text: str) -> str | None:
    """The first word of a list in a text, as it stands there; None when there is none, or the language is unknown.

    Examples
    --------
    >>> find_word("absolute", "da", "Altid friske varer"), find_word("absolute", "fr", "Toujours")
    ('Altid', None)
    """
    pattern = _pattern(name, language)
    found = pattern.search(unicodedata.normalize("NFC", text)) if pattern else None
    return " ".join(found[0].split()) if found else None
