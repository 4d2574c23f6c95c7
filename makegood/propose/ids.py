"""What tells one row from another: one column, several together, or none."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from makegood.propose.tables import Table, read_columns
from makegood.sources.cells import as_text

MOST_COLUMNS = 4  # a longer id is no id that people use
_SHARED = 0.02  # rows that may have the id of another, being its later version; one in a short file
_SHORT = 10
_FILLED = 0.75  # rows with an id at all, where the others are sums and notes that an office wrote below


def find_id(tables: Sequence[Table], likely: Sequence[str], more: Sequence[str], folder: Path) -> tuple[str, ...]:
    """The fewest columns whose cells together are different in each row; empty when there are none.

    Parameters
    ----------
    tables : sequence of Table
        The files of a source; an id tells rows of one file apart, and a row that stands in two is the same.
    likely : sequence of str
        Columns whose name says that they are ids, the likeliest first.
    more : sequence of str
        Columns that may stand beside them: what the row is about, and when it began; never what changes later.
    """
    for name in likely:
        if all(table.is_unique(name) for table in tables):
            return (name,)
    if not likely:
        return ()
    table = max(tables, key=lambda one: one.rows)
    full = [name for name in dict.fromkeys([*likely, *more]) if table.column(name).filled == table.rows]
    if likely[0] not in full:
        return _nearly(table, likely[0])
    rows = read_columns(table, full, folder)
    codes = {
        name: _codes(as_text(rows.columns[name]).dictionary_encode().indices.to_numpy(zero_copy_only=False))
        for name in full
    }
    chosen, joined = [likely[0]], codes[likely[0]]
    while len(chosen) < MOST_COLUMNS:
        tried = [(name, _together(joined, codes[name])) for name in full if name not in chosen]
        if not tried:
            break
        name, joined = max(tried, key=lambda one: int(one[1].max()))  # of equals the first: the likelier id
        chosen.append(name)
        if int(joined.max()) + 1 == table.rows:
            return tuple(chosen)
    return _nearly(table, likely[0])


def _nearly(table: Table, name: str) -> tuple[str, ...]:
    """An id that a few rows share: the later version of a row has the same."""
    column = table.column(name)
    may_share = max(_SHARED * column.filled, 1 if column.filled >= _SHORT else 0)
    is_id = column.filled - column.distinct <= may_share and column.filled >= _FILLED * table.rows > 0
    return (name,) if is_id else ()


def _codes(values: npt.NDArray[np.generic]) -> npt.NDArray[np.int64]:
    codes: npt.NDArray[np.int64] = np.unique(values, return_inverse=True)[1].astype(np.int64)
    return codes


def _together(first: npt.NDArray[np.int64], second: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return _codes(first * (int(second.max()) + 1) + second)
