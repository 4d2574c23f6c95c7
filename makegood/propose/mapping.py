"""Which column is which: our names and theirs for one kind of rows, each column used once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from makegood.propose.headers import PERHAPS, WHOLE, find_topic, means_cancelled, split_words
from makegood.propose.ids import find_id
from makegood.propose.kind import Kinds, candidates, fits
from makegood.propose.proposal import How, ProposedSource, Use
from makegood.propose.tables import Column, Table

TIMES = ("due_at", "done_at", "started_at", "updated_at")
_OWN = re.compile(r"(?:^|[\W_]|[a-zæøå])(?:id|ID|Id|nr|Nr|no|No|nummer|Nummer|number|Number|key|Key)\.?$")
_ORDER = ("started_at", "due_at", "done_at", "updated_at")
_NEEDED = {"events": (), "reviews": ("said_at",), "counts": ("started_at", "n")}
_ID = {"events": "event_id", "reviews": "voice_id"}
_CLOSE = 0.15  # two columns so close that a person should look
_DAYS_OLD = 365  # without anything new, after which data are likely old on purpose; sooner, they may have stopped


@dataclass(frozen=True)
class Group:
    """Files with the same columns, that one source reads.

    Attributes
    ----------
    files : tuple of str
        Names or patterns, seen from the folder.
    tables : tuple of Table
        Each file.
    whole : Table
        All files as one.
    """

    name: str
    files: tuple[str, ...]
    tables: tuple[Table, ...]
    whole: Table


def map_source(group: Group, kinds: Kinds, folder: Path, today: int) -> ProposedSource:
    """What the columns of a source mean.

    Parameters
    ----------
    group, kinds : Group, Kinds
    folder : Path
        The project's folder.
    today : int
        Days since 1970.
    """
    table = group.whole
    uses = {"events": _map_events, "reviews": _map_reviews, "counts": _map_counts}[kinds.kind](table)
    if kinds.kind in _ID:
        uses = [*_map_id(group, kinds.kind, uses, folder), *uses]
    have = {use.ours for use in uses}
    missing = [name for name in _NEEDED[kinds.kind] if name not in have]
    if kinds.kind == "events" and not have & {"started_at", "due_at"}:
        missing.append("started_at")
    if kinds.kind == "counts" and not have & {"kept", "broken", "share_kept"}:
        missing.append("kept")
    if any(table.column(use.theirs[0]).kind == "time" and not table.column(use.theirs[0]).forms for use in uses):
        missing.append("dates")
    status = next((column for column, _ in candidates(table, "status")), None) if kinds.kind == "events" else None
    begun = [table.column(use.theirs[0]).newest for use in uses if use.ours in ("started_at", "done_at", "said_at")]
    newest = [day for day in begun if day is not None]
    return ProposedSource(
        name=group.name,
        kind=kinds.kind,
        topic=_topic(group, uses),
        files=group.files,
        table=table,
        n_files=len({table.name for table in group.tables}),
        uses=tuple(uses),
        why=tuple(name for name in kinds.why if name in have or name not in _ORDER) or kinds.why,
        missing=tuple(missing),
        status=status.name if status else None,
        cancelled=tuple(sorted(cell for cell in status.choices if means_cancelled(cell))) if status else (),
        dates=_dates(table, uses),
        old_since=max(newest) if newest and max(newest) < today - _DAYS_OLD else None,
        numbers=_numbers(table) if kinds.kind == "events" else (),
    )


def _map_events(table: Table) -> list[Use]:
    uses: list[Use] = []
    asked = [(column, score, meaning) for meaning in TIMES for column, score in candidates(table, meaning)]
    for column, score, meaning in sorted(asked, key=lambda one: -one[1]):
        taken = {name for use in uses for name in use.theirs}
        if column.name not in taken and meaning not in {use.ours for use in uses}:
            uses.append(Use(meaning, (column.name,), _how(score), score <= PERHAPS))
    begun = [_with_rivals(table, use, uses) for use in _begin(table, uses)]
    return [*_first(table, "unit", begun), *sorted(begun, key=lambda use: _ORDER.index(use.ours))]


def _with_rivals(table: Table, use: Use, uses: Sequence[Use]) -> Use:
    """The use, open where a column that is left over is nearly as likely."""
    taken = {name for one in uses for name in one.theirs}
    mine = table.column(use.theirs[0]).meanings.score(use.ours)
    rivals = [score for column, score in candidates(table, use.ours) if column.name not in taken]
    return replace(use, is_open=use.is_open or _is_close(mine, rivals))


def _begin(table: Table, uses: list[Use]) -> list[Use]:
    """Where no name says when it began: the time that is left, if nothing else is known of it."""
    if any(use.ours == "started_at" for use in uses):
        return uses
    used = {name for use in uses for name in use.theirs}
    left = [c for c in table.columns if c.kind == "time" and c.name not in used and not _says_when(c)]
    if left:
        return [*uses, Use("started_at", (left[0].name,), "cells", True)]
    if [use.ours for use in uses] == ["done_at"]:  # the only time there is
        return [Use("started_at", uses[0].theirs, "cells", True)]
    return uses


def _says_when(column: Column) -> bool:
    return any(name.endswith("_at") or name == "other_time" for name in column.meanings.scores)


def _map_reviews(table: Table) -> list[Use]:
    uses: list[Use] = []
    for meaning in ("said_at", "rating", "text", "title", "reply", "customer", "event_id", "unit"):
        uses += _first(table, meaning, uses, least=0.9 if meaning in ("event_id", "customer") else 0.0)
    if not any(use.ours == "said_at" for use in uses):
        left = [c for c in table.columns if c.kind == "time" and "other_time" not in c.meanings.scores]
        uses += [Use("said_at", (left[0].name,), "cells", True)] if left else []
    if not any(use.ours == "text" for use in uses):
        used = {name for use in uses for name in use.theirs}
        long = [c for c in table.columns if fits(table, c, "text") and c.length >= 60 and c.name not in used]
        uses += [Use("text", (long[0].name,), "cells", True)] if long and not long[0].meanings.scores else []
    return uses if any(use.ours == "text" for use in uses) else [use for use in uses if use.ours != "reply"]


def _map_counts(table: Table) -> list[Use]:
    uses = _first(table, "started_at", ())
    day = uses and table.column(uses[0].theirs[0])
    clock = next((column for column, _ in candidates(table, "time_part")), None)
    if day and day.dates_only and clock:
        uses = [Use("started_at", (day.name, clock.name), "together")]
    for meaning in ("unit", "n", "kept"):
        uses += _first(table, meaning, uses)
    if not any(use.ours == "kept" for use in uses):
        uses += _first(table, "broken", uses) or _first(table, "share_kept", uses)
    return uses


def _first(table: Table, meaning: str, uses: Sequence[Use], least: float = 0.0) -> list[Use]:
    """The likeliest column that is not taken, if there is one."""
    taken = {name for use in uses for name in use.theirs}
    found = [
        (column, score) for column, score in candidates(table, meaning) if column.name not in taken and score > least
    ]
    if not found:
        return []
    (column, score), rivals = found[0], [score for _, score in found[1:]]
    return [Use(meaning, (column.name,), _how(score), meaning == "said_at" and _is_close(score, rivals))]


def _map_id(group: Group, kind: str, uses: Sequence[Use], folder: Path) -> list[Use]:
    """The id of a row, where there is one."""
    ours, table = _ID[kind], group.whole
    about = {use.ours: use.theirs[0] for use in uses}
    others = [name for role, name in about.items() if role in ("event_id", "started_at", "said_at", "unit")]
    ids = [(c.name, s) for c, s in candidates(table, ours) if kind == "events" or c.name != about.get("event_id")]
    parts = [
        c.name for c in table.columns if c.name != table.header[0] and "part_of" in c.meanings.scores and c.is_whole
    ]
    if (own := _own_id(group)) and own not in about.values():
        return [Use(ours, (own,), "name")]
    found = find_id(group.tables, [name for name, _ in ids], [*parts, *others], folder)
    if not found:
        return []
    score = dict(ids)[found[0]]
    return [Use(ours, found, _how(score) if len(found) == 1 else "together", score < WHOLE * 0.75)]


def _own_id(group: Group) -> str:
    """The first column, where it is a number of its own for each row: what else is different there is what it is about.

    A list of complaints begins with the complaint's number; the case's stands beside it, and a case may come again.
    """
    first = group.whole.header[0]
    looks_own = _OWN.search(first) is not None and not any(table.column(first).is_damaged for table in group.tables)
    return first if looks_own and all(table.is_unique(first) for table in group.tables) else ""


def _how(score: float) -> How:
    return "name" if score >= 0.75 else "word"


def _is_close(score: float, rivals: Sequence[float]) -> bool:
    return any(score - rival <= _CLOSE for rival in rivals)


def _dates(table: Table, uses: Sequence[Use]) -> str | None:
    """How dates are written, where a used column leaves it open: day first, unless a person says otherwise."""
    forms = [table.column(name).forms for use in uses for name in use.theirs if table.column(name).kind == "time"]
    odd = [form[0] for form in forms if form and form[0] == "mm-dd-yyyy"]
    clear = {form[0] for form in forms if len(form) == 1}
    open_forms = [form for form in forms if len(form) > 1]
    if odd:
        return odd[0]
    if not open_forms:
        return None
    return next((form for form in open_forms[0] if form in clear), open_forms[0][0])


def _numbers(table: Table) -> tuple[str, ...]:
    """Columns with a wait or a delay: by its whole name, else the first in which a word says so."""
    found = [pair for meaning in ("waited", "late") for pair in candidates(table, meaning)]
    sure = [column.name for column, score in found if score == WHOLE]
    return tuple(sure or [column.name for column, _ in found][:1])


def _topic(group: Group, uses: Sequence[Use]) -> str:
    """What it is about: the name of the file, then of its id, then of its other columns."""
    named = [
        word
        for use in uses
        if use.ours in ("event_id", "started_at")
        for name in use.theirs
        for word in split_words(name)
    ]
    for words in (split_words(group.name), named, [word for name in group.whole.header for word in split_words(name)]):
        if (topic := find_topic(words)) != "sale":
            return topic
    return "sale"
