"""What a reader yields: some rows of one file in the lake's shape, and an account of every row."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa


@dataclass(frozen=True)
class Batch:
    """Some rows of one file.

    Attributes
    ----------
    file : str
        Name seen from the project's folder, with forward slashes.
    tables : mapping of table name to pyarrow.Table
        Rows in the table's `read_schema` (lake/tables.py).
    rejected : pyarrow.Table
        One row for each rejected row of the file, in `REJECTED.read_schema`.
    read, kept, left_out : int
        Rows. `read = kept + sum(excluded.values()) + left_out + len(rejected)`.
    excluded : mapping of str to int
        Rows for each reason `column=value`; these stand in `tables` too, marked.
    facts : mapping
        What the read found that measures need: `{"dates_only": ["due_at"]}`.
    """

    file: str
    tables: Mapping[str, pa.Table]
    rejected: pa.Table
    read: int
    kept: int
    left_out: int = 0
    excluded: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)
