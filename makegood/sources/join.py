"""More columns for each row, from other files: one partner, several, or none.

"The first" is the first in the order of the joined files (by name, then by row), so the order of the source's own rows
never matters. Of several events made of one row, the number is by the values taken, not by any order of rows.
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


def find_partners(join: Join, files: Iterable[Rows]) -> Partners:
    """Gather the joined files' rows by key; rows without a key have no place."""
    parts = [
        (_key(rows, join.on), {ours: rows.columns[theirs] for ours, theirs in join.take.items()}) for rows in files
    ]
    key = pa.concat_arrays([part for part, _ in parts])
    columns = {ours: _concatenate([columns[ours] for _, columns in parts]) for ours in join.take}
    coded = key.dictionary_encode()
    codes = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    if join.when_many == "split":
        ranks = [_rank(column) for column in reversed(columns.values())]
        order = np.lexsort([*ranks, codes])
    else:
        order = np.argsort(codes, kind="stable")
    order = order[int((codes < 0).sum()) :]
    count = np.bincount(codes[order], minlength=len(coded.dictionary)).astype(np.int64)
    first = np.cumsum(count) - count
    return Partners(
        coded.dictionary, first, count, {ours: column.take(pa.array(order)) for ours, column in columns.items()}
    )


def join_rows(rows: Rows, join: Join, partners: Partners) -> Joined:
    """Give each row the columns of its partner; without one they are empty."""
    key = _key(rows, join.on)
    found = pc.index_in(key, partners.keys, skip_nulls=True).fill_null(-1).to_numpy(zero_copy_only=False)
    has = found >= 0
    count = np.where(has, partners.count[found] if len(partners.count) else 0, 0)
    first = np.where(has, partners.first[found] if len(partners.first) else 0, -1)
    mine = np.arange(len(found))
    nth = np.zeros(len(found), np.int64)
    columns = dict(rows.columns)
    lines = rows.lines
    if join.when_many == "split":
        times = np.maximum(count, 1)
        mine = np.repeat(mine, times)
        nth = np.arange(len(mine)) - np.repeat(np.cumsum(times) - times, times) + 1
        first = np.where(first[mine] < 0, -1, first[mine] + nth - 1)
        columns = {name: column.take(pa.array(mine)) for name, column in columns.items()}
        lines = lines[mine]
    at = pa.array(first, mask=first < 0)
    columns.update({ours: column.take(at) for ours, column in partners.taken.items()})
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
