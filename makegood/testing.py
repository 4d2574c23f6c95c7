"""The contracts as tests, public for plug-ins: each raises AssertionError with what is missing."""

import inspect
import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

_SECTIONS = ("Anti-pattern", "Best practice")


def check_rule(rule: ModuleType, cases: Path) -> int:
    """Hold a lint rule to its contract, and run its cases.

    Parameters
    ----------
    rule : module
        Has `code`, `name`, `check(written, project)` and a docstring of one sentence and the two sections.
    cases : Path
        A YAML file with `project:` (the text of makegood.yaml), `pass:` and `fail:`. Each case has `it:` (a sentence)
        and `promises:` (the text of a promise file); each of `fail:` also `finds:`, a list of {at, what, fix}.

    Returns
    -------
    int
        How many cases were run.
    """
    file = rule.__name__.rsplit(".", 1)[-1]
    about = rule.__doc__ or ""
    assert re.fullmatch(r"[A-Z]\d{3}", rule.code), f"{file}: a code is a letter and three digits, not {rule.code}"
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name), f"{file}: a name is words with dashes, not {rule.name}"
    expected = f"{rule.code.lower()}_{rule.name.replace('-', '_')}"
    assert file == expected, f"{file}: the file of {rule.code} {rule.name} is called {expected}.py"
    first = about.split("\n", 1)[0]
    assert re.fullmatch(rf"{rule.code}: .+\.", first), (
        f"{file}: the docstring begins with `{rule.code}: ` and a sentence"
    )
    found = [line for line in about.splitlines() if line in _SECTIONS]
    assert found == list(_SECTIONS), f"{file}: the docstring has the sections {' and '.join(_SECTIONS)}, in this order"
    parameters = list(inspect.signature(rule.check).parameters)
    assert parameters == ["written", "project"], f"{file}: check(written, project), not {parameters}"
    return _run_cases(rule, cases)


def _run_cases(rule: ModuleType, cases: Path) -> int:
    from makegood.promises.document import read_document

    assert cases.exists(), f"{rule.code} has no cases: {cases.name} is missing"
    text: Any = read_document(cases, cases.name).data
    for kind in ("pass", "fail"):
        assert text.get(kind), f"{cases.name} has no case under `{kind}:`"
    for kind in ("pass", "fail"):
        for case in text[kind]:
            expected = [(one["at"], one["what"], one["fix"]) for one in case.get("finds", [])]
            assert bool(expected) == (kind == "fail"), f"{cases.name}: `{case['it']}` stands under the wrong heading"
            found = _find(rule, text["project"], case)
            assert found == expected, f"{cases.name}: {case['it']}\nfound    {found}\nexpected {expected}"
    return len(text["pass"]) + len(text["fail"])


def _find(rule: ModuleType, project: str, case: Mapping[str, str]) -> list[tuple[str, str, str]]:
    from makegood.promises.load import load

    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "promises").mkdir()
        (folder / "makegood.yaml").write_text(project, encoding="utf-8")
        (folder / "promises" / "case.yaml").write_text(case["promises"], encoding="utf-8")
        register = load(folder)
        found = [one for written in register.written for one in rule.check(written, register.project)]
    return [(f"{place.line}:{place.column}", what, fix) for place, what, fix in found]
