"""What people write of a promise, as data checked by pydantic: its words, where they are said, and how it is kept.

No input or output: `promises.load` reads the files.
"""

import hashlib
import json
import re
from dataclasses import dataclass as plain
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator
from pydantic.dataclasses import dataclass

LATER = ("or_within",)  # keys of `keep` that the first promises did not know

WRITTEN = ConfigDict(extra="forbid", populate_by_name=True, use_attribute_docstrings=True)

Stamp = Literal["started_at", "due_at", "done_at"]
Due = Literal["started_at", "due_at", "done_at", "first_due_at"]
Over = Literal["month", "quarter", "year"]
Unit = Literal["minutes", "hours", "opening hours", "days", "business days"]

_DURATION = re.compile(r"^\s*(\d+(?:[.,]\d+)?)\s+(minute|hour|opening hour|day|business day|week)s?\s*$")
_PERCENT = re.compile(r"^\s*(\d+(?:[.,]\d+)?)\s*%\s*$")


@plain(frozen=True)
class Duration:
    """A length of time as a promise says it: `2 business days`, `24 hours`, `4 opening hours`.

    Examples
    --------
    >>> Duration.parse("2 business days")
    Duration(length=2.0, unit='business days')
    >>> Duration.parse("1 week")
    Duration(length=7.0, unit='days')
    """

    length: float
    unit: Unit

    @staticmethod
    def parse(text: object) -> "Duration":
        """Read a duration as people write it.

        Raises
        ------
        ValueError : when it is not a number and a unit, or when days are not whole.
        """
        if isinstance(text, Duration):
            return text
        match = _DURATION.match(str(text))
        if not match:
            raise ValueError("write a number and a unit: minutes, hours, opening hours, days, business days, weeks")
        length, word = float(match[1].replace(",", ".")), match[2]
        if word == "week":
            length, word = length * 7, "day"
        if word.endswith("day") and length != int(length):
            raise ValueError("days are whole; write hours instead")
        unit: Any = word + "s"
        return Duration(length, unit)

    def __str__(self) -> str:
        number = f"{self.length:g}"
        return f"{number} {self.unit[:-1] if self.length == 1 else self.unit}"


def parse_share(text: object) -> float:
    """Read `95 %` or 0.95 as a share.

    Examples
    --------
    >>> parse_share("97,5 %")
    0.975

    Raises
    ------
    ValueError : when it is not above 0 and at most 1 (100 %).
    """
    match = _PERCENT.match(str(text))
    try:
        share = float(match[1].replace(",", ".")) / 100 if match else float(str(text))
    except ValueError:
        raise ValueError("write a share such as `95 %` or 0.95") from None
    if not 0 < share <= 1:
        raise ValueError("a share is above 0 % and at most 100 %")
    return round(share, 6)


@dataclass(frozen=True, config=WRITTEN)
class Said:
    """Where a promise is said, since when, and by which function."""

    where: str
    """The touchpoint at which customers meet the promise."""
    since: date
    """The first day on which it was said."""
    by: str
    """The function that says it."""
    until: date | None = None
    """The last day on which it was said, if it is no longer said."""


@dataclass(frozen=True, config=WRITTEN)
class Amount:
    """A promise about a number in a column: waited seconds, minutes late, a price."""

    column: str
    """The column of the source that holds the number."""
    missing: Literal["broken", "exclude"]
    """What an empty cell means; there is no default, because it decides the answer."""
    at_most: float | None = None
    """Kept when the number is at most this."""
    at_least: float | None = None
    """Kept when the number is at least this."""

    @model_validator(mode="after")
    def _one_limit(self) -> "Amount":
        if (self.at_most is None) == (self.at_least is None):
            raise ValueError("give one of at_most and at_least")
        return self


@dataclass(frozen=True, config=WRITTEN)
class Keep:
    """The measurable form of a promise: which events, what makes one kept, and how many must be."""

    event: str | None = None
    """The name of the source whose events are counted."""
    of: Annotated[float, BeforeValidator(parse_share, json_schema_input_type=str | float)] = Field(
        default=...  # no default: it has to be written
    )
    """The objective: the share of events that is to be kept, as `95 %`."""
    within: Annotated[Duration, BeforeValidator(Duration.parse, json_schema_input_type=str)] | None = None
    """The deadline as a time from `from`: `2 business days`, `24 hours`."""
    by: Due | None = None
    """The deadline as the event's own: `due_at`; `first_due_at` is the date as it was first promised."""
    amount: Amount | None = None
    """A number instead of a deadline."""
    from_: Annotated[Stamp, Field(alias="from")] = "started_at"
    """The time from which the deadline is counted."""
    to: Stamp = "done_at"
    """The time at which it is done."""
    over: Over | None = None
    """The closed period of a verdict; left out, the shortest that gives enough evidence."""
    cluster: tuple[Literal["day", "unit"], ...] = ("day", "unit")
    """What may make events alike, so that they count for fewer."""
    alarm_every: Annotated[int, Field(ge=30)] = 365
    """Days between false alarms of `now`, at the least, when the promise is kept exactly at its objective."""
    settle: Annotated[int, Field(ge=0)] = 3
    """Days to wait after a period's last deadline before its verdict is taken."""
    since: date | None = None
    """The first day of these terms, when they have changed."""
    counts: str | None = None
    """Instead of `event`: the name of a source whose rows are counts already, so many kept of so many."""

    or_within: Annotated[Duration, BeforeValidator(Duration.parse, json_schema_input_type=str)] | None = None
    """With `by`: the deadline, as a time from `from`, of events that have none of their own."""

    @property
    def source(self) -> str:
        """The name of the source that is counted, whichever kind it has."""
        return self.event or self.counts or ""

    @model_validator(mode="after")
    def _one_form(self) -> "Keep":
        if (self.event is None) == (self.counts is None):
            raise ValueError(f"give one of event and counts; found {'none' if self.event is None else 'both'}")
        if self.counts is not None:
            return self._without_deadline()
        given = [name for name in ("within", "by", "amount") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"give one of within, by and amount; found {' and '.join(given) or 'none'}")
        if self.or_within is not None and self.by is None:
            raise ValueError(
                f"`or_within` is for events without a date of their own, so it needs `by`; found {given[0]}"
            )
        return self

    def _without_deadline(self) -> "Keep":
        """What is counted already was held against its deadline by the system that counted it."""
        usual = {"within": None, "by": None, "amount": None, "from_": "started_at", "to": "done_at"}
        given = [name.rstrip("_") for name, value in usual.items() if getattr(self, name) != value]
        if given:
            raise ValueError(f"counts are judged already: leave out the deadline; found {' and '.join(given)}")
        return self


# Keys that came later: left out, they change no hash of an earlier promise, so that its frozen verdicts stand.
LATER = ("counts",)


def _as_terms(keep: object) -> object:
    if keep is None:
        return ()
    return tuple(keep) if isinstance(keep, list | tuple) else (keep,)


@dataclass(frozen=True, config=WRITTEN)
class Promise:
    """Something said to customers that can be held against what happened."""

    id: Annotated[str, Field(alias="promise", pattern=r"^[a-z0-9][a-z0-9-]*$")]
    """A short name of small letters, digits and dashes; it never changes."""
    says: dict[str, str]
    """The words customers read, by language: `{da: ..., en: ...}`."""
    said: tuple[Said, ...] = ()
    """Where and since when it is said, and by whom."""
    touchpoint: str | None = None
    """Where it is kept or broken."""
    kept_by: str | None = None
    """The function that keeps it."""
    explained_by: str | None = None
    """The function that explains it when it breaks."""
    keep: Annotated[
        tuple[Keep, ...],
        BeforeValidator(_as_terms, json_schema_input_type=Keep | list[Keep] | None),
    ] = ()
    """Its measurable form, or a list of them with `since:` when the terms have changed."""
    remedy: dict[str, str] | None = None
    """What the customer gets when it is broken, by language."""
    until: date | None = None
    """The last day on which it is promised, when it has ended: what starts later is not held against it."""

    @model_validator(mode="after")
    def _terms_in_order(self) -> "Promise":
        since = [terms.since for terms in self.keep[1:]]
        if any(day is None for day in since):
            raise ValueError("each terms after the first need `since:`, the day from which they apply")
        days = [terms.since or date.min for terms in self.keep]
        if days != sorted(set(days)):
            raise ValueError("terms stand in the order of `since:`, oldest first, each day once")
        return self

    @property
    def version(self) -> str:
        """A short hash of (says, keep): it changes when what is promised changes, and with nothing else."""
        return _hash([self.says, [_plain(terms) for terms in self.keep]])

    def terms_between(self, first: date, last: date) -> str:
        """A short hash of the terms in force on those days: a verdict on them stands as long as it is the same.

        Mending a word in `says`, or adding terms from a later day, leaves it as it was.
        """
        ends = [terms.since or date.max for terms in self.keep[1:]] + [date.max]
        inside = [
            terms
            for terms, end in zip(self.keep, ends, strict=True)
            if (terms.since or date.min) <= last and first < end
        ]
        return _hash([{name: value for name, value in _plain(terms).items() if name != "since"} for terms in inside])


def _hash(content: object) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=True)
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def _plain(terms: Keep) -> dict[str, str]:
    """Keys that came later take part only where they are written: verdicts told before stand."""
    written = {name: value for name, value in vars(terms).items() if not name.startswith("_")}
    return {name: str(value) for name, value in written.items() if name not in LATER or value is not None}
