"""What the documentation says is what the code does."""

import json
import re
from copy import deepcopy
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from makegood.cli import COMMANDS
from makegood.measures import MEASURES
from makegood.measures.clock import Clock
from makegood.measures.cost_of_breaking import CostOfBreaking
from makegood.measures.kept_rate import KeptRate
from makegood.measures.time_to_keep import TimeToKeep
from makegood.measures.what_is_said import WhatIsSaid
from makegood.model import Why
from makegood.project import Project
from makegood.promises.document import read_document
from makegood.promises.explain import tell_default
from makegood.promises.load import load
from makegood.promises.rules import RULES
from makegood.promises.schema import PROMISES, SETTINGS, list_settings, schemas
from makegood.sources import READERS
from makegood.testing import check_measure
from makegood.written import Keep

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
    (tmp_path / "units.csv").write_text("unit\nAarhus\n", encoding="utf-8")
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
    for other in {
        "within": ["amount"],
        "by": ["amount"] * ("keep" in keys),
        "at_least": ["at_most"],
        "counts": ["amount", "event"],
    }.get(keys[-1], []):
        del part[other]
    if keys[-1] == "or_within":
        del part["amount"]
        part["by"] = "due_at"
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


@pytest.mark.parametrize(
    ("folder", "names"),
    [
        ("measures", MEASURES),
        ("sources", tuple(READERS)),
        ("commands", COMMANDS),
        ("rules", tuple(rule.__name__.rsplit(".", 1)[-1] for rule in RULES)),
    ],
)
def test_each_member_has_a_page_and_each_page_a_member(folder: str, names: tuple[str, ...]) -> None:
    assert sorted(path.stem for path in (DOCS / folder).glob("*.md")) == sorted(names)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_of_a_command_names_all_its_options(name: str) -> None:
    command = import_module(f"makegood.cli.{name}").command
    page = text_of(f"commands/{name}.md")
    options = [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
    assert [option for option in options if option not in page] == []


@pytest.mark.parametrize("why", [why.value for why in Why])
def test_the_page_of_a_measure_says_when_it_refuses(why: str) -> None:
    assert any(why in text_of(f"measures/{name}.md") for name in MEASURES)


def test_the_architecture_names_every_part_and_no_other() -> None:
    rows = re.findall(r"^\| `([\w./]+)` \|", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), re.MULTILINE)
    parts = [
        path.name + ("/" if path.is_dir() else "")
        for path in (ROOT / "makegood").iterdir()
        if not path.name.startswith("__")
    ]
    assert sorted(rows) == sorted(parts)


def test_no_page_leads_nowhere() -> None:
    pages = [*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *ROOT.glob("examples/*/*.md")]
    links = [
        (page, link) for page in pages for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8"))
    ]
    assert [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()] == []


def test_the_contract_of_a_measure_holds_for_each_of_them() -> None:
    clock = Clock.at(datetime(2026, 3, 16, tzinfo=UTC), Project(organisation="Test"))
    terms = Keep("orders", 0.95, by="due_at")
    rate = KeptRate(terms, clock)
    checked = [rate, TimeToKeep(terms, clock), CostOfBreaking(rate), WhatIsSaid(clock.today)]
    for measure in checked:
        check_measure(measure)
    assert tuple(measure.id for measure in checked) == MEASURES


def test_the_first_page_of_the_documentation_leads_to_every_other() -> None:
    links = {link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text_of("README.md"))}
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    assert pages - links - {"README.md"} == {page for page in pages if page.startswith("rules/")}
