"""Every reason for which a source rejects a row has its Danish words."""

import ast
import re
from pathlib import Path

import pytest

import makegood.sources
from makegood.model import Rejection
from makegood.words.rejections import DANISH, say_place, say_rejection

SOURCES = Path(makegood.sources.__file__).parent
NAMED = {"SHORTENED", "REASON", "CONTRADICTION", "reason", "_BAD_QUOTES"}  # what holds whole reasons


def reasons() -> set[str]:
    """The reasons that stand in the sources: given to `Refusal`, returned as one, or named as one."""
    found: set[str] = set()
    for path in sorted(SOURCES.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal":
                found |= texts(node.args[2])
            if isinstance(node, ast.Assign) and any(getattr(t, "id", "") in NAMED for t in node.targets):
                values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
                found |= {text for value in values for text in texts(value)}
            if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and path.name == "json_columns.py":
                found |= {text for value in node.value.elts for text in texts(value) if " " in text}
            if isinstance(node, ast.FunctionDef) and node.name == "reason":
                found |= {text for part in ast.walk(node) if isinstance(part, ast.Return) for text in texts(part.value)}
    return found


def texts(node: ast.expr | None) -> set[str]:
    """A text that stands there, with a word in place of what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.JoinedStr):
        return {"".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)}
    return set()


def test_the_reasons_are_found_where_they_stand() -> None:
    assert {"not a number", "x is empty", "lies in the future", "this is no JSON object"} <= reasons()
    assert len(reasons()) >= 22


@pytest.mark.parametrize("reason", sorted(reasons()))
def test_every_reason_of_a_source_is_said_in_danish(reason: str) -> None:
    assert say_rejection(reason, "da") != reason
    assert say_rejection(reason, "en") == reason
    assert re.fullmatch(r"[^{}]+", say_rejection(reason, "da"))


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("1 field; 4 expected", "1 felter; der skulle være 4"),
        ("a letter here is not UTF-8", "et bogstav her er ikke UTF-8"),
        (
            "column `klar`: a formula gives an error here (#N/A, #REF! and the like) instead of a value",
            "kolonnen `klar`: en formel giver en fejl her (#N/A, #REF! og lignende) i stedet for en værdi",
        ),
        (
            "not a date of the form dd-mm-yyyy, which the rest of the column has",
            "ikke en dato i formen dd-mm-yyyy, som resten af kolonnen har",
        ),
        ("a reason of somebody's own source", "a reason of somebody's own source"),
    ],
)
def test_what_is_filled_in_stays(reason: str, said: str) -> None:
    assert say_rejection(reason, "da") == said


def test_no_pattern_stands_twice_and_each_is_whole() -> None:
    assert len({pattern for pattern, _ in DANISH}) == len(DANISH)


def test_the_place_comes_first() -> None:
    rejection = Rejection("orders", "data/a.csv", 7, "id", "event_id is empty", "empty")
    assert say_place(rejection, "da") == "data/a.csv:7 id: event_id er tom"
    assert say_place(rejection, "en") == str(rejection)
