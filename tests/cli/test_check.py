"""`makegood check`: the table, the sentences, the JSON and the exit codes."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from makegood.cli import group
from makegood.report.json import schema
from tests.shop import PROMISE, SETTINGS, make, orders, read

MARCH = date(2026, 3, 1)


def run(*words: str) -> Result:
    return CliRunner().invoke(group, ["check", *words], catch_exceptions=False, env={"COLUMNS": "100"})


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    read(make(tmp_path, orders(MARCH, 45, 40, late=1)))
    return tmp_path


def test_a_kept_promise_exits_0_and_stands_in_the_table(kept: Path) -> None:
    result = run(str(kept), "--language", "da")
    lines = result.output.splitlines()
    assert result.exit_code == 0
    assert any("Levering på 2 dage" in line and "holdt" in line and "holder" in line for line in lines)
    assert lines[-1] == "1 løfte: 1 holder | 0 skrider | 0 brudt | 0 kan ikke afgøres"


def test_english_on_request(kept: Path) -> None:
    assert run(str(kept), "--language", "en").output.splitlines()[-1] == (
        "1 promise: 1 kept | 0 slipping | 0 broken | 0 cannot tell"
    )


def test_a_broken_promise_exits_1_and_is_told_in_a_paragraph(tmp_path: Path) -> None:
    read(make(tmp_path, orders(MARCH, 45, 40, late=12)))
    result = run(str(tmp_path), "--language", "en")
    assert result.exit_code == 1
    told = " ".join(result.output.split())
    assert 'We promise: "Delivery in 2 days". In March it was not kept in 348 of 1,160 cases (30 %,' in told


def test_one_that_cannot_be_told_exits_1_only_when_asked(tmp_path: Path) -> None:
    read(make(tmp_path, orders(MARCH, 10, 40)))
    assert run(str(tmp_path)).exit_code == 0
    assert run(str(tmp_path), "--fail-on", "cannot-tell").exit_code == 1


def test_json_follows_its_own_schema(kept: Path) -> None:
    from jsonschema import Draft202012Validator

    document = json.loads(run(str(kept), "--format", "json").output)
    Draft202012Validator(schema()).validate(document)
    assert [promise["promise"] for promise in document["promises"]] == ["delivery"]


def test_as_of_answers_as_it_stood(kept: Path) -> None:
    assert "10. marts" in run(str(kept), "--as-of", "2026-03-10", "--language", "da").output


def test_an_as_of_that_is_no_time_says_how_to_write_it(kept: Path) -> None:
    result = run(str(kept), "--as-of", "marts")
    assert result.exit_code == 2
    assert "'marts' is not a date or time; write 2026-03-16 or 2026-03-16T07:00" in result.output


def test_nothing_read_yet_is_not_green(tmp_path: Path) -> None:
    make(tmp_path, orders(MARCH, 2, 2), PROMISE, SETTINGS)
    assert run(str(tmp_path), "--language", "en").output.splitlines()[-1].endswith("0 broken | 1 cannot tell")
