"""SARIF 2.1.0: what its specification requires, property by property, and where each result points.

No package ships its JSON schema, so its rules for the objects we write are written out here as one, with section
numbers, and nothing that they do not name is allowed.
"""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from makegood.model import Why
from makegood.report.sarif import write
from tests.made_states import BROKEN_MARCH, broken, kept, promise, slipping, unclear
from tests.report.told import FINDING, told


def shape(required, **properties):
    return {"type": "object", "required": required.split(), "properties": properties, "additionalProperties": False}


TEXT = {"type": "string", "minLength": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}  # 3.27.10
MESSAGE = shape("text", text=TEXT, markdown=TEXT)  # 3.11, 3.12: text is there whenever markdown is
REGION = shape("startLine", startLine={"type": "integer", "minimum": 1}, startColumn={"type": "integer", "minimum": 1})
ARTIFACT = shape("uri", uri={"type": "string", "format": "uri-reference"}, uriBaseId=TEXT)  # 3.4
LOCATION = shape(
    "physicalLocation", physicalLocation=shape("artifactLocation", artifactLocation=ARTIFACT, region=REGION)
)
RULE = shape(  # 3.49
    "id",
    id=TEXT,
    name=TEXT,
    shortDescription=MESSAGE,
    help=MESSAGE,
    defaultConfiguration=shape("", level=LEVEL),
)
RESULT = shape(  # 3.27
    "message ruleId",
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level=LEVEL,
    message=MESSAGE,
    locations={"type": "array", "items": LOCATION},
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
    properties={"type": "object"},  # 3.8: a property bag
)
SEMANTIC = {"type": "string", "pattern": r"^\d+\.\d+\.\d+"}  # 3.19.12: Semantic Versioning
DRIVER = shape("name", name=TEXT, version=TEXT, semanticVersion=SEMANTIC, rules={"type": "array", "items": RULE})
RUN = shape(  # 3.14
    "tool",
    tool=shape("driver", driver=DRIVER),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    originalUriBaseIds={"type": "object", "additionalProperties": shape("", description=MESSAGE)},
    results={"type": "array", "items": RESULT},
)
SARIF = {**shape("version runs", version={"const": "2.1.0"}, runs={"type": "array", "items": RUN}, **{"$schema": TEXT})}


def named(given, name, **changes):
    return replace(given, promise=promise(id=name, **changes))


MIXED = (named(broken(), "a"), named(slipping(), "b"), named(unclear(Why.STRADDLES), "c"), named(kept(), "d"))


def run_of(text: str) -> dict:
    document = json.loads(text)
    assert [error.message for error in Draft202012Validator(SARIF).iter_errors(document)] == []
    (run,) = document["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))  # 3.19.23
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])  # 3.27.6
    return run


def test_broken_is_an_error_slipping_a_warning_untold_a_note_and_kept_no_result():
    run = run_of(write(told(*MIXED, findings=(FINDING,))))
    assert [(result["ruleId"], result["level"]) for result in run["results"]] == [
        ("promise-broken", "error"),
        ("promise-slipping", "warning"),
        ("promise-cannot-tell", "note"),
        ("P003", "warning"),
    ]


def test_each_result_points_at_the_line_where_its_promise_is_written():
    results = run_of(write(told(*MIXED, findings=(FINDING,))))["results"]
    found = [result["locations"][0]["physicalLocation"] for result in results]
    assert [(at["region"]["startLine"], at["region"]["startColumn"]) for at in found] == [
        (3, 3),
        (13, 3),
        (23, 3),
        (4, 9),
    ]
    assert {at["artifactLocation"]["uri"] for at in found} == {"promises/a.yaml"}


@pytest.mark.parametrize(
    ("folder", "uri"),
    [
        (".", "promises/a.yaml"),
        ("examples/olist", "examples/olist/promises/a.yaml"),
        ("mine æ", "mine%20%C3%A6/promises/a.yaml"),
        ("../beside", "promises/a.yaml"),
        ("/srv/makegood", "promises/a.yaml"),
    ],
)
def test_a_file_is_named_from_where_the_command_was_run_and_never_absolutely(folder, uri):
    (result,) = run_of(write(told(broken(), folder=Path(folder))))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}
    assert not re.match(r"^(/|[a-z]+:)", uri)


def test_lint_alone_tells_its_rules_and_findings_and_no_promise():
    run = run_of(write(told(findings=(FINDING,))))
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["P003"]
    assert run["tool"]["driver"]["rules"][0]["help"]["markdown"].startswith("# P003 no-deadline")
    assert [result["message"]["text"] for result in run["results"]] == ["no number. Fix: add it"]


def test_a_broken_period_is_an_error_also_when_newer_data_are_missing():
    (result,) = run_of(write(told(unclear(Why.STALE, BROKEN_MARCH))))["results"]
    assert (result["ruleId"], result["level"]) == ("promise-broken", "error")


def test_what_cannot_be_told_is_an_error_when_asked():
    (result,) = run_of(write(told(unclear(Why.STRADDLES), fail_on_cannot_tell=True)))["results"]
    assert (result["ruleId"], result["level"]) == ("promise-cannot-tell", "error")


def test_an_alert_stays_the_same_when_its_line_moves():
    results = run_of(write(told(*MIXED)))["results"]
    assert results[0]["partialFingerprints"] == {"makegoodPromise/v1": "promise-broken:a"}
    assert results[0]["properties"] == {"promise": "a", "objective": 0.95, "period": "2026-03", "n": 3390, "kept": 2978}


def test_square_brackets_are_words_and_no_link():
    (result,) = run_of(write(told(named(broken(), "a", says={"en": "Free [gift](1)"}))))["results"]
    assert r"Free \[gift\](1)" in result["message"]["text"]
