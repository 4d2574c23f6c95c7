"""Ids for rows without one."""

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.sources.fingerprint import hash_text
from makegood.sources.row_ids import RowHashes, Seen, number_rows

KEY = b"a key of 16 bytes"


def number(rows: list[tuple[str, str]], seen: Seen | None = None) -> tuple[list[str], Seen]:
    here = np.ones(len(rows), bool)
    columns = [
        hash_text(pa.array([row[place] for row in rows], pa.large_string()), here, name)
        for place, name in enumerate("ab")
    ]
    ids, after = number_rows(RowHashes.of(columns, len(rows)), here, seen or Seen.nothing(), KEY)
    return ids.to_pylist(), after


def test_equal_rows_stay_apart_and_the_others_are_first() -> None:
    ids, _ = number([("x", "1"), ("y", "1"), ("x", "1"), ("x", "1"), ("1", "x")])
    assert [identity.partition("-")[2] for identity in ids] == ["1", "1", "2", "3", "1"]
    assert len({identity.partition("-")[0] for identity in ids}) == 3
    assert {len(identity.partition("-")[0]) for identity in ids} == {32}


def test_rows_of_a_later_file_go_on_counting() -> None:
    rows = [("x", "1"), ("y", "1"), ("x", "1")]
    whole, _ = number([*rows, *rows])
    first, seen = number(rows)
    second, _ = number(rows, seen)
    assert sorted(whole) == sorted([*first, *second])


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=30), st.data())
def test_the_order_of_the_rows_and_the_cut_between_files_change_no_id(
    rows: list[tuple[str, str]], data: st.DataObject
) -> None:
    whole, _ = number(rows)
    shuffled = data.draw(st.permutations(rows))
    cut = data.draw(st.integers(0, len(rows)))
    first, seen = number(shuffled[:cut])
    second, _ = number(shuffled[cut:], seen)
    assert sorted([*first, *second]) == sorted(whole)
    assert len(set(whole)) == len(rows)


def test_rows_that_are_not_stored_do_not_count() -> None:
    column = hash_text(pa.array(["x", "x", "x"], pa.large_string()), np.ones(3, bool), "a")
    ids, _ = number_rows(RowHashes.of([column], 3), np.array([True, False, True]), Seen.nothing(), KEY)
    assert [identity.partition("-")[2] for identity in ids.to_pylist()] == ["1", "0", "2"]


def test_another_key_gives_the_same_rows_other_ids() -> None:
    column = hash_text(pa.array(["x", "x", "y"], pa.large_string()), np.ones(3, bool), "a")
    rows, here = RowHashes.of([column], 3), np.ones(3, bool)
    one, _ = number_rows(rows, here, Seen.nothing(), KEY)
    two, _ = number_rows(rows, here, Seen.nothing(), b"another key of 16 bytes")
    assert not set(one.to_pylist()) & set(two.to_pylist())
