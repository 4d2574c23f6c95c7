"""`makegood message monday`, the whole way on a small shop with two units."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from makegood.cli import group
from makegood.errors import MakegoodError
from tests.shop import SETTINGS, make, order, orders, read

UNITS = "unit,parent,kind\nDanmark,,land\nAarhus,Danmark,butik\nOdense,Danmark,butik\n"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = orders(date(2026, 3, 1), 60, 4)
    rows += [order(9000 + n, date(2026, 4, 20), None, shop="Odense") for n in range(3)]
    rows += [order(9100, date(2026, 4, 21), None)]
    folder = make(tmp_path_factory.mktemp("shop"), rows, settings=SETTINGS + "units: units.csv\n")
    (folder / "units.csv").write_text(UNITS)
    read(folder)
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(group, ("message", "monday", *words), catch_exceptions=False)


def test_the_message_of_the_whole_names_those_who_wait(shop: Path) -> None:
    text = run(str(shop), "--language", "en").output
    assert text.startswith("Test, week 18: call 4\n")
    assert "4 are still waiting; longest: 9000 (" in text


def test_a_unit_reads_of_itself_and_of_nobody_else(shop: Path) -> None:
    for form in ("text", "html", "mail", "json"):
        told = run(str(shop), "--language", "en", "--unit", "Aarhus", "--format", form).output
        assert "9100" in told
        assert "Odense" not in told
        assert not any(f"900{n}" in told for n in range(3))
    assert json.loads(run(str(shop), "--unit", "Aarhus", "--format", "json").output)["unit"] == "Aarhus"


def test_an_unknown_unit_and_an_address_without_a_mail_are_refused(shop: Path) -> None:
    with pytest.raises(MakegoodError, match="Arhus"):
        run(str(shop), "--unit", "Arhus")
    refused = run(str(shop), "--to", "a@example.org")
    assert refused.exit_code == 2
    assert "`--to` is for `--format mail`" in refused.output


def test_it_can_be_written_to_a_file(shop: Path, tmp_path: Path) -> None:
    path = tmp_path / "monday.eml"
    assert run(str(shop), "--format", "mail", "--to", "a@example.org", "--output", str(path)).output == f"{path}\n"
    assert "To: a@example.org" in path.read_text()
    with pytest.raises(MakegoodError, match="cannot be written"):
        run(str(shop), "--output", str(tmp_path / "none" / "monday.txt"))


def test_a_unit_called_by_its_name_is_told_that_it_is_unlike_the_others(tmp_path: Path) -> None:
    first = date(2026, 3, 1)
    rows = [
        order(s * 1000 + d * 4 + i, first + timedelta(days=d), 3 if s == 0 and i < 2 else 1, shop=f"S{s}")
        for s in range(7)
        for d in range(50)
        for i in range(4)
    ]
    make(tmp_path, rows, settings=SETTINGS + "units: units.csv\n")
    places = "".join(f"S{s},Danmark,butik,Butik {s}\n" for s in range(7))
    (tmp_path / "units.csv").write_text("unit,parent,kind,name\nDanmark,,land,\n" + places)
    read(tmp_path)
    told = [run(str(tmp_path), "--language", "en", "--unit", unit).output for unit in ("S0", "Butik 0")]
    assert told[0] == told[1]
    assert "is kept less often here than in the other units" in " ".join(told[0].split())
