"""The events of a file in the shape of the lake's tables `events` and `event_values`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from makegood.calendar import business_day_numbers, open_seconds
from makegood.lake.tables import EVENT_VALUES, EVENTS, TIME
from makegood.project import Project
from makegood.sources.cells import Mask, Places, take
from makegood.sources.fingerprint import Hashes
from makegood.sources.timestamps import Times
from makegood.zones import Int64s

STAMPS = ("started_at", "due_at", "done_at", "first_due_at")


@dataclass(frozen=True)
class Value:
    """One kept column: a number where the cell holds one, else text."""

    name: str
    numbers: npt.NDArray[np.float64]
    has_number: Mask
    text: pa.LargeStringArray
    has_text: Mask
    hashes: Hashes


@dataclass(frozen=True)
class Events:
    """The events of one file, whole columns; `excluded` and `texts` (unit, customer, about) are null where they say
    nothing.
    """

    ids: pa.LargeStringArray
    texts: Mapping[str, pa.LargeStringArray]
    excluded: pa.LargeStringArray
    times: Mapping[str, Times]
    newest_us: Int64s
    content: Int64s
    values: Sequence[Value]
    revenue: Value | None = None


def event_table(source: str, project: Project, events: Events, places: Places) -> pa.Table:
    """Some rows for the table `events`: each time with its local day, business day and open seconds."""
    columns: dict[str, pa.Array] = {
        "source": pa.repeat(pa.scalar(source), len(places)),
        "event_id": take(events.ids, places),
        **{name: take(text, places) for name, text in events.texts.items()},
        "revenue_cents": _cents(events.revenue, places),
        "excluded": take(events.excluded, places),
        "newest_us": take(events.newest_us, places),
        "content": take(events.content, places),
    }
    for name in STAMPS:
        columns |= stamp_columns(name.removesuffix("_at"), events.times.get(name), project, places)
    columns["answered_us"] = _moments(events.times.get("answered_at"), places)
    schema = EVENTS.read_schema
    return pa.table([columns[field.name].cast(field.type) for field in schema], schema=schema)


def _cents(revenue: Value | None, places: Places) -> pa.Array:
    if revenue is None:
        return pa.nulls(len(places))
    cents = np.rint(revenue.numbers[places] * 100).astype(np.int64)
    return pa.array(cents, mask=~revenue.has_number[places])


def _moments(times: Times | None, places: Places) -> pa.Array:
    """A time of which only the moment is needed."""
    if times is None or not len(places):
        return pa.nulls(len(places))
    mine = times.at(places)
    return pa.array(mine.us, mask=None if mine.has.all() else ~mine.has)


def stamp_columns(name: str, times: Times | None, project: Project, places: Places) -> dict[str, pa.Array]:
    """A time as the five columns that measures need."""
    parts = ("at", "us", "day", "business_day", "open_seconds")
    columns = {f"{name}_{part}": pa.nulls(len(places)) for part in parts}
    if times is None or not len(places):
        return columns
    mine = times.at(places)
    days = mine.days(project.time_zone)
    arrays = {"us": mine.us, "day": days, "business_day": business_day_numbers(days, project.country)}
    if project.opening_hours:
        hours = {str(day): text for day, text in project.opening_hours.items()}
        arrays["open_seconds"] = open_seconds(mine.us, project.time_zone, hours, project.country)
    missing = None if mine.has.all() else ~mine.has
    columns |= {f"{name}_{part}": pa.array(values, mask=missing) for part, values in arrays.items()}
    return columns | {f"{name}_at": columns[f"{name}_us"].cast(TIME)}


def value_table(source: str, events: Events, places: Places) -> pa.Table:
    """A row for each value of the kept columns that is not empty."""
    schema = EVENT_VALUES.read_schema
    tables = [schema.empty_table()]
    for value in events.values:
        some = places[value.has_number[places] | value.has_text[places]]
        columns = {
            "source": pa.repeat(pa.scalar(source), len(some)),
            "event_id": take(events.ids, some),
            "name": pa.repeat(pa.scalar(value.name), len(some)),
            "number": pa.array(value.numbers[some], mask=~value.has_number[some]),
            "text": pc.if_else(pa.array(value.has_text[some]), take(value.text, some), None),
            "newest_us": take(events.newest_us, some),
            "content": take(events.content, some),
        }
        tables.append(pa.table([columns[field.name].cast(field.type) for field in schema], schema=schema))
    return pa.concat_tables(tables)
