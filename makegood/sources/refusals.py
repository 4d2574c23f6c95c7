"""Which rows are rejected, and why: one reason for each row, the first that applies."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from makegood.lake.tables import REJECTED
from makegood.sources.cells import Mask, as_text, value_type
from makegood.sources.rows import Rows


@dataclass(frozen=True)
class Refusal:
    """One thing that is wrong with some rows.

    Attributes
    ----------
    hit : bool array (n_rows,)
        The rows.
    column : str
        Their name of the column, or empty for the whole row.
    reason : str
        What is wrong, in a sentence that holds no value.
    cells : pyarrow.Array (n_rows,) or str
        The cells, to say what kind of value stands there; or that kind.
    """

    hit: Mask
    column: str
    reason: str
    cells: pa.Array | str


def refuse(source: str, rows: Rows, refusals: Sequence[Refusal]) -> tuple[Mask, pa.Table]:
    """The rows to reject, and an account of them in the shape of the table `rejected`, by line."""
    which = np.full(len(rows.lines), -1, np.int64)
    for number, refusal in enumerate(refusals):
        which[refusal.hit & (which < 0)] = number
    parts = [bad_rows(source, rows)]
    for number, refusal in enumerate(refusals):
        places = np.flatnonzero(which == number)
        if len(places):
            kinds = _kinds(refusal.cells, places)
            parts.append(_account(source, rows, rows.lines[places], refusal.column, refusal.reason, kinds))
    account = pa.concat_tables(parts)
    return which >= 0, account if len(parts) == 1 else account.sort_by("line")


def bad_rows(source: str, rows: Rows) -> pa.Table:
    """An account of the rows that are no rows."""
    lines = np.array([line for line, _ in rows.bad], np.int64)
    account = _account(source, rows, lines, "", "", ["text"] * len(lines))
    reasons = pa.array([reason for _, reason in rows.bad], pa.string())
    return account.set_column(account.schema.get_field_index("reason"), "reason", reasons)


def _kinds(cells: pa.Array | str, places: "np.typing.NDArray[np.int64]") -> list[str]:
    if isinstance(cells, str):
        return [cells] * len(places)
    return [value_type(cell or "") for cell in as_text(cells.take(pa.array(places))).to_pylist()]


def _account(
    source: str, rows: Rows, lines: "np.typing.NDArray[np.int64]", column: str, reason: str, kinds: list[str]
) -> pa.Table:
    constant = {"source": source, "file": rows.file, "column": column, "reason": reason}
    arrays = {name: pa.repeat(pa.scalar(text, pa.string()), len(lines)) for name, text in constant.items()}
    arrays |= {"line": pa.array(lines, pa.int64()), "value_type": pa.array(kinds, pa.string())}
    return pa.table({name: arrays[name] for name in REJECTED.read_schema.names}, schema=REJECTED.read_schema)
