"""Every rule, measure and setting explains itself by any of its names."""

import pytest

from makegood.errors import MakegoodError
from makegood.model import Headline, Pace, State, Why
from makegood.promises.explain import explain, page
from makegood.promises.rules import RULES
from makegood.promises.schema import PROMISES, SETTINGS, list_settings, schemas


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_explained_by_its_code_and_by_its_name(rule: object) -> None:
    for name in (rule.code, rule.code.lower(), rule.name):  # type: ignore[attr-defined]
        assert explain(name) == page(rule)  # type: ignore[arg-type]


def test_the_page_of_a_rule_says_what_why_and_what_to_do() -> None:
    text = explain("P003")
    assert text.startswith("# P003 no-deadline\n\nA word that sounds like a deadline, and no number.\n")
    assert text.index("## Anti-pattern\n\nIt can never") < text.index("## Best practice\n\nSay the number")
    assert "\n    - promise: fast-delivery\n      says:" in text


def test_a_measure_is_explained_by_its_own_documentation() -> None:
    assert explain("kept_rate") == explain("kept-rate")
    assert explain("kept_rate").startswith("# kept_rate\n\nDo we keep what we promise?")


def test_a_setting_is_explained_with_its_default_and_its_words() -> None:
    assert explain("over") == (
        "`keep.over` in a promise\n"
        "  The closed period of a verdict; left out, the shortest that gives enough evidence.\n"
        "  left out: none\n"
        "  allowed: month, quarter, year\n"
    )
    assert explain("history").endswith("  left out: false\n")
    assert explain("languages").endswith("  left out: da, en\n")
    assert explain("event").endswith("  required\n")


def test_a_name_that_stands_in_several_places_is_explained_in_each() -> None:
    assert [line for line in explain("since").splitlines() if line.startswith("`")] == [
        "`said.since` in a promise",
        "`keep.since` in a promise",
    ]
    assert explain("keep.since").count("`keep.since`") == 1
    assert "said" not in explain("keep.since")


def test_every_setting_can_be_explained() -> None:
    paths = [setting.path for name in (PROMISES, SETTINGS) for setting in list_settings(schemas()[name])]
    assert [path for path in paths if f"`{path}`" not in explain(path)] == []


@pytest.mark.parametrize("word", [str(word) for kind in (Headline, Pace, State) for word in kind])
def test_every_state_is_explained(word: str) -> None:
    heading, _, meaning = explain(word).partition("\n\n")
    assert heading == f"# {word}"
    assert meaning.endswith(".\n")


@pytest.mark.parametrize("why", [why for why in Why if why is not Why.NO_DEADLINE])
def test_every_reason_is_explained_with_what_it_would_take(why: Why) -> None:
    heading, reason, take = explain(why).split("\n\n")
    assert heading == f"# {why}"
    assert reason.startswith("A reason why it cannot be told: ")
    assert "{" not in take


def test_a_reason_that_has_the_name_of_a_rule_is_explained_by_the_rule() -> None:
    assert explain("no-deadline") == explain("P003")


def test_an_unknown_name_gets_a_guess() -> None:
    with pytest.raises(MakegoodError) as error:
        explain("no-dedline")
    first, found, fix = str(error.value).splitlines()
    assert (first, found) == ("there is nothing of that name to explain", "  found: no-dedline")
    assert fix.startswith(
        "  fix:   did you mean `no-deadline`? Allowed: P001, P002, P003, P004, P005, P006, alarm_every, "
    )
    assert fix.endswith(", where, within")
