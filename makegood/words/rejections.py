"""Why a row could not be read, in the reader's language. The lake keeps the English sentence; here it is said again."""

import re

from makegood.model import Rejection

# Each sentence that a source gives, as a pattern, and the same in Danish; what is caught stands where it is named.
DANISH = (
    (r"not a date of any form that is known", "ikke en dato i nogen form, vi kender"),
    (
        r"not a date of the form (?P<form>.+), which the rest of the column has",
        "ikke en dato i formen {form}, som resten af kolonnen har",
    ),
    (r"(?P<name>\w+) is empty", "{name} er tom"),
    (r"(?P<name>\w+) is not a number", "{name} er ikke et tal"),
    (r"(?P<name>\w+) is not a whole number", "{name} er ikke et helt tal"),
    (r"(?P<name>\w+) is below zero", "{name} er under nul"),
    (r"(?P<name>\w+) is below 0 or above all", "{name} er under 0 eller over det hele"),
    (r"(?P<name>\w+) is more than there were", "{name} er flere, end der var"),
    (r"more are not counted than there were", "der er flere, der ikke tælles med, end der var"),
    (r"no whole number of n has this share", "intet helt antal af n giver den andel"),
    (
        r"several whole numbers of n have this share; it needs decimals",
        "flere hele antal af n giver den andel; den skal have decimaler",
    ),
    (
        r"not a time of day, and not the total of its day",
        "ikke et klokkeslæt, og heller ikke dagens samlede tal",
    ),
    (
        r"another row says something else of the same interval, and neither is newer",
        "en anden række siger noget andet om det samme tidsrum, og ingen af dem er nyest",
    ),
    (r"lies in the future", "ligger i fremtiden"),
    (r"not a number", "ikke et tal"),
    (
        r"several rows of the joined file belong to this one, and `when_many` is `reject`",
        "flere rækker i den anden fil hører til denne, og `when_many` er `reject`",
    ),
    (
        r"a spreadsheet has shortened this id \(as 1\.23E\+17\); export it again with the column as text",
        "et regneark har forkortet dette nummer (som 1,23E+17); træk det ud igen med kolonnen som tekst",
    ),
    (
        r"(?:column `(?P<name>.+)`: )?a formula gives an error here \(#N/A, #REF! and the like\) instead of a value",
        "en formel giver en fejl her (#N/A, #REF! og lignende) i stedet for en værdi",
    ),
    (r"a letter here is damaged", "et bogstav her er ødelagt"),
    (r"a letter here is not (?P<form>UTF-\d+)", "et bogstav her er ikke {form}"),
    (r"this is no JSON object", "det her er ikke et JSON-objekt"),
    (r"a key stands twice in this JSON object", "en nøgle står to gange i dette JSON-objekt"),
    (r"this JSON object is nested too deep", "dette JSON-objekt har for mange niveauer"),
    (r"this is not JSON, or it is cut off", "det her er ikke JSON, eller det er skåret over"),
    (r"a quote opens in this line and is never closed", "et citationstegn åbner i denne linje og lukkes aldrig"),
    (r"text follows a closing quote in this line", "der står tekst efter et lukket citationstegn i denne linje"),
    (r"(?P<count>\d+) fields?; (?P<expected>\d+) expected", "{count} felter; der skulle være {expected}"),
)
_PATTERNS = tuple((re.compile(pattern), danish) for pattern, danish in DANISH)


def say_rejection(reason: str, language: str) -> str:
    """Why a row could not be read; a reason of a plug-in that is not known here stays as it is.

    Examples
    --------
    >>> say_rejection("event_id is empty", "da"), say_rejection("3 fields; 4 expected", "da")
    ('event_id er tom', '3 felter; der skulle være 4')
    """
    if language != "da":
        return reason
    for pattern, danish in _PATTERNS:
        if found := pattern.fullmatch(reason):
            said = danish.format(**{name: text or "" for name, text in found.groupdict().items()})
            name = found.groupdict().get("name")
            return f"kolonnen `{name}`: {said}" if name and "{name}" not in danish else said
    return reason


def say_place(rejection: Rejection, language: str) -> str:
    """A rejected row: its file, line and column, and what is wrong with it."""
    column = f"{rejection.column}: " if rejection.column else ""
    return f"{rejection.file}:{rejection.line} {column}{say_rejection(rejection.reason, language)}"
