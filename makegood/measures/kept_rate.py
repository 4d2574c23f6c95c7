"""Do we keep what we promise? How many events were kept by their deadline, of those whose deadline has passed.

In: the `events` of one source (and the `event_values` that a promise about an amount names). Out, for one promise:
the count, the verdict of each closed period, `now`, and its units; shares in 0..1, days as local dates.

An event counts only when its deadline has passed: kept if it was done by then, else broken, done or not. Counting
early completions at once would flatter: they are in before those that will be late.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any, ClassVar

import narwhals as nw
import numpy as np
import pyarrow as pa
from pyarrow import compute

from makegood.errors import MakegoodError
from makegood.measures.clock import Clock
from makegood.measures.counts import Counts, Whole, day_number
from makegood.model import Count, Why
from makegood.written import Amount, Duration, Keep

SECOND = 1_000_000
DAY = 86_400
Frame = nw.LazyFrame[Any]
Deadline = tuple[nw.Expr, nw.Expr, nw.Expr]  # the due number, whether it has passed, and whether it was kept
NOT_DUE, NO_DEADLINE, BEFORE_TERMS, EXCLUDED = -1, -2, -3, -4
BY_PROMISE = 1 << 40  # added to the due number of an event without a date of its own: its scale is that of or_within
_ARITHMETIC = {"minutes": 60 * SECOND, "hours": 3600 * SECOND}


@dataclass(frozen=True)
class KeptRate:
    """Share of events that were kept by their deadline, under one set of terms.

    Parameters
    ----------
    terms : Keep
        The measurable form: `within`, `by` (with `or_within`) or `amount`, and the objective.
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
        "first_due_us": nw.Int64,
        "first_due_day": nw.Int32,
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
            `excluded` (why an event does not count, or null), `unit`, `due` (the number of the due day: a local day, a
            business day or a minute of opening hours, with BY_PROMISE added where the event is judged by `or_within`;
            NOT_DUE, NO_DEADLINE or BEFORE_TERMS for an event that has none yet), `n`, `kept` and `waiting` (not done
            yet), events.
        """
        return (
            self.mark(events, values)
            .group_by("excluded", "unit", "due")
            .agg(
                n=nw.len().cast(nw.Int64),
                kept=nw.col("is_kept").sum().cast(nw.Int64),
                waiting=nw.col("is_waiting").sum().cast(nw.Int64),
            )
        )

    def mark(self, events: Frame, values: Frame | None = None) -> Frame:
        """Each event under these terms with what it counts as; what `reduce` adds up, and the worklist lists.

        Returns
        -------
        LazyFrame
            The columns of `events`, and `due` as `reduce` tells it, `deadline` (the number of the due day, whatever
            became of the event, or null), `is_kept` and `is_waiting` (1 or 0).
        """
        begin, end = stem_of(self.terms.from_), stem_of(self.terms.to)
        chosen = self.chosen(events)
        if self.terms.amount is not None:
            chosen = self._with_amount(chosen, values)
        due, matured, kept = self.deadline()
        # One number says both the day and the fate, so that the engine has little to group by.
        fate = (
            nw.when(nw.col("excluded").is_null() & matured & ~self._too_early(begin))
            .then(due.cast(nw.Int64))
            .when(~nw.col("excluded").is_null())
            .then(nw.lit(EXCLUDED, nw.Int64))
            .when(self._too_early(begin))
            .then(nw.lit(BEFORE_TERMS, nw.Int64))
            .when(due.is_null())
            .then(nw.lit(NO_DEADLINE, nw.Int64))
            .otherwise(nw.lit(NOT_DUE, nw.Int64))
        )
        # A sum of booleans fails on Spark.
        is_kept = nw.when(kept).then(nw.lit(1, nw.Int64)).otherwise(nw.lit(0, nw.Int64))
        return chosen.with_columns(
            due=fate, deadline=due.cast(nw.Int64), is_kept=is_kept, is_waiting=self._waiting(end)
        )

    def moment(self) -> nw.Expr:
        """The deadline in microseconds UTC where it is a time of day, else 0: what orders the events of one day.

        An amount has no deadline: there it is the time of the event.
        """
        within, by = self.terms.within, self.terms.by
        if self.terms.amount is not None:
            return nw.col(f"{stem_of(self.terms.from_)}_us")
        if within is not None and within.unit in _ARITHMETIC:
            return nw.col(f"{stem_of(self.terms.from_)}_us") + round(within.length * _ARITHMETIC[within.unit])
        if by is None:
            return nw.lit(0, nw.Int64)
        due = nw.col(f"{stem_of(by)}_us")
        own = nw.lit(0, nw.Int64) if self.terms.to in self.dates_only else due
        if self.terms.or_within is None:
            return own
        promised = nw.lit(0, nw.Int64)
        if self.terms.or_within.unit in _ARITHMETIC:
            length = round(self.terms.or_within.length * _ARITHMETIC[self.terms.or_within.unit])
            promised = nw.col(f"{stem_of(self.terms.from_)}_us") + length
        return nw.when(~due.is_null()).then(own).otherwise(promised)

    def chosen(self, events: Frame) -> Frame:
        """The events that had begun by then, under these terms."""
        begin = stem_of(self.terms.from_)
        return events.filter(self._known(begin) & self._under_these_terms(begin))

    def _waiting(self, end: str) -> nw.Expr:
        """1 for an event that is not done yet; an amount is never waiting."""
        if self.terms.amount is not None:
            return nw.lit(0, nw.Int64)
        undone = nw.col(f"{end}_us").is_null() | (nw.col(f"{end}_us") > self.clock.us)
        return nw.when(undone).then(nw.lit(1, nw.Int64)).otherwise(nw.lit(0, nw.Int64))

    def _known(self, begin: str) -> nw.Expr:
        """Whether the event had begun by then, in the scale that the deadline reads anyway.

        Of a time before the newest the lake holds what began later the same day, and that is not known yet.
        """
        unit = self.terms.within.unit if self.terms.within else "days"
        scale, now = "us", self.clock.us
        is_newest = self.clock.asked is None
        if unit == "days" and is_newest:
            scale, now = "day", self.clock.day
        if unit == "business days" and is_newest:
            scale, now = "business_day", self.clock.business_day
        column = nw.col(f"{begin}_{scale}")
        return column.is_null() | (column <= now)

    def _under_these_terms(self, begin: str) -> nw.Expr:
        start = nw.col(f"{begin}_day")
        inside = nw.lit(True)
        if self.terms.since is not None and not self.first:
            inside = start >= day_number(self.terms.since)
        if self.until is not None:
            earlier = start < day_number(self.until)
            inside = inside & ((earlier | start.is_null()) if self.first else earlier)
        return inside

    @property
    def too_early(self) -> nw.Expr:
        """Whether the event began before the first terms."""
        return self._too_early(stem_of(self.terms.from_))

    def _too_early(self, begin: str) -> nw.Expr:
        if self.terms.since is None:
            return nw.lit(False)
        day = nw.col(f"{begin}_day")
        return ~day.is_null() & (day < day_number(self.terms.since))

    def deadline(self) -> Deadline:
        """The due number, whether the deadline has passed, and whether it was kept."""
        begin, end = stem_of(self.terms.from_), stem_of(self.terms.to)
        if self.terms.amount is not None:
            return self._amount(self.terms.amount, begin)
        if self.terms.by is not None:
            own = self._own_deadline(self.terms.by)
            return own if self.terms.or_within is None else self._own_or_promised(own, self.terms.or_within)
        if self.terms.within is None:
            raise MakegoodError("a promise needs within, by or amount", fix="see docs/promises.md")
        return self._promised_deadline(self.terms.within, begin, end)

    def _promised_deadline(self, within: Duration, begin: str, end: str) -> Deadline:
        """So much time from when it began."""
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

    def _own_deadline(self, by: str) -> Deadline:
        """The event's own date, now or as it was first promised; the same as long as it has not moved."""
        end = stem_of(self.terms.to)
        day, limit = nw.col(f"{stem_of(by)}_day"), nw.col(f"{stem_of(by)}_us")
        if by == "first_due_at":
            day, limit = nw.coalesce(day, nw.col("due_day")), nw.coalesce(limit, nw.col("due_us"))
        if f"{end}_at" in self.dates_only:
            return day, day < self.clock.day, nw.col(f"{end}_day") <= day
        return day, limit < self.clock.us, nw.col(f"{end}_us") <= limit

    def _own_or_promised(self, own: Deadline, within: Duration) -> Deadline:
        """The event's own date where it has one, else what was promised on the day it began."""
        promised = self._promised_deadline(within, stem_of(self.terms.from_), stem_of(self.terms.to))
        has_own = ~own[0].is_null()
        number = promised[0].cast(nw.Int64) + nw.lit(BY_PROMISE, nw.Int64)
        due = nw.when(has_own).then(own[0].cast(nw.Int64)).otherwise(number)
        matured, kept = (nw.when(has_own).then(own[at]).otherwise(promised[at]) for at in (1, 2))
        return due, matured, kept

    @property
    def why_not(self) -> Why | None:
        """Why these terms cannot be judged on these data: hours are promised, and the data hold only dates."""
        within = self.terms.within or self.terms.or_within
        if within is None or within.unit in ("days", "business days"):
            return None
        return Why.DATES_ONLY if {self.terms.from_, self.terms.to} & set(self.dates_only) else None

    def _local_day(self, limit_us: nw.Expr) -> nw.Expr:
        """The local day of a moment, in whole numbers: what each change of the zone's offset adds, summed."""
        local = limit_us // SECOND + self.clock.offsets[0][1]
        for (_, before), (since_us, after) in pairwise(self.clock.offsets):
            moved = nw.when(limit_us >= since_us).then(nw.lit(after - before, nw.Int64))
            local = local + moved.otherwise(nw.lit(0, nw.Int64))
        return local // DAY

    def _amount(self, amount: Amount, begin: str) -> Deadline:
        """An amount has no deadline: it counts on the day it began."""
        number, day = nw.col("number"), nw.col(f"{begin}_day")
        kept = number <= amount.at_most if amount.at_most is not None else number >= amount.at_least
        return day, ~day.is_null(), kept

    def _with_amount(self, events: Frame, values: Frame | None) -> Frame:
        amount = self.terms.amount
        if amount is None or values is None:
            raise MakegoodError("a promise about an amount needs the event_values of its source")
        numbers = values.filter(nw.col("name") == amount.column).select("event_id", "number")
        joined = events.join(numbers, on="event_id", how="left")
        if amount.missing == "broken":
            return joined
        missing = nw.col("excluded").is_null() & nw.col("number").is_null()
        reason = nw.when(missing).then(nw.lit(f"{amount.column} missing")).otherwise(nw.col("excluded"))
        return joined.with_columns(excluded=reason)

    def counts(self, rows: pa.Table) -> tuple[Count, Counts]:
        """What `reduce` collected, as the count and as `Counts` by unit and local day.

        Parameters
        ----------
        rows : pyarrow.Table
            As `reduce` gives them, in any order.
        """
        count, counts = tell(rows, self.days_of)
        promised = rows.filter(compute.greater_equal(rows["due"], BY_PROMISE))["n"]
        return replace(count, by_promise=compute.sum(promised).as_py() or 0), counts

    def days_of(self, numbers: Whole) -> Whole:
        """The local days of due numbers."""
        if self.terms.or_within is None:
            return self._days_within(numbers, self.terms.within)
        days, promised = numbers.copy(), numbers >= BY_PROMISE
        days[promised] = self._days_within(numbers[promised] - BY_PROMISE, self.terms.or_within)
        return days

    def _days_within(self, numbers: Whole, within: Duration | None) -> Whole:
        if within is not None and within.unit == "business days":
            return self.clock.days_of_business_days(numbers)
        if within is not None and within.unit == "opening hours":
            return self.clock.days_of_open_minutes(numbers)
        return numbers


def tell(rows: pa.Table, days_of: Callable[[Whole], Whole]) -> tuple[Count, Counts]:
    """Rows of (excluded, unit, due, n, kept, waiting) as the count, and as `Counts` by unit and local day.

    Parameters
    ----------
    rows : pyarrow.Table
        In any order; `due` is a number of the due day, or the fate of what does not count.
    days_of : function of int64 array
        The local days (since 1970) of due numbers.
    """
    due = rows.filter(compute.greater_equal(rows["due"], 0))
    units = compute.fill_null(due["unit"], "").combine_chunks().dictionary_encode()
    counts = Counts(
        day=days_of(due["due"].to_numpy()),
        unit=units.indices.to_numpy().astype(np.int64),
        n=due["n"].to_numpy(),
        kept=due["kept"].to_numpy(),
        waiting=due["waiting"].to_numpy(),
        units=tuple(units.dictionary.to_pylist()) or ("",),
    )
    n, kept = counts.total
    not_due, no_deadline, before = (_total(rows, fate) for fate in (NOT_DUE, NO_DEADLINE, BEFORE_TERMS))
    return Count(kept, n - kept, not_due, no_deadline, before, _excluded(rows)), counts


def stem_of(stamp: str) -> str:
    """What the five columns of a time begin with: `started` for `started_at`."""
    return stamp.removesuffix("_at")


def _total(rows: pa.Table, fate: int) -> int:
    return compute.sum(rows.filter(compute.equal(rows["due"], fate))["n"]).as_py() or 0


def _excluded(rows: pa.Table) -> tuple[tuple[str, int], ...]:
    totals = rows.filter(compute.equal(rows["due"], EXCLUDED)).group_by("excluded").aggregate([("n", "sum")])
    reasons = zip(totals["excluded"].to_pylist(), totals["n_sum"].to_pylist(), strict=True)
    return tuple(sorted(reasons, key=lambda item: (-item[1], item[0])))
