"""Which country and time zone? By the language of the columns, else by the machine, else Denmark."""

import os
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from makegood.propose.headers import place_of

_HERE = ("DK", "Europe/Copenhagen")
_NOWHERE = frozenset({"", "UTC", "Etc/UTC", "GMT", "Etc/GMT", "Universal", "Zulu", "Etc/Universal"})
_LOCALTIME = Path("/etc/localtime")


def find_place(language: str, machine_zone: str) -> tuple[str, str, str]:
    """Country, time zone, and where they come from: `language`, `machine` or `default`.

    Examples
    --------
    >>> find_place("pt", "Europe/Copenhagen"), find_place("en", "Europe/London")
    (('BR', 'America/Sao_Paulo', 'language'), ('GB', 'Europe/London', 'machine'))
    """
    place = place_of(language)
    if place:
        return place["country"], place["time_zone"], "language"
    country = country_of(machine_zone)
    return (country, machine_zone, "machine") if country else (*_HERE, "default")


def country_of(zone: str) -> str:
    """The country of a time zone as two letters; empty for UTC and zones of no country."""
    return _countries().get(zone, "")


def find_machine_zone(environ: Mapping[str, str]) -> str:
    """The time zone that this machine is set to; empty when that is UTC or not known."""
    zone = environ.get("TZ", "").lstrip(":")
    if not zone and _LOCALTIME.exists():
        zone = os.path.realpath(_LOCALTIME).rpartition("zoneinfo/")[2]
    return "" if zone in _NOWHERE else zone


@cache
def _countries() -> Mapping[str, str]:
    """The country of each zone, from the table that comes with the time zones."""
    text = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {row[2]: row[0] for row in rows}
