"""What is said otherwise where others have counted: nobody is known by name or number, so nobody can be called."""

from makegood.model import Headline, PromiseState
from makegood.words.dates import say_day
from makegood.words.phrases import Phrase
from makegood.words.reasons import take_sentence, year_of
from makegood.words.verdicts import always_slipping

RULE = Phrase(
    "Tallene er talt sammen på forhånd, i {source}: for hvert tidsrum, hvor mange der var, og hvor mange der blev "
    "holdt. Et tidsrum tæller på den dag, det begynder.",
    "The numbers were added up beforehand, in {source}: for each stretch of time how many there were, and how many "
    "were kept. A stretch of time counts on the day on which it begins.",
)
WHO = Phrase(
    "Hvem det gik ud over, siger tallene ikke: de er talt sammen på forhånd.",
    "Who it went wrong for, the figures do not say: they were added up beforehand.",
)
ONE_BY_ONE = Phrase(
    "Et udtræk fra samme system med en række for hvert tilfælde.",
    "An export from the same system with a row for each case.",
)
DO_BROKEN = Phrase("Lov det, I kan holde, eller ret processen.", "Promise what you can keep, or mend the process.")
DO_SLIPPING = Phrase("Find ud af, hvad der skete omkring {since}.", "Find out what happened around {since}.")
DO_SLIPPING_ALWAYS = Phrase(
    "Spørg dem, der gør arbejdet, hvad der skal til.", "Ask those who do the work what it would take."
)
DO_SLIPPING_UNDATED = Phrase("Find ud af, hvad der er sket.", "Find out what has happened.")
DO_CORRECTED = Phrase("Find ud af, hvorfor tallet blev rettet.", "Find out why the number was corrected.")
DO_KEPT = Phrase("Lad det være, som det er.", "Leave it as it is.")


def is_counted(state: PromiseState) -> bool:
    """Whether others have counted, so that no single case is known."""
    return bool(state.promise.keep) and state.promise.keep[-1].counts is not None


def step_for_all(state: PromiseState, language: str) -> str:
    """What to do on Monday, where nobody can be called."""
    if state.headline is Headline.BROKEN:
        return DO_BROKEN.say(language)
    if state.headline is Headline.SLIPPING:
        if state.now.since is None:
            return DO_SLIPPING_UNDATED.say(language)
        if always_slipping(state):
            return DO_SLIPPING_ALWAYS.say(language)
        return DO_SLIPPING.say(language, since=say_day(state.now.since, language, year_of(state)))
    if state.headline is Headline.CANNOT_TELL:
        return take_sentence(state, language)
    corrected = state.verdict is not None and state.verdict.state_today is not None
    return (DO_CORRECTED if corrected else DO_KEPT).say(language)
