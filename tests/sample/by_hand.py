"""The sample's files counted without makegood: plain csv and dates, one list of outcomes for each promise."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
HOLIDAYS = holidays.country_holidays("DK", years=range(2024, 2028))


@dataclass(frozen=True)
class Outcome:
    """One event whose deadline has passed: the local day of its deadline, its shop, and whether it was kept."""

    due: date
    shop: str
    kept: bool


@dataclass(frozen=True)
class Counted:
    """One promise."""

    outcomes: tuple[Outcome, ...]
    not_due: int
    excluded: int

    @property
    def n(self) -> int:
        return len(self.outcomes)

    @property
    def kept(self) -> int:
        return sum(outcome.kept for outcome in self.outcomes)


@dataclass(frozen=True)
class Event:
    start: datetime
    done: datetime | None
    due: datetime | None = None
    shop: str = ""
    amount: str = ""
    excluded: bool = False


@cache
def open_day(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


@cache
def add_business_days(day: date, days: int) -> date:
    while not open_day(day):
        day += timedelta(1)
    for _ in range(days):
        day += timedelta(1)
        while not open_day(day):
            day += timedelta(1)
    return day


@cache
def hours_on(day: date) -> tuple[int, int] | None:
    if day.weekday() == 6 or day in HOLIDAYS:
        return None
    return (10 * 60, 15 * 60) if day.weekday() == 5 else (10 * 60, 18 * 60)


def add_opening_minutes(start: datetime, minutes: int) -> datetime:
    day, left = start.date(), minutes
    at = start.hour * 60 + start.minute
    while True:
        hours = hours_on(day)
        if hours and at < hours[1]:
            begin = max(at, hours[0])
            if begin + left <= hours[1]:
                return datetime.combine(day, datetime.min.time()) + timedelta(minutes=begin + left)
            left -= hours[1] - begin
        day, at = day + timedelta(1), 0


def rows(path: Path, delimiter: str = ",", encoding: str = "utf-8") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def readable(text: str, parse: Callable[[str], datetime]) -> datetime | None:
    try:
        return parse(text)
    except ValueError:
        return None


def events(
    listed: list[dict[str, str]], start: str, done: str | None, parse: Callable[[str], datetime], **names: str
) -> Iterator[Event]:
    for row in listed:
        began = readable(row[start], parse)
        if began is None or not next(iter(row.values())):
            continue
        finished = parse(row[done]) if done and row[done] else None
        due = parse(row[names["due"]]) if "due" in names and row[names["due"]] else None
        shop = row[names["shop"]] if "shop" in names else ""
        amount = row[names["amount"]] if "amount" in names else ""
        yield Event(began, finished, due, shop, amount, row.get("Status") == "Annulleret")


def day_first(text: str) -> datetime:
    """`31-12-2025 23:59`, with any separator; five times as fast as strptime."""
    return datetime(int(text[6:10]), int(text[3:5]), int(text[:2]), int(text[11:13]), int(text[14:16]))


def orders(data: Path) -> list[Event]:
    newest = {row["Ordrenr"]: row for year in (2025, 2026) for row in rows(data / f"orders-{year}.csv", ";", "cp1252")}
    return list(events(list(newest.values()), "Bestilt", "Leveret", day_first, shop="Butik"))


def workshop(data: Path, *kinds: str) -> list[Event]:
    listed = [row for row in rows(data / "workshop.csv", ";", "utf-8-sig") if row["type"] in kinds]
    names = {"due": "lovet_klar", "shop": "butik", "amount": "minutter"}
    return list(events(listed, "indleveret", "klar", datetime.fromisoformat, **names))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(COPENHAGEN).replace(tzinfo=None)


def as_of(listed: list[Event]) -> datetime:
    return max(moment for event in listed for moment in (event.start, event.done) if moment)


def count(listed: list[Event], deadline: Callable[[Event], datetime]) -> Counted:
    """Events by their own deadline: a whole day's deadline is its last moment."""
    now = as_of(listed)
    counting = [event for event in listed if not event.excluded]
    judged = [(event, deadline(event)) for event in counting]
    outcomes = tuple(
        Outcome(limit.date(), event.shop, event.done is not None and event.done <= limit)
        for event, limit in judged
        if limit < now
    )
    return Counted(outcomes, len(counting) - len(outcomes), len(listed) - len(counting))


def end_of(day: date) -> datetime:
    return datetime.combine(day, datetime.max.time())


def business_days(days: int) -> Callable[[Event], datetime]:
    # A closed day after the last business day still belongs to the deadline: it counts as the next open day.
    return lambda event: end_of(add_business_days(event.start.date(), days))


def amounts(listed: list[Event], at_most: float, *, missing_is_broken: bool) -> Counted:
    counting = [event for event in listed if event.amount or missing_is_broken]
    outcomes = tuple(
        Outcome(e.start.date(), e.shop, bool(e.amount) and float(e.amount.replace(",", ".")) <= at_most)
        for e in counting
    )
    return Counted(outcomes, 0, len(listed) - len(counting))


def count_all(folder: Path) -> dict[str, Counted]:
    """Every promise that has a measurable form."""
    data = folder / "data"
    iso = datetime.fromisoformat

    def of(file: str, start: str, done: str, parse: Callable[[str], datetime] = iso, **names: str) -> list[Event]:
        return list(events(rows(data / file, names.pop("delimiter", ",")), start, done, parse, **names))

    def seconds(text: str) -> datetime:
        return datetime.fromtimestamp(int(text), COPENHAGEN).replace(tzinfo=None)

    ordered = orders(data)
    calls = list(events(rows(data / "calls.csv"), "called_at", None, seconds, amount="waited_seconds"))
    collected = of("click_and_collect.csv", "ordered", "ready", day_first, shop="shop")
    return {
        "ad-tomorrow": count(ordered, business_days(1)),
        "delivery-1-2-days": count(ordered, business_days(2)),
        "bike-ready-on-time": count(workshop(data, "reparation", "service"), lambda event: event.due or event.start),
        "puncture-in-an-hour": amounts(workshop(data, "punktering"), 60, missing_is_broken=False),
        "new-bike-ready": count(of("new_bikes.csv", "bought_at", "ready_at", shop="shop"), business_days(3)),
        "collect-in-2-hours": count(collected, lambda event: add_opening_minutes(event.start, 120)),
        "refund-in-5-days": count(of("refunds.csv", "returned_on", "paid_on", delimiter=";"), business_days(5)),
        "mail-in-1-day": count(of("mails.csv", "received_at", "answered_at", local, delimiter="\t"), business_days(1)),
        "parts-in-5-days": count(
            of("spare_parts.csv", "ordered_on", "arrived_on", shop="shop"),
            lambda event: end_of(event.start.date() + timedelta(5)),
        ),
        "call-back-in-24-hours": count(
            of("callbacks.csv", "asked_at", "called_at", local), lambda event: event.start + timedelta(hours=24)
        ),
        "answer-in-3-minutes": amounts(calls, 180, missing_is_broken=True),
    }
