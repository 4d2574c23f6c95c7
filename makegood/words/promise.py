"""All that is said about one promise: the plain count first, then the verdict, now, and the next step.

Nothing is computed but what presentation needs: the broken share is the rest of the kept one. An empty text means that
there is nothing to say.
"""

from makegood.model import Headline, Pace, PromiseState, State, Why
from makegood.words.counted import is_counted, step_for_all
from makegood.words.counts import count_sentence, excluded_sentence, verdict_count
from makegood.words.dates import say_day, say_period
from makegood.words.keepable import instead, until_then
from makegood.words.method import how_made, particulars
from makegood.words.other_date import other_date_sentence
from makegood.words.phrases import Counted, Phrase
from makegood.words.reasons import (
    SHORT,
    known_by_sentence,
    missing_sentence,
    take_sentence,
    why_of,
    why_words,
    year_of,
)
from makegood.words.units import units_sentence
from makegood.words.unknowns import running_sentence, what_is_not_known, what_would_tell
from makegood.words.verdicts import (
    PACES,
    STATES,
    always_slipping,
    corrected_sentence,
    last_judged_sentence,
    lately_sentence,
    now_sentence,
    now_word,
    pace,
    told_sentence,
    verdict_word,
)
from makegood.written import Promise

__all__ = [
    "answer",
    "count_sentence",
    "excluded_sentence",
    "headline",
    "how_made",
    "last_closed",
    "needs_words",
    "next_step",
    "now_sentence",
    "now_word",
    "other_date_sentence",
    "pace",
    "paragraph",
    "particulars",
    "promise_text",
    "running_sentence",
    "say_code",
    "units_sentence",
    "verdict_count",
    "verdict_word",
    "what_is_not_known",
    "what_would_tell",
]

HEADLINES = {
    Headline.KEPT: Phrase("holdt", "kept"),
    Headline.SLIPPING: Phrase("skrider", "slipping"),
    Headline.BROKEN: Phrase("brudt", "broken"),
    Headline.CANNOT_TELL: Phrase("kan ikke afgøres endnu", "cannot tell yet"),
}
NO_VERDICT = Phrase("vurderes ikke alene", "not judged alone")
# Without a measurable form there is nothing to wait for.
NEVER_TOLD = Phrase("kan ikke afgøres", "cannot tell")
NONE_CLOSED = Phrase("ingen afsluttet endnu", "none closed yet")
PERIOD_COUNT = Phrase("{period}: {count}", "{period}: {count}")
WE_PROMISE = Phrase('Vi lover: "{says}"', 'We promise: "{says}"')
BUT = Phrase("Men {sentence}", "But {sentence}")

DO_BROKEN = Phrase(
    "Lov det, I kan holde, eller ret processen - og {people}.",
    "Promise what you can keep, or mend the process - and {people}.",
)
DO_SLIPPING = Phrase(
    "Find ud af, hvad der skete omkring {since} - og {people}.", "Find out what happened around {since} - and {people}."
)
DO_SLIPPING_ALWAYS = Phrase(
    "Spørg dem, der gør arbejdet, hvad der skal til - og {people}.",
    "Ask those who do the work what it would take - and {people}.",
)
DO_SLIPPING_UNDATED = Phrase(
    "Find ud af, hvad der er sket - og {people}.", "Find out what has happened - and {people}."
)
DO_CORRECTED = Phrase(
    "Find ud af, hvorfor tallet blev rettet - og {people}.", "Find out why the number was corrected - and {people}."
)
DO_KEPT = Phrase("Lad det være, som det er.", "Leave it as it is.")
DO_KEPT_CALL = Counted(
    Phrase(
        "Ring til den ene, det gik ud over, ret op, og lad ellers det hele være, som det er.",
        "Call the one it went wrong for, put it right, and leave everything else as it is.",
    ),
    Phrase(
        "Ring til dem, det gik ud over, ret op, og lad ellers det hele være, som det er.",
        "Call those it went wrong for, put it right, and leave everything else as it is.",
    ),
)
CALL_WAITING = Counted(
    Phrase("ring til den ene, der stadig venter", "call the one still waiting"),
    Phrase("ring til de {n}, der stadig venter", "call the {n} still waiting"),
)
PUT_RIGHT = Phrase("gør det godt igen for dem, det gik ud over", "put it right for those it went wrong for")
NEITHER = Phrase("Det er hverken grønt eller rødt.", "It is neither green nor red.")
NEITHER_CALL = Counted(
    Phrase(
        "Det er hverken grønt eller rødt - men ring til den ene, det gik ud over.",
        "It is neither green nor red - but call the one it went wrong for.",
    ),
    Phrase(
        "Det er hverken grønt eller rødt - men ring til de {n}, det gik ud over.",
        "It is neither green nor red - but call the {n} it went wrong for.",
    ),
)
NEITHER_CALL_THEM = Phrase(
    "Det er hverken grønt eller rødt - men ring til dem, det gik ud over.",
    "It is neither green nor red - but call those it went wrong for.",
)
# So few that each can be called today.
A_HANDFUL = 20
CODES = {
    "nothing unusual": Phrase("intet usædvanligt", "nothing unusual"),
    "unlike the others": Phrase("ligner ikke de andre", "unlike the others"),
    **{str(pace): phrase for pace, phrase in PACES.items()},
    **{str(headline): phrase for headline, phrase in HEADLINES.items()},
    **{str(state): phrase for state, phrase in STATES.items()},
    **{str(why): phrase for why, phrase in SHORT.items()},
}


def promise_text(promise: Promise, language: str) -> str:
    """The words customers read, in that language or else in the first there is."""
    return promise.says.get(language) or next(iter(promise.says.values()), promise.id)


def headline(state: PromiseState, language: str) -> str:
    """The one word for a promise."""
    if why_of(state) is Why.NO_KEEP:
        return NEVER_TOLD.say(language)
    if why_of(state) is Why.PART:
        return NO_VERDICT.say(language)
    return HEADLINES[state.headline].say(language)


def say_code(code: str, language: str) -> str:
    """The words for a state or a reason that stands as its code; anything else stays as it is.

    Examples
    --------
    >>> say_code("cannot tell", "da"), say_code("few-days", "en"), say_code("Aarhus", "da")
    ('kan ikke afgøres', 'too few days', 'Aarhus')
    """
    return CODES[code].say(language) if code in CODES else code


def last_closed(state: PromiseState, language: str) -> str:
    """The last closed period with its count, in few words; or that there is none, or nothing to measure."""
    if state.verdict is None:
        return why_words(Why.NO_KEEP, language) if why_of(state) is Why.NO_KEEP else NONE_CLOSED.say(language)
    period = say_period(state.verdict.period, language, year_of(state))
    return PERIOD_COUNT.say(language, period=period, count=verdict_count(state.verdict, language, with_share=False))


def needs_words(state: PromiseState) -> bool:
    """Whether there is more to say than that it is kept: a correction, a moved date, a unit unlike the others, ..."""
    corrected = state.verdict is not None and state.verdict.correction is not None
    moved = state.other_date is not None
    return state.headline is not Headline.KEPT or corrected or moved or any(unit.unlike for unit in state.units)


def next_step(state: PromiseState, language: str) -> str:
    """What to do on Monday, and what could be promised instead; for a promise that is kept, to leave it alone."""
    if is_counted(state):
        return step_for_all(state, language)
    people = CALL_WAITING.say(language, state.waiting) if state.waiting else PUT_RIGHT.say(language)
    if state.headline is Headline.BROKEN:
        return instead(state, people, language) or DO_BROKEN.say(language, people=people)
    if state.headline is Headline.SLIPPING:
        return " ".join(filter(None, (_mend(state, people, language), until_then(state, language))))
    if state.headline is Headline.CANNOT_TELL:
        return take_sentence(state, language)
    if state.verdict and state.verdict.state_today is not None:
        return DO_CORRECTED.say(language, people=people)
    broken = state.verdict.n - state.verdict.kept if state.verdict else 0
    return DO_KEPT_CALL.say(language, broken) if broken else DO_KEPT.say(language)


def _mend(state: PromiseState, people: str, language: str) -> str:
    if state.now.since is None:
        return DO_SLIPPING_UNDATED.say(language, people=people)
    if always_slipping(state):
        return DO_SLIPPING_ALWAYS.say(language, people=people)
    return DO_SLIPPING.say(language, since=say_day(state.now.since, language, year_of(state)), people=people)


def paragraph(state: PromiseState, language: str) -> str:
    """The whole answer to one promise, as one would say it aloud, beginning with what is promised."""
    return f"{_quote(state.promise, language)} {answer(state, language)}"


def answer(state: PromiseState, language: str) -> str:
    """The same without the promise, for a place where it stands as the heading."""
    cannot_tell = state.headline is Headline.CANNOT_TELL
    return " ".join(filter(None, _why_not(state, language) if cannot_tell else _answer(state, language)))


def _answer(state: PromiseState, language: str) -> tuple[str, ...]:
    return (
        count_sentence(state, language),
        other_date_sentence(state, language),
        told_sentence(state, language) if state.verdict else "",
        _now(state, language),
        corrected_sentence(state.verdict, language) if state.verdict else "",
        units_sentence(state, language) if any(unit.unlike for unit in state.units) else "",
        next_step(state, language),
    )


def _why_not(state: PromiseState, language: str) -> tuple[str, ...]:
    # What the share may be is the reason itself when the figures lie on both sides of the objective.
    count = count_sentence(state, language, with_share=why_of(state) is not Why.STRADDLES)
    return (
        count if state.count.n or state.verdict else "",
        other_date_sentence(state, language),
        last_judged_sentence(state, language),
        corrected_sentence(state.verdict, language) if state.verdict else "",
        missing_sentence(state, language),
        known_by_sentence(state, language) or take_sentence(state, language),
        _neither(state, language),
    )


def _now(state: PromiseState, language: str) -> str:
    if state.headline is Headline.BROKEN and state.now.pace is not Pace.SLIPPING:
        return lately_sentence(state, language) if state.now.pace is Pace.HOLDING else ""
    sentence = now_sentence(state, language)
    if state.headline is Headline.SLIPPING and state.verdict and state.verdict.state is State.KEPT:
        return BUT.say(language, sentence=sentence[:1].lower() + sentence[1:])
    return sentence


def _quote(promise: Promise, language: str) -> str:
    says = promise_text(promise, language).rstrip(" .")
    return WE_PROMISE.say(language, says=says) + ("" if says.endswith(("!", "?")) else ".")


def _neither(state: PromiseState, language: str) -> str:
    n, kept = (state.verdict.n, state.verdict.kept) if state.verdict else (state.count.n, state.count.kept)
    if not n or why_of(state) in (Why.STALE, Why.PART):
        return ""
    if kept == n or is_counted(state):
        return NEITHER.say(language)
    return NEITHER_CALL.say(language, n - kept) if n - kept <= A_HANDFUL else NEITHER_CALL_THEM.say(language)
