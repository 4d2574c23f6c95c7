"""Which form a column has, and what the files of a source agree on."""

import numpy as np
import pyarrow as pa
import pytest

from makegood.errors import MakegoodError, Place
from makegood.sources.date_choice import Agreed, Look, agree, choose, read_as
from tests.sources.made_files import shared

DAY, MONTH, ISO = "dd/mm/yyyy", "mm/dd/yyyy", "yyyy-mm-dd"


def forms(cells: list[str], told: str | None = None) -> list[str]:
    text = pa.array(cells, pa.large_string())
    empty = np.array([not cell for cell in cells], bool)
    return [choice.form for choice in choose(text, empty, told, Place("x.csv"), "ordered")]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["01/02/2024", "03/04/2024", ""], [DAY, MONTH]),
        (["01/02/2024", "x"], [DAY, MONTH]),
        (["01/02/2024", "31/01/2024"], [DAY]),
        (["01/02/2024"] * 2000 + ["31/01/2024"], [DAY]),
        (["01/02/2024"] * 2000 + ["01/31/2024"], [MONTH]),
        (["01/31/2024", "x"], [MONTH]),
        (["2024-01-02"], [ISO]),
        (["01-02-2024"], ["dd-mm-yyyy"]),
        (["x", ""], [""]),
        ([], [""]),
        (["03/22/23", "04/01/23"], ["mm/dd/yy"]),
        (["3/22/23 4:05 PM", "4/1/23, 12:00 a.m."], ["mm/dd/yy"]),
        (["3/22/23 4:05\u202fPM", "x"], ["mm/dd/yy"]),
        (["22/03/23", "1/4/23"], ["dd/mm/yy"]),
        (["01/02/23", "03/04/23"], ["dd/mm/yy", "mm/dd/yy"]),
        (["26.03.24"], ["dd.mm.yy"]),
        (["26.03.24", "27.03.2024", "28.03.2024"], ["dd.mm.yyyy"]),
        ([f"{day:02d}-03-24" for day in range(1, 13)], ["dd-mm-yy"]),
        (["31-12-99", "30-12-99"], ["dd-mm-yy"]),
    ],
)
def test_two_forms_are_open_only_where_each_reads_what_the_other_does(cells: list[str], expected: list[str]) -> None:
    assert forms(cells) == expected
    assert forms(cells[::-1]) == expected


def test_the_setting_leaves_nothing_open() -> None:
    assert forms(["01/02/2024"], MONTH) == [MONTH]
    assert forms(["01/02/2024"], ISO) == [DAY, MONTH]  # reads no cell


YEARS_FIRST = [f"24/03/{day:02d}" for day in range(1, 13)]


@pytest.mark.parametrize(
    ("cells", "found", "day", "year"),
    [
        (["24-03-26"], (1, 1), "dd-mm-yy", "yy-mm-dd"),
        ([f"{day:02d}-03-24" for day in range(1, 11)], (10, 1), "dd-mm-yy", "yy-mm-dd"),
        (YEARS_FIRST, (1, 12), "dd/mm/yy", "yy/mm/dd"),
        ([cell.replace("/", ".") for cell in YEARS_FIRST], (1, 12), "dd.mm.yy", "yy.mm.dd"),
    ],
)
def test_a_year_that_may_stand_first_is_asked_for(
    cells: list[str], found: tuple[int, int], day: str, year: str
) -> None:
    for some in (cells, cells * 3, cells[::-1]):
        with pytest.raises(MakegoodError) as error:
            forms(some)
        assert str(error.value) == (
            "x.csv day and year cannot be told apart in column `ordered`\n"
            f"  found: {found[0]} different values in the first place, {found[1]} in the last\n"
            f"  fix:   write `dates: {day}` or `dates: {year}` under the source"
        )
        assert forms(some, day) == [day]
        assert forms(some, year) == [year]


def test_short_dates_that_contradict_each_other_name_their_own_forms() -> None:
    with pytest.raises(MakegoodError) as error:
        forms(["13/01/23", "01/13/23", "01/14/23"])
    assert str(error.value) == (
        "x.csv day and month cannot be told apart in column `ordered`\n"
        "  found: 1 cells fit only dd/mm/yy, 2 only mm/dd/yy\n"
        "  fix:   write `dates: dd/mm/yy` or `dates: mm/dd/yy` under the source"
    )


def test_the_dates_of_real_complaints_begin_with_the_month() -> None:
    import pyarrow.csv

    path = shared("cfpb_payday/complaints.csv")
    table = pyarrow.csv.read_csv(path, parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True))
    cells = table.column("Date received").cast(pa.large_string()).to_pylist()
    assert len(cells) == table.num_rows > 1000
    assert forms(cells) == ["mm/dd/yy"]


def test_no_form_reads_nothing() -> None:
    assert not read_as("", pa.array(["2024-01-01"], pa.large_string()), np.zeros(1, bool)).is_read.any()


OPEN = Look("open", ((DAY, True), (MONTH, False)))


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ([OPEN], Agreed(DAY, True)),
        ([OPEN, Look("a", ((MONTH, True),))], Agreed(MONTH, False)),
        ([OPEN, Look("a", ((ISO, True),)), Look("b", ((DAY, None),))], Agreed(DAY, True)),
        ([OPEN, Look("a", (("mm/dd/yy", True),))], Agreed(MONTH, False)),
        ([OPEN, Look("a", ((ISO, False),))], Agreed(DAY, False)),
        ([Look("open", (("", None),))], Agreed("", False)),
        ([Look("open", (("", None),)), Look("a", ((ISO, True),))], Agreed(ISO, True)),
        ([Look("open", (("", None),)), Look("a", ((ISO, True),)), Look("b", ((DAY, True),))], Agreed("", True)),
    ],
)
def test_a_file_that_says_too_little_follows_the_others(looks: list[Look], expected: Agreed) -> None:
    assert agree(looks, "ordered")["open"] == expected
    assert agree(looks[::-1], "ordered")["open"] == expected


def test_a_file_that_is_clear_follows_nobody() -> None:
    looks = [Look("a", ((MONTH, True),)), Look("b", ((DAY, True),)), Look("c", (("", None),))]
    assert {file: agreed.form for file, agreed in agree(looks, "ordered").items()} == {"a": MONTH, "b": DAY, "c": ""}


def test_siblings_that_contradict_each_other_cannot_be_followed() -> None:
    with pytest.raises(MakegoodError) as error:
        agree([OPEN, Look("a", ((MONTH, True),)), Look("b", ((DAY, True),))], "ordered")
    assert str(error.value) == (
        "open day and month cannot be told apart in column `ordered`\n"
        "  found: this file fits both; of the others 1 fit only dd/mm/yyyy, 1 only mm/dd/yyyy\n"
        "  fix:   write `dates: dd/mm/yyyy` or `dates: mm/dd/yyyy` under the source"
    )
