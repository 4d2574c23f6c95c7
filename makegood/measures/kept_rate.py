"""Do we keep what we promise? How many events were kept by their deadline, of those whose deadline has passed.

In: the `events` of one source (and the `event_values` that a promise about an amount names). Out, for one promise:
the count, the verdict of each closed period, `now`, and its units; shares in 0..1, days as local dates.

An event counts only when its deadline has passed: kept if it was done by then, else broken, done or not. Counting
early completions at once would flatter: they are in before those that will be late.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import narwhals as nw
import numpy as np
import pyarrow as pa
from pyarrow import compute

from makegood.errors import MakegoodError
from makegood.measures.clock import Clock
from makegood.measures.counts import Counts, Whole, day_number
from makegood.model import Count, Keep, Why

SECOND = 1_000_000
DAY = 86_400
Frame = nw.LazyFrame[Any]
DUE, NOT_DUE, NO_DEADLINE, BEFORE_TERMS = "due", "not due", "no deadline", "before terms"
_ARITHMETIC = {"minutes": 60 * SECOND, "hours": 3600 * SECOND}


@dataclass(frozen=True)
class KeptRate:
    """Share of events that were kept by their deadline, under one set of terms.

    Parameters
    ----------
    terms : Keep
        The measurable form: `within`, `by` or `amount`, and the objective.
    clock : Clock
        The time at which the question is asked.
    until : date or None
        The first day of the next terms: events that started then or later are judged by those.
    first : bool
        Whether these are the first terms: then events from before them are counted as such.
    dates_only : tuple of stamps
        Those whose column holds dates without a time of day; they are compared by day.

    Raises
    ------
    MakegoodError
        When opening hours are promised and none are set.

    Notes
    -----
    Assumes that every event that was promised is in the source, done or not, and that excluding is decided before the
    outcome. Events that are late are broken on the day of the deadline, not on the day they are done.

    References
    ----------
    Counting matured events only: a survival estimate restricted to cohorts whose deadline has passed.
    """

    terms: Keep
    clock: Clock
    until: date | None = None
    first: bool = True
    dates_only: tuple[str, ...] = ()

    id = "kept_rate"
    question = "Do we keep what we promise?"
    needs: ClassVar = {
        "excluded": nw.String,
        "unit": nw.String,
        "started_us": nw.Int64,
        "started_day": nw.Int32,
        "started_business_day": nw.Int32,
        "started_open_seconds": nw.Int64,
        "due_us": nw.Int64,
        "due_day": nw.Int32,
        "done_us": nw.Int64,
        "done_day": nw.Int32,
        "done_business_day": nw.Int32,
        "done_open_seconds": nw.Int64,
    }

    def reduce(self, events: Frame, values: Frame | None = None) -> Frame:
        """One row for each unit and due number, whole numbers; the same on every engine.

        Parameters
        ----------
        events : LazyFrame
            The rows of one source.
        values : LazyFrame or None
            Its event_values, for an amount.

        Returns
        -------
        LazyFrame
            `fate` (`due`, `not due`, `no deadline`, `before terms`, or the reason for which it is excluded), `unit`,
            `due` (the number of the due day: a local day, a business day or a minute of opening hours), `n` and
            `kept`, events.
        """
        begin, end = _stem(self.terms.from_), _stem(self.terms.to)
        known = nw.col(f"{begin}_us").is_null() | (nw.col(f"{begin}_us") <= self.clock.us)
        chosen = events.filter(known & self._under_these_terms(begin))
        chosen = chosen.with_columns(early=self._too_early(begin))
        if self.terms.amount is not None:
            return _grouped(self._judge_amount(chosen, values, begin))
        due, matured, kept = self._deadline(begin, end)
        judged = chosen.with_columns(
            due=due.cast(nw.Int64), matured=_one(matured), is_kept=_one(kept), lacking=_one(due.is_null())
        )
        return _grouped(judged)

    def _under_these_terms(self, begin: str) -> nw.Expr:
        start = nw.col(f"{begin}_day")
        inside = nw.lit(True)
        if self.terms.since is not None and not self.first:
            inside = start >= day_number(self.terms.since)
        if self.until is not None:
            earlier = start < day_number(self.until)
            inside = inside & ((earlier | start.is_null()) if self.first else earlier)
        return inside

    def _too_early(self, begin: str) -> nw.Expr:
        if self.terms.since is None:
            return nw.lit(0, nw.Int64)
        return _one(nw.col(f"{begin}_day") < day_number(self.terms.since))

    def _deadline(self, begin: str, end: str) -> tuple[nw.Expr, nw.Expr, nw.Expr]:
        """The due number, whether the deadline has passed, and whether it was kept."""
        if self.terms.by is not None:
            return self._own_deadline(_stem(self.terms.by), end)
        within = self.terms.within
        if within is None:
            raise MakegoodError("a promise needs within, by or amount", fix="see docs/promises.md")
        length = int(within.length)
        if within.unit == "days":
            limit = nw.col(f"{begin}_day") + length
            return limit, limit < self.clock.day, nw.col(f"{end}_day") <= limit
        if within.unit == "business days":
            limit = nw.col(f"{begin}_business_day") + length
            return limit, limit < self.clock.business_day, nw.col(f"{end}_business_day") <= limit
        if within.unit == "opening hours":
            if self.clock.open_seconds is None:
                raise MakegoodError(
                    f"{within} are promised, and no opening hours are set",
                    fix="add `opening_hours: {mon: 09:00-17:00, ...}` to makegood.yaml and run `makegood read`",
                )
            limit = nw.col(f"{begin}_open_seconds") + round(within.length * 3600)
            return (limit + 59) // 60, limit < self.clock.open_seconds, nw.col(f"{end}_open_seconds") <= limit
        limit = nw.col(f"{begin}_us") + round(within.length * _ARITHMETIC[within.unit])
        return self._local_day(limit), limit < self.clock.us, nw.col(f"{end}_us") <= limit

    def _own_deadline(self, by: str, end: str) -> tuple[nw.Expr, nw.Expr, nw.Expr]:
        day = nw.col(f"{by}_day")
        if f"{end}_at" in self.dates_only:
            return day, day < self.clock.day, nw.col(f"{end}_day") <= day
        limit = nw.col(f"{by}_us")
        return day, limit < self.clock.us, nw.col(f"{end}_us") <= limit

    @property
    def why_not(self) -> Why | None:
        """Why these terms cannot be judged on these data: hours are promised, and the data hold only dates."""
        within = self.terms.within
        if within is None or within.unit in ("days", "business days"):
            return None
        return Why.DATES_ONLY if {self.terms.from_, self.terms.to} & set(self.dates_only) else None

    def _local_day(self, limit_us: nw.Expr) -> nw.Expr:
        """The local day of a moment, in whole numbers: the zone's own offsets, one after the other."""
        seconds = limit_us // SECOND
        local = seconds + self.clock.offsets[0][1]
        for since_us, offset in self.clock.offsets[1:]:
            local = nw.when(limit_us >= since_us).then(seconds + offset).otherwise(local)
        return local // DAY

    def _judge_amount(self, events: Frame, values: Frame | None, begin: str) -> Frame:
        amount = self.terms.amount
        if amount is None or values is None:
            raise MakegoodError("a promise about an amount needs the event_values of its source")
        numbers = values.filter(nw.col("name") == amount.column).select("event_id", "number")
        number = nw.col("number")
        kept = number <= amount.at_most if amount.at_most is not None else number >= amount.at_least
        day = nw.col(f"{begin}_day")
        missing = number.is_null() if amount.missing == "exclude" else nw.lit(False)
        return events.join(numbers, on="event_id", how="left").with_columns(
            excluded=nw.when(nw.col("excluded").is_null() & missing)
            .then(nw.lit(f"{amount.column} missing"))
            .otherwise(nw.col("excluded")),
            due=day.cast(nw.Int64),
            matured=nw.lit(1, nw.Int64),
            is_kept=_one(kept),
            lacking=_one(day.is_null()),
        )

    def counts(self, rows: pa.Table) -> tuple[Count, Counts]:
        """What `reduce` collected, as the count and as `Counts` by unit and local day.

        Parameters
        ----------
        rows : pyarrow.Table
            As `reduce` gives them, in any order.
        """
        totals = rows.group_by("fate").aggregate([("n", "sum")])
        fates = dict(zip(totals["fate"].to_pylist(), totals["n_sum"].to_pylist(), strict=True))
        due = rows.filter(compute.equal(rows["fate"], DUE))
        units = due["unit"].combine_chunks().dictionary_encode()
        counts = Counts(
            day=self._days_of(due["due"].to_numpy()),
            unit=units.indices.to_numpy().astype(np.int64),
            n=due["n"].to_numpy(),
            kept=due["kept"].to_numpy(),
            units=tuple(units.dictionary.to_pylist()) or ("",),
        )
        n, kept = counts.total
        not_due, no_deadline, before = (fates.pop(fate, 0) for fate in (NOT_DUE, NO_DEADLINE, BEFORE_TERMS))
        fates.pop(DUE, None)
        excluded = tuple(sorted(fates.items(), key=lambda item: (-item[1], item[0])))
        return Count(kept, n - kept, not_due, no_deadline, before, excluded), counts

    def _days_of(self, numbers: Whole) -> Whole:
        within = self.terms.within
        if within is not None and within.unit == "business days":
            return self.clock.days_of_business_days(numbers)
        if within is not None and within.unit == "opening hours":
            return self.clock.days_of_open_minutes(numbers)
        return numbers


def _stem(stamp: str) -> str:
    return stamp.removesuffix("_at")


def _one(condition: nw.Expr) -> nw.Expr:
    """1 where it is true, 0 where it is false or unknown; a sum of booleans fails on Spark."""
    return nw.when(condition).then(nw.lit(1, nw.Int64)).otherwise(nw.lit(0, nw.Int64))


def _grouped(judged: Frame) -> Frame:
    fate = (
        nw.when(~nw.col("excluded").is_null())
        .then(nw.col("excluded"))
        .when(nw.col("early") == 1)
        .then(nw.lit(BEFORE_TERMS))
        .when(nw.col("lacking") == 1)
        .then(nw.lit(NO_DEADLINE))
        .when(nw.col("matured") == 1)
        .then(nw.lit(DUE))
        .otherwise(nw.lit(NOT_DUE))
    )
    return (
        judged.with_columns(fate=fate)
        .with_columns(
            unit=nw.when((nw.col("fate") == DUE) & ~nw.col("unit").is_null())
            .then(nw.col("unit"))
            .otherwise(nw.lit("")),
            due=nw.when(nw.col("fate") == DUE).then(nw.col("due")).otherwise(nw.lit(0, nw.Int64)),
        )
        .group_by("fate", "unit", "due")
        .agg(n=nw.len().cast(nw.Int64), kept=nw.col("is_kept").sum().cast(nw.Int64))
    )
