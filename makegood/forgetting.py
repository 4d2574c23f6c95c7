"""Forgetting a person: who is meant, what goes, and the proof that it has gone.

`lake/forget` erases, `lake/proof` searches what is left, `forgotten` keeps files that are read again from bringing
the person back.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pyarrow as pa

from makegood import forgotten
from makegood.errors import MakegoodError
from makegood.forgotten import Forgotten
from makegood.lake import forget as lake_forget
from makegood.lake.forget import Book, Held, Ids, Person, Renaming, Settings
from makegood.lake.proof import Proof, Sought, search
from makegood.lake.store import Lake
from makegood.persons import find_key, hash_persons
from makegood.project import Project, Source
from makegood.sources.batch import Batch
from makegood.text.private import KINDS, marker

_LEAST = 6  # letters of a number that is looked for inside a text; fewer stand there by chance


@dataclass(frozen=True)
class Forgetting:
    """What went, or what would go.

    Attributes
    ----------
    events, voices, mentions : int
        Events that lose their customer and id; reviews removed; reviews and events of others that mention the person.
    proof : Proof or None
        What a search of the whole lake found afterwards; None where nothing was erased yet.
    sources : mapping of str to int
        Files of the organisation's own that still hold the person, with the number of rows or lines.
    unseen : tuple of str
        Files that could not be looked into.
    """

    events: int
    voices: int
    mentions: int
    proof: Proof | None
    sources: Mapping[str, int]
    unseen: tuple[str, ...] = ()


def kind_of(written: str) -> str:
    """What a customer is known by: email, phone, name, or number (a customer's, or one word).

    Examples
    --------
    >>> kind_of("Ida Holm"), kind_of("ida@example.dk"), kind_of("20 30 40 50"), kind_of("C-1004"), kind_of("Ida")
    ('name', 'email', 'phone', 'number', 'number')
    """
    if "@" in written:
        return "email"
    if not any(letter.isdigit() for letter in written):
        return "name" if len(written.split()) > 1 else "number"
    letters = re.sub(r"[\s().+\-]", "", written)
    return "phone" if letters.isdigit() and 8 <= len(letters) <= 15 else "number"


def person_of(who: Sequence[str], key: bytes) -> Person:
    """The person as the lake may hold them: as customer, in marks, and as written in a text that was not masked.

    A first name alone is everybody's who has it: it is sought as customer, and not in texts.
    """
    customers = hash_persons(pa.array(who, pa.large_string()), key).to_pylist()
    marks = {marker(kind, one, key) for one in who for kind in _kinds(one)}
    written = {one: kind for one in who if (kind := kind_of(one)) != "number"}
    return Person(frozenset(customers), frozenset(marks), written)


def _kinds(written: str) -> tuple[str, ...]:
    """The kinds of mask that it may have become."""
    kind = kind_of(written)
    if kind in ("email", "name"):
        return (kind,)
    has_digit = any(letter.isdigit() for letter in written)
    return tuple(one for one in KINDS if one not in ("email", "name")) if has_digit else ()


def tidy_who(who: Sequence[str]) -> tuple[str, ...]:
    """Each once, without spaces around it.

    Raises
    ------
    MakegoodError : when nobody is named.
    """
    named = tuple(dict.fromkeys(cleaned for one in who if (cleaned := one.strip())))
    if not named:
        fix = "give a customer as your files write it: name, customer number, e-mail or telephone"
        raise MakegoodError("nobody is named, so nobody was forgotten", found="no name", fix=fix)
    return named


def settings_of(project: Project, numbers: Mapping[str, Collection[str]]) -> Settings:
    """What the sources' settings say; a source that does not say what it is about may be about any event."""
    return Settings({source.name: about(project, source) for source in project.sources}, numbers)


def about(project: Project, source: Source) -> tuple[str, ...]:
    """The sources whose events a source's rows may be about."""
    return source.about or tuple(other.name for other in project.sources if other.kind == "events")


def look(project: Project, who: Sequence[str], numbers: Mapping[str, Collection[str]]) -> Forgetting:
    """What would go, and which files of the organisation's own hold the person."""
    named, lake = tidy_who(who), _lake(project)
    held = Held()
    if lake.folder.is_dir():
        held = lake_forget.find(lake.folder, person_of(named, find_key(project.folder)), settings_of(project, numbers))
    return _told(project, named, held, None)


def forget(project: Project, who: Sequence[str], numbers: Mapping[str, Collection[str]], now: datetime) -> Forgetting:
    """Erase a person from the lake, keep them from coming back, and search the lake for what is left.

    Parameters
    ----------
    project : Project
    who : sequence of str
        One person, or several, as the files write them.
    numbers : mapping of str to collection of str
        For each source the columns that a promise judges.
    now : datetime, aware

    Raises
    ------
    MakegoodError : when nobody is named, or the search finds the person.
    """
    named, lake, settings = tidy_who(who), _lake(project), settings_of(project, numbers)
    finish(project)
    person = person_of(named, find_key(project.folder))
    held = lake_forget.erase(lake.folder, person, settings, _book(project, person), now)
    proof = prove(lake.folder, named, person, settings, held)
    return _told(project, named, held, proof)


def prove(lake: Path, who: Sequence[str], person: Person, settings: Settings, held: Held) -> Proof:
    """Search the lake.

    Raises
    ------
    MakegoodError : when a hash or an id of the person is found.
    """
    hashes = person.customers | {mark[1:-1].split(":")[1] for mark in person.marks}
    written = [_pattern(one) for one in who]
    proof = search(lake, Sought(sorted(hashes), held.events, held.voices, settings.about, written))
    if not proof.is_gone:
        places = ", ".join({**proof.hashes, **proof.ids})
        what = "the person was erased, and the search still found something"
        fix = "run `makegood forget` again; if that does not help, please report it with these places"
        raise MakegoodError(what, found=places, fix=fix)
    return proof


def finish(project: Project) -> None:
    """Do the rest of what was killed, if anything was."""
    if forgotten.is_unfinished(project.folder):
        lake_forget.finish(_lake(project).folder, _book(project, Person(frozenset())))


def _book(project: Project, person: Person) -> Book:
    """`.makegood/forgotten`, opened under the lake's lock, so that two who forget at once lose nobody."""
    lake, opened = _lake(project).folder, []

    def settle() -> None:
        if forgotten.is_unfinished(project.folder):
            forgotten.settle(project.folder, lake_forget.finished(lake))

    def begin() -> Renaming:
        settle()  # of somebody else who was killed
        known = forgotten.load(project.folder)
        persons = {known.hide("person", one) for one in person.customers}
        marks = {known.hide("mark", one) for one in person.marks}
        opened.append(replace(known, persons=known.persons | persons, marks=known.marks | marks))
        return _renaming(opened[-1])

    def keep(load_id: str, held: Held) -> None:
        known = opened[-1]
        rows, mentions = _tokens(known, held.events | held.voices), _tokens(known, held.mentions | held.naming)
        known = replace(known, rows=known.rows | rows, mentions=known.mentions | mentions)
        forgotten.keep(project.folder, known, load_id)

    return Book(begin, keep, settle)


def leave_out(batches: Iterable[Batch], project: Project, source: Source, numbers: Collection[str]) -> Iterator[Batch]:
    """A read of a source without what would bring back anybody who has been forgotten."""
    naming = forgotten.Naming(source.name, about(project, source), numbers)
    return forgotten.leave_out(batches, naming, lambda: _find_forgotten(project))


def _find_forgotten(project: Project) -> tuple[Forgotten, forgotten.NameKind]:
    """Who has been forgotten, also while that is not finished. Only under the lake's lock."""
    lake = _lake(project)
    unfinished = forgotten.is_unfinished(project.folder)
    known = forgotten.load(project.folder, lake_forget.finished(lake.folder) if unfinished else ())
    key = find_key(project.folder) if known else b""

    def name_kind(words: str) -> str | None:
        (one,) = hash_persons(_array([words]), key).to_pylist()
        kind = kind_of(words)
        return kind if kind != "number" and known.hide("person", one) in known.persons else None

    return known, name_kind


def _tokens(known: Forgotten, ids: Ids) -> set[str]:
    return {known.tokens(source, _array([id]))[0] for source, id in ids}


def _lake(project: Project) -> Lake:
    return Lake(project.folder / project.lake)


def _array(ids: Sequence[str]) -> pa.LargeStringArray:
    return pa.array(ids, pa.large_string())


def _renaming(known: Forgotten) -> Renaming:
    def event(source: str, ids: Sequence[str]) -> list[str]:
        return [forgotten.PREFIX + token for token in known.tokens(source, _array(ids))]

    def content(old: Sequence[int]) -> list[int]:
        return [int(new) for new in known.new_content(np.array(old, np.int64))]

    return Renaming(event, content)


def _pattern(written: str) -> str:
    """Inside a text where it is long enough to stand there for a reason; else as the whole text."""
    inside = lake_forget.as_written(written)
    if kind_of(written) != "number" or len(written) >= _LEAST:
        return inside
    return rf"(?i)^\s*{re.escape(written)}\s*$"


def _told(project: Project, who: Sequence[str], held: Held, proof: Proof | None) -> Forgetting:
    from makegood.sources.traces import look_into

    sources, unseen = look_into(project, who)
    mentions = len(held.mentions) + len(held.naming)
    return Forgetting(len(held.events), len(held.voices), mentions, proof, sources, unseen)
