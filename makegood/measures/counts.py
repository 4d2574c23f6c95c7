"""What the engine hands to Python: how many events of each unit came due on each local day, and how many were kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Days since 1970-01-01.

    Examples
    --------
    >>> day_number(date(1970, 1, 3))
    2
    """
    return (day - EPOCH).days


def as_date(number: int) -> date:
    """The day of that number."""
    return EPOCH + timedelta(days=int(number))


@dataclass(frozen=True)
class Counts:
    """Rows of whole numbers, any order: `n` events of `unit` came due on `day`, `kept` of them were kept.

    Attributes
    ----------
    day : int64 array, shape (rows,); days since 1970-01-01
    unit : int64 array, shape (rows,); index into `units`
    n, kept, waiting : int64 arrays, shape (rows,)
        Events due, those that were kept, and those that are still not done.
    units : names of the units; the empty name is "no unit"
    """

    day: Whole
    unit: Whole
    n: Whole
    kept: Whole
    waiting: Whole
    units: tuple[str, ...] = ("",)

    @staticmethod
    def of(rows: Iterable[tuple[date, str, int, int]]) -> "Counts":
        """From rows of (day, unit, n, kept).

        Examples
        --------
        >>> Counts.of([(date(2026, 1, 1), "Aarhus", 3, 2)]).total
        (3, 2)
        """
        listed = list(rows)
        units = tuple(sorted({unit for _, unit, _, _ in listed})) or ("",)
        index = {unit: i for i, unit in enumerate(units)}
        columns = [(day_number(day), index[unit], n, kept) for day, unit, n, kept in listed]
        day, unit, n, kept = np.array(columns, dtype=np.int64).reshape(-1, 4).T
        return Counts(day, unit, n, kept, np.zeros_like(n), units)

    @property
    def total(self) -> tuple[int, int]:
        """(n, kept) of all rows."""
        return int(self.n.sum()), int(self.kept.sum())

    @property
    def window(self) -> tuple[date, date] | None:
        """The first and last local day, or None when there are no rows."""
        return (as_date(self.day.min()), as_date(self.day.max())) if len(self.day) else None

    def between(self, first: date, last: date) -> "Counts":
        """The rows of those days, both included."""
        chosen = (self.day >= day_number(first)) & (self.day <= day_number(last))
        return self._only(chosen)

    def of_unit(self, name: str) -> "Counts":
        """The rows of one unit; none when there is no such unit."""
        if name not in self.units:
            return Counts.of([])
        return self._only(self.unit == self.units.index(name))

    def _only(self, chosen: NDArray[np.bool_]) -> "Counts":
        day, unit, n, kept = self.day[chosen], self.unit[chosen], self.n[chosen], self.kept[chosen]
        return Counts(day, unit, n, kept, self.waiting[chosen], self.units)

    def by_day(self) -> list[tuple[date, int, int]]:
        """(day, n, kept), oldest first; days without events are left out."""
        numbers, n, kept = _sums(self.day, self.n, self.kept)
        return [(as_date(d), int(a), int(b)) for d, a, b in zip(numbers, n, kept, strict=True) if a]

    def by_unit(self) -> list[tuple[str, int, int]]:
        """(unit, n, kept) by name; units without events are left out."""
        numbers, n, kept = _sums(self.unit, self.n, self.kept)
        rows = [(self.units[u], int(a), int(b)) for u, a, b in zip(numbers, n, kept, strict=True) if a]
        return sorted(rows)


def _sums(keys: Whole, n: Whole, kept: Whole) -> tuple[Whole, Whole, Whole]:
    # Whole numbers far below 2**53, so that bincount's floats hold them exactly.
    values, index = np.unique(keys, return_inverse=True)
    return values, np.bincount(index, n).astype(np.int64), np.bincount(index, kept).astype(np.int64)


def join(parts: Iterable[Counts]) -> Counts:
    """The rows of all parts; a unit is one unit wherever its name stands."""
    listed = list(parts)
    units = tuple(sorted({name for part in listed for name in part.units})) or ("",)
    index = {name: i for i, name in enumerate(units)}
    recoded = [np.array([index[name] for name in p.units], dtype=np.int64)[p.unit] for p in listed]
    empty = np.zeros(0, dtype=np.int64)

    def column(name: str) -> Whole:
        return np.concatenate([empty, *(getattr(p, name) for p in listed)])

    unit = np.concatenate([empty, *recoded])
    return Counts(column("day"), unit, column("n"), column("kept"), column("waiting"), units)
