"""The commit point: the table `loads`, whose last row names the version of every table that belongs to it.

A change writes its tables one after the other; until its row stands in `loads` no reader sees any of them, and the
next change begins by bringing them back. One change at a time, under a lock that dies with its process.
"""

import json
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from makegood.lake import delta
from makegood.lake.tables import LOADS, TABLES
from makegood.model import Load

STAGING = ".staging"
ROWS_IN_FILE = 1000  # of `loads`; above it a new file begins

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """A change of the lake while it is being made.

    Attributes
    ----------
    load_id : str
        Its number in the lake, and letters of its own; names of later changes sort after it.
    lake : Path
        The lake's folder.
    folder : Path
        Where its unfinished files stand; gone when it is over.
    versions : mapping of table name to int
        The version of each table before it.
    files : mapping of table name to list of str
        The Parquet files of these versions.
    """

    load_id: str
    lake: Path
    folder: Path
    versions: Mapping[str, int]
    files: Mapping[str, list[str]]


def rows(lake: Path) -> list[Row]:
    """All rows of `loads`, oldest first; none before the first load."""
    import pyarrow.parquet as pq

    if not delta.exists(lake / LOADS.name):
        return []
    tables = [pq.read_table(file, partitioning=None) for file in delta.files(lake / LOADS.name)]
    found: list[Row] = pa.concat_tables(tables, promote_options="default").to_pylist()
    return sorted(found, key=lambda row: row["load_id"])


def last_row(lake: Path) -> Row | None:
    """The newest row of `loads`; None before the first load."""
    import pyarrow.parquet as pq

    if not delta.exists(lake / LOADS.name):
        return None
    newest = delta.files(lake / LOADS.name)[-1]  # files are named after their newest row
    found: list[Row] = pq.read_table(newest, partitioning=None).to_pylist()
    return max(found, key=lambda row: row["load_id"])


def recorded(row: Row | None) -> dict[str, int]:
    """The version of each table that a row of `loads` names."""
    return {} if row is None else json.loads(row["versions"])


@contextmanager
def change(lake: Path, on_wait: Callable[[], None] | None = None) -> Iterator[Change]:
    """Hold the lake's lock while it changes; what is not finished with `finish` is undone.

    Parameters
    ----------
    lake : Path
        The lake's folder; made if it does not exist.
    on_wait : callable, optional
        Called once before waiting for another change.
    """
    from filelock import FileLock, Timeout

    lake.mkdir(parents=True, exist_ok=True)
    lock = FileLock(lake / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if on_wait:
            on_wait()
        lock.acquire(poll_interval=0.1)
    try:
        before = recover(lake)
        number = int(before["load_id"].split("-")[0]) + 1 if before else 1
        load_id = f"{number:08d}-{secrets.token_hex(4)}"
        folder = lake / STAGING / load_id
        folder.mkdir(parents=True)
        versions = recorded(before)
        files = {name: delta.files(lake / name, version) for name, version in versions.items()}
        try:
            yield Change(load_id, lake, folder, versions, files)
        finally:
            recover(lake)
    finally:
        lock.release()


def recover(lake: Path) -> Row | None:
    """Undo what a killed change left behind, and give the last finished one. Only under the lock.

    Every step can be done again, and the staging folder goes last: a kill in here is mended by the next change.
    """
    last = last_row(lake)
    versions = recorded(last)
    left = sorted(path.name for path in (lake / STAGING).glob("*"))
    if not left:
        return last
    for folder in (lake / name for name in TABLES if name != LOADS.name):
        if folder.name not in versions:
            if folder.exists():
                shutil.rmtree(folder)
        elif delta.newest_version(folder) != versions[folder.name]:
            delta.restore(folder, versions[folder.name])
    finished = {row["load_id"] for row in rows(lake)}
    for load_id in left:
        if load_id not in finished:
            for name in TABLES:
                delta.sweep(lake / name, load_id)
        shutil.rmtree(lake / STAGING / load_id)
    return last


def finish(
    change: Change,
    edits: Mapping[str, delta.Edit],
    load: Load,
    facts: Mapping[str, Any],
    touched: Iterable[str] = (),
) -> None:
    """Commit the edits of all tables, then the row of `loads` that makes them true.

    `touched` names tables that the change has committed itself.
    """
    for name, edit in edits.items():
        delta.commit(change.lake / name, TABLES[name], edit, change.load_id, load.finished_at)
    newest = {name: delta.newest_version(change.lake / name) for name in (*edits, *touched)}
    row = {
        **asdict(load),
        "excluded": json.dumps(load.excluded),
        "facts": json.dumps(facts),
        "versions": json.dumps({**change.versions, **newest}),
    }
    delta.commit(change.lake / LOADS.name, LOADS, _with_row(change, row), change.load_id, load.finished_at)


def _with_row(change: Change, row: Row) -> delta.Edit:
    """One more row of `loads`, in one file with those before it: a file for each load would make every look slower."""
    import pyarrow.parquet as pq

    rows, earlier = pa.Table.from_pylist([row], LOADS.schema), []
    if delta.exists(change.lake / LOADS.name):
        newest = delta.files(change.lake / LOADS.name)[-1]
        before = pq.read_table(newest, partitioning=None)
        if before.num_rows < ROWS_IN_FILE:
            rows, earlier = (
                pa.concat_tables([before, rows], promote_options="default").select(rows.schema.names),
                [newest],
            )
    path = change.folder / f"{change.load_id}-{LOADS.name}.parquet"
    pq.write_table(rows, path, compression="zstd")
    return delta.Edit([delta.Written(path, rows.num_rows)], earlier)


def bookkeeping(load_id: str, now: datetime) -> Load:
    """The account of a change that read nothing: verdicts, tidying."""
    return Load(load_id, "", now, 0, 0, 0, {}, 0, 0, 0, 0, 0, 0)
