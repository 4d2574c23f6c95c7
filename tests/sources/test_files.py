"""Which files a source means."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from makegood.errors import MakegoodError
from makegood.project import Source
from makegood.sources.files import find_files, read_rows

SOURCE = Source(name="orders", kind="events", files="*.csv", columns={"started_at": "a"})  # type: ignore[arg-type]


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("a,b\n1,2\n", encoding="utf-8")


def found(folder: Path, *patterns: str) -> list[str]:
    return [name for _, name in find_files(patterns, folder)]


def test_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    make(tmp_path, "data/b.csv", "data/a.csv", "data/c.txt", "data/deep/d.csv")
    assert found(tmp_path, "data/*.csv") == ["data/a.csv", "data/b.csv"]
    assert found(tmp_path, "**/*.csv") == ["data/a.csv", "data/b.csv", "data/deep/d.csv"]


def test_no_file_comes_twice(tmp_path: Path) -> None:
    make(tmp_path, "data/a.csv", "data/b.csv")
    (tmp_path / "data/link.csv").symlink_to(tmp_path / "data/a.csv")
    assert found(tmp_path, "data/*.csv", "data/a.csv", "data/../data/b.csv") == ["data/a.csv", "data/b.csv"]


def test_files_outside_the_folder_have_names_seen_from_it(tmp_path: Path) -> None:
    make(tmp_path, "project/x.csv", "shared/a.csv")
    assert found(tmp_path / "project", "../shared/*.csv") == ["../shared/a.csv"]
    assert found(tmp_path / "project", str(tmp_path / "shared" / "a.csv")) == ["../shared/a.csv"]


def test_a_name_with_brackets_is_a_name(tmp_path: Path) -> None:
    make(tmp_path, "orders[1].csv")
    assert found(tmp_path, "orders[1].csv") == ["orders[1].csv"]


def test_folders_that_match_a_pattern_are_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "data/a.csv", "data/old.csv/b.csv")
    assert found(tmp_path, "data/*.csv") == ["data/a.csv"]


@pytest.mark.parametrize(
    ("pattern", "where"),
    [("data/*.csv", "/data`"), ("dta/*.csv", "/dta`, which does not exist"), ("*.csv", "`")],
)
def test_a_pattern_that_matches_nothing_is_refused(tmp_path: Path, pattern: str, where: str) -> None:
    make(tmp_path, "data/a.txt")
    with pytest.raises(MakegoodError) as error:
        find_files([pattern], tmp_path)
    assert str(error.value) == (
        f"makegood.yaml no file matches\n  found: files: {pattern}\n"
        f"  fix:   the place looked in is `{tmp_path.as_posix()}{where}"
    )


def test_parquet_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    pa.parquet.write_table(pa.table({"a": ["1"]}), tmp_path / "one.csv")
    (tmp_path / "two.parquet").write_text("a\n2\n", encoding="utf-8")
    rows = list(read_rows(SOURCE, ["*.csv", "*.parquet"], tmp_path, ["a"]))
    assert [(part.file, part.columns["a"].to_pylist()) for part in rows] == [("one.csv", ["1"]), ("two.parquet", ["2"])]


def test_the_file_that_marks_an_open_workbook_is_not_matched(tmp_path: Path) -> None:
    make(tmp_path, "calls.xlsx", "~$calls.xlsx")
    assert [name for _, name in find_files(["*.xlsx"], tmp_path)] == ["calls.xlsx"]
