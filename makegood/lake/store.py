"""The lake: what was said and done, in Delta tables that change together or not at all.

The table `loads` is the commit point. Its last row names the version of every table that belongs to it; readers open
the tables at these versions, so a load that is still being written, or was killed, does not exist for them.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from makegood.errors import MakegoodError, VanishedError, guess
from makegood.lake.tables import DERIVED, LOADS, TABLES
from makegood.model import Load

if TYPE_CHECKING:
    import pyarrow as pa

    from makegood.lake.changes import Changes
    from makegood.lake.ledger import Row
    from makegood.lake.staging import Staged
    from makegood.sources.batch import Batch

MEMORY = "1200MB"  # DuckDB's share of a load; the rest goes to disk

_ADDRESS = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]+:/")


class Lake:
    """A folder of Delta tables, one for each of `tables.TABLES`.

    Parameters
    ----------
    folder : Path
        Made at the first load. On a local disk: writing to object storage has not been tried.

    Raises
    ------
    MakegoodError : when the folder is an address of object storage, or has a name that Delta cannot hold.
    """

    def __init__(self, folder: Path | str) -> None:
        if _ADDRESS.match(str(folder)):
            raise MakegoodError(
                "object storage is not supported yet",
                found=str(folder).split(":", maxsplit=1)[0] + "://",
                fix="give a folder on this machine as `lake:` in makegood.yaml",
            )
        self.folder = Path(folder).absolute()
        if re.search(r"%[0-9a-fA-F]{2}", str(self.folder)):
            raise MakegoodError(
                "the lake cannot stand in a folder with a % before two digits in its name",
                found=str(self.folder),
                fix="give another folder as `lake:` in makegood.yaml",
            )
        self._pinned: list[Row] | None = None

    def snapshot(self) -> "Lake":
        """The lake as it is now: what is read from it belongs together, whatever is loaded meanwhile."""
        pinned = Lake(self.folder)
        pinned._pinned = self._rows()
        return pinned

    def versions(self) -> Mapping[str, int]:
        """The Delta version of each table after the last finished load; empty before the first."""
        from makegood.lake import ledger

        if self._pinned is not None:
            return ledger.recorded(self._pinned[-1] if self._pinned else None)
        return ledger.recorded(ledger.last_row(self.folder))

    def files(self, table: str) -> "tuple[list[str], pa.Schema]":
        """The table's Parquet files after the last finished load (none if it does not exist yet), and its schema.

        Raises
        ------
        MakegoodError : when no table has this name; `loads` is read with `loads()`.
        VanishedError : when the version that belongs to this look was erased.
        """
        from makegood.lake import delta, statements

        if table in DERIVED:
            return statements.files(self.folder), DERIVED[table].schema
        names = [name for name in TABLES if name != LOADS.name]
        if table not in names:
            raise MakegoodError(f"no table of the lake is called {table}", found=table, fix=guess(table, names))
        version = self.versions().get(table)
        if version is None:
            return [], TABLES[table].schema
        try:
            return delta.files(self.folder / table, version), TABLES[table].schema
        except Exception:  # delta-rs has many for a version that is gone; any other is raised as it is
            if delta.has_version(self.folder / table, version):
                raise
            raise VanishedError from None  # somebody was forgotten after we had looked

    def loads(self) -> list[Load]:
        """What each finished read did, newest last."""
        return [_as_load(row) for row in self._rows() if row["source"]]

    def facts(self, source: str) -> Mapping[str, Any]:
        """What the last read of a source found: clock, `dates_only`, and `rejected`: {file: [rejected rows, rows]}.

        Raises
        ------
        MakegoodError : when the source has not been read yet.
        """
        rows = self._rows_of(source)
        if not rows:
            raise MakegoodError(
                f"the source {source} has not been read yet",
                found="no load of it in the lake",
                fix="run `makegood read`",
            )
        facts: dict[str, Any] = json.loads(rows[-1]["facts"])
        return facts

    def load(
        self,
        source: str,
        batches: "Iterable[Batch]",
        clock: Mapping[str, str],
        now: datetime,
        on_wait: Callable[[], None] | None = None,
    ) -> Load:
        """Take a whole read of one source into the lake, or nothing of it.

        Parameters
        ----------
        source : str
            The source's name in makegood.yaml.
        batches : iterable of Batch
            The read; it is set down on disk, so that memory stays bounded.
        clock : mapping of str to str
            `Project.clock`: the settings that shaped what is stored.
        now : datetime
            When it happens; aware.
        on_wait : callable, optional
            Called once if another load is running, before waiting for it.

        Returns
        -------
        Load
            `read = kept + excluded + left_out + rejected + repeated`, and
            `kept + excluded = added + changed + unchanged`.

        Raises
        ------
        MakegoodError : when a batch does not account for all its rows.
        Exception : whatever `batches` raises; the lake is then as it was.
        """
        from makegood.lake import ledger
        from makegood.lake.changes import Comparison, compare
        from makegood.lake.engine import open_duckdb
        from makegood.lake.staging import stage

        with ledger.change(self.folder, on_wait) as change:
            before = self._rows_of(source)
            read_with = json.loads(before[-1]["facts"])["clock"] if before else dict(clock)
            _refuse_other_rows(source, read_with, clock)
            staged = stage(batches, change.folder)
            with open_duckdb(change.folder / "spill", MEMORY) as db:
                all_columns = read_with != dict(clock)
                read = Comparison(db, staged, change.files, all_columns, change.load_id, change.folder / "new")
                changes = compare(read, source)
            load = _account(change.load_id, source, now, staged, changes)
            bad = {file: [n, staged.rows_of[file]] for file, n in sorted(staged.rejected_of.items()) if n}
            facts = {"clock": dict(clock), "dates_only": sorted(staged.dates_only), "rejected": bad, **staged.sheets}
            ledger.finish(change, changes.edits, load, facts)
        return load

    def append(self, table: str, rows: "pa.Table", now: datetime) -> None:
        """Add rows to a table whose rows are never replaced (`verdicts`), all of them or none.

        Parameters
        ----------
        table : str
            Its name.
        rows : pyarrow.Table
            In the table's `read_schema`.
        now : datetime
            When it happens; aware.
        """
        import pyarrow.parquet as pq

        from makegood.lake import delta, ledger

        if not rows.num_rows:
            return
        shape = TABLES[table]
        with ledger.change(self.folder) as change:
            path = change.folder / f"{change.load_id}-{table}.parquet"
            plain = rows.select(shape.read_schema.names).cast(shape.read_schema)
            whole = plain.append_column("load_id", [[change.load_id] * rows.num_rows]).select(shape.schema.names)
            pq.write_table(whole.cast(shape.schema), path, compression="zstd")
            edits = {table: delta.Edit([delta.Written(path, rows.num_rows)])}
            ledger.finish(change, edits, ledger.bookkeeping(change.load_id, now), {})

    def tidy(self, now: datetime) -> None:
        """Put small files together, and delete files that no table has needed for seven days."""
        from makegood.lake.tidy import tidy

        tidy(self.folder, now)

    def _rows(self) -> "list[Row]":
        from makegood.lake import ledger

        return ledger.rows(self.folder) if self._pinned is None else self._pinned

    def _rows_of(self, source: str) -> "list[Row]":
        return [row for row in self._rows() if row["source"] == source]


def _refuse_other_rows(source: str, read_with: Mapping[str, str], settings: Mapping[str, str]) -> None:
    """Rows under old ids would stay beside the same rows under new ones, and count twice."""
    if read_with.get("rows") != settings.get("rows"):
        raise MakegoodError(
            f"which rows the source {source} has, or what they are called, has changed since it was read",
            found="another event_id, voice_id or count_id, `where:` or `join:` in makegood.yaml; "
            "of counts also another unit, start, `dates:` or time zone",
            fix="delete the lake's folder and read again, or give the source another name",
        )
    if read_with.get("ids") != settings.get("ids"):
        raise MakegoodError(
            f"the ids that rows of the source {source} get would not be those that they have in the lake",
            found="ids made with another key" if "ids" in read_with else "ids made without a key, by an older makegood",
            fix="delete the lake's folder and read again, or give the source another name"
            + (", or bring back .makegood/key or MAKEGOOD_KEY as it was" if "ids" in read_with else ""),
        )


def _as_load(row: "Row") -> Load:
    known = {name: row[name] for name in Load.__dataclass_fields__ if name in row}
    facts = json.loads(row["facts"])
    sheets = {"asides": facts.get("asides", 0), "passed_over": tuple(facts.get("passed_over", ()))}
    sheets |= {"forgotten": facts.get("forgotten", 0), "unnamed": facts.get("unnamed", 0)}
    return Load(**{**known, **sheets, "excluded": json.loads(row["excluded"])})


def _account(load_id: str, source: str, now: datetime, staged: "Staged", changes: "Changes") -> Load:
    repeated = changes.repeated
    left = {why: n - repeated.get(why, 0) for why, n in sorted(staged.excluded.items())}
    excluded = {why: n for why, n in left.items() if n}
    load = Load(
        load_id=load_id,
        source=source,
        finished_at=now,
        files=len(staged.files),
        read=staged.read,
        kept=staged.kept - repeated.get("", 0),
        excluded=excluded,
        left_out=staged.left_out,
        rejected=staged.rejected,
        repeated=sum(repeated.values()),
        added=changes.added,
        changed=changes.changed,
        unchanged=changes.unchanged,
        asides=staged.asides,
        passed_over=tuple(sorted(staged.passed_over)),
        forgotten=staged.forgotten,
        unnamed=staged.unnamed,
    )
    stored = load.kept + sum(excluded.values())
    if stored != load.added + load.changed + load.unchanged or min(load.kept, *excluded.values(), 0) < 0:
        raise MakegoodError(
            f"the rows of {source} do not add up, so nothing was stored",
            found=f"{load.kept} kept + {sum(excluded.values())} excluded, but {load.added} added "
            f"+ {load.changed} changed + {load.unchanged} unchanged",
            fix="this is a mistake in makegood or in a plug-in; please report it with these numbers",
        )
    return load
