"""The same question as `kept_rate`, where others have counted already: so many were kept of so many.

In: the table `counts` of one source, a row for each half-hour, hour or day of a unit. Out: what `kept_rate` gives, the
count and the `Counts` by unit and local day, on which verdict, `now` and units stand alike.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import narwhals as nw
import pyarrow as pa

from makegood.measures.clock import Clock
from makegood.measures.counts import Counts, Whole, day_number
from makegood.measures.kept_rate import BEFORE_TERMS, EXCLUDED, Frame, tell
from makegood.model import Count
from makegood.written import Keep


@dataclass(frozen=True)
class Counted:
    """Share kept of what others have counted, under one set of terms.

    Parameters
    ----------
    terms : Keep
        With `counts`, and the objective.
    clock : Clock
        The time at which the question is asked.
    until : date or None
        The first day of the next terms: intervals that began then or later are judged by those.
    first : bool
        Whether these are the first terms: then intervals from before them are counted as such.

    Notes
    -----
    An interval counts on the local day on which it began. One that is still running counts with what it has so far,
    and the next read replaces it; no verdict and no `now` looks at a day that is not over. Half-hours of one day are
    not independent: days, and units, are the clusters, as they are for events.
    """

    terms: Keep
    clock: Clock
    until: date | None = None
    first: bool = True

    needs: ClassVar = {
        "excluded": nw.String,
        "unit": nw.String,
        "started_us": nw.Int64,
        "started_day": nw.Int32,
        "n": nw.Int64,
        "kept": nw.Int64,
    }

    def reduce(self, rows: Frame) -> Frame:
        """One row for each unit and local day, whole numbers; the same on every engine.

        Parameters
        ----------
        rows : LazyFrame
            The table `counts`, of one source.

        Returns
        -------
        LazyFrame
            `excluded` (why an interval does not count, or null), `unit`, `due` (the local day; BEFORE_TERMS or EXCLUDED
            for an interval that does not count), `n`, `kept` and `waiting` (always 0: who still waits is not known).
        """
        day = nw.col("started_day").cast(nw.Int64)
        fate = (
            nw.when(~nw.col("excluded").is_null())
            .then(nw.lit(EXCLUDED, nw.Int64))
            .when(self._too_early(day))
            .then(nw.lit(BEFORE_TERMS, nw.Int64))
            .otherwise(day)
        )
        # A sum of whole numbers is a decimal on DuckDB.
        return (
            rows.filter(nw.col("started_us") <= self.clock.us, self._under_these_terms(day))
            .with_columns(due=fate)
            .group_by("excluded", "unit", "due")
            .agg(n=nw.col("n").sum().cast(nw.Int64), kept=nw.col("kept").sum().cast(nw.Int64))
            .with_columns(waiting=nw.lit(0, nw.Int64))
        )

    def _under_these_terms(self, day: nw.Expr) -> nw.Expr:
        inside = nw.lit(True)
        if self.terms.since is not None and not self.first:
            inside = day >= day_number(self.terms.since)
        return inside if self.until is None else inside & (day < day_number(self.until))

    def _too_early(self, day: nw.Expr) -> nw.Expr:
        return nw.lit(False) if self.terms.since is None else day < day_number(self.terms.since)

    def counts(self, rows: pa.Table) -> tuple[Count, Counts]:
        """What `reduce` collected, as the count and as `Counts` by unit and local day.

        Parameters
        ----------
        rows : pyarrow.Table
            As `reduce` gives them, in any order.
        """
        return tell(rows, _as_they_are)


def _as_they_are(days: Whole) -> Whole:
    return days
