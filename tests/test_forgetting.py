"""A person is forgotten: no byte of the lake holds her, others are as before, and reading brings nobody back."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from makegood import flow, forgetting, forgotten
from makegood.errors import MakegoodError
from makegood.forgetting import kind_of, person_of
from makegood.lake import statements
from makegood.lake.engine import collect, scan
from makegood.lake.store import Lake
from makegood.persons import find_key, hash_persons
from makegood.text.private import marker
from tests.forgetful_shop import (
    HER_ORDERS,
    HER_WORDS,
    IDA,
    MAIL,
    NAME,
    NOW,
    NUMBER,
    PHONE,
    find_anywhere,
    forget,
    make,
    orders,
    read,
    reviews,
    write,
)
from tests.lake.lake_rows import content, everything
from tests.said import ByWords

TABLES = ("events", "event_values", "voices")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("before") / "shop")


@pytest.fixture
def folder(shop: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(shop, tmp_path / "shop"))


@pytest.fixture(scope="module")
def without(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop after Ida was forgotten; not to be changed."""
    folder = Path(shutil.copytree(shop, tmp_path_factory.mktemp("after") / "shop"))
    forget(folder)
    return folder


def needles(folder: Path) -> list[str]:
    """All that points at Ida, made anew from her name and the key."""
    key = find_key(folder)
    hashes = hash_persons(pa.array(IDA, pa.large_string()), key).to_pylist()
    marks = [marker(kind, one, key) for kind, one in (("name", NAME), ("phone", PHONE), ("email", MAIL))]
    return [*IDA, *hashes, *(mark[1:-1].split(":")[1] for mark in marks), HER_WORDS, *HER_ORDERS, "r-her-1", "r-her-2"]


def others(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table and history that is not Ida's and does not mention her."""
    rows = everything(Lake(folder / "lake"))
    hers = (*HER_ORDERS, "forgotten-", "r-her", "r-bo", "r-eva", "'C0'", "'C2'", "A-500050")
    return {name: [row for row in rows[name] if not any(one in repr(row) for one in hers)] for name in rows}


def answers(folder: Path) -> list[Any]:
    register = flow.open_project(folder)
    moments = (None, datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC))
    return [flow.measure(register, NOW, as_of) for as_of in moments]


def test_before_she_is_forgotten_the_lake_holds_her_hashes_in_tables_and_their_history(shop: Path) -> None:
    found = find_anywhere(shop / "lake", *needles(shop)[4:])
    assert {place.split("/")[0] for place in found} >= {*TABLES, *(f"{name}_history" for name in TABLES)}


def test_no_byte_and_no_value_of_the_lake_holds_her_hash_name_or_text(without: Path) -> None:
    assert find_anywhere(without / "lake", *needles(without)) == []


def test_the_rows_of_others_and_their_history_are_untouched(shop: Path, without: Path) -> None:
    before, after = others(shop), others(without)
    assert after == before
    assert all(before[name] for name in ("events_history", "event_values_history", "voices_history", "verdicts"))


def test_every_answer_now_and_as_of_earlier_days_is_as_before(shop: Path, without: Path) -> None:
    assert answers(without) == answers(shop)
    assert any(state.closed for state in answers(without)[0])


def test_her_events_still_count_without_customer_id_and_text(shop: Path, without: Path) -> None:
    lake = Lake(without / "lake")
    rows = [row for row in content(lake, "events") if row[1].startswith("forgotten-")]
    assert len(rows) == len(HER_ORDERS) + 1  # and her complaint
    names = lake.files("events")[1].names
    assert {row[names.index("customer")] for row in rows} == {None}
    kept = [row for row in content(lake, "event_values") if row[1].startswith("forgotten-")]
    assert sorted((row[2], row[3], row[4]) for row in kept) == [
        ("kg", 7.0, None),
        ("kg", 17.0, None),
        ("kg", 27.0, None),
    ]


def test_a_complaint_about_her_order_is_still_about_one_order(without: Path) -> None:
    lake = Lake(without / "lake")
    names = lake.files("events")[1].names
    rows = [dict(zip(names, row, strict=True)) for row in content(lake, "events")]
    (complaint,) = (row for row in rows if row["event_id"] == "C2")
    assert complaint["about"] in {row["event_id"] for row in rows if row["source"] == "orders"}
    assert complaint["customer"] is not None


def test_what_others_wrote_of_her_says_only_what_kind_of_thing_stood_there(without: Path) -> None:
    lake = Lake(without / "lake")
    names = lake.files("voices")[1].names
    rows = {row[names.index("voice_id")]: dict(zip(names, row, strict=True)) for row in content(lake, "voices")}
    assert rows["r-bo"]["text"] == "Jeg talte med [name], ring [phone]. Fin butik."
    assert rows["r-bo"]["reply"] == "Skriv til [email]"
    assert rows["r-eva"]["text"] == "min nabo [name] er også glad"
    assert not rows.keys() & {"r-her-1", "r-her-2"}


def test_reading_the_same_files_again_brings_nothing_back_and_changes_nothing(folder: Path) -> None:
    forget(folder)
    there = everything(Lake(folder / "lake"))
    loads = {load.source: load for load in read(folder)}
    assert find_anywhere(folder / "lake", *needles(folder)) == []
    assert everything(Lake(folder / "lake")) == there
    assert [load.changed + load.added for load in loads.values()] == [0, 0, 0]
    assert (loads["reviews"].forgotten, loads["reviews"].left_out) == (2, 2)
    assert (loads["orders"].unnamed, loads["complaints"].unnamed) == (3, 1)


def test_a_lake_made_anew_from_the_same_files_does_not_hold_her(folder: Path, shop: Path) -> None:
    forget(folder)
    shutil.rmtree(folder / "lake")
    read(folder)
    assert find_anywhere(folder / "lake", *needles(folder)) == []
    assert len(content(Lake(folder / "lake"), "events")) == len(content(Lake(shop / "lake"), "events"))


def test_a_file_that_names_her_has_the_key_and_salt_of_its_own_project(folder: Path, without: Path) -> None:
    forget(folder)
    mine, other = (sorted(forgotten.load(each).persons) for each in (folder, without))
    assert len(mine) == len(other) == len(IDA)
    assert not set(mine) & set(other)


def test_an_older_export_that_does_not_name_the_customer_brings_nothing_back(folder: Path) -> None:
    forget(folder)
    write(folder, "orders.csv", ({**row, "customer": ""} for row in orders()))
    write(folder, "reviews.csv", ({**row, "author": ""} for row in reviews()))
    read(folder)
    assert find_anywhere(folder / "lake", *needles(folder)) == []
    assert len(content(Lake(folder / "lake"), "events")) == 300 + 63


def test_her_new_order_is_counted_without_her(folder: Path) -> None:
    forget(folder)
    new = {**orders(True)[0], "id": "A-777777", "customer": NUMBER.lower()}
    write(folder, "orders.csv", [*orders(True), new])
    loads = read(folder)
    assert (loads[0].added, loads[0].unnamed) == (1, 4)
    assert find_anywhere(folder / "lake", *needles(folder), "A-777777") == []


def test_forgetting_again_or_somebody_unknown_erases_nothing_more(folder: Path) -> None:
    forget(folder)
    there = everything(Lake(folder / "lake"))
    for who in (IDA, ("Nobody Here",)):
        told = forget(folder, *who)
        assert (told.events, told.voices, told.mentions) == (0, 0, 0)
    assert everything(Lake(folder / "lake")) == there


def test_each_of_several_persons_is_forgotten_and_stays_so(folder: Path) -> None:
    forget(folder)
    forget(folder, "Bo Ask", "K-20001")
    read(folder)
    gone = hash_persons(pa.array(["bo ask", "k-20001"], pa.large_string()), find_key(folder)).to_pylist()
    assert find_anywhere(folder / "lake", *needles(folder), *gone, "r-bo", "A-500061") == []


def test_the_statements_made_of_her_words_and_of_words_about_her_go_too(folder: Path) -> None:
    lake = Lake(folder / "lake")
    statements.understand(lake, ByWords())
    assert find_anywhere(folder / "lake" / "statements", HER_WORDS, NAME)
    others = [row for row in statement_rows(lake) if row[0] not in ("r-her-1", "r-her-2", "r-bo", "r-eva")]
    assert others
    forget(folder)
    assert find_anywhere(folder / "lake", *needles(folder)) == []
    assert statement_rows(lake) == others
    assert statements.understand(lake, ByWords()) == 2  # what two others wrote, now without her
    assert find_anywhere(folder / "lake", *needles(folder)) == []


def statement_rows(lake: Lake) -> list[tuple[Any, ...]]:
    rows = collect(scan(lake, "statements"))
    return sorted((row["voice_id"], row["nth"], row["text"], row["theme"], row["place"]) for row in rows)


def test_two_who_forget_at_once_lose_nobody(folder: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda who: forget(folder, *who), [IDA, ("Bo Ask",)]))
    assert len(forgotten.load(folder).persons) == len(IDA) + 1
    assert not forgotten.is_unfinished(folder)
    read(folder)
    assert find_anywhere(folder / "lake", *needles(folder), "r-bo") == []


def test_a_look_changes_nothing_and_says_what_would_go_and_which_files_hold_her(folder: Path) -> None:
    there = everything(Lake(folder / "lake"))
    told = flow.look_for_person(flow.open_project(folder), IDA)
    assert everything(Lake(folder / "lake")) == there
    assert (told.events, told.voices, told.mentions, told.proof) == (4, 2, 3, None)
    assert told.sources == {"data/complaints.csv": 1, "data/orders.csv": 4, "data/reviews.csv": 3}
    assert not (folder / forgotten.FILE).exists()


def test_the_proof_says_how_much_it_searched(folder: Path) -> None:
    proof = forget(folder).proof
    files = [path for path in (folder / "lake").rglob("*") if path.is_file()]
    assert (proof.files, proof.bytes) == (len(files), sum(path.stat().st_size for path in files))
    assert proof.values > 3_000
    assert proof.is_gone
    assert proof.written == {}


def test_the_search_finds_what_the_erasing_would_have_missed(folder: Path, without: Path) -> None:
    """The proof is worth something only if it can fail."""
    key = find_key(folder)
    settings = forgetting.settings_of(flow.open_project(folder).project, {})
    with pytest.raises(MakegoodError) as error:
        forgetting.prove(folder / "lake", IDA, person_of(IDA, key), settings, forgetting.Held())
    assert str(error.value).startswith("the person was erased, and the search still found something\n  found: ")
    assert "events.customer" in str(error.value)
    assert "voices_history.text" in str(error.value)
    assert NAME not in str(error.value)


def test_a_name_that_stands_as_something_else_is_told_and_not_erased(folder: Path) -> None:
    proof = forget(folder, "Aarhus").proof
    assert proof.written == {"events.unit": 150 - 0, "events_history.unit": proof.written["events_history.unit"]}


def test_the_file_of_the_forgotten_says_nothing_by_itself(without: Path) -> None:
    text = (without / forgotten.FILE).read_text(encoding="ascii")
    assert [needle for needle in needles(without) if needle.casefold() in text.casefold()] == []
    assert (without / forgotten.FILE).stat().st_mode & 0o077 == 0


def test_a_damaged_file_of_the_forgotten_stops_the_read(folder: Path) -> None:
    forget(folder)
    (folder / forgotten.FILE).write_text("{", encoding="ascii")
    with pytest.raises(MakegoodError) as error:
        read(folder)
    assert str(error.value) == (
        ".makegood/forgotten who has been forgotten cannot be read\n  found: it is damaged\n"
        "  fix:   bring it back from a backup: without it, who was forgotten would come back"
    )


@pytest.mark.parametrize("who", [(), ("",), ("  ", "")])
def test_nobody_cannot_be_forgotten(folder: Path, who: tuple[str, ...]) -> None:
    with pytest.raises(MakegoodError) as error:
        flow.forget(flow.open_project(folder), who, NOW)
    assert str(error.value) == (
        "nobody is named, so nobody was forgotten\n  found: no name\n"
        "  fix:   give a customer as your files write it: name, customer number, e-mail or telephone"
    )


def test_a_first_name_alone_is_not_sought_in_texts() -> None:
    assert kind_of("Ida") == "number"
    person = person_of(["Ida"], b"a key of 16 bytes")
    assert (len(person.customers), person.marks, person.written) == (1, frozenset(), {})
