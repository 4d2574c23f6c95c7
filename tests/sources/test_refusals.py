"""Which rows are rejected, and why."""

import numpy as np
import pyarrow as pa

from makegood.lake.tables import REJECTED
from makegood.sources.refusals import Refusal, bad_rows, refuse
from makegood.sources.rows import Rows

ROWS = Rows("x.csv", {"a": pa.array(["", "12", "x"])}, np.array([2, 4, 5]), [(3, "1 field; 2 expected")])


def hit(*places: bool) -> np.ndarray:
    return np.array(places)


def test_a_row_is_rejected_once_for_the_first_reason() -> None:
    refusals = [
        Refusal(hit(False, True, False), "b", "too early", "date"),
        Refusal(hit(True, True, False), "a", "not a date", ROWS.columns["a"]),
        Refusal(hit(False, False, False), "a", "never", "text"),
    ]
    is_rejected, account = refuse("orders", ROWS, refusals)
    assert is_rejected.tolist() == [True, True, False]
    assert account.schema == REJECTED.read_schema
    assert [tuple(row.values()) for row in account.to_pylist()] == [
        ("orders", "x.csv", 2, "a", "not a date", "empty"),
        ("orders", "x.csv", 3, "", "1 field; 2 expected", "text"),
        ("orders", "x.csv", 4, "b", "too early", "date"),
    ]


def test_rows_without_fault_are_not_rejected() -> None:
    fine = Rows("x.csv", {"a": pa.array(["1"])}, np.array([2]))
    is_rejected, account = refuse("orders", fine, [])
    assert (is_rejected.tolist(), account.num_rows) == ([False], 0)
    assert bad_rows("orders", fine).schema == REJECTED.read_schema
