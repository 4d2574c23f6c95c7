"""Workbooks as offices make them: every row has its place, and the account is the one made by hand."""

import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makegood.errors import MakegoodError
from makegood.sources.batch import Batch
from makegood.sources.sheet_header import Wish
from makegood.sources.workbook import is_workbook
from makegood.sources.workbook import read as read_workbook
from tests.sources.made_files import NOW, as_set, read, rejected, table, write_csv
from tests.sources.office_files import OFFICES, Book, Office
from tests.sources.old_workbooks import ERROR, compound, old_workbook

NOW_2026 = datetime(2026, 6, 1, tzinfo=UTC)
HEADER = ["id", "began", "done", "shop"]
COLUMNS = {"event_id": "id", "started_at": "began", "done_at": "done", "unit": "shop"}


def read_office(folder: Path, office: Office) -> list[Batch]:
    return read(folder, now=NOW_2026, files=office.file, columns=office.columns, **office.settings)


def facts(batches: list[Batch], name: str) -> list[Any]:
    return [batch.facts[name] for batch in batches if name in batch.facts]


@pytest.mark.parametrize("write", OFFICES)
def test_the_account_of_an_office_file_is_the_one_made_by_hand(write: Callable[[Path], Office], tmp_path: Path) -> None:
    office = write(tmp_path)
    batches = read_office(tmp_path, office)
    assert sum(batch.read for batch in batches) == office.read
    assert sum(batch.kept for batch in batches) == office.kept
    assert sum(batch.left_out for batch in batches) == office.asides + office.left_out
    assert sum(facts(batches, "asides")) == office.asides
    assert {name: n for batch in batches for name, n in batch.excluded.items()} == office.excluded
    expected = [(f"{office.file}[{sheet}]", line, column) for sheet, line, column in office.rejected]
    assert [row[:3] for row in rejected(batches)] == expected
    assert [name for names in facts(batches, "passed_over") for name in names] == list(office.passed_over)
    assert len({batch.file for batch in batches}) == office.sheets


def test_the_cells_of_the_cases_are_read_whether_they_are_dates_or_text(tmp_path: Path) -> None:
    office = OFFICES[2](tmp_path)
    rows = table(read_office(tmp_path, office)).sort_by("event_id").to_pylist()
    assert [(row["event_id"], row["started_at"], row["done_at"]) for row in rows] == [
        ("007-1", utc(2026, 2, 3, 8, 15), utc(2026, 2, 5, 10, 35)),
        ("007-2", utc(2026, 2, 14, 8, 5), utc(2026, 2, 15, 9)),
        ("007-3", utc(2026, 2, 28, 22, 59), None),
        ("7005", utc(2026, 2, 21, 7), utc(2026, 2, 22, 7)),
    ]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


def test_a_merged_shop_name_labels_each_row_it_covers(tmp_path: Path) -> None:
    rows = table(read_office(tmp_path, OFFICES[1](tmp_path))).to_pylist()
    assert {row["event_id"]: row["unit"][0] for row in rows} == {row["event_id"]: row["event_id"][0] for row in rows}
    assert {row["due_at"] - row["done_at"] for row in rows if row["event_id"][-1] in "02"} == {
        timedelta(days=1, microseconds=-1)  # due at the end of the day on which it was delivered
    }


def test_durations_are_seconds_and_text_with_a_comma_is_a_number(tmp_path: Path) -> None:
    values = table(read_office(tmp_path, OFFICES[3](tmp_path)), "event_values").to_pylist()
    waits = sorted(value["number"] for value in values if value["name"] == "Ventetid")
    minutes = sorted(value["number"] for value in values if value["name"] == "Minutter")
    assert waits == [90, 91, 92, 93, 95, 98, 99]
    assert minutes == [0.5, 1.5, 2.5, 3.5, 5.5, 8.5, 9.5]


def test_dates_that_count_from_1904_are_the_same_days(tmp_path: Path) -> None:
    rows = table(read_office(tmp_path, OFFICES[3](tmp_path))).sort_by("event_id").to_pylist()
    assert rows[0]["started_at"] == utc(2026, 3, 2, 7, 30)


def test_ids_that_a_spreadsheet_shortened_never_replace_each_other(tmp_path: Path) -> None:
    found = rejected(read_office(tmp_path, OFFICES[4](tmp_path)))
    reason = "a spreadsheet has shortened this id (as 1.23E+17); export it again with the column as text"
    assert {row[3:] for row in found} == {(reason, "number")}


def test_a_customer_named_total_stays_a_customer(tmp_path: Path) -> None:
    rows = table(read_office(tmp_path, OFFICES[4](tmp_path))).to_pylist()
    assert sum(row["unit"] == "Total" for row in rows) == 3


def test_a_formula_that_gives_an_error_is_no_empty_cell(tmp_path: Path) -> None:
    found = rejected(read_office(tmp_path, OFFICES[3](tmp_path)))
    reason = "a formula gives an error here (#N/A, #REF! and the like) instead of a value"
    assert found[0][3] == f"column `Klar`: {reason}"
    assert found[1][3] == f"column `Indleveret`: {reason}"


def make(path: Path, sheets: dict[str, list[list[Any]]], left: int = 0) -> Path:
    book = Book(path)
    for name, rows in sheets.items():
        sheet = book.sheet(name)
        for line, cells in enumerate(rows, 1):
            book.write(sheet, line, cells, left)
    book.close()
    return path


def rows_of(count: int, month: int = 3) -> list[list[Any]]:
    return [
        [f"{month}-{n}", datetime(2026, month, n % 28 + 1, 9, n % 60), None if n % 3 else date(2026, 5, 1), "Aarhus"]
        for n in range(count)
    ]


def events(folder: Path, **source: Any) -> list[dict[str, Any]]:
    settings = {"files": "*.xlsx", "columns": COLUMNS, **source}
    found: list[dict[str, Any]] = table(read(folder, now=NOW_2026, **settings)).to_pylist()
    return found


def refusal(folder: Path, **source: Any) -> str:
    with pytest.raises(MakegoodError) as error:
        events(folder, **source)
    return str(error.value)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(0, 40),
    st.integers(0, 6),
    st.integers(0, 3),
    st.sampled_from(["I alt", "Total:", "Gesamtergebnis", "Total geral", "SUMMA", "Gns."]),
    st.randoms(use_true_random=False),
)
def test_titles_place_order_sums_and_months_change_no_event(
    tmp_path: Path, count: int, titles: int, left: int, label: str, random: Any
) -> None:
    rows = rows_of(count)
    make(tmp_path / "x.xlsx", {"A": [HEADER, *rows]})
    plain = as_set(table(read(tmp_path, now=NOW_2026, files="*.xlsx", columns=COLUMNS)))
    random.shuffle(rows)
    half = random.randint(0, count)
    parts = [rows[:half], rows[half:]]
    total = [[label, None, None, None], [None, None, None, None]]
    sheets = {f"M{n}": [["Overskrift"]] * titles + [HEADER, *part, *total] for n, part in enumerate(parts)}
    make(tmp_path / "x.xlsx", sheets, left)
    batches = read(tmp_path, now=NOW_2026, files="*.xlsx", columns=COLUMNS)
    assert as_set(table(batches)) == plain
    assert sum(facts(batches, "asides")) == 2


def test_a_workbook_says_the_same_as_the_csv_it_was_made_from(tmp_path: Path) -> None:
    rows = rows_of(200)
    make(tmp_path / "x.xlsx", {"A": [HEADER, *rows]})
    texts = [[str(cell) if cell is not None else "" for cell in row] for row in rows]
    write_csv(tmp_path / "x.csv", [dict(zip(HEADER, row, strict=True)) for row in texts])
    assert as_set(table(read(tmp_path, now=NOW_2026, files="x.csv", columns=COLUMNS))) == as_set(
        table(read(tmp_path, now=NOW_2026, files="x.xlsx", columns=COLUMNS))
    )


def test_rows_without_an_id_get_the_same_ids_whatever_stands_around_them(tmp_path: Path) -> None:
    columns = {name: column for name, column in COLUMNS.items() if name != "event_id"}
    make(tmp_path / "x.xlsx", {"A": [HEADER, *rows_of(30)]})
    ids = {row["event_id"] for row in events(tmp_path, columns=columns)}
    make(tmp_path / "x.xlsx", {"A": [["Titel"], [], HEADER, *rows_of(30), ["I alt"]]}, left=2)
    assert {row["event_id"] for row in events(tmp_path, columns=columns)} == ids
    assert len(ids) == 30


def test_only_the_sheets_that_are_named_are_read_hidden_ones_too(tmp_path: Path) -> None:
    make(tmp_path / "x.xlsx", {name: [HEADER, *rows_of(2, n)] for n, name in enumerate(["Jan", "Feb", "Mar"], 1)})
    assert {row["event_id"] for row in events(tmp_path, sheets=["feb", "M*"])} == {"2-0", "2-1", "3-0", "3-1"}
    assert refusal(tmp_path, sheets=["Apr"]) == (
        "x.xlsx no sheet of this workbook is called so\n  found: sheets: Apr\n  fix:   Allowed: Feb, Jan, Mar"
    )


def test_an_empty_sheet_is_passed_over_without_a_word(tmp_path: Path) -> None:
    make(tmp_path / "x.xlsx", {"Data": [HEADER, *rows_of(2)], "Ark2": [], "Om": [["Lavet af Drift"]]})
    batches = read(tmp_path, now=NOW_2026, files="*.xlsx", columns=COLUMNS)
    assert facts(batches, "passed_over") == [["x.xlsx[Om]"]]


def test_a_sheet_with_a_header_and_no_rows_has_no_rows(tmp_path: Path) -> None:
    make(tmp_path / "x.xlsx", {"Data": [HEADER]})
    assert events(tmp_path) == []


def test_a_month_whose_header_was_changed_does_not_go_missing(tmp_path: Path) -> None:
    changed = [["id", "began", "doen", "shop"], *rows_of(2, 2)]
    make(tmp_path / "x.xlsx", {"Jan": [HEADER, *rows_of(2, 1)], "Feb": [["Titel"], *changed]})
    assert refusal(tmp_path) == (
        "x.xlsx[Feb]:2 this sheet has some of the columns, and lacks others\n  found: `done`\n"
        "  fix:   did you mean `doen`? Allowed: began, doen, id, shop; or name the sheets to read with `sheets:`"
    )


def test_where_no_sheet_has_the_columns_the_nearest_are_shown_and_no_cell_of_the_others(tmp_path: Path) -> None:
    make(tmp_path / "x.xlsx", {"Kunder": [["Jens Hansen", "20304050"]], "Ordrer": [["order", "began", "x", "y"]]})
    assert refusal(tmp_path) == (
        "x.xlsx no sheet has the columns `began`, `done`, `id`, `shop`\n"
        "  found: Kunder: none of them in the first 100 rows; Ordrer, row 1: order, began, x, y\n"
        "  fix:   Allowed: began, order, x, y"
    )


def test_where_only_a_hidden_sheet_is_left_it_is_named(tmp_path: Path) -> None:
    book = Book(tmp_path / "x.xlsx")
    book.sheet("Forside")
    hidden = book.sheet("Data")
    book.write(hidden, 1, HEADER)
    book.write(hidden, 2, rows_of(1)[0])
    hidden.hide()
    book.close()
    assert refusal(tmp_path) == (
        "x.xlsx no sheet has the columns `id`, `began`, `done`, `shop`\n"
        "  found: all its sheets are hidden or empty\n"
        "  fix:   name a hidden sheet in `sheets:` (Data), or: each column needs its name in one row above the data"
    )
    assert len(events(tmp_path, sheets=["Data"])) == 1


def test_a_column_that_stands_twice_is_refused_where_it_is_wanted(tmp_path: Path) -> None:
    make(tmp_path / "x.xlsx", {"A": [["id", "began", "done", "shop", "done"], *rows_of(1)]})
    assert refusal(tmp_path) == (
        "x.xlsx[A]:1 two columns have the same name\n  found: done\n"
        "  fix:   give each a name of its own, or name it with the row above: `Calls / Answered`"
    )
    columns = {"event_id": "id", "started_at": "began"}
    assert len(events(tmp_path, columns=columns)) == 1


def test_a_workbook_with_a_password_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(compound("EncryptedPackage", bytes(4096)))
    assert refusal(tmp_path) == (
        "x.xlsx this workbook is locked with a password\n"
        "  fix:   open it in Excel, take the password away (File, Info, Protect Workbook), and save it"
    )


def test_a_workbook_of_the_old_form_is_read_like_a_new_one(tmp_path: Path) -> None:
    rows = [
        ["Opkald i marts", None, None, None],
        [*HEADER],
        [1001.0, 46_082.5, None, "Aarhus"],
        [1002.0, 46_083.25, None, None],
        ["I alt", None, None, None],
    ]
    (tmp_path / "x.xls").write_bytes(old_workbook(rows, dates=1, merged=[(2, 3, 3, 3)]))
    batches = read(tmp_path, now=NOW_2026, files="*.xls", columns=COLUMNS)
    assert [tuple(row[n] for n in ("event_id", "started_at", "unit")) for row in table(batches).to_pylist()] == [
        ("1001", utc(2026, 3, 1, 11), "Aarhus"),
        ("1002", utc(2026, 3, 2, 5), "Aarhus"),
    ]
    assert facts(batches, "asides") == [1]


def test_an_error_in_a_workbook_of_the_old_form_looks_empty_as_the_docs_say(tmp_path: Path) -> None:
    (tmp_path / "x.xls").write_bytes(old_workbook([HEADER, ["a", 46_082.5, ERROR, "Aarhus"]], dates=1))
    assert events(tmp_path, files="*.xls")[0]["done_at"] is None


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9, 0.99])
def test_a_workbook_that_was_cut_says_so(tmp_path: Path, cut: float) -> None:
    make(tmp_path / "x.xlsx", {"A": [HEADER, *rows_of(50)]})
    whole = (tmp_path / "x.xlsx").read_bytes()
    (tmp_path / "x.xlsx").write_bytes(whole[: int(len(whole) * cut)])
    assert refusal(tmp_path).startswith("x.xlsx this ")


def test_an_old_document_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000))
    assert refusal(tmp_path) == (
        "x.xlsx this workbook cannot be read\n  found: a damaged file, or no workbook\n"
        "  fix:   open it in Excel and save it again as .xlsx, or export it as CSV"
    )


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_damaged_byte_gives_rows_or_one_of_our_own_errors(tmp_path: Path, place: int, byte: int) -> None:
    path = tmp_path / "whole.xlsx"
    if not path.exists():
        make(path, {"A": [HEADER, *rows_of(20)]})
    data = bytearray(path.read_bytes())
    data[place % len(data)] = byte
    (tmp_path / "x.xlsx").write_bytes(data)
    wish = Wish(tuple(HEADER), needed=frozenset(["id", "began"]))
    with suppress(MakegoodError):
        found = list(read_workbook(tmp_path / "x.xlsx", "x.xlsx", wish))
        assert all(len(rows.columns["id"]) == len(rows.lines) for rows in found)


def test_a_zip_of_other_things_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert not is_workbook(tmp_path / "x.zip")
    assert not is_workbook(tmp_path / "missing.xlsx")


def test_an_open_document_says_the_same_as_excel(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    dated = '<table:table-cell office:value-type="date" office:date-value="2026-03-0{}T09:00:00"/>'
    blank = "<table:table-cell/>"
    lines = ["".join(map(cell.format, HEADER))]
    lines += [cell.format(f"3-{n}") + dated.format(n) + blank + cell.format("Aarhus") for n in (1, 2)]
    lines += [cell.format("I alt") + blank * 3]
    names = {"office": "office", "table": "table", "text": "text"}
    spaces = " ".join(f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{key}:1.0"' for key in names)
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Ark1">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(tmp_path / "x.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    batches = read(tmp_path, now=NOW_2026, files="*.ods", columns=COLUMNS)
    found = table(batches).sort_by("event_id").to_pylist()
    assert [(row["event_id"], row["started_at"]) for row in found] == [
        ("3-1", utc(2026, 3, 1, 8)),
        ("3-2", utc(2026, 3, 2, 8)),
    ]
    assert sum(facts(batches, "asides")) == 1


def test_a_joined_workbook_gives_its_columns_and_counts_its_sums(tmp_path: Path) -> None:
    make(tmp_path / "x.xlsx", {"A": [HEADER, *rows_of(3)]})
    make(tmp_path / "items.xlsx", {"A": [["Titel"], ["id", "seller"], ["3-1", "S1"], ["I alt", None], [None, "Total"]]})
    join = {"files": "items.xlsx", "on": "id", "take": {"unit": "seller"}, "when_many": "first"}
    batches = read(tmp_path, now=NOW_2026, files="x.xlsx", columns=COLUMNS, join=join)
    assert {row["event_id"]: row["unit"] for row in table(batches).to_pylist()} == {
        "3-0": None,
        "3-1": "S1",
        "3-2": None,
    }
    assert batches[0].left_out == 1


def test_more_rows_than_a_portion_keep_their_lines(tmp_path: Path) -> None:
    book = Book(tmp_path / "x.xlsx", constant_memory=True)
    sheet = book.sheet("A")
    book.write(sheet, 1, ["id", "began"])
    for n in range(25_000):
        book.write(sheet, n + 2, [float(n), "x" if n == 24_000 else date(2026, 3, 1)])
    book.close()
    batches = read(tmp_path, now=NOW, files="*.xlsx", columns={"event_id": "id", "started_at": "began"}, history=True)
    assert sum(batch.read for batch in batches) == 25_000
    assert [row[:3] for row in rejected(batches) if row[3] != "lies in the future"] == [("x.xlsx[A]", 24_002, "began")]


def test_what_is_read_is_a_column_of_one_kind(tmp_path: Path) -> None:
    make(tmp_path / "x.xlsx", {"A": [["n", "t", "b"], [1.0, "x", True], [2.5, 3.0, False]]})
    (rows,) = read_workbook(tmp_path / "x.xlsx", "x.xlsx", Wish(("n", "t", "b")))
    assert rows.columns["n"].equals(pa.array([1.0, 2.5]))
    assert rows.columns["t"].to_pylist() == ["x", "3"]
    assert rows.columns["b"].to_pylist() == ["true", "false"]
