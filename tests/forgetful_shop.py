"""A shop whose files name Ida, who wants to be forgotten, and other people, who do not: orders, complaints, reviews."""

import csv
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from makegood import flow

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
NAME, NUMBER, MAIL, PHONE = "Ida Holmegaard", "K-10017", "ida.holmegaard@example.dk", "20 30 40 51"
IDA = (NAME, NUMBER, MAIL, PHONE)
HER_WORDS = "kobberfarvede ringeklokke"
HER_ORDERS = ("A-500007", "A-500017", "A-500027")
SETTINGS = """\
organisation: Test
journey:
  - {touchpoint: delivery, stage: delivery, function: operations}
sources:
  - name: orders
    kind: events
    files: data/orders.csv
    columns: {event_id: id, unit: shop, started_at: ordered, due_at: promised, done_at: delivered, customer: customer}
    exclude: {status: cancelled}
    keep_columns: [note]
    history: true
  - name: complaints
    kind: events
    files: data/complaints.csv
    about: orders
    columns: {event_id: id, started_at: opened, done_at: closed, about: order, customer: customer}
    history: true
  - name: reviews
    kind: reviews
    files: data/reviews.csv
    about: orders
    columns: {voice_id: id, said_at: at, rating: stars, event_id: order, title: title, text: text, reply: reply,
              customer: author}
    history: true
"""
PROMISES = """\
- promise: delivery
  says: {da: "Levering på 2 dage", en: "Delivery in 2 days"}
  said: [{where: delivery, since: 2026-01-01, by: operations}]
  touchpoint: delivery
  kept_by: operations
  keep: {event: orders, within: 2 days, of: 90 %}
- promise: light
  says: {da: "Højst 30 kilo", en: "At most 30 kilos"}
  said: [{where: delivery, since: 2026-01-01, by: operations}]
  touchpoint: delivery
  kept_by: operations
  keep: {event: orders, of: 90 %, amount: {column: kg, at_most: 30, missing: broken}}
- promise: complaints
  says: {da: "Svar på en dag", en: "An answer in a day"}
  said: [{where: delivery, since: 2026-01-01, by: operations}]
  touchpoint: delivery
  kept_by: operations
  keep: {event: complaints, within: 1 day, of: 80 %}
"""


def orders(moved: bool = False) -> list[dict[str, str]]:
    """Three hundred orders, of which Ida's are the 7th, 17th and 27th; some later get another deadline."""
    rows = []
    for n in range(300):
        day = datetime(2026, 1, 5, 10) + timedelta(days=n // 2)
        took = 3 if n % 11 == 0 or n == 17 else 1
        id = f"A-{500_000 + n}"
        rows.append(
            {
                "id": id,
                "shop": ("Aarhus", "Odense")[n % 2],
                "ordered": f"{day:%Y-%m-%d %H:%M}",
                "promised": f"{day + timedelta(days=3 if moved and n % 5 == 2 else 2):%Y-%m-%d %H:%M}",
                "delivered": "" if not moved and n % 9 == 8 else f"{day + timedelta(days=took):%Y-%m-%d %H:%M}",
                "status": "cancelled" if n % 40 == 39 else "sent",
                "customer": NUMBER if id in HER_ORDERS else f"K-{20_000 + n % 60}",
                "kg": str(n % 33),
                "note": f"døren til venstre hos {NAME}"
                if id in HER_ORDERS
                else f"port {n}, hils {NAME}"
                if n == 50
                else f"port {n}",
            }
        )
    return rows


def complaints() -> list[dict[str, str]]:
    about = ["A-500007", "A-500008", "A-500017", *(f"A-{500_100 + n}" for n in range(60))]
    customers = {"A-500007": NUMBER, "A-500017": "K-99999"}  # somebody else complained about one of Ida's
    return [
        {
            "id": f"C{n}",
            "opened": f"2026-02-{n % 28 + 1:02d} 09:00",
            "closed": f"2026-02-{n % 28 + 1:02d} {'19' if n % 7 else '09'}:30",
            "order": order,
            "customer": customers.get(order, f"K-{30_000 + n}"),
        }
        for n, order in enumerate(about)
    ]


def reviews(edited: bool = False) -> list[dict[str, str]]:
    told = [
        ("r-her-1", "A-500150", "Min klokke", f"Den {HER_WORDS} ringer. Hilsen {NAME}", "Kære Ida, tak.", NAME),
        ("r-her-2", "A-500017", "Sent", f"Hvor bliver min {HER_WORDS} af?", "", "IH"),  # by another name, her order
        (
            "r-bo",
            "A-500020",
            "Venlig",
            f"Jeg talte med {NAME}, ring {PHONE}. Fin butik.",
            f"Skriv til {MAIL}",
            "Bo Ask",
        ),
        ("r-eva", "", "Nabo", f"min nabo {NAME.lower()} er også glad", "", "Eva Krog"),
        *((f"r{n}", f"A-{500_030 + n}", "", f"Cyklen kom på dag {n}, fint nok.", "", f"Kunde {n}") for n in range(40)),
    ]
    names = ("id", "order", "title", "text", "reply", "author")
    rows = [dict(zip(names, row, strict=True)) | {"at": "2026-03-02 10:00", "stars": "4"} for row in told]
    for row in rows:
        row["stars"] = "2" if edited and row["id"] in ("r-her-1", "r-bo", "r3") else row["stars"]
    return rows


def write(folder: Path, name: str, rows: Iterable[Mapping[str, str]]) -> None:
    listed = list(rows)
    with (folder / "data" / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(listed[0]))
        writer.writeheader()
        writer.writerows(listed)


def make(folder: Path) -> Path:
    """The shop, read twice, so that rows of Ida's and of others have a history."""
    (folder / "data").mkdir(parents=True)
    (folder / "promises").mkdir()
    (folder / "makegood.yaml").write_text(SETTINGS, encoding="utf-8")
    (folder / "promises" / "all.yaml").write_text(PROMISES, encoding="utf-8")
    write(folder, "complaints.csv", complaints())
    for again in (False, True):
        write(folder, "orders.csv", orders(again))
        write(folder, "reviews.csv", reviews(again))
        read(folder)
    return folder


def read(folder: Path) -> Any:
    return flow.read(flow.open_project(folder), NOW)


def forget(folder: Path, *who: str) -> Any:
    return flow.forget(flow.open_project(folder), who or IDA, NOW)


def find_anywhere(folder: Path, *needles: str) -> list[str]:
    """Where any of these stands: in the bytes of any file, or in any value of a Parquet file, whatever its case."""
    import pyarrow.parquet as pq

    found, wanted = [], [needle.casefold() for needle in needles]
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        texts = [path.read_bytes().decode("utf-8", "replace")]
        if path.suffix == ".parquet":
            texts += [repr(row) for row in pq.read_table(path, partitioning=None).to_pylist()]
        whole = "\n".join(texts).casefold()
        found += [f"{path.relative_to(folder).as_posix()}: {needle}" for needle in wanted if needle in whole]
    return found
