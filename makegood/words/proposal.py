"""What makegood made of somebody's files, and what it asks: why each column was chosen, and what was left open."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from makegood.words.dates import say_day
from makegood.words.phrases import Counted, Phrase, listed, whole

if TYPE_CHECKING:
    from makegood.propose.proposal import Finding, Proposal, ProposedSource, Question, Unreadable, Use
    from makegood.propose.tables import Column

MOST_WHY = 3
KINDS = {
    "events": Phrase("ordrer, opkald eller sager, én i hver række", "orders, calls or cases, one in each row"),
    "reviews": Phrase("kundernes egne ord og stjerner, én i hver række", "what customers say, one review in each row"),
    "counts": Phrase(
        "optalte tal, ét tidsrum i hver række", "figures already counted, one stretch of time in each row"
    ),
}
ROWS = Counted(
    Phrase("{n} række i {files}", "{n} row in {files}"), Phrase("{n} rækker i {files}", "{n} rows in {files}")
)
BECAUSE = Phrase("{kind}; det viser {why}", "{kind}; seen from {why}")
WHY = {
    "due_at": Phrase("en lovet dato", "a promised date"),
    "done_at": Phrase("hvornår det blev gjort", "when it was done"),
    "shipped_at": Phrase("hvornår det blev sendt", "when it was shipped"),
    "waited": Phrase("en ventetid", "a wait"),
    "late": Phrase("en forsinkelse", "a delay"),
    "event_id": Phrase("et nummer", "an id"),
    "started_at": Phrase("hvornår det begyndte", "when it began"),
    "status": Phrase("en status", "a status"),
    "text": Phrase("tekster", "texts"),
    "rating": Phrase("stjerner eller karakterer", "stars or marks"),
    "voice_id": Phrase("et nummer", "an id"),
    "said_at": Phrase("hvornår det blev sagt", "when it was said"),
    "n": Phrase("hvor mange i alt", "how many in all"),
    "kept": Phrase("hvor mange til tiden", "how many in time"),
    "broken": Phrase("hvor mange for sent", "how many too late"),
    "answered": Phrase("hvor mange der fik svar", "how many were answered"),
    "abandoned": Phrase("hvor mange der gav op", "how many gave up"),
}
HOW = {
    "name": Phrase("navnet", "its name"),
    "word": Phrase("et ord i navnet", "a word in its name"),
    "cells": Phrase("indholdet, ikke navnet", "its cells, not its name"),
    "together": Phrase("kun tilsammen er de forskellige i hver række", "only together are they different in each row"),
    "chosen": Phrase("jeres svar", "your answer"),
    "joined": Phrase("fra den anden fil", "from the other file"),
}
UNIQUE = Phrase("forskelligt i hver række", "different in each row")
UNIQUE_IN_EACH = Phrase("forskelligt i hver række af samme fil", "different in each row of a file")
REPEATED = Counted(
    Phrase(
        "{n} række har et nummer, som en anden også har; den nyeste tæller", "{n} row shares its id; the newest counts"
    ),
    Phrase(
        "{n} rækker har et nummer, som andre også har; den nyeste tæller", "{n} rows share their ids; the newest counts"
    ),
)
DIFFERENT = Phrase("{n} forskellige", "{n} different")
TIMES = Phrase("dato og klokkeslæt", "date and time of day")
DATES = Phrase("dato uden klokkeslæt", "a date without a time of day")
DAY_AND_CLOCK = Phrase("dagen i den ene, klokkeslættet i den anden", "the day in the one, the time of day in the other")
UNREAD_DATES = Phrase("skrevet på en måde, der ikke kan læses", "written in a way that cannot be read")
EMPTY = Phrase("{n} tomme", "{n} empty")
NUMBERS = Phrase("tal fra {low} til {high}", "numbers from {low} to {high}")
UNSTORED = Phrase("læses ikke og gemmes ikke", "neither read nor stored")
OTHER_LIKELY = Phrase("en anden kolonne kunne være lige så rigtig", "another column is as likely")
NO_ID = Phrase(
    "intet nummer skelner rækkerne: hver række får sit eget ud fra sit indhold",
    "no id tells the rows apart: each gets one made of its content",
)
NOT_USED = Phrase("ikke brugt: {names}", "not used: {names}")
EMPLOYEE = Phrase("{names}: én medarbejder ad gangen vises aldrig", "{names}: nothing about one employee is ever shown")
TIME_APART = Phrase(
    "klokkeslættet står i {name} og læses ikke endnu; dagen tæller",
    "the time of day stands in {name} and is not read yet; the day counts",
)
DAMAGED = Phrase(
    "{name} er ødelagt af et regneark (tal som 5,7E+17): eksportér igen med kolonnen som tekst",
    "{name} was damaged by a spreadsheet (numbers such as 5.7E+17): export again with the column as text",
)
MISSING = {
    "said_at": Phrase("det står ikke, hvornår det blev sagt", "it does not say when it was said"),
    "started_at": Phrase(
        "ingen kolonne siger dag for dag, hvornår det begyndte", "no column says, day by day, when it began"
    ),
    "n": Phrase("det står ikke, hvor mange der var i alt", "it does not say how many there were in all"),
    "kept": Phrase("det står ikke, hvor mange der blev holdt", "it does not say how many were kept"),
    "dates": Phrase(
        "datoerne er skrevet på en måde, der ikke kan læses", "the dates are written in a way that cannot be read"
    ),
    "kind": Phrase("makegood læser ikke den slags endnu", "makegood does not read this kind yet"),
}
CANNOT = Phrase("Kan ikke læses endnu: {why}.", "Cannot be read yet: {why}.")
JOIN = Phrase(
    "{found} af {looked} numre findes også i {files}; derfra tages {take}",
    "{found} of {looked} ids are also in {files}, which gives {take}",
)
JOIN_MANY = Phrase("flere rækker til ét nummer: den første tæller", "several rows for one id: the first counts")
JOIN_REJECT = Phrase("flere rækker til ét nummer afvises", "several rows for one id are rejected")
FINDINGS = {
    "joined": Phrase(
        "hører til {about}, som tager en kolonne derfra", "belongs to {about}, which takes a column from it"
    ),
    "units": Phrase("en liste over {about}; den behøves ikke endnu", "a list of {about}; it is not needed yet"),
    "describes": Phrase("siger mere om {about}; den behøves ikke", "says more about {about}; it is not needed"),
    "survey": Phrase(
        "et spørgeskema uden tidspunkt: kan ikke holdes op mod et løfte",
        "a survey without a time: nothing to hold a promise against",
    ),
    "no_time": Phrase(
        "ingen tidspunkter: kan ikke holdes op mod et løfte", "no times: nothing to hold a promise against"
    ),
    "unknown": Phrase("vi ved ikke, hvad en række er", "what a row is we cannot tell"),
}
UNREADABLE = Phrase("kan ikke læses: {reason}", "cannot be read: {reason}")
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
OLD = Phrase(
    "intet er nyere end {day}; fjern linjen, når der kommer nye data",
    "nothing is newer than {day}; take the line away when new data come",
)
PLACE_BY = {
    "language": Phrase("gættet ud fra kolonnernes sprog", "guessed from the language of the columns"),
    "machine": Phrase("maskinens", "this machine's"),
    "default": Phrase("ikke oplyst: skriv jeres", "not known: write your own"),
    "chosen": Phrase("jeres svar", "your answer"),
}
ZONED = Phrase("ingen tid mangler en zone; dagene følger denne", "no time lacks a zone; days follow this one")
CANCELLED = Phrase("tælles ikke med, men vises", "not counted, and shown")
DATES_OPEN = Phrase("dag og måned kunne byttes om", "day and month could be either")
FOR_AMOUNTS = Phrase("til et løfte om et tal", "for a promise about a number")
FOLDER_NAME = Phrase("mappens navn", "the folder's name")
HEAD = Phrase(
    "Skrevet af `makegood init`. Se efter linjer med `# ?`: dem kan kun I afgøre.",
    "Written by `makegood init`. Look for lines with `# ?`: only you can settle them.",
)
HEAD_KEYS = Phrase(
    "Hver nøgle forklares af `makegood explain NØGLE`.", "Each key is explained by `makegood explain KEY`."
)
JOURNEY = Phrase(
    "Kundens vej gennem organisationen, og hvem der har ansvaret. Ret navnene til jeres egne.",
    "The customer's way through the organisation, and who owns each place. Make the names your own.",
)
NO_SOURCE = Phrase(
    "Ingen af filerne kan holdes op mod et løfte; se, hvad `makegood init` skrev om dem.",
    "None of the files can be held against a promise; see what `makegood init` said of them.",
)
NOTHING_READY = Phrase(
    "Ingen af filerne kan holdes op mod et løfte endnu. Find en fil, hvor hver række er en ordre, et opkald eller en "
    "sag, og hvor der står hvornår.",
    "None of the files can be held against a promise yet. Find a file in which each row is an order, a call or a case, "
    "and that says when.",
)
PROMISE_HEAD = Phrase(
    "Et løfte er de ord, kunderne læser, holdt op mod det, der skete. Ingen løfter er fundet på her: skriv jeres "
    "egne ord, fjern `# ` foran linjerne, og kør `makegood check`. Tallene er eksempler, ikke forslag.",
    "A promise is the words that customers read, held against what happened. None is made up here: write your own "
    "words, take away the `# ` before the lines, and run `makegood check`. The numbers are examples, not proposals.",
)
PROMISE_SAYS = Phrase("Skriv løftet, som kunderne læser det", "Write the promise as your customers read it")
PROMISE_KEYS = Phrase(
    "`said:` er hvor kunderne læser løftet, siden hvornår, og hvem der siger det. `of:` er jeres mål: "
    "hvor mange der skal holdes. `missing:` er hvad en tom celle betyder: `broken` eller `exclude`.",
    "`said:` is where customers read the promise, since when, and who says it. `of:` is your objective: "
    "how many are to be kept. `missing:` is what an empty cell means: `broken` or `exclude`.",
)
NO_PROMISE = Phrase(
    "{source}: uden en lovet dato, et sluttidspunkt eller et tal kan intet løfte om tid måles.",
    "{source}: without a promised date, a time of completion or a number no promise about time can be measured.",
)
WRITTEN = Phrase("Skrevet: {files}.", "Written: {files}.")
NEXT = Phrase("Nu:", "Next:")
STEPS = {
    "{settings}": Phrase("se efter linjer med `# ?`", "look for lines with `# ?`"),
    "makegood read{folder}": Phrase("læs filerne", "read the files"),
    "{promises}": Phrase("skriv jeres første løfte", "write your first promise"),
    "makegood check{folder}": Phrase("hold løfterne op mod det, der skete", "hold promises against what happened"),
}
LEFT_OPEN = Counted(
    Phrase("{n} spørgsmål står åbent i filen (`# ?`):", "{n} question is left open in the file (`# ?`):"),
    Phrase("{n} spørgsmål står åbne i filen (`# ?`):", "{n} questions are left open in the file (`# ?`):"),
)
FILES = Counted(Phrase("{n} fil", "{n} file"), Phrase("{n} filer", "{n} files"))


def say_rows(source: "ProposedSource", language: str) -> str:
    """How much there is: so many rows in so many files."""
    return ROWS.say(language, source.table.rows, files=FILES.say(language, source.n_files))


def say_kind(source: "ProposedSource", language: str) -> str:
    """What a row is, and what showed it."""
    why = listed([WHY[name].say(language) for name in source.why[:MOST_WHY]], language)
    return BECAUSE.say(language, kind=KINDS[source.kind].say(language), why=why)


def say_use(source: "ProposedSource", use: "Use", language: str) -> str:
    """Why a column was chosen: its name or its cells, and what they look like."""
    if use.how == "together" and use.ours == "started_at":
        return DAY_AND_CLOCK.say(language)
    parts = [HOW[use.how].say(language)]
    if use.how != "joined":
        column = source.table.column(use.theirs[0])
        parts += _say_cells(source, use, column, language)
        if use.is_open:
            parts.append(OTHER_LIKELY.say(language))
    return "; ".join(parts)


def _say_cells(source: "ProposedSource", use: "Use", column: "Column", language: str) -> list[str]:
    if use.ours in ("text", "customer"):
        return [UNSTORED.say(language)]
    if use.how == "together":
        return []
    parts = []
    if column.kind == "time":
        parts.append((UNREAD_DATES if not column.forms else DATES if column.dates_only else TIMES).say(language))
    elif use.ours in ("event_id", "voice_id") and (use.ours == "voice_id" or source.kind == "events"):
        shared = column.filled - column.distinct
        unique = UNIQUE_IN_EACH if source.n_files > 1 else UNIQUE
        parts.append(REPEATED.say(language, shared) if shared else unique.say(language))
    elif use.ours in ("unit", "event_id"):
        parts.append(DIFFERENT.say(language, n=column.distinct))
    elif column.low is not None and column.high is not None:
        parts.append(NUMBERS.say(language, low=_number(column.low, language), high=_number(column.high, language)))
    empty = source.table.rows - column.filled
    return [*parts, EMPTY.say(language, n=empty)] if empty and parts else parts


def _number(value: float, language: str) -> str:
    if value == int(value):
        return whole(int(value), language)
    return f"{value:g}".replace(".", "," if language == "da" else ".")


def say_notes(source: "ProposedSource", language: str) -> list[str]:
    """What else is worth knowing about a source, a sentence each without a full stop."""
    notes = []
    table = source.table
    if source.kind != "counts" and not source.use("event_id" if source.kind == "events" else "voice_id"):
        notes.append(NO_ID.say(language))
    damaged = [column.name for column in table.columns if column.is_damaged]
    notes += [DAMAGED.say(language, name=name) for name in damaged]
    begun = source.use("started_at") or source.use("said_at")
    clock = next((c.name for c in table.columns if c.kind == "clock" and "time_part" in c.meanings.scores), None)
    if clock and begun and len(begun.theirs) == 1 and table.column(begun.theirs[0]).dates_only:
        notes.append(TIME_APART.say(language, name=clock))
    people = [column.name for column in table.columns if column.meanings.best == "employee"]
    if people:
        notes.append(EMPLOYEE.say(language, names=listed(people, language)))
    return notes


def say_numbers(source: "ProposedSource", language: str) -> str:
    """The columns that are kept for promises about a number; empty when there are none."""
    return f"{', '.join(source.numbers)}: {FOR_AMOUNTS.say(language)}" if source.numbers else ""


def say_join(source: "ProposedSource", language: str) -> str:
    """Why a file is joined, and what happens where it has several rows for one."""
    join = source.join
    if not join:
        return ""
    take = listed([f"{ours} ({theirs})" for ours, theirs in join.take.items()], language)
    said = JOIN.say(language, found=join.overlap, looked=join.looked, files=", ".join(join.files), take=take)
    many = (JOIN_REJECT if join.when_many == "reject" else JOIN_MANY).say(language) if join.has_many else ""
    return f"{said}; {many}" if many else said


def say_missing(source: "ProposedSource", language: str) -> str:
    """Why a source cannot be read as it is; empty when it can."""
    reasons = [MISSING[name].say(language) for name in source.missing]
    return CANNOT.say(language, why=listed(reasons, language)) if reasons else ""


def say_unused(names: Sequence[str], language: str) -> str:
    """The columns nothing is made of."""
    return NOT_USED.say(language, names=", ".join(names))


def say_finding(finding: "Finding", language: str) -> str:
    """What a file is that makes no source."""
    return FINDINGS[finding.reason].say(language, about=finding.about)


def say_unreadable(file: "Unreadable", language: str) -> str:
    """Why a file was passed over."""
    return UNREADABLE.say(language, reason=file.reason)


def say_question(question: "Question", language: str) -> str:
    """What is asked."""
    return QUESTIONS[question.about].say(language, source=question.source, column=question.column)


def say_options(question: "Question", language: str) -> str:
    """What may be answered; empty when anything may."""
    return CHOICES.say(language, options=", ".join(question.options)) if question.options else ""


def say_default(question: "Question", language: str) -> str:
    """The proposal, as it stands behind a question."""
    return NONE_KNOWN.say(language) if question.default == "-" else question.default


def say_old(newest: int, language: str) -> str:
    """That data are old on purpose; `newest` is in days since 1970."""
    return OLD.say(language, day=say_day(date(1970, 1, 1) + timedelta(days=newest), language))


def say_place(proposal: "Proposal", language: str) -> str:
    """Where country and time zone come from."""
    said = PLACE_BY[proposal.place_by].say(language)
    is_zoned = not proposal.needs_zone and any(source.is_ready for source in proposal.sources)
    return f"{said}; {ZONED.say(language)}" if is_zoned else said


def say_next(settings: str, promises: str, folder: str, language: str) -> list[str]:
    """What to do now, a line each."""
    shown = "" if folder == "." else f" {folder}"
    steps = {key.format(settings=settings, promises=promises, folder=shown): step for key, step in STEPS.items()}
    width = max(map(len, steps))
    return [NEXT.say(language), *(f"  {name:<{width}}   {step.say(language)}" for name, step in steps.items())]
