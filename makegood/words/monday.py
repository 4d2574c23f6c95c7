"""The five lines of a Monday: what is kept, whom to call, what is unusual, whom to thank, what to leave alone.

For somebody with ten minutes, who does not sign in. At most one thing to do and one to leave alone; each line is always
there, also when it has nothing to say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from makegood.model import Headline, Pace, PromiseState, Task, TaskState, UnitState, Why, Worklist
from makegood.words.counts import verdict_count
from makegood.words.dates import in_period, say_day, say_week
from makegood.words.numbers import part_of
from makegood.words.phrases import Counted, Phrase, listed
from makegood.words.promise import promise_text
from makegood.words.reasons import why_of
from makegood.words.worklist import say_over

FIRST = 5  # whom to call first, by name; `makegood list` has all
ENOUGH = 30  # cases in 28 days behind a thank-you; fewer may be luck

SUBJECT = Phrase("{name}, {week}: {call}", "{name}, {week}: {call}")
SUBJECT_CALL = Counted(Phrase("ring til 1", "call 1"), Phrase("ring til {n}", "call {n}"))
SUBJECT_QUIET = Phrase("ingen at ringe til", "nobody to call")
KEPT, CALL, UNUSUAL, THANKS, LEAVE = (
    Phrase("Holdt", "Kept"),
    Phrase("Ring til", "Call"),
    Phrase("Usædvanligt", "Unusual"),
    Phrase("Tak", "Thanks"),
    Phrase("Lad være", "Leave alone"),
)

HOLDING = Counted(
    Phrase("{k} af {n} løfte holder lige nu.", "{k} of {n} promise is holding now."),
    Phrase("{k} af {n} løfter holder lige nu.", "{k} of {n} promises are holding now."),
)
SLIPPING = Phrase(
    '"{says}" skrider: {part} holdt de seneste 28 dage.', '"{says}" is slipping: {part} kept in the last 28 days.'
)
SLIPPING_QUIETLY = Phrase(
    '"{says}" skrider; de seneste 28 dage forfaldt ingen.', '"{says}" is slipping; none came due in the last 28 days.'
)
WAS_BROKEN = Phrase('"{says}" blev brudt {period}: {count}.', '"{says}" was broken {period}: {count}.')
TOO_LITTLE = Counted(
    Phrase("Om 1 er der for lidt at sige noget ud fra.", "Of 1 there is too little to say."),
    Phrase("Om {n} er der for lidt at sige noget ud fra.", "Of {n} there is too little to say."),
)
NO_PROMISES = Phrase("Der er ingen løfter med data endnu.", "There are no promises with data yet.")

WAITING = Counted(
    Phrase("1 venter stadig.", "1 is still waiting."),
    Phrase("{n} venter stadig; længst: {names}.", "{n} are still waiting; longest: {names}."),
)
ONE_WAITING = Phrase("1 venter stadig: {names}.", "1 is still waiting: {names}.")
NOBODY = Phrase("Ingen venter på noget, I har lovet.", "Nobody is waiting for what you promised.")
TASK = Phrase("{id} ({over})", "{id} ({over})")

SINCE = Phrase('"{says}" begyndte at skride {day}.', '"{says}" began to slip on {day}.')
LESS_OFTEN = Phrase(
    '"{says}" holdes sjældnere her end i de andre enheder: {part}. Spørg dem, der gør arbejdet, hvad der er '
    "anderledes.",
    '"{says}" is kept less often here than in the other units: {part}. Ask those who do the work what is different.',
)
NO_NEWS = Phrase('Data om "{says}" mangler siden {day}.', 'Data on "{says}" are missing since {day}.')
NOTHING_UNUSUAL = Phrase("Intet usædvanligt.", "Nothing unusual.")

THANKS_ALL = Phrase(
    '"{says}": alle {n} holdt de seneste 28 dage. Sig tak til dem, der gør det.',
    '"{says}": all {n} kept in the last 28 days. Thank those who do it.',
)
THANKS_MOST = Phrase(
    '"{says}": {part} holdt de seneste 28 dage. Sig tak til dem, der gør det.',
    '"{says}": {part} kept in the last 28 days. Thank those who do it.',
)
THANKS_MORE_OFTEN = Phrase(
    '"{says}" holdes oftere her end i de andre enheder: {part}. Sig tak, og spørg, hvad I gør.',
    '"{says}" is kept more often here than in the other units: {part}. Say thank you, and ask what you do.',
)
THANKS_ANYWAY = Phrase(
    "Tallene siger det ikke denne uge. Spørg, hvad der lykkedes, og sig tak for det.",
    "The figures do not say it this week. Ask what went well, and say thank you for that.",
)
LEAVE_IT = Phrase(
    '"{says}" er godt nok: {part} holdt de seneste 28 dage. Læg ikke noget nyt på.',
    '"{says}" is good enough: {part} kept in the last 28 days. Add nothing to it.',
)
LEAVE_REST = Phrase(
    "Find ikke på noget nyt, før det basale er på plads.", "Start nothing new until the basics are in order."
)


@dataclass(frozen=True)
class Line:
    """One of the five: its kind as a word for programs, its heading, its text, and the events it names."""

    kind: str
    heading: str
    text: str
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True)
class Monday:
    """All five lines, in order, and the line above them."""

    name: str
    as_of: date | None
    subject: str
    lines: tuple[Line, ...]


def say_monday(
    name: str,
    states: Sequence[PromiseState],
    waiting: Sequence[Worklist],
    beside: Mapping[str, UnitState],
    language: str,
) -> Monday:
    """The five lines for a unit, or for the whole organisation.

    Parameters
    ----------
    name : str
        Of the organisation, or of the organisation and the unit.
    states : sequence of PromiseState
        The promises in this view.
    waiting : sequence of Worklist
        Whom to call about each, those who wait.
    beside : mapping of promise id to UnitState
        The unit beside the others, where it was compared.
    language : str
        `da` or `en`.
    """
    seen = [state for state in states if state.count.n or why_of(state) is Why.STALE]
    moments = [state.as_of for state in states if state.as_of]
    today = max(moments).date() if moments else None
    tasks = _those_who_wait(waiting)
    thanks, leave = _choose(seen, beside)
    call = SUBJECT_CALL.say(language, len(tasks)) if tasks else SUBJECT_QUIET.say(language)
    week = say_week(today, language, today.year) if today else ""
    lines = (
        Line("kept", KEPT.say(language), _kept(seen, language)),
        Line("call", CALL.say(language), _call(tasks, language), tuple(task for task, _ in tasks)),
        Line("unusual", UNUSUAL.say(language), " ".join(_unusual(seen, beside, language, today))),
        Line("thanks", THANKS.say(language), _thank(thanks, beside, language)),
        Line("leave", LEAVE.say(language), _leave(leave, language)),
    )
    return Monday(name, today, SUBJECT.say(language, name=name, week=week, call=call).replace(", :", ":"), lines)


def _says(state: PromiseState, language: str) -> str:
    return promise_text(state.promise, language).rstrip(" .")


def _lately(state: PromiseState, language: str) -> str:
    return part_of(state.now.kept_28, state.now.n_28, language)


def _is_down(state: PromiseState) -> bool:
    return state.now.pace is Pace.SLIPPING or state.headline is Headline.BROKEN


def _kept(seen: Sequence[PromiseState], language: str) -> str:
    if not seen:
        return NO_PROMISES.say(language)
    holding = [state for state in seen if state.now.pace is Pace.HOLDING and not _is_down(state)]
    quiet = [state for state in seen if state not in holding and not _is_down(state)]
    said = [HOLDING.say(language, len(seen), k=len(holding))]
    said += [_down(state, language) for state in seen if _is_down(state)]
    return " ".join([*said, *([TOO_LITTLE.say(language, len(quiet))] if quiet else [])])


def _down(state: PromiseState, language: str) -> str:
    """How it slips now; of one that was broken and does not slip, when it was."""
    says, year = _says(state, language), state.as_of.year if state.as_of else None
    if state.now.pace is not Pace.SLIPPING and state.verdict:
        period, count = in_period(state.verdict.period, language, year), verdict_count(state.verdict, language, False)
        return WAS_BROKEN.say(language, says=says, period=period, count=count)
    if not state.now.n_28:
        return SLIPPING_QUIETLY.say(language, says=says)
    return SLIPPING.say(language, says=says, part=_lately(state, language))


def _those_who_wait(waiting: Sequence[Worklist]) -> list[tuple[Task, Worklist]]:
    """Each event once, under the promise with which it has waited longest; the longest first."""
    found: dict[tuple[str, str], tuple[Task, Worklist]] = {}
    for worklist in waiting:
        for task in worklist.tasks:
            key = worklist.promise.keep[-1].source, task.event_id
            known = found.get(key)
            if task.state is TaskState.WAITING and (known is None or (task.over or 0) > (known[0].over or 0)):
                found[key] = task, worklist
    return sorted(found.values(), key=lambda pair: (-(pair[0].over or 0), pair[0].event_id))


def _call(tasks: Sequence[tuple[Task, Worklist]], language: str) -> str:
    if not tasks:
        return NOBODY.say(language)
    names = [
        TASK.say(language, id=task.event_id, over=say_over(task, worklist, language))
        for task, worklist in tasks[:FIRST]
    ]
    if len(tasks) == 1:
        return ONE_WAITING.say(language, names=names[0])
    return WAITING.say(language, len(tasks), names=listed(names, language))


def _unusual(
    seen: Sequence[PromiseState], beside: Mapping[str, UnitState], language: str, today: date | None
) -> Iterator[str]:
    year, nothing = today.year if today else None, True
    for state in seen:
        says, unit = _says(state, language), beside.get(state.promise.id)
        if state.now.pace is Pace.SLIPPING and state.now.since and not _from_the_start(state):
            yield SINCE.say(language, says=says, day=say_day(state.now.since, language, year))
            nothing = False
        if unit and unit.unlike and not unit.better:
            yield LESS_OFTEN.say(language, says=says, part=part_of(unit.kept, unit.n, language))
            nothing = False
        if why_of(state) is Why.STALE and state.newest:
            yield NO_NEWS.say(language, says=says, day=say_day(state.newest, language, year))
            nothing = False
    if nothing:
        yield NOTHING_UNUSUAL.say(language)


def _from_the_start(state: PromiseState) -> bool:
    """A slip that began with the data is nothing new."""
    return bool(state.weeks) and state.now.since is not None and state.now.since <= _end_of(state.weeks[0].day)


def _end_of(monday: date) -> date:
    return date.fromordinal(monday.toordinal() + 6)


def _choose(
    seen: Sequence[PromiseState], beside: Mapping[str, UnitState]
) -> tuple[PromiseState | None, PromiseState | None]:
    """Whom to thank: where it is better than elsewhere, else where the largest part is kept; and what to leave."""
    fine = [
        state
        for state in seen
        if state.now.pace is Pace.HOLDING
        and not _is_down(state)
        and state.now.n_28 >= ENOUGH
        and state.objective is not None
        and state.now.kept_28 >= state.objective * state.now.n_28
    ]
    fine.sort(key=lambda state: (-state.now.kept_28 / state.now.n_28, -state.now.n_28, state.promise.id))
    better = [state for state in fine if (unit := beside.get(state.promise.id)) and unit.unlike and unit.better]
    thanks = next(iter([*better, *fine]), None)
    rest = [
        state
        for state in fine
        if state is not thanks and not ((unit := beside.get(state.promise.id)) and unit.unlike and not unit.better)
    ]
    return thanks, max(rest, key=lambda state: (state.now.n_28, state.promise.id), default=None)


def _thank(state: PromiseState | None, beside: Mapping[str, UnitState], language: str) -> str:
    if state is None:
        return THANKS_ANYWAY.say(language)
    says, unit = _says(state, language), beside.get(state.promise.id)
    if unit and unit.unlike and unit.better:
        return THANKS_MORE_OFTEN.say(language, says=says, part=part_of(unit.kept, unit.n, language))
    if state.now.kept_28 == state.now.n_28:
        return THANKS_ALL.say(language, says=says, n=state.now.n_28)
    return THANKS_MOST.say(language, says=says, part=_lately(state, language))


def _leave(state: PromiseState | None, language: str) -> str:
    if state is None:
        return LEAVE_REST.say(language)
    return LEAVE_IT.say(language, says=_says(state, language), part=_lately(state, language))
