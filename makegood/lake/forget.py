"""Erasing a person from the lake: from every table, its history, every earlier version and every log.

Events stay as counts under new ids that point nowhere; reviews go whole, with what was made of them; marks of the
person in other people's words say their kind only. Files that hold anything of it are written anew, without a
predicate in a log. One change like a load: readers see the lake before or after it.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from makegood.lake import delta, ledger, statements
from makegood.lake.changes import write
from makegood.lake.engine import open_duckdb, quote, select_all
from makegood.lake.tables import EVENT_VALUES, EVENTS, VOICES, Table, history_of

MEMORY = "1200MB"
DERIVED = (statements.erase,)  # each removes what was made of some voices: (lake, {(source, voice_id)})

Ids = frozenset[tuple[str, str]]

_OWN = "(source, event_id) in (select source, event_id from own)"


@dataclass(frozen=True)
class Person:
    """One person, or several, as the lake may hold them.

    Attributes
    ----------
    customers : frozenset of str
        Hashes that stand in `customer`.
    marks : frozenset of str
        Masks that stand in texts, as `[phone:0123456789ab]`.
    written : mapping of str to str
        Names, addresses and numbers as they are written, each with its kind; a text that was not masked holds them.
    """

    customers: frozenset[str]
    marks: frozenset[str] = frozenset()
    written: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """What is known of the sources.

    Attributes
    ----------
    about : mapping of str to sequence of str
        For each source those whose events its rows may be about.
    numbers : mapping of str to collection of str
        For each source the kept columns that a promise judges: their numbers stay.
    """

    about: Mapping[str, Sequence[str]] = field(default_factory=dict)
    numbers: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Held:
    """What the lake holds of a person: ids of events and reviews, and of those of others that mention the person."""

    events: Ids = frozenset()
    voices: Ids = frozenset()
    mentions: Ids = frozenset()
    naming: Ids = frozenset()  # events of others with a value that is, or names, the person


@dataclass(frozen=True)
class Renaming:
    """What stands for an event instead of its id, and for a row instead of the hash of what it said."""

    event: Callable[[str, Sequence[str]], Sequence[str]]
    content: Callable[[Sequence[int]], Sequence[int]]


@dataclass(frozen=True)
class Book:
    """Where it is written down who has been forgotten; each function is called under the lake's lock.

    Attributes
    ----------
    begin : function
        Opens it, and says what stands for each event.
    keep : function
        Given the id of the change and what it takes away, before the change is finished.
    settle : function
        What was kept counts if its change was finished; called when nothing is left to do.
    """

    begin: Callable[[], Renaming]
    keep: Callable[[str, Held], None]
    settle: Callable[[], None]


def find(lake: Path, person: Person, settings: Settings) -> Held:
    """What the lake holds of a person, as readers see it."""
    versions = ledger.recorded(ledger.last_row(lake))
    files = {name: delta.files(lake / name, version) for name, version in versions.items()}
    with open_duckdb(Path(tempfile.gettempdir()) / f"makegood-{os.getpid()}-forget", MEMORY) as db:
        return _find(db, files, person, settings)


def erase(
    lake: Path,
    person: Person,
    settings: Settings,
    book: Book,
    now: datetime,
) -> Held:
    """Erase a person, all of it or nothing; then delete every older file and log.

    Parameters
    ----------
    lake : Path
        The lake's folder.
    person, settings : Person, Settings
    book : Book
        Where it is written down who has been forgotten.
    now : datetime
        When it happens; aware.

    Returns
    -------
    Held
        What was erased.
    """
    with ledger.change(lake) as change:
        renaming = book.begin()
        with open_duckdb(change.folder / "spill", MEMORY) as db:
            held = _find(db, change.files, person, settings)
            _prepare(db, held, settings, renaming, change.files)
            edits = {}
            for table in (EVENTS, EVENT_VALUES, VOICES):
                for each in (table, history_of(table)):
                    if there := change.files.get(each.name):
                        edit = _rewrite(db, change, each, table, there, person)
                        if edit.removed:
                            edits[each.name] = edit
        voices = held.voices | held.mentions
        _erase_derived(lake, voices)
        book.keep(change.load_id, held)
        ledger.finish(change, edits, ledger.bookkeeping(change.load_id, now), {})
        _erase_derived(lake, voices)  # what a reader made meanwhile of the rows that have gone
        clean(lake)
        book.settle()
    return held


def clean(lake: Path) -> None:
    """Delete every file and log entry that the lake as it stands does not need. Only under the lock."""
    for name, version in ledger.recorded(ledger.last_row(lake)).items():
        delta.purge(lake / name, version)
    for left in lake.glob("*/.spill"):  # of a process that was killed; one that runs makes it anew
        shutil.rmtree(left, ignore_errors=True)


def finish(lake: Path, book: Book) -> None:
    """Do the rest of an erasure that was killed after it was finished for readers."""
    with ledger.change(lake):
        clean(lake)
        book.settle()


def finished(lake: Path) -> set[str]:
    """The ids of all finished changes."""
    return {row["load_id"] for row in ledger.rows(lake)}


def _erase_derived(lake: Path, voices: Ids) -> None:
    for forget in DERIVED:
        forget(lake, voices)


def _tables(files: Mapping[str, list[str]], table: Table) -> list[tuple[Table, list[str]]]:
    """A table and its history, those that have files."""
    return [(each, files[each.name]) for each in (table, history_of(table)) if files.get(each.name)]


def _fill(db: Any, name: str, columns: str, rows: Collection[Sequence[Any]]) -> None:
    db.execute(f"create or replace temp table {name} ({columns})")
    if rows:
        db.executemany(f"insert into {name} values ({', '.join('?' * len(next(iter(rows))))})", [list(r) for r in rows])


def _pairs(db: Any, queries: Sequence[str]) -> Ids:
    if not queries:
        return frozenset()
    return frozenset(db.execute(" union ".join(queries)).fetchall())


def _find(db: Any, files: Mapping[str, list[str]], person: Person, settings: Settings) -> Held:
    """An event or a review that was ever this person's, in whatever version of its row, is this person's."""
    _fill(db, "customers", "customer varchar", [[one] for one in sorted(person.customers)])
    _fill(db, "about", "source varchar, of varchar", [[s, of] for s, many in settings.about.items() for of in many])
    theirs = "where customer in (from customers)"
    events = _pairs(
        db,
        [f"select source, event_id from ({select_all(db, f, t.schema)}) {theirs}" for t, f in _tables(files, EVENTS)],
    )
    _fill(db, "own", "source varchar, event_id varchar", events)
    own = "(source, event_id) in (from own)"
    about = "(v.source, v.event_id) in (select about.source, own.event_id from about join own on about.of = own.source)"
    voices = _pairs(
        db,
        [
            f"select source, voice_id from ({select_all(db, f, t.schema)}) v {theirs} or {about}"
            for t, f in _tables(files, VOICES)
        ],
    )
    _fill(db, "gone", "source varchar, voice_id varchar", voices)
    words = " or ".join(_mentions(name, person) for name in ("title", "text", "reply"))
    mentions = _pairs(
        db,
        [
            f"select source, voice_id from ({select_all(db, f, t.schema)}) where ({words}) "
            "and (source, voice_id) not in (from gone)"
            for t, f in _tables(files, VOICES)
        ],
    )
    naming = _pairs(
        db,
        [
            f"select source, event_id from ({select_all(db, f, t.schema)}) "
            f"where {_mentions('text', person)} and not {own}"
            for t, f in _tables(files, EVENT_VALUES)
        ],
    )
    return Held(events, voices, mentions, naming)


def _prepare(db: Any, held: Held, settings: Settings, renaming: Renaming, files: Mapping[str, list[str]]) -> None:
    """The tables that say what each id and each hash of a row becomes."""
    by_source: dict[str, list[str]] = {}
    for source, event in sorted(held.events):
        by_source.setdefault(source, []).append(event)
    names = [
        (source, event, new)
        for source, events in by_source.items()
        for event, new in zip(events, renaming.event(source, events), strict=True)
    ]
    _fill(db, "own", "source varchar, event_id varchar, new varchar", names)
    db.execute(
        "create or replace temp table pointers as select about.source, own.event_id as about, min(own.new) as new "
        "from about join own on own.source = about.of group by all"
    )
    _fill(db, "mentions", "source varchar, voice_id varchar", held.mentions)
    _fill(db, "judged", "source varchar, name varchar", [(s, n) for s, many in settings.numbers.items() for n in many])
    rows = [
        f"select content from ({select_all(db, f, t.schema)}) semi join own using (source, event_id)"
        for table in (EVENTS, EVENT_VALUES)
        for t, f in _tables(files, table)
    ]
    rows += [
        f"select content from ({select_all(db, f, t.schema)}) semi join mentions using (source, voice_id)"
        for t, f in _tables(files, VOICES)
    ]
    old = [content for (content,) in db.execute(" union ".join(rows)).fetchall()] if rows else []
    _fill(db, "contents", "old bigint, new bigint", list(zip(old, renaming.content(old), strict=True)) if old else [])


def _rewrite(db: Any, change: ledger.Change, table: Table, like: Table, there: list[str], person: Person) -> delta.Edit:
    """The files that hold something of the person, and those that take their place."""
    rows, touched = _RULES[like.name](person)
    stale = [
        name
        for name in there
        if db.execute(f"select count(*) from ({select_all(db, [name], table.schema)}) r where {touched}").fetchone()[0]
    ]
    if not stale:
        return delta.Edit()
    query = rows.replace("{rows}", f"({select_all(db, stale, table.schema)})")
    new = write(db, query, change.folder / "new" / table.name, f"{change.load_id}-{table.name}")
    return delta.Edit(new, stale)


def _events(_: Person) -> tuple[str, str]:
    rows = """select r.* replace (
            coalesce(own.new, r.event_id) as event_id,
            case when own.new is null then r.customer end as customer,
            coalesce(pointers.new, r.about) as about,
            case when own.new is null then r.content else contents.new end as content)
        from {rows} r left join own on own.source = r.source and own.event_id = r.event_id
        left join pointers on pointers.source = r.source and pointers.about = r.about
        left join contents on contents.old = r.content"""
    return rows, f"{_OWN} or (source, about) in (select source, about from pointers)"


def _event_values(person: Person) -> tuple[str, str]:
    rows = f"""select r.* replace (
            coalesce(own.new, r.event_id) as event_id,
            case when own.new is null then {_plain("r.text", person)} end as text,
            case when own.new is null then r.content else contents.new end as content)
        from {{rows}} r left join own on own.source = r.source and own.event_id = r.event_id
        left join contents on contents.old = r.content
        where own.new is null or (r.number is not null and (r.source, r.name) in (from judged))"""
    return rows, f"{_OWN} or {_mentions('text', person)}"


def _voices(person: Person) -> tuple[str, str]:
    words = ", ".join(f"{_plain(f'r.{name}', person)} as {name}" for name in ("title", "text", "reply"))
    rows = f"""select r.* replace ({words},
            case when m.voice_id is null then r.content else contents.new end as content)
        from {{rows}} r anti join gone on gone.source = r.source and gone.voice_id = r.voice_id
        left join mentions m on m.source = r.source and m.voice_id = r.voice_id
        left join contents on contents.old = r.content"""
    return rows, "(source, voice_id) in (from gone) or (source, voice_id) in (from mentions)"


_RULES: dict[str, Callable[[Person], tuple[str, str]]] = {
    EVENTS.name: _events,
    EVENT_VALUES.name: _event_values,
    VOICES.name: _voices,
}


def _marks(person: Person) -> str:
    """A pattern that finds the person's marks: the kind, then the hash."""
    return (
        r"\[("
        + "|".join(sorted({mark[1:].split(":")[0] for mark in person.marks}))
        + "):(?:"
        + "|".join(sorted({mark[1:-1].split(":")[1] for mark in person.marks}))
        + r")\]"
    )


def as_written(written: str) -> str:
    """A pattern that finds what is written as whole words, whatever the case and the spaces; 1 before it, 2 after."""
    words = r"\s+".join(map(re.escape, written.split()))
    return rf"(?i)(^|[^\pL\pN]){words}($|[^\pL\pN])"


def _mentions(column: str, person: Person) -> str:
    """SQL: whether a text holds a mark of the person, or the person as written."""
    patterns = [_marks(person)] if person.marks else []
    patterns += [as_written(text) for text in person.written]
    return "(" + " or ".join(f"coalesce(regexp_matches({column}, {quote(p)}), false)" for p in patterns or ["$^"]) + ")"


def _plain(column: str, person: Person) -> str:
    """SQL: a text in which the person is only a kind."""
    found = column
    if person.marks:
        found = f"regexp_replace({found}, {quote(_marks(person))}, '[\\1]', 'g')"
    for text, kind in person.written.items():
        for _ in range(2):  # two that share the space between them
            found = f"regexp_replace({found}, {quote(as_written(text))}, '\\1[{kind}]\\2', 'g')"
    return found
