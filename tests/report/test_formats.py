"""Every form has its file, its section of the documentation, and the same answer."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from makegood.cli.check import FORMS
from makegood.report.formats import WRITERS, write
from tests.made_states import SLIPPING, broken
from tests.report.told import told

OUTPUTS = (Path(__file__).resolve().parents[2] / "docs" / "outputs.md").read_text(encoding="utf-8")


def test_each_form_that_can_be_asked_for_has_its_section_and_each_section_its_form() -> None:
    export = import_module("makegood.cli.export").command
    (exported,) = [tuple(p.type.choices) for p in export.params if p.name == "form"]
    assert re.findall(r"^## (.+)$", OUTPUTS, re.MULTILINE) == [*FORMS, *exported]
    assert {*FORMS, *exported} == {"human", "json", *WRITERS}


def test_every_metric_has_its_row() -> None:
    told_of = set(re.findall(r"`(makegood_\w+)`", OUTPUTS))
    written = re.findall(r"^# TYPE (\S+) (\S+)$", write("openmetrics", told(broken(now=SLIPPING))), re.MULTILINE)
    ending = {"counter": "_total", "info": "_info"}
    names = {name + ending.get(kind, "") for name, kind in written}
    assert names == told_of


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_states_give_the_same_text_and_end_the_last_line(form: str) -> None:
    text = write(form, told(broken()))
    assert text == write(form, told(broken()))
    assert text.endswith("\n")
