"""`makegood export` and the forms of `makegood check`: the exit code is the same in every one."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from junitparser import JUnitXml
from prometheus_client.openmetrics.parser import text_string_to_metric_families
from ruamel.yaml import YAML

from makegood.cli import group
from makegood.cli.check import FORMS
from tests.shop import PROMISE, make, orders, read

MARCH = date(2026, 3, 1)


def run(*words: str):
    return CliRunner().invoke(group, [*words], catch_exceptions=False)


@pytest.fixture(scope="module")
def broken_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make(tmp_path_factory.mktemp("shop"), orders(MARCH, 45, 40, late=12))
    read(folder)
    return folder


@pytest.mark.parametrize("form", FORMS)
def test_a_broken_promise_exits_1_in_every_form(broken_shop: Path, form: str) -> None:
    assert run("check", str(broken_shop), "--format", form).exit_code == 1


def test_the_forms_tell_the_same_counts(broken_shop: Path) -> None:
    text = {form: run("check", str(broken_shop), "--format", form, "--language", "en").output for form in FORMS}
    (state,) = json.loads(text["json"])["promises"]
    kept, n = state["closed"][-1]["kept"], state["closed"][-1]["n"]
    assert f"March: {n - kept} of {n:,} not kept" in text["markdown"]
    (suite,) = JUnitXml.fromstring(text["junit"].encode())
    assert [case.result[0].message for case in suite] == [f"broken: March: {n - kept} of {n:,} not kept"]
    (result,) = json.loads(text["sarif"])["runs"][0]["results"]
    assert (result["properties"]["n"], result["properties"]["kept"]) == (n, kept)
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 3}
    families = {family.name: family for family in text_string_to_metric_families(text["openmetrics"])}
    found = {s.labels["outcome"]: s.value for s in families["makegood_promise_verdict_events"].samples}
    assert found == {"kept": kept, "broken": n - kept}


def test_a_kept_promise_exits_0_in_every_form(tmp_path: Path) -> None:
    read(make(tmp_path, orders(MARCH, 45, 40, late=1)))
    assert {form: run("check", str(tmp_path), "--format", form).exit_code for form in FORMS} == dict.fromkeys(FORMS, 0)


def test_export_tells_the_objective_and_exits_0_also_when_broken(broken_shop: Path) -> None:
    result = run("export", str(broken_shop))
    assert result.exit_code == 0
    service, slo = YAML(typ="safe").load_all(result.output)
    assert (service["metadata"]["name"], slo["metadata"]["name"]) == ("delivery", "delivery")
    assert slo["spec"]["objectives"][0]["target"] == 0.9
    assert slo["spec"]["timeWindow"][0]["duration"] == "1M"


def test_export_needs_no_data(tmp_path: Path) -> None:
    make(tmp_path, orders(MARCH, 2, 2))
    assert "kind: SLO" in run("export", str(tmp_path)).output


def test_lint_tells_its_findings_at_their_lines(tmp_path: Path) -> None:
    slogan = '- promise: fast\n  says: {en: "Fast delivery"}\n  kept_by: operations\n'
    make(tmp_path, orders(MARCH, 2, 2), promise=PROMISE + slogan)
    result = run("lint", str(tmp_path), "--format", "sarif")
    assert result.exit_code == 1
    (told,) = json.loads(result.output)["runs"]
    assert {found["ruleId"] for found in told["results"]} >= {"P003"}
    (found,) = [found for found in told["results"] if found["ruleId"] == "P003"]
    assert found["locations"][0]["physicalLocation"]["region"] == {"startLine": 8, "startColumn": 10}
    assert "promise-broken" not in {rule["id"] for rule in told["tool"]["driver"]["rules"]}
