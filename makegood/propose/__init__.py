"""A proposal for files that nobody has described yet: what each is, what its columns mean, and what has to be asked.

In: files. Out: a `Proposal`; the files are only read. What is proposed rests on what columns are called and on what
their cells look like, and says which.

- `paths`: which files to look at
- `headers`, `headers.yaml`: what columns are called in the world
- `tables`, `sheets`: what stands in a file; where the header of a workbook is
- `kind`: what a row is
- `ids`, `mapping`: which columns tell rows apart; which column is which
- `groups`, `joins`: files that are one source; files that say more about another
- `places`, `questions`: country and time zone; what only a person can know
- `proposal`: the words of it
- `settings`, `first_promise`, `folder`: makegood.yaml and a first promise, as text with comments; written, never over
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from makegood.errors import MakegoodError
from makegood.propose.groups import group_tables
from makegood.propose.headers import find_language
from makegood.propose.joins import describe, is_part, join
from makegood.propose.kind import Kinds, find_kind
from makegood.propose.mapping import Group, map_source
from makegood.propose.paths import find_paths
from makegood.propose.places import find_place
from makegood.propose.proposal import Proposal, ProposedSource, Unreadable
from makegood.propose.questions import ask
from makegood.propose.tables import Table, look
from makegood.sources import READERS

__all__ = ["Proposal", "propose"]


def propose(paths: Sequence[Path], folder: Path, now: datetime, machine_zone: str = "") -> Proposal:
    """What the files are, and what their columns mean.

    Parameters
    ----------
    paths : sequence of Path
        Files, and folders whose files are all looked at.
    folder : Path
        The project's folder, from which file names are seen.
    now : datetime
        The wall clock: it tells old data from new.
    machine_zone : str
        The time zone that the machine is set to; empty when that says nothing.

    Raises
    ------
    MakegoodError : when a path is not there, or there is no file at all.
    """
    tables, unreadable = _look(find_paths(paths), folder)
    groups = group_tables(tables, folder)
    kinds = [find_kind(group.whole) for group in groups]
    sources = _map(list(zip(groups, kinds, strict=True)), folder, now)
    named = [group.name for group, _ in sources]
    rest = [(group, found) for group, found in zip(groups, kinds, strict=True) if group.name not in named]
    done = [(source, group) for group, source in sources]
    findings = tuple(describe(group, found, done, folder) for group, found in rest)
    language = find_language(name for table in tables for name in table.header)
    country, zone, place_by = find_place(language, machine_zone)
    proposed = tuple(source if source.kind in READERS else _unread(source) for _, source in sources)
    proposal = Proposal(
        organisation=folder.resolve().name or "?",
        language=language,
        country=country,
        time_zone=zone,
        place_by=place_by,
        needs_zone=any(_needs_zone(source) for source in proposed if source.is_ready),
        sources=proposed,
        findings=findings,
        unreadable=unreadable,
    )
    return replace(proposal, questions=ask(proposal))


def _look(paths: Sequence[Path], folder: Path) -> tuple[list[Table], tuple[Unreadable, ...]]:
    tables: list[Table] = []
    unreadable: list[Unreadable] = []
    for path in paths:
        try:
            tables += look(path.absolute(), folder.absolute())
        except MakegoodError as error:
            reason = error.what + (f" ({error.found})" if error.found else "")
            unreadable.append(Unreadable(error.where.file if error.where else path.name, reason))
    return tables, tuple(unreadable)


def _map(groups: Sequence[tuple[Group, Kinds]], folder: Path, now: datetime) -> list[tuple[Group, ProposedSource]]:
    """The groups that are sources of their own, mapped, with what they lack joined from the others."""
    today = now.date().toordinal() - datetime(1970, 1, 1).toordinal()
    own = [(g, k) for g, k in groups if k.kind != "none" and not is_part(g, k, groups, folder)]
    others = [group for group, _ in groups if group not in [g for g, _ in own]]
    return [(g, join(map_source(g, k, folder, today), g, others, folder)) for g, k in own]


def _unread(source: ProposedSource) -> ProposedSource:
    return replace(source, missing=(*source.missing, "kind"))


def _needs_zone(source: ProposedSource) -> bool:
    """Whether a used time has a clock and no zone."""
    names = [name for use in source.uses if use.how != "joined" for name in use.theirs]
    columns = [source.table.column(name) for name in names]
    naive = [column for column in columns if column.kind == "time" and not column.is_zoned]
    return any(not column.dates_only for column in naive) or any(column.kind == "clock" for column in columns)
