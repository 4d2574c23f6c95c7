"""`makegood report` writes one file; `makegood tidy` changes no answer."""

from datetime import date
from pathlib import Path

from click.testing import CliRunner

from makegood.cli import group
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


def test_tidying_changes_no_answer(tmp_path: Path) -> None:
    read(make(tmp_path, orders(date(2026, 3, 1), 20, 40)))
    read(make(tmp_path, orders(date(2026, 3, 1), 45, 40, late=1)))
    before = state(tmp_path)
    assert CliRunner().invoke(group, ["tidy", str(tmp_path)], catch_exceptions=False).exit_code == 0
    assert state(tmp_path) == before
