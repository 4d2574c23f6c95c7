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

from makegood.errors import Place
from makegood.project import Project
from makegood.promises.load import Written
from makegood.written import Promise

code, name = "P003", "no-deadline"

# Whole words, with the endings that each takes; a space stands for any space or hyphen.
HURRY = {
    "da": (
        r"(?:lyn)?hurtig(?:t|e|ere|st|ste)?(?: muligt?)?",
        r"(?:lyn|ekspres|hurtig|kvik)(?:levering|svar|hjælp|service|fragt|forsendelse|reparation)\w*",
        r"ekspres",
        r"kvik(?:t|ke)?",
        r"straks",
        r"omgående",
        r"øjeblikkelig(?:t|e)?",
        r"prompte?",
        r"snar(?:t|est)(?: muligt)?",
        r"med det samme",
        r"på et øjeblik",
        r"på ingen tid",
        r"i en fart",
        r"inden længe",
        r"uden (?:unødig(?:t|e)? )?(?:ventetid|forsinkelser?|ophold)",
        r"ingen ventetid",
        r"(?:inden(?:for| for)?|om|på) kort tid",
        r"(?:fra )?dag til dag",
        r"samme dag",
        r"næste (?:dag|hverdag)",
        r"i morgen",
    ),
    "en": (
        r"fast(?:er|est)?",
        r"quick(?:ly|er|est)?",
        r"rapid(?:ly)?",
        r"swift(?:ly)?",
        r"speed(?:y|ily)",
        r"prompt(?:ly)?",
        r"immediate(?:ly)?",
        r"instant(?:ly)?",
        r"as soon as possible",
        r"asap",
        r"soon(?:est)?",
        r"right away",
        r"straight away",
        r"straightaway",
        r"at once",
        r"in no time",
        r"without (?:undue |unnecessary |any )?delays?",
        r"no wait(?:ing|s)?(?: times?)?(?! (?:lists?|rooms?))",
        r"shortly",
        # not the verb, not "express consent", not the card
        r"express (?:delivery|shipping|service|reply|post|mail|courier|freight|repairs?|handling)",
        r"(?<!american\s)express(?=\s*(?:$|[.,;:!?)]))",
        r"overnight",
        r"next (?:business |working )?day",
        r"same day",
        r"tomorrow",
    ),
}
_FIXED = r"fast(?:er|est)?"  # in Danish `fast` is fixed, so only with an English word after it
HURRY["da"] = (*HURRY["da"], *(w for w in HURRY["en"] if w != _FIXED), r"fast (?:delivery|shipping|service|reply)")
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


def _compile(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)".replace(" ", r"[\s-]+"), re.IGNORECASE)


_HURRY = {language: _compile("|".join(words)) for language, words in HURRY.items()}
_NUMBERS = {
    language: rf"(?:\d+[\s-]*|(?:{_COUNT[language]}) )(?:{_LENGTH[language]})(?!\w| (?:{_EACH[language]}))"
    for language in HURRY
}
_NUMBER = {"da": _compile("|".join(_NUMBERS.values())), "en": _compile(_NUMBERS["en"])}


def check(written: Written, project: Project) -> Iterator[tuple[Place, str, str]]:
    """At most one finding: where, what, and how to mend it."""
    if _has_deadline(written.promise):
        return
    for language, says in written.promise.says.items():
        text = unicodedata.normalize("NFC", says)
        word = _HURRY[language].search(text) if language in HURRY else None
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
