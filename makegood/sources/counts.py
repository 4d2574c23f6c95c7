"""What others have counted already: a telephone system's half-hours, so many offered and so many answered in time.

In: CSV and Parquet files, a row for each interval of each unit. Out: batches for the table `counts`, with an account of
every row. All files are looked at before the first is handed on, because a day's total may stand in another file than
its half-hours.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from makegood.errors import Place
from makegood.lake.tables import COUNTS
from makegood.project import Project, Source
from makegood.sources.batch import Batch
from makegood.sources.cells import Mask, Places, has_value, join_text, take
from makegood.sources.count_cells import Cells, read_cells, says_percent
from makegood.sources.count_rows import (
    CONTRADICTION,
    Intervals,
    find_contradictions,
    find_day_totals,
    find_unit_totals,
    put_together,
)
from makegood.sources.count_settings import find_count_names
from makegood.sources.count_starts import read_starts
from makegood.sources.event_tables import stamp_columns
from makegood.sources.fingerprint import combine, hash_numbers, hash_text
from makegood.sources.mapping import (
    Mapped,
    Names,
    optional_text,
    read_id,
    read_mapped,
    refuse_ids,
)
from makegood.sources.matching import find_matches
from makegood.sources.refusals import Refusal, refuse
from makegood.sources.survey import Question
from makegood.sources.timestamps import Clock, Times, lies_ahead, read_times, without
from makegood.zones import DAY, SECOND, Int64s

BATCH = 500_000  # rows


@dataclass(frozen=True)
class _Job:
    """What stays the same from file to file."""

    source: Source
    project: Project
    names: Names
    now: datetime

    @property
    def clock(self) -> Clock:
        return Clock(self.source.time_zone or self.project.time_zone, self.source.dates)


@dataclass(frozen=True)
class _File:
    """One file's intervals, whole columns, and what is wrong with them so far."""

    part: Mapped
    ids: pa.LargeStringArray
    unit: pa.LargeStringArray
    excluded: pa.LargeStringArray
    starts: Times
    is_word: Mask
    cells: Cells
    newest_us: Int64s
    content: Int64s
    refusals: tuple[Refusal, ...]

    @property
    def is_left_out(self) -> Mask:
        """The rows about something else: by `where:`, or excluded ones such as a last line, that have no start."""
        is_excluded = self.excluded.is_valid().to_numpy(zero_copy_only=False)
        left_out: Mask = self.part.is_left_out | (is_excluded & (~self.starts.has | self.is_word))
        return left_out

    @property
    def counts(self) -> Mask:
        """The rows that can be read and are neither left out nor excluded."""
        counts: Mask = ~self.is_left_out & self.excluded.is_null().to_numpy(zero_copy_only=False)
        for refusal in self.refusals:
            counts &= ~refusal.hit
        return counts

    def intervals(self, zone: str) -> Intervals:
        """The rows that count, for a look at all files together."""
        mine = np.flatnonzero(self.counts)
        day, at_midnight = self.starts.days(zone)[mine].astype(np.int64), self.starts.wall[mine] % DAY == 0
        ids, unit = (column.take(pa.array(mine)) for column in (self.ids, self.unit))
        numbers = (self.cells.n, self.cells.kept, self.newest_us, self.content)
        return Intervals(
            ids, unit, self.starts.us[mine], day, at_midnight, self.is_word[mine], *(values[mine] for values in numbers)
        )


def read(
    source: Source,
    project: Project,
    now: datetime,
    numbers: Collection[str] = (),  # noqa: ARG001 - readers are called alike
) -> Iterator[Batch]:
    """Read a source of counts.

    Parameters
    ----------
    source : Source
        Its settings.
    project : Project
        Zone, country, opening hours, and the folder from which file names are seen.
    now : datetime
        The wall clock, aware: what began more than a day later is rejected.
    numbers : collection of str
        Only for events: counts have no amounts.

    Raises
    ------
    MakegoodError : when the settings or a file cannot be read at all.

    Notes
    -----
    The rows of all files are held in memory, some 600 bytes each at the peak; a year of half-hours is 17,520 a unit.
    """
    names = find_count_names(source)
    job = _Job(source, project, names, now)
    question = Question(job.clock, tuple(names.theirs[ours][0] for ours in _times(names)))
    parts = list(read_mapped(source, project, names, question))
    mapped = [part for part in parts if isinstance(part, Mapped)]
    shares = names.theirs.get("share_kept", ())
    is_percent = any(says_percent(part.rows.columns[name]) for part in mapped for name in shares)
    files = [_read_file(job, part, is_percent=is_percent) for part in mapped]
    yield from (part for part in parts if isinstance(part, Batch))
    for file, (is_total, contradicts) in zip(files, _look_at_all(job, files), strict=True):
        is_left_out = file.is_left_out | is_total
        column = names.column("started_at")
        refusals = [
            *file.refusals,
            Refusal(file.is_word, column, "not a time of day, and not the total of its day", "text"),
            Refusal(contradicts, column, CONTRADICTION, "number"),
        ]
        mine = [replace(refusal, hit=refusal.hit & ~is_left_out) for refusal in refusals]
        is_rejected, rejected = refuse(source.name, file.part.rows, mine)
        yield from _batches(job, file, ~is_left_out & ~is_rejected, int(is_left_out.sum()), rejected)


def _times(names: Names) -> list[str]:
    return [ours for ours in ("started_at", "updated_at") if ours in names.theirs]


def _read_file(job: _Job, part: Mapped, *, is_percent: bool) -> _File:
    rows, names = part.rows, job.names
    starts, is_word = read_starts(part, names.theirs["started_at"], job.clock)
    cells = read_cells(rows, names, is_percent=is_percent)
    excluded, unit = find_matches(rows, job.source.exclude), optional_text(names, "unit", rows)
    mine = ~part.is_left_out
    counts = mine & excluded.is_null().to_numpy(zero_copy_only=False)
    refusals = [
        *refuse_ids(job.source, names, "count_id", part),
        *_refuse_start(job, part, starts),
        *(Refusal(counts & each.hit, each.column, each.reason, each.cells) for each in cells.refusals),
    ]
    newest, hashes = starts.us, []
    if "updated_at" in names.theirs:
        updated, more = _read_updated(job, part, counts)
        refusals += more
        newest = np.where(updated.has, updated.us, newest)
        hashes = [hash_numbers(updated.us, updated.has, "updated_at")]
    ids = _name_intervals(job, part, unit, starts)
    every = np.ones(len(rows.lines), bool)
    hashes += [hash_numbers(starts.us, starts.has, "started_at")]
    hashes += [hash_numbers(values, every, name) for name, values in (("n", cells.n), ("kept", cells.kept))]
    texts = (("unit", unit), ("excluded", excluded), ("count_id", ids))
    hashes += [hash_text(text, has_value(text), name) for name, text in texts]
    content = combine(hashes, len(every))
    return _File(part, ids, unit, excluded, starts, is_word, cells, newest, content, tuple(refusals))


def _refuse_start(job: _Job, part: Mapped, starts: Times) -> list[Refusal]:
    mine, column = ~part.is_left_out, job.names.column("started_at")
    cells = part.rows.columns[job.names.theirs["started_at"][0]]
    return [
        Refusal(mine & ~starts.has & ~starts.is_bad, column, "started_at is empty", "empty"),
        Refusal(mine & starts.is_bad, column, starts.reason, cells),
        Refusal(mine & lies_ahead(starts, job.now), column, "lies in the future", "date"),
    ]


def _read_updated(job: _Job, part: Mapped, counts: Mask) -> tuple[Times, list[Refusal]]:
    name, file = job.names.column("updated_at"), part.rows.file
    column = part.rows.columns[name]
    updated = read_times(column, job.clock, Place(file), name, part.customs.time(name, file))
    ahead = lies_ahead(updated, job.now)
    refusals = [
        Refusal(counts & updated.is_bad, name, updated.reason, column),
        Refusal(counts & ahead, name, "lies in the future", "date"),
    ]
    return without(updated, ahead), refusals


def _name_intervals(job: _Job, part: Mapped, unit: pa.LargeStringArray, starts: Times) -> pa.LargeStringArray:
    """What `count_id:` names, or else the unit and the start in UTC, however that was written."""
    if "count_id" in job.names.theirs:
        return read_id(part.rows, job.names.theirs["count_id"], part.nth)
    moments = pc.strftime(pa.array(starts.us // SECOND).cast(pa.timestamp("s")), "%Y-%m-%dT%H:%M:%SZ")
    return join_text([pc.fill_null(unit, ""), pc.cast(moments, pa.large_string())], "|")


def _look_at_all(job: _Job, files: Sequence[_File]) -> Iterator[tuple[Mask, Mask]]:
    """For each file the rows that only all files show to be totals, and to contradict each other."""
    rows = put_together([file.intervals(job.project.time_zone) for file in files])
    totals = find_day_totals(rows)
    totals |= find_unit_totals(rows, totals)
    found, start = (totals, find_contradictions(rows, totals)), 0
    for file in files:
        places = np.flatnonzero(file.counts)
        is_total, contradicts = (np.zeros(len(file.is_word), bool) for _ in found)
        for mask, hits in zip((is_total, contradicts), found, strict=True):
            mask[places] = hits[start : start + len(places)]
        yield is_total, contradicts
        start += len(places)


def _batches(job: _Job, file: _File, stored: Mask, left_out: int, rejected: pa.Table) -> Iterator[Batch]:
    """The stored rows in portions; the first also accounts for the rows that are not stored."""
    places = np.flatnonzero(stored)
    facts = {"dates_only": ["started_at"] if file.starts.dates_only else []}
    for start in range(0, max(len(places), 1), BATCH):
        some = places[start : start + BATCH]
        table = _count_table(job, file, some)
        reasons = table.column("excluded").drop_null().value_counts().to_pylist()
        excluded = {str(reason["values"]): int(reason["counts"]) for reason in reasons}
        read, kept = len(some) + left_out + len(rejected), len(some) - sum(excluded.values())
        yield Batch(file.part.rows.file, {"counts": table}, rejected, read, kept, left_out, excluded, facts)
        left_out, rejected = 0, rejected.slice(0, 0)


def _count_table(job: _Job, file: _File, places: Places) -> pa.Table:
    columns = {
        "source": pa.repeat(pa.scalar(job.source.name), len(places)),
        "count_id": take(file.ids, places),
        "unit": take(file.unit, places),
        "excluded": take(file.excluded, places),
        **stamp_columns("started", file.starts, job.project, places),
        "n": take(file.cells.n, places),
        "kept": take(file.cells.kept, places),
        "newest_us": take(file.newest_us, places),
        "content": take(file.content, places),
    }
    schema = COUNTS.read_schema
    return pa.table([columns[field.name].cast(field.type) for field in schema], schema=schema)
