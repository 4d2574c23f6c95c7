"""Statements follow their voices: each understood once, replaced when it changes, and whole after a kill."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from makegood.lake import statements
from makegood.lake.engine import collect, scan
from makegood.lake.store import Lake
from makegood.statement import Statement
from tests.said import ByWords, load, voice


class KilledError(Exception):
    """The moment at which a process would have died."""


@dataclass(frozen=True)
class Counting:
    """Reads by words, remembers what it was given, and dies after so many texts."""

    hash: str = "3f2a91c0"
    texts: list[str] = field(default_factory=list)
    most: int | None = None

    def read(self, texts: Sequence[str]) -> Iterator[tuple[Statement, ...]]:
        """The statements of each text."""
        for text, found in zip(texts, ByWords(self.hash).read(texts), strict=True):
            if self.most is not None and len(self.texts) >= self.most:
                raise KilledError
            self.texts.append(text)
            yield found


def stored(lake: Lake) -> list[tuple[object, ...]]:
    names = ("voice_id", "nth", "text", "theme", "place", "tone")
    return sorted(tuple(row[name] for name in names) for row in collect(scan(lake, "statements")))


FIRST = [voice("a", "Came late, bad. Not dear."), voice("b", "All good", title="Late"), voice("c", None)]


def test_every_statement_of_every_voice_is_stored_once_for_each_theme(tmp_path: Path) -> None:
    lake = load(tmp_path / "lake", FIRST)
    assert statements.understand(lake, ByWords()) == 2
    assert stored(lake) == [
        ("a", 0, "Came late, bad", "delivery_time", 0, "negative"),
        ("a", 1, "Not dear", "price", 0, "neutral"),
        ("b", 0, "Late", "", 0, "neutral"),
        ("b", 1, "All good", "", 0, "positive"),
    ]


def test_a_statement_about_two_themes_stands_twice_the_likeliest_first(tmp_path: Path) -> None:
    lake = load(tmp_path / "lake", [voice("a", "late and dear")])
    statements.understand(lake, ByWords())
    assert [row[3:5] for row in stored(lake)] == [("delivery_time", 0), ("price", 1)]


def test_before_anything_is_understood_there_are_no_statements(tmp_path: Path) -> None:
    assert stored(Lake(tmp_path / "lake")) == []
    assert statements.understand(Lake(tmp_path / "lake"), ByWords()) == 0
    assert stored(load(tmp_path / "lake", FIRST)) == []


def test_only_new_and_changed_voices_are_understood_again(tmp_path: Path) -> None:
    lake, reader = load(tmp_path / "lake", FIRST), Counting()
    statements.understand(lake, reader)
    assert statements.understand(lake, reader) == 0
    load(tmp_path / "lake", [voice("a", "Now it is good", 20_501), voice("d", "too dear")])
    watched: list[tuple[int, int]] = []
    assert statements.understand(lake, reader, lambda *at: watched.append(at)) == 2
    assert reader.texts[2:] == ["Now it is good", "too dear"]
    assert watched == [(2, 2)]
    assert [row[:3] for row in stored(lake)] == [
        ("a", 0, "Now it is good"),
        ("b", 0, "Late"),
        ("b", 1, "All good"),
        ("d", 0, "too dear"),
    ]


def test_another_reader_reads_all_voices_anew_and_the_old_folder_goes(tmp_path: Path) -> None:
    lake = load(tmp_path / "lake", FIRST)
    statements.understand(lake, ByWords())
    assert statements.understand(lake, ByWords("77b0e1d2")) == 2
    assert {row["model"] for row in collect(scan(lake, "statements"))} == {"words 77b0e1d2"}
    assert [path.name for path in (tmp_path / "lake" / "statements").iterdir() if path.is_dir()] == ["77b0e1d2"]


def test_a_kill_while_all_are_read_anew_leaves_the_earlier_statements_and_is_gone_on_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "PART", 10)
    monkeypatch.setattr(statements, "BATCH", 5)
    lake = load(tmp_path / "lake", [voice(f"{i:03}", f"late {i}") for i in range(57)])
    statements.understand(lake, ByWords())
    before = stored(lake)
    for most in (0, 3, 12, 15):
        with pytest.raises(KilledError):
            statements.understand(lake, Counting("77b0e1d2", most=most))
        assert stored(lake) == before
        assert {row["model"] for row in collect(scan(lake, "statements"))} == {"words 3f2a91c0"}
    rest = Counting("77b0e1d2")
    statements.understand(lake, rest)
    assert len(rest.texts) == 57 - 10 - 10
    assert stored(lake) == before
    assert len(list((tmp_path / "lake" / "statements" / "77b0e1d2").glob("*.parquet"))) == 6


def test_the_same_whatever_the_order_of_voices_and_the_size_of_a_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voices = [voice(f"{i}", "late. dear, bad" if i % 3 else "good") for i in range(40)]
    lake = load(tmp_path / "one", voices)
    statements.understand(lake, ByWords())
    monkeypatch.setattr(statements, "BATCH", 7)
    monkeypatch.setattr(statements, "PART", 7)
    other = load(tmp_path / "other", voices[::-1])
    statements.understand(other, ByWords())
    assert stored(lake) == stored(other)


def test_erased_voices_leave_no_byte_and_the_others_stay(tmp_path: Path) -> None:
    lake = load(tmp_path / "lake", [voice("a", "secretword late"), voice("b", "good")])
    statements.understand(lake, ByWords())
    statements.erase(tmp_path / "lake", [("reviews", "a")])
    assert [row[0] for row in stored(lake)] == ["b"]
    for path in (tmp_path / "lake" / "statements").rglob("*"):
        assert not path.is_file() or b"secretword" not in path.read_bytes()
    statements.erase(tmp_path / "lake", [("reviews", "b")])
    assert stored(lake) == []
    statements.erase(tmp_path / "nowhere", [("reviews", "b")])
