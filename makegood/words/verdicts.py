"""What is concluded from the counts: the verdict on a closed period, and whether it is slipping now."""

from datetime import timedelta

from makegood.model import Now, Pace, PromiseState, State, Verdict, Why
from makegood.words.counts import short_count
from makegood.words.dates import say_day, say_period
from makegood.words.numbers import objective_share, part_of
from makegood.words.phrases import Counted, Phrase
from makegood.words.reasons import verdict_why, why_of, why_words, year_of

STATES = {
    State.KEPT: Phrase("holdt", "kept"),
    State.BROKEN: Phrase("brudt", "broken"),
    State.CANNOT_TELL: Phrase("kan ikke afgøres", "cannot tell"),
}
PACES = {
    Pace.HOLDING: Phrase("holder", "holding"),
    Pace.SLIPPING: Phrase("skrider", "slipping"),
    Pace.TOO_LITTLE: Phrase("for lidt endnu", "too little yet"),
}
NOT_MEASURED = Phrase("ingen måling", "not measured")

BROKEN = Phrase(
    "Målet er {objective}, så løftet er brudt, og det er ikke enkelte uheld.",
    "The objective is {objective}, so the promise is broken, and these are not isolated mishaps.",
)
KEPT = Phrase("Målet er {objective}, så løftet er holdt.", "The objective is {objective}, so the promise is kept.")
# While it slips, the word kept is said of the period only.
KEPT_THEN = Phrase(
    "Målet er {objective}, og det blev nået for {period} som helhed.",
    "The objective is {objective}, and {period} as a whole met it.",
)
NOT_TOLD = Phrase(
    "Om målet på {objective} er nået, kan ikke afgøres: {why}.",
    "Whether the objective of {objective} was met cannot be told: {why}.",
)
NOT_TOLD_PLAIN = Phrase("Om det var nok, kan ikke afgøres: {why}.", "Whether that was enough cannot be told: {why}.")
LAST_JUDGED = Phrase(
    "Den seneste vurdering, for {period}, er: {word}; målet er {objective}.",
    "The latest verdict, for {period}, is: {word}; the objective is {objective}.",
)
NO_VERDICT = Phrase("Der er ingen vurdering endnu.", "There is no verdict yet.")
CORRECTED = Phrase(
    "Siden er tallet rettet til {count}; vurderingen fra dengang står fast.",
    "Since then the number has been corrected to {count}; the verdict of that time stands.",
)
CORRECTED_OTHERWISE = Phrase(
    "Siden er tallet rettet til {count}; i dag ville {judged}, men vurderingen fra dengang står.",
    "Since then the number has been corrected to {count}; today it {judged}, but the verdict of that time stands.",
)
JUDGED_TODAY = {
    State.KEPT: Phrase("det være vurderet som holdt", "would be judged kept"),
    State.BROKEN: Phrase("det være vurderet som brudt", "would be judged broken"),
    State.CANNOT_TELL: Phrase("det ikke kunne afgøres", "could not be told"),
}

HOLDING = Phrase(
    "Lige nu ser vi ikke tegn på, at det skrider: {part} blev holdt de seneste 28 dage.",
    "We see no sign that it is slipping now: {part} were kept in the last 28 days.",
)
HOLDING_PLAIN = Phrase("Lige nu ser vi ikke tegn på, at det skrider.", "We see no sign that it is slipping now.")
LATELY = Phrase("De seneste 28 dage blev {part} holdt.", "In the last 28 days {part} were kept.")
SLIPPING = Phrase(
    "Det begyndte at skride {since}; de seneste 28 dage blev {part} ikke holdt.",
    "It began to slip on {since}; in the last 28 days {part} were not kept.",
)
SLIPPING_ALWAYS = Phrase(
    "Sådan har det været, så længe vi har data; de seneste 28 dage blev {part} ikke holdt.",
    "It has been so for as long as there are data; in the last 28 days {part} were not kept.",
)
SLIPPING_PLAIN = Phrase("Det begyndte at skride {since}.", "It began to slip on {since}.")
SLIPPING_UNDATED = Phrase("Det skrider lige nu.", "It is slipping now.")
TOO_LITTLE = Phrase(
    "Om det skrider lige nu, er der for lidt til at sige: {cases} de seneste 28 dage.",
    "Whether it is slipping now, there is too little to say: {cases} in the last 28 days.",
)
TOO_LITTLE_PLAIN = Phrase(
    "Om det skrider lige nu, er der for lidt til at sige.", "Whether it is slipping now, there is too little to say."
)
CASES = Counted(Phrase("{n} tilfælde", "{n} case"), Phrase("{n} tilfælde", "{n} cases"))


def verdict_word(state: State, language: str) -> str:
    """The word for a verdict on one period."""
    return STATES[state].say(language)


def pace(now: Now, language: str) -> str:
    """The word for now: holding, slipping, too little yet."""
    return PACES[now.pace].say(language)


def now_word(state: PromiseState, language: str) -> str:
    """The word for now, or that the data are too old to say, or that nothing is measured."""
    if why_of(state) is Why.NO_KEEP:
        return NOT_MEASURED.say(language)
    return why_words(Why.STALE, language) if why_of(state) is Why.STALE else pace(state.now, language)


def told_sentence(state: PromiseState, language: str) -> str:
    """The verdict on the last closed period against its objective, and no more."""
    verdict = state.verdict
    if verdict is None:
        return NO_VERDICT.say(language)
    if verdict.why is Why.PART:
        return ""
    objective = objective_share(verdict.objective, language)
    if verdict.state is State.BROKEN:
        return BROKEN.say(language, objective=objective)
    if verdict.state is State.KEPT and state.now.pace is Pace.SLIPPING:
        return KEPT_THEN.say(language, objective=objective, period=say_period(verdict.period, language, year_of(state)))
    if verdict.state is State.KEPT:
        return KEPT.say(language, objective=objective)
    # The reason itself names the objective when the figures lie on both sides of it.
    pattern = NOT_TOLD_PLAIN if verdict.why is Why.STRADDLES else NOT_TOLD
    return pattern.say(language, objective=objective, why=verdict_why(verdict, language))


def last_judged_sentence(state: PromiseState, language: str) -> str:
    """The latest verdict, where it is older news; empty when there is none or it could not be told."""
    verdict = state.verdict
    if verdict is None or verdict.state is State.CANNOT_TELL:
        return ""
    return LAST_JUDGED.say(
        language,
        period=say_period(verdict.period, language, year_of(state)),
        word=verdict_word(verdict.state, language),
        objective=objective_share(verdict.objective, language),
    )


def corrected_sentence(verdict: Verdict, language: str) -> str:
    """What the data say today, where that differs from what was told; empty when it does not."""
    if verdict.correction is None:
        return ""
    n, kept = verdict.correction
    today = verdict.state_today
    told = verdict.state if today in (None, State.CANNOT_TELL) else today
    count = short_count(kept, n, told, language)
    if today is None:
        return CORRECTED.say(language, count=count)
    return CORRECTED_OTHERWISE.say(language, count=count, judged=JUDGED_TODAY[today].say(language))


def now_sentence(state: PromiseState, language: str) -> str:
    """Whether the promise is slipping now."""
    now = state.now
    if now.pace is Pace.SLIPPING:
        if now.since is None:
            return SLIPPING_UNDATED.say(language)
        since = say_day(now.since, language, year_of(state))
        if always_slipping(state):
            part = part_of(now.n_28 - now.kept_28, now.n_28, language)
            return SLIPPING_ALWAYS.say(language, part=part)
        if not now.n_28:
            return SLIPPING_PLAIN.say(language, since=since)
        return SLIPPING.say(language, since=since, part=part_of(now.n_28 - now.kept_28, now.n_28, language))
    if now.pace is Pace.HOLDING:
        part = part_of(now.kept_28, now.n_28, language)
        return HOLDING.say(language, part=part) if now.n_28 else HOLDING_PLAIN.say(language)
    return TOO_LITTLE.say(language, cases=CASES.say(language, now.n_28)) if now.n_28 else TOO_LITTLE_PLAIN.say(language)


def always_slipping(state: PromiseState) -> bool:
    """Whether it has slipped since the data begin: then nothing changed on that day."""
    since = state.now.since
    return since is not None and bool(state.weeks) and since < state.weeks[0].day + timedelta(days=7)


def lately_sentence(state: PromiseState, language: str) -> str:
    """The count of the last 28 days with no judgement on it; empty when there is none."""
    now = state.now
    return LATELY.say(language, part=part_of(now.kept_28, now.n_28, language)) if now.n_28 else ""
