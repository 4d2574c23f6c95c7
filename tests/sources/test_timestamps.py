"""Columns of times: the form is decided once, the rest is rejected."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.errors import MakegoodError, Place
from makegood.sources.timestamps import Clock, Times, end_of_day, lies_ahead, read_times, without

ZONE = "Europe/Copenhagen"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BAD = "bad"
DAY = "2024-07-30 22:00:00"  # the beginning of 31 July in Copenhagen


def read(cells: list[str | None] | pa.Array, told: str | None = None, zone: str = ZONE) -> Times:
    column = cells if isinstance(cells, pa.Array) else pa.array(cells, pa.large_string())
    return read_times(column, Clock(zone, told), Place("x.csv"), "ordered")


def seen(times: Times) -> list[str | None]:
    """Each time in UTC as text; `bad` where it cannot be read, None where it is empty."""
    found: list[str | None] = []
    for us, has, is_bad in zip(times.us.tolist(), times.has.tolist(), times.is_bad.tolist(), strict=True):
        moment = EPOCH + timedelta(microseconds=us)
        found.append(moment.replace(tzinfo=None).isoformat(" ") if has else BAD if is_bad else None)
    return found


@pytest.mark.parametrize(
    ("cells", "form", "expected"),
    [
        (["2024-01-31 12:00", "", "NULL"], "yyyy-mm-dd", ["2024-01-31 11:00:00", None, None]),
        (["2024-07-31T12:00:00.5Z"], "yyyy-mm-dd", ["2024-07-31 12:00:00.500000"]),
        (["31-07-2024 12:00", "1-2-2024 3:04"], "dd-mm-yyyy", ["2024-07-31 10:00:00", "2024-02-01 02:04:00"]),
        (["31/07/2024", "01/02/2024"], "dd/mm/yyyy", ["2024-07-30 22:00:00", "2024-01-31 23:00:00"]),
        (["01/02/2024", "03/04/2024"], "dd/mm/yyyy", ["2024-01-31 23:00:00", "2024-04-02 22:00:00"]),
        (["01/02/2024", "01/31/2024"], "mm/dd/yyyy", ["2024-01-01 23:00:00", "2024-01-30 23:00:00"]),
        (["31.07.2024, 12:00", " 1.2.2024 "], "dd.mm.yyyy", ["2024-07-31 10:00:00", "2024-01-31 23:00:00"]),
        (["2024/07/31"], "yyyy/mm/dd", ["2024-07-30 22:00:00"]),
        (["31-07-2024 12.00", "1-2-2024 kl. 3.04"], "dd-mm-yyyy", ["2024-07-31 10:00:00", "2024-02-01 02:04:00"]),
        (["31.07.2024 12.00.30", "31.07.2024 24.00"], "dd.mm.yyyy", ["2024-07-31 10:00:30", BAD]),
        (["1577836800", "1577836801.5"], "unix seconds", ["2020-01-01 00:00:00", "2020-01-01 00:00:01.500000"]),
        (["1577836800000"], "unix milliseconds", ["2020-01-01 00:00:00"]),
        (["31-07-2024", "2024-07-31", "30-02-2024", "31-07-2024"], "dd-mm-yyyy", [DAY, BAD, BAD, DAY]),
        (["31-07-2024", "2024-07-31"], "yyyy-mm-dd", [BAD, "2024-07-30 22:00:00"]),
        (["2024-07-31", "30-07-2024", "2024-07-31"], "yyyy-mm-dd", [DAY, BAD, DAY]),
        (["1577836800", "12", "1577836800000"], "unix seconds", ["2020-01-01 00:00:00", BAD, BAD]),
        (["x", "", "31.12"], "", [BAD, None, BAD]),
        (["", None], "", [None, None]),
        ([], "", []),
    ],
)  # fmt: skip
def test_the_form_that_reads_most_cells_is_the_form_of_the_column(
    cells: list[str | None], form: str, expected: list[str | None]
) -> None:
    assert (read(cells).form, seen(read(cells))) == (form, expected)
    assert (read(cells[::-1]).form, seen(read(cells[::-1]))) == (form, expected[::-1])


def test_a_cell_that_is_rejected_is_told_the_form_of_the_others() -> None:
    assert read(["01-02-2024", "x"]).reason == "not a date of the form dd-mm-yyyy, which the rest of the column has"
    assert read(["x"]).reason == "not a date of any form that is known"


def test_day_and_month_that_contradict_each_other_ask_for_a_setting() -> None:
    with pytest.raises(MakegoodError) as error:
        read(["01/02/2024", "01/31/2024", "31/01/2024", "30/01/2024"])
    assert str(error.value) == (
        "x.csv day and month cannot be told apart in column `ordered`\n"
        "  found: 2 cells fit only dd/mm/yyyy, 1 only mm/dd/yyyy\n"
        "  fix:   write `dates: dd/mm/yyyy` or `dates: mm/dd/yyyy` under the source"
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("mm/dd/yyyy", ["2024-01-01 23:00:00", BAD]),
        ("dd/mm/yyyy", ["2024-01-31 23:00:00", "2024-01-30 23:00:00"]),
        ("unix seconds", ["2024-01-31 23:00:00", "2024-01-30 23:00:00"]),  # reads no cell, so the column decides
    ],
)
def test_the_setting_decides_where_it_reads_a_cell(told: str, expected: list[str]) -> None:
    assert seen(read(["01/02/2024", "31/01/2024"], told)) == expected


def test_months_first_with_dashes_are_read_only_when_told() -> None:
    cells = ["02-01-2024", "02-31-2024", "02-28-2024"]
    assert seen(read(cells)) == ["2024-01-01 23:00:00", BAD, BAD]
    assert seen(read(cells, "mm-dd-yyyy")) == ["2024-01-31 23:00:00", BAD, "2024-02-27 23:00:00"]


def test_an_unknown_setting_is_told_with_a_guess() -> None:
    with pytest.raises(MakegoodError) as error:
        read(["2024-01-01"], "dd/mm/yyy")
    assert str(error.value) == (
        "no such form of dates\n  found: dd/mm/yyy\n  fix:   did you mean `dd/mm/yyyy`? Allowed: dd-mm-yy, dd-mm-yyyy, "
        "dd.mm.yy, dd.mm.yyyy, dd/mm/yy, dd/mm/yyyy, excel days, mm-dd-yy, mm-dd-yyyy, mm/dd/yy, mm/dd/yyyy, "
        "unix milliseconds, unix seconds, yy-mm-dd, yy.mm.dd, yy/mm/dd, yyyy-mm-dd, yyyy/mm/dd"
    )


def test_a_column_without_times_in_it_is_refused() -> None:
    with pytest.raises(MakegoodError) as error:
        read(pa.array([True]))
    assert str(error.value) == (
        "x.csv column `ordered` holds no dates\n  found: bool\n"
        "  fix:   map a column that holds text, dates, timestamps or Unix times"
    )


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pa.array([datetime(2024, 7, 31, 12), None]), ["2024-07-31 10:00:00", None]),
        (pa.array([datetime(2024, 7, 31, 12, tzinfo=UTC)]), ["2024-07-31 12:00:00"]),
        (pa.array([datetime(2024, 7, 31, 12)], pa.timestamp("ns")), ["2024-07-31 10:00:00"]),
        (pa.array([datetime(2024, 7, 31, 12)], pa.timestamp("s")), ["2024-07-31 10:00:00"]),
        (pa.array([date(2024, 7, 31), date(9999, 1, 1)]), ["2024-07-30 22:00:00", BAD]),
        (pa.array([date(2024, 7, 31)], pa.date64()), ["2024-07-30 22:00:00"]),
        (pa.array([1577836800, 5]), ["2020-01-01 00:00:00", BAD]),
        (pa.array([1577836800000.0, float("nan"), None]), ["2020-01-01 00:00:00", BAD, None]),
        (pa.array(["2024-07-31"]).dictionary_encode(), ["2024-07-30 22:00:00"]),
        (pa.nulls(2), [None, None]),
    ],
)
def test_columns_of_a_parquet_file_are_read_by_their_type(column: pa.Array, expected: list[str | None]) -> None:
    assert seen(read(column)) == expected


@pytest.mark.parametrize(
    ("cells", "dates_only"),
    [
        (["2024-01-01", "2024-01-02 00:00:00", ""], True),
        (["2024-01-01T00:00:00.000Z"], True),
        (["2024-01-01", "2024-01-02 00:00:01"], False),
        (["", None], False),
        (["x"], False),
        (["2024-01-01", "x"], True),
    ],
)
def test_a_column_of_midnights_holds_only_dates(cells: list[str | None], dates_only: bool) -> None:
    assert read(cells).dates_only is dates_only


@pytest.mark.parametrize(("zone", "dates_only"), [("America/Sao_Paulo", True), (ZONE, False)])
def test_where_the_clocks_go_forward_at_midnight_a_date_may_be_written_as_one_o_clock(
    zone: str, dates_only: bool
) -> None:
    times = read(["2017-10-14 00:00:00", "2017-10-15 01:00:00"], zone=zone)
    assert times.dates_only is dates_only
    ends = {True: "2017-10-16 01:59:59.999999", False: "2017-10-14 23:00:00"}
    assert seen(end_of_day(times, "America/Sao_Paulo"))[1] == ends[dates_only]


def test_a_due_date_lasts_until_the_end_of_its_local_day() -> None:
    times = end_of_day(read(["2024-03-31", "2024-10-27", "2024-06-23", ""]), ZONE)
    assert seen(times) == [
        "2024-03-31 21:59:59.999999",  # the clocks have gone forward
        "2024-10-27 22:59:59.999999",  # and back
        "2024-06-23 21:59:59.999999",  # midsummer's night
        None,
    ]
    days = [date(2024, 3, 31), date(2024, 10, 27), date(2024, 6, 23)]
    assert times.days(ZONE).tolist()[:3] == [(day - date(1970, 1, 1)).days for day in days]


def test_a_due_time_stays_where_it_is() -> None:
    times = read(["2024-03-31 12:00"])
    assert end_of_day(times, ZONE) is times


def test_dates_written_at_midnight_utc_keep_the_day_that_is_written() -> None:
    times = read(["2024-03-31T00:00:00Z"], zone="America/New_York")
    assert times.days("America/New_York").tolist() == [19813]
    assert seen(end_of_day(times, "America/New_York")) == ["2024-04-01 03:59:59.999999"]


def test_times_have_the_local_day_of_the_organisation() -> None:
    times = read(["2024-03-31 23:30", "2024-03-31 00:30"], zone="America/New_York")
    assert times.days(ZONE).tolist() == [19814, 19813]


def test_what_lies_more_than_a_day_ahead_cannot_have_happened() -> None:
    times = read(["2024-01-02T12:00:00Z", "2024-01-02T12:00:01Z", ""])
    ahead = lies_ahead(times, datetime(2024, 1, 1, 12, tzinfo=UTC))
    assert ahead.tolist() == [False, True, False]
    assert seen(without(times, ahead)) == ["2024-01-02 12:00:00", None, None]


def test_some_rows_of_a_column_are_taken() -> None:
    assert seen(read(["2024-01-02T12:00Z", "x", ""]).at(np.array([2, 1]))) == [None, BAD]


@settings(deadline=None)
@given(
    st.lists(st.datetimes(datetime(1971, 1, 1), datetime(2199, 1, 1)), min_size=1, max_size=20),
    st.sampled_from(["Europe/Copenhagen", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kolkata"]),
)
def test_local_times_are_those_of_zoneinfo(walls: list[datetime], zone: str) -> None:
    times = read([wall.isoformat(" ") for wall in walls], zone=zone)
    expected = [(wall.replace(tzinfo=ZoneInfo(zone), fold=0) - EPOCH) // timedelta(microseconds=1) for wall in walls]
    assert times.us.tolist() == expected
