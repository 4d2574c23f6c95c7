"""Files that say more about the rows of another: joined where they give something that is needed, else only named."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from makegood.propose.kind import Kinds, candidates
from makegood.propose.mapping import Group
from makegood.propose.proposal import Finding, JoinedFile, ProposedSource, Use
from makegood.propose.tables import Table, read_columns
from makegood.sources.cells import as_text, has_value

LOOKED = 2_000  # keys
_OVERLAP = 0.5
_GIVES = ("unit", "done_at", "due_at")  # the first that the rows lack


def is_part(group: Group, kinds: Kinds, others: Sequence[tuple[Group, Kinds]], folder: Path) -> bool:
    """Whether a file with times of its own only says more about the rows of another, as order lines do.

    That is so when its rows carry the id of another file's rows, and it does not say itself when they began.
    """
    if kinds.kind != "events" or any(score >= 0.75 for _, score in candidates(group.whole, "started_at")):
        return False
    return any(
        bool(_keys(mine, group, folder, only_ids=True))
        for mine, its in others
        if its.kind == "events" and mine is not group and candidates(mine.whole, "started_at")
    )


def join(source: ProposedSource, group: Group, others: Sequence[Group], folder: Path) -> ProposedSource:
    """The source with the columns it lacks, from the first file that has them and shares a key."""
    if source.kind != "events" or source.missing:
        return source
    for other in others:
        for key, overlap, looked in _keys(group, other, folder, only_ids=False):
            take = _take(source, other.whole, key)
            if take:
                has_many = not all(table.is_unique(key) for table in other.tables)
                many = "reject" if has_many and "done_at" in take else "first"
                taken = JoinedFile(other.files, key, take, many, overlap, looked, has_many)  # type: ignore[arg-type]
                uses = tuple(Use(ours, (theirs,), "joined", has_many) for ours, theirs in take.items())
                return replace(source, join=taken, uses=(*source.uses, *uses))
    return source


def describe(group: Group, kinds: Kinds, sources: Sequence[tuple[ProposedSource, Group]], folder: Path) -> Finding:
    """What a file is that makes no source: joined, a list of units, more about something, or nothing we know."""
    for source, _ in sources:
        if source.join and source.join.files == group.files:
            return Finding(group.files, "joined", "joined", source.name)
    if damaged := next((column.name for column in group.whole.columns if column.is_damaged), ""):
        return Finding(group.files, "none", "damaged", damaged)
    units = {name for source, _ in sources for name in [*(use.theirs[0] for use in source.uses if use.ours == "unit")]}
    first = next((name for name in group.whole.header if name in units and group.whole.is_unique(name)), None)
    if first:
        return Finding(group.files, "units", "units", first)
    for source, mine in sources:
        if _keys(mine, group, folder, only_ids=False):
            return Finding(group.files, "none", "describes", source.name)
    return Finding(group.files, "none", kinds.reason or "unknown")


def _take(source: ProposedSource, table: Table, key: str) -> dict[str, str]:
    have = {use.ours for use in source.uses}
    take = {}
    for ours in _GIVES:
        best = next((column for column, score in candidates(table, ours) if score >= 0.75 and column.name != key), None)
        if best and ours not in have:
            take[ours] = best.name
    return take


def _keys(mine: Group, other: Group, folder: Path, *, only_ids: bool) -> list[tuple[str, int, int]]:
    """Columns that both have and whose cells overlap: name, how many of the cells looked at are there, and how many."""
    found = []
    for column in mine.whole.columns:
        if column.name not in other.whole.header or column.kind not in ("text", "number"):
            continue
        is_key = {"event_id", "customer"} & {name for name, score in column.meanings.scores.items() if score >= 0.75}
        if not is_key or (only_ids and "event_id" not in is_key) or not mine.tables[0].is_unique(column.name):
            continue
        cells = _cells(mine.tables[0], column.name, folder)
        places = np.linspace(0, len(cells) - 1, min(LOOKED, len(cells))).astype(np.int64)
        theirs = pa.concat_arrays([_cells(table, column.name, folder) for table in other.tables])
        overlap = int(pc.sum(pc.is_in(cells.take(pa.array(places)), theirs)).as_py() or 0)
        if overlap >= _OVERLAP * len(places):
            found.append((column.name, overlap, len(places)))
    return found


def _cells(table: Table, name: str, folder: Path) -> pa.LargeStringArray:
    text = as_text(read_columns(table, [name], folder).columns[name])
    return text.filter(pa.array(has_value(text)))
