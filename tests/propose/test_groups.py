"""Files with the same columns are one source, and have a name that a person would give it."""

from pathlib import Path

from makegood import flow
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
