"""Promise states made by hand, for tests of words and of the report. Figures are invented."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from makegood.model import (
    Count,
    Day,
    Estimate,
    Headline,
    Keepable,
    Limit,
    Now,
    Pace,
    Period,
    PromiseState,
    Quantile,
    State,
    UnitState,
    Verdict,
    Why,
)
from makegood.written import Amount, Duration, Keep, Promise, Said

AS_OF = datetime(2026, 5, 10, 12, tzinfo=UTC)
MARCH = Period("2026-03", date(2026, 3, 1), date(2026, 3, 31), "month")
APRIL = Period("2026-04", date(2026, 4, 1), date(2026, 4, 30), "month")
MAY = Period("2026-05", date(2026, 5, 1), date(2026, 5, 31), "month")
LAST_DECEMBER = Period("2025-12", date(2025, 12, 1), date(2025, 12, 31), "month")
QUARTER = Period("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "quarter")
YEAR = Period("2025", date(2025, 1, 1), date(2025, 12, 31), "year")

WITHIN = Keep(event="orders", of=0.95, within=Duration(2.0, "business days"))
BY = Keep(event="orders", of=0.95, by="due_at")
AMOUNT = Keep(event="calls", of=0.9, amount=Amount(column="waited_seconds", missing="broken", at_most=180.0))


def promise(keep: Keep | None = WITHIN, **changes: Any) -> Promise:
    fields: dict[str, Any] = {
        "id": "delivery",
        "says": {"da": "Levering på 1-2 hverdage", "en": "Delivery in 1-2 business days"},
        "said": (
            Said(where="shop", since=date(2024, 1, 1), by="sales"),
            Said(where="ad", since=date(2026, 3, 1), by="marketing"),
        ),
        "touchpoint": "delivery",
        "kept_by": "operations",
        "explained_by": "service",
        "keep": (keep,) if keep else (),
    }
    return Promise(**{**fields, **changes})


def estimate(kept: int, n: int, low: float | None, high: float | None, **changes: Any) -> Estimate:
    period = changes.pop("period", MARCH)
    fields: dict[str, Any] = {
        "value": None if low is None else kept / n,
        "low": low,
        "high": high,
        "n": n,
        "n_eff": float(n),
        "clusters": 31,
        "window": (period.first, period.last),
        "as_of": AS_OF,
        "method": "wilson on n_eff",
    }
    return Estimate(**{**fields, **changes})


def verdict(
    state: State, kept: int, n: int, low: float | None = None, high: float | None = None, **changes: Any
) -> Verdict:
    period = changes.get("period", MARCH)
    n_eff = changes.pop("n_eff", float(n))
    fields: dict[str, Any] = {
        "period": period,
        "state": state,
        "n": n,
        "kept": kept,
        "objective": 0.95,
        "estimate": estimate(kept, n, low, high, n_eff=n_eff, period=period),
        "why": None,
        "closed_on": period.last + timedelta(days=5),
        "frozen_at": datetime(2026, 5, 5, 5, tzinfo=UTC),
    }
    return Verdict(**{**fields, **changes})


BROKEN_MARCH = verdict(State.BROKEN, 2978, 3390, 0.86, 0.901)
KEPT_MARCH = verdict(State.KEPT, 3289, 3390, 0.958, 0.979)
UNCLEAR_MARCH = verdict(State.CANNOT_TELL, 19, 22, 0.667, 0.953, why=Why.STRADDLES)
SLIPPING = Now(Pace.SLIPPING, date(2026, 4, 7), date(2026, 4, 16), 400, 348, 812.0)
HOLDING = Now(Pace.HOLDING, None, None, 400, 391, 3.2)


def state(headline: Headline, *closed: Verdict, why: Why | None = None, **changes: Any) -> PromiseState:
    kept, n = sum(v.kept for v in closed), sum(v.n for v in closed)
    fields: dict[str, Any] = {
        "promise": promise(),
        "headline": headline,
        "why": why,
        "as_of": AS_OF,
        "count": Count(kept, n - kept),
        "objective": 0.95,
        "closed": closed,
        "newest": date(2026, 5, 10),
    }
    return PromiseState(**{**fields, **changes})


def broken(**changes: Any) -> PromiseState:
    return state(Headline.BROKEN, BROKEN_MARCH, **changes)


def kept(**changes: Any) -> PromiseState:
    return state(Headline.KEPT, KEPT_MARCH, **{"now": HOLDING, **changes})


def slipping(**changes: Any) -> PromiseState:
    return state(Headline.SLIPPING, KEPT_MARCH, **{"now": SLIPPING, **changes})


def unclear(why: Why = Why.STRADDLES, *closed: Verdict, **changes: Any) -> PromiseState:
    return state(Headline.CANNOT_TELL, *closed, why=why, **changes)


def with_keep(given: PromiseState, keep: Keep | None) -> PromiseState:
    return replace(given, promise=promise(keep))


def units(*rows: tuple[str, int, int, bool | None, bool]) -> tuple[UnitState, ...]:
    """Rows of (unit, kept, n, unlike, better)."""
    return tuple(
        UnitState(unit, n, kept, kept / n * 0.95, 1.0, unlike, better) for unit, kept, n, unlike, better in rows
    )


def weeks(*shares: float | None, n: int = 100, first: date = date(2026, 1, 5)) -> tuple[Day, ...]:
    """One row per week; None is a week without cases."""
    return tuple(
        Day(first + timedelta(weeks=number), "", n, round(share * n))
        for number, share in enumerate(shares)
        if share is not None
    )


def limit(value: float | None, kept: int, n: int, low: float | None = None, **changes: Any) -> Limit:
    high = None if low is None else min(1.0, 2 * kept / n - low)
    return Limit(value, changes.pop("usual", None), estimate(kept, n, low, high), changes.pop("why", None))


def keepable(**changes: Any) -> Keepable:
    """Three business days, which most get in two."""
    fields: dict[str, Any] = {
        "unit": "business days",
        "limit": limit(3.0, 19400, 20000, 0.965, usual=2.0),
        "recent": (date(2026, 4, 7), 400, 388),
        "by_unit": (("Aarhus", limit(2.0, 980, 1000, 0.97)), ("Als", limit(None, 9, 10, why=Why.FEW_EVENTS))),
        "by_season": ((MARCH, limit(2.0, 1960, 2000, 0.97)), (APRIL, limit(4.0, 1940, 2000, 0.955, usual=3.0))),
        "n": 20100,
        "still_open": 100,
        "half": Quantile(0.5, 2.0, 2.0, 2.0),
        "nine_in_ten": Quantile(0.9, 3.0, 2.0, 3.0),
    }
    return Keepable(**{**fields, **changes})
