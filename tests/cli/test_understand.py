"""`makegood understand`: from a file of voices to JSON lines, and nothing private on the way."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from makegood.cli import group
from makegood.errors import MakegoodError
from makegood.text.themes_file import read_themes

VOICES = (
    "Pakken kom fire dage for sent, og ingen svarede på 20 30 40 50.",
    "",
    "Super flink dame i butikken. Hun tog sig god tid!",
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["understand", *arguments], env={"COLUMNS": "100"})


def lines(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    with (tmp_path / "voices.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["id", "kommentar"])
        rows.writerows(enumerate(VOICES, 1))
    (tmp_path / "voices.txt").write_text("\n".join(VOICES) + "\n", encoding="utf-8")
    told = "".join(json.dumps({"note": voice}, ensure_ascii=False) + "\n" for voice in VOICES)
    (tmp_path / "voices.jsonl").write_text(told, encoding="utf-8")
    return tmp_path


def test_each_form_of_file_gives_the_same_statements(folder: Path) -> None:
    told = lines(run("voices.csv"))
    assert told == lines(run("voices.txt")) == lines(run("voices.jsonl", "--column", "note"))
    assert {one["voice"] for one in told} == {1, 3}


def test_a_line_holds_what_its_page_says_and_probabilities_that_add_up(folder: Path) -> None:
    ids = set(read_themes().ids)
    for one in lines(run("voices.csv")):
        assert list(one) == ["voice", "nth", "text", "language", "themes", "tone", "tones", "model"]
        assert sum(one["tones"].values()) == pytest.approx(1, abs=0.001)
        assert one["tone"] == max(one["tones"], key=one["tones"].__getitem__)
        assert {theme["id"] for theme in one["themes"]} <= ids
        assert one["language"] in ("da", "")


def test_no_number_of_anybody_comes_out(folder: Path) -> None:
    result = run("voices.csv")
    assert "20 30 40 50" not in result.output
    assert "[phone:" in result.stdout


def test_deep_reads_every_statement_by_the_deep_tier(folder: Path) -> None:
    assert {one["model"].split()[0] for one in lines(run("voices.csv", "--deep"))} == {"deep"}


def test_the_lines_may_go_to_a_file_and_the_count_is_told(folder: Path) -> None:
    result = run("voices.csv", "--out", "said.jsonl", "--language", "en")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert "3 comments, 3 statements; 1 statement fits no theme." in result.stderr
    assert [json.loads(line) for line in Path("said.jsonl").read_text("utf-8").splitlines()] == lines(run("voices.csv"))


def test_a_file_that_is_not_there_is_told_with_the_fix(folder: Path) -> None:
    with pytest.raises(MakegoodError) as error:
        CliRunner().invoke(group, ["understand", "nothing.csv"], catch_exceptions=False)
    told = (
        "nothing.csv the file cannot be opened\n  found: No such file or directory\n  fix:   name a file that is there"
    )
    assert str(error.value).startswith(told)


def test_there_is_no_way_to_leave_the_masks_out(folder: Path) -> None:
    assert run("voices.csv", "--no-mask").exit_code == 2
