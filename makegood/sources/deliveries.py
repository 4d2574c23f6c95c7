"""Several joins, one after the other, and several deliveries of one order as one event.

An order may be sent in parts, and each part scanned many times: orders are joined with shipments by their id, shipments
with scans by tracking number. With `when_many: all` the order is done when the last of its parts is done, and not done
as long as one of them is not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from makegood.project import Join
from makegood.sources.cells import Mask, Places
from makegood.sources.join import BAD_TIME, NO_TIME, Joined, Partners, hide, join_rows
from makegood.sources.rows import Rows
from makegood.zones import Int64s

BEGINS = ("started_at", "said_at")  # of several parts the first counts; of every other time the last


def join_all(rows: Rows, joins: Sequence[Join], partners: Sequence[Partners], stamps: Mapping[str, str]) -> Joined:
    """Give each row the columns of its partners in every joined file.

    Parameters
    ----------
    rows : Rows
    joins : sequence of Join
        In the order in which they are done: a later one may use what an earlier one took.
    partners : sequence of Partners
        One for each join; times stand beside the columns taken (`join.hide`) where one of the joins takes all.
    stamps : mapping of str to str
        Taken columns that hold times, and which of ours they are: `{"scanned": "done_at"}`.

    Returns
    -------
    Joined
        Whose `nth` numbers the events of each row of the file from 1 where a join splits, else 0.
    """
    n = len(rows.lines)
    origin, event, is_many = np.arange(n), np.arange(n), np.zeros(n, bool)
    for join, mine in zip(joins, partners, strict=True):
        found = join_rows(rows, join, mine)
        rows, origin, event = found.rows, origin[found.origin], event[found.origin]
        is_many = is_many[found.origin] | found.is_many
        if join.when_many == "split":
            event = np.arange(len(event))
    if any(join.when_many == "all" for join in joins):
        at = next(i for i, join in enumerate(joins) if join.when_many == "all")
        taken = dict.fromkeys(ours for join in joins[at:] for ours in join.take)
        rows, first = _as_one(rows, event, list(taken), stamps)
        is_many = np.logical_or.reduceat(is_many, first) if len(first) else is_many
        origin = origin[first]
    is_split = any(join.when_many == "split" for join in joins)
    nth = np.arange(len(origin)) - np.searchsorted(origin, origin) + 1 if is_split else np.zeros(len(origin), np.int64)
    return Joined(rows, nth, is_many, origin)


def _as_one(rows: Rows, event: Places, taken: Sequence[str], stamps: Mapping[str, str]) -> tuple[Rows, Places]:
    """One row for each event, of the rows of its parts; and where the rows of each begin.

    What is taken beside the times is of the part that decides when the event is done.
    """
    first = np.flatnonzero(np.diff(event, prepend=-1))
    done = next((ours for ours, stamp in stamps.items() if stamp == "done_at" and ours in taken), None)
    decides = first if done is None else _pick(event, _last(_times(rows, done), undone_wins=True))
    columns = {}
    for ours, column in rows.columns.items():
        if ours in (hide(name) for name in taken):
            continue
        at = decides if ours in taken else first
        if ours in taken and ours in stamps and ours != done:
            us = _times(rows, ours)
            at = _pick(event, _first(us) if stamps[ours] in BEGINS else _last(us))
        columns[ours] = column.take(pa.array(at))
    return replace(rows, columns=columns, lines=rows.lines[first]), first


def _times(rows: Rows, ours: str) -> Int64s:
    times: Int64s = rows.columns[hide(ours)].to_numpy()
    return times


def _last(us: Int64s, undone_wins: bool = False) -> Int64s:
    """A number that is greatest for the last time; a cell that cannot be read is always greatest, to be rejected."""
    return np.where(us == NO_TIME, BAD_TIME - 1, us) if undone_wins else us


def _first(us: Int64s) -> Int64s:
    special: Mask = (us == NO_TIME) | (us == BAD_TIME)
    return np.where(special, us, -us)


def _pick(event: Places, key: Int64s) -> Places:
    """For each event the row whose key is greatest; of equals the first."""
    order = np.lexsort([np.arange(len(event)), -key, event])
    picked: Places = order[np.flatnonzero(np.diff(event[order], prepend=-1))]
    return picked
