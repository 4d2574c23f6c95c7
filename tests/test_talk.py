"""What customers say, out of a lake: topics at their touchpoints, their own words, and who says the same."""

from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from makegood.lake import statements
from makegood.lake.store import Lake
from makegood.measures.what_is_said import talk
from makegood.project import Project, Source, Stop
from makegood.talk import Asked, find_alike, hear, quote
from makegood.text.themes_file import read_themes
from tests.said import TODAY, ByWords, load, voice

THEMES = read_themes()
PROJECT = Project(
    organisation="Test",
    journey=(Stop("Delivery", "delivery", "operations"),),
    sources=(
        Source("reviews", "reviews", ("r.csv",), {"voice_id": ("id",), "text": ("text",)}, touchpoint="shop"),
        Source("posts", "reviews", ("p.csv",), {"voice_id": ("id",), "text": ("text",)}),
    ),
)
VOICES = [
    *(voice(f"l{i}", f"It came late {i}, bad", TODAY - i) for i in range(30)),
    *(voice(f"d{i}", "too dear. All good", TODAY - 10 * i) for i in range(12)),
    voice("mask", "late, ask [name:0123456789ab]", TODAY - 400),
    voice("none", None),
]


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    folder = tmp_path_factory.mktemp("talk") / "lake"
    load(folder, VOICES)
    made = load(folder, [voice("p1", "so dear, bad", TODAY - 3, source="posts")], "posts")
    statements.understand(made, ByWords())
    return made.snapshot()


def test_topics_stand_at_the_journeys_stop_else_at_the_sources_else_nowhere(lake: Lake) -> None:
    found = talk(hear(lake, PROJECT, THEMES), {theme.id: theme.name for theme in THEMES})
    assert found is not None
    told = [(topic.touchpoint, topic.theme, topic.voices, topic.negative, topic.neutral) for topic in found.topics]
    assert told == [
        ("Delivery", "delivery_time", 30, 30, 0),
        ("shop", "price", 12, 0, 12),
        ("", "price", 1, 1, 0),
    ]
    assert (found.voices, found.before) == (43, None)


def test_as_of_knows_only_what_was_said_by_then(lake: Lake) -> None:
    as_of = datetime.fromtimestamp((TODAY - 20) * 86_400, UTC)
    (only,) = hear(lake, PROJECT, THEMES, as_of)
    assert only.measure.last == date.fromisoformat("2026-01-27")
    assert sorted((row["theme"], row["voices"]) for row in only.rows if not row["earlier"]) == [
        ("delivery_time", 10),
        ("price", 10),
    ]


def test_a_lake_without_voices_gives_nothing(tmp_path: Path) -> None:
    empty = Lake(tmp_path / "lake")
    assert hear(empty, PROJECT, THEMES) == ()
    assert quote(empty, PROJECT, THEMES) == {}


def test_quotes_are_few_of_the_last_year_and_what_was_said_alike_stands_once(lake: Lake) -> None:
    found = quote(lake, PROJECT, THEMES)
    late = found["Delivery", "delivery_time"]
    assert [one.text for one in late] == [f"It came late {i}, bad" for i in range(8)]
    (dear,) = found["shop", "price"]
    assert (dear.text, dear.said, dear.source) == ("too dear", date(2026, 2, 16), "reviews")


def asked(text: str, tone: str = "", **more: object) -> Asked:
    def judge(texts: list[str]) -> np.ndarray:
        return np.array([1.0 if text in other else 0.0 for other in texts])

    return Asked(text, tone, judge, "deep", **more)  # type: ignore[arg-type]


def test_voices_are_counted_once_of_all_that_have_words(lake: Lake) -> None:
    found = find_alike(lake, PROJECT, asked("dear"))
    assert (found.voices, found.of) == (13, 44)
    assert [one.text for one in found.quotes] == ["too dear", "so dear, bad"]
    assert (found.first, found.last) == (date(2025, 10, 29), date(2026, 2, 16))


def test_what_praises_is_not_like_what_complains(lake: Lake) -> None:
    assert find_alike(lake, PROJECT, asked("good", "negative")).voices == 0
    assert find_alike(lake, PROJECT, asked("good", "neutral")).voices == 12


def test_since_and_source_choose_among_which_to_look(lake: Lake) -> None:
    assert find_alike(lake, PROJECT, asked("dear", source="posts")).of == 1
    since = find_alike(lake, PROJECT, asked("late", since=date(2026, 2, 10)))
    assert (since.voices, since.of) == (7, 9)
    assert len(find_alike(lake, PROJECT, asked("late", limit=2)).quotes) == 2
    assert find_alike(lake, PROJECT, asked("nobody says it")).first is None
