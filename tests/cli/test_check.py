"""`makegood check`: the table, the sentences, the JSON and the exit codes."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from makegood.cli import group
from makegood.cli.check import show
from makegood.cli.options import parse_as_of
from makegood.model import Now, Pace, State, Why
from makegood.report.json import schema
from tests.made_states import KEPT_MARCH, QUARTER, broken, kept, promise, slipping, unclear, units, verdict, with_keep
from tests.shop import PROMISE, SETTINGS, make, orders, read

MARCH = date(2026, 3, 1)


def run(*words: str, columns: int = 100) -> Result:
    return CliRunner().invoke(group, ["check", *words], catch_exceptions=False, env={"COLUMNS": str(columns)})


@pytest.fixture
def kept_shop(tmp_path: Path) -> Path:
    read(make(tmp_path, orders(MARCH, 45, 40, late=1)))
    return tmp_path


def test_a_kept_promise_exits_0_and_stands_in_the_table(kept_shop: Path) -> None:
    result = run(str(kept_shop), "--language", "da")
    lines = result.output.splitlines()
    assert result.exit_code == 0
    assert any("Levering på 2 dage" in line and "holdt" in line and "holder" in line for line in lines)
    assert lines[-1] == "1 løfte: 1 holder | 0 skrider | 0 brudt | 0 kan ikke afgøres"


def test_english_on_request(kept_shop: Path) -> None:
    assert run(str(kept_shop), "--language", "en").output.splitlines()[-1] == (
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


def test_json_follows_its_own_schema(kept_shop: Path) -> None:
    from jsonschema import Draft202012Validator

    document = json.loads(run(str(kept_shop), "--format", "json").output)
    Draft202012Validator(schema()).validate(document)
    assert [promise["promise"] for promise in document["promises"]] == ["delivery"]


def test_as_of_answers_as_it_stood(kept_shop: Path) -> None:
    assert "10. marts" in run(str(kept_shop), "--as-of", "2026-03-10", "--language", "da").output


def test_an_as_of_that_is_no_time_says_how_to_write_it(kept_shop: Path) -> None:
    result = run(str(kept_shop), "--as-of", "marts")
    assert result.exit_code == 2
    assert result.output.splitlines()[-1] == (
        "Error: Invalid value for '--as-of': 'marts' is not a date or time; write 2026-03-16 or 2026-03-16T07:00"
    )


COPENHAGEN = ZoneInfo("Europe/Copenhagen")
LAST = datetime(2026, 3, 16, 23, 59, 59, 999999, COPENHAGEN)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-16", LAST),
        ("20260316", LAST),
        ("2026-W12-1", LAST),
        ("2026-03-16T07:00", datetime(2026, 3, 16, 7, tzinfo=COPENHAGEN)),
        ("2026-03-16 07:00", datetime(2026, 3, 16, 7, tzinfo=COPENHAGEN)),
        ("2026-03-16T07:00+00:00", datetime(2026, 3, 16, 7, tzinfo=UTC)),
    ],
)
def test_a_bare_date_means_its_last_moment_in_whatever_way_it_is_written(text: str, moment: datetime) -> None:
    assert parse_as_of(text, COPENHAGEN) == moment


def test_left_out_as_of_is_left_to_the_data() -> None:
    assert parse_as_of(None, COPENHAGEN) is None


def test_without_promises_it_says_so_and_exits_0(tmp_path: Path) -> None:
    make(tmp_path, orders(MARCH, 2, 2), "[]\n")
    result = run(str(tmp_path), "--language", "en")
    assert result.exit_code == 0
    assert result.output.splitlines()[2:] == [
        "No promises have been written yet.",
        "",
        "0 promises: 0 kept | 0 slipping | 0 broken | 0 cannot tell",
    ]


STATES = (
    kept(),
    replace(slipping(), promise=promise(says={"da": "Din nye cykel er samlet og klar på 3 hverdage"})),
    broken(),
    replace(kept(closed=(verdict(State.KEPT, 4524, 4656, 0.96, 0.98, period=QUARTER),)), now=Now(Pace.TOO_LITTLE)),
    with_keep(unclear(Why.NO_KEEP, objective=None), None),
    unclear(Why.STALE, KEPT_MARCH),
)


@pytest.mark.parametrize("columns", [80, 120])
def test_the_table_cuts_no_word_and_is_no_wider_than_the_screen(
    columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    show("Test", STATES, "da")
    table, _, _ = capsys.readouterr().out.partition("\n\nVi lover")
    assert max(map(len, table.splitlines())) <= columns
    words = set(table.split())
    for cell in ("kan ikke afgøres endnu", "for lidt endnu", "ingen måling", "4.524 af 4.656 holdt", "samlet og klar"):
        assert set(cell.split()) <= words
    assert "Status" in words


def test_a_kept_promise_is_told_in_words_when_it_was_corrected_or_a_unit_is_unlike_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    corrected = kept(closed=(replace(KEPT_MARCH, correction=(930, 627), state_today=State.BROKEN),))
    apart = kept(units=units(("Ribe", 9, 10, False, False), ("Als", 1, 10, True, False)))
    show("Test", (kept(), corrected, apart), "en")
    told = " ".join(capsys.readouterr().out.split())
    assert told.count("We promise:") == 2
    assert "today it would be judged broken, but the verdict of that time stands." in told
    assert "Als (1 of 10) is unlike the others" in told


def test_nothing_read_yet_is_not_green(tmp_path: Path) -> None:
    make(tmp_path, orders(MARCH, 2, 2), PROMISE, SETTINGS)
    assert run(str(tmp_path), "--language", "en").output.splitlines()[-1].endswith("0 broken | 1 cannot tell")


def test_a_promise_broken_in_its_last_closed_period_exits_1_also_when_its_data_have_grown_old(tmp_path: Path) -> None:
    read(make(tmp_path, orders(MARCH, 45, 40, late=12), settings=SETTINGS.replace("    history: true\n", "")))
    result = run(str(tmp_path), "--language", "en")
    assert result.output.splitlines()[-1].endswith("0 broken | 1 cannot tell")
    assert result.exit_code == 1
