"""What customers talk about: a voice counts once a theme, by whole numbers that every engine gives alike."""

from datetime import date
from typing import Any

import duckdb
import narwhals as nw
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from makegood.lake.engine import collect
from makegood.lake.tables import STATEMENTS, VOICES
from makegood.measures.counts import as_date, day_number
from makegood.measures.what_is_said import Heard, WhatIsSaid, place, talk
from makegood.model import Why
from makegood.said import Talk, Topic

LAST = date(2026, 3, 16)
MEASURE = WhatIsSaid(LAST)
TODAY = day_number(LAST)
NAMES = {"delivery_time": {"da": "leveringstid", "en": "delivery time"}, "price": {"da": "pris", "en": "price"}}
PLACES = {"delivery_time": "levering", "price": ""}
NEGATIVE, NEUTRAL, POSITIVE = "negative", "neutral", "positive"


def made(*voices: tuple[int, list[tuple[str, str]]]) -> tuple[pa.Table, pa.Table]:
    """Voices, each its day and its statements (theme, tone), as the lake's `statements` and `voices`."""
    said, spoken = [], []
    for number, (day, statements) in enumerate(voices):
        key = {"source": "reviews", "voice_id": f"{number}", "content": number}
        spoken.append({**key, "said_day": day, "text": "x"})
        said += [{**key, "nth": n, "theme": theme, "tone": tone} for n, (theme, tone) in enumerate(statements)]
    return pa.Table.from_pylist(said, schema=STATEMENTS.schema), pa.Table.from_pylist(spoken, schema=VOICES.schema)


def on_duckdb(*tables: pa.Table) -> list[nw.LazyFrame[Any]]:
    connection = duckdb.connect()
    return [nw.from_native(connection.from_arrow(table)) for table in tables]


def rows(said: pa.Table, voices: pa.Table, measure: WhatIsSaid = MEASURE) -> list[dict[str, Any]]:
    found = collect(measure.reduce(*on_duckdb(said, voices)))
    return sorted(found, key=lambda row: (row["theme"], row["earlier"]))


def heard(said: pa.Table, voices: pa.Table, oldest: date = date(2020, 1, 1)) -> Heard:
    spoken = collect(MEASURE.spoken(*on_duckdb(voices)))
    return Heard(MEASURE, oldest, rows(said, voices), spoken, PLACES)


def told(*voices: tuple[int, list[tuple[str, str]]], **more: Any) -> Talk:
    found = talk([heard(*made(*voices), **more)], NAMES)
    assert found is not None
    return found


QUIET = [(TODAY, [("", NEUTRAL)])] * 20


def test_a_voice_counts_once_for_each_theme_that_it_speaks_of() -> None:
    late_twice = [("delivery_time", NEGATIVE), ("delivery_time", NEGATIVE), ("price", POSITIVE)]
    found = told((TODAY, late_twice), (TODAY, [("price", NEUTRAL)]), (TODAY - 365, [("price", NEGATIVE)]), *QUIET)
    assert (found.voices, found.before) == (22, 1)
    assert found.topics == (
        Topic("price", NAMES["price"], "", 2, 0, 1, 1, 1),
        Topic("delivery_time", NAMES["delivery_time"], "levering", 1, 1, 0, 0, 0),
    )


@pytest.mark.parametrize(
    ("tones", "expected"),
    [
        ([NEGATIVE], (1, 0, 0)),
        ([POSITIVE, POSITIVE, NEGATIVE], (0, 0, 1)),
        ([POSITIVE, NEGATIVE], (0, 1, 0)),
        ([NEUTRAL, NEGATIVE], (1, 0, 0)),
        ([NEUTRAL], (0, 1, 0)),
    ],
)
def test_a_voice_is_what_more_of_its_statements_are_and_neutral_when_both_alike(
    tones: list[str], expected: tuple[int, int, int]
) -> None:
    (row,) = rows(*made((TODAY, [("price", tone) for tone in tones])))
    assert (row["negative"], row["neutral"], row["positive"]) == expected


def test_twelve_months_end_on_the_last_day_and_the_twelve_before_end_where_they_begin() -> None:
    assert (MEASURE.first, MEASURE.first_before) == (date(2025, 3, 17), date(2024, 3, 17))
    first, before = day_number(MEASURE.first), day_number(MEASURE.first_before)
    days = (TODAY + 1, TODAY, first, first - 1, before, before - 1)
    found = rows(*made(*((day, [("price", NEUTRAL)]) for day in days)))
    assert [(row["earlier"], row["voices"]) for row in found] == [(0, 2), (1, 2)]


def test_a_leap_day_ends_a_year_too() -> None:
    measure = WhatIsSaid(date(2024, 2, 29))
    assert (measure.first, measure.first_before) == (date(2023, 3, 1), date(2022, 3, 1))


def test_a_statement_of_a_voice_that_has_changed_since_does_not_count() -> None:
    said, voices = made((TODAY, [("price", NEUTRAL)]))
    changed = voices.set_column(voices.schema.get_field_index("content"), "content", pa.array([7], pa.int64()))
    assert rows(said, changed) == []


def test_stars_without_words_are_no_voice_that_speaks() -> None:
    _, voices = made((TODAY, []), (TODAY, []))
    silent = voices.set_column(voices.schema.get_field_index("text"), "text", pa.array([None, "x"], pa.string()))
    assert [row["voices"] for row in collect(MEASURE.spoken(*on_duckdb(silent)))] == [1]


def test_too_few_voices_are_not_told_and_none_is_no_data() -> None:
    few = told((TODAY, [("price", NEUTRAL)]), *QUIET[:18])
    assert (few.voices, few.topics, few.why) == (19, (), Why.FEW_EVENTS)
    none = told()
    assert (none.voices, none.topics, none.why) == (0, (), Why.NO_DATA)
    assert talk([], NAMES) is None


def test_without_all_of_the_year_before_nothing_is_compared() -> None:
    found = told(
        (TODAY, [("price", NEUTRAL)]), (TODAY - 400, [("price", NEUTRAL)]), *QUIET, oldest=as_date(TODAY - 400)
    )
    assert (found.before, found.topics[0].before) == (None, None)


def test_a_theme_that_the_file_no_longer_has_is_left_out() -> None:
    assert told((TODAY, [("gone", NEUTRAL)]), *QUIET).topics == ()


def test_sources_are_added_up_by_touchpoint() -> None:
    said, voices = made((TODAY, [("price", NEGATIVE)]), *QUIET)
    one = heard(said, voices)
    other = Heard(MEASURE, one.oldest, one.rows, one.spoken, {"price": "kasse"})
    found = talk([one, other, one], NAMES)
    assert found is not None
    assert [(topic.touchpoint, topic.voices) for topic in found.topics] == [("", 2), ("kasse", 1)]
    assert found.voices == 63


def test_a_theme_stands_at_the_journeys_stop_of_any_of_its_names_else_at_the_sources() -> None:
    names = {"da": "levering", "en": "delivery"}
    assert place(names, ["DELIVERY", "kasse"], None) == "DELIVERY"
    assert place(names, ["kasse"], "kasse") == "kasse"
    assert place(names, ["kasse"], None) == ""


TONE = st.sampled_from([NEGATIVE, NEUTRAL, POSITIVE])
STATEMENT = st.tuples(st.sampled_from(["price", "delivery_time", ""]), TONE)
VOICE = st.tuples(st.integers(TODAY - 800, TODAY + 5), st.lists(STATEMENT, max_size=4))
MIRROR = {NEGATIVE: POSITIVE, NEUTRAL: NEUTRAL, POSITIVE: NEGATIVE}


@settings(max_examples=25, deadline=None)
@given(st.lists(VOICE, max_size=12), st.randoms())
def test_neither_the_order_of_rows_nor_saying_it_again_changes_a_number(voices: Any, random: Any) -> None:
    said, spoken = made(*voices)
    before = rows(said, spoken)
    order = list(range(said.num_rows)) * 2
    random.shuffle(order)
    assert rows(said.take(pa.array(order, pa.int64())), spoken) == before
    assert all(row["negative"] + row["neutral"] + row["positive"] == row["voices"] for row in before)


@settings(max_examples=25, deadline=None)
@given(st.lists(VOICE, max_size=12))
def test_the_mirror_of_every_tone_mirrors_the_counts(voices: Any) -> None:
    mirrored = [(day, [(theme, MIRROR[tone]) for theme, tone in said]) for day, said in voices]
    swapped = [{**row, "negative": row["positive"], "positive": row["negative"]} for row in rows(*made(*mirrored))]
    assert swapped == rows(*made(*voices))


def test_the_same_whole_numbers_on_spark(spark: Any, tmp_path: Any) -> None:
    voices = [
        (TODAY - i * 13, [(("price", "delivery_time", "")[i % 3], (NEGATIVE, POSITIVE, NEUTRAL)[i % 4 % 3])] * (i % 3))
        for i in range(60)
    ]
    tables = made(*voices)
    frames = []
    for name, table in zip(("said", "voices"), tables, strict=True):
        parquet.write_table(table, tmp_path / name)
        frames.append(nw.from_native(spark.read.parquet(str(tmp_path / name))))
    key = lambda row: (row.get("theme", ""), row["earlier"])  # noqa: E731
    assert sorted(collect(MEASURE.reduce(*frames)), key=key) == rows(*tables)
    expected = sorted(collect(MEASURE.spoken(*on_duckdb(tables[1]))), key=key)
    assert sorted(collect(MEASURE.spoken(frames[1])), key=key) == expected
