"""The first promise stays, however often the date moves, in whatever order and however often files are read."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makegood.lake.store import Lake
from makegood.lake.tables import EVENTS
from tests.lake.lake_rows import CLOCK, DAY_US, NOW, batch, content, event, read

NAMES = EVENTS.schema.names


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "lake"


def order(due: int | None, id: str = "a", *, updated: int = 20_000, **more: Any) -> dict[str, Any]:
    """An order with the day that is promised now."""
    stamps = {} if due is None else {"due_us": due * DAY_US, "due_day": due}
    return event(id, started_us=20_000 * DAY_US, newest=updated, **stamps, **more)


def dates(folder) -> dict[str, tuple[int | None, int | None]]:
    """The first date and the date now, of each order; the first is empty while it has not moved."""
    rows = [dict(zip(NAMES, row, strict=True)) for row in content(Lake(folder), "events")]
    return {row["event_id"]: (row["first_due_day"], row["due_day"]) for row in rows}


def test_a_date_that_has_not_moved_is_not_remembered(folder):
    read(folder, batch([order(20_010)]))
    read(folder, batch([order(20_010, done=20_009)]))
    assert dates(folder) == {"a": (None, 20_010)}


def test_the_first_date_stays_however_often_it_moves(folder):
    for due in (20_010, 20_012, 20_015):
        read(folder, batch([order(due), order(20_010, "b")]))
    assert dates(folder) == {"a": (20_010, 20_015), "b": (None, 20_010)}
    row = dict(zip(NAMES, content(Lake(folder), "events")[0], strict=True))
    assert row["first_due_us"] == 20_010 * DAY_US


def test_reading_again_changes_nothing_and_an_older_export_does_not_make_the_newer_date_the_first(folder):
    older, newer = batch([order(20_010)]), batch([order(20_012)])
    read(folder, older)
    read(folder, newer)
    assert read(folder, newer).changed == 0
    read(folder, older)
    assert dates(folder) == {"a": (None, 20_010)}
    read(folder, newer)
    assert dates(folder) == {"a": (20_010, 20_012)}


def test_an_old_export_read_after_a_new_one_says_which_date_was_first(folder):
    read(folder, batch([order(20_012, updated=20_005)]))
    read(folder, batch([order(20_010, updated=20_001)]))
    read(folder, batch([order(20_012, updated=20_005)]))
    assert dates(folder) == {"a": (20_010, 20_012)}


def test_an_end_that_was_a_mistake_does_not_lose_the_first_date(folder):
    read(folder, batch([order(20_010, done=20_004, updated=20_004)]))
    read(folder, batch([order(20_012)]))
    assert dates(folder) == {"a": (20_010, 20_012)}


def test_of_several_exports_in_one_read_the_oldest_says_which_date_was_first(folder):
    older, newer = batch([order(20_010)], "a.csv"), batch([order(20_012, updated=20_005)], "b.csv")
    read(folder, newer, older)
    assert dates(folder) == {"a": (20_010, 20_012)}
    assert read(folder, older, newer).changed == 0


def test_an_older_export_laid_beside_one_that_was_read_is_news(folder):
    older, newer = batch([order(20_010)], "a.csv"), batch([order(20_012, updated=20_005)], "b.csv")
    read(folder, newer)
    assert read(folder, older, newer).changed == 1
    assert dates(folder) == {"a": (20_010, 20_012)}
    assert read(folder, older, newer).changed == 0


def test_of_rows_equally_old_nobody_can_say_which_date_was_first(folder):
    read(folder, batch([order(20_010), order(20_012)]))
    assert [first for first, _ in dates(folder).values()] == [None]


def test_a_first_date_that_the_source_tells_is_taken_as_it_is(folder):
    told = {"first_due_us": 20_003 * DAY_US, "first_due_day": 20_003}
    read(folder, batch([order(20_010, **told)]))
    read(folder, batch([order(20_012, **told)]))
    assert dates(folder) == {"a": (20_003, 20_012)}


def test_a_date_that_is_taken_away_is_still_remembered_and_one_that_comes_late_is_the_first(folder):
    read(folder, batch([order(20_010), order(None, "b")]))
    read(folder, batch([order(None), order(20_011, "b")]))
    assert dates(folder) == {"a": (20_010, None), "b": (None, 20_011)}


def test_a_lake_from_before_dates_were_remembered_begins_to_remember(folder, monkeypatch):
    from makegood.lake import changes, tables

    columns = tuple(column for column in EVENTS.columns if not column.name.startswith("first_due"))
    old = tables.Table(EVENTS.name, EVENTS.row, EVENTS.key, columns)
    history = tables.history_of(old)
    with monkeypatch.context() as before:
        before.setattr(tables, "EVENTS", old)
        for module in (tables, changes):
            before.setattr(module, "DATA", tuple(old if one == EVENTS else one for one in tables.DATA))
            before.setattr(module, "PART_OF", dict.fromkeys(tables.PART_OF, old))
        before.setitem(tables.TABLES, EVENTS.name, old)
        before.setitem(tables.TABLES, history.name, history)
        from makegood.lake import staging

        before.setattr(staging, "DATA", tables.DATA)
        before.setattr(staging, "PART_OF", tables.PART_OF)
        read(folder, batch([order(20_010), order(20_010, "b")]))
        first = content(Lake(folder), "events")
    assert len(first[0]) == len(columns)
    assert read(folder, batch([order(20_010), order(20_010, "b")])).changed == 0
    read(folder, batch([order(20_012)]))
    assert dates(folder) == {"a": (20_010, 20_012), "b": (None, 20_010)}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.integers(20_010, 20_013), min_size=2, max_size=2), min_size=1, max_size=5), st.data())
def test_whatever_moves_the_first_date_is_the_one_first_read(tmp_path_factory, reads, data):
    """Each read promises two orders some days; the lake remembers what the first read promised each."""
    folder = tmp_path_factory.mktemp("lake")
    for dues in reads:
        rows = [order(due, id) for due, id in zip(dues, "ab", strict=True)]
        for _ in range(data.draw(st.integers(1, 2))):
            Lake(folder).load("orders", [batch(data.draw(st.permutations(rows)))], CLOCK, NOW)
    for number, id in enumerate("ab"):
        first, last = reads[0][number], reads[-1][number]
        assert dates(folder)[id] == (first if first != last else None, last)
