"""Batches made by hand, and the whole content of a lake as plain rows."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from makegood.lake.store import Lake
from makegood.lake.tables import EVENT_VALUES, EVENTS, REJECTED, TABLES, VOICES
from makegood.sources.batch import Batch

NOW = datetime(2026, 3, 2, 7, tzinfo=UTC)
CLOCK = {"country": "DK", "time_zone": "Europe/Copenhagen", "opening_hours": ""}
DAY_US = 86_400_000_000


def hash_of(*parts: object) -> int:
    return int.from_bytes(hashlib.blake2b(repr(parts).encode(), digest_size=8).digest(), "big", signed=True)


def event(id: str, done: int | None = None, *, newest: int = 20_000, **more: Any) -> dict[str, Any]:
    """One event as a row, with `values` beside it; times are days since 1970."""
    values: Mapping[str, float | str | None] = more.pop("values", {})
    row = {
        "source": "orders",
        "event_id": id,
        "unit": "Aarhus",
        "excluded": None,
        "started_us": newest * DAY_US,
        "started_at": datetime.fromtimestamp(newest * 86_400, UTC),
        "started_day": newest,
        "done_us": None if done is None else done * DAY_US,
        "done_day": done,
        "newest_us": newest * DAY_US,
        **more,
    }
    return {**row, "content": hash_of(sorted(row.items(), key=str), sorted(values.items())), "values": dict(values)}


def batch(
    events: Iterable[Mapping[str, Any]] = (),
    file: str = "data/orders.csv",
    rejected: Iterable[tuple[int, str]] = (),
    left_out: int = 0,
    **facts: Any,
) -> Batch:
    """The events (see `event`) and rejected rows (line, reason) of one file."""
    events = list(events)
    excluded: dict[str, int] = {}
    for row in events:
        if row["excluded"]:
            excluded[row["excluded"]] = excluded.get(row["excluded"], 0) + 1
    values = [
        {
            **{name: row[name] for name in ("source", "event_id", "newest_us", "content")},
            "name": name,
            "number": value if isinstance(value, float) else None,
            "text": value if isinstance(value, str) else None,
        }
        for row in events
        for name, value in row["values"].items()
    ]
    refused = [
        {"source": "orders", "file": file, "line": line, "column": "promised", "reason": why, "value_type": "text"}
        for line, why in rejected
    ]
    return Batch(
        file,
        {
            "events": pa.Table.from_pylist(events, EVENTS.read_schema),
            "event_values": pa.Table.from_pylist(values, EVENT_VALUES.read_schema),
        },
        pa.Table.from_pylist(refused, REJECTED.read_schema),
        len(events) + len(refused) + left_out,
        len(events) - sum(excluded.values()),
        left_out,
        excluded,
        facts,
    )


def voices(
    rows: Iterable[tuple[str, float]], file: str = "data/reviews.csv", texts: Mapping[str, str] | None = None
) -> Batch:
    """Reviews (id, stars) of the source `reviews`, some with words."""
    words = texts or {}
    made = [
        {
            **{"source": "reviews", "voice_id": id, "rating": stars, "newest_us": DAY_US, "text": words.get(id)},
            "content": hash_of(id, stars, *([words[id]] if id in words else [])),
        }
        for id, stars in rows
    ]
    empty = REJECTED.read_schema.empty_table()
    return Batch(file, {"voices": pa.Table.from_pylist(made, VOICES.read_schema)}, empty, len(made), len(made))


def read(folder: Path, *batches: Batch, source: str = "orders") -> Any:
    return Lake(folder).load(source, batches, CLOCK, NOW)


def content(lake: Lake, table: str, *but: str) -> list[tuple[Any, ...]]:
    """All rows of a table, sorted, read without an engine; `but` names columns to leave out."""
    import pyarrow.parquet as pq

    files, schema = lake.files(table)
    names = [name for name in schema.names if name not in but]
    rows = [row for file in files for row in pq.read_table(file, partitioning=None).to_pylist()]
    return sorted((tuple(row.get(name) for name in names) for row in rows), key=repr)


def everything(lake: Lake, *but: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but `loads`."""
    return {name: content(lake, name, *but) for name in TABLES if name != "loads"}
