"""What was forgotten, what was searched, and what makegood cannot reach."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from makegood.words.phrases import Counted, Phrase, listed, whole

if TYPE_CHECKING:
    from makegood.forgetting import Forgetting

ASK_WHO = Phrase(
    "Hvem skal glemmes? Navn, kundenummer, e-mail eller telefon, flere med komma imellem",
    "Who is to be forgotten? Name, customer number, e-mail or telephone; several with commas",
)
SURE = Phrase("Det kan ikke gøres om. Skal vi fortsætte?", "It cannot be undone. Go on?")
STOPPED = Phrase("Intet er slettet.", "Nothing was erased.")
WOULD_GO = Phrase("Det her vil blive slettet i mappen {lake}:", "This would be erased in the folder {lake}:")
WENT = Phrase("Slettet i mappen {lake}:", "Erased in the folder {lake}:")
NOTHING = Phrase(
    "I mappen {lake} er der intet, der hører til den, du nævnte. Skriv navn, kundenummer og e-mail, som jeres "
    "filer skriver dem.",
    "Nothing in the folder {lake} belongs to whom you named. Write name, customer number and e-mail as your files "
    "write them.",
)
NO_LAKE = Phrase("Der er ikke læst data endnu.", "No data have been read yet.")
VOICES = Counted(
    Phrase("{n} anmeldelse med alle ord og svar", "{n} review with all words and replies"),
    Phrase("{n} anmeldelser med alle ord og svar", "{n} reviews with all words and replies"),
)
EVENTS = Counted(
    Phrase(
        "{n} ordre, sag eller opkald tæller med som før, men uden kunde, nummer og værdier",
        "{n} order, case or call counts as before, without customer, id and values",
    ),
    Phrase(
        "{n} ordrer, sager eller opkald tæller med som før, men uden kunde, nummer og værdier",
        "{n} orders, cases or calls count as before, without customer, id and values",
    ),
)
MENTIONS = Counted(
    Phrase(
        "{n} række, der hører til en anden, nævner ikke længere personen",
        "{n} row of somebody else no longer names the person",
    ),
    Phrase(
        "{n} rækker, der hører til andre, nævner ikke længere personen",
        "{n} rows of others no longer name the person",
    ),
)
PROVEN = Phrase(
    "Gennemsøgt bagefter: {files} filer, {bytes} bytes, {values} tekster i dem, og loggene. Intet spor af personen: "
    "ingen kode, intet nummer.",
    "Searched afterwards: {files} files, {bytes} bytes, {values} texts in them, and the logs. No trace of the person: "
    "no code, no id.",
)
STILL_WRITTEN = Phrase(
    "Som skrevet står det, du nævnte, stadig her. Se efter, om det er personen: {places}",
    "What you named still stands here as written. See whether it is the person: {places}",
)
SOURCES = Phrase(
    "Jeres egne filer rører makegood ikke. Personen står stadig i:",
    "makegood does not touch your own files. The person still stands in:",
)
NO_SOURCES = Phrase(
    "I de filer, der læses nu, står personen ikke.", "The files that are read now do not hold the person."
)
LINES = Counted(Phrase("{file}: {n} linje", "{file}: {n} line"), Phrase("{file}: {n} linjer", "{file}: {n} lines"))
UNSEEN = Phrase("Kunne ikke gennemses: {files}.", "Could not be looked into: {files}.")
NOT_REACHED = Phrase(
    "Kan ikke nås herfra: sikkerhedskopier, rapporter og mails, der allerede er sendt. Læses filerne igen, kommer "
    "personen ikke tilbage, så længe .makegood/forgotten og nøglen er der.",
    "Out of reach from here: backups, and reports and mails already sent. Reading the files again does not bring the "
    "person back, as long as .makegood/forgotten and the key are there.",
)


def say_what_goes(told: "Forgetting", lake: str, language: str, done: bool) -> tuple[str, ...]:
    """What is erased, or would be; a line each."""
    parts = ((VOICES, told.voices), (EVENTS, told.events), (MENTIONS, told.mentions))
    lines = [f"  {phrase.say(language, n)}" for phrase, n in parts if n]
    if not lines:
        return (NOTHING.say(language, lake=lake),)
    return ((WENT if done else WOULD_GO).say(language, lake=lake), *lines)


def say_proof(told: "Forgetting", language: str) -> tuple[str, ...]:
    """What was searched, and where what was named still stands as written."""
    proof = told.proof
    if proof is None:
        return ()
    lines = [PROVEN.say(language, files=proof.files, bytes=proof.bytes, values=proof.values)]
    if proof.written:
        lines.append(STILL_WRITTEN.say(language, places=_places(proof.written, language)))
    return tuple(lines)


def say_out_of_reach(told: "Forgetting", language: str) -> tuple[str, ...]:
    """The organisation's own files that hold the person, and what nobody can look into from here."""
    lines = [SOURCES.say(language)] if told.sources else [NO_SOURCES.say(language)]
    lines += [f"  {LINES.say(language, n, file=file)}" for file, n in told.sources.items()]
    if told.unseen:
        lines.append(UNSEEN.say(language, files=_names(told.unseen, language)))
    return (*lines, NOT_REACHED.say(language))


def _places(places: Mapping[str, int], language: str) -> str:
    return ", ".join(f"{place} ({whole(n, language)})" for place, n in places.items())


def _names(names: Sequence[str], language: str) -> str:
    return listed(list(names), language)
