"""What only all rows of a source together show: totals that would count twice, and rows that contradict each other."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from makegood.sources.cells import Mask
from makegood.zones import Int64s

TOTAL = "the total of the day's other rows"
CONTRADICTION = "another row says something else of the same interval, and neither is newer"


@dataclass(frozen=True)
class Intervals:
    """The rows of all files, one after the other; those that cannot be read or do not count are left out.

    Attributes
    ----------
    ids, units : pyarrow.LargeStringArray (n_rows,)
    day : int64 array (n_rows,)
        Local days since 1970.
    at_midnight : bool array (n_rows,)
    n, kept, newest_us, content : int64 arrays (n_rows,)
    """

    ids: pa.LargeStringArray
    units: pa.LargeStringArray
    day: Int64s
    at_midnight: Mask
    n: Int64s
    kept: Int64s
    newest_us: Int64s
    content: Int64s


def put_together(files: Sequence[Intervals]) -> Intervals:
    """The rows of all files as one."""
    none, text = np.zeros(0, np.int64), pa.array([], pa.large_string())
    nothing = Intervals(text, text, none, none.astype(bool), none, none, none, none)
    columns = [[getattr(file, field.name) for file in (nothing, *files)] for field in fields(Intervals)]
    ids, units, *numbers = columns
    return Intervals(pa.concat_arrays(ids), pa.concat_arrays(units), *(np.concatenate(each) for each in numbers))


def find_totals(rows: Intervals) -> Mask:
    """The rows that stand at midnight and are the sum of all others of their unit's day.

    At least two of the others have to say something, so that a quiet day is not taken for its own total. A row that
    is repeated, or that a newer one replaces, is no part of the sum.
    """
    ids, units = _codes(rows.ids), _codes(rows.units)
    newest = np.zeros(int(ids.max(initial=-1)) + 1, np.int64)
    np.maximum.at(newest, ids, rows.newest_us)
    _, first = np.unique(np.stack([ids, rows.content]), axis=1, return_index=True)
    counts = np.zeros(len(ids), bool)
    counts[first] = True
    counts &= rows.newest_us == newest[ids]
    _, day = np.unique(np.stack([units, rows.day]), axis=1, return_inverse=True)
    day = day.reshape(-1)
    said = counts & ~rows.at_midnight & (rows.n > 0)
    n, kept, others = (np.zeros(int(day.max(initial=-1)) + 1, np.int64) for _ in range(3))
    for total, values in ((n, rows.n), (kept, rows.kept)):
        np.add.at(total, day[counts], values[counts])
    np.add.at(others, day[said], 1)
    is_half = (2 * rows.n == n[day]) & (2 * rows.kept == kept[day])
    found: Mask = rows.at_midnight & (rows.n > 0) & is_half & (others[day] >= 2)
    return found


def find_contradictions(rows: Intervals, left_out: Mask) -> Mask:
    """The rows of one interval that say different things, where neither is newer; without those left out."""
    ids = _codes(rows.ids)
    mine = np.flatnonzero(~left_out)
    order = mine[np.lexsort((rows.content[mine], rows.newest_us[mine], ids[mine]))]
    same = (ids[order][1:] == ids[order][:-1]) & (rows.newest_us[order][1:] == rows.newest_us[order][:-1])
    group = np.cumsum(np.concatenate([[True], ~same])) - 1 if len(order) else np.zeros(0, np.int64)
    differs = same & (rows.content[order][1:] != rows.content[order][:-1]) if len(order) else np.zeros(0, bool)
    found = np.zeros(len(ids), bool)
    found[order] = np.isin(group, group[1:][differs])
    return found


def _codes(text: pa.LargeStringArray) -> Int64s:
    codes = pc.fill_null(text, "").dictionary_encode().indices
    numbers: Int64s = codes.to_numpy(zero_copy_only=False).astype(np.int64)
    return numbers
