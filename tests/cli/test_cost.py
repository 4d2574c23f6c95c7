"""`makegood measure cost_of_breaking`: sentences for people, rows for programs."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from makegood.cli import group
from makegood.cli.cost import COLUMNS
from tests.shop import SETTINGS, make, order, read

REVIEWS = """\
  - name: reviews
    kind: reviews
    about: orders
    files: reviews.csv
    columns: {voice_id: id, said_at: said, rating: stars, event_id: order}
    history: true
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every fourth order is late and gets 2 stars; the others get 5 and, on every second day, 4."""
    first, late = date(2026, 3, 1), 4
    rows = [order(d * 8 + i, first + timedelta(days=d), 3 if i % late == 0 else 1) for d in range(30) for i in range(8)]
    folder = make(tmp_path_factory.mktemp("shop"), rows, settings=SETTINGS + REVIEWS)
    with (folder / "reviews.csv").open("w") as file:
        file.write("id,said,stars,order\n")
        for number in range(240):
            stars = 2 if number % late == 0 else 4 + number // 8 % 2
            file.write(f"r{number},{first + timedelta(days=number // 8 + 4)},{stars},{number}\n")
    read(folder)
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(group, ("measure", "cost_of_breaking", *words), env={"COLUMNS": "160"})


def test_people_read_sentences(shop: Path) -> None:
    assert " ".join(run(str(shop), "--language", "en").output.split()) == (
        "delivery "
        "Where the promise was broken, 60 reviews gave 2.0 stars on average; where it was kept, 180 gave 4.5. That is "
        "2.5 less, between 2.3 and 2.7. Compared within the same four weeks. "
        "Who writes: the same followed in all 240 cases, so there is no difference to see. "
        "Other differences, which no data show, may matter too."
    )


def test_programs_read_rows(shop: Path) -> None:
    document = json.loads(run(str(shop), "--format", "json").output)
    stars, wrote = document["rows"]
    assert document["measure"] == "cost_of_breaking"
    assert tuple(stars) == COLUMNS
    assert (stars["n_broken"], stars["broken"], stars["n_kept"], stars["why"]) == (60, 2.0, 180, None)
    assert (wrote["outcome"], wrote["difference"], wrote["why"]) == ("wrote", None, "no-difference")
    rows = list(csv.DictReader(io.StringIO(run(str(shop), "--format", "csv").output)))
    assert [row["matched_on"] for row in rows] == ["weeks", "weeks"]
    assert [row["difference"] for row in rows] == [str(stars["difference"]), ""]


def test_a_promise_can_be_chosen_and_by_is_refused(shop: Path) -> None:
    assert run(str(shop), "--promise", "delivery", "--format", "csv").output == run(str(shop), "--format", "csv").output
    assert str(run(str(shop), "--promise", "delivry").exception).startswith("no such promise")
    refused = run(str(shop), "--by", "unit")
    assert refused.exit_code == 2
    assert "cost_of_breaking has one row for each outcome: leave out --by and --unit" in refused.output


def test_without_outcomes_it_is_said_what_to_write(tmp_path: Path) -> None:
    read(make(tmp_path, [order(number, date(2026, 3, 1)) for number in range(9)]))
    assert "`about:`" in run(str(tmp_path), "--language", "en").output


def test_what_was_said_later_is_not_known(shop: Path) -> None:
    rows = json.loads(run(str(shop), "--format", "json", "--as-of", "2026-03-15T12:00").output)["rows"]
    assert [(row["outcome"], row["n_broken"], row["n_kept"]) for row in rows][:1] == [("stars", 22, 66)]


def test_a_log_of_complaints_that_is_older_than_the_orders_does_not_say_that_nobody_complained(tmp_path: Path) -> None:
    complaints = """\
  - name: complaints
    kind: events
    about: orders
    files: complaints.csv
    columns: {event_id: id, started_at: said, about: order}
    history: true
"""
    first = date(2025, 1, 1)
    rows = [order(d * 8 + i, first + timedelta(days=d), 3 if i < 4 else 1) for d in range(300) for i in range(8)]
    folder = make(tmp_path, rows, settings=SETTINGS + complaints)
    with (folder / "complaints.csv").open("w") as file:
        file.write("id,said,order\n")
        for number in range(0, 8 * 190, 2):
            file.write(f"c{number},{first + timedelta(days=number // 8 + 4)},{number}\n")
    read(folder)
    (row,) = json.loads(run(str(folder), "--format", "json").output)["rows"]
    # The log begins on day 4 and ends on day 193: 180 days after a deadline on day 2 + d lie within it for d below 11.
    assert (row["outcome"], row["n_broken"], row["n_kept"]) == ("complaints", 28, 28)


def test_a_source_that_could_not_be_read_is_not_compared(tmp_path: Path) -> None:
    rows = [
        order(number, date(2026, 3, 1) + timedelta(days=number // 8), 1 + 2 * (number % 2)) for number in range(240)
    ]
    bad = [order(1000 + number, date(2026, 3, 1), ordered="soon") for number in range(40)]
    read(
        make(
            tmp_path, rows + bad, settings=SETTINGS.replace("done_at: delivered}", "done_at: delivered, customer: id}")
        )
    )
    (returned,) = json.loads(run(str(tmp_path), "--format", "json").output)["rows"]
    assert (returned["outcome"], returned["broken"], returned["difference"]) == ("returned", None, None)
    assert returned["why"] == "unreadable"
