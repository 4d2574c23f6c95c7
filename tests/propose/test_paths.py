"""Which files are looked at."""

from pathlib import Path

import pytest

from makegood import flow
from makegood.errors import MakegoodError
from makegood.propose.paths import find_paths
from tests.propose.made import NOW, rows, write

HEADER, LINE = "Ordrenr;Bestilt;Leveret", "{i};{d:02}-01-2026;{d:02}-02-2026"


def test_hidden_files_and_makegoods_own_are_not_looked_at(tmp_path: Path):
    write(tmp_path, orders=rows(HEADER, LINE))
    for name in ("lake/x.csv", "promises/first.yaml", ".hidden/x.csv", "makegood.yaml", "README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("a,b\n1,2\n")
    proposal = flow.propose([tmp_path], tmp_path, NOW)
    assert ([s.name for s in proposal.sources], proposal.findings, proposal.unreadable) == (["orders"], (), ())


def test_a_file_named_twice_is_looked_at_once(tmp_path: Path):
    write(tmp_path, orders=rows(HEADER, LINE))
    data = tmp_path / "data"
    (source,) = flow.propose([data, data / "orders.csv", data / ".." / "data" / "orders.csv"], tmp_path, NOW).sources
    assert source.n_files == 1


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path):
    with pytest.raises(MakegoodError) as told:
        flow.propose([tmp_path / "nowhere.csv"], tmp_path, NOW)
    assert str(told.value) == (
        f"there is no such file or folder\n  found: {tmp_path}/nowhere.csv\n  fix:   name files that are there"
    )


def test_an_empty_folder_is_an_error(tmp_path: Path):
    with pytest.raises(MakegoodError) as told:
        flow.propose([tmp_path], tmp_path, NOW)
    assert str(told.value) == (
        f"there are no files to look at\n  found: {tmp_path}\n"
        "  fix:   name the files with your orders, calls, cases or reviews: makegood init data/*.csv"
    )


def test_a_folder_of_something_else_is_not_read_from_end_to_end(tmp_path: Path):
    for n in range(201):
        (tmp_path / f"{n}.txt").write_text("x")
    with pytest.raises(MakegoodError) as told:
        flow.propose([tmp_path], tmp_path, NOW)
    assert str(told.value) == (
        "these are too many files to look at\n  found: more than 200\n"
        "  fix:   name the files, or the folder, that hold your orders, calls, cases or reviews"
    )


def test_links_are_followed_and_a_circle_ends(tmp_path: Path):
    write(tmp_path / "elsewhere", orders=rows(HEADER, LINE))
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "data").symlink_to(tmp_path / "elsewhere" / "data", target_is_directory=True)
    (folder / "round").symlink_to(folder, target_is_directory=True)
    assert [path.relative_to(folder).as_posix() for path in find_paths([folder])] == ["data/orders.csv"]
