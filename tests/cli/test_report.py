"""`makegood report` writes one file; `makegood tidy` changes no answer."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from makegood.cli import group
from makegood.errors import MakegoodError
from tests.shop import make, orders, read, state


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
