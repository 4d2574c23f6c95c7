"""The rows of joined files that count: those that `where:` names, with the times by which they are put in order.

"Shipped" never passes as "delivered": a carrier's file holds a row for each scan, and a time alone does not say which
of them was the delivery.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from makegood.errors import MakegoodError, Place
from makegood.project import Join, Project, Source
from makegood.sources.cells import Mask, as_text, has_value, is_empty
from makegood.sources.files import read_rows
from makegood.sources.join import BAD_TIME, NO_TIME, Partners, find_partners, hide
from makegood.sources.matching import hold
from makegood.sources.rows import Rows
from makegood.sources.status_columns import is_status
from makegood.sources.survey import Customs, Question, look_through
from makegood.sources.timestamps import Clock, read_times

_SETTINGS = Place("makegood.yaml")
_SHOWN, _LONGEST = 12, 40  # statuses in a message, and letters of one


def gather(source: Source, join: Join, project: Project, stamps: Mapping[str, str]) -> tuple[Partners, list[Rows]]:
    """The partners that the joined files of one join hold, and these files' rows, for the account of bad ones.

    Parameters
    ----------
    source, join, project : Source, Join, Project
    stamps : mapping of str to str
        Taken columns that hold times, and which of ours they are.

    Raises
    ------
    MakegoodError : when it is not known which of several statuses means done, when `where:` names none that is there,
        or when a file cannot be read.
    """
    done = next((join.take[ours] for ours in join.take if stamps.get(ours) == "done_at"), None)
    is_open = done is not None and not join.where
    wanted = tuple(dict.fromkeys([*join.on.values(), *join.take.values(), *join.where]))
    files = list(read_rows(source, join.files, project.folder, wanted, whole=is_open))
    if is_open and done is not None:
        _refuse_many_statuses(source, join, done, files)
    clock = Clock(source.time_zone or project.time_zone, source.dates)
    timed = _with_times(files, join, _to_read(source, join, stamps), clock)
    holds = [hold(rows, join.where) for rows in timed]
    if join.where and not any(mine.any() for mine in holds) and any(len(mine) for mine in holds):
        _refuse_unmatched(source, join, files)
    counting = [rows if mine.all() else _only(rows, mine) for rows, mine in zip(timed, holds, strict=True)]
    return find_partners(join, counting), files


def _to_read(source: Source, join: Join, stamps: Mapping[str, str]) -> list[str]:
    """The taken columns whose times decide something; none for joins that take what stands first."""
    if any(one.when_many == "all" for one in source.join):
        return [ours for ours in join.take if ours in stamps]
    return [join.by] if join.when_many in ("earliest", "latest") else []


def _with_times(files: Sequence[Rows], join: Join, ours: Sequence[str], clock: Clock) -> list[Rows]:
    """The files with the times of some taken columns; every form of date is written as one, because a column may hold
    the cells of several files afterwards.
    """
    if not ours:
        return list(files)
    theirs = tuple(dict.fromkeys(join.take[name] for name in ours))
    customs = look_through(files, Question(clock, theirs)) if len(files) > 1 else Customs()
    timed = []
    for rows in files:
        columns = dict(rows.columns)
        for name in theirs:
            agreed = customs.time(name, rows.file)
            times = read_times(rows.columns[name], clock, Place(rows.file), name, agreed)
            us = np.where(times.has, times.us, np.where(times.is_bad, BAD_TIME, NO_TIME))
            columns |= {hide(mine): pa.array(us) for mine in ours if join.take[mine] == name}
            if pa.types.is_large_string(columns[name].type):
                wall = pc.strftime(pa.array(times.wall, mask=~times.has).cast(pa.timestamp("us")))
                same = as_text(wall.cast(pa.large_string()))
                is_plain = pa.array(times.has & (times.us == _us_of(times.wall, clock)))
                columns[name] = pc.if_else(is_plain, same, columns[name])
        timed.append(replace(rows, columns=columns))
    return timed


def _us_of(wall: "np.typing.NDArray[np.int64]", clock: Clock) -> "np.typing.NDArray[np.int64]":
    from makegood.zones import to_utc

    return to_utc(wall, clock.zone)


def _only(rows: Rows, mine: Mask) -> Rows:
    places = pa.array(np.flatnonzero(mine))
    columns = {name: column.take(places) for name, column in rows.columns.items()}
    return replace(rows, columns=columns, lines=rows.lines[mine])


def _refuse_many_statuses(source: Source, join: Join, done: str, files: Sequence[Rows]) -> None:
    """Which of several statuses is the delivery only the organisation can say."""
    used = {*join.on.values(), *join.take.values()}
    for name in [name for name in files[0].columns if name not in used and is_status(name)]:
        found: Counter[str] = Counter()
        for rows in files:
            if name in rows.columns:
                text = as_text(rows.columns[name])
                both = has_value(text) & ~is_empty(as_text(rows.columns[done]))
                found.update(text.filter(pa.array(both)).to_pylist())
        if len(found) > 1:
            raise MakegoodError(
                f"the times that {source.name} takes as done_at belong to several statuses, and not each means done",
                Place(files[0].file),
                f"{name}: {_listed(found)}",
                "say which of them mean that it is done, in the `join:` of makegood.yaml: "
                f"`where: {{{name}: [...]}}`; shipped is not delivered",
            )


def _refuse_unmatched(source: Source, join: Join, files: Sequence[Rows]) -> None:
    """No row that counts would make everything look undone."""
    name = next(iter(join.where))
    found: Counter[str] = Counter()
    for rows in files:
        text = as_text(rows.columns[name])
        found.update(text.filter(pa.array(has_value(text))).to_pylist())
    raise MakegoodError(
        f"no row of the file that {source.name} joins holds what its `where:` asks for",
        _SETTINGS,
        f"{name}: {_listed(found)}" if found else f"{name} is empty in every row",
        f"write one of these under `where: {{{name}: [...]}}`, letter by letter",
    )


def _most(found: Counter[str]) -> list[tuple[str, int]]:
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _listed(found: Counter[str]) -> str:
    """The statuses with their numbers, most first; a text that is too long for a status is no status."""
    if any(len(status) > _LONGEST for status in found) or len(found) > _SHOWN * 3:
        return f"{len(found):,} different values"
    shown = [f"{status} ({n:,})" for status, n in _most(found)]
    more = len(shown) - _SHOWN
    return ", ".join(shown[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
