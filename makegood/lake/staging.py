"""A read set down on disk before it is compared with the lake: memory stays bounded, and every row is accounted for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from makegood.errors import MakegoodError, Place
from makegood.lake.tables import DATA, PART_OF, REJECTED, TABLES
from makegood.sources.batch import Batch

ROWS_IN_GROUP = 122_880  # DuckDB's own size: one group is one task


@dataclass
class Staged:
    """What a read gave: a Parquet file for each table, and the account of its rows."""

    paths: dict[str, Path] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    read: int = 0
    kept: int = 0
    excluded: Counter[str] = field(default_factory=Counter)
    left_out: int = 0
    rejected: int = 0
    dates_only: set[str] = field(default_factory=set)
    rows_of: Counter[str] = field(default_factory=Counter)
    rejected_of: Counter[str] = field(default_factory=Counter)
    asides: int = 0
    passed_over: set[str] = field(default_factory=set)
    forgotten: int = 0
    unnamed: int = 0

    @property
    def sheets(self) -> dict[str, Any]:
        """What has to be told about workbooks and forgotten customers; empty when there is nothing."""
        found = {"asides": self.asides, "passed_over": sorted(self.passed_over)}
        found |= {"forgotten": self.forgotten, "unnamed": self.unnamed}
        return {name: value for name, value in found.items() if value}


def stage(batches: Iterable[Batch], folder: Path) -> Staged:
    """Write the batches to one Parquet file for each table in `folder`.

    Raises
    ------
    MakegoodError : when a batch does not account for all its rows.
    """
    staged = Staged()
    writers = {table.name: _Writer(folder / f"{table.name}.parquet", table.read_schema) for table in (*DATA, REJECTED)}
    try:
        for batch in batches:
            _check(batch)
            for name, rows in {**batch.tables, REJECTED.name: batch.rejected}.items():
                writers[name].add(rows)
            staged.files.add(_without_sheet(batch.file))
            staged.read += batch.read
            staged.kept += batch.kept
            staged.excluded.update(batch.excluded)
            staged.left_out += batch.left_out
            staged.rejected += batch.rejected.num_rows
            staged.rows_of[batch.file] += batch.read
            staged.rejected_of[batch.file] += batch.rejected.num_rows
            dates_only = batch.facts.get("dates_only", ())
            staged.dates_only.update(dates_only if isinstance(dates_only, list | tuple | set | frozenset) else ())
            asides, passed_over = batch.facts.get("asides", 0), batch.facts.get("passed_over", ())
            staged.asides += asides if isinstance(asides, int) else 0
            staged.forgotten += _count(batch.facts.get("forgotten", 0))
            staged.unnamed += _count(batch.facts.get("unnamed", 0))
            staged.passed_over.update(passed_over if isinstance(passed_over, list | tuple) else ())
    finally:
        for writer in writers.values():
            writer.close()
    staged.paths = {name: writer.path for name, writer in writers.items() if writer.path.exists()}
    return staged


def _count(fact: object) -> int:
    return fact if isinstance(fact, int) else 0


def _without_sheet(file: str) -> str:
    """A workbook's own name: each of its sheets is read as `data/calls.xlsx[January]`."""
    return file.rpartition("[")[0] or file if file.endswith("]") else file


def _check(batch: Batch) -> None:
    excluded = sum(batch.excluded.values())
    counted = batch.kept + excluded + batch.left_out + batch.rejected.num_rows
    if batch.read != counted:
        raise MakegoodError(
            "the rows of a file do not add up, so nothing was stored",
            Place(batch.file),
            f"{batch.read} read, but {batch.kept} kept + {excluded} excluded + {batch.left_out} left out "
            f"+ {batch.rejected.num_rows} rejected = {counted}",
            "this is a mistake in makegood or in a plug-in; please report it with these numbers",
        )
    for part, whole in PART_OF.items():
        lost = _count_strays(batch, part.name, whole.name)
        if lost:
            raise MakegoodError(
                f"some values of a file belong to no {whole.name.rstrip('s')}, so nothing was stored",
                Place(batch.file),
                f"{lost} rows of {part.name} whose `content` no row of {whole.name} has",
                "this is a mistake in makegood or in a plug-in; please report it with these numbers",
            )
    rows = sum(table.num_rows for name, table in batch.tables.items() if TABLES[name] not in PART_OF)
    if rows != batch.kept + excluded:
        raise MakegoodError(
            "the rows of a file do not add up, so nothing was stored",
            Place(batch.file),
            f"{batch.kept} kept + {excluded} excluded, but {rows} rows to store",
            "this is a mistake in makegood or in a plug-in; please report it with these numbers",
        )


def _count_strays(batch: Batch, part: str, whole: str) -> int:
    import pyarrow.compute as pc

    if part not in batch.tables or not batch.tables[part].num_rows:
        return 0
    known = batch.tables[whole]["content"] if whole in batch.tables else pa.chunked_array([], pa.int64())
    strays: int = pc.sum(pc.invert(pc.is_in(batch.tables[part]["content"], value_set=known))).as_py()
    return strays


class _Writer:
    """One table's Parquet file, written a row group at a time."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.path, self.schema = path, schema
        self.waiting: list[pa.Table] = []
        self.rows = 0
        self.file: Any = None

    def add(self, rows: pa.Table) -> None:
        if rows.num_rows:
            self.waiting.append(rows.select(self.schema.names).cast(self.schema))
            self.rows += rows.num_rows
        if self.rows >= ROWS_IN_GROUP:
            self.flush()

    def flush(self) -> None:
        import pyarrow.parquet as pq

        if not self.waiting:
            return
        self.file = self.file or pq.ParquetWriter(self.path, self.schema, compression="lz4")
        self.file.write_table(pa.concat_tables(self.waiting), row_group_size=ROWS_IN_GROUP)
        self.waiting, self.rows = [], 0

    def close(self) -> None:
        self.flush()
        if self.file:
            self.file.close()
