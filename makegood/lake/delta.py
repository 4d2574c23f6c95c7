"""One Delta table on disk: which Parquet files belong to which version. The only file that knows delta-rs.

We write the Parquet files ourselves and commit only their names, so that a change of a table is one commit, and no
smallest or largest id stands in its log.
"""

import os
import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from makegood.lake.tables import Table

KEEP_HOURS = 168  # a reader that opened the table a week ago still finds its files

_LOG_ENTRY = re.compile(r"^(\d{20}\.(json|checkpoint.*\.parquet|crc)|_last_checkpoint)$")


@dataclass(frozen=True)
class Written:
    """A finished Parquet file that no table knows yet."""

    path: Path
    rows: int


@dataclass
class Edit:
    """The next version of one table: files that come, and files (by their full names) that go."""

    added: list[Written] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def exists(folder: Path) -> bool:
    """Whether the table has a first version."""
    from deltalake import DeltaTable

    return folder.is_dir() and DeltaTable.is_deltatable(folder.as_uri())


def newest_version(folder: Path) -> int:
    """The table's newest version, whether or not a load has recorded it."""
    return int(_open(folder).version())


def has_version(folder: Path, version: int) -> bool:
    """Whether the log still knows a version: `purge` leaves the newest, and what is committed after it."""
    entry = f"{version:020d}"
    log = folder / "_delta_log"
    return (log / f"{entry}.json").exists() or any(log.glob(f"{entry}.checkpoint*.parquet"))


def files(folder: Path, version: int | None = None) -> list[str]:
    """The table's Parquet files at a version (default: the newest), in the order of their names."""
    # Only the name is taken from the log: an address would be percent-encoded.
    return sorted(str(folder / Path(uri).name) for uri in _open(folder, version).file_uris())


def commit(folder: Path, table: Table, edit: Edit, load_id: str, now: datetime) -> None:
    """Move the files that come into the table, and commit the edit as one new version."""
    from deltalake import CommitProperties, Schema, Transaction
    from deltalake.transaction import AddAction, RemoveAction, create_table_with_add_actions

    milliseconds = int(now.timestamp() * 1000)
    folder.mkdir(parents=True, exist_ok=True)
    adds = []
    for file in edit.added:
        os.replace(file.path, folder / file.path.name)
        size = (folder / file.path.name).stat().st_size
        adds.append(AddAction(file.path.name, size, {}, milliseconds, True, f'{{"numRecords": {file.rows}}}'))
    schema = Schema.from_arrow(table.schema)
    properties: dict[str, Any] = {
        "commit_properties": CommitProperties(
            custom_metadata={"load_id": load_id},
            app_transactions=[Transaction("makegood", int(load_id.split("-", maxsplit=1)[0]))],
        ),
        "post_commithook_properties": _hooks(),
    }
    if not exists(folder):
        create_table_with_add_actions(
            folder.as_uri(),
            schema,
            adds,
            configuration={"delta.dataSkippingNumIndexedCols": "0"},  # other writers, too, leave ids out of the log
            **properties,
        )
        return
    open_table = _open(folder)
    there = {field.name for field in open_table.schema().fields}
    if missing := [field for field in schema.fields if field.name not in there]:
        open_table.alter.add_columns(missing, post_commithook_properties=_hooks())
        open_table = _open(folder)
    removes = [RemoveAction(Path(name).name, True, milliseconds) for name in edit.removed]
    open_table.create_write_transaction([*adds, *removes], "append", open_table.schema(), **properties)


def restore(folder: Path, version: int) -> None:
    """Bring the table back to what it held at a version, as a new version."""
    _open(folder).restore(version, post_commithook_properties=_hooks())


def sweep(folder: Path, prefix: str) -> None:
    """Delete what a killed load left in the table's folder: its files, and half-written log entries."""
    for file in folder.glob(f"{prefix}-*.parquet"):
        file.unlink()
    for entry in (folder / "_delta_log").glob("*"):
        if entry.is_file() and not _LOG_ENTRY.match(entry.name):
            entry.unlink()


def vacuum(folder: Path, keep: list[int]) -> None:
    """Delete the files that no version of the last seven days needs, and none of the versions to keep."""
    # `full`, because a checkpoint may already have forgotten an old file, which then nobody would delete.
    _open(folder).vacuum(
        retention_hours=KEEP_HOURS,
        dry_run=False,
        full=True,
        keep_versions=keep,
        post_commithook_properties=_hooks(),
    )


def purge(folder: Path, version: int) -> None:
    """Leave only what one version needs, the newest: its files, a checkpoint of it, and its own entry in the log.

    Nothing of it can be asked of delta-rs: its vacuum makes new versions, and its log is kept for 30 days. Killed, it
    can be done again.
    """
    table, log = _open(folder, version), folder / "_delta_log"
    needed = set(files(folder, version))
    table.create_checkpoint()
    for entry in sorted(log.glob("*")):
        if _LOG_ENTRY.match(entry.name) and entry.name[:20].isdigit() and int(entry.name[:20]) < version:
            entry.unlink()
    for path in folder.rglob("*"):
        if path.is_file() and log not in path.parents and str(path) not in needed:
            path.unlink()


def checkpoint(folder: Path) -> None:
    """Sum up the log, and delete log entries older than 30 days that it covers."""
    table = _open(folder)
    table.create_checkpoint()
    table.cleanup_metadata()


def _open(folder: Path, version: int | None = None) -> Any:
    from deltalake import DeltaTable

    return DeltaTable(folder.as_uri(), version=version)


def _hooks() -> Any:
    # A commit never deletes old log entries: the recorded version may be older than a killed load's checkpoint.
    from deltalake.transaction import PostCommitHookProperties

    return PostCommitHookProperties(create_checkpoint=True, cleanup_expired_logs=False)
