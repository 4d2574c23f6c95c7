"""How common is this? The count of comments that say much the same, and that a person must judge whether they do."""

from makegood.said import Alike, Quote
from makegood.words.dates import say_day
from makegood.words.numbers import part_of
from makegood.words.phrases import Counted, Phrase
from makegood.words.what_is_said import TONE_OF_ONE, show_masks

FOUND = Counted(
    Phrase(
        "{part} kommentarer siger noget, der ligner; den er fra {last}.",
        "{part} comments says much the same; it is of {last}.",
    ),
    Phrase(
        "{part} kommentarer siger noget, der ligner, fra {first} til {last}.",
        "{part} comments say much the same, from {first} to {last}.",
    ),
)
SAME_DAY = Phrase(
    "{part} kommentarer siger noget, der ligner, alle fra {last}.", "{part} comments say much the same, all of {last}."
)
NONE = Phrase("Ingen af {n} kommentarer siger noget, der ligner.", "None of {n} comments says much the same.")
NO_VOICES = Phrase(
    "Der er ingen kommentarer med ord at lede i. Læs dem ind med `makegood read`.",
    "There are no comments with words to look in. Read them with `makegood read`.",
)
NOTE = Phrase(
    "Fundet af en maskine efter, hvad ordene betyder. Den finder også nogle, der kun handler om det samme, og overser "
    "andre; læs dem, før I regner med tallet.",
    "Found by a machine, by what the words mean. It also finds some that are only about the same, and misses others; "
    "read them before you rely on the count.",
)
QUICK = Phrase(
    'Kun den hurtige model er installeret; `pip install "makegood[text]"` giver den, der ser bedre efter.',
    'Only the quick model is installed; `pip install "makegood[text]"` adds the one that looks closer.',
)


def say_alike(found: Alike, language: str) -> str:
    """The count, and from when."""
    if not found.of:
        return NO_VOICES.say(language)
    if found.first is None or found.last is None:
        return NONE.say(language, n=found.of)
    part = part_of(found.voices, found.of, language)
    first, last = (say_day(day, language) for day in (found.first, found.last))
    if found.voices > 1 and first == last:
        return SAME_DAY.say(language, part=part, last=last)
    return FOUND.say(language, found.voices, part=part, first=first, last=last)


def say_quote(quote: Quote, language: str) -> tuple[str, str]:
    """A comment's words without the hashes, and the line below: day, how it is said, source."""
    about = (say_day(quote.said, language), TONE_OF_ONE[quote.tone].say(language), quote.source)
    return show_masks(quote.text, language), " · ".join(about)


def say_note(found: Alike, language: str) -> str:
    """What to keep in mind; empty where nothing was found."""
    notes = [NOTE.say(language)] if found.voices else []
    notes += [QUICK.say(language)] if found.tier == "quick" and found.of else []
    return " ".join(notes)
