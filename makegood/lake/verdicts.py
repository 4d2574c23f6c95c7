"""Verdicts as they were told: frozen rows of the lake, to and from the model's words."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from makegood.lake.engine import collect, scan
from makegood.lake.tables import VERDICTS
from makegood.model import Estimate, Period, State, Verdict, Why
from makegood.written import Over, Promise

if TYPE_CHECKING:
    from makegood.lake.store import Lake

Told = dict[str, list[tuple[str, Verdict]]]


def told(lake: "Lake") -> Told:
    """Every frozen verdict with the hash of its terms, by promise; what was told first stands first."""
    verdicts: Told = {}
    for row in sorted(collect(scan(lake, VERDICTS.name)), key=lambda row: row["load_id"]):
        verdicts.setdefault(row["promise"], []).append((row["terms"], _verdict(row)))
    return verdicts


def still_standing(promise: Promise, verdicts: Iterable[tuple[str, Verdict]]) -> dict[str, Verdict]:
    """The verdicts by period whose terms are the promise's terms today; of two on one period the first stands."""
    standing: dict[str, Verdict] = {}
    for terms, verdict in verdicts:
        if terms == promise.terms_between(verdict.period.first, verdict.period.last):
            standing.setdefault(verdict.period.name, verdict)
    return standing


def as_told(verdicts: Iterable[tuple[str, Verdict]], standing: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Every verdict of a promise as it was told first, also under terms that have changed since.

    Parameters
    ----------
    verdicts : iterable of (terms, Verdict)
        What was frozen, the first told first.
    standing : iterable of Verdict
        Those that stand today, which know what has been corrected since.
    """
    first: dict[str, Verdict] = {}
    for _, verdict in verdicts:
        first.setdefault(verdict.period.name, verdict)
    known = {(verdict.period.name, verdict.frozen_at): verdict for verdict in standing}
    return tuple(known.get((name, verdict.frozen_at), verdict) for name, verdict in first.items())


def rows(verdicts: Iterable[tuple[Promise, Verdict]], frozen_at: datetime, before: Told) -> pa.Table:
    """Rows for the table `verdicts`.

    Parameters
    ----------
    verdicts : iterable of (Promise, Verdict)
    frozen_at : datetime, aware
    before : what was told earlier
        Under terms that were never judged before, a verdict is taken after the fact.

    Returns
    -------
    pyarrow.Table in `VERDICTS.read_schema`
    """
    listed = [
        {
            "promise": promise.id,
            "version": promise.version,
            "terms": promise.terms_between(verdict.period.first, verdict.period.last),
            "period": verdict.period.name,
            "first_day": verdict.period.first,
            "last_day": verdict.period.last,
            "closed_on": verdict.closed_on,
            "state": verdict.state.value,
            "why": verdict.why.value if verdict.why else None,
            "n": verdict.n,
            "kept": verdict.kept,
            "objective": verdict.objective,
            "value": verdict.estimate.value,
            "low": verdict.estimate.low,
            "high": verdict.estimate.high,
            "n_eff": verdict.estimate.n_eff,
            "clusters": verdict.estimate.clusters,
            "method": verdict.estimate.method,
            "as_of": verdict.estimate.as_of,
            "frozen_at": frozen_at,
            "backfilled": promise.terms_between(verdict.period.first, verdict.period.last)
            not in {terms for terms, _ in before.get(promise.id, [])},
        }
        for promise, verdict in verdicts
    ]
    return pa.Table.from_pylist(listed, schema=VERDICTS.read_schema)


def _verdict(row: dict[str, Any]) -> Verdict:
    window = (row["first_day"], row["last_day"])
    why = Why(row["why"]) if row["why"] else None
    as_of, value = _utc(row["as_of"]), row["value"]
    number = Estimate(
        value, row["low"], row["high"], row["n"], row["n_eff"], row["clusters"], window, as_of, row["method"],
        why if value is None else None,
    )  # fmt: skip
    period = Period(row["period"], *window, over=_over(*window))
    return Verdict(
        period=period,
        state=State(row["state"]),
        n=row["n"],
        kept=row["kept"],
        objective=row["objective"],
        estimate=number,
        why=why,
        closed_on=row["closed_on"],
        frozen_at=_utc(row["frozen_at"]),
        backfilled=row["backfilled"],
    )


def _over(first: date, last: date) -> Over:
    days = (last - first).days
    return "month" if days < 31 else "quarter" if days < 100 else "year"


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
