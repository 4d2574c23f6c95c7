"""What a spreadsheet did to the data is recognised, said, and never read as something else."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.errors import MakegoodError
from makegood.sources.damage import SHORTENED, are_excel_days, are_turned, is_shortened, read_excel_days
from tests.sources.made_files import NOW, read, rejected, shared, table, write_csv
from tests.sources.test_workbook import make

COLUMNS = {"event_id": "id", "started_at": "began"}
KNOWN = ((25_569, datetime(1970, 1, 1)), (45_321, datetime(2024, 1, 30)), (45_321.4375, datetime(2024, 1, 30, 10, 30)))


@pytest.mark.parametrize("cell", ["5.70306E+17", "5,7E+17", "5E+17", "-1.2e+15", " 5.70306E+17 "])
def test_a_power_of_ten_is_a_shortened_id(cell: str) -> None:
    assert is_shortened(pa.array([cell], pa.large_string())).tolist() == [True]


@pytest.mark.parametrize("cell", ["", "570306133677760513", "4E12", "12E45", "E+17", "1.5", "5.7E+1", "order 5.7E+17"])
def test_an_id_of_another_form_is_whole(cell: str) -> None:
    assert is_shortened(pa.array([cell], pa.large_string())).tolist() == [False]


@settings(deadline=None)
@given(st.lists(st.integers(10**17, 10**18), min_size=1, max_size=30, unique=True), st.sampled_from([".", ","]))
def test_no_long_id_that_excel_has_shown_gets_through(numbers: list[int], mark: str) -> None:
    cells = [f"{number:.5E}".replace(".", mark) for number in numbers]
    assert is_shortened(pa.array(cells, pa.large_string())).all()
    assert not is_shortened(pa.array(map(str, numbers), pa.large_string())).any()


def test_shortened_ids_are_rejected_and_the_others_stay(tmp_path: Path) -> None:
    cells = ["5.70306E+17", "5.70306E+17", "570306133677760513", "007"]
    write_csv(tmp_path / "x.csv", [{"id": cell, "began": "2024-03-01"} for cell in cells])
    batches = read(tmp_path, columns=COLUMNS)
    assert table(batches).column("event_id").to_pylist() == ["570306133677760513", "007"]
    assert rejected(batches) == [("x.csv", line, "id", SHORTENED, "number") for line in (2, 3)]


def test_a_shortened_key_finds_no_partner(tmp_path: Path) -> None:
    write_csv(tmp_path / "x.csv", [{"id": "1", "key": "5.70306E+17", "began": "2024-03-01"}])
    (tmp_path / "items").mkdir()
    write_csv(tmp_path / "items" / "items.csv", [{"key": "5.70306E+17", "seller": "S1"}])
    join = {"files": "items/items.csv", "on": "key", "take": {"unit": "seller"}, "when_many": "first"}
    assert rejected(read(tmp_path, columns=COLUMNS, join=join)) == [("x.csv", 2, "key", SHORTENED, "number")]


def test_the_damaged_tweets_are_rejected_for_their_ids_and_their_dates_are_read() -> None:
    file = shared("airline_tweets/tweets_excel_damaged.csv")
    columns = {"voice_id": "tweet_id", "said_at": "tweet_created", "unit": "airline"}
    batches = read(file.parent, kind="reviews", files=file.name, columns=columns)
    reasons = [row[3] for row in rejected(batches)]
    assert set(reasons) == {SHORTENED}
    without_id = read(
        file.parent, kind="reviews", files=file.name, columns={n: c for n, c in columns.items() if n != "voice_id"}
    )
    whole = read(
        file.parent,
        kind="reviews",
        files="tweets.csv",
        columns={"voice_id": "tweet_id", "said_at": "created_at"},
        history=True,
    )
    assert sum(batch.kept for batch in batches) == sum(batch.read for batch in batches) - len(reasons)
    assert rejected(without_id) == []
    damaged, right = (sorted(table(part, "voices").column("said_us").to_pylist()) for part in (without_id, whole))
    assert set(damaged) == set(right)
    assert len(reasons) > 0.9 * len(damaged)


@pytest.mark.parametrize(("number", "time"), KNOWN)
def test_the_days_that_excel_counts_are_known(number: float, time: datetime) -> None:
    us, is_read = read_excel_days(np.array([number]), np.ones(1, bool))
    assert is_read.all()
    assert datetime(1970, 1, 1) + timedelta(microseconds=int(us[0])) == time


@settings(deadline=None)
@given(st.datetimes(datetime(1970, 1, 1), datetime(2099, 12, 31)))
def test_every_second_is_read_back_from_its_day_number(time: datetime) -> None:
    second = time.replace(microsecond=0)
    number = (second - datetime(1899, 12, 30)) / timedelta(days=1)
    us, is_read = read_excel_days(np.array([number]), np.ones(1, bool))
    assert is_read.all()
    assert int(us[0]) == (second - datetime(1970, 1, 1)) // timedelta(microseconds=1)


def write_numbers(folder: Path, *cells: str) -> None:
    write_csv(folder / "x.csv", [{"id": n, "began": cell} for n, cell in enumerate(cells)])


def test_a_column_of_day_numbers_is_refused_until_it_is_told(tmp_path: Path) -> None:
    write_numbers(tmp_path, "45321", "45321.4375", "", "45322,5")
    with pytest.raises(MakegoodError) as error:
        read(tmp_path, columns=COLUMNS)
    assert str(error.value) == (
        "x.csv column `began` holds numbers where dates should be, as a spreadsheet counts days\n"
        "  found: 3 cells are numbers such as 45321, none is a date\n"
        "  fix:   export it again with the column as dates; or write `dates: excel days` if each number is a day "
        "since 1900"
    )


def test_day_numbers_that_are_told_are_local_times(tmp_path: Path) -> None:
    write_numbers(tmp_path, "45321", "45321.4375")
    times = table(read(tmp_path, columns=COLUMNS, dates="excel days")).column("started_at").to_pylist()
    assert times == [datetime(2024, 1, 29, 23, tzinfo=UTC), datetime(2024, 1, 30, 9, 30, tzinfo=UTC)]


def test_day_numbers_in_a_workbook_are_refused_and_told_alike(tmp_path: Path) -> None:
    make(tmp_path / "x.xlsx", {"A": [["id", "began"], ["a", 45321.0], ["b", 45321.4375]]})
    with pytest.raises(MakegoodError, match="as a spreadsheet counts days"):
        read(tmp_path, files="*.xlsx", columns=COLUMNS)
    times = table(read(tmp_path, files="*.xlsx", columns=COLUMNS, dates="excel days")).column("started_at")
    assert times.to_pylist()[1] == datetime(2024, 1, 30, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("cells", [["45321", "2024-01-30"], ["25568"], ["73051"], ["123456"], []])
def test_other_numbers_are_no_day_numbers(cells: list[str]) -> None:
    text = pa.array(cells, pa.large_string())
    assert not are_excel_days(text, np.zeros(len(cells), bool))


def test_one_number_among_dates_is_rejected_alone(tmp_path: Path) -> None:
    write_numbers(tmp_path, "2024-03-01", "45321", "2024-03-02")
    assert [row[:3] for row in rejected(read(tmp_path, columns=COLUMNS))] == [("x.csv", 3, "began")]


def turned(american: list[date]) -> list[Any]:
    """What a Danish Excel makes of American dates: those that it can misread become dates, the others stay text."""
    return [date(d.year, d.day, d.month) if d.day <= 12 else f"{d:%m/%d/%Y}" for d in american]


def test_days_and_months_that_excel_turned_around_are_refused(tmp_path: Path) -> None:
    cells = turned([date(2024, 3, day) for day in range(1, 29)])
    make(tmp_path / "x.xlsx", {"A": [["id", "began"], *([f"e{n}", cell] for n, cell in enumerate(cells))]})
    with pytest.raises(MakegoodError) as error:
        read(tmp_path, files="*.xlsx", columns=COLUMNS)
    assert str(error.value) == (
        "x.xlsx[A] a spreadsheet seems to have turned day and month around in column `began`\n"
        "  found: 12 cells are dates, all with days up to 12; 16 are text, all with later days\n"
        "  fix:   export it again with the column as text; or write `dates: mm/dd/yyyy` if the dates are right"
    )


def test_dates_that_were_only_typed_in_two_ways_are_both_read(tmp_path: Path) -> None:
    days = [date(2024, 3, day) for day in range(1, 29)]
    cells = [day if day.day % 2 else f"{day:%d-%m-%Y}" for day in days]
    make(tmp_path / "x.xlsx", {"A": [["id", "began"], *([f"e{n}", cell] for n, cell in enumerate(cells))]})
    found = table(read(tmp_path, now=NOW, files="*.xlsx", columns=COLUMNS)).column("started_day").to_pylist()
    assert sorted(found) == [(day - date(1970, 1, 1)).days for day in days]


@settings(deadline=None)
@given(st.lists(st.dates(date(2000, 1, 1), date(2050, 12, 31)), min_size=40, max_size=80))
def test_american_dates_through_a_danish_excel_are_always_noticed(days: list[date]) -> None:
    cells = turned(days)
    dates = np.array([d for d in cells if isinstance(d, date)], "datetime64[us]").astype(np.int64)
    texts = np.array([d for d in days if d.day > 12], "datetime64[us]").astype(np.int64)
    assert are_turned(dates, texts) == (min(len(dates), len(texts)) >= 5)


def test_months_with_a_day_after_the_twelfth_among_the_dates_are_not_turned() -> None:
    dates = np.array([date(2024, 3, day) for day in range(1, 14)], "datetime64[us]").astype(np.int64)
    texts = np.array([date(2024, 3, day) for day in range(14, 28)], "datetime64[us]").astype(np.int64)
    assert not are_turned(dates, texts)
