"""Finding the wanted columns in a header."""

import pyarrow as pa
import pytest

from makegood.errors import MakegoodError, Place
from makegood.sources.rows import one_array, pick


def refusal(wanted: list[str], header: list[str]) -> str:
    with pytest.raises(MakegoodError) as error:
        pick(wanted, header, Place("x.csv", 1))
    return str(error.value)


def test_each_wanted_column_is_found_where_it_stands() -> None:
    assert pick(["c", "a", "c"], ["a", "b", "c", "", ""], Place("x.csv", 1)) == [2, 0, 2]


def test_a_missing_column_is_told_with_those_there_and_a_guess() -> None:
    assert refusal(["ordred"], ["id", "ordered"]) == (
        "x.csv:1 no column is called `ordred`\n  fix:   did you mean `ordered`? Allowed: id, ordered"
    )


def test_two_columns_of_one_name_are_refused() -> None:
    assert refusal(["a"], ["a", "b", "b"]) == (
        "x.csv:1 two columns have the same name\n  found: b\n  fix:   give each column a name of its own"
    )


@pytest.mark.parametrize("header", [["4711", "Bo Berg"], ["bo@example.com"], ["2024-01-01 12:00", "x"]])
def test_a_file_without_a_header_shows_none_of_its_values(header: list[str]) -> None:
    assert refusal(["ordered"], header) == (
        "x.csv:1 no column is called `ordered`\n"
        "  found: values instead of names\n  fix:   put the names of the columns in the first line"
    )


def test_a_column_of_several_pieces_becomes_one() -> None:
    pieces = pa.chunked_array([["a"], ["b", None]])
    assert one_array(pieces).to_pylist() == ["a", "b", None]
    assert one_array(pa.chunked_array([], pa.string())).to_pylist() == []
    assert one_array(pieces.dictionary_encode()).to_pylist() == ["a", "b", None]
