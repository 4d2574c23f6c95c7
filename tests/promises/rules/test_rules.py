"""Every rule against its contract and its cases; the cases are data beside this file."""

import re
import unicodedata
from pathlib import Path
from types import ModuleType

import pytest

from makegood.project import Project
from makegood.promises import rules
from makegood.promises.document import find_place
from makegood.promises.explain import page
from makegood.promises.load import Place, Register, Written, load
from makegood.promises.rules import RULES, check_all, p003_no_deadline, p006_shipped_is_not_delivered
from makegood.sample.make import make
from makegood.testing import check_rule
from makegood.written import Promise

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


def file_of(rule: ModuleType) -> str:
    return rule.__name__.rsplit(".", 1)[-1]


@pytest.mark.parametrize("rule", RULES, ids=file_of)
def test_a_rule_keeps_its_contract_and_finds_what_its_cases_say(rule: ModuleType) -> None:
    assert check_rule(rule, HERE / f"{file_of(rule)}.yaml") >= 4


def test_every_file_of_a_rule_is_in_the_tuple_in_the_order_of_the_codes() -> None:
    files = sorted(path.stem for path in Path(rules.__file__).parent.glob("p*.py"))
    assert [file_of(rule) for rule in RULES] == files


def test_every_file_of_cases_belongs_to_a_rule() -> None:
    assert sorted(path.stem for path in HERE.glob("*.yaml")) == [file_of(rule) for rule in RULES]


def test_codes_and_names_are_used_once() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


def test_codes_that_were_ever_used_keep_their_meaning() -> None:
    """Add a line for a new rule; never change one."""
    assert {rule.code: rule.name for rule in RULES} == {
        "P001": "nobody-keeps-it",
        "P002": "no-measurable-form",
        "P003": "no-deadline",
        "P004": "no-room-to-be-human",
        "P005": "unknown-name",
        "P006": "shipped-is-not-delivered",
        "P007": "absolute-word",
        "P008": "two-numbers",
        "P009": "said-out-of-time",
        "P010": "nobody-says-it",
        "P011": "no-remedy-for-money",
        "P012": "nobody-explains-it",
    }


@pytest.mark.parametrize("rule", RULES, ids=file_of)
def test_the_page_in_docs_is_the_docstring(rule: ModuleType) -> None:
    path = ROOT / "docs" / "rules" / f"{file_of(rule)}.md"
    assert path.read_text(encoding="utf-8") == page(rule), "run: python -m makegood.promises.explain docs/rules"


def test_docs_hold_a_page_for_no_other_rule() -> None:
    assert sorted(path.stem for path in (ROOT / "docs" / "rules").glob("p*.md")) == [file_of(rule) for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=file_of)
def test_a_harness_that_could_not_fail_would_prove_nothing(rule: ModuleType, tmp_path: Path) -> None:
    cases = (HERE / f"{file_of(rule)}.yaml").read_text(encoding="utf-8")
    wrong = tmp_path / f"{file_of(rule)}.yaml"
    wrong.write_text(re.sub(r'at: "\d+:', 'at: "99:', cases, count=1), encoding="utf-8")
    with pytest.raises(AssertionError, match="expected"):
        check_rule(rule, wrong)
    wrong.write_text(cases.replace("\nfail:", "\nfalse:"), encoding="utf-8")
    with pytest.raises(AssertionError, match="has no case under `fail:`"):
        check_rule(rule, wrong)
    with pytest.raises(AssertionError, match=f"{rule.code} has no cases"):
        check_rule(rule, tmp_path / "none.yaml")


def test_the_harness_refuses_a_rule_whose_docstring_lacks_a_section() -> None:
    rule = ModuleType("p099_odd", "P099: something odd.\n\nBest practice\n    x\n\nAnti-pattern\n    y\n")
    rule.code, rule.name, rule.check = "P099", "odd", lambda written, register: iter(())  # type: ignore[attr-defined]
    with pytest.raises(AssertionError, match="the sections Anti-pattern and Best practice, in this order"):
        check_rule(rule, HERE / "p001_nobody_keeps_it.yaml")


def test_findings_stand_in_the_order_of_files_lines_and_columns(tmp_path: Path) -> None:
    (tmp_path / "promises").mkdir()
    (tmp_path / "makegood.yaml").write_text("organisation: x\n")
    (tmp_path / "promises" / "b.yaml").write_text("- promise: b\n  says: {en: Fast}\n  kept_by: x\n")
    (tmp_path / "promises" / "a.yaml").write_text(
        "# the first line\n- promise: a\n  says: {en: y}\n  keep: {of: 1, event: e, by: due_at}\n" + "#\n" * 8
    )
    found = [(finding.where, finding.code, finding.name) for finding in check_all(load(tmp_path))]
    assert found == [
        ("promises/a.yaml:2:3", "P001", "nobody-keeps-it"),
        ("promises/a.yaml:2:3", "P010", "nobody-says-it"),
        ("promises/a.yaml:4:10", "P004", "no-room-to-be-human"),
        ("promises/a.yaml:4:17", "P005", "unknown-name"),
        ("promises/b.yaml:1:3", "P002", "no-measurable-form"),
        ("promises/b.yaml:1:3", "P010", "nobody-says-it"),
        ("promises/b.yaml:2:10", "P003", "no-deadline"),
        ("promises/b.yaml:3:3", "P005", "unknown-name"),
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", "hurtig hurtigt hurtige hurtigere lynhurtig straks omgående øjeblikkelig øjeblikkeligt prompte snarest"),
        ("en", "fast faster fastest quick quickly rapid swiftly promptly immediate immediately instant instantly asap"),
    ],
)
def test_each_word_is_known_in_any_case_and_in_any_unicode_form(language: str, words: str) -> None:
    for word in words.split():
        for written in (word, word.upper(), word.capitalize(), unicodedata.normalize("NFD", word)):
            assert found_in({language: f"Vi gør det {written}!"}), written


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("da", "Vi svarer med det samme"),
        ("da", "Snarest muligt"),
        ("da", "Levering fra dag til dag"),
        ("da", "Dag-til-dag levering"),
        ("da", "Hos dig næste hverdag"),
        ("da", "Lynlevering"),
        ("da", "Hjælp uden ventetid"),
        ("da", "Hurtig hjælp 24 timer i døgnet"),
        ("en", "We answer as soon as possible"),
        ("en", "Same day repair"),
        ("en", "Delivered tomorrow"),
        ("en", "Straightaway"),
    ],
)
def test_deadline_words_of_several_words_are_known(language: str, says: str) -> None:
    assert found_in({language: says})


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("da", "Hurtig levering inden for en time"),
        ("da", "Hurtig levering inden for tre arbejdsdage"),
        ("da", "Hurtigt svar: 3 min."),
        ("da", "Straks: 24 timers levering"),
        ("en", "Fast: 24-hour delivery"),
        ("en", "Quick answer within an hour"),
        ("en", "Fast delivery in 2–3 working days"),
        ("en", "Express yourself"),
    ],
)
def test_a_number_of_time_is_a_deadline(language: str, says: str) -> None:
    assert not found_in({language: says})


@pytest.mark.parametrize(
    ("meaning", "names"),
    [
        (
            "shipped",
            "shipped_at ShipDate dispatched afsendt afsendelsesdato sendt_dato pakket_kl handed_over_at skickad "
            "avsendt versanddatum verschickt postado_em data_envio order_delivered_carrier_date "
            "udleveret_til_transportør",
        ),
        (
            "delivered",
            "delivered_at leveret leveringsdato order_delivered_customer_date levererad levert zugestellt_am "
            "entregue_em package_delivered carrier_delivered_at shipping_delivered udleveret",
        ),
        ("", "done_at finished closed time ordered relationship leaderboard scan"),
    ],
)
def test_names_of_columns_say_whether_it_was_sent_or_delivered(meaning: str, names: str) -> None:
    told = {name: p006_shipped_is_not_delivered._meaning(name) for name in names.split()}
    assert told == dict.fromkeys(names.split(), meaning)


def found_in(says: dict[str, str]) -> bool:
    written = Written(Promise(promise="x", says=says), {(): Place("x.yaml", 1, 1)})  # type: ignore[call-arg]
    return bool(list(p003_no_deadline.check(written, Register(Project("x"), (written,), {}))))


def test_a_place_that_is_not_written_is_that_of_its_parent() -> None:
    places = {(): Place("x", 1, 1), ("keep",): Place("x", 2, 1), ("keep", "of"): Place("x", 3, 1)}
    assert find_place(places, ("keep", 0, "of")) == Place("x", 3, 1)
    assert find_place(places, ("keep", 0, "by")) == Place("x", 2, 1)
    assert find_place(places, ("said", 0)) == Place("x", 1, 1)


def test_the_sample_promises_show_what_lint_is_for(tmp_path: Path) -> None:
    make(tmp_path, size=0.01)
    found = [(finding.where, finding.code) for finding in check_all(load(tmp_path))]
    assert found == [
        ("promises/delivery.yaml:21:25", "P008"),
        ("promises/service.yaml:2:10", "P011"),
        ("promises/service.yaml:38:3", "P002"),
        ("promises/service.yaml:43:3", "P012"),
    ]
