"""What does it cost when we break it? What followed where the promise was broken, beside where it was kept.

In: the `events` of one source, the `voices` about them, and other events about them (complaints, contacts). Out: a
`Gap` for each outcome: mean stars, the share who wrote, the share who came again, what they then paid, the share with
a complaint; each difference matched on unit, time and amount, with its interval.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil, hypot
from typing import ClassVar

import narwhals as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from makegood.measures import minimum
from makegood.measures.counts import as_date, day_number
from makegood.measures.interval import wilson
from makegood.measures.kept_rate import Frame, KeptRate, stem_of
from makegood.measures.matched import Cells, Matched, Mean, compare
from makegood.model import Estimate, Gap, Why
from makegood.written import Duration

METHOD = "matched difference of means, days as clusters"
WEEKS = 28  # days that count as the same time
_BANDS = (5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000)  # hundredths: amounts that are alike
_SCALE = {"stars": 1000, "revenue": 100}
_CASE = ("event_id", "unit", "weeks", "amount", "day", "broken")


@dataclass(frozen=True)
class CostOfBreaking:
    """What followed, under one set of terms.

    Parameters
    ----------
    rate : KeptRate
        It says which events were broken and which kept.
    days : int
        How long after the deadline somebody may come again or complain.
    before : tuple of KeptRate
        The same promise under its earlier terms: whose first event was judged by those is no new customer.

    Notes
    -----
    Assumes that whether a promise was broken depended, within the same unit, the same four weeks and alike amounts, on
    nothing that also decides what followed. Of each customer only the first event counts for coming again, and only
    what happens after the last day on which it could have been due: before that nobody knew whether it would be kept.
    Voices are those who wrote, not all customers; the share who wrote stands beside the stars.

    References
    ----------
    Coming again is looked at from a fixed day, never from the day it was done (immortal time bias): Suissa (2008),
    doi:10.1093/aje/kwm324. Matching: see `matched`.
    """

    rate: KeptRate
    days: int = 180
    before: tuple[KeptRate, ...] = ()

    id = "cost_of_breaking"
    question = "What does it cost when we break it?"
    needs: ClassVar = {
        **KeptRate.needs,
        "customer": nw.String,
        "revenue_cents": nw.Int64,
        "about": nw.String,
        "rating": nw.Float64,
    }

    def stars(self, events: Frame, voices: Frame, values: Frame | None = None) -> Frame:
        """The stars (in thousandths) of each voice about an event that counts.

        Parameters
        ----------
        events : LazyFrame
            The rows of one source.
        voices : LazyFrame
            Voices about these events.
        values : LazyFrame or None
            Its event_values, for an amount.

        Returns
        -------
        LazyFrame
            `unit`, `weeks`, `amount`, `day`, `broken`, `n`, `total` and `square`; whole numbers, the same on every
            engine.
        """
        rated = voices.filter(~nw.col("rating").is_null()).select(
            "event_id", follows=(nw.col("rating") * _SCALE["stars"]).round().cast(nw.Int64)
        )
        return _sum(self._cases(events, values).join(rated, on="event_id", how="inner"))

    def wrote(self, events: Frame, voices: Frame, values: Frame | None = None) -> Frame:
        """1 for each event about which somebody wrote, else 0; parameters and columns as in `stars`."""
        about = voices.filter(~nw.col("event_id").is_null()).group_by("event_id").agg(voices=nw.len().cast(nw.Int64))
        cases = self._cases(events, values).join(about, on="event_id", how="left")
        return _sum(cases.with_columns(follows=_one_if(~nw.col("voices").is_null())))

    def came_again(self, events: Frame, values: Frame | None = None, *, revenue: bool = False) -> Frame:
        """1 for each customer who began another event within `days` after the deadline of their first, else 0.

        Parameters
        ----------
        events, values : LazyFrame
        revenue : bool
            What they then paid, in hundredths, instead of 1.
        """
        cases = self._cases(events, values).filter(~nw.col("customer").is_null())
        for rate in self.before:
            known = replace(self, rate=rate, before=())._cases(events, values).select("customer")
            cases = cases.join(known, on="customer", how="anti")
        earliest = cases.group_by("customer").agg(began=nw.col("began").min())
        firsts = cases.join(earliest, on=["customer", "began"], how="inner")
        one_each = firsts.group_by("customer").agg(event_id=nw.col("event_id").min())
        mine = firsts.join(one_each, on=["customer", "event_id"], how="inner").filter(self._has_passed())
        stem = stem_of(self.rate.terms.from_)
        later = events.filter(~nw.col("customer").is_null() & nw.col("excluded").is_null()).select(
            "customer", later_day=nw.col(f"{stem}_day").cast(nw.Int64), paid=nw.col("revenue_cents")
        )
        inside = (nw.col("later_day") > nw.col("mark")) & (nw.col("later_day") <= nw.col("mark") + self.days)
        paid = nw.when(inside & ~nw.col("paid").is_null()).then(nw.col("paid")).otherwise(nw.lit(0, nw.Int64))
        pairs = mine.join(later, on="customer", how="left").with_columns(again=_one_if(inside), spent=paid)
        each = pairs.group_by(*_CASE).agg(
            again=nw.col("again").max(),
            spent=nw.col("spent").sum().cast(nw.Int64),
        )
        follows = nw.col("spent" if revenue else "again")
        return _sum(each.with_columns(follows=follows), _SCALE["revenue"] if revenue else 1)

    def followed(
        self, events: Frame, others: Frame, values: Frame | None = None, known: tuple[date, date] | None = None
    ) -> Frame:
        """1 for each event that another one (a complaint, a contact) is about, begun within `days`, else 0.

        Parameters
        ----------
        events, values : LazyFrame
        others : LazyFrame
            The events of the other source.
        known : (date, date) or None
            The first and the last local day of which the other source knows; an event counts only where nothing that
            followed could have been missed. None: as long as the events themselves.
        """
        them = others.filter(~nw.col("about").is_null() & nw.col("excluded").is_null()).select(
            event_id=nw.col("about"), later_day=nw.col("started_day").cast(nw.Int64)
        )
        cases = self._cases(events, values).filter(self._has_passed())
        if known is not None:
            first, last = map(day_number, known)
            cases = cases.filter((nw.col("day") >= first) & (nw.col("mark") + self.days < last))
        cases = cases.join(them, on="event_id", how="left")
        inside = (nw.col("later_day") >= nw.col("day")) & (nw.col("later_day") <= nw.col("mark") + self.days)
        each = cases.with_columns(hit=_one_if(inside)).group_by(*_CASE).agg(follows=nw.col("hit").max())
        return _sum(each)

    def _cases(self, events: Frame, values: Frame | None) -> Frame:
        """Each event that counts, with what was known beforehand, and the last day on which it could be due."""
        judged = self.rate.mark(events, values)
        stem, by = stem_of(self.rate.terms.from_), self.rate.terms.by
        day, began = nw.col(f"{stem}_day").cast(nw.Int64), nw.col(f"{stem}_us")
        mark = day + _longest(self.rate.terms.within or self.rate.terms.or_within)
        if by is not None:  # an event with its own deadline need not have a start
            own = nw.col(f"{stem_of(by)}_day").cast(nw.Int64)
            mark = nw.when(~own.is_null()).then(own).otherwise(mark)
            day = nw.when(~own.is_null()).then(own).otherwise(day)
            began = nw.when(~own.is_null()).then(nw.col(f"{stem_of(by)}_us")).otherwise(began)
        return judged.filter(nw.col("due") >= 0).select(
            "event_id",
            "unit",
            "customer",
            began=began,
            day=day,
            weeks=day // WEEKS,
            amount=_band(),
            mark=mark,
            broken=(nw.lit(1, nw.Int64) - nw.col("is_kept")),
        )

    def _has_passed(self) -> nw.Expr:
        """Whether all days on which something may follow lie before what the data know."""
        return nw.col("mark") + self.days < self.rate.clock.day

    def gap(self, outcome: str, tables: Sequence[pa.Table]) -> Gap:
        """Both groups and their difference, from what the engine summed.

        Parameters
        ----------
        outcome : str
            `stars`, `wrote`, `returned`, `revenue`, or the name of a source that followed.
        tables : sequence of pyarrow.Table
            One for each set of terms, in any order of rows.
        """
        cells, window = _cells(pa.concat_tables(tables), outcome)
        units = len(np.unique(cells.keys["unit"])) > 1
        amounts = len(np.unique(cells.keys["amount"])) > 1
        finest = tuple(n for n, is_there in (("unit", units), ("weeks", True), ("amount", amounts)) if is_there)
        levels = [finest, *([("unit", "weeks")] if units and amounts else []), ("weeks",), ()]
        found = compare(cells, levels)
        days = 0 if outcome in ("stars", "wrote") else self.days
        if found is None:
            n = [round(float(cells.n[group].sum())) for group in (cells.broken, ~cells.broken)]
            why = Why.FEW_DAYS if min(n) >= minimum.EVENTS else Why.FEW_EVENTS
            broken, kept, difference = (self._refuse(count, window, why) for count in (*n, min(n)))
            return Gap(outcome, broken, kept, difference, days=days)
        is_share = outcome not in _SCALE
        if is_share and found.broken.value != found.kept.value:
            found = _none_or_all(found)
        if found.difference.low == found.difference.high:  # nothing varies: an interval of no width would be a lie
            sizes = (found.broken.n, found.kept.n, found.difference.n)
            broken, kept, difference = (self._refuse(count, window, Why.NO_DIFFERENCE) for count in sizes)
            return Gap(outcome, broken, kept, difference, found.matched_on, found.unmatched, days)
        means = (_as_share(found.broken, is_share), _as_share(found.kept, is_share), found.difference)
        broken, kept, difference = (self._estimate(mean, found.clusters, window) for mean in means)
        return Gap(outcome, broken, kept, difference, found.matched_on, found.unmatched, days)

    def _estimate(self, mean: Mean, clusters: int, window: tuple[date, date]) -> Estimate:
        at = self.rate.clock.as_of
        return Estimate(mean.value, mean.low, mean.high, mean.n, mean.n_eff, clusters, window, at, METHOD)

    def _refuse(self, n: int, window: tuple[date, date], why: Why) -> Estimate:
        return Estimate(None, None, None, n, float(n), 0, window, self.rate.clock.as_of, METHOD, why)


def refuse(gap: Gap, why: Why) -> Gap:
    """The same cases without their numbers, and why: too much of the source could not be read, say."""
    broken, kept, difference = (
        replace(of, value=None, low=None, high=None, why_empty=why) for of in (gap.broken, gap.kept, gap.difference)
    )
    return replace(gap, broken=broken, kept=kept, difference=difference)


def _as_share(mean: Mean, is_share: bool) -> Mean:
    """A share's interval ends at none and at all."""
    return replace(mean, low=max(mean.low, 0.0), high=min(mean.high, 1.0)) if is_share else mean


def _none_or_all(found: Matched) -> Matched:
    """Where none or all of a group did it, nothing varies there, and yet none of 35 fits with one in ten.

    Such a group gets Wilson's interval, and the difference at least that of both intervals together.

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17:873-890, method 10.
    """
    groups = (found.broken, found.kept)
    if all(mean.low < mean.high for mean in groups):
        return found
    ends = (wilson(round(mean.value), mean.n) if mean.low == mean.high else (mean.low, mean.high) for mean in groups)
    broken, kept = (replace(mean, low=low, high=high) for mean, (low, high) in zip(groups, ends, strict=True))
    of = found.difference
    low = of.value - hypot(broken.value - broken.low, kept.high - kept.value)
    high = of.value + hypot(broken.high - broken.value, kept.value - kept.low)
    difference = replace(of, low=min(of.low, low), high=max(of.high, high))
    return replace(found, broken=broken, kept=kept, difference=difference)


def _one_if(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1, nw.Int64)).otherwise(nw.lit(0, nw.Int64))


def _band() -> nw.Expr:
    """Which of the bands of amounts; 0 where nothing was paid or known."""
    paid = nw.col("revenue_cents")
    band = _one_if(~paid.is_null())
    for limit in _BANDS:
        band = band + _one_if(paid >= limit)
    return band


def _longest(within: Duration | None) -> int:
    """The most local days from an event's day to its deadline, whatever weekends and holidays stand between."""
    if within is None:
        return 0
    length, unit = within.length, within.unit
    if unit in ("minutes", "hours"):
        return ceil(length / (24 if unit == "hours" else 1440))
    if unit == "days":
        return int(length)
    business_days = ceil(length / 4) if unit == "opening hours" else int(length)
    return business_days * 7 // 5 + 7


def _sum(cases: Frame, whole_unit: int = 1) -> Frame:
    """The sums by what was known beforehand, by day and by fate; squares in whole units, so that none is too large."""
    whole = nw.col("follows") // whole_unit
    return (
        cases.with_columns(square=whole * whole)
        .group_by("unit", "weeks", "amount", "day", "broken")
        .agg(
            n=nw.len().cast(nw.Int64),
            total=nw.col("follows").sum().cast(nw.Int64),
            square=nw.col("square").sum().cast(nw.Int64),
        )
    )


def _cells(rows: pa.Table, outcome: str) -> tuple[Cells, tuple[date, date]]:
    units = pc.fill_null(rows["unit"], "").combine_chunks()
    _, unit = np.unique(units.to_numpy(zero_copy_only=False).astype(str), return_inverse=True)
    numbers = {name: rows[name].to_numpy().astype(np.int64) for name in ("weeks", "amount", "day", "broken")}
    keys = {"unit": unit.astype(np.int64), "weeks": numbers["weeks"], "amount": numbers["amount"]}
    n, total, square = (rows[name].to_numpy().astype(np.float64) for name in ("n", "total", "square"))
    scale = _SCALE.get(outcome, 1)
    square = square if outcome == "revenue" else square / scale**2
    day = numbers["day"]
    window = (as_date(day.min()), as_date(day.max())) if len(day) else (as_date(0), as_date(0))
    return Cells(keys, day, numbers["broken"] == 1, n, total / scale, square), window
