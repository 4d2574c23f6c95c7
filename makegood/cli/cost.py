"""How `makegood measure cost_of_breaking` prints: sentences for people, a row for each outcome for programs."""

import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from makegood.model import Gap

COLUMNS = (
    *("promise", "outcome", "n_broken", "broken", "n_kept", "kept"),
    *("difference", "low", "high", "clusters", "matched_on", "unmatched", "days", "why"),
)


def tell_costs(costs: Mapping[str, Sequence[Gap]], form: str, language: str) -> None:
    """Print what followed, by promise.

    Parameters
    ----------
    costs : mapping of promise id to gaps
    form : `human`, `csv` or `json`
    language : `da` or `en`, for people
    """
    rows = [row for promise, gaps in costs.items() for row in _rows(promise, gaps)]
    if form == "json":
        document = {"measure": "cost_of_breaking", "rows": rows}
        click.echo(json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False))
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "matched_on": " ".join(row["matched_on"])} for row in rows)
    else:
        _show(costs, language)


def _rows(promise: str, gaps: Sequence[Gap]) -> Iterator[dict[str, Any]]:
    for gap in gaps:
        of = gap.difference
        values = (promise, gap.outcome, gap.broken.n, gap.broken.value, gap.kept.n, gap.kept.value)
        rest = (of.value, of.low, of.high, of.clusters, list(gap.matched_on), gap.unmatched, gap.days)
        why = of.why_empty.value if of.why_empty else None
        yield dict(zip(COLUMNS, (*values, *rest, why), strict=True))


def _show(costs: Mapping[str, Sequence[Gap]], language: str) -> None:
    from rich.console import Console

    from makegood.words.cost import cost_paragraphs, nothing_known

    console = Console(highlight=False, emoji=False, markup=False)
    told = {promise: gaps for promise, gaps in costs.items() if gaps}
    for promise, gaps in told.items():
        console.print(f"\n{promise}", style="bold")
        for paragraph in cost_paragraphs(gaps, language):
            console.print(paragraph, soft_wrap=False)
    if not told:
        console.print(nothing_known(language))
