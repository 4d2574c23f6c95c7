"""Counts that others have made: every row ends in one place, totals never count twice, and doubt is told."""

import random
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.errors import MakegoodError
from makegood.lake.tables import COUNTS
from makegood.project import Project, Source
from makegood.sources import counts
from makegood.sources.count_cells import find_kept
from makegood.sources.count_rows import Intervals, find_contradictions, find_day_totals
from makegood.testing import check_source
from tests.sources.made_files import NOW, as_set, read, rejected, table, write_csv

COLUMNS = {"unit": "queue", "started_at": "time", "n": "offered", "kept": "answered"}
Row = dict[str, object]


def phone(folder: Path, **source: object) -> list:
    return read(folder, **{"name": "phone", "kind": "counts", "columns": COLUMNS, **source})


def row(time: str, n: object, kept: object, queue: str = "sales", **more: object) -> Row:
    return {"queue": queue, "time": time, "offered": n, "answered": kept, **more}


def half_hours(day: date, queue: str = "sales", seed: int = 1) -> list[Row]:
    """A day from 8 to 17."""
    chance = random.Random(f"{day} {queue} {seed}")
    numbers = [chance.randint(0, 9) for _ in range(18)]
    return [
        row(f"{day} {8 + i // 2:02d}:{30 * (i % 2):02d}", n, chance.randint(0, n), queue) for i, n in enumerate(numbers)
    ]


def total_of(rows: list[Row], time: str, queue: str = "sales") -> Row:
    return row(time, sum(int(str(r["offered"])) for r in rows), sum(int(str(r["answered"])) for r in rows), queue)


def pairs(batches: list) -> list[tuple[int, int]]:
    found = table(batches, "counts")
    return list(zip(found["n"].to_pylist(), found["kept"].to_pylist(), strict=True))


def reasons(batches: list) -> list[tuple[int, str, str]]:
    return [(line, column, reason) for _, line, column, reason, _ in rejected(batches)]


def test_a_half_hour_becomes_a_row_with_its_local_day(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [row("2025-07-01 00:30", 12, 9)])
    (batch,) = phone(tmp_path)
    assert batch.tables["counts"].schema == COUNTS.read_schema
    (found,) = batch.tables["counts"].to_pylist()
    started = datetime(2025, 6, 30, 22, 30, tzinfo=UTC)
    assert (found["count_id"], found["unit"], found["excluded"]) == ("sales|2025-06-30T22:30:00Z", "sales", None)
    assert (found["started_at"], found["newest_us"]) == (started, started.timestamp() * 1e6)
    assert (found["started_day"], found["n"], found["kept"]) == ((date(2025, 7, 1) - date(1970, 1, 1)).days, 12, 9)


def test_an_interval_in_which_nobody_called_is_kept(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [row("2025-07-01 08:00", 0, 0)])
    assert pairs(phone(tmp_path)) == [(0, 0)]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (("", 1), (2, "offered", "n is empty")),
        ((5, ""), (2, "answered", "kept is empty")),
        (("many", 1), (2, "offered", "n is not a number")),
        ((5, 2.5), (2, "answered", "kept is not a whole number")),
        ((-5, 0), (2, "offered", "n is below zero")),
        ((5, 6), (2, "answered", "kept is more than there were")),
        ((10**13, 6), (2, "offered", "n is not a whole number")),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(tmp_path: Path, cells: tuple, reason: tuple) -> None:
    write_csv(tmp_path / "a.csv", [row("2025-07-01 08:00", *cells), row("2025-07-01 08:30", 3, 2)])
    batches = phone(tmp_path)
    assert (reasons(batches), pairs(batches)) == ([reason], [(3, 2)])


def test_a_start_that_is_empty_unreadable_or_ahead_is_rejected(tmp_path: Path) -> None:
    times = ("", "soon", "2030-01-01 08:00", "2025-07-01 08:00")
    write_csv(tmp_path / "a.csv", [row(time, 3, 2) for time in times])
    assert reasons(phone(tmp_path)) == [
        (2, "time", "started_at is empty"),
        (3, "time", "not a date of the form yyyy-mm-dd, which the rest of the column has"),
        (4, "time", "lies in the future"),
    ]


@pytest.mark.parametrize(
    ("mapping", "more", "expected"),
    [
        ({"kept": ["fast", "slow"]}, {"fast": 3, "slow": 4}, (12, 7)),
        ({"broken": ["late", "lost"]}, {"late": 2, "lost": 1}, (12, 9)),
        ({"kept": "fast", "not_counted": "short"}, {"fast": 8, "short": 2}, (10, 8)),
        ({"broken": "lost", "not_counted": "short"}, {"lost": 1, "short": 2}, (10, 9)),
        ({"share_kept": "level"}, {"level": "58,3 %"}, (12, 7)),
        ({"share_kept": "level"}, {"level": "58.33"}, (12, 7)),
        ({"share_kept": "level"}, {"level": 7 / 12}, (12, 7)),
        ({"share_kept": "level", "not_counted": "short"}, {"level": "90 %", "short": 2}, (10, 9)),
    ],
)
def test_what_is_kept_may_be_said_in_several_ways(
    tmp_path: Path, mapping: Mapping[str, object], more: Row, expected: tuple[int, int]
) -> None:
    write_csv(tmp_path / "a.csv", [{"time": "2025-07-01 08:00", "offered": 12, **more}])
    assert pairs(phone(tmp_path, columns={"started_at": "time", "n": "offered", **mapping})) == [expected]


@pytest.mark.parametrize(
    ("n", "level", "reason"),
    [
        (250, "87 %", "several whole numbers of n have this share; it needs decimals"),
        (7, "50 %", "no whole number of n has this share"),
        (7, "101 %", "share_kept is below 0 or above all"),
        (7, "", "share_kept is empty"),
        (7, "good", "share_kept is not a number"),
    ],
)
def test_a_share_is_taken_only_where_one_whole_number_has_it(tmp_path: Path, n: int, level: str, reason: str) -> None:
    write_csv(tmp_path / "a.csv", [{"time": "2025-07-01 08:00", "offered": n, "level": level}, ANSWERED])
    batches = phone(tmp_path, columns=SHARES)
    assert (reasons(batches), pairs(batches)) == ([(2, "level", reason)], [(4, 3)])


ANSWERED = {"time": "2025-07-01 09:00", "offered": 4, "level": "75 %"}
SHARES = {"started_at": "time", "n": "offered", "share_kept": "level"}


def test_where_nobody_called_the_share_says_nothing(tmp_path: Path) -> None:
    rows = [{"time": f"2025-07-01 08:{i:02d}", "offered": 0, "level": level} for i, level in enumerate(("", "-", "0"))]
    write_csv(tmp_path / "a.csv", [*rows, ANSWERED])
    assert pairs(phone(tmp_path, columns=SHARES)) == [(0, 0)] * 3 + [(4, 3)]


@settings(max_examples=60)
@given(st.integers(1, 400), st.data(), st.integers(0, 3))
def test_a_share_gives_back_the_number_it_was_made_of_or_none(n: int, data: st.DataObject, decimals: int) -> None:
    kept = data.draw(st.integers(0, n))
    column, percent = pa.array([f"{100 * kept / n:.{decimals}f} %"]), True
    found, refusals = counts_of_share(column, n, percent)
    assert found == kept or any(refusal.hit.any() for refusal in refusals)


def counts_of_share(column: pa.Array, n: int, percent: bool) -> tuple:
    kept, refusals = find_kept(column, "level", np.array([n]), is_percent=percent)
    return int(kept[0]), refusals


def test_one_file_tells_that_another_writes_percent(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [{"time": "2025-07-01 08:00", "offered": 100, "level": 1}])
    write_csv(tmp_path / "b.csv", [{"time": "2025-07-02 08:00", "offered": 100, "level": 90}])
    assert pairs(phone(tmp_path, columns=SHARES)) == [(100, 1), (100, 90)]


@pytest.mark.parametrize("written", ["1.234", "1,234", "1 234", "1234"])
def test_a_thousand_is_a_thousand_however_it_is_written(tmp_path: Path, written: str) -> None:
    (tmp_path / "a.csv").write_text(f"time;offered;answered\n2025-07-01;{written};{written}\n", encoding="utf-8")
    mapping = {"started_at": "time", "n": "offered", "kept": "answered"}
    assert pairs(phone(tmp_path, columns=mapping)) == [(1234, 1234)]


TWO = {"started_at": ["date", "interval"], "n": "offered", "kept": "answered"}


@pytest.mark.parametrize("interval", ["08:00", "8:00", "8.00", "0800", "08:00-08:30", "08.00 - 08.30", "08:00:00"])
@pytest.mark.parametrize("day", ["2025-07-01", "01-07-2025", "13.06.2025", "2025-07-01 00:00:00"])
def test_date_and_time_of_day_may_stand_in_two_columns(tmp_path: Path, day: str, interval: str) -> None:
    write_csv(tmp_path / "a.csv", [{"date": day, "interval": interval, "offered": 3, "answered": 2}])
    (found,) = table(phone(tmp_path, columns=TWO), "counts")["started_at"].to_pylist()
    assert found == datetime(2025, 6 if "13" in day else 7, 13 if "13" in day else 1, 6, tzinfo=UTC)


def test_the_form_of_a_date_beside_a_time_is_that_of_all_files(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [{"date": "05/06/2025", "interval": "08:00", "offered": 3, "answered": 2}])
    write_csv(tmp_path / "b.csv", [{"date": "06/13/2025", "interval": "08:00", "offered": 3, "answered": 2}])
    found = table(phone(tmp_path, columns=TWO), "counts")["started_at"].to_pylist()
    assert [moment.month for moment in found] == [5, 6]


def test_dates_of_parquet_stand_beside_a_time_too(tmp_path: Path) -> None:
    columns = {"date": [date(2025, 7, 1)], "interval": ["08:00"], "offered": [3], "answered": [2]}
    for name in ("a", "b"):
        pq.write_table(pa.table(columns), tmp_path / f"{name}.parquet")
    found = table(phone(tmp_path, columns=TWO, files="*.parquet"), "counts")["started_at"].to_pylist()
    assert found == [datetime(2025, 7, 1, 6, tzinfo=UTC)] * 2


DAY = date(2025, 7, 1)


@pytest.mark.parametrize("apart", [False, True], ids=["in the same file", "in a file of its own"])
def test_a_total_of_the_day_is_left_out(tmp_path: Path, apart: bool) -> None:
    rows = half_hours(DAY)
    total = [total_of(rows, f"{DAY} 00:00")]
    write_csv(tmp_path / "b.csv", rows if apart else [*rows, *total])
    if apart:
        write_csv(tmp_path / "a.csv", total)
    batches = phone(tmp_path)
    assert sum(batch.left_out for batch in batches) == 1
    assert sum(n for n, _ in pairs(batches)) == total[0]["offered"]


def test_a_total_is_found_beside_the_half_hour_of_midnight_and_beside_rows_that_are_repeated(tmp_path: Path) -> None:
    rows = [row(f"{DAY} 00:00", 4, 1), *half_hours(DAY)]
    write_csv(tmp_path / "a.csv", [*rows, *rows[:5], total_of(rows, f"{DAY} 00:00")])
    batches = phone(tmp_path)
    assert (sum(batch.left_out for batch in batches), len(pairs(batches)), reasons(batches)) == (1, 24, [])


@pytest.mark.parametrize("word", ["I alt", "Total", ""])
def test_a_total_with_a_word_for_its_time_is_left_out_and_another_word_is_rejected(tmp_path: Path, word: str) -> None:
    rows = [{**each, "date": DAY, "interval": str(each["time"])[11:]} for each in half_hours(DAY)]
    total = {**total_of(rows, ""), "date": DAY, "interval": word}
    write_csv(tmp_path / "a.csv", [*rows, total, {**total, "date": DAY + timedelta(1), "interval": word}])
    batches = phone(tmp_path, columns={**COLUMNS, "started_at": ["date", "interval"]})
    assert (len(pairs(batches)), sum(batch.left_out for batch in batches)) == (18, 1)
    assert reasons(batches) == [(21, "date, interval", "not a time of day, and not the total of its day")]


def test_a_quiet_day_is_not_taken_for_its_own_total(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [row(f"{DAY} 00:00", 2, 1), row(f"{DAY} 08:00", 2, 1), row(f"{DAY} 09:00", 0, 0)])
    assert pairs(phone(tmp_path)) == [(2, 1), (2, 1), (0, 0)]


def test_a_unit_that_is_always_the_sum_of_the_others_is_left_out(tmp_path: Path) -> None:
    sales, service = half_hours(DAY, "sales"), half_hours(DAY, "service")
    both = [total_of(list(two), str(two[0]["time"]), "all") for two in zip(sales, service, strict=True)]
    write_csv(tmp_path / "a.csv", [*sales, *service, *both])
    found = phone(tmp_path)
    assert set(table(found, "counts")["unit"].to_pylist()) == {"sales", "service"}
    assert [(batch.left_out, batch.kept) for batch in found] == [(18, 36)]
    both[3] = {**both[3], "offered": int(str(both[3]["offered"])) + 1}
    write_csv(tmp_path / "a.csv", [*sales, *service, *both])
    assert [batch.left_out for batch in phone(tmp_path)] == [0]


def test_rows_that_contradict_each_other_are_rejected_and_equal_ones_repeated(tmp_path: Path) -> None:
    write_csv(
        tmp_path / "a.csv",
        [row("2025-07-01 08:00", 5, 3), row("2025-07-01 08:00", 6, 3), *[row("2025-07-01 09:00", 2, 2)] * 2],
    )
    batches = phone(tmp_path)
    reason = "another row says something else of the same interval, and neither is newer"
    assert reasons(batches) == [(2, "time", reason), (3, "time", reason)]
    assert pairs(batches) == [(2, 2), (2, 2)]  # the lake takes one of them


def test_the_hour_that_comes_twice_in_autumn_needs_a_zone(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [row("2025-10-26 02:00", n, 1) for n in (3, 4)])
    assert [len(batch.rejected) for batch in phone(tmp_path)] == [2]
    write_csv(tmp_path / "a.csv", [row(f"2025-10-26 02:00+0{ahead}:00", ahead, 1) for ahead in (2, 1)])
    assert pairs(phone(tmp_path)) == [(2, 1), (1, 1)]


def test_with_a_time_of_change_the_newer_row_stays(tmp_path: Path) -> None:
    rows = [row("2025-07-01 08:00", n, 3, changed=f"2025-07-02 0{n}:00") for n in (5, 6)]
    write_csv(tmp_path / "a.csv", rows)
    batches = phone(tmp_path, columns={**COLUMNS, "updated_at": "changed"})
    assert (pairs(batches), reasons(batches)) == ([(5, 3), (6, 3)], [])
    newest = table(batches, "counts")["newest_us"].to_pylist()
    assert newest == sorted(newest)


def test_two_queues_of_one_shop_are_told_apart_by_an_id_of_their_own(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [row("2025-07-01 08:00", n, 3, "sales", line=n) for n in (5, 6)])
    assert pairs(phone(tmp_path, columns={**COLUMNS, "count_id": ["line", "time"]})) == [(5, 3), (6, 3)]


def test_an_excluded_interval_is_shown_and_a_last_line_without_a_start_is_left_out(tmp_path: Path) -> None:
    rows = [row("2025-07-01 08:00", "", "", note="down"), row("2025-07-01 08:30", 3, 2), row("Sum", 3, 2, note="down")]
    write_csv(tmp_path / "a.csv", [{"note": "", **each} for each in rows])
    (batch,) = phone(tmp_path, exclude={"note": "down"})
    assert (batch.kept, batch.excluded, batch.left_out, len(batch.rejected)) == (1, {"note=down": 1}, 1, 0)


def test_an_empty_cell_may_be_excluded(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [row("2025-07-01 03:00", "", ""), row("2025-07-01 08:30", 3, 2)])
    (batch,) = phone(tmp_path, exclude={"offered": ""})
    assert (batch.kept, batch.excluded) == (1, {"offered=": 1})


def refusal(folder: Path, **source: object) -> str:
    with pytest.raises(MakegoodError) as error:
        phone(folder, **source)
    return str(error.value)


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (
            {"n": "offered", "kept": "answered"},
            "has no started_at\n  fix:   name the column that says when an interval began",
        ),
        (
            {"started_at": "time", "kept": "answered"},
            "has no n\n  fix:   name the column that says how many there were: `n: offered`",
        ),
        (
            {"started_at": "time", "n": "offered"},
            "has none of kept, broken and share_kept\n  fix:   name the column that says how many were kept: "
            "`kept: answered_in_time`; without it nothing can be judged",
        ),
        (
            {"started_at": "time", "n": "offered", "kept": "answered", "broken": "x"},
            "has kept and broken\n  fix:   name one of them; the others follow from it",
        ),
        (
            {"started_at": ["a", "b", "c"], "n": "offered", "kept": "answered"},
            "has a started_at of more than two columns\n"
            "  fix:   name one column, or that of the date and that of the time of day",
        ),
    ],
)
def test_a_mapping_that_cannot_be_judged_says_what_is_missing(tmp_path: Path, mapping: dict, said: str) -> None:
    write_csv(tmp_path / "a.csv", [row("2025-07-01 08:00", 3, 2)])
    assert refusal(tmp_path, columns=mapping) == f"makegood.yaml `columns:` of phone {said}"


def test_settings_for_events_are_refused(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [row("2025-07-01 08:00", 3, 2)])
    assert refusal(tmp_path, keep_columns="note") == (
        "makegood.yaml `keep_columns:` of phone is only for events\n  fix:   remove it"
    )
    join = {"files": "a.csv", "on": "queue", "take": {"x": "time"}, "when_many": "split"}
    assert refusal(tmp_path, join=join) == (
        "makegood.yaml `when_many: split` of phone would count a row several times\n"
        "  fix:   write `when_many: first` or `when_many: reject`"
    )


def test_rows_in_any_order_and_in_any_files_give_the_same(tmp_path: Path) -> None:
    rows = [each for d in range(4) for queue in ("sales", "service") for each in half_hours(DAY + timedelta(d), queue)]
    rows += [total_of(half_hours(DAY + timedelta(d)), f"{DAY + timedelta(d)} 00:00") for d in range(4)]
    found = []
    for way in range(3):
        folder = tmp_path / str(way)
        folder.mkdir()
        some = random.Random(way).sample(rows, len(rows)) if way else rows
        for part in range(way + 1):
            write_csv(folder / f"{part}.csv", some[part :: way + 1])
        batches = phone(folder)
        assert sum(batch.left_out for batch in batches) == 4
        found.append(as_set(table(batches, "counts")))
    assert found[0] == found[1] == found[2]


def test_the_contract_of_a_source_holds(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [*half_hours(DAY), row("soon", 1, 1), total_of(half_hours(DAY), f"{DAY} 00:00")])
    columns = {name: (column,) for name, column in COLUMNS.items()}
    source = Source(name="phone", kind="counts", files=("*.csv",), columns=columns)
    assert check_source(counts.read, source, Project(organisation="x", folder=tmp_path), NOW) == 20


def test_a_file_with_no_row_has_no_intervals(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("queue,time,offered,answered\n", encoding="utf-8")
    (batch,) = phone(tmp_path)
    assert (batch.read, batch.kept) == (0, 0)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 2)), max_size=12), st.randoms())
def test_contradictions_are_the_same_in_any_order(drawn: list[tuple[int, int, int]], chance: random.Random) -> None:
    def found(rows: list[tuple[int, int, int]]) -> list[tuple[tuple[int, int, int], bool]]:
        numbers = np.array(rows, np.int64).reshape(-1, 3).T
        ids = pa.array([str(i) for i, _, _ in rows], pa.large_string())
        never = np.zeros(len(rows), bool)
        made = Intervals(ids, ids, numbers[0], numbers[0], never, never, numbers[1], numbers[1], numbers[2], numbers[1])
        hits = find_contradictions(made, find_day_totals(made))
        return sorted(zip(rows, hits.tolist(), strict=True))

    by_hand = [(one, any(o[0] == one[0] and o[2] == one[2] and o[1] != one[1] for o in drawn)) for one in sorted(drawn)]
    assert found(drawn) == found(chance.sample(drawn, len(drawn))) == by_hand
