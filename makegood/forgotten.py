"""Who has been forgotten, so that reading the same files again does not bring anybody back: `.makegood/forgotten`.

The file stands beside the key and outside the lake. It holds hashes of hashes under a salt of its own: without the
key nobody finds out from it whether a known person has been forgotten, and without it nobody who holds the lake and
the source's files finds the event that has lost its customer.
"""

import hashlib
import json
import os
import re
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from makegood.errors import MakegoodError, Place
from makegood.lake.tables import EVENT_VALUES, EVENTS, VOICES
from makegood.sources.batch import Batch
from makegood.sources.cells import Mask, has_value
from makegood.sources.fingerprint import Hashes, hash_text
from makegood.sources.keyed import hash_keyed

FILE = ".makegood/forgotten"
UNFINISHED = ".makegood/forgetting"  # what will be the file, while the lake is being changed
PREFIX = "forgotten-"  # of the id that an event has instead of its own
WORDS = ("title", "text", "reply")

NameKind = Callable[[str], str | None]  # of a few words in small letters: their kind if they name one of them

_MARK = re.compile(r"\[(\w+):[0-9a-f]{12}\]")
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 8  # words of a name, an address or a number


@dataclass(frozen=True)
class Forgotten:
    """Who has been forgotten, by hashes that say nothing by themselves.

    Attributes
    ----------
    salt : str
        32 hexadecimal digits, made once.
    persons, marks : frozenset of str
        Hashes of what `customer` held, and of masks in texts.
    rows : frozenset of str
        Tokens of events that lost their customer, and of reviews that were removed.
    mentions : frozenset of str
        Tokens of other people's reviews and events that named one of them.
    """

    salt: str
    persons: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()
    mentions: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.persons or self.marks or self.rows)

    def hide(self, kind: str, text: str) -> str:
        """The hash of a customer's hash or of a mask."""
        told = f"{kind}:{text}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(told, digest_size=16, key=self.salt.encode()).hexdigest()

    def tokens(self, source: str, ids: pa.LargeStringArray) -> list[str]:
        """What stands for each row of a source instead of its id; the same at each read."""
        low, high = self._token_words(source, ids)
        return [f"{a:016x}{b:016x}" for a, b in zip(low.tolist(), high.tolist(), strict=True)]

    def _token_words(self, source: str, ids: pa.LargeStringArray) -> tuple[Hashes, Hashes]:
        has = has_value(ids)
        low, high = (hash_text(ids, has, f"{part} {source}") for part in ("forgotten", "row"))
        return hash_keyed(low, high, self.salt.encode())

    def new_content(self, content: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """What stands for the hash of a row that has lost something: it cannot be computed from the row."""
        words = np.ascontiguousarray(content).view(np.uint64)
        return hash_keyed(words, np.zeros_like(words), b"content" + self.salt.encode())[0].view(np.int64)

    def has_row(self, source: str, ids: pa.LargeStringArray) -> Mask:
        """Which of these ids belong to somebody who has been forgotten, shape (n_ids,)."""
        return self._has_token(self.rows, source, ids)

    def has_mention(self, source: str, ids: pa.LargeStringArray) -> Mask:
        """Which of these reviews named somebody who has been forgotten, shape (n_ids,)."""
        return self._has_token(self.mentions, source, ids)

    def _has_token(self, tokens: Collection[str], source: str, ids: pa.LargeStringArray) -> Mask:
        found = np.zeros(len(ids), bool)
        if not tokens or not len(ids):
            return found
        low, high = self._token_words(source, ids)
        near = np.isin(low, np.array([int(token[:16], 16) for token in tokens], np.uint64)) & has_value(ids)
        for place in np.flatnonzero(near):
            found[place] = f"{int(low[place]):016x}{int(high[place]):016x}" in tokens
        return found

    def has_person(self, customers: pa.LargeStringArray) -> Mask:
        """Which of these hashes belong to somebody who has been forgotten, shape (n_customers,)."""
        coded = customers.dictionary_encode()
        known = [self.hide("person", customer) in self.persons for customer in coded.dictionary.to_pylist()]
        found: Mask = pc.fill_null(pa.array(known, pa.bool_()).take(coded.indices), False).to_numpy(
            zero_copy_only=False
        )
        return found

    def plain_marks(self, text: str) -> str:
        """The text in which marks of the forgotten say their kind only."""

        def plain(match: re.Match[str]) -> str:
            return f"[{match[1]}]" if self._is_forgotten(match[0]) else match[0]

        return _MARK.sub(plain, text)

    def _is_forgotten(self, mark: str) -> bool:
        return _hide_mark(self, mark) in self.marks


@lru_cache(maxsize=1 << 16)
def _hide_mark(forgotten: Forgotten, mark: str) -> str:
    return forgotten.hide("mark", mark)


PARTS = ("persons", "marks", "rows", "mentions")


def load(folder: Path, finished: Collection[str] = ()) -> Forgotten:
    """Who has been forgotten in a project; nobody where there is no file.

    Parameters
    ----------
    folder : Path
        The project's folder.
    finished : collection of str
        The ids of all finished changes of the lake: what was being forgotten when makegood was killed counts when
        the change was finished.

    Raises
    ------
    MakegoodError : when the file cannot be read or is damaged: nobody may come back unseen.
    """
    for name in (UNFINISHED, FILE):
        path = folder / name
        if not path.exists():
            continue
        try:
            told = json.loads(path.read_text(encoding="ascii"))
            if name == FILE or told["load_id"] in finished:
                return Forgotten(told["salt"], *(frozenset(told[part]) for part in PARTS))
        except (OSError, ValueError, KeyError, TypeError) as error:
            found = error.strerror or "" if isinstance(error, OSError) else "it is damaged"
            fix = "bring it back from a backup: without it, who was forgotten would come back"
            raise MakegoodError("who has been forgotten cannot be read", Place(name), found, fix) from None
    return Forgotten(secrets.token_hex(16))


def keep(folder: Path, forgotten: Forgotten, load_id: str) -> None:
    """Write down who is being forgotten, before the change `load_id` of the lake is finished."""
    path = folder / UNFINISHED
    path.parent.mkdir(exist_ok=True)
    sets = {name: sorted(getattr(forgotten, name)) for name in PARTS}
    told = json.dumps({"load_id": load_id, "salt": forgotten.salt, **sets})
    new = path.with_name(".forgetting.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as stream:
        stream.write(told + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(new, path)


def is_unfinished(folder: Path) -> bool:
    """Whether somebody was being forgotten when makegood was killed."""
    return (folder / UNFINISHED).exists()


def settle(folder: Path, finished: Collection[str]) -> None:
    """Make what was written down final when its change was finished, and drop it when it was not."""
    path = folder / UNFINISHED
    if json.loads(path.read_text(encoding="ascii"))["load_id"] in finished:
        os.replace(path, folder / FILE)
    else:
        path.unlink()


@dataclass(frozen=True)
class Naming:
    """What a source's settings say about its rows.

    Attributes
    ----------
    source : str
    about : sequence of str
        The sources whose events its rows may be about.
    numbers : collection of str
        Kept columns that a promise judges: their numbers stay.
    """

    source: str
    about: Sequence[str] = ()
    numbers: Collection[str] = ()


def leave_out(
    batches: Iterable[Batch], naming: Naming, find: Callable[[], tuple[Forgotten, NameKind]]
) -> Iterator[Batch]:
    """The batches without what would bring back anybody who has been forgotten.

    Reviews of the forgotten are left out. Their events stay as counts: without customer, under another id, with no
    value but the numbers that a promise judges. Marks of the forgotten in other people's texts say their kind only.

    Parameters
    ----------
    batches : iterable of Batch
    naming : Naming
    find : function
        Gives who has been forgotten, and what says of a few words whether they name one of them, by their kind; called
        when the first batch is asked for, which is under the lake's lock.
    """
    forgotten, name_kind = find()
    if not forgotten:
        yield from batches
        return
    for batch in batches:
        yield _without(batch, naming, forgotten, name_kind)


def _without(batch: Batch, naming: Naming, forgotten: Forgotten, name_kind: NameKind) -> Batch:
    tables, gone, unnamed = dict(batch.tables), 0, 0
    if VOICES.name in tables:
        voices = tables[VOICES.name]
        is_gone = _forgotten_voices(voices, naming, forgotten)
        gone = int(is_gone.sum())
        voices = voices.filter(pa.array(~is_gone)) if gone else voices
        tables[VOICES.name] = _plain_voices(voices, naming, forgotten, name_kind)
    if EVENTS.name in tables:
        events = tables[EVENTS.name]
        ids = _text(events, "event_id")
        own = forgotten.has_person(_text(events, "customer")) | forgotten.has_row(naming.source, ids)
        unnamed = int(own.sum())
        if unnamed:
            mine = ids.filter(pa.array(own))
            names = dict(zip(mine.to_pylist(), forgotten.tokens(naming.source, mine), strict=True))
            tables |= _unnamed(tables, names, naming, forgotten)
        if EVENT_VALUES.name in tables:
            tables[EVENT_VALUES.name] = _plain_values(tables[EVENT_VALUES.name], naming, forgotten, name_kind)
        tables[EVENTS.name] = _point_nowhere(tables[EVENTS.name], naming, forgotten)
    facts = {**batch.facts, **({"forgotten": gone} if gone else {}), **({"unnamed": unnamed} if unnamed else {})}
    return replace(batch, tables=tables, kept=batch.kept - gone, left_out=batch.left_out + gone, facts=facts)


def _text(table: pa.Table, name: str) -> pa.LargeStringArray:
    column = table.column(name).cast(pa.large_string())
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)


def _set(table: pa.Table, name: str, values: pa.Array) -> pa.Table:
    place = table.schema.get_field_index(name)
    return table.set_column(place, table.schema.field(place), values.cast(table.schema.field(place).type))


def _forgotten_voices(voices: pa.Table, naming: Naming, forgotten: Forgotten) -> Mask:
    gone = forgotten.has_person(_text(voices, "customer"))
    gone |= forgotten.has_row(naming.source, _text(voices, "voice_id"))
    for source in naming.about:
        gone |= forgotten.has_row(source, _text(voices, "event_id"))
    return gone


def _plain_voices(voices: pa.Table, naming: Naming, forgotten: Forgotten, name_kind: NameKind) -> pa.Table:
    """The words without the forgotten; a review that loses something has another `content`."""
    names = forgotten.has_mention(naming.source, _text(voices, "voice_id"))
    if not forgotten.marks and not names.any():
        return voices
    changed = np.zeros(voices.num_rows, bool)
    for name in WORDS:
        cells = _text(voices, name)
        marked = pc.fill_null(pc.match_substring(cells, "["), False).to_numpy(zero_copy_only=False)
        wanted = marked | (names & has_value(cells))
        if not wanted.any():
            continue
        found = cells.to_pylist()
        for place in np.flatnonzero(wanted).tolist():
            plain = forgotten.plain_marks(found[place])
            plain = plain_names(plain, name_kind) if names[place] else plain
            changed[place] |= plain != found[place]
            found[place] = plain
        voices = _set(voices, name, pa.array(found, pa.large_string()))
    return _with_new_content(voices, changed, forgotten) if changed.any() else voices


def _plain_values(values: pa.Table, naming: Naming, forgotten: Forgotten, name_kind: NameKind) -> pa.Table:
    """The values of other people's events without the forgotten."""
    names = forgotten.has_mention(naming.source, _text(values, "event_id"))
    texts = _text(values, "text")
    marked = pc.fill_null(pc.match_substring(texts, "["), False).to_numpy(zero_copy_only=False)
    wanted = (marked | names) & has_value(texts)
    if not wanted.any():
        return values
    cells = texts.to_pylist()
    for place in np.flatnonzero(wanted).tolist():
        plain = forgotten.plain_marks(cells[place])
        cells[place] = plain_names(plain, name_kind) if names[place] else plain
    return _set(values, "text", pa.array(cells, pa.large_string()))


def plain_names(text: str, name_kind: NameKind) -> str:
    """The text in which each run of words that names somebody forgotten says its kind only.

    Examples
    --------
    >>> plain_names("Ask IDA  Holm, please", {"ida holm": "name"}.get)
    'Ask [name], please'
    """
    words, parts, done, place = list(_WORD.finditer(text)), [], 0, 0
    while place < len(words):
        start, longest = words[place].start(), words[place : place + _LONGEST]
        for last in reversed(longest):
            kind = name_kind(" ".join(text[start : last.end()].split()).casefold())
            if kind:
                parts += [text[done:start], f"[{kind}]"]
                done, place = last.end(), place + longest.index(last)
                break
        place += 1
    return "".join(parts) + text[done:]


def _with_new_content(table: pa.Table, changed: Mask, forgotten: Forgotten) -> pa.Table:
    content = table.column("content").to_numpy()
    return _set(table, "content", pa.array(np.where(changed, forgotten.new_content(content), content)))


def _unnamed(
    tables: Mapping[str, pa.Table], names: Mapping[str, str], naming: Naming, forgotten: Forgotten
) -> dict[str, pa.Table]:
    """Events and their values under new ids, without customer, and with no value but judged numbers."""
    changed = {}
    for table in (EVENTS, EVENT_VALUES):
        if table.name not in tables:
            continue
        rows = tables[table.name]
        ids = _text(rows, "event_id")
        own = pc.is_in(ids, value_set=pa.array(list(names), pa.large_string()))
        if table is EVENT_VALUES:
            judged = pc.is_in(rows.column("name"), value_set=pa.array(sorted(naming.numbers), pa.string()))
            stays = pc.or_(pc.invert(own), pc.and_(judged, pc.is_valid(rows.column("number"))))
            rows, own = rows.filter(stays), own.filter(_whole(stays))
            rows = _set(rows, "text", pc.if_else(own, pa.scalar(None, pa.large_string()), _text(rows, "text")))
        else:
            rows = _set(rows, "customer", pc.if_else(own, pa.scalar(None, pa.large_string()), _text(rows, "customer")))
        new = pa.array([PREFIX + names[id] if id in names else id for id in _text(rows, "event_id").to_pylist()])
        rows = _set(rows, "event_id", new)
        changed[table.name] = _with_new_content(rows, own.to_numpy(zero_copy_only=False), forgotten)
    return changed


def _whole(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _point_nowhere(events: pa.Table, naming: Naming, forgotten: Forgotten) -> pa.Table:
    """Events that are about an event of somebody forgotten: about its new id."""
    about = _text(events, "about")
    for source in naming.about:
        points = forgotten.has_row(source, about)
        if points.any():
            tokens = iter(forgotten.tokens(source, about.filter(pa.array(points))))
            cells = about.to_pylist()
            about = pa.array(
                [PREFIX + next(tokens) if hit else cell for hit, cell in zip(points, cells, strict=True)],
                pa.large_string(),
            )
            events = _set(events, "about", about)
    return events
