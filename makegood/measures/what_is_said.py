"""What do customers talk about, and how? Themes by touchpoint, as plain counts of voices.

In: the `statements` and `voices` of one source. Out: for each theme, how many voices of the last twelve months speak of
it, of them how many negatively, neutrally and positively, and how many spoke of it in the twelve months before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import narwhals as nw

from makegood.measures import minimum
from makegood.measures.counts import as_date, day_number
from makegood.model import Why
from makegood.said import Talk, Topic

Frame = nw.LazyFrame[Any]
Row = Mapping[str, Any]
_KEY = ["source", "voice_id", "content"]


@dataclass(frozen=True)
class WhatIsSaid:
    """Themes and tone of the voices of one source in its last twelve months.

    Parameters
    ----------
    last : date
        The last local day that counts.

    Notes
    -----
    A voice counts once for each theme, however many statements it has about it. It is negative when more of these
    statements are negative than positive, positive when more are positive, and else neutral: neither, or both alike.
    The themes and the tone are a machine's reading: the counts are counts of that reading, not calibrated against
    people's, and so they carry no interval and no verdict.

    References
    ----------
    Forman (2008), Quantifying counts and costs via classification, on why a count of readings is not a share of truth.
    """

    last: date

    id: ClassVar[str] = "what_is_said"
    question: ClassVar[str] = "What do customers talk about, and how?"
    needs: ClassVar[tuple[str, ...]] = ("source", "voice_id", "content", "theme", "tone", "said_day", "title", "text")

    @property
    def first(self) -> date:
        """The first day of the twelve months."""
        return _day_after_a_year_before(self.last)

    @property
    def first_before(self) -> date:
        """The first day of the twelve months before these."""
        return _day_after_a_year_before(as_date(day_number(self.first) - 1))

    def chosen(self, voices: Frame) -> Frame:
        """The voices with words of both years, each with `earlier`: 1 in the year before, else 0."""
        earlier = nw.col("said_day") < day_number(self.first)
        words = ~nw.col("text").is_null() | ~nw.col("title").is_null()
        known = (nw.col("said_day") >= day_number(self.first_before)) & (nw.col("said_day") <= day_number(self.last))
        return voices.filter(words & known).with_columns(earlier=_one(earlier))

    def spoken(self, voices: Frame) -> Frame:
        """How many voices have words, by `earlier`: whole numbers, `voices`."""
        return self.chosen(voices).group_by("earlier").agg(voices=nw.len().cast(nw.Int64))

    def reduce(self, statements: Frame, voices: Frame) -> Frame:
        """Whole numbers for each theme, the same on every engine.

        Parameters
        ----------
        statements, voices : LazyFrame
            The rows of one source. A statement of a voice that has changed since does not count.

        Returns
        -------
        LazyFrame
            `theme`, `earlier` (1: in the year before), `voices`, and of them `negative`, `neutral`, `positive`.
        """
        counting = self.chosen(voices).select(*_KEY, "earlier")
        tones = {tone: _one(nw.col("tone") == tone) for tone in ("negative", "positive")}
        by_voice = (
            statements.filter(nw.col("theme") != "")
            .select(*_KEY, "theme", **tones)
            .join(counting, on=_KEY, how="inner")
            .group_by(*_KEY, "theme", "earlier")
            .agg(nw.col("negative").sum().cast(nw.Int64), nw.col("positive").sum().cast(nw.Int64))
        )
        bad, good = nw.col("negative") > nw.col("positive"), nw.col("positive") > nw.col("negative")
        how = {"n_negative": _one(bad), "n_positive": _one(good), "n_neutral": _one(~bad & ~good)}
        return (
            by_voice.with_columns(**how)
            .group_by("theme", "earlier")
            .agg(
                nw.len().cast(nw.Int64).alias("voices"),
                *(nw.col(f"n_{tone}").sum().cast(nw.Int64).alias(tone) for tone in ("negative", "neutral", "positive")),
            )
        )


@dataclass(frozen=True)
class Heard:
    """What one source gave.

    Attributes
    ----------
    measure : WhatIsSaid
    oldest : date
        Its oldest voice: whether the whole year before is known.
    rows, spoken : rows of `WhatIsSaid.reduce` and `WhatIsSaid.spoken`
    place_of : mapping of theme id to str
        The touchpoint of each theme in this source; empty where the journey has none for it.
    """

    measure: WhatIsSaid
    oldest: date
    rows: Sequence[Row]
    spoken: Sequence[Row]
    place_of: Mapping[str, str]


def talk(sources: Iterable[Heard], names: Mapping[str, Mapping[str, str]]) -> Talk | None:
    """The sources together, the most spoken of first; None without any.

    Parameters
    ----------
    sources : iterable of Heard
    names : mapping of theme id to its names by language
        A theme that the file no longer has is left out.
    """
    listed = list(sources)
    if not listed:
        return None
    compared = all(heard.oldest <= heard.measure.first_before for heard in listed)
    voices = sum(row["voices"] for heard in listed for row in heard.spoken if not row["earlier"])
    before = sum(row["voices"] for heard in listed for row in heard.spoken if row["earlier"])
    counted: dict[tuple[str, str], list[int]] = {}
    for heard in listed:
        for row in heard.rows:
            if row["theme"] in names:
                sums = counted.setdefault((heard.place_of.get(row["theme"], ""), row["theme"]), [0] * 5)
                if row["earlier"]:
                    sums[4] += row["voices"]
                else:
                    for at, name in enumerate(("voices", "negative", "neutral", "positive")):
                        sums[at] += row[name]
    topics = (
        Topic(theme, dict(names[theme]), place, n, negative, neutral, positive, earlier if compared else None)
        for (place, theme), (n, negative, neutral, positive, earlier) in counted.items()
        if n
    )
    enough = voices >= minimum.VOICES
    return Talk(
        first=min(heard.measure.first for heard in listed),
        last=max(heard.measure.last for heard in listed),
        voices=voices,
        before=before if compared else None,
        topics=tuple(sorted(topics, key=lambda t: (-t.voices, t.touchpoint, t.theme))) if enough else (),
        why=None if enough else Why.FEW_EVENTS if voices else Why.NO_DATA,
    )


def place(touchpoint: Mapping[str, str], journey: Iterable[str], source: str | None) -> str:
    """The touchpoint of a theme: the journey's that has any of its names, else the source's, else empty.

    Examples
    --------
    >>> place({"da": "levering", "en": "delivery"}, ["Levering", "kasse"], "kasse")
    'Levering'
    >>> place({"da": "webshop"}, ["levering"], "levering"), place({"da": "webshop"}, [], None)
    ('levering', '')
    """
    names = {name.casefold() for name in touchpoint.values()}
    return next((stop for stop in journey if stop.casefold() in names), source or "")


def _day_after_a_year_before(day: date) -> date:
    """The first of the twelve months that end on a day.

    Examples
    --------
    >>> _day_after_a_year_before(date(2026, 3, 16)), _day_after_a_year_before(date(2024, 2, 29))
    (datetime.date(2025, 3, 17), datetime.date(2023, 3, 1))
    """
    leap = (day.month, day.day) == (2, 29)
    year_before = date(day.year - 1, 2, 28) if leap else day.replace(year=day.year - 1)
    return as_date(day_number(year_before) + 1)


def _one(holds: nw.Expr) -> nw.Expr:
    # A sum of booleans fails on Spark.
    return nw.when(holds).then(nw.lit(1, nw.Int64)).otherwise(nw.lit(0, nw.Int64))
