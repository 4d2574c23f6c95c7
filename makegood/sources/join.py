"""More columns for each row, from other files: one partner, several, or none.

"The first" is the first in the order of the joined files (by name, then by row), so the order of the source's own rows
never matters. Of several events made of one row, the number is by the values taken, not by any order of rows; so are
those that stand for equal times where the earliest or the latest is taken.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from makegood.project import Join
from makegood.sources.cells import Places, as_text, is_empty, join_text
from makegood.sources.rows import Rows
from makegood.zones import Int64s

NO_TIME, BAD_TIME = -(1 << 62), 1 << 62  # in place of a time: the cell is empty, or holds none
_APART = "\x1f"


@dataclass(frozen=True)
class Partners:
    """The rows of the joined files, sorted by key.

    Attributes
    ----------
    keys : pyarrow.LargeStringArray (n_keys,)
        Each key once.
    first, count : int64 array (n_keys,)
        Where its rows begin, and how many there are.
    taken : mapping of str to pyarrow.Array
        The columns to take, under our names, in that order.
    """

    keys: pa.LargeStringArray
    first: Places
    count: Places
    taken: Mapping[str, pa.Array]


@dataclass(frozen=True)
class Joined:
    """A file's rows with the columns taken.

    Attributes
    ----------
    rows : Rows
        As many as events: a row that is split stands there several times.
    nth : int64 array (n_rows,)
        Which of its row's events each is, from 1; 0 where rows are not split.
    is_many : bool array (n_rows,)
        Rows to reject, because they have several partners.
    origin : int64 array (n_rows,)
        Which row of the file each was.
    """

    rows: Rows
    nth: Places
    is_many: npt.NDArray[np.bool_]
    origin: Places


def hide(ours: str) -> str:
    """The name under which the times of a taken column stand beside it, as whole numbers."""
    return f"{_APART}{ours}"


def find_partners(join: Join, files: Iterable[Rows]) -> Partners:
    """Gather the joined files' rows by key; rows without a key have no place.

    Parameters
    ----------
    join : Join
    files : iterable of Rows
        The rows that count. Times by which rows are put in order stand in int64 columns named by `hide`, with NO_TIME
        and BAD_TIME.
    """
    parts = [(_key(rows, tuple(join.on.values())), _taken(join, rows)) for rows in files]
    key = pa.concat_arrays([part for part, _ in parts])
    columns = {ours: _concatenate([columns[ours] for _, columns in parts]) for ours in parts[0][1]}
    coded = key.dictionary_encode()
    codes = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    if join.when_many in ("split", "all", "earliest", "latest"):
        keys: list[npt.NDArray[np.generic]] = [_rank(columns[ours]) for ours in reversed(join.take)]
        if join.when_many in ("earliest", "latest"):
            keys.append(_wanted_first(columns[hide(join.by)].to_numpy(), join.when_many == "latest"))
        order = np.lexsort([*keys, codes])
    else:
        order = np.argsort(codes, kind="stable")
    order = order[int((codes < 0).sum()) :]
    count = np.bincount(codes[order], minlength=len(coded.dictionary)).astype(np.int64)
    first = np.cumsum(count) - count
    return Partners(
        coded.dictionary, first, count, {ours: column.take(pa.array(order)) for ours, column in columns.items()}
    )


def _taken(join: Join, rows: Rows) -> dict[str, pa.Array]:
    times = {hide(ours): rows.columns[hide(ours)] for ours in join.take if hide(ours) in rows.columns}
    return {ours: rows.columns[theirs] for ours, theirs in join.take.items()} | times


def _wanted_first(us: Int64s, latest: bool) -> Int64s:
    """A number by which the wanted time comes first, and a row without any last; one that cannot be read comes before
    all, so that its event is rejected and nobody is surprised by the next best.
    """
    wanted = -us if latest else us
    return np.where(us == BAD_TIME, NO_TIME, np.where(us == NO_TIME, BAD_TIME, wanted))


def join_rows(rows: Rows, join: Join, partners: Partners) -> Joined:
    """Give each row the columns of its partner; without one they are empty.

    A row stands there once for each partner where `when_many` is `split` or `all`.
    """
    key = _key(rows, tuple(join.on))
    found = pc.index_in(key, partners.keys, skip_nulls=True).fill_null(-1).to_numpy(zero_copy_only=False)
    has = found >= 0
    count = np.where(has, partners.count[found] if len(partners.count) else 0, 0)
    first = np.where(has, partners.first[found] if len(partners.first) else 0, -1)
    mine = np.arange(len(found))
    nth = np.zeros(len(found), np.int64)
    columns = dict(rows.columns)
    lines = rows.lines
    if join.when_many in ("split", "all"):
        times = np.maximum(count, 1)
        mine = np.repeat(mine, times)
        nth = np.arange(len(mine)) - np.repeat(np.cumsum(times) - times, times) + 1
        first = np.where(first[mine] < 0, -1, first[mine] + nth - 1)
        nth = nth if join.when_many == "split" else np.zeros(len(mine), np.int64)
        columns = {name: column.take(pa.array(mine)) for name, column in columns.items()}
        lines = lines[mine]
    at = pa.array(first, mask=first < 0)
    columns.update({ours: column.take(at) for ours, column in partners.taken.items()})
    for ours in (name for name in partners.taken if name.startswith(_APART)):
        columns[ours] = columns[ours].fill_null(NO_TIME)
    is_many = (count[mine] > 1) & (join.when_many == "reject")
    return Joined(replace(rows, columns=columns, lines=lines), nth, is_many, mine)


def unjoined(rows: Rows) -> Joined:
    """Rows of a source without a join."""
    n = len(rows.lines)
    return Joined(rows, np.zeros(n, np.int64), np.zeros(n, bool), np.arange(n))


def _key(rows: Rows, on: Sequence[str]) -> pa.LargeStringArray:
    """The key as text; null where a part of it is empty."""
    parts = [as_text(rows.columns[name]) for name in on]
    empty = np.logical_or.reduce([is_empty(part) for part in parts])
    key = parts[0] if len(parts) == 1 else join_text(parts, _APART)
    return pc.if_else(pa.array(empty), None, key)


def _concatenate(columns: Sequence[pa.Array]) -> pa.Array:
    """Columns of several files; as text where their types differ."""
    if len({str(column.type) for column in columns}) > 1:
        columns = [as_text(column) for column in columns]
    return pa.concat_arrays(columns)


def _rank(column: pa.Array) -> npt.NDArray[np.uint64]:
    ranks: npt.NDArray[np.uint64] = pc.rank(as_text(column), tiebreaker="dense").to_numpy(zero_copy_only=False)
    return ranks
