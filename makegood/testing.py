"""The contracts as tests, public for plug-ins: each raises AssertionError with what is missing."""

import inspect
import pickle
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import FrozenInstanceError, fields
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from makegood.lake.tables import REJECTED, TABLES
from makegood.project import Project, Source
from makegood.sources.batch import Batch

Reader = Callable[[Source, Project, datetime], Iterable[Batch]]

_SECTIONS = ("Anti-pattern", "Best practice")


def check_rule(rule: ModuleType, cases: Path) -> int:
    """Hold a lint rule to its contract, and run its cases.

    Parameters
    ----------
    rule : module
        Has `code`, `name`, `check(written, register)` and a docstring of one sentence and the two sections.
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
    assert parameters == ["written", "register"], f"{file}: check(written, register), not {parameters}"
    return _run_cases(rule, cases)


def check_measure(measure: Any) -> None:
    """Hold a measure to its contract.

    Parameters
    ----------
    measure : instance of the measure's dataclass
        Frozen and picklable; `id` is the name of its file, `question` ends in a question mark, `needs` names the
        columns. The module says what comes in and what goes out; the class has Parameters, Notes and References.
    """
    kind = type(measure)
    module = sys.modules[kind.__module__]
    file = kind.__module__.rsplit(".", 1)[-1]
    about = module.__doc__ or ""
    assert measure.id == file, f"{file}: id is the name of the file, not {measure.id}"
    assert measure.question.endswith("?"), f"{file}: question ends in a question mark"
    assert measure.needs, f"{file}: needs names no column"
    assert "In:" in about, f"{file}: the docstring of the module says what comes in"
    assert "Out" in about, f"{file}: the docstring of the module says what goes out"
    for section in ("Parameters", "Notes", "References"):
        assert f"{section}\n" in (kind.__doc__ or ""), f"{file}: the docstring of {kind.__name__} has no {section}"
    first = next(iter(fields(measure))).name
    try:
        setattr(measure, first, None)
    except FrozenInstanceError:
        pass
    else:
        raise AssertionError(f"{file}: {kind.__name__} is not frozen")
    assert pickle.loads(pickle.dumps(measure)) == measure, f"{file}: {kind.__name__} is another after pickling"


def check_source(read: Reader, source: Source, project: Project, now: datetime) -> int:
    """Hold a source's reader to its contract, on real files.

    Every row is accounted for, the tables have the shape of the lake, and reading twice gives the same.

    Parameters
    ----------
    read : function of (source, project, now) that yields batches
    source, project, now : what to read

    Returns
    -------
    int
        Rows read.
    """
    rows = 0
    for batch in read(source, project, now):
        told = batch.kept + sum(batch.excluded.values()) + batch.left_out + len(batch.rejected)
        assert batch.read == told, f"{batch.file}: {batch.read} rows were read and {told} accounted for"
        assert batch.rejected.schema == REJECTED.read_schema, f"{batch.file}: rejected rows have another shape"
        for name, table in batch.tables.items():
            assert table.schema == TABLES[name].read_schema, f"{batch.file}: {name} has another shape than the lake's"
        rows += batch.read
    assert list(read(source, project, now)) == list(read(source, project, now)), "reading twice gives another answer"
    return rows


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
        found = [one for written in register.written for one in rule.check(written, register)]
    return [(f"{place.line}:{place.column}", what, fix) for place, what, fix in found]
