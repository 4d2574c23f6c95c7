"""Our names and theirs."""

import numpy as np
import pyarrow as pa
import pytest

from makegood.project import Join, Source
from makegood.sources.mapping import find_names, optional_text, read_id
from makegood.sources.matching import find_matches
from makegood.sources.rows import Rows

KNOWN = ("event_id", "unit", "started_at", "text")


def source(**given: object) -> Source:
    return Source(
        **{"name": "orders", "kind": "events", "files": "x.csv", "columns": {"started_at": "ordered"}, **given}
    )  # type: ignore[arg-type]


def rows(**columns: list[object]) -> Rows:
    arrays = {name: pa.array(cells) for name, cells in columns.items()}
    return Rows("x.csv", arrays, np.arange(1, 1 + len(next(iter(arrays.values())))))


def test_every_column_that_is_needed_is_read_once() -> None:
    given = source(
        columns={"started_at": "ordered", "event_id": ["shop", "number"], "unit": "shop"},
        where={"status": "sent"},
        exclude={"status": "lost", "kind": "test"},
        keep_columns=["price", "shop"],
    )
    assert find_names(given, KNOWN).wanted == ("ordered", "shop", "number", "status", "kind", "price")


def test_a_joined_column_is_not_read_from_the_sources_own_files_and_wins_over_one_that_is() -> None:
    join = Join(files="y.csv", on="number", take={"unit": "seller", "price": "cost"}, when_many="first")  # type: ignore[arg-type]
    names = find_names(
        source(join=join, columns={"started_at": "ordered", "unit": "shop"}, keep_columns="price"), KNOWN
    )
    assert names.wanted == ("ordered", "number")
    assert names.theirs["unit"] == ("unit",)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("a", 1), ["status=a", "status=1", "status=1", None, None]),
        ((True,), [None, None, None, "status=true", None]),
        (("",), [None, None, None, None, "status="]),
    ],
)
def test_rows_are_matched_by_text(cells: tuple[object, ...], expected: list[str | None]) -> None:
    found = find_matches(rows(status=["a", "1", "1", "TRUE", None]), {"status": cells})  # type: ignore[dict-item]
    assert found.to_pylist() == expected


def test_an_id_of_one_column_is_the_cell_itself() -> None:
    assert read_id(rows(a=[1.0, None]), ("a",), np.zeros(2, np.int64)).to_pylist() == ["1", None]
    assert read_id(rows(a=["x|y"]), ("a",), np.array([2])).to_pylist() == ["x|y#2"]


def test_a_column_that_is_not_mapped_is_empty() -> None:
    names = find_names(source(), KNOWN)
    assert optional_text(names, "unit", rows(ordered=["x", "y"])).to_pylist() == [None, None]


@pytest.mark.parametrize("kind", ["events", "reviews", "counts"])
@pytest.mark.parametrize(
    "told", [{"records": "data.items"}, {"decimal": ","}, {"sheets": "Januar"}, {"encoding": "cp850"}], ids=str
)
def test_what_is_told_of_files_decides_how_rows_are_stored_and_not_what_they_are_called(
    kind: str, told: dict[str, str]
) -> None:
    given = {"name": "a", "kind": kind, "files": "a.csv", "columns": {"started_at": "s"}}
    one, other = Source(**given), Source(**given, **told)  # type: ignore[arg-type]
    assert one.mapping["columns"] != other.mapping["columns"]
    assert one.mapping["rows"] == other.mapping["rows"]
