"""The words of makegood as data: what the stages hand to each other. No input or output in here.

What people write (`Promise` and its parts) stands in `written`; here is what makegood computes.
Times are aware and in UTC; days are local dates of the organisation; shares lie in 0..1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from makegood.written import Over, Promise, Unit


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
    NO_DIFFERENCE = "no-difference"  # the same followed in every case, kept or broken
    PART = "part"  # a unit is looked at alone: a verdict is about the whole organisation
    OUT_OF_REACH = "out-of-reach"  # no limit that was tried is kept at the objective


@dataclass(frozen=True)
class Count:
    """The fact: how many events counted, and what did not count, with the reason."""

    kept: int
    broken: int
    not_due: int = 0
    no_deadline: int = 0  # without the time or the amount that the promise needs
    before_terms: int = 0  # started before the first terms
    excluded: tuple[tuple[str, int], ...] = ()  # (reason, events), most first
    by_promise: int = 0  # of those that count: without a date of their own, judged by `or_within`

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
class OtherDate:
    """What the other date would say of the events in the shown count, where the date promised to them has moved.

    `stamp` is the date they are held against here: the first where the promise says `by: due_at`, and the last where it
    says `by: first_due_at`.
    """

    stamp: Literal["first_due_at", "due_at"]
    changed: int  # events whose date was moved
    n: int  # events whose other date has passed too
    kept: int  # of these, done by the other date


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
class Quantile:
    """By when a share of the events is done, and the two ends of what that may be; None: later than was followed."""

    share: float
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Limit:
    """The tightest limit that is kept at the objective.

    Attributes
    ----------
    value : float or None
        A length in the promise's unit, or an amount; None when `why` says why.
    usual : float or None
        The limit within which at least half of the events are; None when that was not seen.
    estimate : Estimate
        The share kept at `value`; where there is none, at the loosest limit that was tried.
    why : Why or None
        Why no limit can be promised.
    """

    value: float | None
    usual: float | None
    estimate: Estimate
    why: Why | None = None


@dataclass(frozen=True)
class Keepable:
    """The promise you can keep: what could be said instead, by unit and by season too; and how long it takes.

    Attributes
    ----------
    unit : Unit or None
        What the limits are counted in; None: the promise is about an amount.
    limit : Limit
        Over the last twelve months, and not less than what the last 28 days, or a slip, show.
    recent : (date, n, kept) or None
        The newest of the events at that limit, begun on that day or later: those of the slip, or of the last 28 days;
        None: too few.
    by_unit : tuple of (name, Limit), by name
    by_season : tuple of (Period, Limit), oldest first
    n, still_open : int
        Events that were followed, and those of them that were not done when last seen; their limit may not have passed.
    half, nine_in_ten : Quantile
        By when so many were done, of all that were followed, those still open included.
    """

    unit: Unit | None
    limit: Limit
    recent: tuple[date, int, int] | None
    by_unit: tuple[tuple[str, Limit], ...]
    by_season: tuple[tuple[Period, Limit], ...]
    n: int
    still_open: int
    half: Quantile
    nine_in_ten: Quantile


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
    other_date: OtherDate | None = None  # None: no date has moved
    keepable: Keepable | None = None  # None: there is nothing to measure it on

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
class Gap:
    """What followed where a promise was broken, beside what followed where it was kept, and the difference.

    Attributes
    ----------
    outcome : str
        `stars`, `wrote`, `returned`, `revenue` (in the file's currency), or the name of the source that followed.
    broken, kept : Estimate
        Means; `kept` is weighted so that what differed beforehand is as it was where it was broken.
    difference : Estimate
        broken - kept, or the reason why there is none.
    matched_on : tuple of str
        What was made alike: `unit`, `weeks` (the same four weeks), `amount`.
    unmatched : int
        Broken cases for which no kept one was alike; they are left out.
    days : int
        How long after the deadline was looked; 0 where that has no meaning.
    """

    outcome: str
    broken: Estimate
    kept: Estimate
    difference: Estimate
    matched_on: tuple[str, ...] = ()
    unmatched: int = 0
    days: int = 0


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
    asides: int = 0  # of `left_out`, rows of workbooks that add up others or are notes
    passed_over: tuple[str, ...] = ()  # sheets of workbooks that do not hold the columns or are hidden
    forgotten: int = 0  # of `left_out`, reviews of customers who have been forgotten
    unnamed: int = 0  # of `kept` and `excluded`, their events, which have no customer


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


class TaskState(StrEnum):
    """Why somebody is to be called."""

    WAITING = "waiting"  # the deadline has passed, and it is not done
    ABOUT = "about to break"  # not done, and the deadline is near
    LATE = "late"  # done too late, or the wrong side of a limit; and nobody has got back to the customer


@dataclass(frozen=True)
class Task:
    """One event that somebody must act on.

    Attributes
    ----------
    started, due, done : date or datetime or None
        In the organisation's zone; a date where the data, or the promise, know no time of day.
    over : int or None
        Days past the deadline, until it was done or else until today; below 0 they are left. Business days where the
        promise is in business days. None: a promise about an amount has no deadline.
    amount : float or None
        The number that broke a promise about an amount; None also where it is missing.
    answered : bool
        The customer has been told. Such an event stays only while it is waiting.
    link : str
        Where it stands in the organisation's own system; empty without `link:`.
    """

    event_id: str
    unit: str
    state: TaskState
    started: date | None
    due: date | None
    done: date | None
    over: int | None
    amount: float | None = None
    answered: bool = False
    kept_by: str = ""
    responsible: str = ""
    link: str = ""


@dataclass(frozen=True)
class Worklist:
    """Who is to be called about one promise.

    Attributes
    ----------
    since, until : date or None
        The deadlines it covers, local days. `since` begins the last closed period; None: all there are.
    tasks : tuple of Task
        Waiting, about to break, late; in each the oldest deadline first. Perhaps not all: see `waiting` and its like.
    waiting, about, late : int
        How many there are.
    answered : int
        Done too late, and the customer has been told: not listed.
    older : int
        Not done, with a deadline before `since`: not listed.
    knows_answers : bool
        Whether any source says when a customer was told.
    """

    promise: Promise
    headline: Headline
    as_of: datetime | None = None
    since: date | None = None
    until: date | None = None
    tasks: tuple[Task, ...] = ()
    waiting: int = 0
    about: int = 0
    late: int = 0
    answered: int = 0
    older: int = 0
    knows_answers: bool = False
    why: Why | None = None  # why nothing can be listed

    @property
    def n(self) -> int:
        """How many are to be called, listed or not."""
        return self.waiting + self.about + self.late
