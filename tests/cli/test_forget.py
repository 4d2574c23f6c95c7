"""`makegood forget`: asked before it erases, in two languages, and honest about what it cannot reach."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from makegood.cli import group
from makegood.lake.store import Lake
from tests.forgetful_shop import HER_ORDERS, IDA, MAIL, NAME, NUMBER, find_anywhere, make
from tests.lake.lake_rows import everything


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("forget") / "shop")


@pytest.fixture
def folder(shop: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(shop, tmp_path / "shop"))


def run(folder: Path, *words: str, told: str = "") -> Result:
    return CliRunner().invoke(
        group, ["forget", "--folder", str(folder), *words], input=told, catch_exceptions=False, env={"COLUMNS": "1000"}
    )


def test_it_says_what_went_what_was_searched_and_what_is_out_of_reach(folder: Path) -> None:
    result = run(folder, *IDA, "--yes", "--language", "en")
    assert result.exit_code == 0
    assert result.output.startswith(
        "Erased in the folder lake:\n"
        "  2 reviews with all words and replies\n"
        "  4 orders, cases or calls count as before, without customer, id and values\n"
        "  3 rows of others no longer name the person\n\nSearched afterwards: "
    )
    assert "No trace of the person: no code, no id." in result.output
    assert "  data/orders.csv: 4 lines\n" in result.output
    assert "Out of reach from here: backups" in result.output


def test_in_danish_nothing_is_shown_of_what_stands_in_the_files(folder: Path) -> None:
    result = run(folder, NUMBER, "--yes", "--language", "da")
    # Under her number alone: her own review, in which she is a name, stays.
    assert result.output.startswith(
        "Slettet i mappen lake:\n  1 anmeldelse med alle ord og svar\n  4 ordrer, sager eller opkald tæller med som før"
    )
    assert [one for one in (*IDA, *HER_ORDERS) if one in result.output] == []


def test_without_yes_it_asks_and_a_no_erases_nothing(folder: Path) -> None:
    before = everything(Lake(folder / "lake"))
    result = run(folder, *IDA, "--language", "en", told="n\n")
    assert result.exit_code == 1
    assert "This would be erased in the folder lake:\n  2 reviews" in result.output
    assert result.output.endswith("Nothing was erased.\n")
    assert everything(Lake(folder / "lake")) == before


def test_a_dry_run_asks_nothing_and_erases_nothing(folder: Path) -> None:
    before = everything(Lake(folder / "lake"))
    result = run(folder, *IDA, "--dry-run", "--language", "en")
    assert result.exit_code == 0
    assert "Searched" not in result.output
    assert everything(Lake(folder / "lake")) == before


def test_names_may_stand_in_a_file_or_be_told_at_a_prompt(folder: Path, tmp_path: Path) -> None:
    listing = tmp_path / "who.txt"
    listing.write_text(f"{NAME}\n\n{NUMBER}\n", encoding="utf-8")
    assert "2 reviews" in run(folder, "--file", str(listing), "--dry-run", "--language", "en").output
    result = run(folder, "--language", "en", told=f"{NUMBER}, {MAIL}\ny\n")
    assert result.exit_code == 0
    assert "Who is to be forgotten?" in result.output
    assert find_anywhere(folder / "lake", *HER_ORDERS) == []


def test_somebody_unknown_is_told(folder: Path) -> None:
    result = run(folder, "Nobody Here", "--yes", "--language", "en")
    assert result.exit_code == 0
    assert result.output.startswith("Nothing in the folder lake belongs to whom you named.")
    assert "The files that are read now do not hold the person." in result.output


def test_what_still_stands_as_written_needs_a_person(folder: Path) -> None:
    result = run(folder, "Aarhus", "--yes", "--language", "en")
    assert result.exit_code == 1
    assert "What you named still stands here as written. See whether it is the person: events.unit (" in result.output


def test_before_anything_was_read_there_is_nothing_to_erase(folder: Path) -> None:
    shutil.rmtree(folder / "lake")
    assert run(folder, NAME, "--yes", "--language", "en").exit_code == 0
