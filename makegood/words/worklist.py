"""Whom to call about a promise: how many, and for each why, how long over, and who."""

from collections.abc import Sequence
from datetime import date, datetime

from makegood.model import PromiseState, Task, TaskState, Worklist
from makegood.words.counted import is_counted
from makegood.words.dates import DAYS, UNITS, say_day
from makegood.words.phrases import Counted, Phrase, listed
from makegood.words.reasons import why_words

KINDS = {
    TaskState.WAITING: Phrase("{n} venter stadig", "{n} still waiting"),
    TaskState.ABOUT: Phrase("{n} er tæt på fristen", "{n} close to the deadline"),
    TaskState.LATE: Phrase("{n} fik det ikke som lovet", "{n} did not get it as promised"),
}
STATES = {
    TaskState.WAITING: Phrase("venter stadig", "still waiting"),
    TaskState.ABOUT: Phrase("tæt på fristen", "close to the deadline"),
    TaskState.LATE: Phrase("ikke som lovet", "not as promised"),
}
NOBODY = Phrase("Ingen at ringe til.", "Nobody to call.")
NOBODY_ELSE = Counted(
    Phrase("Om 1 andet løfte er der ingen at ringe til.", "About 1 other promise there is nobody to call."),
    Phrase("Om {n} andre løfter er der ingen at ringe til.", "About {n} other promises there is nobody to call."),
)
NOT_LISTED = Phrase("Kan ikke opgøres: {why}.", "Cannot be listed: {why}.")
SUMMARY = Phrase("Ring til dem: {kinds}.", "Call them: {kinds}.")
SINCE = Phrase("Frister fra {day}.", "Deadlines from {day}.")
OLDER = Counted(
    Phrase(
        "1 med ældre frist er heller ikke klaret (`--since`).",
        "1 with an older deadline is not done either (`--since`).",
    ),
    Phrase(
        "{n} med ældre frist er heller ikke klaret (`--since`).",
        "{n} with an older deadline are not done either (`--since`).",
    ),
)
ANSWERED = Counted(
    Phrase("1 har I allerede svaret.", "1 has been answered already."),
    Phrase("{n} har I allerede svaret.", "{n} have been answered already."),
)
NO_ANSWERS = Phrase(
    "Data siger ikke, hvem der har fået besked (`answered_at`, `replied_at`): ingen regnes som besvaret.",
    "The data do not say who has been told (`answered_at`, `replied_at`): nobody counts as answered.",
)
MORE = Counted(
    Phrase("1 mere: `--limit`, eller `--format xlsx`.", "1 more: `--limit`, or `--format xlsx`."),
    Phrase("{n} mere: `--limit`, eller `--format xlsx`.", "{n} more: `--limit`, or `--format xlsx`."),
)
MORE_HERE = Counted(
    Phrase("1 mere står i: {command}", "1 more stands in: {command}"),
    Phrase("{n} mere står i: {command}", "{n} more stand in: {command}"),
)
TOLD = Phrase("{state}, har fået besked", "{state}, has been told")
TODAY = Phrase("i dag", "today")
OVER = Phrase("{time} over", "{time} over")
LEFT = Phrase("om {time}", "in {time}")
LESS_THAN_A_DAY = Phrase("under 1 dag over", "less than 1 day over")
AMOUNT_MISSING = Phrase("intet tal", "no number")
HEADINGS = {
    "promise": Phrase("Løfte", "Promise"),
    "says": Phrase("Det lover vi", "What we promise"),
    "event_id": Phrase("Nummer", "Id"),
    "unit": Phrase("Enhed", "Unit"),
    "state": Phrase("Status", "State"),
    "started": Phrase("Begyndt", "Began"),
    "due": Phrase("Frist", "Deadline"),
    "done": Phrase("Gjort", "Done"),
    "over": Phrase("Dage over", "Days over"),
    "amount": Phrase("Tal", "Number"),
    "answered": Phrase("Har fået besked", "Has been told"),
    "kept_by": Phrase("Holdes af", "Kept by"),
    "responsible": Phrase("Ansvarlig", "Responsible"),
    "link": Phrase("Link", "Link"),
}
HOW_LATE = Phrase("Hvor sent", "How late")
UNSEEN = Phrase("data slutter før fristen", "the data end before it")
YES = Phrase("ja", "yes")
TITLE = Phrase("Ring til dem", "Call them")
STEP = Phrase("> Hvem: makegood list {command}", "> Who: makegood list {command}")


def heading(name: str, language: str) -> str:
    """The heading of a column."""
    return HEADINGS[name].say(language)


def say_state(task: Task, language: str) -> str:
    """Why somebody is to be called."""
    unseen = task.state is TaskState.ABOUT and task.over is not None and task.over > 0
    state = (UNSEEN if unseen else STATES[task.state]).say(language)
    return TOLD.say(language, state=state) if task.answered else state


def say_when(when: date | None, language: str) -> str:
    """A day, or a day and its time, short enough for a table."""
    if when is None:
        return ""
    if not isinstance(when, datetime):
        return f"{when.day}.{when.month}.{when:%y}" if language == "da" else f"{when:%d %b %y}".lstrip("0")
    clock = f"{when:%H.%M}" if language == "da" else f"{when:%H:%M}"
    return f"{say_when(when.date(), language)} {clock}"


def say_over(task: Task, worklist: Worklist, language: str) -> str:
    """How far past its deadline, in the promise's own days, or the number that broke it."""
    if task.over is None:
        if task.amount is None:
            return AMOUNT_MISSING.say(language)
        return f"{task.amount:.6g}".replace(".", "," if language == "da" else ".")
    within = worklist.promise.keep[-1].within
    words = UNITS["business days"] if within and within.unit == "business days" else DAYS
    if task.over > 0:
        return OVER.say(language, time=words.say(language, task.over))
    if task.state is not TaskState.ABOUT:
        return LESS_THAN_A_DAY.say(language)
    return LEFT.say(language, time=words.say(language, -task.over)) if task.over else TODAY.say(language)


def say_who(task: Task) -> str:
    """Who is to act: the responsible one of the unit, or else the function that keeps the promise."""
    return task.responsible or task.kept_by


def say_summary(worklist: Worklist, language: str) -> str:
    """How many are to be called, by kind; or that there is nobody, or why it cannot be said."""
    if worklist.until is None:
        return NOT_LISTED.say(language, why=why_words(worklist.why, language)) if worklist.why else NOBODY.say(language)
    counts = ((TaskState.WAITING, worklist.waiting), (TaskState.ABOUT, worklist.about), (TaskState.LATE, worklist.late))
    kinds = [KINDS[state].say(language, n=n) for state, n in counts if n]
    return SUMMARY.say(language, kinds=listed(kinds, language)) if kinds else NOBODY.say(language)


def say_notes(worklist: Worklist, language: str) -> tuple[str, ...]:
    """What the list leaves out: from which day it is, who was answered, and what is older."""
    if worklist.until is None:
        return ()
    year = worklist.as_of.year if worklist.as_of else None
    notes = [SINCE.say(language, day=say_day(worklist.since, language, year))] if worklist.since else []
    notes += [ANSWERED.say(language, worklist.answered)] if worklist.answered else []
    notes += [OLDER.say(language, worklist.older)] if worklist.older else []
    return tuple(notes)


def say_nobody(promises: int, language: str) -> str:
    """That so many promises need nobody."""
    return NOBODY_ELSE.say(language, promises)


def say_more(n: int, language: str) -> str:
    """How many are not shown; empty when all are."""
    return MORE.say(language, n) if n > 0 else ""


def say_more_here(n: int, promise: str, language: str) -> str:
    """How many are not shown, and the command that shows them; empty when all are."""
    return MORE_HERE.say(language, n, command=f"`makegood list {promise}`") if n > 0 else ""


def say_step(state: PromiseState, where: str, language: str) -> str:
    """The command that lists whom to call; empty when there is nobody, or nobody is known.

    Parameters
    ----------
    state : PromiseState
    where : str
        What follows the promise: the folder and the unit, or nothing.
    language : str
    """
    if is_counted(state):
        return ""
    recent = [verdict for verdict in (state.verdict, state.running) if verdict]
    broken = sum(verdict.n - verdict.kept for verdict in recent) if recent else state.count.broken
    if is_counted(state) or (not state.waiting and not broken):
        return ""
    return STEP.say(language, command=f"{state.promise.id} {where}".strip())


def knows_no_answers(worklists: Sequence[Worklist]) -> bool:
    """Whether somebody stands on a list of which no source says who was told."""
    return any(worklist.late and not worklist.knows_answers for worklist in worklists)
