"""Parquet files."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from makegood.errors import MakegoodError
from makegood.sources import parquet


def write(folder: Path, table: pa.Table, rows: int = 100) -> Path:
    pa.parquet.write_table(table, folder / "x.parquet", row_group_size=rows)
    return folder / "x.parquet"


def test_columns_keep_their_types_and_rows_are_counted_from_1(tmp_path: Path) -> None:
    table = pa.table({"a": [1, 2, None], "b": ["x", None, "z"], "c": [1.5, 2.5, 3.5]})
    rows = parquet.read(write(tmp_path, table, rows=2), "x.parquet", ["b", "a"])
    assert {name: column.to_pylist() for name, column in rows.columns.items()} == {
        "b": ["x", None, "z"],
        "a": [1, 2, None],
    }
    assert rows.lines.tolist() == [1, 2, 3]
    assert list(rows.bad) == []


def test_a_file_without_rows_is_read(tmp_path: Path) -> None:
    rows = parquet.read(write(tmp_path, pa.table({"a": pa.array([], pa.int64())})), "x.parquet", ["a"])
    assert (rows.columns["a"].to_pylist(), rows.lines.tolist()) == ([], [])


def test_a_file_cut_in_the_middle_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, pa.table({"a": list(range(1000))}))
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(MakegoodError) as error:
        parquet.read(path, "x.parquet", ["a"])
    assert str(error.value) == (
        "x.parquet this Parquet file cannot be read\n"
        "  found: a damaged file\n  fix:   copy or export it again: it may have been cut"
    )


def test_a_missing_column_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, pa.table({"ordered": [1]}))
    with pytest.raises(MakegoodError) as error:
        parquet.read(path, "x.parquet", ["ordred"])
    assert str(error.value) == (
        "x.parquet no column is called `ordred`\n  fix:   did you mean `ordered`? Allowed: ordered"
    )


def test_a_column_that_is_only_named_has_to_be_there_and_is_not_read(tmp_path: Path) -> None:
    path = write(tmp_path, pa.table({"a": [1], "text": ["secret"]}))
    assert list(parquet.read(path, "x.parquet", ["a"], ["text"]).columns) == ["a"]
    with pytest.raises(MakegoodError, match="no column is called `txt`"):
        parquet.read(path, "x.parquet", ["a"], ["txt"])
