"""Files with the same columns are one source, and have a name that a person would give it."""

from pathlib import Path

import pytest

from makegood import flow
from makegood.errors import MakegoodError
from tests.propose.made import NOW, columns, propose, rows, write

HEADER, LINE = "Ordrenr;Bestilt;Leveret", "{i};{d:02}-01-2026;{d:02}-02-2026"


def test_one_export_a_year_is_one_source_with_a_pattern(tmp_path: Path):
    text = rows(HEADER, LINE)
    (source,) = propose(tmp_path, orders__2025=text, orders__2026=text).sources
    assert (source.name, source.files, source.n_files) == ("orders", ("data/orders-*.csv",), 2)
    assert source.table.rows == 80


def test_the_pattern_never_means_a_file_that_is_something_else(tmp_path: Path):
    text = rows(HEADER, LINE)
    other = rows("id,asked,answered", "{i},2026-01-{d:02},2026-02-{d:02}")
    found = {
        s.name: s.files for s in propose(tmp_path, orders__2025=text, orders__2026=text, orders__old=other).sources
    }
    assert found["orders"] == ("data/orders-2025.csv", "data/orders-2026.csv")


def test_the_order_of_columns_does_not_make_another_source(tmp_path: Path):
    text = rows(HEADER, LINE)
    turned = rows("Leveret;Ordrenr;Bestilt", "{d:02}-02-2026;{i};{d:02}-01-2026")
    (source,) = propose(tmp_path, orders__1=text, orders__2=turned).sources
    assert columns(source) == {"event_id": "Ordrenr", "started_at": "Bestilt", "done_at": "Leveret"}


def test_a_file_that_is_clear_about_its_dates_speaks_for_the_others(tmp_path: Path):
    unclear = rows("order id,ordered,delivered", "{i},03/02/2026,04/02/2026")
    clear = rows("order id,ordered,delivered", "{i},{d:02}/02/2026,{d:02}/03/2026")
    (alone,) = propose(tmp_path / "a", orders__1=unclear).sources
    (both,) = propose(tmp_path / "b", orders__1=unclear, orders__2=clear).sources
    assert (alone.dates, both.dates) == ("dd/mm/yyyy", None)


def test_two_kinds_of_files_with_one_name_get_two_names(tmp_path: Path):
    write(tmp_path / "x", orders=rows(HEADER, LINE))
    write(tmp_path / "y", orders=rows("ticket,received,solved", "{i},2026-01-{d:02},2026-02-{d:02}"))
    names = [source.name for source in flow.propose([tmp_path / "x", tmp_path / "y"], tmp_path, NOW).sources]
    assert names == ["orders", "orders-2"]


def test_what_cannot_be_read_is_named_with_the_reason_and_stops_nothing(tmp_path: Path):
    write(tmp_path, orders=rows(HEADER, LINE), empty="", twice="a,a\n1,2\n")
    (tmp_path / "data" / "paper.pdf").write_bytes(b"%PDF-1.7\n\x00\x01")
    proposal = flow.propose([tmp_path / "data"], tmp_path, NOW)
    assert [source.name for source in proposal.sources] == ["orders"]
    assert [file.file for file in proposal.unreadable] == ["data/empty.csv", "data/paper.pdf", "data/twice.csv"]
    assert proposal.unreadable[0].reason == "the file is empty"


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
        "these are too many files to look at\n  found: 201 files\n"
        "  fix:   name the files, or the folder, that hold your orders, calls, cases or reviews"
    )
