"""Lines of JSON as columns: Arrow's way and the one line by line give the same."""

import json
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.sources.json_columns import Known, join_columns, read_alike, read_one_by_one

CELLS = {
    "text": st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    "whole": st.integers(-(2**63), 2**63 - 1),
    "number": st.floats(-1e15, 1e15) | st.integers(-(2**53) + 1, 2**53 - 1),
    "truth": st.booleans(),
}
RECORDS = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.none() | cells for name, cells in CELLS.items()},
        "in": st.none() | st.fixed_dictionaries({}, optional={name: st.none() | c for name, c in CELLS.items()}),
        "extra": st.integers() | st.lists(st.text(max_size=3)),
    },
)
WANTED = (*CELLS, *(f"in.{name}" for name in CELLS), "never")


def alike(lines: list[bytes], known: Known) -> dict[str, pa.Array] | None:
    return read_alike(b"\n".join(lines), np.array([len(line) for line in lines]), known)


@settings(deadline=None)
@given(st.lists(RECORDS, min_size=1, max_size=12))
def test_arrow_and_python_give_the_same_columns(records: list[dict[str, Any]]) -> None:
    lines = [json.dumps(record).encode() for record in records]
    slow = read_one_by_one(lines, Known(WANTED))
    fast = alike(lines, slow.known)
    assert fast is not None
    assert slow.is_good.all()
    for name in WANTED:
        ours, theirs = (join_columns([column]) for column in (slow.columns[name], fast[name]))
        kinds = {str(ours.type), str(theirs.type)}
        assert ours.type == theirs.type or kinds == {"int64", "double"} or ours.null_count == len(ours)
        assert ours.to_pylist() == theirs.to_pylist()


@pytest.mark.parametrize(
    "line",
    [
        b'{"a": 2.5}',
        b'{"a": "x"}',
        b'{"a": 1, "a": 2}',
        b'{"a": 9223372036854775808}',
        b'{"a": {"b": 1}}',
        b'{"a": 1} 5',
    ],
)
def test_arrow_leaves_alone_what_it_would_read_otherwise(line: bytes) -> None:
    lines = [b'{"a": 1}', line]
    assert alike(lines, read_one_by_one(lines[:1], Known(("a",))).known) is None


def test_a_number_that_a_float_would_round_is_left_to_python() -> None:
    lines = [b'{"a": 1.5}', b'{"a": 9007199254740993}']
    known = read_one_by_one(lines[:1], Known(("a",))).known
    assert alike(lines, known) is None
    block = read_one_by_one(lines, known)
    assert block.columns["a"].to_pylist() == ["9007199254740993", "1.5"][::-1]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([[1], [2.5]], [1.0, 2.5]),
        ([[1], [None], [2]], [1, None, 2]),
        ([[2**53], [2.5]], [str(2**53), "2.5"]),
        ([[-(2**63)], [2.5]], [str(-(2**63)), "2.5"]),
        ([[1], ["x"], [True]], ["1", "x", "true"]),
        ([[None], [None]], [None, None]),
        ([], []),
    ],
)
def test_parts_of_several_types_become_one_column(parts: list[list[Any]], expected: list[Any]) -> None:
    assert join_columns([pa.array(part) for part in parts]).to_pylist() == expected
