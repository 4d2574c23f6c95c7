"""Things done or due, from operational logs: orders, calls, tickets, refunds.

In: CSV, JSON and Parquet files as a source's settings describe them. Out: batches for the tables `events` and
`event_values`, with an account of every row: kept, excluded, left out, or rejected with its line and the reason.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
import pyarrow as pa

from makegood.errors import MakegoodError, Place
from makegood.persons import find_key, hash_persons
from makegood.project import Project, Source
from makegood.sources.batch import Batch
from makegood.sources.cells import Mask, as_text, has_value
from makegood.sources.decimals import read_numbers, refuse_open
from makegood.sources.event_tables import STAMPS, Events, Value, event_table, value_table
from makegood.sources.fingerprint import combine, hash_numbers, hash_text
from makegood.sources.mapping import (
    Mapped,
    Names,
    find_names,
    optional_text,
    read_id,
    read_mapped,
    refuse_ids,
)
from makegood.sources.matching import find_matches
from makegood.sources.refusals import Refusal, refuse
from makegood.sources.row_ids import Seen, number_rows
from makegood.sources.survey import Question
from makegood.sources.timestamps import Clock, Times, end_of_day, lies_ahead, read_times, without
from makegood.text.private import mask_column
from makegood.zones import Int64s

HAPPENED = ("started_at", "done_at", "answered_at", "updated_at")
NAMES = ("event_id", "unit", *STAMPS, "answered_at", "updated_at", "customer", "revenue", "about")
BATCH = 500_000  # rows


@dataclass(frozen=True)
class _Job:
    """What stays the same from file to file."""

    source: Source
    project: Project
    names: Names
    now: datetime
    numbers: frozenset[str]
    key: bytes = b""


@dataclass(frozen=True)
class _Cells:
    """The cells of one file as values, whole columns; `excluded` is null where a row counts."""

    times: Mapping[str, Times]
    values: Sequence[Value]
    excluded: pa.Array
    revenue: Value | None = None


def read(source: Source, project: Project, now: datetime, numbers: Collection[str] = ()) -> Iterator[Batch]:
    """Read a source of events, file by file.

    Parameters
    ----------
    source : Source
        Its settings.
    project : Project
        Zone, country, opening hours, and the folder from which file names are seen.
    now : datetime
        The wall clock, aware: what happened more than a day later is rejected.
    numbers : collection of str
        Columns to keep that a promise judges by their number: a row whose cell there is neither empty nor a number is
        rejected, because the amount would seem to be missing.

    Raises
    ------
    MakegoodError : when the settings or a file cannot be read at all.
    """
    source = replace(source, keep_columns=tuple(dict.fromkeys([*source.keep_columns, *sorted(numbers)])))
    names = find_names(source, NAMES)
    _refuse_readable_customer(source, names)
    if not {"started_at", "due_at"} & set(names.theirs):
        what = f"`columns:` of {source.name} has neither started_at nor due_at"
        raise MakegoodError(what, Place("makegood.yaml"), fix="name the column that says when an event started")
    key = find_key(project.folder) if "customer" in names.theirs or source.makes_ids or source.keep_columns else b""
    job, seen = _Job(source, project, names, now, frozenset(numbers), key), Seen.nothing()
    for part in read_mapped(source, project, names, _question(job), whole="event_id" not in names.theirs):
        if isinstance(part, Batch):
            yield part
            continue
        values = [_read_value(job, name, part, name in job.numbers) for name in source.keep_columns]
        revenue = _read_value(job, names.column("revenue"), part, True) if "revenue" in names.theirs else None
        cells = _Cells(_read_stamps(job, part), values, find_matches(part.rows, source.exclude), revenue)
        is_rejected, rejected = _refuse(job, part, cells)
        stored = ~part.is_left_out & ~is_rejected
        events, seen = _make_events(job, part, cells, stored, seen)
        yield from _batches(job, part, events, stored, rejected)


def _refuse_readable_customer(source: Source, names: Names) -> None:
    """Who the customer is stands nowhere but in the organisation's own file."""
    if "customer" not in names.theirs:
        return
    column = names.column("customer")
    for setting, told in (("link", source.link_fields), ("keep_columns", source.keep_columns)):
        if column in told:
            raise MakegoodError(
                f"`{setting}:` of {source.name} would store who each customer is",
                Place("makegood.yaml"),
                f"the column {column}, which is the customer",
                "leave it out: a customer is stored only as a keyed hash (docs/sources/events.md)",
            )
    if column in source.exclude:
        raise MakegoodError(
            f"`exclude:` of {source.name} would store who its customers are, as the reason",
            Place("makegood.yaml"),
            f"the column {column}, which is the customer",
            "leave these rows out with `where:`, or exclude them by another column",
        )


def _mapped_stamps(job: _Job) -> list[str]:
    return [ours for ours in (*STAMPS, "answered_at", "updated_at") if ours in job.names.theirs]


def _question(job: _Job) -> Question:
    """What has to be the same, or agreed, in all files."""
    times = tuple(dict.fromkeys(job.names.column(ours) for ours in _mapped_stamps(job)))
    clock = Clock(job.source.time_zone or job.project.time_zone, job.source.dates)
    revenue = [job.names.column("revenue")] if "revenue" in job.names.theirs else []
    numbers = tuple(dict.fromkeys([*job.source.keep_columns, *revenue]))
    return Question(clock, times, numbers, job.numbers | frozenset(revenue), job.source.decimal)


def _read_stamps(job: _Job, part: Mapped) -> dict[str, Times]:
    """The times of the file, a thread for each column."""
    clock, file = _question(job).clock, part.rows.file

    def read_one(ours: str) -> Times:
        name = job.names.column(ours)
        times = read_times(part.rows.columns[name], clock, Place(file), name, part.customs.time(name, file))
        return end_of_day(times, clock.zone) if ours in ("due_at", "first_due_at") else times

    mapped = _mapped_stamps(job)
    with ThreadPoolExecutor(len(mapped)) as pool:
        return dict(zip(mapped, pool.map(read_one, mapped), strict=True))


def _refuse(job: _Job, part: Mapped, cells: _Cells) -> tuple[Mask, pa.Table]:
    """The rows to reject; those that are excluded need only an id."""
    counts = ~part.is_left_out & cells.excluded.is_null().to_numpy(zero_copy_only=False)
    refusals = refuse_ids(job.source, job.names, "event_id", part)
    for name, stamp in cells.times.items():
        column = job.names.column(name)
        if name == "started_at":
            refusals.append(Refusal(counts & ~stamp.has & ~stamp.is_bad, column, "started_at is empty", "empty"))
        refusals.append(Refusal(counts & stamp.is_bad, column, stamp.reason, part.rows.columns[column]))
        if name in HAPPENED:
            refusals.append(Refusal(counts & lies_ahead(stamp, job.now), column, "lies in the future", "date"))
    judged = [value for value in cells.values if value.name in job.numbers]
    for value in [*judged, *([cells.revenue] if cells.revenue else [])]:
        refusals.append(Refusal(counts & value.has_text, value.name, "not a number", part.rows.columns[value.name]))
    return refuse(job.source.name, part.rows, refusals)


def _make_events(job: _Job, part: Mapped, cells: _Cells, stored: Mask, seen: Seen) -> tuple[Events, Seen]:
    ahead = {name: lies_ahead(stamp, job.now) for name, stamp in cells.times.items() if name in HAPPENED}
    times = {name: without(stamp, ahead[name]) if name in ahead else stamp for name, stamp in cells.times.items()}
    texts = {name: optional_text(job.names, name, part.rows) for name in ("unit", "about", "customer")}
    texts["customer"] = hash_persons(texts["customer"], job.key)
    hashes = [hash_numbers(stamp.us, stamp.has, name) for name, stamp in times.items()]
    told = {**texts, "excluded": cells.excluded}
    hashes += [hash_text(text, has_value(text), name) for name, text in told.items()]
    hashes += [value.hashes for value in cells.values]
    if cells.revenue:
        hashes.append(hash_numbers(cells.revenue.numbers, cells.revenue.has_number, "revenue"))
    if "event_id" in job.names.theirs:
        ids = read_id(part.rows, job.names.theirs["event_id"], part.nth)
    else:
        ids, seen = number_rows(part.hashes, stored, seen, job.key)
    content = combine([*hashes, hash_text(ids, has_value(ids), "event_id")], len(ids))
    newest = _find_newest(times, len(ids))
    return Events(ids, texts, cells.excluded, times, newest, content, cells.values, cells.revenue), seen


def _read_value(job: _Job, name: str, part: Mapped, is_judged: bool) -> Value:
    """A kept column; personal data in its texts are masked before anything is made of them."""
    column, mark = part.rows.columns[name], part.customs.mark(name, part.rows.file)
    if is_judged and mark is None:
        refuse_open(column, part.rows.file, name)
    text = as_text(column)
    numbers, has_number = read_numbers(column, mark)
    has_text = has_value(text) & ~has_number
    if has_text.any() and job.key:
        text = mask_column(text, job.key)
    hashes = hash_numbers(numbers, has_number, name) + hash_text(text, has_text, name)
    return Value(name, numbers, has_number, text, has_text, hashes)


def _find_newest(times: Mapping[str, Times], rows: int) -> Int64s:
    """`updated_at` where a row has it, else the later of its start and its end; 0 where nothing has happened."""
    newest = np.zeros(rows, np.int64)
    for name in HAPPENED:
        if name in times:
            us = times[name].us if name == "updated_at" else np.maximum(newest, times[name].us)
            newest = np.where(times[name].has, us, newest)
    return newest


def _batches(job: _Job, part: Mapped, events: Events, stored: Mask, rejected: pa.Table) -> Iterator[Batch]:
    """The stored rows in portions; the first also accounts for the rows that are not stored."""
    places = np.flatnonzero(stored)
    left_out = int(part.is_left_out.sum()) + len(part.rows.asides)
    dates_only = {"dates_only": [name for name in STAMPS if name in events.times and events.times[name].dates_only]}
    facts: Mapping[str, object] = {**dates_only, **part.rows.facts}
    for start in range(0, max(len(places), 1), BATCH):
        some = places[start : start + BATCH]
        table = event_table(job.source.name, job.project, events, some)
        reasons = table.column("excluded").drop_null().value_counts().to_pylist()
        excluded = {str(reason["values"]): int(reason["counts"]) for reason in reasons}
        tables = {"events": table, "event_values": value_table(job.source.name, events, some)}
        read, kept = len(some) + left_out + len(rejected), len(some) - sum(excluded.values())
        yield Batch(part.rows.file, tables, rejected, read, kept, left_out, excluded, facts)
        left_out, rejected, facts = 0, rejected.slice(0, 0), dates_only
