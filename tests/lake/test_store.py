"""What a load does to the lake: everything or nothing, each row once, and no number that does not add up."""

import os
import threading
import time
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makegood.errors import MakegoodError
from makegood.lake import delta
from makegood.lake.engine import collect, scan
from makegood.lake.store import Lake
from makegood.lake.tables import EVENTS, VERDICTS, VOICES, Table
from tests.lake.lake_rows import CLOCK, NOW, batch, content, event, everything, read, voices

LATER = NOW + timedelta(days=1)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "lake"


def ids(folder, table="events"):
    return [row[1] for row in content(Lake(folder), table)]


def counted(load):
    return load.read == load.kept + sum(load.excluded.values()) + load.left_out + load.rejected + load.repeated


def test_a_read_of_four_kinds_of_rows_adds_up(folder):
    events = [event("a"), event("b", excluded="status=cancelled"), event("c", values={"kg": 2.0, "note": "red"})]
    load = read(folder, batch(events, rejected=[(7, "lies in the future")], left_out=5, dates_only=["due_at"]))
    assert (load.read, load.kept, load.excluded, load.left_out, load.rejected) == (9, 2, {"status=cancelled": 1}, 5, 1)
    assert (load.files, load.repeated, load.added, load.changed, load.unchanged) == (1, 0, 3, 0, 0)
    assert Lake(folder).loads() == [load]
    bad = {"data/orders.csv": [1, 9]}
    assert Lake(folder).facts("orders") == {"clock": CLOCK, "dates_only": ["due_at"], "rejected": bad}
    assert [row[2:5] for row in content(Lake(folder), "event_values")] == [("kg", 2.0, None), ("note", None, "red")]


def test_what_a_workbook_left_aside_stays_with_the_load(folder):
    months = [
        batch([event("a")], "data/calls.xlsx[Jan]", left_out=2, asides=2, passed_over=["data/calls.xlsx[Cover]"]),
        batch([event("b")], "data/calls.xlsx[Feb]", left_out=1, asides=1),
    ]
    load = read(folder, *months)
    assert (load.files, load.left_out, load.asides, load.passed_over) == (1, 3, 3, ("data/calls.xlsx[Cover]",))
    assert Lake(folder).loads() == [load]


def test_reading_twice_adds_nothing_and_commits_nothing_but_the_record(folder):
    whole = [batch([event("a"), event("b", values={"kg": 1.0})], rejected=[(3, "no date")])]
    first = read(folder, *whole)
    before, versions = everything(Lake(folder)), Lake(folder).versions()
    second = read(folder, *whole)
    assert (second.added, second.changed, second.unchanged) == (0, 0, 2)
    assert everything(Lake(folder)) == before
    assert Lake(folder).versions() == versions
    assert [load.load_id for load in Lake(folder).loads()] == [first.load_id, second.load_id]


def test_a_changed_row_replaces_the_old_one_which_goes_to_history_once(folder):
    first = read(folder, batch([event("a"), event("b"), event("c")]))
    second = read(folder, batch([event("a"), event("b", 20_001), event("d")]))
    read(folder, batch([event("b", 20_001)]))
    assert (second.added, second.changed, second.unchanged) == (1, 1, 1)
    assert ids(folder) == ["a", "b", "c", "d"]
    assert content(Lake(folder), "events")[1][EVENTS.schema.names.index("done_day")] == 20_001
    (old,) = content(Lake(folder), "events_history")
    assert (old[1], old[-2], old[-1]) == ("b", first.load_id, second.load_id)


def test_all_values_of_a_changed_event_are_replaced_and_those_of_others_stay(folder):
    read(folder, batch([event("a", values={"kg": 1.0, "gone": "x"}), event("b", values={"kg": 5.0})]))
    read(folder, batch([event("a", values={"kg": 2.0, "came": "y"})]))
    values = [(row[1], row[2], row[3], row[4]) for row in content(Lake(folder), "event_values")]
    assert values == [("a", "came", None, "y"), ("a", "kg", 2.0, None), ("b", "kg", 5.0, None)]
    assert [row[2] for row in content(Lake(folder), "event_values_history")] == ["gone", "kg"]


def test_a_changed_event_without_values_leaves_none_of_the_old_ones(folder):
    read(folder, batch([event("a", values={"kg": 1.0})]))
    read(folder, batch([event("a")]))
    assert content(Lake(folder), "event_values") == []


def test_of_two_rows_with_one_id_the_newer_wins_with_its_values_and_the_other_is_counted(folder):
    old = event("a", newest=20_000, excluded="status=cancelled", values={"kg": 1.0, "only_old": "x"})
    new = event("a", newest=20_009, values={"kg": 2.0})
    load = read(folder, batch([new, old, new]))
    assert (load.read, load.kept, load.excluded, load.repeated, load.added) == (3, 1, {}, 2, 1)
    assert [row[2:4] for row in content(Lake(folder), "event_values")] == [("kg", 2.0)]


def test_of_two_rows_equally_new_the_larger_hash_wins(folder):
    one, two = event("a", unit="Odense"), event("a", unit="Esbjerg")
    read(folder, batch([one, two]))
    assert content(Lake(folder), "events")[0][2] == max(one, two, key=lambda row: row["content"])["unit"]


EVENTS_GIVEN = st.lists(
    st.builds(
        event,
        st.sampled_from(["a", "b", "c", "d"]),
        st.one_of(st.none(), st.integers(20_000, 20_003)),
        newest=st.integers(20_000, 20_002),
        excluded=st.sampled_from([None, "status=cancelled"]),
        values=st.dictionaries(st.sampled_from(["kg", "size"]), st.sampled_from([1.0, 2.0, "red"])),
    ),
    min_size=1,
    max_size=10,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EVENTS_GIVEN, EVENTS_GIVEN, st.randoms(), st.integers(1, 5))
def test_the_order_of_rows_and_their_split_into_files_and_batches_change_nothing(
    tmp_path_factory, earlier, events, random, parts
):
    one, two = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two")
    read(one, batch(earlier))
    read(two, batch(random.sample(earlier, len(earlier))))
    shuffled = random.sample(events, len(events))
    loads = [
        read(one, batch(events)),
        read(two, *(batch(shuffled[n::parts], f"data/part{n}.csv") for n in range(parts))),
    ]
    assert everything(Lake(one), "load_id", "replaced_by") == everything(Lake(two), "load_id", "replaced_by")
    names = ("read", "kept", "excluded", "repeated", "added", "changed", "unchanged")
    assert [getattr(loads[0], name) for name in names] == [getattr(loads[1], name) for name in names]
    assert all(counted(load) for load in loads)


def test_the_same_id_in_two_sources_is_two_events_even_in_one_file(folder):
    read(folder, batch([event("a")]))
    read(folder, batch([event("a", source="calls")]), source="calls")
    Lake(folder).tidy(NOW)
    read(folder, batch([event("a", 20_001)]))
    rows = [(row[0], row[EVENTS.schema.names.index("done_day")]) for row in content(Lake(folder), "events")]
    assert rows == [("calls", None), ("orders", 20_001)]


def test_reviews_are_kept_beside_events(folder):
    read(folder, batch([event("a")]))
    load = read(folder, voices([("v1", 4.0), ("v1", 4.0), ("v2", 1.0)]), source="reviews")
    assert (load.kept, load.repeated, load.added) == (2, 1, 2)
    assert ids(folder, "voices") == ["v1", "v2"]
    assert ids(folder) == ["a"]


def test_rejected_rows_are_replaced_for_the_files_that_were_read_and_kept_for_the_others(folder):
    read(folder, batch([], "one.csv", rejected=[(2, "no date"), (5, "no id")]), batch([], "two.csv", [(9, "no id")]))
    read(folder, batch([], "one.csv", rejected=[(2, "no date")]))
    rejected = [(row[1], row[2], row[4]) for row in content(Lake(folder), "rejected")]
    assert rejected == [("one.csv", 2, "no date"), ("two.csv", 9, "no id")]
    read(folder, batch([event("a")], "one.csv"), batch([event("b")], "two.csv"))
    assert content(Lake(folder), "rejected") == []


def test_a_batch_that_does_not_add_up_is_refused_with_its_numbers(folder):
    whole = batch([event("a"), event("b")])
    wrong = type(whole)(whole.file, whole.tables, whole.rejected, 3, 2)
    with pytest.raises(MakegoodError) as error:
        read(folder, wrong)
    assert str(error.value) == (
        "data/orders.csv the rows of a file do not add up, so nothing was stored\n"
        "  found: 3 read, but 2 kept + 0 excluded + 0 left out + 0 rejected = 2\n"
        "  fix:   this is a mistake in makegood or in a plug-in; please report it with these numbers"
    )
    short = type(whole)(whole.file, whole.tables, whole.rejected, 3, 3)
    with pytest.raises(MakegoodError) as error:
        read(folder, short)
    assert error.value.found == "3 kept + 0 excluded, but 2 rows to store"
    assert Lake(folder).loads() == []


def test_excluded_rows_that_are_not_marked_so_are_refused(folder):
    whole = batch([event("a"), event("a")])
    wrong = type(whole)(whole.file, whole.tables, whole.rejected, 2, 0, 0, {"status=cancelled": 2})
    with pytest.raises(MakegoodError) as error:
        read(folder, wrong)
    assert str(error.value) == (
        "the rows of orders do not add up, so nothing was stored\n"
        "  found: -1 kept + 2 excluded, but 1 added + 0 changed + 0 unchanged\n"
        "  fix:   this is a mistake in makegood or in a plug-in; please report it with these numbers"
    )


class BrokenFile(Exception):
    pass


def breaking(*batches):
    yield from batches
    raise BrokenFile


def test_a_read_that_breaks_in_the_middle_leaves_the_lake_as_it_was(folder):
    read(folder, batch([event("a")]))
    before = everything(Lake(folder))
    with pytest.raises(BrokenFile):
        Lake(folder).load("orders", breaking(batch([event("a", 20_001), event("b")])), CLOCK, NOW)
    assert everything(Lake(folder)) == before
    assert list((folder / ".staging").iterdir()) == []
    assert read(folder, batch([event("b")])).added == 1


def test_a_first_read_that_breaks_leaves_an_empty_lake(folder):
    with pytest.raises(BrokenFile):
        Lake(folder).load("orders", breaking(batch([event("a")])), CLOCK, NOW)
    assert everything(Lake(folder)) == {name: [] for name in everything(Lake(folder))}
    assert Lake(folder).versions() == {}


def test_a_second_read_waits_for_the_first_and_says_so_once(folder):
    waits, lock = [], FileLock(folder / ".lock")
    folder.mkdir()
    lock.acquire()
    waiting = threading.Thread(
        target=lambda: Lake(folder).load("orders", [batch([event("a")])], CLOCK, NOW, lambda: waits.append(1))
    )
    waiting.start()
    until = time.monotonic() + 20
    while not waits and time.monotonic() < until:
        time.sleep(0.01)
    assert Lake(folder).loads() == []
    lock.release()
    waiting.join()
    assert waits == [1]
    assert ids(folder) == ["a"]


def test_a_snapshot_does_not_change_while_others_load(folder):
    read(folder, batch([event("a")]))
    lake = Lake(folder).snapshot()
    read(folder, batch([event("a", 20_001, values={"kg": 1.0}), event("b")]))
    assert [row[1] for row in content(lake, "events")] == ["a"]
    assert content(lake, "event_values") == []
    assert len(lake.loads()) == 1


def test_a_lake_from_before_a_column_existed_is_still_read_and_changed(folder):
    """The columns of a younger makegood are missing in the files and in the log of an older one's table."""
    read(folder, batch([event("a"), event("b")]))
    narrow = [name for name in EVENTS.schema.names if name not in ("unit", "due_day")]
    (file,) = Lake(folder).files("events")[0]
    pq.write_table(pq.read_table(file, partitioning=None).select(narrow), folder / "old.parquet")
    log = folder / "events" / "_delta_log"
    for entry in log.iterdir():
        entry.unlink()
    old = Table("events", "", (), tuple(column for column in EVENTS.columns if column.name in narrow))
    edit = delta.Edit([delta.Written(folder / "old.parquet", 2)])
    delta.commit(folder / "events", old, edit, "00000001-aaaaaaaa", NOW)

    assert [row[2] for row in content(Lake(folder), "events")] == [None, None]
    load = read(folder, batch([event("a"), event("b", 20_001), event("c")]))
    assert (load.added, load.changed, load.unchanged) == (1, 1, 1)
    assert [row[2] for row in content(Lake(folder), "events")] == [None, "Aarhus", "Aarhus"]
    from deltalake import DeltaTable

    fields = [field.name for field in DeltaTable(folder / "events").schema().fields]
    assert sorted(fields) == sorted(EVENTS.schema.names)


def test_voices_from_before_their_words_were_stored_stay_readable_and_are_filled_by_the_next_read(folder):
    mute = [name for name in VOICES.schema.names if name not in ("title", "text", "reply", "customer")]
    read(folder, voices([("v1", 4.0), ("v2", 1.0), ("v3", 5.0)]), source="reviews")
    (file,) = Lake(folder).files("voices")[0]
    pq.write_table(pq.read_table(file, partitioning=None).select(mute), folder / "old.parquet")
    for entry in (folder / "voices" / "_delta_log").iterdir():
        entry.unlink()
    old = Table("voices", "", (), tuple(column for column in VOICES.columns if column.name in mute))
    edit = delta.Edit([delta.Written(folder / "old.parquet", 3)])
    delta.commit(folder / "voices", old, edit, "00000001-aaaaaaaa", NOW)

    words = scan(Lake(folder), "voices").select("voice_id", "text").sort("voice_id")
    assert [row["text"] for row in collect(words)] == [None, None, None]
    load = read(folder, voices([("v1", 4.0), ("v2", 1.0)], texts={"v1": "Fin cykel"}), source="reviews")
    assert (load.added, load.changed, load.unchanged) == (0, 1, 1)
    words = scan(Lake(folder), "voices").select("voice_id", "text").sort("voice_id")
    assert [row["text"] for row in collect(words)] == ["Fin cykel", None, None]
    (before,) = collect(scan(Lake(folder), "voices_history").select("voice_id", "rating", "text"))
    assert before == {"voice_id": "v1", "rating": 4.0, "text": None}
    Lake(folder).tidy(NOW)
    assert [row["text"] for row in collect(scan(Lake(folder), "voices").sort("voice_id"))] == ["Fin cykel", None, None]


def test_no_id_stands_in_the_logs(folder):
    for n in range(3):
        read(folder, batch([event("order-4711", 20_000 + n, values={"note": "blue-giraffe"})]))
    Lake(folder).tidy(NOW)
    logs = [path.read_bytes() for path in folder.rglob("_delta_log/*")]
    assert len(logs) > 10
    assert not any(b"order-4711" in log or b"giraffe" in log for log in logs)  # four digits stand anywhere by chance


def test_tidying_keeps_every_row_in_fewer_files(folder):
    for n in range(4):
        read(folder, batch([event(f"o{n}", values={"kg": float(n)}), event("a", 20_000 + n)]))
    before, loads = everything(Lake(folder)), Lake(folder).loads()
    earlier = Lake(folder).snapshot()
    Lake(folder).tidy(datetime.now(UTC))
    assert everything(Lake(folder)) == before
    assert everything(earlier) == before
    assert Lake(folder).loads() == loads
    assert [len(Lake(folder).files(name)[0]) for name in ("events", "event_values", "events_history")] == [1, 1, 1]
    assert read(folder, batch([event("a", 20_003)])).unchanged == 1


def test_tidying_deletes_files_that_went_more_than_seven_days_ago_and_no_younger_ones(folder):
    today = datetime.now(UTC)
    lake = Lake(folder)
    for n, age in enumerate([9, 8, 6]):
        lake.load("orders", [batch([event("a", 20_000 + n)])], CLOCK, today - timedelta(days=age))
    assert len(list((folder / "events").glob("*.parquet"))) == 3
    for file in (folder / "events").glob("*.parquet"):
        os.utime(file, ((today - timedelta(days=9)).timestamp(),) * 2)
    lake.tidy(today)
    assert len(list((folder / "events").glob("*.parquet"))) == 2
    assert [row[EVENTS.schema.names.index("done_day")] for row in content(lake, "events")] == [20_002]


def test_tidying_an_empty_lake_does_nothing(folder):
    Lake(folder).tidy(NOW)
    assert not folder.exists()


def verdict(period):
    row = {"promise": "delivery", "version": "abc", "period": period, "state": "kept", "n": 400, "frozen_at": NOW}
    return pa.Table.from_pylist([row], VERDICTS.read_schema)


def test_verdicts_are_added_and_never_replaced(folder):
    Lake(folder).append("verdicts", verdict("2026-01"), NOW)
    read(folder, batch([event("a")]))
    Lake(folder).append("verdicts", verdict("2026-02"), LATER)
    Lake(folder).append("verdicts", verdict("2026-02").slice(0, 0), LATER)
    assert [row[3] for row in content(Lake(folder), "verdicts")] == ["2026-01", "2026-02"]
    assert len(Lake(folder).loads()) == 1
    assert ids(folder) == ["a"]


def test_a_source_that_was_never_read_has_no_facts(folder):
    with pytest.raises(MakegoodError) as error:
        Lake(folder).facts("orders")
    assert str(error.value) == (
        "the source orders has not been read yet\n  found: no load of it in the lake\n  fix:   run `makegood read`"
    )


@pytest.mark.parametrize("address", ["s3://bucket/lake", "abfss://files@account/lake", "gs://bucket/lake", "s3:/x"])
def test_object_storage_is_refused(address):
    with pytest.raises(MakegoodError) as error:
        Lake(address)
    assert str(error.value) == (
        "object storage is not supported yet\n"
        f"  found: {address.split(':')[0]}://\n"
        "  fix:   give a folder on this machine as `lake:` in makegood.yaml"
    )


def test_a_folder_that_delta_cannot_name_is_refused(tmp_path):
    with pytest.raises(MakegoodError) as error:
        Lake(tmp_path / "a%20b")
    assert error.value.what == "the lake cannot stand in a folder with a % before two digits in its name"


def test_a_folder_may_have_any_other_letters_in_its_name(tmp_path):
    folder = tmp_path / "søen [2026] 'æ' #1 50% *"
    read(folder, batch([event("a")]))
    read(folder, batch([event("a", 20_001)]))
    Lake(folder).tidy(NOW)
    assert ids(folder) == ["a"]
    assert len(ids(folder, "events_history")) == 1


def test_under_another_clock_rows_that_say_the_same_are_changed_where_their_days_are_others(folder):
    one = [event("a", started_day=20_000), event("b", started_day=20_000)]
    two = [one[0], {**one[1], "started_day": 20_001}]  # another country: same times, same content
    read(folder, batch(one))
    assert Lake(folder).load("orders", [batch(two)], CLOCK, NOW).changed == 0
    load = Lake(folder).load("orders", [batch(two)], {**CLOCK, "country": "NO"}, NOW)
    assert (load.changed, load.unchanged) == (1, 1)
    assert ids(folder, "events_history") == ["b"]
    assert Lake(folder).facts("orders")["clock"]["country"] == "NO"


def test_values_that_belong_to_no_event_are_refused(folder):
    whole, other = batch([event("a", values={"kg": 1.0})]), batch([event("b", values={"kg": 1.0})])
    wrong = type(whole)(
        whole.file, {**whole.tables, "event_values": other.tables["event_values"]}, whole.rejected, 1, 1
    )
    with pytest.raises(MakegoodError) as error:
        read(folder, wrong)
    assert str(error.value) == (
        "data/orders.csv some values of a file belong to no event, so nothing was stored\n"
        "  found: 1 rows of event_values whose `content` no row of events has\n"
        "  fix:   this is a mistake in makegood or in a plug-in; please report it with these numbers"
    )
