"""Persons can be counted, and not read without the key."""

import stat
from pathlib import Path

import pyarrow as pa
import pytest

from makegood.errors import MakegoodError
from makegood.persons import FILE, find_key, hash_persons, tell_ids
from makegood.project import Source

KEY = b"sixteen letters!"


def names(*found: str | None) -> pa.LargeStringArray:
    return pa.array(found, pa.large_string())


def test_the_same_person_has_the_same_hash_and_another_has_another() -> None:
    one, same, other, none = hash_persons(names("Ida", " IDA ", "Bo", None), KEY).to_pylist()
    assert one == same != other
    assert none is None
    assert len(one) == 24


def test_without_the_key_nobody_can_find_a_known_person() -> None:
    assert hash_persons(names("Ida"), KEY) != hash_persons(names("Ida"), b"another long key")


def test_nobody_and_no_rows_are_no_hashes() -> None:
    assert hash_persons(names(), KEY).to_pylist() == []
    assert hash_persons(names(None, None), KEY).to_pylist() == [None, None]


def test_a_key_is_made_once_kept_for_its_owner_and_found_again(tmp_path: Path) -> None:
    key = find_key(tmp_path, {})
    assert len(key) == 64
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert find_key(tmp_path, {}) == key
    assert find_key(tmp_path / "elsewhere", {"MAKEGOOD_KEY": " " + "k" * 16}) == b"k" * 16
    assert not (tmp_path / "elsewhere").exists()


def test_a_short_key_protects_nobody_and_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MakegoodError) as error:
        find_key(tmp_path, {"MAKEGOOD_KEY": "secret"})
    assert str(error.value) == (
        "the key for persons is too short to protect anybody\n"
        "  found: 6 letters\n  fix:   give at least 16 letters, and keep them safe"
    )
    (tmp_path / ".makegood").mkdir()
    (tmp_path / FILE).write_text("short")
    with pytest.raises(MakegoodError, match=r"^\.makegood/key the key for persons is too short"):
        find_key(tmp_path, {})


def test_a_place_that_cannot_hold_the_key_is_told(tmp_path: Path) -> None:
    (tmp_path / ".makegood").write_text("a file")
    with pytest.raises(MakegoodError) as error:
        find_key(tmp_path, {})
    assert str(error.value).startswith(".makegood/key the key for persons cannot be kept\n  found: ")
    assert str(error.value).endswith(
        "  fix:   make it readable and writable, or set MAKEGOOD_KEY to at least 16 letters"
    )


def source(kind: str, **columns: str) -> Source:
    return Source(name="x", kind=kind, files=("x.csv",), columns={k: (v,) for k, v in columns.items()})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "makes"),
    [
        (source("events", started_at="a"), True),
        (source("events", started_at="a", event_id="b"), False),
        (source("reviews", said_at="a", event_id="b"), True),
        (source("reviews", said_at="a", voice_id="b"), False),
        (source("counts", started_at="a", n="b"), False),
    ],
)
def test_only_rows_without_an_id_of_their_own_need_to_know_the_key(tmp_path: Path, given: Source, makes: bool) -> None:
    told = tell_ids(given, tmp_path)
    assert given.makes_ids is bool(told) is makes
    assert (tmp_path / FILE).exists() is makes
    assert told == tell_ids(given, tmp_path)
    assert find_key(tmp_path).decode() not in str(told)


def test_another_key_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = tell_ids(source("events", started_at="a"), tmp_path)
    monkeypatch.setenv("MAKEGOOD_KEY", "another key of many letters")
    assert tell_ids(source("events", started_at="a"), tmp_path) != first
