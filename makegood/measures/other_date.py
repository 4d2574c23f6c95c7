"""Were promised dates moved, and what would the other date say? Both are shown: the date first promised and the last.

In: the `events` of one source, and the terms of a promise held against its events' own dates. Out: for each local day
on which such a date passed, how many of the events had been given another date, and how many were kept against that.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import narwhals as nw
import pyarrow as pa

from makegood.measures.counts import as_date
from makegood.measures.kept_rate import Frame, KeptRate
from makegood.model import OtherDate

OTHER: dict[str, Literal["first_due_at", "due_at"]] = {"due_at": "first_due_at", "first_due_at": "due_at"}
Row = tuple[date, int, int, int]  # day, moved, n, kept


@dataclass(frozen=True)
class Moved:
    """What the other date says, rows of local day, moved, n and kept against the other date, by day."""

    stamp: Literal["first_due_at", "due_at"]
    days: tuple[Row, ...]


def reduce(kept_rate: KeptRate, events: Frame) -> Frame:
    """Whole numbers for each day on which a deadline of the promise passed; the same on every engine.

    Parameters
    ----------
    kept_rate : KeptRate
        Whose terms are held against `due_at` or `first_due_at`.
    events : LazyFrame
        The rows of one source.

    Returns
    -------
    LazyFrame
        `due` (the number of the due day, as `KeptRate.reduce` has it), `moved` (events whose date is not the one first
        promised), `n` (events whose other date has passed too) and `kept` (of these, done by it). Events that have no
        date of their own take part as the promise judges them, so that both counts are of the same events.
    """
    terms = kept_rate.terms
    due, matured, _ = kept_rate.deadline()
    _, other_matured, other_kept = replace(kept_rate, terms=replace(terms, by=OTHER[str(terms.by)])).deadline()
    counts = kept_rate.chosen(events).filter(nw.col("excluded").is_null() & matured)
    if kept_rate.terms.since is not None:
        counts = counts.filter(~kept_rate.too_early)
    moved = ~nw.col("first_due_day").is_null() & (nw.col("first_due_day") != nw.col("due_day"))
    return (
        counts.with_columns(
            due=due.cast(nw.Int64), moved=_one(moved), n=_one(other_matured), kept=_one(other_matured & other_kept)
        )
        .group_by("due")
        .agg(*(nw.col(name).sum().cast(nw.Int64).alias(name) for name in ("moved", "n", "kept")))
    )


def read(kept_rate: KeptRate, rows: pa.Table) -> Moved:
    """What `reduce` collected, in the order of days."""
    due = kept_rate.days_of(rows["due"].to_numpy()).tolist()
    columns = (rows[name].to_pylist() for name in ("moved", "n", "kept"))
    days = sorted((as_date(day), moved, n, kept) for day, moved, n, kept in zip(due, *columns, strict=True))
    return Moved(OTHER[str(kept_rate.terms.by)], tuple(days))


def between(parts: Iterable[Moved], first: date, last: date) -> OtherDate | None:
    """What the other date says of the events of those days, both included; None where no date has moved."""
    listed = list(parts)
    rows = [row for part in listed for row in part.days if first <= row[0] <= last]
    moved, n, kept = sum(row[1] for row in rows), sum(row[2] for row in rows), sum(row[3] for row in rows)
    return OtherDate(listed[-1].stamp, moved, n, kept) if moved else None


def _one(holds: nw.Expr) -> nw.Expr:
    # A sum of booleans fails on Spark.
    return nw.when(holds).then(nw.lit(1, nw.Int64)).otherwise(nw.lit(0, nw.Int64))
