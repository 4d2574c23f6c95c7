"""Rows of one file as columns, with the line of each, and those that could not be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from makegood.errors import MakegoodError, Place, guess


@dataclass(frozen=True)
class Rows:
    """The rows of one file, before anything is known about what they mean.

    Attributes
    ----------
    file : str
        Name seen from the project's folder, with forward slashes.
    columns : mapping of str to pyarrow.Array
        The columns that are wanted: text from CSV, any type from Parquet.
    lines : int64 array (n_rows,)
        The line on which each row begins, from 1; in a Parquet file the row.
    bad : sequence of (int, str)
        Line of each row that is no row, and what is wrong with it.
    asides : tuple of int
        In a workbook, the line of each row that adds up others or is a note: counted as left out.
    passed_over : tuple of str
        In a workbook, the sheets that do not hold the columns or are hidden.
    """

    file: str
    columns: Mapping[str, pa.Array]
    lines: npt.NDArray[np.int64]
    bad: Sequence[tuple[int, str]] = ()
    asides: tuple[int, ...] = ()
    passed_over: tuple[str, ...] = ()

    @property
    def facts(self) -> dict[str, object]:
        """What has to be said about the sheets of a workbook, for `Batch.facts`; empty for other files."""
        found = {"asides": len(self.asides), "passed_over": list(self.passed_over)}
        return {name: value for name, value in found.items() if value}

    def noting(self, passed_over: tuple[str, ...]) -> "Rows":
        """The same rows, with the sheets that were passed over."""
        return replace(self, passed_over=passed_over)


def pick(wanted: Sequence[str], header: Sequence[str], where: Place) -> list[int]:
    """Where each wanted column stands in the header.

    Raises
    ------
    MakegoodError : when a column is missing, or two have the same name.
    """
    named = [name for name in header if name]
    twice = sorted({name for name in named if named.count(name) > 1})
    if twice:
        fix = "give each column a name of its own"
        raise MakegoodError("two columns have the same name", where, ", ".join(twice), fix)
    for name in wanted:
        if name not in named:
            if any(_is_value(cell) for cell in named):
                fix = "put the names of the columns in the first line"
                raise MakegoodError(f"no column is called `{name}`", where, "values instead of names", fix)
            raise MakegoodError(f"no column is called `{name}`", where, fix=guess(name, named))
    return [header.index(name) for name in wanted]


def _is_value(cell: str) -> bool:
    """Whether a cell of the first line is a number, a time or an address: then the file has no header to show."""
    letters = sum(letter.isalpha() for letter in cell)
    digits = sum(letter.isdigit() for letter in cell)
    return "@" in cell or (digits > 0 and letters <= 1)


def one_array(column: pa.ChunkedArray) -> pa.Array:
    """A whole column in one piece, with long offsets so that any size fits."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_string(column.type):
        column = column.cast(pa.large_string())
    if column.num_chunks == 1:
        return column.chunk(0)
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
