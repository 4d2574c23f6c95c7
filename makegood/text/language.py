"""Which language a text is written in.

py3langid (letters and short runs of letters, naive Bayes) among the languages below, with two things beside it: the
languages that a project expects are likelier from the start, and Danish and Norwegian, whose runs of letters are nearly
the same, are told apart by the small words that differ. When no language is likely enough the answer is empty.

Source of the identifier: Lui and Baldwin (2012), langid.py, ACL demonstrations; Barbaresi's py3langid (BSD).
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGES = (
    "da", "en", "no", "sv", "is", "de", "nl", "fr", "es", "it", "pt", "fi", "pl", "lt", "ro", "tr", "ru", "uk",
    "ar", "fa", "he", "zh",
)  # fmt: skip
"""What can be told apart; themes and tone are learned in Danish and English, and carry over to the others less well."""

EXPECTED = ("da", "en")
SURE_FROM = 0.6  # below this probability the answer is empty
_EXPECTED_BY = 10.0  # how much likelier an expected language is before a word is read
_SMALL_WORD_BY = 6.0  # how much one small word that only the other has says
_READ = 200  # letters that are read: enough to tell, and a long review costs no more than a short one

_NOT_WORDS = re.compile(r"\[[a-z]+:[0-9a-f]{12}\]|https?://\S+|www\.\S+|\S+@\S+|[#@]\w+|\d+")
_WORD = re.compile(r"[^\W\d_]+")

_DANISH = frozenset((
    "af", "mig", "dig", "sig", "hvad", "noget", "nogen", "meget", "nu", "efter", "ud", "uden", "igen", "tilbage",
    "lidt", "mere", "blev", "været", "gået", "fået", "havde", "sagde", "ved", "jer", "måske", "aldrig", "mellem",
    "altid", "dejlig", "rigtig", "købt", "nej", "dage", "uger", "måneder", "penge", "lige", "hjælp", "hjælpe",
    "brug", "bruge", "sådan", "ringede", "bestilte", "sendte", "hende", "hos", "fejl", "endnu", "oplevelse",
    "virker",
))  # fmt: skip
_NORWEGIAN = frozenset((
    "av", "meg", "deg", "seg", "hva", "noe", "noen", "mye", "etter", "ut", "uten", "igjen", "tilbake", "litt",
    "mer", "ble", "vært", "gått", "fått", "hadde", "vet", "dere", "veldig", "ikkje", "eg", "ein", "eit", "frå",
    "kva", "kor", "dei", "mykje", "meir", "berre", "gjennom", "kjøpt", "deilig", "nei", "dager", "uker", "måneder",
    "penger", "alltid", "aldri", "kanskje", "hjelp", "hjelpe", "bruk", "bruke", "sånn", "ringte", "bestilte",
    "sendte", "henne", "likevel", "mellom", "opplevelse", "fungerer",
))  # fmt: skip
_ONLY_DANISH, _ONLY_NORWEGIAN = _DANISH - _NORWEGIAN, _NORWEGIAN - _DANISH
_FIRST, _SECOND = LANGUAGES.index("da"), LANGUAGES.index("no")


def find_language(text: str, expected: Sequence[str] = EXPECTED) -> str:
    """The language of a text: two letters, or empty when it has no letters or no language is likely enough.

    Parameters
    ----------
    text : str
        Masked or not: masks, addresses and numbers are passed over. The answer depends on nothing else.
    expected : sequence of str
        The languages of the project (`languages:` in makegood.yaml).

    Examples
    --------
    >>> find_language("Pakken kom ikke til tiden, og ingen ringede tilbage"), find_language("1234 !!")
    ('da', '')
    """
    clean = _NOT_WORDS.sub(" ", text[:_READ].encode("utf-8", "replace").decode("utf-8"))
    if not _WORD.search(clean):
        return ""
    chances = _chances(clean, tuple(expected))
    best = int(chances.argmax())
    return LANGUAGES[best] if chances[best] >= SURE_FROM else ""


def _chances(text: str, expected: tuple[str, ...]) -> npt.NDArray[np.float64]:
    """The probability of each of `LANGUAGES`."""
    identifier, columns = _load()
    # In the order of the identifier's columns, of which two are Norwegian.
    chances = identifier._decide(text).astype(float)
    found = np.bincount(columns, chances, len(LANGUAGES)) * _likelier(expected)
    if found[[_FIRST, _SECOND]].sum() >= found.sum() / 2:
        words = set(_WORD.findall(text.lower()))
        balance = len(words & _ONLY_DANISH) - len(words & _ONLY_NORWEGIAN)
        found[_FIRST if balance > 0 else _SECOND] *= _SMALL_WORD_BY ** min(abs(balance), 10)
    shares: npt.NDArray[np.float64] = found / found.sum()
    return shares


@lru_cache(maxsize=16)
def _likelier(expected: tuple[str, ...]) -> npt.NDArray[np.float64]:
    return np.array([_EXPECTED_BY if language in expected else 1.0 for language in LANGUAGES])


@lru_cache(maxsize=1)
def _load() -> tuple["LanguageIdentifier", list[int]]:
    """An identifier of our own (the package's is shared and can be changed by others), and its columns in ours."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([*LANGUAGES, "nn"])
    return identifier, [LANGUAGES.index("no" if label == "nn" else label) for label in identifier.nb_classes]
