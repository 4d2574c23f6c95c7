"""`makegood report` writes one file; `makegood tidy` changes no answer."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pptx import Presentation

from makegood.cli import group
from makegood.errors import MakegoodError
from tests.shop import NOW, PROMISE, make, orders, read, state


def test_the_report_is_one_file_that_asks_nothing_of_the_network(tmp_path: Path) -> None:
    read(make(tmp_path, orders(date(2026, 3, 1), 45, 40, late=1)))
    result = CliRunner().invoke(group, ["report", str(tmp_path), "--language", "da"], catch_exceptions=False)
    assert (result.exit_code, result.output) == (0, f"{tmp_path / 'report.html'}\n")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Levering på 2 dage" in page
    assert 'lang="da"' in page
    assert "src=" not in page
    assert "<link" not in page


def test_the_report_can_stand_elsewhere(tmp_path: Path) -> None:
    read(make(tmp_path, orders(date(2026, 3, 1), 45, 40)))
    out = tmp_path / "sent.html"
    CliRunner().invoke(group, ["report", str(tmp_path), "--output", str(out)], catch_exceptions=False)
    assert out.exists()
    assert not (tmp_path / "report.html").exists()


@pytest.mark.parametrize(
    ("place", "reason"), [("nowhere/sent.html", "No such file or directory"), ("data.csv/sent.html", "Not a directory")]
)
def test_a_place_that_cannot_be_written_is_an_error_with_its_fix(tmp_path: Path, place: str, reason: str) -> None:
    make(tmp_path, orders(date(2026, 3, 1), 2, 2))
    (tmp_path / "data.csv").touch()
    with pytest.raises(MakegoodError) as error:
        CliRunner().invoke(group, ["report", str(tmp_path), "--output", str(tmp_path / place)], catch_exceptions=False)
    assert str(error.value) == (
        "the report cannot be written\n"
        f"  found: {tmp_path / place}: {reason}\n"
        "  fix:   make the folder first, or name another file with `makegood report --output`"
    )


@pytest.fixture(scope="module")
def judged_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Judged by months from March to May, in which one number was corrected."""
    folder = tmp_path_factory.mktemp("judged")
    rows = orders(date(2026, 3, 1), 100, 40, late=1)
    read(make(folder, rows))
    later = [row | ({"delivered": "2026-06-30 12:00"} if row["ordered"] < "2026-04-15" else {}) for row in rows]
    read(make(folder, later), NOW + timedelta(days=1))
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(group, ["report", *words, "--language", "en"], catch_exceptions=False)


def test_the_boards_page_shows_what_was_fixed_then_and_what_was_corrected_since(judged_shop: Path) -> None:
    result = run(str(judged_shop), "--period", "2026-Q1", "--frozen")
    assert result.output == f"{judged_shop / 'board-2026-Q1.html'}\n"
    page = (judged_shop / "board-2026-Q1.html").read_text(encoding="utf-8")
    assert "1,131 of 1,160 kept" in page
    assert "only 1 of 3 months has a verdict" in page
    assert "March 2026: fixed as 1,131 of 1,160 (kept), since corrected to 0 of 1,160 (today: broken)." in page


def test_without_frozen_the_boards_page_shows_todays_figures(judged_shop: Path) -> None:
    out = judged_shop / "today.html"
    run(str(judged_shop), "--period", "2026-04", "--output", str(out))
    page = out.read_text(encoding="utf-8")
    assert "not kept" in page
    assert "The figures are as the data say today" in page


def test_the_boards_page_as_slides_is_a_powerpoint_file(judged_shop: Path) -> None:
    run(str(judged_shop), "--period", "2026-04", "--format", "pptx")
    show = Presentation(str(judged_shop / "board-2026-04.pptx"))
    assert show.slides[0].shapes.title.text == "Test: Do we keep what we promise?"


def test_the_boards_page_and_the_report_can_be_pdf(judged_shop: Path) -> None:
    run(str(judged_shop), "--period", "2026-04", "--frozen", "--format", "pdf")
    assert len(re.findall(rb"/Type\s*/Page\b", (judged_shop / "board-2026-04.pdf").read_bytes())) == 1
    assert run(str(judged_shop), "--format", "pdf").output == f"{judged_shop / 'report.pdf'}\n"
    assert (judged_shop / "report.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(("words", "what"), [(["--frozen"], "--frozen"), (["--format", "pptx"], "--format pptx")])
def test_what_is_about_a_period_needs_one(judged_shop: Path, words: list[str], what: str) -> None:
    result = run(str(judged_shop), *words)
    assert result.exit_code == 2
    assert f"{what} needs --period, such as 2026-Q1" in result.output


@pytest.mark.parametrize(
    ("period", "what"),
    [
        ("2026-Q5", "there is no such period"),
        ("2027", "2027 has not closed yet"),
        ("2025-Q4", "nothing was fixed for 2025-Q4"),
    ],
)
def test_a_period_without_figures_could_not_run(judged_shop: Path, period: str, what: str) -> None:
    with pytest.raises(MakegoodError) as error:
        run(str(judged_shop), "--period", period, "--frozen")
    assert error.value.what == what
    assert error.value.fix


def test_a_verdict_told_under_earlier_terms_is_shown_as_it_was_told(tmp_path: Path) -> None:
    rows = orders(date(2026, 3, 1), 100, 40, late=1)
    read(make(tmp_path, rows))
    make(tmp_path, rows, PROMISE.replace("90 %", "99 %"))
    read(tmp_path, NOW + timedelta(days=1))
    run(str(tmp_path), "--period", "2026-04", "--frozen")
    page = (tmp_path / "board-2026-04.html").read_text(encoding="utf-8")
    assert '<span class="word kept">kept</span>' in page
    assert "The promise has changed since and was judged anew: broken." in page


def test_tidying_says_what_it_did(tmp_path: Path) -> None:
    make(tmp_path, orders(date(2026, 3, 1), 2, 2))
    before = CliRunner().invoke(group, ["tidy", str(tmp_path), "--language", "en"], catch_exceptions=False)
    assert before.output == "There is nothing to tidy: no data have been read yet.\n"
    read(tmp_path)
    after = CliRunner().invoke(group, ["tidy", str(tmp_path), "--language", "da"], catch_exceptions=False)
    assert after.output == (
        "Små filer i lake er lagt sammen, og filer, der blev erstattet for mere end 7 dage siden, er slettet. "
        "Svarene er de samme.\n"
    )


def test_tidying_changes_no_answer(tmp_path: Path) -> None:
    read(make(tmp_path, orders(date(2026, 3, 1), 20, 40)))
    read(make(tmp_path, orders(date(2026, 3, 1), 45, 40, late=1)))
    before = state(tmp_path)
    assert CliRunner().invoke(group, ["tidy", str(tmp_path)], catch_exceptions=False).exit_code == 0
    assert state(tmp_path) == before
