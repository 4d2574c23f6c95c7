"""`makegood read` and `makegood rejected`: every row is accounted for."""

import csv
import io
import json
from datetime import date
from pathlib import Path

from click.testing import CliRunner, Result
from xlsxwriter import Workbook

from makegood.cli import group
from tests.shop import SETTINGS, make, order, orders

MARCH = date(2026, 3, 1)


def run(*words: str) -> Result:
    return CliRunner().invoke(group, list(words), catch_exceptions=False, env={"COLUMNS": "120"})


def test_the_parts_of_a_read_add_up(tmp_path: Path) -> None:
    rows = [*orders(MARCH, 2, 3), order(50, MARCH, status="cancelled"), order(51, MARCH, ordered="soon")]
    result = run("read", str(make(tmp_path, rows)), "--language", "en")
    assert result.exit_code == 0
    assert "orders: read 8 rows in 1 file. 8 = 6 used + 1 set aside (status is cancelled) + 1 could not be read." in (
        " ".join(result.output.split())
    )


def test_reading_twice_adds_nothing(tmp_path: Path) -> None:
    make(tmp_path, orders(MARCH, 2, 3))
    run("read", str(tmp_path))
    assert "Nothing new since last time." in run("read", str(tmp_path), "--language", "en").output


def test_many_sources_stand_in_a_table_with_a_total(tmp_path: Path) -> None:
    second = SETTINGS[SETTINGS.index("  - name: orders") :].replace("name: orders", "name: again")
    result = run("read", str(make(tmp_path, orders(MARCH, 2, 3), settings=SETTINGS + second)), "--language", "en")
    lines = [line.split() for line in result.output.splitlines()]
    assert ["orders", "6", "6", "0", "0", "0", "0", "6", "0"] in lines
    assert "12 rows read in all: 12 used." in result.output


def test_rejected_rows_are_told_with_their_first_place_and_listed_in_every_format(tmp_path: Path) -> None:
    make(tmp_path, [*orders(MARCH, 2, 3), order(51, MARCH, ordered="soon"), order(52, MARCH, ordered="later")])
    told = run("read", str(tmp_path), "--language", "en").output
    assert "2  data/orders.csv:8 ordered: " in told
    assert "soon" not in told
    human = run("rejected", str(tmp_path))
    assert (human.exit_code, len(human.output.splitlines())) == (1, 2)
    listed = json.loads(run("rejected", str(tmp_path), "--format", "json").output)
    assert [(row["file"], row["line"], row["column"]) for row in listed] == [
        ("data/orders.csv", 8, "ordered"),
        ("data/orders.csv", 9, "ordered"),
    ]
    as_csv = list(csv.DictReader(io.StringIO(run("rejected", str(tmp_path), "--format", "csv").output)))
    assert [int(row["line"]) for row in as_csv] == [8, 9]


def test_a_workbook_is_accounted_for_sheet_by_sheet(tmp_path: Path) -> None:
    make(tmp_path, orders(MARCH, 2, 3), settings=SETTINGS.replace("data/*.csv", "data/orders.xlsx"))
    rows = list(csv.reader((tmp_path / "data" / "orders.csv").read_text(encoding="utf-8").splitlines()))
    with Workbook(str(tmp_path / "data" / "orders.xlsx")) as book:
        book.add_worksheet("Forside").write(0, 0, "Ordrer i marts")
        sheet = book.add_worksheet("Marts")
        for number, row in enumerate([["Ordrer"], *rows, ["I alt"]]):
            sheet.write_row(number, 0, row)
    told = " ".join(run("read", str(tmp_path), "--language", "da").output.split())
    assert "orders: læste 7 rækker i 1 fil. 7 = 6 brugt + 1 sum eller note." in told
    assert "1 ark er ikke læst, fordi det ikke har kolonnerne eller er skjult: data/orders.xlsx[Forside]." in told


def test_no_rejected_rows_say_so_and_exit_0(tmp_path: Path) -> None:
    make(tmp_path, orders(MARCH, 2, 3))
    run("read", str(tmp_path))
    result = run("rejected", str(tmp_path), "--language", "en")
    assert (result.exit_code, result.output) == (0, "No rows were rejected.\n")
    assert json.loads(run("rejected", str(tmp_path), "--format", "json").output) == []
