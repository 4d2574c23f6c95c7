"""Units (shops, sellers, carriers) unlike the others: named kindly, in the order of the alphabet, never ranked."""

import re
from collections.abc import Sequence

from makegood.model import PromiseState, UnitState
from makegood.words.numbers import part_of
from makegood.words.phrases import Counted, Phrase, capital, listed

NAMED = Phrase("{unit} ({part})", "{unit} ({part})")
LESS_OFTEN = Phrase(
    "{units} ligner ikke de andre: dér holdes løftet sjældnere. Spørg, hvad der er anderledes.",
    "{units} {are} unlike the others: the promise is kept less often there. Ask what is different.",
)
MORE_OFTEN = Phrase(
    "{units} ligner ikke de andre: dér holdes løftet oftere. Spørg, hvad de gør.",
    "{units} {are} unlike the others: the promise is kept more often there. Ask what they do.",
)
ARE = Counted(Phrase("er", "is"), Phrase("er", "are"))
NONE_UNLIKE = Counted(
    Phrase("Den ene enhed har ingen at ligne sig med.", "The one unit has no others to be compared with."),
    Phrase("Ingen af de {n} enheder skiller sig ud.", "None of the {n} units stands out."),
)
TOO_LITTLE = Phrase(
    "Der er for lidt til at se, om nogen enhed skiller sig ud.",
    "There is too little to see whether any unit stands out.",
)
SOME = Phrase("{n} af {all} enheder", "{n} of {all} units")
_DANISH = str.maketrans("æäøöå", "{{||}")  # what follows z
_DIGITS = re.compile(r"(\d+)")
# More names than this are a list to look up, not a sentence.
NAMES_IN_A_SENTENCE = 4


def units_sentence(state: PromiseState, language: str) -> str:
    """Which units are unlike the others, each with its count of kept cases; empty when there are no units."""
    units = in_order(state.units, language)
    if not units:
        return ""
    less = [unit for unit in units if unit.unlike and not unit.better]
    more = [unit for unit in units if unit.unlike and unit.better]
    if not less and not more:
        quiet = all(unit.unlike is None for unit in units)
        return TOO_LITTLE.say(language) if quiet and len(units) > 1 else NONE_UNLIKE.say(language, len(units))
    said = [_say(LESS_OFTEN, less, len(units), language), _say(MORE_OFTEN, more, len(units), language)]
    return " ".join(sentence for sentence in said if sentence)


def in_order(units: Sequence[UnitState], language: str) -> list[UnitState]:
    """Units by their names, numbers in names by size: never by how well they do.

    In Danish Æ, Ø and Å end the alphabet, and Aa is an Å.
    """
    return sorted(units, key=lambda unit: name_key(unit.unit, language))


def name_key(name: str, language: str) -> list[str]:
    """What to sort names by."""
    return [_as_sorted(part, language) for part in _DIGITS.split(name)]


def _as_sorted(part: str, language: str) -> str:
    if part.isdecimal():
        return part.zfill(20)
    small = part.casefold()
    return small.replace("aa", "å").translate(_DANISH) if language == "da" else small


def name_unit(unit: UnitState, language: str) -> str:
    """A unit and its count of kept cases: `Aarhus (80 af 100)`."""
    return NAMED.say(language, unit=unit.unit, part=part_of(unit.kept, unit.n, language))


def _say(phrase: Phrase, unlike: list[UnitState], total: int, language: str) -> str:
    if not unlike:
        return ""
    if len(unlike) > NAMES_IN_A_SENTENCE:
        names = SOME.say(language, n=len(unlike), all=total)
    else:
        names = listed([name_unit(unit, language) for unit in unlike], language)
    return capital(phrase.say(language, units=names, are=ARE.say(language, len(unlike))))
