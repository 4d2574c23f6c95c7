"""What makegood proposes for some files: sources, what their columns mean, and what only a person can know.

Plain data, no input or output.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from makegood.propose.tables import Table

Kind = Literal["events", "reviews", "counts", "joined", "units", "none"]
How = Literal["name", "word", "cells", "chosen", "joined", "together"]


@dataclass(frozen=True)
class Use:
    """One of our names and the column, or columns, that hold it.

    Attributes
    ----------
    ours : str
    theirs : tuple of str
        An id may have several columns.
    how : str
        Why: its whole `name`, a `word` in it, its `cells`, several columns `together`, `joined` from another file, or
        `chosen` by a person.
    is_open : bool
        Whether a person should look: another column, or another meaning, is nearly as likely.
    """

    ours: str
    theirs: tuple[str, ...]
    how: How
    is_open: bool = False


@dataclass(frozen=True)
class JoinedFile:
    """Columns taken from another file that shares a key."""

    files: tuple[str, ...]
    on: str
    take: Mapping[str, str]
    when_many: Literal["first", "reject"]
    overlap: int  # of the keys looked at, how many the other file has
    looked: int
    has_many: bool


@dataclass(frozen=True)
class ProposedSource:
    """One source: files with the same columns, and what they mean.

    Attributes
    ----------
    name, kind, topic : str
    files : tuple of str
        Names or patterns, seen from the project's folder.
    table : Table
        What the files hold, seen as one.
    n_files : int
    uses : tuple of Use
    why : str
        What made it that kind: the meanings that spoke for it, joined by commas.
    missing : tuple of str
        Our names without which this kind cannot be read, `dates` where they are written in no form that is known, and
        `kind` where makegood does not read the kind; the source is then written as a comment.
    status : str or None
        The column that says how far it is, with its different values in the table's `choices`.
    cancelled : tuple of str
        Those that mean that it will not be done.
    dates : str or None
        How dates are written, where the files leave it open.
    old_since : int or None
        The newest day, in days since 1970, where nothing in it is recent.
    numbers : tuple of str
        Columns with a wait or a delay, for promises about an amount.
    """

    name: str
    kind: Kind
    topic: str
    files: tuple[str, ...]
    table: Table
    n_files: int
    uses: tuple[Use, ...]
    why: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    status: str | None = None
    cancelled: tuple[str, ...] = ()
    dates: str | None = None
    old_since: int | None = None
    numbers: tuple[str, ...] = ()
    join: JoinedFile | None = None

    @property
    def is_ready(self) -> bool:
        """Whether it can be read as it is proposed."""
        return not self.missing

    def use(self, ours: str) -> Use | None:
        """The use of one of our names, if it has one."""
        return next((use for use in self.uses if use.ours == ours), None)

    @property
    def mapped(self) -> Mapping[str, tuple[str, ...]]:
        """Our names and theirs, without what another file gives."""
        return {use.ours: use.theirs for use in self.uses if use.how != "joined"}

    @property
    def unused(self) -> tuple[str, ...]:
        """Columns that nothing is made of."""
        used = {name for use in self.uses if use.how != "joined" for name in use.theirs}
        used |= {*self.numbers, *([self.status] if self.status and self.cancelled else [])}
        return tuple(name for name in self.table.header if name not in used)

    def with_use(self, ours: str, theirs: str | None) -> "ProposedSource":
        """The same with a column chosen by a person, or with none; a column means one thing only."""
        kept = tuple(use for use in self.uses if use.ours != ours and (theirs is None or use.theirs != (theirs,)))
        more = (Use(ours, (theirs,), "chosen"),) if theirs else ()
        return replace(self, uses=(*kept, *more))


@dataclass(frozen=True)
class Finding:
    """What one file is, when it is no source of its own.

    Attributes
    ----------
    reason : str
        `joined`, `units`, `describes`, `damaged`, `survey`, `no_time` or `unknown`.
    about : str
        The source or column that it says more about; empty when there is none.
    """

    files: tuple[str, ...]
    kind: Kind
    reason: str
    about: str = ""


@dataclass(frozen=True)
class Unreadable:
    """A file that could not be read, and why."""

    file: str
    reason: str


@dataclass(frozen=True)
class Question:
    """Something that only a person can know.

    Attributes
    ----------
    key : str
        What an answer is given under: `time_zone`, `orders.dates`.
    about : str
        What it is about: `organisation`, `time_zone`, `dates`, `due_at`, `done_at`, `started_at`, `said_at`,
        `delivery_date`, `shipped`, `cancelled`.
    source : str
        The source; empty for the whole.
    column : str
        The column it is about; empty when it is about several.
    options : tuple of str
        What may be answered; empty when anything may.
    default : str
        The proposal.
    """

    key: str
    about: str
    default: str
    source: str = ""
    column: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """The whole proposal for a folder.

    Attributes
    ----------
    language : str
        The language of the names of columns.
    place_by : str
        Where country and time zone come from: `language`, `machine`, `chosen` or `default`.
    needs_zone : bool
        Whether any time has no zone of its own.
    """

    organisation: str
    language: str
    country: str
    time_zone: str
    place_by: str
    needs_zone: bool
    sources: tuple[ProposedSource, ...] = ()
    findings: tuple[Finding, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    questions: tuple[Question, ...] = ()
    answered: frozenset[str] = field(default=frozenset())

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """Those that nobody has answered."""
        return tuple(question for question in self.questions if question.key not in self.answered)
