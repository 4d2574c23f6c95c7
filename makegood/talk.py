"""What customers say, looked up in the lake: what they talk about, in their own masked words, and who says the same."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

import narwhals as nw

from makegood.errors import MakegoodError
from makegood.lake.engine import collect, scan
from makegood.measures.clock import microseconds
from makegood.measures.counts import as_date, day_number
from makegood.measures.what_is_said import Frame, Heard, WhatIsSaid, place
from makegood.project import Project, Source
from makegood.said import Alike, Quote

if TYPE_CHECKING:
    from makegood.lake.store import Lake

QUOTES = 8  # of each theme: the most typical and the newest, half and half
_KEY = ["source", "voice_id", "content"]


@dataclass(frozen=True)
class Asked:
    """What is looked for, and among which voices.

    Attributes
    ----------
    text, tone : str
        Masked, and how it is said.
    judge : function
        Given texts, how near each is, and 0 for those that do not say the same.
    tier : str
        What `judge` is made of.
    since : date or None
        The first day.
    source : str or None
        Only this source.
    limit : int or None
        Quotes, at most.
    """

    text: str
    tone: str
    judge: Callable[[Sequence[str]], Any]
    tier: str
    since: date | None = None
    source: str | None = None
    limit: int | None = 10


class Theme(Protocol):
    """A theme of the file of themes."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name(self) -> Mapping[str, str]:
        """Its names, by language."""

    @property
    def touchpoint(self) -> Mapping[str, str]:
        """The touchpoint's names, by language."""


def hear(lake: "Lake", project: Project, themes: Iterable[Theme], as_of: datetime | None = None) -> tuple[Heard, ...]:
    """What each source of reviews gave in its last twelve months; a source without voices gives nothing.

    Parameters
    ----------
    lake : Lake
        A snapshot of it.
    project : Project
    themes : iterable of Theme
    as_of : datetime, aware, or None
        The time to answer for; left out, each source's newest voice.
    """
    if not lake.files("statements")[0]:  # a read that was cut short: nothing is known, and that is not nothing said
        return ()
    listed = tuple(themes)
    found = []
    for source in _sources(project):
        voices = _known(lake, source, as_of)
        days = collect(voices.select(newest=nw.col("said_day").max(), oldest=nw.col("said_day").min()))[0]
        if days["newest"] is None:
            continue
        measure = WhatIsSaid(as_date(days["newest"]))
        rows = collect(measure.reduce(_statements(lake, source), voices))
        places = {theme.id: _place(theme, project, source) for theme in listed}
        found.append(Heard(measure, as_date(days["oldest"]), rows, collect(measure.spoken(voices)), places))
    return tuple(found)


def quote(
    lake: "Lake", project: Project, themes: Iterable[Theme], as_of: datetime | None = None
) -> dict[tuple[str, str], tuple[Quote, ...]]:
    """Statements of the last twelve months by (touchpoint, theme): the most typical first, then the newest.

    What several voices said in the same words stands once, with the day of the newest.
    """
    by_topic: dict[tuple[str, str], list[dict[str, Any]]] = {}
    listed = {theme.id: theme for theme in themes}
    for source in _sources(project):
        voices = _known(lake, source, as_of)
        newest = collect(voices.select(newest=nw.col("said_day").max()))[0]["newest"]
        if newest is None:
            continue
        for row in collect(_candidates(WhatIsSaid(as_date(newest)), _statements(lake, source), voices)):
            if row["theme"] in listed:
                topic = (_place(listed[row["theme"]], project, source), row["theme"])
                by_topic.setdefault(topic, []).append({**row, "source": source.name, "touchpoint": topic[0]})
    return {topic: _choose(rows) for topic, rows in by_topic.items()}


def _candidates(measure: WhatIsSaid, statements: Frame, voices: Frame) -> Frame:
    """The most typical and the newest texts of each theme, a few more than are needed."""
    now = measure.chosen(voices).filter(nw.col("earlier") == 0).select(*_KEY, "said_us", "said_day", "rating")
    texts = (
        statements.filter(nw.col("theme") != "")
        .join(now, on=_KEY, how="inner")
        .group_by("theme", "text", "tone", "language")
        .agg(
            nw.col("theme_probability").max().alias("likely"),
            nw.col("said_us").max(),
            nw.col("said_day").max(),
            nw.col("voice_id").min(),
            nw.col("rating").min(),
        )
    )
    ranks = {name: nw.col(name).rank("min", descending=True).over("theme") for name in ("likely", "said_us")}
    ranked = texts.with_columns(typical=ranks["likely"], new=ranks["said_us"])
    return ranked.filter((nw.col("typical") <= QUOTES) | (nw.col("new") <= QUOTES))


def _choose(rows: Sequence[dict[str, Any]]) -> tuple[Quote, ...]:
    typical = sorted(rows, key=lambda row: (-row["likely"], -row["said_us"], row["text"]))[: QUOTES // 2]
    new = sorted(rows, key=lambda row: (-row["said_us"], row["text"]))
    chosen = [*typical, *(row for row in new if row not in typical)][:QUOTES]
    return tuple(_quote(row, row["touchpoint"]) for row in chosen)


def _sources(project: Project) -> list[Source]:
    return [source for source in project.sources if source.kind == "reviews"]


def _place(theme: Theme, project: Project, source: Source) -> str:
    return place(theme.touchpoint, [stop.touchpoint for stop in project.journey], source.touchpoint)


def _known(lake: "Lake", source: Source, as_of: datetime | None) -> Frame:
    voices = scan(lake, "voices").filter(nw.col("source") == source.name)
    return voices if as_of is None else voices.filter(nw.col("said_us") <= microseconds(as_of))


def _statements(lake: "Lake", source: Source) -> Frame:
    return scan(lake, "statements").filter(nw.col("source") == source.name)


def find_alike(lake: "Lake", project: Project, asked: Asked) -> Alike:
    """The voices that say much the same as a text.

    Parameters
    ----------
    lake : Lake
        A snapshot of it.
    project : Project
    asked : Asked

    Raises
    ------
    MakegoodError : when there are voices with words, and none has been understood.
    """
    rows, of = [], 0
    for source in _sources(project):
        if asked.source in (None, source.name):
            voices = _known(lake, source, None).filter(~nw.col("text").is_null() | ~nw.col("title").is_null())
            if asked.since:
                voices = voices.filter(nw.col("said_day") >= day_number(asked.since))
            of += collect(voices.select(n=nw.len()))[0]["n"]
            said = _statements(lake, source).filter(nw.col("place") == 0)
            rows += collect(said.join(voices.select(*_KEY, "said_day", "rating"), on=_KEY, how="inner"))
    if of and not lake.files("statements")[0]:
        what, seen = "the comments have not been taken apart yet, so none can be found", f"{of} comments with words"
        raise MakegoodError(what, found=seen, fix="run `makegood read`")
    texts = sorted({row["text"] for row in rows if row["tone"] not in _OPPOSITE.get(asked.tone, ())})
    near = dict(zip(texts, asked.judge(texts).tolist(), strict=True))
    found = [row for row in rows if near.get(row["text"], 0) > 0 and row["tone"] not in _OPPOSITE.get(asked.tone, ())]
    found.sort(key=lambda row: (-near[row["text"]], -row["said_day"], row["text"], row["source"], row["voice_id"]))
    days = [as_date(row["said_day"]) for row in found]
    newest = {row["text"]: row for row in reversed(found)}
    return Alike(
        text=asked.text,
        voices=len({(row["source"], row["voice_id"]) for row in found}),
        of=of,
        quotes=tuple(_quote(newest[text]) for text in dict.fromkeys(row["text"] for row in found))[: asked.limit],
        first=min(days, default=None),
        last=max(days, default=None),
        tier=asked.tier,
    )


# A text that praises what the other complains of is near it, and says the opposite.
_OPPOSITE = {"negative": ("positive",), "positive": ("negative",)}


def _quote(row: Mapping[str, Any], touchpoint: str = "") -> Quote:
    return Quote(
        theme=row["theme"],
        touchpoint=touchpoint,
        source=row["source"],
        voice_id=row["voice_id"],
        text=row["text"],
        said=as_date(row["said_day"]),
        tone=row["tone"],
        language=row["language"],
        rating=row["rating"],
    )
