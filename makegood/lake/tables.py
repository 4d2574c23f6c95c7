"""Every table and column of the lake: meaning, unit and privacy class.

Privacy classes: `none`; `business` (about the organisation); `pseudonym` (points at a person only together with
the organisation's own systems); `masked` (a person's own words, in which whatever points at a person stands as a
keyed mark, `[phone:...]`).
"""

from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True)
class Column:
    """One column: its type, what it means (with its unit), and how private it is."""

    name: str
    type: pa.DataType
    meaning: str
    privacy: str = "business"


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its key, and its columns.

    `key` is empty where rows are never replaced one by one.
    """

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of the table as it is stored."""
        return pa.schema([(column.name, column.type) for column in self.columns])

    @property
    def read_schema(self) -> pa.Schema:
        """The schema of what a source yields: all but what the store adds (`load_id`)."""
        return pa.schema([(c.name, c.type) for c in self.columns if c.name != "load_id"])


TIME = pa.timestamp("us", tz="UTC")
TEXT = pa.string()


def _stamp(name: str, meaning: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_at", TIME, f"{meaning}; UTC"),
        Column(f"{name}_us", pa.int64(), f"{meaning}; microseconds since 1970 UTC, for arithmetic on every engine"),
        Column(f"{name}_day", pa.int32(), f"{meaning}; days since 1970-01-01 of the local date"),
        Column(
            f"{name}_business_day",
            pa.int32(),
            f"{meaning}; business days from 1970 until that day; a closed day counts as the next open one",
        ),
        Column(
            f"{name}_open_seconds",
            pa.int64(),
            f"{meaning}; seconds of opening hours since 1970-01-01; empty without `opening_hours:`",
        ),
    )


_SOURCE = Column("source", TEXT, "name of the source in makegood.yaml", "none")
_LOAD = Column("load_id", TEXT, "the load that wrote this row", "none")
_CONTENT = Column("content", pa.int64(), "hash of everything the row says; a changed hash is a changed row", "none")
_NEWEST = Column(
    "newest_us",
    pa.int64(),
    "newest time at which something happened (or `updated_at`), microseconds UTC; of two rows with one id it decides",
)

EVENTS = Table(
    "events",
    "one thing done or due: an order, a call, a ticket, a refund",
    ("source", "event_id"),
    (
        _SOURCE,
        Column("event_id", TEXT, "the source's own id", "pseudonym"),
        Column("unit", TEXT, "shop, seller, carrier, or empty"),
        Column("excluded", TEXT, "why the event does not count, as `column=value`; empty when it counts"),
        *_stamp("started", "when it began"),
        *_stamp("due", "the event's own deadline; where the column holds only midnights, the end of that local day"),
        *_stamp("done", "when it was done; empty when it is not"),
        Column("customer", TEXT, "keyed hash of the customer, who can be counted and not read", "pseudonym"),
        Column("revenue_cents", pa.int64(), "what the customer paid, in hundredths of the file's own currency"),
        Column("about", TEXT, "id of the other event that this one is about: a complaint's case", "pseudonym"),
        Column("answered_us", pa.int64(), "when the customer was told; microseconds since 1970 UTC, or empty"),
        *_stamp("first_due", "the deadline that was promised first; empty while `due` has not been moved"),
        _NEWEST,
        _CONTENT,
        _LOAD,
    ),
)

EVENT_VALUES = Table(
    "event_values",
    "one value of an event that a promise or keep_columns names",
    ("source", "event_id", "name"),
    (
        _SOURCE,
        Column("event_id", TEXT, "the event's id", "pseudonym"),
        Column("name", TEXT, "the column's name in the source"),
        Column("number", pa.float64(), "the value as a number; empty when it is none"),
        Column("text", TEXT, "the value as text when it is no number", "pseudonym"),
        Column("newest_us", pa.int64(), "the event's `newest_us`"),
        Column("content", pa.int64(), "the event's `content`: values come and go with their event", "none"),
        _LOAD,
    ),
)

COUNTS = Table(
    "counts",
    "what others have counted in one half-hour, hour or day: so many, and so many of them kept",
    ("source", "count_id"),
    (
        _SOURCE,
        Column("count_id", TEXT, "the interval: its unit and its start in UTC, or what `count_id:` names"),
        Column("unit", TEXT, "queue, shop, route, or empty"),
        Column("excluded", TEXT, "why the interval does not count, as `column=value`; empty when it counts"),
        *_stamp("started", "when the interval began"),
        Column("n", pa.int64(), "how many there were, without those that `not_counted:` takes out"),
        Column("kept", pa.int64(), "how many of them were kept"),
        _NEWEST,
        _CONTENT,
        _LOAD,
    ),
)

VOICES = Table(
    "voices",
    "one thing somebody said: a review, with its words masked, and what was answered",
    ("source", "voice_id"),
    (
        _SOURCE,
        Column("voice_id", TEXT, "the source's own id", "pseudonym"),
        Column("said_at", TIME, "when it was said; UTC"),
        Column("said_us", pa.int64(), "when it was said; microseconds since 1970 UTC"),
        Column("said_day", pa.int32(), "when it was said; days since 1970-01-01 of the local date"),
        Column("rating", pa.float64(), "stars or points, as the source gives them"),
        Column("replied_us", pa.int64(), "when the organisation replied; microseconds since 1970 UTC, or empty"),
        Column("event_id", TEXT, "the event it is about, where the source says so", "pseudonym"),
        Column("unit", TEXT, "shop, seller, carrier, or empty"),
        Column("title", TEXT, "its heading, masked; empty when it has none", "masked"),
        Column("text", TEXT, "what was written, masked, else as it stood; empty when nothing was", "masked"),
        Column("reply", TEXT, "what the organisation answered, masked; empty when it has not", "masked"),
        Column("customer", TEXT, "keyed hash of who said it, who can be counted and not read", "pseudonym"),
        _NEWEST,
        _CONTENT,
        _LOAD,
    ),
)

REJECTED = Table(
    "rejected",
    "one row that could not be read; never the row itself",
    (),
    (
        _SOURCE,
        Column("file", TEXT, "file name, seen from the project's folder", "none"),
        Column("line", pa.int64(), "line in the file, from 1; in a Parquet file the row, from 1", "none"),
        Column("column", TEXT, "name of the column, or empty when it is the whole row", "none"),
        Column("reason", TEXT, "what is wrong, in a sentence", "none"),
        Column("value_type", TEXT, "what kind of value stood there: empty, number, date, text", "none"),
        _LOAD,
    ),
)

VERDICTS = Table(
    "verdicts",
    "the verdict on one closed period of one promise, frozen",
    (),
    (
        Column("promise", TEXT, "id of the promise", "none"),
        Column("version", TEXT, "hash of what was promised", "none"),
        Column(
            "terms", TEXT, "hash of the terms in force in the period; the verdict stands while it is the same", "none"
        ),
        Column("period", TEXT, "2026-03, 2026-Q1 or 2026", "none"),
        Column("first_day", pa.date32(), "first local day of the period", "none"),
        Column("last_day", pa.date32(), "last local day of the period", "none"),
        Column("closed_on", pa.date32(), "the day on which it could be judged", "none"),
        Column("state", TEXT, "kept, broken or cannot tell"),
        Column("why", TEXT, "why it cannot be told, or empty", "none"),
        Column("n", pa.int64(), "events whose deadline fell in the period"),
        Column("kept", pa.int64(), "those that were kept"),
        Column("objective", pa.float64(), "share that was to be kept"),
        Column("value", pa.float64(), "share kept, or empty"),
        Column("low", pa.float64(), "lower end of the 95 % interval"),
        Column("high", pa.float64(), "upper end of the 95 % interval"),
        Column("n_eff", pa.float64(), "independent events that would say as much"),
        Column("clusters", pa.int64(), "days or units behind the interval"),
        Column("method", TEXT, "what computed it", "none"),
        Column("as_of", TIME, "the time at which it was true", "none"),
        Column("frozen_at", TIME, "when it was written here", "none"),
        Column("backfilled", pa.bool_(), "true when the period closed before it was first read", "none"),
        _LOAD,
    ),
)

LOADS = Table(
    "loads",
    "one finished change of the lake: the tables' versions that belong together",
    ("load_id",),
    (
        _LOAD,
        Column("source", TEXT, "name of the source; empty for verdicts and tidying", "none"),
        Column("finished_at", TIME, "when it was finished", "none"),
        Column("files", pa.int64(), "files read", "none"),
        Column("read", pa.int64(), "rows read", "none"),
        Column("kept", pa.int64(), "rows kept as events, voices or counts that count", "none"),
        Column("excluded", TEXT, "rows kept but excluded, as JSON {reason: rows}", "none"),
        Column("left_out", pa.int64(), "rows that `where:` leaves out", "none"),
        Column("rejected", pa.int64(), "rows that could not be read", "none"),
        Column("repeated", pa.int64(), "rows with an id that the same read had already", "none"),
        Column("added", pa.int64(), "rows new in the lake", "none"),
        Column("changed", pa.int64(), "rows that replaced another", "none"),
        Column("unchanged", pa.int64(), "rows already there", "none"),
        Column("facts", TEXT, "what the read found, as JSON: clock, columns that hold only dates", "none"),
        Column("versions", TEXT, "version of each table after this load, as JSON", "none"),
    ),
)


def history_of(table: Table) -> Table:
    """The table that holds a table's replaced rows, with the load that replaced them."""
    replaced = Column("replaced_by", TEXT, "the load that replaced this row", "none")
    return Table(f"{table.name}_history", f"replaced: {table.row}", (), (*table.columns, replaced))


DATA = (EVENTS, EVENT_VALUES, VOICES, COUNTS)
PART_OF = {EVENT_VALUES: EVENTS}  # rows that belong to a row of another table, and come and go with it
TABLES: dict[str, Table] = {
    table.name: table for table in (*DATA, *(history_of(t) for t in DATA), REJECTED, VERDICTS, LOADS)
}

STATEMENTS = Table(
    "statements",
    "one statement of a voice about one theme; a statement about two themes stands twice",
    (),
    (
        _SOURCE,
        Column("voice_id", TEXT, "id of the voice", "pseudonym"),
        Column(
            "content", pa.int64(), "the voice's `content`: a voice that has changed since has other statements", "none"
        ),
        Column("nth", pa.int64(), "its place in the voice, from 0", "none"),
        Column("text", TEXT, "the statement, masked", "masked"),
        Column("language", TEXT, "two letters; empty when it cannot be told"),
        Column("theme", TEXT, "id of the theme; empty when it is about none that is known"),
        Column("place", pa.int64(), "0 for the likeliest theme of the statement, 1 for the next", "none"),
        Column("theme_probability", pa.float64(), "how likely that theme is, 0..1; empty without one"),
        Column("tone", TEXT, "negative, neutral or positive"),
        Column("negative", pa.float64(), "how likely that tone is, 0..1"),
        Column("neutral", pa.float64(), "how likely that tone is, 0..1"),
        Column("positive", pa.float64(), "how likely that tone is, 0..1"),
        Column("model", TEXT, "which tier read it, and the hash of its weights and themes", "none"),
    ),
)
# Made of other tables, and made anew at will: they stand outside the loads, each with a pointer of its own.
DERIVED = {STATEMENTS.name: STATEMENTS}
