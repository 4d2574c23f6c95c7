"""How long does it take? By when half of the events are done, and nine in ten, those still open included.

In: the `events` of one source (and the `event_values` that a promise about an amount names). Out: for each unit and
day of start, how many events took how many whole steps (business days, days, hours, ...), and how long each was
followed; `keepable` finds in them the promise you can keep.

A step counts only when it has passed for the event, done or not: those that are done early on their last day would
else be counted before those that will be late.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import narwhals as nw
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import compute

from makegood.errors import MakegoodError
from makegood.measures.clock import Clock
from makegood.measures.counts import Whole, as_date, day_number
from makegood.measures.kept_rate import SECOND, Frame
from makegood.written import Keep, Unit

LATER = -1  # not done within the steps that are followed, or not at all
FOLLOWED = 10  # times the promised length, at the least
LEAST_STEPS = 30
MOST_STEPS = 1000  # or twice the promised length, where that is more: each step costs a column for every day
OWN_DEADLINE_DAYS = 90  # followed when each event has its own deadline: there is no promised length
_SIZES = {"minutes": 60, "hours": 3600, "opening hours": 3600}


@dataclass(frozen=True)
class Scale:
    """The whole steps in which one promise's time, or amount, is counted.

    Attributes
    ----------
    unit : Unit or None
        None: an amount.
    begin, end : str
        The stems of the times between which is counted, as `started`.
    step : int
        The length of a step in the unit; a minute or a second alone is nothing that one promises.
    most : int
        Steps that are followed; what takes longer is `LATER`.
    column, missing : str or None
        Of an amount: where it stands, and what an empty cell means.
    top : float or None
        Of an amount that is to be at least something: the amount from which the steps go down.
    """

    unit: Unit | None
    begin: str
    end: str
    step: int
    most: int
    column: str | None = None
    missing: str | None = None
    top: float | None = None

    @staticmethod
    def of(terms: Keep) -> "Scale":
        """The scale in which these terms are told; events with a deadline of their own are counted in days.

        Examples
        --------
        >>> Scale.of(Keep("calls", 0.9, within="90 minutes")).step
        5
        """
        begin, end = terms.from_.removesuffix("_at"), terms.to.removesuffix("_at")
        if terms.amount is not None:
            upwards = terms.amount.at_most is not None
            limit = (terms.amount.at_most if upwards else terms.amount.at_least) or 0.0
            step, times = _round_step(limit), FOLLOWED if upwards else 2
            most = _steps_followed(abs(limit) / step, times)
            top = None if upwards else 2 * limit
            return Scale(None, begin, end, step, most, terms.amount.column, terms.amount.missing, top)
        if terms.within is None:
            return Scale("days", begin, end, 1, OWN_DEADLINE_DAYS)
        step = _round_step(terms.within.length) if terms.within.unit == "minutes" else 1
        most = _steps_followed(terms.within.length / step, FOLLOWED)
        return Scale(terms.within.unit, begin, end, step, most)

    def limit(self, steps: int) -> float:
        """The length or amount after so many steps."""
        return float(steps * self.step) if self.top is None else self.top - steps * self.step


@dataclass(frozen=True)
class Times:
    """Rows of whole numbers, any order: `n` events of `unit` that began on `start`.

    Attributes
    ----------
    start : int64 array, shape (rows,)
        The local day, or with business days the day from which they are counted; days since 1970-01-01.
    unit : int64 array, shape (rows,); index into `units`
    age : int64 array, shape (rows,)
        The most steps that had passed for them.
    time : int64 array, shape (rows,)
        Steps until they were done; LATER when they were not.
    n : int64 array, shape (rows,)
    scale : Scale
    units : names of the units; the empty name is "no unit"
    """

    start: Whole
    unit: Whole
    age: Whole
    time: Whole
    n: Whole
    scale: Scale
    units: tuple[str, ...] = ("",)

    def only(self, chosen: NDArray[np.bool_] | Whole) -> "Times":
        """Those rows."""
        start, unit, age, time, n = (column[chosen] for column in (self.start, self.unit, self.age, self.time, self.n))
        return Times(start, unit, age, time, n, self.scale, self.units)

    def between(self, first: date, last: date) -> "Times":
        """Events that began on those days, both included."""
        return self.only((self.start >= day_number(first)) & (self.start <= day_number(last)))

    @property
    def window(self) -> tuple[date, date] | None:
        """The first and last day of start, or None when there are no rows."""
        return (as_date(self.start.min()), as_date(self.start.max())) if len(self.start) else None

    def followed(self) -> tuple[Whole, Whole]:
        """(done, open) by step, 0 to `most`: done in that step, or last seen then and not done by it."""
        seen = self.age >= 0
        time, age, n = self.time[seen], self.age[seen], self.n[seen]
        done = (time != LATER) & (time <= age)
        length = self.scale.most + 1
        return (
            np.bincount(time[done], n[done], length).astype(np.int64),
            np.bincount(age[~done], n[~done], length).astype(np.int64),
        )


@dataclass(frozen=True)
class TimeToKeep:
    """How many steps each event took, under one set of terms.

    Parameters
    ----------
    terms : Keep
        The measurable form; its deadline sets the unit and how far events are followed, not who counts.
    clock : Clock
        The time at which the question is asked.
    since : date or None
        Only events that began on that day or later.

    Notes
    -----
    Assumes that every event that was promised is in the source, done or not, and that an event still open will take
    as long as those that began before it. Steps are the promise's own: N business days end as in `kept_rate`, so that
    at the promised deadline the share done is the share kept.

    References
    ----------
    Kaplan and Meier (1958), JASA 53:457-481; see `survival`.
    """

    terms: Keep
    clock: Clock
    since: date | None = None

    id = "time_to_keep"
    question = "How long does it take?"
    needs: ClassVar = {
        "excluded": nw.String,
        "unit": nw.String,
        "started_us": nw.Int64,
        "started_day": nw.Int32,
        "started_business_day": nw.Int32,
        "started_open_seconds": nw.Int64,
        "due_us": nw.Int64,
        "due_day": nw.Int32,
        "due_business_day": nw.Int32,
        "due_open_seconds": nw.Int64,
        "done_us": nw.Int64,
        "done_day": nw.Int32,
        "done_business_day": nw.Int32,
        "done_open_seconds": nw.Int64,
    }

    def reduce(self, events: Frame, values: Frame | None = None) -> Frame:
        """One row for each unit, start, age and time, whole numbers; the same on every engine.

        Parameters
        ----------
        events : LazyFrame
            The rows of one source.
        values : LazyFrame or None
            Its event_values, for an amount.

        Returns
        -------
        LazyFrame
            `unit`, `start` (a local day; a business day's number with business days), `age` (the most steps that had
            passed, -1: none), `time` (steps until done, or LATER) and `n`, events. Excluded events, and those without
            a start, are left out.
        """
        scale, clock = Scale.of(self.terms), self.clock
        begin, day = nw.col(f"{scale.begin}_us"), nw.col(f"{scale.begin}_day")
        counting = nw.col("excluded").is_null() & (begin <= clock.us)
        chosen = events.filter(counting & (day >= day_number(self.since)) if self.since else counting)
        if scale.column is not None:
            chosen = self._with_amount(chosen, values)
        age, time = self._steps(scale)
        start = nw.col(f"{scale.begin}_business_day") if scale.unit == "business days" else day
        later = time.is_null() | (time > scale.most)
        return (
            chosen.select(
                "unit",
                start=start.cast(nw.Int64),
                age=nw.when(age > scale.most).then(nw.lit(scale.most, nw.Int64)).otherwise(age.cast(nw.Int64)),
                time=nw.when(later).then(nw.lit(LATER, nw.Int64)).otherwise(_not_negative(time.cast(nw.Int64))),
            )
            .group_by("unit", "start", "age", "time")
            .agg(n=nw.len().cast(nw.Int64))
        )

    def _steps(self, scale: Scale) -> tuple[nw.Expr, nw.Expr]:
        """The most steps that had passed, and those until it was done; null when it is not done by now."""
        known = nw.col(f"{scale.end}_us") <= self.clock.us
        if scale.column is not None:
            return nw.lit(scale.most, nw.Int64), self._amount_steps(scale)
        if scale.unit in ("days", "business days"):
            name, now = ("day", self.clock.day) if scale.unit == "days" else ("business_day", self.clock.business_day)
            begin, end = nw.col(f"{scale.begin}_{name}"), nw.col(f"{scale.end}_{name}")
            # The last day has not ended yet.
            return now - 1 - begin, nw.when(known).then(end - begin)
        if scale.unit == "opening hours":
            name, size, now = "open_seconds", scale.step * 3600, self.clock.open_seconds or 0
        else:
            name, size, now = "us", scale.step * _SIZES[scale.unit or "hours"] * SECOND, self.clock.us
        begin, end = nw.col(f"{scale.begin}_{name}"), nw.col(f"{scale.end}_{name}")
        return (now - 1 - begin) // size, nw.when(known).then((end - begin + (size - 1)) // size)

    def _amount_steps(self, scale: Scale) -> nw.Expr:
        number = nw.col("number") if scale.top is None else scale.top - nw.col("number")
        return (number / scale.step).ceil()

    def _with_amount(self, events: Frame, values: Frame | None) -> Frame:
        if values is None or self.terms.amount is None:
            raise MakegoodError("a promise about an amount needs the event_values of its source")
        numbers = values.filter(nw.col("name") == self.terms.amount.column).select("event_id", "number")
        joined = events.join(numbers, on="event_id", how="left")
        return joined if self.terms.amount.missing == "broken" else joined.filter(~nw.col("number").is_null())

    def times(self, rows: pa.Table) -> Times:
        """What `reduce` collected, in any order, with business days as the days that have these numbers."""
        units = compute.fill_null(rows["unit"], "").combine_chunks().dictionary_encode()
        start, age, time, n = (rows[name].to_numpy() for name in ("start", "age", "time", "n"))
        scale = Scale.of(self.terms)
        if scale.unit == "business days":
            start = self.clock.days_of_business_days(start)
        names = tuple(units.dictionary.to_pylist()) or ("",)
        return Times(start, units.indices.to_numpy().astype(np.int64), age, time, n, scale, names)


def _not_negative(steps: nw.Expr) -> nw.Expr:
    """Done before it began, as a flight that lands early: at once."""
    return nw.when(steps < 0).then(nw.lit(0, nw.Int64)).otherwise(steps)


def _steps_followed(promised: float, times: int) -> int:
    """So many times the promised steps, within reason.

    Examples
    --------
    >>> [_steps_followed(steps, FOLLOWED) for steps in (2, 24, 365, 720)]
    [30, 240, 1000, 1440]
    """
    return round(max(LEAST_STEPS, min(times * promised, max(MOST_STEPS, 2 * promised))))


def _round_step(limit: float) -> int:
    """The largest of 1, 2, 5, 10, 20, ... that goes up in a limit, and at least ten times.

    Examples
    --------
    >>> [_round_step(limit) for limit in (180, 60, 15, 1.5)]
    [10, 5, 1, 1]
    """
    steps = [digit * 10**power for power in range(9) for digit in (1, 2, 5)]
    return max((s for s in steps if s * 10 <= abs(limit) and limit % s == 0), default=1)
