"""`makegood measure kept_rate`: the numbers behind the words."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from makegood.cli import group
from makegood.cli.measure import COLUMNS, show
from makegood.errors import MakegoodError
from tests.shop import make, orders, read


def run(*words: str, columns: int = 160) -> Result:
    words = ("measure", "kept_rate", *words)
    return CliRunner().invoke(group, words, catch_exceptions=False, env={"COLUMNS": str(columns)})


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make(tmp_path_factory.mktemp("shop"), orders(date(2026, 3, 1), 45, 40, late=1))
    read(folder)
    return folder


def test_an_id_stays_on_one_line_of_a_narrow_table(capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    row = dict.fromkeys(COLUMNS) | {"promise": "childcare-on-date", "n": 4000, "kept": 3900, "value": 0.9}
    show([row | {"low": 0.8, "high": 0.95, "n_eff": 900, "clusters": 6, "state": "cannot-tell"}], "promise", "da")
    assert "childcare-on-date " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("promise", [""]),
        ("period", ["2026-03", "2026-04"]),
        ("week", [f"2026-W{week}" for week in range(10, 17)]),
        ("unit", []),
        ("touchpoint", ["delivery"]),
    ],
)
def test_each_way_of_grouping_gives_its_rows(shop: Path, by: str, names: list[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(run(str(shop), "--by", by, "--format", "csv").output)))
    assert [row["by"] for row in rows] == names
    assert all(int(row["kept"]) <= int(row["n"]) for row in rows)


def test_a_share_stands_with_its_interval_and_what_it_rests_on(shop: Path) -> None:
    (row, _) = json.loads(run(str(shop), "--by", "period", "--format", "json").output)["rows"]
    assert (row["n"], row["kept"], row["state"], row["why"]) == (1160, 1131, "kept", None)
    assert row["low"] < row["value"] < row["high"]
    assert row["clusters"] == 29


def time_to_keep(*words: str) -> Result:
    words = ("measure", "time_to_keep", *words)
    return CliRunner().invoke(group, words, catch_exceptions=False, env={"COLUMNS": "80"})


def test_how_long_it_takes_stands_with_what_can_be_promised(shop: Path) -> None:
    (row,) = json.loads(time_to_keep(str(shop), "--format", "json").output)["rows"]
    assert (row["promise"], row["unit"], row["limit"], row["why"]) == ("delivery", "days", 1.0, None)
    assert row["half_low"] <= row["half"] <= row["nine"]
    assert row["low"] < row["value"] < row["high"]


def test_each_period_has_what_could_have_been_promised(shop: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(time_to_keep(str(shop), "--by", "period", "--format", "csv").output)))
    assert [row["by"] for row in rows] == ["2026-03", "2026-04"]
    assert all(row["limit"] or row["why"] for row in rows)


def test_people_read_units_in_words_and_no_empty_columns(shop: Path) -> None:
    lines = time_to_keep(str(shop), "--language", "da").output.splitlines()
    assert lines[0].split() == ["promise", "unit", "n", "half", "nine", "limit", "value", "low", "high"]
    assert lines[1].split()[:2] == ["delivery", "dage"]


def test_weeks_are_too_short_for_a_limit(shop: Path) -> None:
    with pytest.raises(MakegoodError) as error:
        time_to_keep(str(shop), "--by", "week")
    assert str(error.value) == (
        "time_to_keep has no numbers by week\n  found: --by week\n  fix:   use --by period, unit, promise or touchpoint"
    )


def test_people_read_a_table(shop: Path) -> None:
    assert "97.5 %" in run(str(shop), "--language", "en").output


def test_a_table_has_no_empty_columns_and_says_its_states_in_words(shop: Path) -> None:
    lines = run(str(shop), "--by", "period", "--language", "da", columns=80).output.splitlines()
    assert lines[0].split() == ["by", "n", "kept", "value", "low", "high", "n_eff", "clusters", "state"]
    assert [line.split()[-1] for line in lines[1:]] == ["holdt", "gang"]
    weeks = run(str(shop), "--by", "week", columns=80).output.splitlines()
    assert weeks[0].split() == ["by", "n", "kept"]


def test_why_it_cannot_be_told_is_said_in_words_where_people_read(tmp_path: Path) -> None:
    read(make(tmp_path, orders(date(2026, 3, 1), 10, 40)))
    assert "cannot tell: no closed period" in " ".join(run(str(tmp_path), "--language", "en").output.split())
    (row,) = json.loads(run(str(tmp_path), "--format", "json").output)["rows"]
    assert (row["state"], row["why"]) == ("cannot tell", "no-period")


def test_each_promise_has_a_table_of_its_own(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    rows = [dict.fromkeys(COLUMNS) | {"promise": name, "by": "2026-W10", "n": 3, "kept": 2} for name in ("a", "b")]
    show(rows, "week", "en")
    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == [
        "",
        "a",
        "by       n kept",
        "2026-W10 3    2",
        "",
        "b",
        "by       n kept",
        "2026-W10 3    2",
    ]


def test_an_unknown_promise_gets_a_guess(shop: Path) -> None:
    with pytest.raises(MakegoodError) as error:
        run(str(shop), "--promise", "delivry")
    assert str(error.value) == "no such promise\n  found: delivry\n  fix:   did you mean `delivery`? Allowed: delivery"
