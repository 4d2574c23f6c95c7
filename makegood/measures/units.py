"""Is one unit unlike the others, or is there nothing unusual?

In: (unit, n, kept) for each unit. Out: a `UnitState` for each; never a verdict on a unit and never a rank.

Each unit is held against what the others lead one to expect: they set the common share and how much units differ
anyway (a beta-binomial, at the upper end of what so few units allow), and the unit is unlike them only when chance
would show such a distance, in any unit at all, once in 500 looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, chdtri, gammaln, ndtri

from makegood.measures import minimum
from makegood.model import UnitState

FALSE_ALARMS = 0.002  # the chance that any unit is called unlike when all are alike
UNCERTAIN = 0.05  # the chance that units differ more by nature than is allowed for
MANY = 100_000  # events of one unit above which the tail is a normal's, and summing it term by term is too slow

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Others:
    """What all units but one lead one to expect: the common share, and the correlation within units (0: none)."""

    share: float
    correlation: float


def fit(n: Floats, kept: Floats, chance: float = 0.5) -> Others:
    """The common share of some units, and how alike the events of a unit are.

    Parameters
    ----------
    n, kept : float arrays, shape (units,); at least 2 units
    chance : float, 0..1
        The chance that the true correlation is larger than the one returned. A few units tell little about how much
        units differ: .05 gives what they could differ by at the most.

    References
    ----------
    Kleinman (1973), Proportions with extraneous variance, JASA 68:46-54 (moments, weighted by n).

    Examples
    --------
    >>> fit(np.array([100.0, 100.0, 100.0]), np.array([90.0, 90.0, 90.0]))
    Others(share=0.9, correlation=0.0)
    """
    total, k = n.sum(), len(n)
    share = float(kept.sum() / total)
    if not 0 < share < 1:
        return Others(share, 0.0)
    spread = (n * (kept / n - share) ** 2).sum() / (share * (1 - share))
    inflation = spread / chdtri(k - 1, 1 - chance)
    size = (total - (n**2).sum() / total) / (k - 1)
    return Others(share, float(min(max((inflation - 1) / max(size - 1, 1.0), 0.0), 0.99)))


def compare(units: Sequence[tuple[str, int, int]]) -> tuple[UnitState, ...]:
    """Each unit beside the others, in the order of their names.

    Parameters
    ----------
    units : sequence of (unit, n, kept)

    Returns
    -------
    tuple of UnitState
        `unlike` is None where the unit has fewer than 30 events, or fewer than 5 units have so many. `low` and `high`
        are None: the counts of days are needed for them.

    Notes
    -----
    Assumes that units differ by chance around one share; where they do not (a warehouse beside shops), give them a
    promise of their own. With few units only large differences are seen.
    """
    enough = [row for row in units if row[1] >= minimum.EVENTS]
    states = [UnitState(name, n, kept, None, None, None) for name, n, kept in units]
    if len(enough) < minimum.UNITS:
        return tuple(sorted(states, key=lambda state: state.unit))
    n = np.array([row[1] for row in enough], dtype=float)
    kept = np.array([row[2] for row in enough], dtype=float)
    limit = -ndtri(FALSE_ALARMS / len(enough) / 2)
    states = [state for state in states if state.n < minimum.EVENTS]
    for i, (name, m, x) in enumerate(enough):
        distance, better = _distance(m, x, fit(np.delete(n, i), np.delete(kept, i), UNCERTAIN))
        states.append(UnitState(name, m, x, None, None, bool(distance > limit), better))
    return tuple(sorted(states, key=lambda state: state.unit))


def _shape(others: Others) -> tuple[float, float]:
    # A correlation of 0 would be an infinitely narrow beta; a hundred thousand events' worth is as good.
    size = min(1 / others.correlation - 1 if others.correlation else 1e5, 1e5)
    share = min(max(others.share, 1e-6), 1 - 1e-6)
    return share * size, (1 - share) * size


def _distance(n: int, kept: int, others: Others) -> tuple[float, bool]:
    """How far out the unit lies, in standard deviations of a normal with the same tail; and on which side."""
    if n > MANY:
        variance = others.share * (1 - others.share) * (1 / n + (1 - 1 / n) * others.correlation)
        distance = (kept / n - others.share) / max(variance, 1e-300) ** 0.5
        return abs(distance), distance > 0
    a, b = _shape(others)
    x = np.arange(n + 1)
    log = gammaln(n + 1) - gammaln(x + 1) - gammaln(n - x + 1) + betaln(x + a, n - x + b) - betaln(a, b)
    chance = np.exp(log)
    below, above = chance[: kept + 1].sum(), chance[kept:].sum()
    return float(-ndtri(max(min(below, above), 1e-300))), bool(above < below)
