"""`makegood measure NAME`: the numbers behind the words, by period, week, unit or touchpoint."""

import csv
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from makegood.cli.options import AS_OF, FOLDER, LANGUAGE, UNIT, parse_as_of
from makegood.errors import MakegoodError, guess
from makegood.flow import MEASURES
from makegood.model import Estimate, PromiseState, Why

if TYPE_CHECKING:
    from rich.table import Table

Row = dict[str, Any]
Found = TypeVar("Found")
COLUMNS = ("promise", "by", "n", "kept", "value", "low", "high", "n_eff", "clusters", "state", "why")
_WHOLE_ID = 24  # characters of an id that stay on one line of a table
TEXTS = ("promise", "by", "unit", "state")


@click.command("measure")
@click.argument("name", type=click.Choice(MEASURES))
@FOLDER
@LANGUAGE
@AS_OF
@UNIT
@click.option("--promise", help="Only this promise.")
@click.option("--by", type=click.Choice(["promise", "period", "week", "unit", "touchpoint"]), default="promise")
@click.option("--format", "form", type=click.Choice(["human", "csv", "json"]), default="human", show_default=True)
def command(
    name: str,
    folder: Path,
    language: str | None,
    as_of: str | None,
    unit: str | None,
    promise: str | None,
    by: str,
    form: str,
) -> None:
    """Print a measure's numbers: what was kept (kept_rate), or how long it takes and what can be promised.

    A share stands with its interval or not at all; `why` says why there is none. With `--by unit` it is about what is
    recent.
    """
    from makegood import flow, voices
    from makegood.cli import measure_time as time
    from makegood.cli.cost import tell_costs
    from makegood.cli.measure_said import tell_said
    from makegood.words.language import choose

    register = flow.open_project(folder)
    spoken = choose(language, os.environ, register.project.languages)
    if name == "cost_of_breaking":
        if by != "promise" or unit:
            raise click.UsageError("cost_of_breaking has one row for each outcome: leave out --by and --unit")
        costs = flow.cost_of_breaking(register, datetime.now(UTC), parse_as_of(as_of, register.project.zone))
        tell_costs(_only(costs, promise), form, spoken)
        return
    if name == "what_is_said":
        if by != "promise" or unit or promise:
            raise click.UsageError("what_is_said has one row for each theme: leave out --by, --unit and --promise")
        said = voices.what_is_said(register, parse_as_of(as_of, register.project.zone))
        tell_said(said, form, spoken)
        return
    states = flow.measure(register, datetime.now(UTC), parse_as_of(as_of, register.project.zone), unit)
    states = tuple(_only({state.promise.id: state for state in states}, promise).values())
    columns, found = (time.COLUMNS, time.rows(by, states)) if name == "time_to_keep" else (COLUMNS, _ROWS[by](states))
    rows = [{column: row.get(column) for column in columns} for row in found]
    if form == "json":
        click.echo(json.dumps({"measure": name, "by": by, "rows": rows}, indent=2, ensure_ascii=False, allow_nan=False))
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        show(time.for_people(rows, spoken) if name == "time_to_keep" else rows, by, spoken)


def _only(found: Mapping[str, Found], promise: str | None) -> Mapping[str, Found]:
    """All promises, or the one that is asked for."""
    if promise is None:
        return found
    if promise not in found:
        raise MakegoodError("no such promise", found=promise, fix=guess(promise, found))
    return {promise: found[promise]}


def _numbers(number: Estimate | None) -> Row:
    if number is None:
        return {}
    names = ("n", "value", "low", "high", "n_eff", "clusters")
    return {name: getattr(number, name) for name in names} | {"why": number.why_empty and number.why_empty.value}


def _by_promise(states: Sequence[PromiseState]) -> Iterator[Row]:
    for state in states:
        why = state.why.value if state.why else None
        kept, n = state.count.kept, state.count.n
        headline = {"n": n, "kept": kept, "state": state.headline.value, "why": why}
        yield {"promise": state.promise.id} | _numbers(state.whole) | headline


def _by_period(states: Sequence[PromiseState]) -> Iterator[Row]:
    for state in states:
        for verdict in (*state.closed, *([state.running] if state.running else [])):
            why = verdict.why.value if verdict.why else None
            row = {"promise": state.promise.id, "by": verdict.period.name, "kept": verdict.kept}
            yield row | _numbers(verdict.estimate) | {"state": verdict.state.value, "why": why}


def _by_week(states: Sequence[PromiseState]) -> Iterator[Row]:
    for state in states:
        for week in state.weeks:
            yield {"promise": state.promise.id, "by": _iso(week.day), "n": week.n, "kept": week.kept}


def _by_unit(states: Sequence[PromiseState]) -> Iterator[Row]:
    for state in states:
        for unit in state.units:
            word = {True: "unlike the others", False: "nothing unusual", None: "too little yet"}[unit.unlike]
            value = None if unit.low is None else unit.kept / unit.n
            numbers = {
                "n": unit.n,
                "kept": unit.kept,
                "value": value,
                "low": unit.low,
                "high": unit.high,
                "state": word,
            }
            yield {"promise": state.promise.id, "by": unit.unit} | numbers


def _by_touchpoint(states: Sequence[PromiseState]) -> Iterator[Row]:
    """Promises at one touchpoint have different objectives: they stand together, and are not added up."""
    ordered = sorted(states, key=lambda state: state.promise.touchpoint or "")
    for state, row in zip(ordered, _by_promise(ordered), strict=True):
        yield row | {"by": state.promise.touchpoint}


def _iso(monday: date) -> str:
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02}"


def show(rows: Sequence[Row], by: str, language: str) -> None:
    """Print a table for each promise or touchpoint, without the columns that say nothing here."""
    from rich.console import Console

    console = Console(highlight=False, emoji=False, markup=False)
    heading = {"promise": None, "touchpoint": "by"}.get(by, "promise")
    groups = dict.fromkeys(row[heading] if heading else None for row in rows)
    for group in groups:
        if group and len(groups) > 1:
            console.print(f"\n{group}", style="bold")
        console.print(_table([row for row in rows if heading is None or row[heading] == group], heading, language))


def _table(rows: Sequence[Row], heading: str | None, language: str) -> "Table":
    from rich.table import Table

    empty = [name for name in rows[0] if all(row[name] is None for row in rows)]
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    width = 14 if heading is None else 24  # beside a whole name there is less room
    shown = [name for name in rows[0] if name not in (heading, "why", *empty)]
    for name in shown:
        if name == "promise" and max(len(row[name]) for row in rows) <= _WHOLE_ID:
            table.add_column(name, no_wrap=True)  # an id cut in two cannot be copied
        elif name in TEXTS:
            table.add_column(name, overflow="fold", max_width=width if name == "state" else None)
        else:
            table.add_column(name, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*(_cell(name, row, language) for name in shown))
    return table


def _cell(name: str, row: Row, language: str) -> str:
    from makegood.words.labels import LABELS
    from makegood.words.numbers import share
    from makegood.words.phrases import whole
    from makegood.words.promise import say_code

    value = row[name]
    if value is None:
        return ""
    if name == "state" and row["why"] == Why.NO_PERIOD and row["by"]:
        return LABELS["running"].say(language)
    if name == "state":
        return ": ".join(say_code(code, language) for code in (value, row["why"]) if code)
    if name in ("value", "low", "high"):
        said = share(value, language, decimals=1)
        return said if name == "value" else said.removesuffix(" %")
    return value if isinstance(value, str) else whole(round(value), language)


_ROWS = {
    "promise": _by_promise,
    "period": _by_period,
    "week": _by_week,
    "unit": _by_unit,
    "touchpoint": _by_touchpoint,
}
