"""`makegood demo`: from nothing to an answer and a report, in one command."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from makegood.cli import group
from makegood.cli.demo import _SAMPLES, _next
from makegood.errors import MakegoodError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("try") / "demo"


@pytest.fixture(scope="module")
def ran(folder: Path) -> Result:
    return CliRunner().invoke(group, ["demo", str(folder), "--language", "en"], catch_exceptions=False)


def test_it_ends_well_although_a_promise_is_broken(ran: Result):
    assert ran.exit_code == 0


def test_it_says_how_many_promises_are_kept(ran: Result):
    assert "12 promises: 7 kept | 1 slipping | 1 broken | 3 cannot tell" in ran.output


def test_it_says_that_nothing_in_it_is_real_and_what_to_try_next(ran: Result, folder: Path):
    assert "made up, so nothing in it is real" in ran.output
    assert f"makegood check {folder} --as-of 2026-03-02" in " ".join(ran.output.split())


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_each_command_shows_stands_in_one_column(language: str):
    told = _next(language, folder="demo", page="demo/report.html", **_SAMPLES["municipality"]).splitlines()
    shown = [line for line in told if line.startswith("  makegood ")]
    assert len({len(line) - len(line[2:].partition("  ")[2].lstrip()) for line in shown}) == 1


def test_it_writes_the_report_into_the_folder(ran: Result, folder: Path):
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "Nordlys Cykler" in page


def test_the_readme_shows_what_it_prints(ran: Result, folder: Path):
    """The table in README.md, as a screen of 100 columns shows it."""
    text = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    (shown,) = (block for block in text.split("```") if block.startswith("\nLøfte "))
    checked = CliRunner().invoke(
        group, ["check", str(folder), "--language", "da"], catch_exceptions=False, env={"COLUMNS": "100"}
    )
    printed = iter([line.rstrip() for line in checked.output.splitlines()])
    assert [line for line in shown.strip().splitlines() if line != "..." and line not in printed] == []


def test_before_deliveries_slipped_none_was_slipping(ran: Result, folder: Path):
    earlier = CliRunner().invoke(
        group, ["check", str(folder), "--as-of", "2026-03-02", "--language", "en"], catch_exceptions=False
    )
    assert "0 slipping | 1 broken" in earlier.output


def test_a_folder_that_holds_something_else_is_refused(tmp_path: Path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(MakegoodError, match="the folder is not empty, and not an earlier sample"):
        CliRunner().invoke(group, ["demo", str(tmp_path)], catch_exceptions=False)
    assert (tmp_path / "thesis.txt").read_text() == "mine"
