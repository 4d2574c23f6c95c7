"""Files as people really have them: the message, or the rejected rows, and nothing else changed."""

import os
import random
import subprocess
import sys
import textwrap
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from makegood.errors import MakegoodError
from tests.sources.made_files import read, rejected, shared, table

COLUMNS = {"event_id": "id", "unit": "shop", "started_at": "ordered", "done_at": "done"}
HEADER = "id,shop,ordered,done,note\n"


def row(number: int, note: str = "") -> str:
    return f"{number},shop {number % 7},2024-03-{number % 28 + 1:02d} 10:00:00,2024-04-02 15:00:00,{note}\n"


def write(folder: Path, text: str) -> None:
    (folder / "orders.csv").write_text(text, encoding="utf-8", newline="")


def events(folder: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = table(read(folder, columns=COLUMNS)).to_pylist()
    return found


def refusal(folder: Path, **source: object) -> str:
    with pytest.raises(MakegoodError) as error:
        read(folder, **{"columns": COLUMNS, **source})
    return str(error.value)


@pytest.mark.parametrize("quoted", ["", '"a, b"', '"two\nlines"'])
def test_a_quote_that_never_closes_on_the_last_line_changes_no_other_row(tmp_path: Path, quoted: str) -> None:
    rows = [row(number, quoted) for number in range(500)]
    write(tmp_path, HEADER + "".join(rows))
    before = events(tmp_path)
    last = row(500).replace("shop", '"shop')
    write(tmp_path, HEADER + "".join(rows) + last)
    assert events(tmp_path) == before
    line = 2 + 500 * (1 + quoted.count("\n"))
    reason = "a quote opens in this line and is never closed"
    assert rejected(read(tmp_path, columns=COLUMNS)) == [("orders.csv", line, "", reason, "text")]


@pytest.mark.parametrize("quoted", ["", '"a, b"', '"two\nlines"', '27" wheel'])
@pytest.mark.parametrize("where", [0, 250, 498])
def test_a_quote_that_never_closes_costs_its_own_line_alone(tmp_path: Path, quoted: str, where: int) -> None:
    rows = [row(number, quoted) for number in range(500)]
    write(tmp_path, HEADER + "".join(rows[:where] + rows[where + 1 :]))
    without = events(tmp_path)
    rows[where] = row(where).replace("shop", '"shop')
    write(tmp_path, HEADER + "".join(rows))
    assert events(tmp_path) == without
    line = 2 + where * (1 + quoted.count("\n"))
    reason = "a quote opens in this line and is never closed"
    assert rejected(read(tmp_path, columns=COLUMNS)) == [("orders.csv", line, "", reason, "text")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_cut_in_the_middle_of_a_row_loses_that_row_alone(tmp_path: Path, end: str) -> None:
    text = (HEADER + "".join(row(number) for number in range(100))).replace("\n", end)
    write(tmp_path, text)
    whole = events(tmp_path)
    write(tmp_path, text[: len(text) - 25])
    assert events(tmp_path) == whole[:-1]
    assert rejected(read(tmp_path, columns=COLUMNS)) == [("orders.csv", 101, "", "3 fields; 5 expected", "text")]


def test_a_file_cut_in_the_middle_of_a_quoted_text_loses_that_row_alone(tmp_path: Path) -> None:
    text = HEADER + "".join(row(number, '"some words, and more"') for number in range(100))
    write(tmp_path, text)
    whole = events(tmp_path)
    write(tmp_path, text[:-10])
    assert events(tmp_path) == whole[:-1]
    reason = "a quote opens in this line and is never closed"
    assert rejected(read(tmp_path, columns=COLUMNS)) == [("orders.csv", 101, "", reason, "text")]


def test_thirty_of_a_hundred_unreadable_dates_are_counted_and_named(tmp_path: Path) -> None:
    chance = random.Random(6)
    bad = set(chance.sample(range(1000), 300))
    wrong = ["soon", "2024-02-30 10:00:00", "31-12-2024", "17", "2024-03-01 25:00:00", "20240301"]
    text = [
        row(number).replace(f"2024-03-{number % 28 + 1:02d} 10:00:00", chance.choice(wrong))
        if number in bad
        else row(number)
        for number in range(1000)
    ]
    write(tmp_path, HEADER + "".join(text))
    batches = read(tmp_path, columns=COLUMNS)
    assert [(batch.read, batch.kept, len(batch.rejected)) for batch in batches] == [(1000, 700, 300)]
    reason = "not a date of the form yyyy-mm-dd, which the rest of the column has"
    found = rejected(batches)
    assert {(file, column, why) for file, _, column, why, _ in found} == {("orders.csv", "ordered", reason)}
    assert [line for _, line, *_ in found] == sorted(number + 2 for number in bad)
    assert {kind for *_, kind in found} == {"date", "number", "text"}
    assert sorted(int(event["event_id"]) for event in events(tmp_path)) == sorted(set(range(1000)) - bad)  # type: ignore[call-overload]


def test_a_rejected_row_says_nothing_of_what_stood_there(tmp_path: Path) -> None:
    write(tmp_path, HEADER + row(1) + '2,Hemmelig,Hemmelig,,"Hemmelig\n' + "3,Hemmelig,Hemmelig,,\n")
    batches = read(tmp_path, columns=COLUMNS)
    assert len(rejected(batches)) == 2
    assert "emmelig" not in str(rejected(batches))


def test_an_rtf_document_named_csv_is_refused_as_it_was_found() -> None:
    path = shared("sncf_train_punctuality/full_trains_AS_FOUND_rtf_disguised_as.csv")
    assert refusal(path.parent, files=path.name) == (
        "full_trains_AS_FOUND_rtf_disguised_as.csv this is not a text table\n"
        "  found: a rich text document (RTF)\n  fix:   export it as CSV, JSON or Parquet"
    )


def test_a_binary_file_an_empty_one_and_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "b.csv").write_bytes(b"")
    (tmp_path / "c.csv").mkdir()
    assert refusal(tmp_path, files="a.bin") == (
        "a.bin this is not a text table\n  found: binary data\n  fix:   export it as CSV, JSON or Parquet"
    )
    assert refusal(tmp_path, files="b.csv") == "b.csv the file is empty\n  fix:   export it again, or remove it"
    assert refusal(tmp_path, files="c.csv") == "c.csv this is a folder, not a file\n  fix:   write `c.csv/*.csv`"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, files="x.csv") == ("x.csv there is no such file\n  fix:   check `files:` in makegood.yaml")


def test_a_file_of_a_header_alone_gives_no_events(tmp_path: Path) -> None:
    write(tmp_path, HEADER)
    (batch,) = read(tmp_path, columns=COLUMNS)
    assert (batch.read, batch.kept, len(batch.tables["events"])) == (0, 0, 0)


def test_a_missing_column_is_refused(tmp_path: Path) -> None:
    write(tmp_path, HEADER.replace("ordered", "orderd") + row(1))
    assert refusal(tmp_path) == (
        "orders.csv:1 no column is called `ordered`\n"
        "  fix:   did you mean `orderd`? Allowed: done, id, note, orderd, shop"
    )


def test_a_parquet_file_that_is_cut_is_refused(tmp_path: Path) -> None:
    pa.parquet.write_table(pa.table({"id": list(range(100))}), tmp_path / "x.csv")
    (tmp_path / "x.csv").write_bytes((tmp_path / "x.csv").read_bytes()[:300])
    assert refusal(tmp_path) == (
        "x.csv this Parquet file cannot be read\n"
        "  found: a damaged file\n  fix:   copy or export it again: it may have been cut"
    )


def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    """Root may read everything, so where we are root a process reads that is nobody."""
    write(tmp_path, HEADER + row(1))
    (tmp_path / "orders.csv").chmod(0)
    code = textwrap.dedent("""
        import os, sys
        from pathlib import Path
        from makegood.errors import MakegoodError
        from makegood.sources import delimited, parquet
        from makegood.project import Source
        from makegood.sources.files import read_rows
        source = Source(name="orders", kind="events", files="orders.csv", columns={"started_at": "ordered"})
        folder = os.open(sys.argv[1], os.O_RDONLY)
        os.fchdir(folder)
        if os.getuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        try:
            list(read_rows(source, ["orders.csv"], Path("."), ["id"]))
        except MakegoodError as error:
            print(error)
    """)
    command = [sys.executable, "-c", code, str(tmp_path)]
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout == (
        "orders.csv no permission to read this file\n  fix:   let the account that runs makegood read it\n"
    )
