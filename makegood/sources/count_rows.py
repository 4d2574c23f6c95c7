"""What only all rows of a source together show: totals that would count twice, and rows that contradict each other."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from makegood.sources.cells import Mask
from makegood.zones import Int64s

SAYING = 2  # so many others have to say something before a row is taken for their sum
TIMES = 5  # and at so many starts, before a unit is taken for the sum of the others
CONTRADICTION = "another row says something else of the same interval, and neither is newer"


@dataclass(frozen=True)
class Intervals:
    """The rows of all files, one after the other; those that cannot be read or do not count are left out.

    Attributes
    ----------
    ids, units : pyarrow.LargeStringArray (n_rows,)
    started_us, day : int64 arrays (n_rows,)
        When it began; local days since 1970.
    at_midnight, is_word : bool array (n_rows,)
        Rows that begin with their day; those of them that have a word instead of a time of day.
    n, kept, newest_us, content : int64 arrays (n_rows,)
    """

    ids: pa.LargeStringArray
    units: pa.LargeStringArray
    started_us: Int64s
    day: Int64s
    at_midnight: Mask
    is_word: Mask
    n: Int64s
    kept: Int64s
    newest_us: Int64s
    content: Int64s


def put_together(files: Sequence[Intervals]) -> Intervals:
    """The rows of all files as one."""
    none, text = np.zeros(0, np.int64), pa.array([], pa.large_string())
    never = none.astype(bool)
    nothing = Intervals(text, text, none, none, never, never, none, none, none, none)
    columns = [[getattr(file, field.name) for file in (nothing, *files)] for field in fields(Intervals)]
    ids, units, *numbers = columns
    return Intervals(pa.concat_arrays(ids), pa.concat_arrays(units), *(np.concatenate(each) for each in numbers))


def find_day_totals(rows: Intervals) -> Mask:
    """The rows that stand at midnight and are the sum of all others of their unit's day.

    At least two of the others have to say something, so that a quiet day is not taken for its own total.
    """
    counts = _newest_once(rows)
    days = int(rows.day.max(initial=0)) + 1
    _, day = np.unique(_codes(rows.units) * days + rows.day, return_inverse=True)
    is_sum, others = _are_sums(rows, day, counts, counts & ~rows.at_midnight)
    found: Mask = rows.at_midnight & is_sum & (others >= SAYING)
    return found


def find_unit_totals(rows: Intervals, day_totals: Mask) -> Mask:
    """The rows of a unit that is the sum of all other units whenever one of them says something (`all queues`)."""
    units, counts = _codes(rows.units), _newest_once(rows) & ~day_totals & ~rows.is_word
    _, start = np.unique(rows.started_us, return_inverse=True)
    is_sum, others = _are_sums(rows, start, counts, counts)
    whole = _sums(units, rows.n * counts)
    always = (_sums(units, (counts & (rows.n > 0) & ~is_sum).astype(np.int64)) == 0) & (2 * whole == whole.sum())
    often = _sums(units, (counts & is_sum & (others > SAYING)).astype(np.int64)) >= TIMES  # itself is one of them
    found: Mask = (always & often)[units] & ~day_totals
    return found


def _newest_once(rows: Intervals) -> Mask:
    """The rows without those that are repeated, or that a newer one of the same interval replaces."""
    ids = _codes(rows.ids)
    newest = np.zeros(int(ids.max(initial=-1)) + 1, np.int64)
    np.maximum.at(newest, ids, rows.newest_us)
    order = np.lexsort((rows.content, ids))
    is_next = (np.diff(ids[order]) != 0) | (np.diff(rows.content[order]) != 0)
    once = np.zeros(len(ids), bool)
    once[order[:1]] = True
    once[order[1:][is_next]] = True
    once &= rows.newest_us == newest[ids]
    return once


def _are_sums(rows: Intervals, group: Int64s, counts: Mask, others: Mask) -> tuple[Mask, Int64s]:
    """Which rows are the sum of all others of their group that count, and how many of `others` say something in it."""
    n, kept = (_sums(group, values * counts)[group] for values in (rows.n, rows.kept))
    is_sum: Mask = (rows.n > 0) & (2 * rows.n == n) & (2 * rows.kept == kept)
    return is_sum, _sums(group, (others & (rows.n > 0)).astype(np.int64))[group]


def _sums(group: Int64s, values: Int64s) -> Int64s:
    totals = np.zeros(int(group.max(initial=-1)) + 1, np.int64)
    np.add.at(totals, group, values)
    return totals


def find_contradictions(rows: Intervals, totals: Mask) -> Mask:
    """The rows of one interval that say different things, where neither is newer; totals are no part of it."""
    ids = _codes(rows.ids)
    mine = np.flatnonzero(~totals & ~rows.is_word)
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
