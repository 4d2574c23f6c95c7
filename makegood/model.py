"""The words of makegood as data: what the stages hand to each other. No input or output in here.

What people write (`Promise` and its parts) stands in `written`; here is what makegood computes.
Times are aware and in UTC; days are local dates of the organisation; shares lie in 0..1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from makegood.written import Over, Promise


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Day:
    """Events of one unit whose deadline fell on one local day."""

    day: date
    unit: str
    n: int
    kept: int


@dataclass(frozen=True)
class Period:
    """A month, quarter or year: `2026-03`, `2026-Q1`, `2026`."""

    name: str
    first: date
    last: date
    over: Over


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Now:
    """Whether the promise is slipping, honest under daily looking."""

    pace: Pace
    since: date | None = None  # start of the slip
    alarmed_on: date | None = None
    n_28: int = 0  # events of the last 28 days
    kept_28: int = 0
    evidence: float = 0.0  # M today, in days


@dataclass(frozen=True)
class UnitState:
    """One unit (a shop) beside the others; never a verdict and never a rank."""

    unit: str
    n: int
    kept: int
    low: float | None
    high: float | None
    unlike: bool | None  # None: too little to say
    better: bool = False  # which way it is unlike


@dataclass(frozen=True)
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

    @property
    def needs_person(self) -> bool:
        """Whether it is slipping, or was broken in its last closed period, also when newer data are missing."""
        was_broken = self.verdict is not None and self.verdict.state is State.BROKEN
        return was_broken or self.headline in (Headline.BROKEN, Headline.SLIPPING)


@dataclass(frozen=True)
class Finding:
    """What lint says about one place."""

    code: str
    name: str
    where: str
    what: str
    fix: str


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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
