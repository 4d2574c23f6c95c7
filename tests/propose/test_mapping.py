"""Which column is which, where names and cells pull in different directions."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.propose.groups import Group
from makegood.propose.ids import find_id
from makegood.propose.kind import find_kind
from makegood.propose.mapping import map_source
from makegood.propose.tables import look
from makegood.words.proposal import say_finding
from tests.propose.made import columns, one, propose, rows, write

ORDERS = "Ordrenr;Butik;Bestilt;Lovet dato;Leveret;Status"
LINE = "o{i};B{h};{d:02}-01-2026 10:00;{d:02}-02-2026;{d:02}-02-2026 11:00;Leveret"
TODAY = 20_000


def test_each_column_is_used_once_and_the_rest_is_named(tmp_path: Path):
    source = one(tmp_path, ordrer=rows(ORDERS + ";Beløb", LINE + ";{i}"))
    assert columns(source) == {
        "event_id": "Ordrenr",
        "unit": "Butik",
        "started_at": "Bestilt",
        "due_at": "Lovet dato",
        "done_at": "Leveret",
    }
    assert source.unused == ("Status", "Beløb")


def test_the_number_of_a_complaint_is_its_id_and_not_the_case_that_it_is_about(tmp_path: Path):
    """No case has two complaints yet; the second would replace the first."""
    source = one(tmp_path, klager=rows("klagenr;sag;modtaget;kvitteret", "K{i};S{i};{d:02}-01-2026;{d:02}-02-2026"))
    assert columns(source)["event_id"] == "klagenr"


def test_shipped_is_not_mapped_to_done(tmp_path: Path):
    source = one(tmp_path, ordrer=rows("Ordrenr;Bestilt;Afsendt", "o{i};{d:02}-01-2026;{d:02}-02-2026"))
    assert columns(source) == {"event_id": "Ordrenr", "started_at": "Bestilt"}
    assert source.unused == ("Afsendt",)


def test_a_delivery_date_alone_is_done_and_beside_a_sure_one_it_is_due(tmp_path: Path):
    alone = one(tmp_path / "a", ordrer=rows("Ordrenr;Bestilt;Leveringsdato", "o{i};{d:02}-01-2026;{d:02}-02-2026"))
    beside = one(
        tmp_path / "b",
        ordrer=rows("Ordrenr;Bestilt;Leveringsdato;Leveret", "o{i};{d:02}-01-2026;{d:02}-02-2026;{d:02}-02-2026"),
    )
    assert columns(alone)["done_at"] == "Leveringsdato"
    assert (columns(beside)["due_at"], columns(beside)["done_at"]) == ("Leveringsdato", "Leveret")
    for source in (alone, beside):
        assert [use.theirs for use in source.uses if use.is_open] == [("Leveringsdato",)]


def test_a_time_without_a_known_name_is_the_beginning_if_nothing_else_is(tmp_path: Path):
    source = one(tmp_path, ordrer=rows("order no,xyz,delivered", "o{i},2026-01-{d:02},2026-02-{d:02}"))
    (begun,) = (use for use in source.uses if use.ours == "started_at")
    assert (begun.theirs, begun.how, begun.is_open) == (("xyz",), "cells", True)


def test_a_call_back_is_done_when_called_and_a_call_begins_when_called(tmp_path: Path):
    back = one(
        tmp_path / "a", callbacks=rows("id,asked_at,called_at", "c{i},2026-01-{d:02} 10:00,2026-02-{d:02} 10:00")
    )
    call = one(tmp_path / "b", calls=rows("call_id,called_at,waited", "c{i},2026-01-{d:02} 10:00,{i}"))
    assert (columns(back)["started_at"], columns(back)["done_at"]) == ("asked_at", "called_at")
    assert columns(call)["started_at"] == "called_at"


def test_a_person_at_work_is_never_mapped(tmp_path: Path):
    source = one(
        tmp_path, sager=rows("Sagsnr;Modtaget;Afsluttet;Sagsbehandler", "s{i};{d:02}-01-2026;{d:02}-02-2026;P{h}")
    )
    assert "Sagsbehandler" in source.unused


def test_an_id_that_is_not_alone_takes_another_column_with_it(tmp_path: Path):
    text = rows("order id,line,ordered,delivered", "o{h},{i},2026-01-{d:02},2026-02-{d:02}")
    assert columns(one(tmp_path, lines=text))["event_id"] == "order id + line"


def test_an_id_that_a_few_rows_share_stays_an_id(tmp_path: Path):
    text = rows("order id,ordered,delivered", "o{i},2026-01-01,2026-02-{d:02}", 200) + "o1,2026-01-01,2026-02-02\n"
    assert columns(one(tmp_path, orders=text))["event_id"] == "order id"


def test_without_anything_that_tells_rows_apart_there_is_no_id(tmp_path: Path):
    text = rows("ordered,delivered", "2026-01-01,2026-02-{d:02}")
    assert "event_id" not in columns(one(tmp_path, orders=text))


def test_ids_that_a_spreadsheet_damaged_are_no_ids(tmp_path: Path):
    text = rows("order id,ordered,delivered", '"5,7{i}E+17",2026-01-{d:02},2026-02-{d:02}')
    source = one(tmp_path, orders=text)
    assert "event_id" not in columns(source)
    assert source.table.column("order id").is_damaged


def test_a_file_whose_ids_and_dates_a_spreadsheet_damaged_is_said_to_be_damaged(tmp_path: Path):
    text = rows("Pakkenummer;Ordredato;Leveringsdato", "3,7{i}E+12;460{d:02};461{d:02}")
    (found,) = propose(tmp_path, kopi=text).findings
    assert (found.reason, found.about) == ("damaged", "Pakkenummer")
    assert say_finding(found, "da") == (
        "Pakkenummer er ødelagt af et regneark (tal som 5,7E+17): eksportér igen med kolonnen som tekst"
    )


def test_day_and_month_that_could_be_either_are_left_to_a_person(tmp_path: Path):
    could = one(
        tmp_path / "a",
        orders=rows("order id,ordered,delivered", "o{i},0{h}/02/2026,03/03/2026", 9).replace("00/", "01/"),
    )
    clear = one(tmp_path / "b", orders=rows("order id,ordered,delivered", "o{i},{d:02}/02/2026,03/03/2026"))
    us = one(tmp_path / "c", orders=rows("order id,ordered,delivered", "o{i},02-{d:02}-2026,03-{d:02}-2026"))
    assert could.dates == "dd/mm/yyyy"
    assert clear.dates == "dd/mm/yyyy"  # `delivered` could still be either
    assert us.dates == "mm-dd-yyyy"


def test_old_data_are_known_by_when_things_began_or_were_done(tmp_path: Path):
    old = rows("order id,ordered,promised", "o{i},2020-01-{d:02},2026-03-{d:02}")
    new = rows("order id,ordered,promised", "o{i},2026-01-{d:02},2026-03-{d:02}")
    assert one(tmp_path / "a", orders=old).old_since == 18_289  # 28 January 2020
    assert one(tmp_path / "b", orders=new).old_since is None


@given(st.permutations(range(6)), st.permutations(range(40)))
def test_the_order_of_columns_and_rows_changes_nothing(order, lines):
    import tempfile

    head, *body = rows(ORDERS, LINE).splitlines()
    cells = [[line.split(";")[place] for place in order] for line in [head, *(body[n] for n in lines)]]
    with tempfile.TemporaryDirectory() as name:
        folder = write(Path(name), ordrer="\n".join(";".join(row) for row in cells) + "\n")
        tables = look(folder / "data" / "ordrer.csv", folder)
        group = Group("ordrer", ("data/ordrer.csv",), tables, tables[0])
        source = map_source(group, find_kind(tables[0]), folder, TODAY)
        assert columns(source) == {
            "event_id": "Ordrenr",
            "unit": "Butik",
            "started_at": "Bestilt",
            "due_at": "Lovet dato",
            "done_at": "Leveret",
        }


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=30))
def test_an_id_that_is_found_tells_nearly_all_rows_apart(cells):
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        text = "a,b,c\n" + "".join(f"{a},{b},{c}\n" for a, b, c in cells)
        folder = write(Path(name), file=text)
        tables = look(folder / "data" / "file.csv", folder)
        found = find_id(tables, ["a"], ["b", "c"], folder)
        places = {"a": 0, "b": 1, "c": 2}
        keys = {tuple(row[places[name]] for name in found) for row in cells}
        assert not found or len(keys) >= len(cells) - (len(cells) >= 10)
        assert bool(found) >= (len(set(cells)) == len(cells))


@pytest.mark.parametrize(
    "reply", ["company_reply", "svar", "Owner response", "Virksomhedens svar", "Response from owner"]
)
def test_a_reviews_heading_and_its_reply_are_found(tmp_path: Path, reply: str):
    header = f"id,published,stars,headline,review,{reply},author"
    line = "A{i},2026-01-{d:02} 10:00,4,Fin {i},Cyklen kom {i} dage efter at jeg bestilte den,Tak for dine ord,Bo {i}"
    found = columns(one(tmp_path, reviews=rows(header, line)))
    assert (found["title"], found["text"], found["reply"]) == ("headline", "review", reply)


def test_a_column_of_yes_and_no_is_no_reply(tmp_path: Path):
    line = "A{i},2026-01-{d:02} 10:00,4,Cyklen kom {i} dage efter at jeg bestilte den,ja"
    found = columns(one(tmp_path, reviews=rows("id,published,stars,review,svar", line)))
    assert found["text"] == "review"
    assert "reply" not in found
