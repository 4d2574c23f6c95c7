"""More columns from other files."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.project import Join
from makegood.sources.join import Joined, find_partners, join_rows, unjoined
from makegood.sources.rows import Rows


def rows(file: str = "orders.csv", **columns: list[object]) -> Rows:
    arrays = {name: pa.array(cells) for name, cells in columns.items()}
    return Rows(file, arrays, np.arange(2, 2 + len(next(iter(arrays.values()))), dtype=np.int64))


def join(main: Rows, when_many: str, *others: Rows, on: object = "id") -> Joined:
    setting = Join(files="items.csv", on=on, take={"unit": "seller"}, when_many=when_many)  # type: ignore[arg-type]
    return join_rows(main, setting, find_partners(setting, others))


ORDERS = rows(id=["1", "2", "3", "4", None])
ITEMS = rows("items.csv", id=["3", "1", "3", "2", "9", None], seller=["z", "a", "y", "b", "x", "n"])


def test_the_first_partner_in_the_order_of_the_joined_file_is_taken() -> None:
    joined = join(ORDERS, "first", ITEMS)
    assert joined.rows.columns["unit"].to_pylist() == ["a", "b", "z", None, None]
    assert joined.rows.lines.tolist() == ORDERS.lines.tolist()
    assert joined.nth.tolist() == [0] * 5
    assert not joined.is_many.any()


def test_a_row_with_several_partners_is_split_and_numbered_by_what_is_taken() -> None:
    joined = join(ORDERS, "split", ITEMS)
    assert joined.rows.columns["id"].to_pylist() == ["1", "2", "3", "3", "4", None]
    assert joined.rows.columns["unit"].to_pylist() == ["a", "b", "y", "z", None, None]
    assert joined.nth.tolist() == [1, 1, 1, 2, 1, 1]
    assert joined.rows.lines.tolist() == [2, 3, 4, 4, 5, 6]


def test_a_row_with_several_partners_is_marked_where_it_is_to_be_rejected() -> None:
    joined = join(ORDERS, "reject", ITEMS)
    assert joined.is_many.tolist() == [False, False, True, False, False]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("1234"), st.sampled_from("abc")), min_size=1), st.data())
def test_the_order_of_the_joined_file_does_not_change_how_a_row_is_split(
    items: list[tuple[str, str]], data: st.DataObject
) -> None:
    def split(pairs: list[tuple[str, str]]) -> list[object]:
        cut = data.draw(st.integers(0, len(pairs)))
        parts = [rows(id=[p[0] for p in part], seller=[p[1] for p in part]) for part in (pairs[:cut], pairs[cut:])]
        joined = join(rows(id=["1", "2", "3"]), "split", *(part for part in parts if len(part.lines)))
        return list(zip(*(c.to_pylist() for c in joined.rows.columns.values()), joined.nth.tolist(), strict=True))

    assert split(items) == split(data.draw(st.permutations(items)))


def test_several_files_are_one_in_the_order_of_their_names() -> None:
    first, second = rows("a.csv", id=["1"], seller=["a"]), rows("b.csv", id=["1", "2"], seller=["b", "c"])
    joined = join(ORDERS, "first", first, second)
    assert joined.rows.columns["unit"].to_pylist()[:2] == ["a", "c"]


def test_keys_of_several_columns_match_as_text() -> None:
    main = rows(id=["1", "2"], day=["x", "y"])
    other = rows("items.csv", id=[2.0, 1.0], day=["y", "z"], seller=["s", "t"])
    joined = join(main, "first", other, on=["id", "day"])
    assert joined.rows.columns["unit"].to_pylist() == [None, "s"]


def test_columns_of_different_types_become_text() -> None:
    first, second = rows("a.parquet", id=["1"], seller=[17]), rows("b.csv", id=["2"], seller=["b"])
    assert join(ORDERS, "first", first, second).rows.columns["unit"].to_pylist()[:2] == ["17", "b"]


@pytest.mark.parametrize("when_many", ["first", "split", "reject"])
def test_a_joined_file_without_rows_leaves_everything_empty(when_many: str) -> None:
    empty = Rows(
        "items.csv", {"id": pa.array([], pa.large_string()), "seller": pa.array([], pa.string())}, np.zeros(0, np.int64)
    )
    joined = join(ORDERS, when_many, empty)
    assert joined.rows.columns["unit"].to_pylist() == [None] * 5


def test_rows_without_a_join_stay_as_they_are() -> None:
    joined = unjoined(ORDERS)
    assert joined.rows is ORDERS
    assert (joined.nth.tolist(), joined.is_many.tolist()) == ([0] * 5, [False] * 5)
