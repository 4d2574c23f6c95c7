"""Rows whose column holds one of some values, as `where:` and `exclude:` name them; compared as text."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from makegood.sources.cells import Mask, as_text
from makegood.sources.rows import Rows

Wanted = Mapping[str, tuple[str | int | float | bool, ...]]


def find_matches(rows: Rows, wanted: Wanted) -> pa.LargeStringArray:
    """For each row the first `column=value` that it holds, or null; values are compared as text."""
    found = pa.nulls(len(rows.lines), pa.large_string())
    for column, cells in wanted.items():
        values = [text for cell in cells for text in _spellings(cell)]
        names = pa.array([f"{column}={_spellings(cell)[0]}" for cell in cells for _ in _spellings(cell)], found.type)
        at = pc.index_in(as_text(rows.columns[column]).fill_null(""), pa.array(values, found.type))
        if at.null_count < len(at):
            found = pc.coalesce(found, names.take(at))
    return found


def hold(rows: Rows, where: Wanted) -> Mask:
    """Whether each row holds one of the values in every column named; all do where none is named."""
    holds = np.ones(len(rows.lines), bool)
    for column, cells in where.items():
        holds &= find_matches(rows, {column: cells}).is_valid().to_numpy(zero_copy_only=False)
    return holds


def _spellings(cell: str | int | float | bool) -> tuple[str, ...]:
    """How a value of makegood.yaml may stand in a file."""
    if isinstance(cell, bool):
        return (str(cell).lower(), str(cell), str(cell).upper())
    if isinstance(cell, float) and cell.is_integer():
        return (str(int(cell)), str(cell))
    return (str(cell),)
