"""What one read of one source did, in sentences whose sums can be checked by hand."""

from collections.abc import Sequence

from makegood.model import Load, Rejection
from makegood.words.phrases import Counted, Phrase, capital, whole
from makegood.words.rejections import say_place

READ = Counted(
    Phrase("{source}: læste {n} række i {files}.", "{source}: read {n} row in {files}."),
    Phrase("{source}: læste {n} rækker i {files}.", "{source}: read {n} rows in {files}."),
)
FILES = Counted(Phrase("{n} fil", "{n} file"), Phrase("{n} filer", "{n} files"))
SPLIT = Phrase("{total} = {parts}.", "{total} = {parts}.")
KEPT = Phrase("{n} brugt", "{n} used")
EXCLUDED = Phrase("{n} sat til side ({reason})", "{n} set aside ({reason})")
LEFT_OUT = Phrase("{n} hører til noget andet", "{n} about something else")
ASIDES = Counted(
    Phrase("{n} sum eller note", "{n} total or note"), Phrase("{n} summer og noter", "{n} totals and notes")
)
FORGOTTEN = Phrase("{n} fra glemte kunder", "{n} of forgotten customers")
UNNAMED = Counted(
    Phrase(
        "{n} række hører til en glemt kunde og er gemt uden kunde.",
        "{n} row belongs to a forgotten customer and is stored without customer.",
    ),
    Phrase(
        "{n} rækker hører til glemte kunder og er gemt uden kunde.",
        "{n} rows belong to forgotten customers and are stored without customer.",
    ),
)
REJECTED = Phrase("{n} kunne ikke læses", "{n} could not be read")
REPEATED = Phrase("{n} gentaget", "{n} repeated")
STORED = Phrase(
    "Gemt: {n} (nye: {added}, ændrede: {changed}, uændrede: {unchanged}).",
    "Stored: {n} (new: {added}, changed: {changed}, as before: {unchanged}).",
)
NOTHING_NEW = Phrase("Intet nyt siden sidst.", "Nothing new since last time.")
REASON = Phrase("{column} er {value}", "{column} is {value}")
MISSING = Phrase("{column} mangler", "{column} is missing")
TOTAL = Counted(
    Phrase("I alt læst {n} række: {parts}.", "{n} row read in all: {parts}."),
    Phrase("I alt læst {n} rækker: {parts}.", "{n} rows read in all: {parts}."),
)
PROGRESS = Counted(
    Phrase("{source}: {file}, {n} række", "{source}: {file}, {n} row"),
    Phrase("{source}: {file}, {n} rækker", "{source}: {file}, {n} rows"),
)
PASSED_OVER = Counted(
    Phrase(
        "{n} ark er ikke læst, fordi det ikke har kolonnerne eller er skjult: {sheets}. Skal et skjult ark med, så "
        "skriv dets navn i `sheets:`.",
        "{n} sheet was not read, because it lacks the columns or is hidden: {sheets}. To read a hidden sheet, name it "
        "in `sheets:`.",
    ),
    Phrase(
        "{n} ark er ikke læst, fordi de ikke har kolonnerne eller er skjult: {sheets}. Skal et skjult ark med, så "
        "skriv dets navn i `sheets:`.",
        "{n} sheets were not read, because they lack the columns or are hidden: {sheets}. To read a hidden sheet, "
        "name it in `sheets:`.",
    ),
)
UNDERSTOOD = Phrase("Læser kommentarerne: {done} af {of}", "Reading the comments: {done} of {of}")
WAITING = Phrase("Venter på en anden læsning ...", "Waiting for another read ...")
REJECTED_ROWS = Phrase(
    "Rækker, vi ikke kunne læse (alle: `makegood rejected`):", "Rows that could not be read (all: `makegood rejected`):"
)
NONE_REJECTED = Phrase("Ingen rækker er afvist.", "No rows were rejected.")
TIDIED = Phrase(
    "Små filer i {lake} er lagt sammen, og filer, der blev erstattet for mere end 7 dage siden, er slettet. "
    "Svarene er de samme.",
    "Small files in {lake} are joined, and files that were replaced more than 7 days ago are deleted. "
    "The answers are the same.",
)
NOTHING_TO_TIDY = Phrase(
    "Der er ikke noget at rydde op i: der er ikke læst data endnu.",
    "There is nothing to tidy: no data have been read yet.",
)
REASONS_SHOWN = 5
SHEETS_SHOWN = 6


def say_progress(source: str, file: str, rows: int, language: str) -> str:
    """How far a read has come."""
    return PROGRESS.say(language, rows, source=source, file=file)


def say_understood(done: int, of: int, language: str) -> str:
    """How many comments have been read for what they say."""
    return UNDERSTOOD.say(language, done=done, of=of)


def say_waiting(language: str) -> str:
    """That another read holds the lake."""
    return WAITING.say(language)


def say_rejected_rows(rejections: Sequence[Rejection], language: str) -> tuple[str, ...]:
    """The reasons why rows could not be read, the commonest first, each with the first place where it stands."""
    groups: dict[tuple[str, str], list[Rejection]] = {}
    for rejection in rejections:
        groups.setdefault((rejection.column, rejection.reason), []).append(rejection)
    ordered = sorted(groups.values(), key=lambda group: (-len(group), min(map(_place, group))))[:REASONS_SHOWN]
    lines = [f"  {whole(len(group), language):>6}  {say_place(min(group, key=_place), language)}" for group in ordered]
    return (REJECTED_ROWS.say(language), *lines)


def say_passed_over(loads: Sequence[Load], language: str) -> str:
    """The sheets of workbooks that were not read, of all sources; empty when there is none."""
    names = sorted({name for load in loads for name in load.passed_over})
    if not names:
        return ""
    more = len(names) - SHEETS_SHOWN
    sheets = ", ".join(names[:SHEETS_SHOWN]) + (f" + {whole(more, language)}" if more > 0 else "")
    return PASSED_OVER.say(language, len(names), sheets=sheets)


def say_unnamed(loads: Sequence[Load], language: str) -> str:
    """The events of forgotten customers; empty when there is none."""
    unnamed = sum(load.unnamed for load in loads)
    return UNNAMED.say(language, unnamed) if unnamed else ""


def _place(rejection: Rejection) -> tuple[str, int]:
    return rejection.file, rejection.line


def say_reason(reason: str, language: str) -> str:
    """A reason that stands as `column=value` or `column missing`, in words; any other stays as it is.

    Examples
    --------
    >>> say_reason("order_status=cancelled", "en"), say_reason("minutes missing", "da")
    ('order_status is cancelled', 'minutes mangler')
    """
    if reason.endswith(" missing"):
        return MISSING.say(language, column=reason.removesuffix(" missing"))
    column, equals, value = reason.partition("=")
    if equals and not value:
        return MISSING.say(language, column=column)
    return REASON.say(language, column=column, value=value) if equals else reason


def say_load(load: Load, language: str) -> tuple[str, ...]:
    """What was read, where each row went, and what that changed; parts of none are left out.

    Returns
    -------
    tuple of str
        Two or three sentences. The numbers of the second add up to the number of rows read.
    """
    files = FILES.say(language, load.files)
    sentences = [READ.say(language, load.read, source=load.source, files=files)]
    parts = _parts([load], language)
    if parts:
        sentences.append(SPLIT.say(language, total=load.read, parts=" + ".join(parts)))
    stored = load.added + load.changed + load.unchanged
    if stored and stored == load.unchanged:
        sentences.append(NOTHING_NEW.say(language))
    elif stored:
        sentences.append(
            STORED.say(language, n=stored, added=load.added, changed=load.changed, unchanged=load.unchanged)
        )
    return tuple(sentences)


HEADINGS = (
    Phrase("Kilde", "Source"),
    Phrase("Læst", "Read"),
    Phrase("= brugt", "= used"),
    Phrase("+ sat til side", "+ set aside"),
    Phrase("+ andet", "+ other"),
    Phrase("+ ulæselige", "+ unreadable"),
    Phrase("+ gentaget", "+ repeated"),
    Phrase("Nye", "New"),
    Phrase("Ændrede", "Changed"),
)


def load_table(loads: Sequence[Load], language: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The reads of many sources as headings and rows; in each row the parts add up to the rows read."""
    rows = []
    for load in loads:
        parts = (load.kept, sum(load.excluded.values()), load.left_out, load.rejected, load.repeated)
        numbers = (load.read, *parts, load.added, load.changed)
        rows.append((load.source, *(whole(number, language) for number in numbers)))
    return tuple(heading.say(language) for heading in HEADINGS), tuple(rows)


def say_loads(loads: Sequence[Load], language: str) -> str:
    """All sources of one read in one sentence, with the same parts."""
    parts = _parts(loads, language) or [KEPT.say(language, n=0)]
    return capital(TOTAL.say(language, sum(load.read for load in loads), parts=" + ".join(parts)))


def _parts(loads: Sequence[Load], language: str) -> list[str]:
    reasons: dict[str, int] = {}
    for load in loads:
        for reason, n in load.excluded.items():
            reasons[reason] = reasons.get(reason, 0) + n
    excluded = [
        EXCLUDED.say(language, n=n, reason=say_reason(reason, language))
        for reason, n in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
        if n
    ]
    sums: list[tuple[Phrase | Counted, int]] = [
        (KEPT, sum(load.kept for load in loads)),
        (LEFT_OUT, sum(load.left_out - load.asides - load.forgotten for load in loads)),
        (FORGOTTEN, sum(load.forgotten for load in loads)),
        (ASIDES, sum(load.asides for load in loads)),
        (REJECTED, sum(load.rejected for load in loads)),
        (REPEATED, sum(load.repeated for load in loads)),
    ]
    kept, *rest = [_say_part(phrase, n, language) if n else "" for phrase, n in sums]
    return [part for part in (kept, *excluded, *rest) if part]


def _say_part(phrase: Phrase | Counted, n: int, language: str) -> str:
    return phrase.say(language, n) if isinstance(phrase, Counted) else phrase.say(language, n=n)
