"""Promised dates that were moved: how many, and what the count would be against the other date."""

from makegood.model import PromiseState
from makegood.words.numbers import part_of
from makegood.words.phrases import Phrase

MOVED = Phrase(
    "For {changed} blev datoen flyttet; målt mod {date} er {part} holdt.",
    "For {changed} the date was moved; held against {date}, {part} were kept.",
)
MOVED_NOT_COME = Phrase(
    "For {changed} blev datoen flyttet, og {date} er ikke nået endnu.",
    "For {changed} the date was moved, and {date} has not come yet.",
)
DATES = {
    "first_due_at": Phrase("den første dato", "the first date"),
    "due_at": Phrase("den seneste dato", "the latest date"),
}


def other_date_sentence(state: PromiseState, language: str) -> str:
    """What the other date says of the cases in the shown count; empty when no date was moved."""
    other = state.other_date
    if other is None:
        return ""
    n = state.verdict.n if state.verdict else state.count.n
    changed, date = part_of(other.changed, n, language), DATES[other.stamp].say(language)
    if not other.n:
        return MOVED_NOT_COME.say(language, changed=changed, date=date)
    return MOVED.say(language, changed=changed, date=date, part=part_of(other.kept, other.n, language))
