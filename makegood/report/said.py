"""What customers talk about, as the report shows it: a table for each touchpoint, the comments one click away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from makegood.said import Quote, Talk, Topic
from makegood.words.dates import say_day
from makegood.words.numbers import part_of
from makegood.words.phrases import capital
from makegood.words.what_is_said import (
    COLUMNS,
    MACHINE,
    PRESENCE,
    PRESENCE_TITLE,
    QUOTES,
    TITLE,
    TONE_OF_ONE,
    say_heading,
    say_nothing,
    say_place,
    say_theme,
    say_tones,
    show_masks,
)

LONGEST = 300  # letters of a comment that are shown
_BAR = 100  # width of a bar, for the theme that is spoken of most

Quotes = Mapping[tuple[str, str], Sequence[Quote]]


@dataclass(frozen=True)
class Piece:
    """A stretch of a bar: its tone, where it begins and how wide it is, 0..100."""

    tone: str
    x: float
    width: float


@dataclass(frozen=True)
class Comment:
    """One masked comment: its words, their language, and the line below: day, stars, tone, source."""

    text: str
    language: str
    about: str
    tone: str


@dataclass(frozen=True)
class SaidRow:
    """One theme: its count, its bar and that in words, the year before, and comments."""

    theme: str
    count: str
    before: str
    bar: tuple[Piece, ...]
    tones: str
    comments: tuple[Comment, ...]


@dataclass(frozen=True)
class SaidPlace:
    """The themes of one touchpoint, most spoken of first; `beside` are those that belong side by side."""

    name: str
    rows: tuple[SaidRow, ...]
    beside: tuple[SaidRow, ...]


@dataclass(frozen=True)
class Said:
    """The whole section."""

    title: str
    sentence: str
    nothing: str
    machine: str
    places: tuple[SaidPlace, ...]
    headings: tuple[str, ...]
    compared: bool
    presence: str
    see: str
    legend: tuple[tuple[str, str], ...]


def make_said(talk: Talk, quotes: Quotes, language: str) -> Said:
    """The section as data.

    Parameters
    ----------
    talk : Talk
    quotes : mapping of (touchpoint, theme) to quotes
    language : str
        `da` or `en`.
    """
    most = max((topic.voices for topic in talk.topics), default=1)
    places = dict.fromkeys(topic.touchpoint for topic in sorted(talk.topics, key=lambda topic: topic.touchpoint == ""))

    def rows(place: str, beside: bool) -> tuple[SaidRow, ...]:
        mine = [t for t in talk.topics if t.touchpoint == place and (t.theme in PRESENCE) is beside]
        if beside:
            mine.sort(key=lambda topic: PRESENCE.index(topic.theme))
        return tuple(_row(topic, talk, quotes.get((place, topic.theme), ()), most, language) for topic in mine)

    compared = talk.before is not None
    names = ("theme", "voices", "tones", *(["before"] if compared else []))
    return Said(
        title=TITLE.say(language),
        sentence=say_heading(talk, language).removeprefix(f"{TITLE.say(language)}: "),
        nothing=say_nothing(talk, language),
        machine=MACHINE.say(language),
        places=tuple(
            SaidPlace(capital(say_place(place, language)), rows(place, False), rows(place, True)) for place in places
        ),
        headings=tuple(capital(COLUMNS[name].say(language)) for name in names),
        compared=compared,
        presence=PRESENCE_TITLE.say(language),
        see=QUOTES.say(language),
        legend=tuple((tone, COLUMNS[tone].say(language)) for tone in ("negative", "neutral", "positive")),
    )


def _row(topic: Topic, talk: Talk, quotes: Sequence[Quote], most: int, language: str) -> SaidRow:
    return SaidRow(
        theme=capital(say_theme(topic, language)),
        count=part_of(topic.voices, talk.voices, language),
        before="" if None in (topic.before, talk.before) else part_of(topic.before or 0, talk.before or 0, language),
        bar=_bar(topic, most),
        tones=say_tones(topic, language),
        comments=tuple(_comment(quote, language) for quote in quotes),
    )


def _bar(topic: Topic, most: int) -> tuple[Piece, ...]:
    pieces, x = [], 0.0
    for tone in ("negative", "neutral", "positive"):
        width = round(getattr(topic, tone) / most * _BAR, 2)
        if width:
            pieces.append(Piece(tone, round(x, 2), width))
        x += width
    return tuple(pieces)


def _comment(quote: Quote, language: str) -> Comment:
    text = show_masks(quote.text, language)
    text = text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} ..."
    about = [say_day(quote.said, language), TONE_OF_ONE[quote.tone].say(language), quote.source]
    return Comment(text, quote.language, " · ".join(about), quote.tone)
