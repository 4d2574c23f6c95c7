"""What the figures do not say about a promise, and what data, or whom to ask, would tell."""

from makegood.model import Headline, PromiseState, Verdict, Why
from makegood.words.counted import ONE_BY_ONE, WHO, is_counted
from makegood.words.dates import say_day, say_period
from makegood.words.phrases import Counted, Phrase, capital
from makegood.words.reasons import TAKES, known_by_sentence, missing_sentence, take_sentence, why_of, year_of
from makegood.words.verdicts import always_slipping

RUNNING = Phrase("{period} er ikke afsluttet: {count}", "{period} has not closed: {count}")
RUNNING_COUNT = Phrase("indtil nu er {kept} af {n} holdt.", "so far {kept} of {n} are kept.")
RUNNING_NONE = Phrase("der er ikke noget at tælle endnu.", "there is nothing to count yet.")
NOT_DUE = Counted(
    Phrase(
        "1 er ikke forfalden, så vi ved ikke endnu, om det holdes.",
        "1 is not due, so we do not know yet whether it will be kept.",
    ),
    Phrase(
        "{n} er ikke forfaldne, så vi ved ikke endnu, om de holdes.",
        "{n} are not due, so we do not know yet whether they will be kept.",
    ),
)
NO_DEADLINE = Counted(
    Phrase(
        "1 mangler det tidspunkt eller tal, som løftet måles på.",
        "1 lacks the time or number by which the promise is measured.",
    ),
    Phrase(
        "{n} mangler det tidspunkt eller tal, som løftet måles på.",
        "{n} lack the time or number by which the promise is measured.",
    ),
)
UNREAD = Counted(
    Phrase("1 af {rows} rækker kunne ikke læses.", "1 of {rows} rows could not be read."),
    Phrase("{n} af {rows} rækker kunne ikke læses.", "{n} of {rows} rows could not be read."),
)
QUIET_UNITS = Counted(
    Phrase(
        "For 1 enhed er der for lidt til at se, om den ligner de andre.",
        "For 1 unit there is too little to see whether it is like the others.",
    ),
    Phrase(
        "For {n} enheder er der for lidt til at se, om de ligner de andre.",
        "For {n} units there is too little to see whether they are like the others.",
    ),
)
CAUSE = Phrase("Hvorfor det går galt, siger tallene ikke.", "Why it goes wrong, the figures do not say.")
FELT = Phrase(
    "Om de, det loves, oplever, at det holdes, siger tallene ikke.",
    "Whether those it is made to feel that it is kept, the figures do not say.",
)

MORE_PER_UNIT = Phrase("Flere tilfælde fra hver af de små enheder.", "More cases from each of the small units.")
ASK_STAFF = Phrase(
    "Spørg dem, der gør arbejdet, og se efter, hvad der blev ændret.",
    "Ask those who do the work, and look for what was changed.",
)
ASK_STAFF_SINCE = Phrase(
    "Spørg dem, der gør arbejdet, og se efter, hvad der blev ændret omkring {day}.",
    "Ask those who do the work, and look for what was changed around {day}.",
)
ASK_STAFF_WHAT = Phrase(
    "Spørg dem, der gør arbejdet, hvad der skal til.", "Ask those who do the work what it would take."
)
ASK_CUSTOMERS = Phrase("Kommentarer og svar fra dem, det loves.", "What those it is made to write and answer.")


def what_is_not_known(state: PromiseState, language: str) -> tuple[str, ...]:
    """All that these figures do not say about the promise, one sentence each."""
    sentences = [missing_sentence(state, language)] if state.headline is Headline.CANNOT_TELL else []
    counts = [(Why.NONE_DUE, NOT_DUE, state.count.not_due), (Why.NO_DEADLINE, NO_DEADLINE, state.count.no_deadline)]
    sentences += [phrase.say(language, n) for why, phrase, n in counts if n and why_of(state) is not why]
    rejected, rows = state.unreadable
    if rejected and why_of(state) is not Why.UNREADABLE:
        sentences.append(UNREAD.say(language, rejected, rows=rows))
    if quiet := sum(unit.unlike is None for unit in state.units):
        sentences.append(QUIET_UNITS.say(language, quiet))
    if state.headline in (Headline.BROKEN, Headline.SLIPPING):
        sentences.append(CAUSE.say(language))
    if is_counted(state) and state.count.broken:
        sentences.append(WHO.say(language))
    if state.promise.keep:
        sentences.append(FELT.say(language))
    return tuple(sentence for sentence in sentences if sentence)


def what_would_tell(state: PromiseState, language: str) -> tuple[str, ...]:
    """What data, or whom to ask, for each thing that is not known."""
    sentences: list[str] = []
    if state.headline is Headline.CANNOT_TELL:
        sentences += [take_sentence(state, language), known_by_sentence(state, language)]
    if state.count.no_deadline and why_of(state) is not Why.NO_DEADLINE:
        sentences.append(TAKES[Why.NO_DEADLINE].say(language))
    if state.unreadable[0] and why_of(state) is not Why.UNREADABLE:
        sentences.append(TAKES[Why.UNREADABLE].say(language))
    if any(unit.unlike is None for unit in state.units):
        sentences.append(MORE_PER_UNIT.say(language))
    if state.headline in (Headline.BROKEN, Headline.SLIPPING):
        sentences.append(_ask_staff(state, language))
    if is_counted(state) and state.count.broken:
        sentences.append(ONE_BY_ONE.say(language))
    sentences.append(ASK_CUSTOMERS.say(language))
    return tuple(sentence for sentence in sentences if sentence)


def _ask_staff(state: PromiseState, language: str) -> str:
    if always_slipping(state):
        return ASK_STAFF_WHAT.say(language)
    if state.now.since is None:
        return ASK_STAFF.say(language)
    return ASK_STAFF_SINCE.say(language, day=say_day(state.now.since, language, year_of(state)))


def running_sentence(running: Verdict, language: str, year: int | None) -> str:
    """The count so far of the period that is still running."""
    count = RUNNING_COUNT.say(language, kept=running.kept, n=running.n) if running.n else RUNNING_NONE.say(language)
    return RUNNING.say(language, period=capital(say_period(running.period, language, year)), count=count)
