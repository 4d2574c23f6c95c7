"""All promises in one line; every state is counted, also when there is none of it."""

from collections.abc import Sequence

from makegood.model import Headline, Pace, PromiseState, Why
from makegood.words.phrases import Counted, Phrase

PROMISES = Counted(Phrase("{n} løfte", "{n} promise"), Phrase("{n} løfter", "{n} promises"))
COUNTS = {
    Headline.KEPT: Phrase("{n} holder", "{n} kept"),
    Headline.SLIPPING: Phrase("{n} skrider", "{n} slipping"),
    Headline.BROKEN: Phrase("{n} brudt", "{n} broken"),
    Headline.CANNOT_TELL: Phrase("{n} kan ikke afgøres", "{n} cannot tell"),
}
# Of a part of the organisation nothing is judged: what holds now is said instead, and nothing is broken.
COUNTS_OF_PART = {
    Headline.KEPT: Phrase("{n} holder lige nu", "{n} holding now"),
    Headline.SLIPPING: COUNTS[Headline.SLIPPING],
    Headline.CANNOT_TELL: COUNTS[Headline.CANNOT_TELL],
}
ORDER = (Headline.BROKEN, Headline.SLIPPING, Headline.CANNOT_TELL, Headline.KEPT)


def by_urgency(states: Sequence[PromiseState]) -> list[PromiseState]:
    """Those that need a person first: broken, slipping, cannot tell, kept; else as they stand in the files."""
    return sorted(states, key=lambda state: ORDER.index(state.headline))


def say_promises(states: Sequence[PromiseState], language: str) -> str:
    """How many promises there are: `12 løfter`."""
    return PROMISES.say(language, len(states))


def say_counts(states: Sequence[PromiseState], language: str) -> tuple[tuple[Headline, int, str], ...]:
    """Each state, how many promises are in it, and that in words: `(kept, 7, "7 holder")`."""
    phrases = COUNTS_OF_PART if any(state.why is Why.PART for state in states) else COUNTS
    seen = [Headline.KEPT if _holds_in_part(state) else state.headline for state in states]
    counts = {headline: seen.count(headline) for headline in phrases}
    return tuple((headline, n, phrases[headline].say(language, n=n)) for headline, n in counts.items())


def _holds_in_part(state: PromiseState) -> bool:
    return state.why is Why.PART and state.now.pace is Pace.HOLDING


def overview(states: Sequence[PromiseState], language: str) -> str:
    """The line that always ends an answer.

    Examples
    --------
    >>> overview([], "da")
    '0 løfter: 0 holder | 0 skrider | 0 brudt | 0 kan ikke afgøres'
    """
    return f"{say_promises(states, language)}: " + " | ".join(words for _, _, words in say_counts(states, language))
