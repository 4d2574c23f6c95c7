"""A Parquet file as columns, in the same shape as a CSV file; the line of a row is its place in the file, from 1."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from makegood.errors import MakegoodError, Place
from makegood.sources.rows import Rows, one_array, pick

MAGIC = b"PAR1"


def read(path: Path, file: str, wanted: Sequence[str], named: Sequence[str] = ()) -> Rows:
    """Read the wanted columns of a Parquet file, with the types that they have there.

    Raises
    ------
    MakegoodError : when the file is damaged or cut, or lacks a column.
    """
    import pyarrow.parquet as arrow_parquet

    try:
        parquet = arrow_parquet.ParquetFile(path)
        pick([*wanted, *named], parquet.schema_arrow.names, Place(file))
        table = parquet.read(columns=list(dict.fromkeys(wanted)))
    except (pa.ArrowException, OSError):
        fix = "copy or export it again: it may have been cut"
        raise MakegoodError("this Parquet file cannot be read", Place(file), "a damaged file", fix) from None
    columns = {name: one_array(table.column(name)) for name in wanted}
    return Rows(file, columns, np.arange(1, table.num_rows + 1, dtype=np.int64))
