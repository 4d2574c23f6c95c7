"""P003: a word that sounds like a deadline, and no number.

The customer hears a day; the organisation hears a mood. Danish and English words are known, and English words in
Danish texts; of words in other languages the rule says nothing.

Anti-pattern
    It can never be judged broken:

        - promise: fast-delivery
          says: {da: "Hurtig levering", en: "Fast delivery"}

Best practice
    Say the number that you keep, and which events show it:

        - promise: delivery-in-2-days
          says: {da: "Levering inden for 2 hverdage", en: "Delivery within 2 business days"}
          keep: {event: orders, within: 2 business days, of: 95 %}
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from makegood.errors import Place
from makegood.promises.load import Register, Written
from makegood.promises.word_lists import read_words, whole_words
from makegood.written import Promise

code, name = "P003", "no-deadline"

_FIXED = r"fast(?:er|est)?"  # in Danish `fast` is fixed: there the list of its own knows the English uses
_COUNT = {
    "da": "en|et|én|ét|to|tre|fire|fem|seks|syv|otte|ni|ti|tolv|fjorten|tyve|tredive",
    "en": "(?:within|in|under|than) an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|twenty|thirty",
}
_LENGTH = {
    "da": r"(?:hver|arbejds)?dag(?:e|es|s)?|(?:åbnings)?time(?:r|rs|s)?|døgn|min(?:ut|utter)?|uger?|måned(?:er)?",
    "en": r"(?:(?:business|working|opening) )?(?:days?|hours?)|min(?:ute)?s?|weeks?|months?",
}
_EACH = {
    "da": "i døgnet|om dagen|om ugen|i ugen|om året",
    "en": "(?:a|per) (?:day|week|month|year)",
}  # when you are open


_KNOWN = ("da", "en")
_NUMBERS = {
    language: rf"(?:\d+[\s-]*|(?:{_COUNT[language]}) )(?:{_LENGTH[language]})(?!\w| (?:{_EACH[language]}))"
    for language in _KNOWN
}
_NUMBER = {"da": whole_words(_NUMBERS.values()), "en": whole_words([_NUMBERS["en"]])}


@cache
def _hurry() -> dict[str, re.Pattern[str]]:
    words = read_words("hurry")
    english = [word for word in words["en"] if word != _FIXED]
    return {"da": whole_words([*words["da"], *english]), "en": whole_words(words["en"])}


def check(written: Written, register: Register) -> Iterator[tuple[Place, str, str]]:
    """At most one finding: where, what, and how to mend it."""
    if _has_deadline(written.promise):
        return
    for language, says in written.promise.says.items():
        text = unicodedata.normalize("NFC", says)
        word = _hurry()[language].search(text) if language in _KNOWN else None
        if word and not _NUMBER[language].search(text):
            yield (
                written.at("says", language),
                f'"{" ".join(word[0].split())}" has no deadline, so it can never be judged broken',
                "add `keep:` with `within: 24 hours` or what you can keep, and say that number; "
                f"see `makegood explain {code}`",
            )
            return


def _has_deadline(promise: Promise) -> bool:
    """A price `at_least` says nothing about time; waited seconds `at_most` do."""
    return any(terms.amount is None or terms.amount.at_most is not None for terms in promise.keep)
