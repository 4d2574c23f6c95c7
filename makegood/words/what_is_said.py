"""What customers talk about, in sentences: the plain count first, and said once that a machine has read it."""

import re
from collections.abc import Mapping

from makegood.said import Talk, Topic
from makegood.words.dates import say_day
from makegood.words.numbers import part_of
from makegood.words.phrases import Counted, Phrase, capital, listed, whole

SHOWN = 5  # topics in a short answer
VAGUE = ("overall",)  # themes that tell nobody where to look

TITLE = Phrase("Hvad kunderne taler om", "What customers talk about")
HEADING = Counted(
    Phrase("{title}: {n} kommentar, {window}", "{title}: {n} comment, {window}"),
    Phrase("{title}: {n} kommentarer, {window}", "{title}: {n} comments, {window}"),
)
WINDOW = Phrase("{first} - {last}", "{first} - {last}")
TOPIC = Counted(
    Phrase("{place}: {part} handler om {theme}; den er {how}", "{place}: {part} is about {theme}; it is {how}"),
    Phrase("{place}: {part} handler om {theme}; {how}", "{place}: {part} are about {theme}; {how}"),
)
TONE_OF_ONE = {
    "negative": Phrase("utilfreds", "unhappy"),
    "neutral": Phrase("neutral", "neutral"),
    "positive": Phrase("tilfreds", "happy"),
}
NEGATIVE = Phrase("{part} af dem er utilfredse", "{part} of them are unhappy")
NOBODY = Phrase("ingen af dem er utilfredse", "none of them is unhappy")
EVERYBODY = Phrase("alle er utilfredse", "all are unhappy")
BEFORE = Phrase("de 12 måneder før: {part}", "the 12 months before: {part}")
NO_PLACE = Phrase("uden plads i jeres kunderejse", "no place in your journey")
MACHINE = Phrase(
    "Kommentarerne er læst af en maskine, som kan tage fejl. Brug tallene til at finde kommentarerne, og læs dem selv.",
    "A machine has read the comments, and it makes mistakes. Use the counts to find the comments, and read them.",
)
MORE = Phrase("> Alle emner: {command}", "> All topics: {command}")
FEW = Counted(
    Phrase(
        "Der er kun {n} kommentar med ord på 12 måneder; det er for lidt til at sige, hvad kunderne taler om.",
        "There is only {n} comment with words in 12 months; that is too little to say what customers talk about.",
    ),
    Phrase(
        "Der er kun {n} kommentarer med ord på 12 måneder; det er for lidt til at sige, hvad kunderne taler om.",
        "There are only {n} comments with words in 12 months; that is too little to say what customers talk about.",
    ),
)
NOTHING = Phrase(
    "Ingen af kommentarerne handler om et emne, som emnelisten har.",
    "No comment is about a theme of the list of themes.",
)
PRESENCE_TITLE = Phrase("Nærvær", "Presence")
PRESENCE = ("robot", "genuine")
COLUMNS = {
    "touchpoint": Phrase("kontaktpunkt", "touchpoint"),
    "theme": Phrase("emne", "theme"),
    "voices": Phrase("kommentarer", "comments"),
    "negative": Phrase("utilfredse", "unhappy"),
    "neutral": Phrase("neutrale", "neutral"),
    "positive": Phrase("tilfredse", "happy"),
    "tones": Phrase("hvordan", "how"),
    "before": Phrase("12 mdr. før", "12 months before"),
}
TONES = {name: COLUMNS[name] for name in ("negative", "neutral", "positive")}
QUOTES = Phrase("Se kommentarerne", "See the comments")
MASKS = {
    "name": Phrase("[navn]", "[name]"),
    "phone": Phrase("[telefon]", "[phone]"),
    "email": Phrase("[e-mail]", "[e-mail]"),
    "cpr": Phrase("[cpr-nummer]", "[CPR number]"),
    "account": Phrase("[konto]", "[account]"),
    "card": Phrase("[kort]", "[card]"),
    "plate": Phrase("[nummerplade]", "[number plate]"),
    "address": Phrase("[adresse]", "[address]"),
}
_MASK = re.compile(r"\[([a-z]+)(?::[0-9a-f]{12})?\]")


def say_talk(talk: Talk, language: str, command: str) -> tuple[str, ...]:
    """The short answer: a heading, the topics most spoken of, that a machine has read them, and the command for more.

    Nothing when there are too few voices, or none speaks of a theme that tells where to look.

    Parameters
    ----------
    talk : Talk
    language : str
        `da` or `en`.
    command : str
        What shows all topics.
    """
    topics = [topic for topic in talk.topics if topic.theme not in VAGUE][:SHOWN]
    if not topics:
        return ()
    told = (say_topic(topic, talk, language) for topic in topics)
    return (say_heading(talk, language), *told, MACHINE.say(language), MORE.say(language, command=command))


def say_heading(talk: Talk, language: str) -> str:
    """How many comments, and of which days."""
    return HEADING.say(language, talk.voices, title=TITLE.say(language), window=say_window(talk, language))


def say_window(talk: Talk, language: str) -> str:
    """The twelve months."""
    first, last = (say_day(day, language) for day in (talk.first, talk.last))
    return WINDOW.say(language, first=first, last=last)


def say_topic(topic: Topic, talk: Talk, language: str) -> str:
    """One topic as a sentence: how many speak of it, and how many of these are unhappy."""
    part = part_of(topic.voices, talk.voices, language)
    told = {"place": capital(say_place(topic.touchpoint, language)), "part": part, "theme": say_theme(topic, language)}
    if topic.voices == 1:
        how = next(TONE_OF_ONE[tone].say(language) for tone in TONE_OF_ONE if getattr(topic, tone))
    elif topic.negative == 0:
        how = NOBODY.say(language)
    elif topic.negative == topic.voices:
        how = EVERYBODY.say(language)
    else:
        how = NEGATIVE.say(language, part=topic.negative)
    return TOPIC.say(language, topic.voices, **told, how=how) + "."


def say_before(topic: Topic, talk: Talk, language: str) -> str:
    """How many spoke of it in the year before; empty when that year is not known."""
    if topic.before is None or talk.before is None:
        return ""
    return BEFORE.say(language, part=part_of(topic.before, talk.before, language))


def say_place(touchpoint: str, language: str) -> str:
    """The touchpoint, or that the journey has no place for it."""
    return touchpoint or NO_PLACE.say(language)


def say_theme(topic: Topic, language: str) -> str:
    """The theme's name in the language, else in any."""
    return name_in(topic.names, language) or topic.theme


def name_in(names: Mapping[str, str], language: str) -> str:
    """A name in the language, else in the first there is."""
    return names.get(language) or next(iter(names.values()), "")


def say_nothing(talk: Talk, language: str) -> str:
    """Why no topic is told; empty when some are."""
    if talk.topics:
        return ""
    return FEW.say(language, talk.voices) if talk.why else NOTHING.say(language)


def say_tones(topic: Topic, language: str) -> str:
    """The three counts: `160 utilfredse, 12 neutrale og 40 tilfredse`; those that nobody is are left out."""
    counts = [(getattr(topic, name), word.say(language)) for name, word in TONES.items()]
    return listed([f"{whole(n, language)} {word}" for n, word in counts if n], language)


def show_masks(text: str, language: str) -> str:
    """A masked text as people read it: what is masked by its kind, without the hash.

    Examples
    --------
    >>> show_masks("Ring til [name:0123456789ab] på [phone:0123456789ab]", "da")
    'Ring til [navn] på [telefon]'
    """
    return _MASK.sub(lambda m: MASKS[m[1]].say(language) if m[1] in MASKS else m[0], text)
