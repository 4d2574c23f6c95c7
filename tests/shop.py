"""A small shop in a temporary folder: settings, promises and orders written by hand, for tests of the whole way."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from makegood import flow
from makegood.model import PromiseState

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
SETTINGS = """\
organisation: Test
journey:
  - {touchpoint: delivery, stage: delivery, function: operations}
sources:
  - name: orders
    kind: events
    files: data/*.csv
    columns: {event_id: id, unit: shop, started_at: ordered, due_at: promised, done_at: delivered}
    exclude: {status: cancelled}
    history: true
"""
PROMISE = """\
- promise: delivery
  says: {da: "Levering på 2 dage", en: "Delivery in 2 days"}
  said: [{where: delivery, since: 2026-01-01, by: operations}]
  touchpoint: delivery
  kept_by: operations
  keep: {event: orders, within: 2 days, of: 90 %}
"""


def order(number: int, day: date, took: int | None = 1, **other: str) -> dict[str, str]:
    """One row of the shop's file; `took` days, or never."""
    delivered = "" if took is None else f"{day + timedelta(days=took)} 12:00"
    row = {"id": str(number), "shop": "Aarhus", "ordered": f"{day} 10:00", "promised": "", "status": "sent"}
    return row | {"delivered": delivered} | other


def orders(first: date, days: int, a_day: int, late: int = 0, start: int = 0) -> list[dict[str, str]]:
    """So many orders a day, the first `late` of each day a day too late."""
    return [
        order(start + d * a_day + i, first + timedelta(days=d), 3 if i < late else 1)
        for d in range(days)
        for i in range(a_day)
    ]


def make(folder: Path, rows: list[dict[str, str]], promise: str = PROMISE, settings: str = SETTINGS) -> Path:
    """Write the shop's folder, or write it anew over an earlier one."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "promises").mkdir(exist_ok=True)
    (folder / "makegood.yaml").write_text(settings, encoding="utf-8")
    (folder / "promises" / "delivery.yaml").write_text(promise, encoding="utf-8")
    with (folder / "data" / "orders.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder


def read(folder: Path, now: datetime = NOW) -> None:
    """Read the shop's files."""
    flow.read(flow.open_project(folder), now)


def state(folder: Path, now: datetime = NOW, as_of: datetime | None = None) -> PromiseState:
    """The shop's only promise as it stands."""
    (only,) = flow.measure(flow.open_project(folder), now, as_of)
    return only
