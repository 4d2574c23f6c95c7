"""`makegood list`: whom to call, on the screen and in files; and what a view of one unit must never show."""

import csv
import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from makegood.cli import group
from makegood.errors import MakegoodError
from tests.shop import PROMISE, SETTINGS, make, order, orders, read

LINKED = SETTINGS.replace(
    "    history: true\n",
    "    history: true\n    keep_columns: status\n    link: 'https://x.example/{unit}/{event_id}?is={status}'\n",
)
DAY = date(2026, 3, 2)


def run(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(group, ["list", *options, str(folder)], catch_exceptions=False)


def shop(folder: Path, settings: str = LINKED) -> Path:
    """Waiting, about to break, late, kept; an id that is a formula, and one with zeros."""
    rows = [
        order(1, DAY, None, id="=1+1"),
        order(2, DAY + timedelta(days=8), None, id="007"),
        order(3, DAY, 5, id="@late", shop="Køge"),
        order(4, DAY + timedelta(days=9), 0),
    ]
    read(make(folder, rows, settings=settings))
    return folder


def test_the_screen_says_whom_to_call_and_why(tmp_path: Path) -> None:
    result = run(shop(tmp_path), "delivery", "--language", "en")
    assert result.exit_code == 1
    lines = [line.rstrip() for line in result.output.splitlines()]
    assert lines == [
        "Delivery in 2 days",
        "Call them: 1 still waiting, 1 close to the deadline and 1 did not get it as",
        "promised.",
        "",
        "Id     Unit    State                  Deadline   How late     Responsible",
        "=1+1   Aarhus  still waiting          4 Mar 26   7 days over  operations",
        "007    Aarhus  close to the deadline  12 Mar 26  in 1 day     operations",
        "@late  Køge    not as promised        4 Mar 26   3 days over  operations",
        "",
        "The data do not say who has been told (`answered_at`, `replied_at`): nobody",
        "counts as answered.",
    ]
    danish = run(tmp_path, "delivery", "--language", "da").output
    assert "Ring til dem: 1 venter stadig, 1 er tæt på fristen og 1 fik det ikke som lovet." in danish.replace(
        "\n", " "
    )
    assert "7 dage over" in danish


def test_nobody_to_call_is_exit_0(tmp_path: Path) -> None:
    read(make(tmp_path, orders(DAY, 10, 5)))
    result = run(tmp_path, "--language", "da")
    assert (result.exit_code, result.output) == (0, "Levering på 2 dage\nIngen at ringe til.\n\n")
    shop(tmp_path)
    assert run(tmp_path, "--state", "late").exit_code == 1
    assert run(tmp_path, "--state", "waiting", "--as-of", "2026-03-03").exit_code == 0


def test_csv_and_json_tell_the_same_events_and_no_cell_is_a_formula(tmp_path: Path) -> None:
    told = json.loads(run(shop(tmp_path), "delivery", "--format", "json").output)
    (promise,) = told["promises"]
    assert [event["event_id"] for event in promise["events"]] == ["=1+1", "007", "@late"]
    assert (promise["waiting"], promise["about_to_break"], promise["late"], promise["answered"]) == (1, 1, 1, 0)
    assert promise["events"][0]["link"] == "https://x.example/Aarhus/%3D1%2B1?is=sent"
    rows = list(csv.DictReader(StringIO(run(tmp_path, "--format", "csv").output)))
    assert [row["event_id"] for row in rows] == ["'=1+1", "007", "'@late"]
    assert [row["over"] for row in rows] == ["7", "-1", "3"]
    assert [row["due"] for row in rows] == [event["due"] for event in promise["events"]]


def test_the_workbook_holds_ids_as_text_dates_as_dates_and_no_formula(tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    result = run(shop(tmp_path), "--format", "xlsx", "--output", str(file), "--language", "en")
    assert (result.exit_code, result.output) == (1, f"{file}\n")
    book = CalamineWorkbook.from_path(str(file))
    assert book.sheet_names == ["Call them", "Promise"]
    heading, *rows = book.get_sheet_by_name("Call them").to_python()
    assert heading[:8] == ["Promise", "Id", "Unit", "State", "Began", "Deadline", "Done", "Days over"]
    assert [row[1] for row in rows] == ["=1+1", "007", "@late"]
    assert [row[5] for row in rows] == [date(2026, 3, 4), date(2026, 3, 12), date(2026, 3, 4)]
    assert [row[7] for row in rows] == [7, -1, 3]
    assert rows[0][-1] == "https://x.example/Aarhus/%3D1%2B1?is=sent"
    (told,) = book.get_sheet_by_name("Promise").to_python()
    assert told[1].startswith("Call them: 1 still waiting")
    again = tmp_path / "again.xlsx"
    run(tmp_path, "--format", "xlsx", "--output", str(again), "--language", "en")
    assert again.read_bytes() == file.read_bytes()


def test_the_limit_says_how_many_more_there_are(tmp_path: Path) -> None:
    read(make(tmp_path, orders(DAY, 30, 2, late=1)))
    output = run(tmp_path, "--language", "en").output
    assert "10 more: `--limit`, or `--format xlsx`." in output
    assert len(json.loads(run(tmp_path, "--format", "json", "--limit", "3").output)["promises"][0]["events"]) == 3
    assert len(json.loads(run(tmp_path, "--format", "json").output)["promises"][0]["events"]) == 30


def test_answered_events_leave_the_list_and_are_counted(tmp_path: Path) -> None:
    rows = [
        order(1, DAY, 5, told="2026-03-08 09:00"),
        order(2, DAY, 6, told=""),
        order(3, DAY + timedelta(days=9), 0, told=""),
    ]
    settings = SETTINGS.replace("done_at: delivered}", "done_at: delivered, answered_at: told}")
    read(make(tmp_path, rows, settings=settings))
    output = run(tmp_path, "--language", "en").output
    assert "Call them: 1 did not get it as promised. 1 has been answered already." in output
    assert "The data do not say" not in output


def test_a_reply_to_a_review_of_the_same_touchpoint_answers_its_event(tmp_path: Path) -> None:
    reviews = """\
  - name: reviews
    kind: reviews
    files: reviews.csv
    touchpoint: TOUCHPOINT
    columns: {voice_id: id, said_at: said, replied_at: replied, event_id: order}
    history: true
"""
    (tmp_path / "reviews.csv").write_text(
        "id,said,replied,order\na,2026-03-08 10:00,2026-03-09 10:00,1\nb,2026-03-08 10:00,,2\n", encoding="utf-8"
    )
    rows = [order(1, DAY, 5), order(2, DAY, 6), order(3, DAY + timedelta(days=9), 0)]
    for touchpoint, listed in (("delivery", ["2"]), ("shop", ["1", "2"])):
        settings = SETTINGS.replace("    kind: events\n", "    kind: events\n    touchpoint: delivery\n")
        settings = settings.replace("sources:", "  - {touchpoint: shop, stage: sale, function: sales}\nsources:")
        read(make(tmp_path, rows, settings=settings + reviews.replace("TOUCHPOINT", touchpoint)))
        told = json.loads(run(tmp_path, "--format", "json").output)["promises"][0]
        assert [event["event_id"] for event in told["events"]] == listed
        assert told["knows_answers"] is (touchpoint == "delivery")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--format", "xlsx"), "a workbook needs a file: add `--output list.xlsx`"),
        (("--within", "3 hours"), "'3 hours' is no number of days; write `1 business day` or `2 days`"),
        (("--within", "soon"), "'soon' is no number of days; write `1 business day` or `2 days`"),
    ],
)
def test_options_that_cannot_be_are_told(tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    result = run(shop(tmp_path), *options)
    assert result.exit_code == 2
    assert said in result.output


def test_an_unknown_promise_and_a_file_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    with pytest.raises(MakegoodError) as error:
        run(shop(tmp_path), "delivry")
    assert str(error.value) == "no such promise\n  found: delivry\n  fix:   did you mean `delivery`? Allowed: delivery"
    with pytest.raises(MakegoodError) as error:
        run(tmp_path, "--format", "csv", "--output", str(tmp_path / "no" / "list.csv"))
    assert str(error.value).startswith("the list cannot be written")


def test_the_list_can_be_written_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "list.txt"
    run(shop(tmp_path), "--output", str(out), "--language", "en")
    assert "still waiting" in out.read_text(encoding="utf-8")


def test_check_says_which_command_lists_whom_to_call(tmp_path: Path) -> None:
    shop(tmp_path)
    output = CliRunner().invoke(group, ["check", str(tmp_path), "--language", "en"], catch_exceptions=False).output
    assert f"> Who: makegood list delivery {tmp_path}" in output


UNITS = """\
unit,parent,kind,since,until,responsible
Land,,country,,,
Nord,Land,region,,,nordchef
Syd,Land,region,,,sydchef
Aarhus,Nord,shop,,,
Odder,Nord,shop,,2026-03-31,
Odder,Syd,shop,2026-04-01,,
Vejle,Syd,shop,,,
Tønder,Syd,shop,,,
"""
NORTH, SOUTH = {"Land", "Syd", "Vejle", "Tønder", "sydchef"}, {"Land", "Nord", "Aarhus", "nordchef"}


def regions(folder: Path) -> Path:
    """Four shops in two regions, each with a number of orders of its own; Odder moves on 1 April."""
    rows = [
        order(1_000_000 * at + 1000 * d + i, DAY + timedelta(days=d), 3 if i < late else 1, shop=shop)
        for at, (shop, a_day, late) in enumerate(
            (("Aarhus", 7, 1), ("Odder", 5, 0), ("Vejle", 11, 2), ("Tønder", 3, 1))
        )
        for d in range(70)
        for i in range(a_day)
    ]
    (folder / "units.csv").write_text(UNITS, encoding="utf-8")
    read(make(folder, rows, settings="units: units.csv\n" + LINKED))
    return folder


OUTPUTS = (
    ("check",),
    ("check", "--format", "json"),
    ("measure", "kept_rate"),
    ("measure", "kept_rate", "--by", "unit", "--format", "json"),
    ("measure", "kept_rate", "--by", "period", "--format", "csv"),
    ("list",),
    ("list", "--format", "json"),
    ("list", "--format", "csv"),
    ("report",),
)


def answer(folder: Path, output: tuple[str, ...], unit: str) -> str:
    ran = CliRunner().invoke(
        group,
        [*output, str(folder), "--unit", unit, "--language", "en"],
        catch_exceptions=False,
        env={"COLUMNS": "200"},
    )
    page = folder / "report.html"
    return page.read_text(encoding="utf-8") if output == ("report",) else ran.output


@pytest.fixture(scope="module")
def two_regions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return regions(tmp_path_factory.mktemp("regions"))


@pytest.mark.parametrize("output", OUTPUTS, ids=" ".join)
@pytest.mark.parametrize(("unit", "others"), [("Nord", NORTH), ("Syd", SOUTH), ("Aarhus", NORTH | {"Nord", "Odder"})])
def test_a_view_shows_no_unit_beside_or_above_it(
    two_regions: Path, output: tuple[str, ...], unit: str, others: set[str]
) -> None:
    told = answer(two_regions, output, unit)
    assert len(told) > 50
    assert sorted(name for name in others if name in told) == []


@pytest.mark.parametrize("output", OUTPUTS, ids=" ".join)
def test_a_view_changes_in_no_output_when_only_others_change(tmp_path: Path, output: tuple[str, ...]) -> None:
    """Nothing of the whole can be derived: with other orders elsewhere, the same stands there to the letter."""
    here = [order(d * 10 + i, DAY + timedelta(days=d), 1 + 2 * (i == 0)) for d in range(45) for i in range(6)]
    last = [order(9000, DAY + timedelta(days=60), 0, shop="Vejle")]
    others = [order(5000 + d, DAY + timedelta(days=d % 40), 9, shop="Vejle") for d in range(300)]
    told = []
    for name, more in (("few", []), ("many", others)):
        folder = tmp_path / name / "shop"
        folder.mkdir(parents=True)
        (folder / "units.csv").write_text(UNITS, encoding="utf-8")
        read(make(folder, [*here, *last, *more], PROMISE, "units: units.csv\n" + LINKED))
        text = answer(folder, output, "Nord").replace(str(folder), "")
        told.append([line for line in text.splitlines() if "Made by" not in line])  # the page says when
    assert told[0] == told[1]


def test_the_views_of_the_regions_add_up_to_the_whole(two_regions: Path) -> None:
    """Each order stands in the region in which its shop was on the day of its deadline."""

    def counts(*options: str) -> tuple[int, ...]:
        command = ["check", str(two_regions), "--format", "json", *options]
        told = json.loads(CliRunner().invoke(group, command, catch_exceptions=False).output)["promises"][0]
        return (told["count"]["kept"], told["count"]["broken"], told["count"]["not_due"], told["waiting"])

    north, south, land, whole = counts("--unit", "Nord"), counts("--unit", "Syd"), counts("--unit", "Land"), counts()
    assert tuple(a + b for a, b in zip(north, south, strict=True)) == land == whole
    # Aarhus: 7 a day all the time; Odder: 5 a day with a deadline in March.
    assert sum(north[:2]) == 7 * sum(1 for d in range(70) if due(d) < TODAY) + 5 * sum(
        1 for d in range(70) if due(d) < APRIL
    )


APRIL, TODAY = date(2026, 4, 1), DAY + timedelta(days=72)


def due(number: int) -> date:
    return DAY + timedelta(days=number + 2)


def test_a_part_gets_its_count_and_no_verdict(two_regions: Path) -> None:
    command = ["check", str(two_regions), "--format", "json", "--unit", "Nord"]
    told = json.loads(CliRunner().invoke(group, command, catch_exceptions=False).output)
    assert told["unit"] == "Nord"
    (promise,) = told["promises"]
    assert {period["why"] for period in promise["closed"]} == {"part"}
    assert {period["state"] for period in promise["closed"]} == {"cannot tell"}
    assert promise["closed"][0]["estimate"]["low"] is not None
    assert promise["unreadable"] == {"rejected": 0, "rows": 0}


def test_an_unknown_unit_is_told_with_a_guess(two_regions: Path) -> None:
    with pytest.raises(MakegoodError) as error:
        answer(two_regions, ("check",), "Nrod")
    assert str(error.value).startswith("no such unit\n  found: Nrod\n  fix:   did you mean `Nord`?")
