"""The JSON schemas agree with the loader, and say what each key is for."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from makegood.promises.document import read_document
from makegood.promises.schema import PROMISES, SETTINGS, find_meaning, find_part, list_settings, schemas
from tests.promises import example


def validate(schema: str, text: str, folder: Path) -> list[str]:
    path = folder / "x.yaml"
    path.write_text(text, encoding="utf-8")
    found: Any = Draft202012Validator(schemas()[schema]).iter_errors(read_document(path, "x.yaml").data)  # type: ignore[arg-type]
    return sorted(error.json_path for error in found)


@pytest.mark.parametrize("name", [SETTINGS, PROMISES])
def test_a_schema_is_a_schema_of_2020_12(name: str) -> None:
    schema = schemas()[name]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


def test_the_designs_examples_are_valid(tmp_path: Path) -> None:
    assert validate(SETTINGS, example.PROJECT, tmp_path) == []
    assert validate(PROMISES, example.PROMISES, tmp_path) == []


def test_the_sample_is_valid(tmp_path: Path) -> None:
    sample = Path(__file__).resolve().parents[2] / "makegood" / "sample" / "nordlys"
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(sample.rglob("*.yaml"))}
    assert validate(SETTINGS, texts.pop("makegood.yaml"), tmp_path) == []
    assert texts
    assert [validate(PROMISES, text, tmp_path) for text in texts.values()] == [[]] * len(texts)


@pytest.mark.parametrize(
    ("schema", "text", "at"),
    [
        (SETTINGS, "country: DK\n", "$"),
        (SETTINGS, "organisation: x\nfolder: y\n", "$"),
        (SETTINGS, "organisation: x\nsources: [{name: a, kind: event, files: a, columns: {}}]\n", "$.sources[0].kind"),
        (PROMISES, "promise: a\n", "$"),
        (PROMISES, "- promise: A\n  says: {da: x}\n", "$[0].promise"),
        (PROMISES, "- id: a\n  says: {da: x}\n", "$[0]"),
        (PROMISES, "- promise: a\n  says: {da: x}\n  keep: {event: e, from_: done_at, of: 1}\n", "$[0].keep"),
    ],
)
def test_what_the_loader_refuses_the_schema_refuses(schema: str, text: str, at: str, tmp_path: Path) -> None:
    assert at in validate(schema, text, tmp_path)


def test_aliases_are_the_keys() -> None:
    paths = {setting.path for setting in list_settings(schemas()[PROMISES])}
    assert {"promise", "keep.from"} <= paths
    assert not {"id", "keep.from_"} & paths


@pytest.mark.parametrize("name", [SETTINGS, PROMISES])
def test_every_key_says_what_it_is_for(name: str) -> None:
    silent = [one.path for one in list_settings(schemas()[name]) if not one.meaning.rstrip("`.)").strip()]
    assert silent == []


@pytest.mark.parametrize("name", [SETTINGS, PROMISES])
def test_every_key_is_listed_once(name: str) -> None:
    paths = [setting.path for setting in list_settings(schemas()[name])]
    assert len(paths) == len(set(paths)) > 10


def test_a_key_knows_its_default_and_its_words() -> None:
    settings = {setting.path: setting for setting in list_settings(schemas()[PROMISES])}
    assert settings["keep.over"].allowed == ("month", "quarter", "year")
    assert settings["keep.cluster"].allowed == ("day", "unit")
    assert settings["keep.alarm_every"].default == 365
    assert settings["keep.of"].required
    assert not settings["keep.event"].required
    assert not settings["remedy"].required


def test_a_part_is_found_through_lists_and_single_items() -> None:
    root = schemas()[PROMISES]
    for keys in ((0, "keep"), (0, "keep", 0)):
        parts = [part for part in find_part(root, keys) if "within" in part.get("properties", {})]
        assert {part["title"] for part in parts} == {"Keep"}
    assert find_part(root, (0, "no", "such")) == []
    assert find_meaning(root, (0, "says", "da")) == "The words customers read, by language: `{da: ..., en: ...}`."
    assert find_meaning(root, (0,)) == ""
