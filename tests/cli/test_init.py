"""`makegood init`: what it says at 80 columns, what it asks at a terminal, and what it refuses."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from makegood.cli import group
from makegood.errors import MakegoodError
from tests.propose.made import rows, write

HEADER = "Ordrenr;Butik;Bestilt;Leveret;Status;Beløb"
ORDERS = rows(HEADER, "{i};B{h};{d:02}-01-2026 10:00;{d:02}-02-2026 11:00;Leveret;{i}")
ROOT = Path(__file__).resolve().parents[2]


def init(folder: Path, *options: str, language: str = "da") -> Result:
    arguments = ["init", str(folder / "data"), "--folder", str(folder), "--language", language, *options]
    return CliRunner().invoke(group, arguments, catch_exceptions=False, env={"COLUMNS": "80"})


def test_what_it_found_and_why_is_said_in_danish(tmp_path: Path):
    folder = write(tmp_path / "x", ordrer=ORDERS, priser="vare;pris\na;1\nb;2\n", tom="")
    result = init(folder, "--yes")
    assert result.exit_code == 0
    assert result.output.replace(str(folder), "x") == (
        """\
ordrer: data/ordrer.csv, 40 rækker i 1 fil
  ordrer, opkald eller sager, én i hver række; det viser hvornår det blev gjort,
  et nummer og hvornår det begyndte
  event_id    Ordrenr  navnet; forskelligt i hver række
  unit        Butik    navnet; 24 forskellige
  started_at  Bestilt  navnet; dato og klokkeslæt
  done_at     Leveret  navnet; dato og klokkeslæt
  ikke brugt: Status, Beløb

data/priser.csv: ingen tidspunkter: kan ikke holdes op mod et løfte
data/tom.csv: kan ikke læses: the file is empty

3 spørgsmål står åbne i filen (`# ?`):
  ? Hvad hedder organisationen? [x]
  ? Tiderne siger ikke, hvilken tidszone de er i. Hvilken? [Europe/Copenhagen]
  ? ordrer: hvilke værdier i Status betyder, at det er aflyst? [(ingen)]

Skrevet: x/makegood.yaml og x/promises/first.yaml.

Nu:
  x/makegood.yaml         se efter linjer med `# ?`
  makegood read x         læs filerne
  x/promises/first.yaml   skriv jeres første løfte
  makegood check x        hold løfterne op mod det, der skete
"""
    )


def test_and_in_english_within_80_columns(tmp_path: Path):
    result = init(write(tmp_path / "x", orders=ORDERS), "--yes", language="en")
    assert "its name; different in each row" in result.output
    assert "3 questions are left open in the file (`# ?`):" in result.output
    assert [line for line in result.output.splitlines() if len(line) > 80 and str(tmp_path) not in line] == []


def test_where_nothing_can_be_held_against_a_promise_it_says_what_to_look_for(tmp_path: Path):
    result = init(write(tmp_path, priser="vare;pris\na;1\nb;2\n"), "--yes", language="en")
    assert result.exit_code == 0
    assert " ".join(result.output.split()).endswith(
        "None of the files can be held against a promise yet. Find a file in which each row is an order, a call or a "
        "case, and that says when."
    )
    assert "makegood read" not in result.output


def test_read_and_check_run_on_what_it_wrote(tmp_path: Path):
    folder = write(tmp_path, orders=ORDERS)
    init(folder, "--yes")
    read = CliRunner().invoke(group, ["read", str(folder), "--language", "en"], catch_exceptions=False)
    assert "read 40 rows in 1 file" in read.output
    assert CliRunner().invoke(group, ["check", str(folder)], catch_exceptions=False).exit_code == 0


def test_answers_may_be_given_in_a_file(tmp_path: Path):
    folder = write(tmp_path, orders=ORDERS)
    answers = tmp_path / "answers.yaml"
    answers.write_text("organisation: Nordlys\ntime_zone: Europe/Oslo\norders.cancelled: [Leveret]\n")
    result = init(folder, "--answers", str(answers), language="en")
    text = (folder / "makegood.yaml").read_text(encoding="utf-8")
    assert "organisation: Nordlys\n" in text
    assert 'country: "NO"\ntime_zone: Europe/Oslo   # your answer\n' in text
    assert "exclude: {Status: [Leveret]}   # not counted, and shown\n" in text
    assert "left open" not in result.output


@pytest.mark.parametrize(
    ("text", "what"),
    [("- a\n", "answers are keys, each with a value"), ("a: [\n", "the answers cannot be read")],
)
def test_answers_that_are_none_are_told(text: str, what: str, tmp_path: Path):
    answers = tmp_path / "answers.yaml"
    answers.write_text(text)
    with pytest.raises(MakegoodError) as told:
        init(write(tmp_path, orders=ORDERS), "--answers", str(answers))
    assert str(told.value).startswith(f"{answers} {what}\n")
    assert told.value.fix == "write one answer a line: `time_zone: Europe/Copenhagen`"
    assert not (tmp_path / "makegood.yaml").exists()


def test_settings_that_are_there_are_refused_before_any_file_is_looked_at(tmp_path: Path):
    folder = write(tmp_path, orders=ORDERS)
    (folder / "makegood.yaml").write_text("mine")
    with pytest.raises(MakegoodError, match=r"there is a makegood\.yaml already, and it is left alone"):
        CliRunner().invoke(group, ["init", "nowhere.csv", "--folder", str(folder)], catch_exceptions=False)
    assert (folder / "makegood.yaml").read_text() == "mine"


def test_without_files_it_looks_at_the_folder(tmp_path: Path):
    write(tmp_path, orders=ORDERS)
    result = CliRunner().invoke(group, ["init", "--folder", str(tmp_path), "--yes"], catch_exceptions=False)
    assert "orders: data/orders.csv" in result.output


def test_at_a_terminal_it_asks_and_asks_again_where_an_answer_is_not_possible(tmp_path: Path):
    folder = write(tmp_path / "x", orders=ORDERS)
    said = at_a_terminal(
        ["init", "data", "--language", "en"],
        folder,
        {
            "What is the organisation called? [x]": "Our shop",
            "Which is it? [Europe/Copenhagen]": "Europe/Nowhere",
            "fix:": "Europe/London",
            "called off?": "",
        },
    )
    text = (folder / "makegood.yaml").read_text(encoding="utf-8")
    assert "organisation: Our shop\n" in text
    assert "country: GB\ntime_zone: Europe/London   # your answer\n" in text
    assert "possible answers: Leveret" in said
    assert "left open" not in said


def at_a_terminal(arguments: list[str], folder: Path, answers: dict[str, str]) -> str:
    """Run the command at a terminal of its own, and answer each question once it has been asked."""
    ours, theirs = pty.openpty()
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "TERM": "dumb"}
    command = [sys.executable, "-m", "makegood", *arguments]
    running = subprocess.Popen(command, cwd=folder, env=environ, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    said, new, waiting, until = "", "", list(answers.items()), time.monotonic() + 60
    while time.monotonic() < until:
        if select.select([ours], [], [], 0.2)[0]:
            try:
                more = os.read(ours, 4096).decode(errors="replace")
            except OSError:
                break  # it has ended
            said, new = said + more, new + more
        if waiting and waiting[0][0] in new and new.endswith(": "):
            os.write(ours, f"{waiting.pop(0)[1]}\n".encode())
            new = ""
        if running.poll() is not None and not select.select([ours], [], [], 0)[0]:
            break
    os.close(ours)
    assert running.wait(10) == 0, said
    return said
