"""The words of the first makegood.yaml and of the first file of promises, and what to do once they are written."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from makegood.words.dates import say_day
from makegood.words.phrases import Phrase

if TYPE_CHECKING:
    from makegood.propose.proposal import Proposal

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
FOLDER_NAME = Phrase("mappens navn", "the folder's name")
PLACE_BY = {
    "language": Phrase("gættet ud fra kolonnernes sprog", "guessed from the language of the columns"),
    "machine": Phrase("maskinens", "this machine's"),
    "default": Phrase("ikke oplyst: skriv jeres", "not known: write your own"),
    "chosen": Phrase("jeres svar", "your answer"),
}
ZONED = Phrase("ingen tid mangler en zone; dagene følger denne", "no time lacks a zone; days follow this one")
OLD = Phrase(
    "intet er nyere end {day}; fjern linjen, når der kommer nye data",
    "nothing is newer than {day}; take the line away when new data come",
)
DATES_OPEN = Phrase("dag og måned kunne byttes om", "day and month could be either")


def say_place(proposal: "Proposal", language: str) -> str:
    """Where country and time zone come from."""
    said = PLACE_BY[proposal.place_by].say(language)
    is_zoned = not proposal.needs_zone and any(source.is_ready for source in proposal.sources)
    return f"{said}; {ZONED.say(language)}" if is_zoned else said


def say_old(newest: int, language: str) -> str:
    """That data are old on purpose; `newest` is in days since 1970."""
    return OLD.say(language, day=say_day(date(1970, 1, 1) + timedelta(days=newest), language))


def say_next(settings: str, promises: str, folder: str, language: str) -> list[str]:
    """What to do now, a line each."""
    shown = "" if folder == "." else f" {folder}"
    steps = {key.format(settings=settings, promises=promises, folder=shown): step for key, step in STEPS.items()}
    width = max(map(len, steps))
    return [NEXT.say(language), *(f"  {name:<{width}}   {step.say(language)}" for name, step in steps.items())]
