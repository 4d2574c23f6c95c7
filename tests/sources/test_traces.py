"""Which files still hold a person, in every form that can be read, without a word of them."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from xlsxwriter import Workbook

from makegood.project import Project, Source
from makegood.sources.traces import look_into

TEXT = "id;navn\n1;Åse Øst\n2;Åse  ØST\n3;Åse Østerby\n4;Bo\n"


def project(folder: Path) -> Project:
    source = Source(name="orders", kind="events", files=("*.*", "none*.csv"), columns={"event_id": ("id",)})
    return Project(organisation="Test", sources=(source,), folder=folder)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_lines_of_text_are_counted_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.csv").write_text(TEXT, encoding=encoding)
    assert look_into(project(tmp_path), ["åse øst"]) == ({"a.csv": 2}, ())


def test_rows_of_parquet_files_and_workbooks_are_counted(tmp_path: Path) -> None:
    pq.write_table(pa.table({"navn": ["Åse Øst", None], "nr": [10017, 10018]}), tmp_path / "a.parquet")
    with Workbook(tmp_path / "b.xlsx") as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate([("navn", "nr"), ("Åse Øst", 10017), ("Bo", 10018)]):
            sheet.write_row(row, 0, cells)
    assert look_into(project(tmp_path), ["Åse Øst"]) == ({"a.parquet": 1, "b.xlsx": 1}, ())
    assert look_into(project(tmp_path), ["10017"]) == ({"a.parquet": 1, "b.xlsx": 1}, ())


def test_a_short_number_has_to_fill_its_cell(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,n\n17,x\n170,y\n1,2017-03-17 00\n", encoding="utf-8")
    assert look_into(project(tmp_path), ["17"]) == ({"a.csv": 1}, ())


def test_a_file_that_cannot_be_looked_into_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and then nothing")
    assert look_into(project(tmp_path), ["Bo"]) == ({}, ("a.parquet",))


def test_no_file_no_trace(tmp_path: Path) -> None:
    assert look_into(project(tmp_path), ["Bo"]) == ({}, ())
