"""Small files and settings, made by the tests that use them."""

import csv
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from makegood import sources
from makegood.project import Project, Source
from makegood.sources.batch import Batch

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"


def shared(name: str) -> Path:
    """A file of the real data; without it these tests cannot say anything, so they fail."""
    path = SHARED / name
    assert path.exists(), f"the real data are missing: put {name} into ../shared/data, seen from the repository"
    return path


def write_csv(path: Path, rows: Iterable[Mapping[str, object]], header: Iterable[str] = ()) -> Path:
    some = list(rows)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(header) or list(some[0]))
        writer.writeheader()
        writer.writerows(some)
    return path


def read(
    folder: Path,
    settings: Mapping[str, object] | None = None,
    now: datetime = NOW,
    numbers: Collection[str] = (),
    **source: Any,
) -> list[Batch]:
    given = {"name": "orders", "kind": "events", "files": "*.csv", **source}
    made = Source(**given)
    project = Project(organisation="Nordlys", sources=(made,), folder=folder, **(settings or {}))  # type: ignore[arg-type]
    batches = list(sources.read(made, project, now, numbers=numbers))
    for batch in batches:
        assert batch.read == batch.kept + sum(batch.excluded.values()) + batch.left_out + len(batch.rejected)
    return batches


def table(batches: Iterable[Batch], name: str = "events") -> pa.Table:
    return pa.concat_tables([batch.tables[name] for batch in batches if name in batch.tables])


def rejected(batches: Iterable[Batch]) -> list[tuple[str, int, str, str, str]]:
    """(file, line, column, reason, value_type) of every rejected row."""
    rows = pa.concat_tables([batch.rejected for batch in batches]).to_pylist()
    return [(row["file"], row["line"], row["column"], row["reason"], row["value_type"]) for row in rows]


def as_set(rows: pa.Table) -> set[tuple[object, ...]]:
    found = [tuple(row.values()) for row in rows.to_pylist()]
    assert len(set(found)) == len(found)
    return set(found)
