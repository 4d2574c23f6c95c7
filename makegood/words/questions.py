"""What only a person can know about somebody's files, as questions with what may be answered."""

from typing import TYPE_CHECKING

from makegood.words.phrases import Counted, Phrase

if TYPE_CHECKING:
    from makegood.propose.proposal import Question

QUESTIONS = {
    "organisation": Phrase("Hvad hedder organisationen?", "What is the organisation called?"),
    "time_zone": Phrase(
        "Tiderne siger ikke, hvilken tidszone de er i. Hvilken?", "The times do not say their time zone. Which is it?"
    ),
    "dates": Phrase(
        "{source}: i {column} kan dag og måned byttes om. Hvordan skrives datoer?",
        "{source}: in {column} day and month could be either. How are dates written?",
    ),
    "due_at": Phrase("{source}: hvilken kolonne er den lovede dato?", "{source}: which column is the promised date?"),
    "done_at": Phrase(
        "{source}: hvilken kolonne siger, at det er gjort?", "{source}: which column says that it is done?"
    ),
    "started_at": Phrase(
        "{source}: hvilken kolonne siger, hvornår det begyndte?", "{source}: which column says when it began?"
    ),
    "said_at": Phrase(
        "{source}: hvilken kolonne siger, hvornår det blev sagt?", "{source}: which column says when it was said?"
    ),
    "delivery_date": Phrase(
        "{source}: er {column} den lovede dato (due_at) eller dagen, det skete (done_at)?",
        "{source}: is {column} the promised date (due_at), or the day it happened (done_at)?",
    ),
    "shipped": Phrase(
        "{source}: {column} siger, hvornår det blev sendt, ikke leveret. Tæller det som gjort?",
        "{source}: {column} says when it was shipped, not delivered. Does that count as done?",
    ),
    "cancelled": Phrase(
        "{source}: hvilke værdier i {column} betyder, at det er aflyst?",
        "{source}: which values of {column} mean that it was called off?",
    ),
}
NONE_KNOWN = Phrase("(ingen)", "(none)")
CHOICES = Phrase("mulige svar: {options}", "possible answers: {options}")
LEFT_OPEN = Counted(
    Phrase("{n} spørgsmål står åbent i filen (`# ?`):", "{n} question is left open in the file (`# ?`):"),
    Phrase("{n} spørgsmål står åbne i filen (`# ?`):", "{n} questions are left open in the file (`# ?`):"),
)


def say_question(question: "Question", language: str) -> str:
    """What is asked."""
    return QUESTIONS[question.about].say(language, source=question.source, column=question.column)


def say_options(question: "Question", language: str) -> str:
    """What may be answered; empty when anything may."""
    return CHOICES.say(language, options=", ".join(question.options)) if question.options else ""


def say_default(question: "Question", language: str) -> str:
    """The proposal, as it stands behind a question."""
    return NONE_KNOWN.say(language) if question.default == "-" else question.default
