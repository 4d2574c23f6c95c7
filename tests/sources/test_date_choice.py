"""Which form a column has, and what the files of a source agree on."""

import numpy as np
import pyarrow as pa
import pytest

from makegood.errors import MakegoodError, Place
from makegood.sources.date_choice import Agreed, Look, agree, choose, read_as

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
    ],
)
def test_two_forms_are_open_only_where_each_reads_what_the_other_does(cells: list[str], expected: list[str]) -> None:
    assert forms(cells) == expected
    assert forms(cells[::-1]) == expected


def test_the_setting_leaves_nothing_open() -> None:
    assert forms(["01/02/2024"], MONTH) == [MONTH]
    assert forms(["01/02/2024"], ISO) == [DAY, MONTH]  # reads no cell


def test_no_form_reads_nothing() -> None:
    assert not read_as("", pa.array(["2024-01-01"], pa.large_string()), np.zeros(1, bool)).is_read.any()


OPEN = Look("open", ((DAY, True), (MONTH, False)))


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ([OPEN], Agreed(DAY, True)),
        ([OPEN, Look("a", ((MONTH, True),))], Agreed(MONTH, False)),
        ([OPEN, Look("a", ((ISO, True),)), Look("b", ((DAY, None),))], Agreed(DAY, True)),
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
