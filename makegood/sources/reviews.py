"""What customers said: when, how many stars, about which event, and in which words, masked.

In: CSV, JSON and Parquet files. Out: batches for the table `voices`. Texts and customers are masked before anything
else is done with them (`review_words`): no row, hash, message or file of the lake holds them as they were written.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from makegood.errors import MakegoodError, Place
from makegood.lake.tables import TIME, VOICES
from makegood.persons import find_key
from makegood.project import Project, Source
from makegood.sources.batch import Batch
from makegood.sources.cells import Mask, Places, as_text, has_value, take
from makegood.sources.decimals import read_numbers
from makegood.sources.fingerprint import Hashes, combine, hash_numbers, hash_text
from makegood.sources.mapping import Mapped, Names, find_names, optional_text, read_id, read_mapped, refuse_ids
from makegood.sources.refusals import Refusal, refuse
from makegood.sources.review_words import PRIVATE, read_words
from makegood.sources.row_ids import RowHashes, Seen, number_rows
from makegood.sources.survey import Question
from makegood.sources.timestamps import Clock, Times, lies_ahead, read_times
from makegood.zones import Int64s

NAMES = ("voice_id", "said_at", "replied_at", "rating", "event_id", "unit", *PRIVATE)
BATCH = 500_000  # rows


@dataclass(frozen=True)
class _Job:
    """What stays the same from file to file."""

    source: Source
    project: Project
    names: Names
    now: datetime
    key: bytes


@dataclass(frozen=True)
class _Voices:
    """The cells of one file, whole columns; `texts` are event_id and unit, `words` are masked; null: nothing said."""

    said: Times
    replied: Times | None
    rating: npt.NDArray[np.float64]
    has_rating: Mask
    texts: Mapping[str, pa.LargeStringArray]
    words: Mapping[str, pa.LargeStringArray]


@dataclass(frozen=True)
class _Found:
    """The same with the id and the hash of each row."""

    voices: _Voices
    ids: pa.LargeStringArray
    content: Int64s


def read(
    source: Source,
    project: Project,
    now: datetime,
    numbers: Collection[str] = (),  # noqa: ARG001 - readers are called alike
) -> Iterator[Batch]:
    """Read a source of reviews, file by file.

    Parameters
    ----------
    source : Source
        Its settings.
    project : Project
        Zone, and the folder from which file names are seen.
    now : datetime
        The wall clock, aware: what was said more than a day later is rejected.
    numbers : collection of str
        Only for events: a review has no amounts.

    Raises
    ------
    MakegoodError : when the settings or a file cannot be read at all.
    """
    names = find_names(source, NAMES)
    settings = Place("makegood.yaml")
    if "said_at" not in names.theirs:
        what = f"`columns:` of {source.name} has no said_at"
        raise MakegoodError(what, settings, fix="name the column that says when a review was written")
    for setting, value in (("exclude", source.exclude), ("keep_columns", source.keep_columns)):
        if value:
            what = f"`{setting}:` of {source.name} is only for events"
            raise MakegoodError(what, settings, fix="keep the reviews that belong here with `where:`")
    is_private = bool(names.theirs.keys() & set(PRIVATE))
    key = find_key(project.folder) if is_private or source.makes_ids else b""
    job, seen = _Job(source, project, names, now, key), Seen.nothing()
    for part in read_mapped(source, project, names, _question(job)):
        if isinstance(part, Batch):
            yield part
            continue
        voices, refusals = _read_cells(job, part)
        is_rejected, rejected = refuse(source.name, part.rows, refusals)
        places = np.flatnonzero(~part.is_left_out & ~is_rejected)
        hashes = _hashes(voices)
        if "voice_id" in names.theirs:
            ids = read_id(part.rows, names.theirs["voice_id"], part.nth)
        else:
            rows, stored = RowHashes.of(hashes, len(part.rows.lines)), ~part.is_left_out & ~is_rejected
            ids, seen = number_rows(rows, stored, seen, key)
        # Words and a reply change the review and not its id: without `voice_id` it would else be another one.
        replied = voices.replied
        told = [] if replied is None else [hash_numbers(replied.us, replied.has, "replied_at")]
        told += [hash_text(text, has_value(text), name) for name, text in voices.words.items()]
        content = combine([*hashes, *told, hash_text(ids, has_value(ids), "voice_id")], len(ids))
        yield from _batches(job, part, places, _Found(voices, ids, content), rejected)


def _question(job: _Job) -> Question:
    """What has to be the same, or agreed, in all files."""
    ratings = (job.names.column("rating"),) if "rating" in job.names.theirs else ()
    clock = Clock(job.source.time_zone or job.project.time_zone, job.source.dates)
    times = tuple(job.names.column(ours) for ours in ("said_at", "replied_at") if ours in job.names.theirs)
    return Question(clock, times, ratings, frozenset(ratings), job.source.decimal)


def _read_cells(job: _Job, part: Mapped) -> tuple[_Voices, list[Refusal]]:
    """The cells of the file as values, and what is wrong with them."""
    rows, names, mine = part.rows, job.names, ~part.is_left_out
    name = names.column("said_at")
    agreed = part.customs.time(name, rows.file)
    said = read_times(rows.columns[name], _question(job).clock, Place(rows.file), name, agreed)
    refusals = [
        *refuse_ids(job.source, names, "voice_id", part),
        Refusal(mine & ~said.has & ~said.is_bad, name, "said_at is empty", "empty"),
        Refusal(mine & said.is_bad, name, said.reason, rows.columns[name]),
        Refusal(mine & lies_ahead(said, job.now), name, "lies in the future", "date"),
    ]
    replied = _read_replied(job, part)
    if replied is not None:
        column = names.column("replied_at")
        refusals.append(Refusal(mine & replied.is_bad, column, replied.reason, rows.columns[column]))
        refusals.append(Refusal(mine & lies_ahead(replied, job.now), column, "lies in the future", "date"))
    rating, has_rating = np.zeros(len(rows.lines)), np.zeros(len(rows.lines), bool)
    if "rating" in names.theirs:
        cells = rows.columns[names.column("rating")]
        rating, has_rating = read_numbers(cells, part.customs.mark(names.column("rating"), rows.file))
        is_bad = has_value(as_text(cells)) & ~has_rating
        refusals.append(Refusal(mine & is_bad, names.column("rating"), "rating is not a number", cells))
    texts = {ours: optional_text(names, ours, rows) for ours in ("event_id", "unit")}
    words = read_words(names, rows, mine, job.key)
    return _Voices(said, replied, rating, has_rating, texts, words), refusals


def _read_replied(job: _Job, part: Mapped) -> Times | None:
    """When the organisation replied, where the source says so."""
    if "replied_at" not in job.names.theirs:
        return None
    name, file = job.names.column("replied_at"), part.rows.file
    return read_times(part.rows.columns[name], _question(job).clock, Place(file), name, part.customs.time(name, file))


def _hashes(voices: _Voices) -> list[Hashes]:
    return [
        hash_numbers(voices.said.us, voices.said.has, "said_at"),
        hash_numbers(voices.rating, voices.has_rating, "rating"),
        *(hash_text(text, has_value(text), name) for name, text in voices.texts.items()),
    ]


def _batches(job: _Job, part: Mapped, places: Places, found: _Found, rejected: pa.Table) -> Iterator[Batch]:
    """The stored rows in portions; the first also accounts for the rows that are not stored."""
    left_out = int(part.is_left_out.sum()) + len(part.rows.asides)
    dates_only = {"dates_only": ["said_at"] if found.voices.said.dates_only else []}
    facts: Mapping[str, object] = {**dates_only, **part.rows.facts}
    for start in range(0, max(len(places), 1), BATCH):
        some = places[start : start + BATCH]
        tables = {"voices": _voice_table(job, found, some)}
        read = len(some) + left_out + len(rejected)
        yield Batch(part.rows.file, tables, rejected, read, len(some), left_out, {}, facts)
        left_out, rejected, facts = 0, rejected.slice(0, 0), dates_only


def _voice_table(job: _Job, found: _Found, places: Places) -> pa.Table:
    said, schema = found.voices.said.at(places), VOICES.read_schema
    replied = found.voices.replied.at(places) if found.voices.replied is not None else None
    columns = {
        "source": pa.repeat(pa.scalar(job.source.name), len(places)),
        "voice_id": take(found.ids, places),
        "said_at": pa.array(said.us).cast(TIME),
        "said_us": pa.array(said.us),
        "said_day": pa.array(said.days(job.project.time_zone)),
        "replied_us": pa.array(replied.us, mask=~replied.has) if replied is not None else pa.nulls(len(places)),
        "rating": pa.array(found.voices.rating[places], mask=~found.voices.has_rating[places]),
        **{name: take(text, places) for name, text in found.voices.texts.items()},
        "newest_us": pa.array(said.us if replied is None else np.maximum(said.us, replied.us)),
        "content": take(found.content, places),
        **{name: take(text, places) for name, text in found.voices.words.items()},
    }
    return pa.table([columns[field.name].cast(field.type) for field in schema], schema=schema)
