"""Events written by hand, as the lake would hold them, on either engine."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pyarrow as pa

from makegood.calendar import business_day_numbers, open_seconds
from makegood.lake.tables import EVENT_VALUES, EVENTS
from makegood.project import Project

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PROJECT = Project(organisation="Test", opening_hours=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00"))


def stamp(name: str, moment: datetime | None) -> dict[str, Any]:
    """The columns of one time."""
    if moment is None:
        return {}
    us = (moment - EPOCH) // timedelta(microseconds=1)
    day = (moment.astimezone(PROJECT.zone).date() - date(1970, 1, 1)).days
    return {
        f"{name}_at": moment,
        f"{name}_us": us,
        f"{name}_day": day,
        f"{name}_business_day": int(business_day_numbers(np.array([day], np.int32), PROJECT.country)[0]),
        f"{name}_open_seconds": int(
            open_seconds(np.array([us], np.int64), PROJECT.time_zone, PROJECT.opening_hours or {}, PROJECT.country)[0]
        ),
    }


def event(
    started: datetime | None,
    done: datetime | None = None,
    due: datetime | None = None,
    first: datetime | None = None,
    **other: Any,
) -> dict[str, Any]:
    """One row of `events`; `first` is the date promised first, where that was another."""
    times = stamp("started", started) | stamp("done", done) | stamp("due", due) | stamp("first_due", first)
    return {"source": "orders", **times, **other}


def table(rows: list[dict[str, Any]]) -> pa.Table:
    """Rows of `events`, numbered."""
    numbered = [{"event_id": str(i), **row} for i, row in enumerate(rows)]
    return pa.Table.from_pylist(numbered, schema=EVENTS.schema)


def values(numbers: list[float | None], name: str = "waited") -> pa.Table:
    """Rows of `event_values` for the events 0, 1, ...; None is no row."""
    rows = [
        {"source": "orders", "event_id": str(i), "name": name, "number": number}
        for i, number in enumerate(numbers)
        if number is not None
    ]
    return pa.Table.from_pylist(rows, schema=EVENT_VALUES.schema)


def on_duckdb(rows: pa.Table) -> nw.LazyFrame:
    """The rows as DuckDB sees them."""
    return nw.from_native(duckdb.connect().from_arrow(rows))
