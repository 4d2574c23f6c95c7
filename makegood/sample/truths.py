"""The planted truths, as each sample's YAML file says them: every rate, day, unit and number that it is drawn from."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from makegood.model import Headline, Why
from makegood.written import WRITTEN

NAMES = ("nordlys", "municipality")


@dataclass(frozen=True, config=WRITTEN)
class Shop:
    """One of the chain's shops."""

    shop: str
    """Its name."""
    region: str
    """The region it belongs to."""
    weight: float
    """Its part of the trade, beside the others' weights."""


@dataclass(frozen=True, config=WRITTEN)
class Log:
    """How much of one thing happens, and what is wrong with its file."""

    a_day: float
    """Events on an ordinary day, before month and weekday."""
    weekdays: tuple[float, float, float, float, float, float, float]
    """Monday's to Sunday's part of an ordinary day."""
    alike: float
    """Correlation of events within a day."""
    open: Literal["every day", "shop days"] = "every day"
    """On which days it can happen."""
    cancelled: int = 0
    """Rows that are cancelled, and so do not count."""
    unreadable: tuple[str, ...] = ()
    """What stands where a time should, one row each."""
    without_id: int = 0
    """Rows without an id."""
    until: datetime | None = None
    """The local time at which the export stopped, if before the rest."""


@dataclass(frozen=True, config=WRITTEN)
class Mishap:
    """One failure that shouts."""

    shop: str
    """Where."""
    day: date
    """When it began."""
    days: int
    """How many days it took."""


@dataclass(frozen=True, config=WRITTEN)
class Planted:
    """What is true of one promise, and what must be said of it."""

    headline: Headline
    """The one word."""
    why: Why | None = None
    """Why it cannot be told."""
    log: str | None = None
    """The log it is judged by."""
    share: float | None = None
    """The share kept."""
    slips_on: date | None = None
    """The first local day whose deadlines are missed more often."""
    slipped_share: float | None = None
    """The share kept from then on."""
    events: int | None = None
    """The exact number of events whose deadline has passed."""
    kept: int | None = None
    """The exact number of those that were kept."""
    since: date | None = None
    """The first day of the log, where it is younger than the rest."""
    mishap: Mishap | None = None
    """One failure that shouts."""
    unlike: Mapping[str, float] = field(default_factory=dict)
    """Shops that are unlike the others, with their share kept."""


@dataclass(frozen=True, config=WRITTEN)
class Reviews:
    """What customers write."""

    number: int
    """How many reviews."""
    stars_when_kept: tuple[float, float, float, float, float]
    """Chances of 1 to 5 stars when the promise was kept."""
    stars_when_late: tuple[float, float, float, float, float]
    """Chances of 1 to 5 stars when it was not."""
    about_workshop: float
    """The share that is about the workshop; the others are about orders."""
    topics: Mapping[str, Mapping[str, float]]
    """Chances of what else a review says, by mood and topic."""
    replied: Mapping[str, float]
    """The share that the shop answers, by mood."""
    stock: float
    """The share of its answers that are stock phrases."""
    private: float
    """The share with something that points at a person."""


@dataclass(frozen=True, config=WRITTEN)
class Follow:
    """How often something follows, by whether the promise was kept."""

    kept: float
    """The share after a kept promise."""
    broken: float
    """The share after a broken one."""


FOLLOWS_NOTHING = Follow(0.0, 0.0)


@dataclass(frozen=True, config=WRITTEN)
class Truths:
    """Everything that is planted."""

    since: date
    """The first local day of the logs."""
    until: datetime
    """The local time at which the logs were written."""
    opening_hours: Mapping[str, str]
    """When the shops are open."""
    months: tuple[float, ...]
    """January's to December's part of an ordinary month."""
    shops: tuple[Shop, ...]
    """The units."""
    logs: Mapping[str, Log]
    """The logs by name."""
    promises: Mapping[str, Planted]
    """The promises by id."""
    reviews: Reviews | None = None
    """What customers write; a public body has no reviews."""
    follows: Mapping[str, Follow] = field(default_factory=dict)
    """What follows a case: contacts, complaints, decisions that are changed."""

    def share(self, promise: str) -> float:
        """The share kept of a promise that has a measurable form."""
        share = self.promises[promise].share
        if share is None:
            raise KeyError(f"{promise} has no share")
        return share


def load(name: str = "nordlys") -> Truths:
    """Read the truths of one sample, `nordlys` or `municipality`."""
    from ruamel.yaml import YAML

    text = Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8")
    return TypeAdapter(Truths).validate_python(YAML(typ="safe").load(text))
