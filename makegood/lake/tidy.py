"""Keeping the lake quick: many small files become one, and files nobody needs any more are deleted."""

from datetime import datetime
from pathlib import Path

from makegood.lake import delta, ledger
from makegood.lake.changes import write
from makegood.lake.engine import from_files, open_duckdb
from makegood.lake.tables import LOADS, TABLES

SMALL = 500_000  # rows: files with fewer are put together
MEMORY = "1200MB"


def tidy(lake: Path, now: datetime) -> None:
    """Put small files together and delete what no version of the last seven days needs; no row changes.

    Parameters
    ----------
    lake : Path
        The lake's folder.
    now : datetime
        When it happens; aware.

    Notes
    -----
    One change like a load: readers see the lake before or after it, and a kill leaves it as it was.
    """
    if not delta.exists(lake / LOADS.name):
        return
    with ledger.change(lake) as change:
        edits = {}
        with open_duckdb(change.folder / "spill", MEMORY) as db:
            for name, there in change.files.items():
                small = [file for file in there if _rows_in(file) < SMALL]
                if len(small) > 1:
                    query = f"select * from {from_files(small)}"
                    new = write(db, query, change.folder / "new" / name, f"{change.load_id}-{name}")
                    edits[name] = delta.Edit(new, small)
        for name, edit in edits.items():
            delta.commit(lake / name, TABLES[name], edit, change.load_id, now)
        for name, version in change.versions.items():
            delta.vacuum(lake / name, [version])  # what readers see until this change is finished
        ledger.finish(change, {}, ledger.bookkeeping(change.load_id, now), {}, touched=change.files)
        for name in (*change.files, LOADS.name):
            delta.checkpoint(lake / name)
        delta.vacuum(lake / LOADS.name, [])


def _rows_in(file: str) -> int:
    import pyarrow.parquet as pq

    rows: int = pq.read_metadata(file).num_rows
    return rows
