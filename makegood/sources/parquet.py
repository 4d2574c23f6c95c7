"""A Parquet file as columns, in the same shape as a CSV file; the line of a row is its place in the file, from 1."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from makegood.errors import MakegoodError, Place
from makegood.sources.rows import Rows, one_array, pick

MAGIC = b"PAR1"


def read(path: Path, file: str, wanted: Sequence[str], named: Sequence[str] = (), *, whole: bool = False) -> Rows:
    """Read the wanted columns of a Parquet file, or all that hold plain values, with the types that they have there.

    Raises
    ------
    MakegoodError : when the file is damaged or cut, or lacks a column.
    """
    import pyarrow.parquet as arrow_parquet

    try:
        parquet = arrow_parquet.ParquetFile(path)
        pick([*wanted, *named], parquet.schema_arrow.names, Place(file))
        plain = [field.name for field in parquet.schema_arrow if field.name and _is_plain(field.type)]
        wanted = [*wanted, *(name for name in plain if whole and name not in wanted)]
        table = parquet.read(columns=list(dict.fromkeys(wanted)))
    except (pa.ArrowException, OSError):
        fix = "copy or export it again: it may have been cut"
        raise MakegoodError("this Parquet file cannot be read", Place(file), "a damaged file", fix) from None
    columns = {name: one_array(table.column(name)) for name in wanted}
    return Rows(file, columns, np.arange(1, table.num_rows + 1, dtype=np.int64))


def _is_plain(kind: pa.DataType) -> bool:
    binary = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary)
    return not (pa.types.is_nested(kind) or any(is_kind(kind) for is_kind in binary))
