"""What the documentation says is what the code does."""

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from makegood.promises.document import read_document
from makegood.promises.explain import tell_default
from makegood.promises.load import load
from makegood.promises.rules import RULES
from makegood.promises.schema import PROMISES, SETTINGS, list_settings, schemas

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def settings_rows(heading: str) -> list[tuple[str, ...]]:
    """(key, meaning, left out, example) of each row of the table under a heading of docs/settings.md."""
    section = re.split(r"^## ", text_of("settings.md"), flags=re.MULTILINE)
    (text,) = (part for part in section if part.startswith(f"{heading}\n"))
    return re.findall(r"^\| `([\w.]+)` \| (.*?) \| (.*?) \| `(.*)` \|$", text, re.MULTILINE)


@pytest.mark.parametrize(("heading", "schema"), [("makegood.yaml", SETTINGS), ("A promise", PROMISES)])
def test_settings_lists_every_key_with_its_meaning_and_default_and_no_other(heading: str, schema: str) -> None:
    documented = [row[:3] for row in settings_rows(heading)]
    settings = list_settings(schemas()[schema])
    assert documented == [(s.path, s.meaning, "required" if s.required else tell_default(s)) for s in settings]


@pytest.mark.parametrize("heading", ["makegood.yaml", "A promise"])
def test_every_example_in_settings_can_be_written(heading: str, tmp_path: Path) -> None:
    (tmp_path / "promises").mkdir()
    for path, _, _, example in settings_rows(heading):
        (tmp_path / "x.yaml").write_text(f"example: {example}\n", encoding="utf-8")
        value: Any = read_document(tmp_path / "x.yaml", path).data
        project, promise = deepcopy(SMALL_PROJECT), deepcopy(SMALL_PROMISE)
        put(project if heading == "makegood.yaml" else promise, path.split("."), value["example"])
        (tmp_path / "makegood.yaml").write_text(json.dumps(project), encoding="utf-8")
        (tmp_path / "promises" / "a.yaml").write_text(json.dumps([promise]), encoding="utf-8")
        assert len(load(tmp_path).promises) == 1, path


SMALL_PROJECT: dict[str, Any] = {
    "organisation": "x",
    "journey": [{"touchpoint": "delivery", "stage": "delivery", "function": "operations"}],
    "sources": [
        {
            "name": "orders",
            "kind": "events",
            "files": "orders.csv",
            "columns": {"event_id": "id"},
            "join": {"files": "items.csv", "on": "id", "take": {"unit": "seller"}, "when_many": "first"},
        }
    ],
}
SMALL_PROMISE: dict[str, Any] = {
    "promise": "a",
    "says": {"da": "x"},
    "said": [{"where": "shop", "since": "2024-01-01", "by": "sales"}],
    "keep": {"event": "orders", "of": "95 %", "amount": {"column": "c", "missing": "broken", "at_most": 3}},
}


def put(whole: dict[str, Any], keys: list[str], value: object) -> None:
    """Write the value there, and take away what may not stand beside it."""
    part: Any = whole
    for key in keys[:-1]:
        part = part[key][0] if isinstance(part[key], list) else part[key]
    for other in {"within": ["amount"], "by": ["amount"] * ("keep" in keys), "at_least": ["at_most"]}.get(keys[-1], []):
        del part[other]
    part[keys[-1]] = value


def test_every_promise_in_the_guide_is_one_that_can_be_loaded(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", text_of("promises.md"), re.DOTALL)
    assert len(blocks) >= 2
    for block in blocks:
        (tmp_path / "x.yaml").write_text(block, encoding="utf-8")
        data: Any = read_document(tmp_path / "x.yaml", "x.yaml").data
        assert list(Draft202012Validator(schemas()[PROMISES]).iter_errors(data)) == []


def test_the_guide_to_promises_names_every_rule_with_its_page() -> None:
    for rule in RULES:
        file = rule.__name__.rsplit(".", 1)[-1]
        assert f"[{rule.code} {rule.name}](rules/{file}.md)" in text_of("promises.md")
