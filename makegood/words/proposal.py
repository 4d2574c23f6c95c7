"""What makegood made of somebody's files: what each is, why each column was chosen, and what is worth knowing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from makegood.words.phrases import Counted, Phrase, listed, whole

if TYPE_CHECKING:
    from makegood.propose.proposal import Finding, ProposedSource, Unreadable, Use
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
    "share_kept": Phrase("hvor stor en del til tiden", "how large a part in time"),
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
MASKED = Phrase("gemmes med navne og numre maskeret", "stored with names and numbers masked")
HASHED = Phrase("gemmes kun som en kode: kan tælles, ikke læses", "stored only as a code: can be counted, not read")
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
    "damaged": Phrase(
        "{about} er ødelagt af et regneark (tal som 5,7E+17): eksportér igen med kolonnen som tekst",
        "{about} was damaged by a spreadsheet (numbers such as 5.7E+17): export again with the column as text",
    ),
    "unknown": Phrase("vi ved ikke, hvad en række er", "what a row is we cannot tell"),
}
UNREADABLE = Phrase("kan ikke læses: {reason}", "cannot be read: {reason}")
CANCELLED = Phrase("tælles ikke med, men vises", "not counted, and shown")
FOR_AMOUNTS = Phrase("til et løfte om et tal", "for a promise about a number")
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
    if use.ours in ("title", "text", "reply"):
        return [MASKED.say(language)]
    if use.ours == "customer":
        return [HASHED.say(language)]
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
