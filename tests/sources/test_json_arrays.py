"""Where the array of a JSON document stands, and its elements, as Python's parser sees them."""

import contextlib
import itertools
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.errors import MakegoodError
from makegood.sources import json_arrays
from makegood.sources.json_arrays import DEPTH, find_array, find_arrays

NASTY = st.text('"\\[]{},: ab\næ', max_size=12)
VALUES = st.recursive(
    st.none() | st.integers() | NASTY,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(NASTY, inside, max_size=3),
    max_leaves=6,
)
OBJECTS = st.lists(st.dictionaries(NASTY, VALUES, max_size=4), min_size=1, max_size=6)


def elements(data: bytes) -> list[Any]:
    array = find_array(data, None, "x.json")
    edges = np.concatenate([[array.start - 1], array.commas, [array.stop]]).tolist()
    return [json.loads(data[a + 1 : b]) for a, b in itertools.pairwise(edges)]


@settings(deadline=None)
@given(OBJECTS, st.sampled_from([None, 0, 2]), st.sampled_from(["top", "key", "keys"]), st.integers(1, 20))
def test_the_elements_are_those_of_pythons_parser(
    records: list[dict[str, Any]], indent: int | None, form: str, size: int
) -> None:
    forms: dict[str, Any] = {
        "top": records,
        "key": {"n": '[{"', "data": records},
        "keys": {"a": {"b": {"c": records}}, "z": [1, [{}]]},
    }
    data = json.dumps(forms[form], indent=indent).encode()
    first, largest = json_arrays._FIRST, json_arrays._LARGEST
    json_arrays._FIRST, json_arrays._LARGEST = size, size * 2
    try:
        assert elements(data) == records
    finally:
        json_arrays._FIRST, json_arrays._LARGEST = first, largest


def test_only_arrays_of_objects_that_stand_in_no_other_are_found() -> None:
    data = (
        b'{"a": [1], "b": [[{}]], "c": [{"d": [{}]}], "e": {"f": [], "g": {"h": [{}], "i": {"j": [{}]}}}, "k": "[{}]"}'
    )
    assert [array.keys for array in find_arrays(data, "x.json", DEPTH)] == [("c",), ("e", "f"), ("e", "g", "h")]
    assert [array.keys for array in find_arrays(data, "x.json", 4)][-1] == ("e", "g", "i", "j")


@settings(deadline=None)
@given(OBJECTS, st.data())
def test_a_document_cut_anywhere_is_refused_or_known_to_be_cut(
    records: list[dict[str, Any]], data: st.DataObject
) -> None:
    whole = json.dumps({"data": records}).encode()
    length = data.draw(st.integers(1, len(whole) - 1))
    with contextlib.suppress(MakegoodError):
        array = find_array(whole[:length], None, "x.json")
        assert array.is_cut or length == len(whole) - 1


@pytest.mark.parametrize("text", ['{"a": [{}]} x', "[{}] ]", '{"a" [{}]}', '{"a": [{}}]', '{"a": [{"b": "x\n"}]}'])
def test_what_is_no_document_is_refused(text: str) -> None:
    with pytest.raises(MakegoodError, match="the JSON is broken or cut off here"):
        find_array(text.encode(), None, "x.json")
