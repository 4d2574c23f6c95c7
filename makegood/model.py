"""The words of makegood as data: what the stages hand to each other. No input or output in here.

What people write (`Promise` and its parts) is checked by pydantic; what makegood computes is plain.
Times are aware and in UTC; days are local dates of the organisation; shares lie in 0..1.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass as plain
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator
from pydantic.dataclasses import dataclass

WRITTEN = ConfigDict(extra="forbid", populate_by_name=True, use_attribute_docstrings=True)

Stamp = Literal["started_at", "due_at", "done_at"]
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

    event: str
    """The name of the source whose events are counted."""
    of: Annotated[float, BeforeValidator(parse_share, json_schema_input_type=str | float)]
    """The objective: the share of events that is to be kept, as `95 %`."""
    within: Annotated[Duration, BeforeValidator(Duration.parse, json_schema_input_type=str)] | None = None
    """The deadline as a time from `from`: `2 business days`, `24 hours`."""
    by: Stamp | None = None
    """The deadline as the event's own: `due_at`."""
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

    @model_validator(mode="after")
    def _one_form(self) -> "Keep":
        given = [name for name in ("within", "by", "amount") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"give one of within, by and amount; found {' and '.join(given) or 'none'}")
        return self


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
    return {name: str(value) for name, value in vars(terms).items() if not name.startswith("_")}


@plain(frozen=True)
class Estimate:
    """A number that carries what it takes to trust it, or the reason why there is none.

    Attributes
    ----------
    value, low, high : float or None
        The share and its 95 % interval; None when `why_empty` says why.
    n : int
        Events behind it.
    n_eff : float
        How many independent events would say as much.
    clusters : int
        Days or units, whichever gave the wider interval.
    window : (date, date)
        First and last local day.
    as_of : datetime, aware, in the organisation's zone
        The time at which it was true.
    method : str
        What computed it.
    why_empty : Why or None
        The reason when there is no number; `words` says it in a sentence.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    n_eff: float
    clusters: int
    window: tuple[date, date]
    as_of: datetime
    method: str
    why_empty: "Why | None" = None


class State(StrEnum):
    """A verdict on a closed period."""

    KEPT = "kept"
    BROKEN = "broken"
    CANNOT_TELL = "cannot tell"


class Pace(StrEnum):
    """What `now` says."""

    HOLDING = "holding"
    SLIPPING = "slipping"
    TOO_LITTLE = "too little yet"


class Headline(StrEnum):
    """The one word for a promise: broken before slipping before kept; never kept while slipping."""

    KEPT = "kept"
    SLIPPING = "slipping"
    BROKEN = "broken"
    CANNOT_TELL = "cannot tell"


class Why(StrEnum):
    """Why there is no number or no verdict; `words` says each in a sentence, with what it would take."""

    NO_KEEP = "no-keep"  # the promise has no measurable form
    NO_DATA = "no-data"  # the source has given no events yet
    NO_DEADLINE = "nothing-to-judge-by"  # no event has the time or the number that the promise needs
    NONE_DUE = "none-due"  # there are events, and no deadline has passed
    STALE = "stale"  # nothing since a day
    FEW_EVENTS = "few-events"  # fewer than the minimum are due
    FEW_DAYS = "few-days"  # on too few days
    FEW_EFFECTIVE = "few-effective"  # enough events, but too alike within days or units
    STRADDLES = "straddles"  # the interval holds the objective
    NO_PERIOD = "no-period"  # no period has closed yet
    UNREADABLE = "unreadable"  # too many rows could not be read
    DATES_ONLY = "dates-only"  # hours are promised, and the data hold only dates


@plain(frozen=True)
class Count:
    """The fact: how many events counted, and what did not count, with the reason."""

    kept: int
    broken: int
    not_due: int = 0
    no_deadline: int = 0  # without the time or the amount that the promise needs
    before_terms: int = 0  # started before the first terms
    excluded: tuple[tuple[str, int], ...] = ()  # (reason, events), most first

    @property
    def n(self) -> int:
        """Events that count: their deadline has passed."""
        return self.kept + self.broken


@plain(frozen=True)
class Day:
    """Events of one unit whose deadline fell on one local day."""

    day: date
    unit: str
    n: int
    kept: int


@plain(frozen=True)
class Period:
    """A month, quarter or year: `2026-03`, `2026-Q1`, `2026`."""

    name: str
    first: date
    last: date
    over: Over


@plain(frozen=True)
class Verdict:
    """The verdict on one closed period, or the count so far of the running one."""

    period: Period
    state: State
    n: int
    kept: int
    objective: float
    estimate: Estimate
    why: Why | None  # why it cannot be told
    closed_on: date | None  # None: still running
    frozen_at: datetime | None = None  # None: not frozen yet
    backfilled: bool = False  # frozen at the first read, after the fact
    correction: tuple[int, int] | None = None  # (n, kept) as the data say today, where that differs
    state_today: State | None = None  # what today's data would be judged, where that differs from `state`


@plain(frozen=True)
class Now:
    """Whether the promise is slipping, honest under daily looking."""

    pace: Pace
    since: date | None = None  # start of the slip
    alarmed_on: date | None = None
    n_28: int = 0  # events of the last 28 days
    kept_28: int = 0
    evidence: float = 0.0  # M today, in days


@plain(frozen=True)
class UnitState:
    """One unit (a shop) beside the others; never a verdict and never a rank."""

    unit: str
    n: int
    kept: int
    low: float | None
    high: float | None
    unlike: bool | None  # None: too little to say
    better: bool = False  # which way it is unlike


@plain(frozen=True)
class PromiseState:
    """All that is known about one promise at one time."""

    promise: Promise
    headline: Headline
    why: Why | None
    as_of: datetime | None
    count: Count
    objective: float | None
    closed: tuple[Verdict, ...] = ()  # oldest first
    running: Verdict | None = None
    now: Now = Now(Pace.TOO_LITTLE)
    units: tuple[UnitState, ...] = ()
    weeks: tuple[Day, ...] = ()  # the trend: a row per ISO week, `day` its Monday, `unit` empty
    whole: Estimate | None = None  # all that has come due, for comparison
    known_by: date | None = None  # when today's volume will allow a verdict
    unreadable: tuple[int, int] = (0, 0)  # (rejected rows, rows read) of the source
    newest: date | None = None  # the local day of the source's newest timestamp
    waiting: int = 0  # events not done, of those whose deadline passed since the last closed period began

    @property
    def verdict(self) -> Verdict | None:
        """The verdict on the last closed period."""
        return self.closed[-1] if self.closed else None


@plain(frozen=True)
class Finding:
    """What lint says about one place."""

    code: str
    name: str
    where: str
    what: str
    fix: str


@plain(frozen=True)
class Load:
    """What one read of one source did: read = kept + excluded + left_out + rejected + repeated."""

    load_id: str
    source: str
    finished_at: datetime
    files: int
    read: int
    kept: int
    excluded: Mapping[str, int]
    left_out: int
    rejected: int
    repeated: int
    added: int
    changed: int
    unchanged: int


@plain(frozen=True)
class Rejection:
    """One row that could not be read: where it stands and what is wrong, never the row itself."""

    source: str
    file: str
    line: int
    column: str
    reason: str
    value_type: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.column + ': ' if self.column else ''}{self.reason}"
