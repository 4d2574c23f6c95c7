"""Cells as text, empty cells, and what kind of value a cell holds."""

import numpy as np
import pyarrow as pa
import pytest

from makegood.sources.cells import as_text, has_value, is_empty, join_text, take, value_type


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (pa.array(["a", None, ""]), ["a", None, ""]),
        (pa.array([1, None]), ["1", None]),
        (pa.array([517.0, 2.5, None, -3.0]), ["517", "2.5", None, "-3"]),
        (pa.array([True, False]), ["true", "false"]),
        (pa.array(["x", "y", "x"]).dictionary_encode(), ["x", "y", "x"]),
    ],
)
def test_a_column_of_any_type_becomes_text(column: pa.Array, text: list[str | None]) -> None:
    assert as_text(column).to_pylist() == text


def test_words_for_nothing_are_empty_and_others_are_not() -> None:
    nothing = [None, "", "NULL", "null", "NA", "N/A", "None", " ", " NA "]
    something = ["0", "no", "nul", "N.A.", "x", "Nonesuch", "none at all"]
    column = pa.array([*nothing, *something], pa.large_string())
    assert is_empty(column).tolist() == [True] * len(nothing) + [False] * len(something)
    assert has_value(column).tolist() == [False] * len(nothing) + [True] * len(something)
    assert is_empty(column[7:11]).tolist() == [True, True, False, False]


@pytest.mark.parametrize("cell", ["nan", "NaN"])
def test_not_a_number_is_empty(cell: str) -> None:
    assert is_empty(pa.array([cell], pa.large_string())).tolist() == [True]
    assert is_empty(as_text(pa.array([float("nan")]))).tolist() == [True]


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("", "empty"),
        (" NULL ", "empty"),
        ("12", "number"),
        ("-1.234,50", "number"),
        ("1577836800", "number"),
        ("31-02-2024", "date"),
        ("2024-13-01 12:00:00", "date"),
        ("2024-01-01T12:00:00Z", "date"),
        ("31.02.2024", "date"),
        ("tomorrow", "text"),
        ("order 12", "text"),
        ("B-1", "text"),
    ],
)
def test_the_kind_of_value_is_named(cell: str, kind: str) -> None:
    assert value_type(cell) == kind


@pytest.mark.parametrize("places", [[], [1, 2], [0, 2], [2]])
def test_some_cells_are_taken_from_either_kind_of_column(places: list[int]) -> None:
    some = np.array(places, np.int64)
    assert take(np.array([5, 6, 7]), some).to_pylist() == [[5, 6, 7][place] for place in places]
    assert take(pa.array(["a", "b", "c"]), some).to_pylist() == [["a", "b", "c"][place] for place in places]


def test_joined_text_is_null_where_a_part_is() -> None:
    parts = [pa.array(["a", None], pa.large_string()), pa.array(["b", "c"], pa.large_string())]
    assert join_text(parts, "|").to_pylist() == ["a|b", None]
