"""Two groups made alike in what differed beforehand, and the difference that is left.

In: cells of (stratum, cluster, broken or kept, n, total, square). Out: both means and their difference (broken - kept),
with 95 % intervals. The kept cases of each stratum are weighted by how many broken ones it has, so that the question
is: what would have followed in these very cases, had they been kept?

A day's cases are alike (the same storm, the same campaign), so days are clusters.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from makegood.measures import minimum

Floats = NDArray[np.float64]
ENOUGH = 0.8  # of the broken cases must find one that is alike; else they are matched on less


@dataclass(frozen=True)
class Cells:
    """Sums of cases, any order.

    Attributes
    ----------
    keys : mapping of name to int64 array (cells,)
        What was known beforehand, as codes: `unit`, `weeks`, `amount`.
    cluster : int64 array (cells,)
        The day.
    broken : bool array (cells,)
    n, total, square : float arrays (cells,)
        Cases, the sum of what followed, and the sum of its squares.
    """

    keys: dict[str, NDArray[np.int64]]
    cluster: NDArray[np.int64]
    broken: NDArray[np.bool_]
    n: Floats
    total: Floats
    square: Floats


@dataclass(frozen=True)
class Mean:
    """A mean, or a difference of two, with its 95 % interval and how many independent cases would say as much."""

    value: float
    low: float
    high: float
    n: int
    n_eff: float


@dataclass(frozen=True)
class Matched:
    """Both groups and their difference; `unmatched` broken cases found no kept one that was alike."""

    broken: Mean
    kept: Mean
    difference: Mean
    matched_on: tuple[str, ...]
    unmatched: int
    clusters: int


def compare(cells: Cells, levels: Sequence[tuple[str, ...]]) -> Matched | None:
    """Match on the first of the levels at which enough of the broken cases find a kept one that is alike.

    Parameters
    ----------
    cells : Cells
    levels : sequence of tuples of key names, the finest first; the last is taken whatever it gives

    Returns
    -------
    Matched or None
        None where a group has fewer than 30 cases, or the cases stand on fewer than 4 days.

    Notes
    -----
    Matching removes what the keys see, and nothing else: where broken promises fall on customers who differ in ways
    that no column tells, the difference is theirs too. The interval is the linearised variance of a ratio with days
    as clusters and Student's t, and never narrower than if all cases were independent.

    References
    ----------
    Exact matching, the effect on the treated: Imbens (2004), doi:10.1162/003465304323023651. Coarsened keys: Iacus,
    King and Porro (2012), doi:10.1093/pan/mpr013. Clusters: Cochran (1977), Sampling Techniques, chapter 6.
    """
    if min(cells.n[cells.broken].sum(), cells.n[~cells.broken].sum()) < minimum.EVENTS:
        return None
    for level in levels:
        found = _match(cells, level)
        if found and (found.difference.n >= ENOUGH * (found.difference.n + found.unmatched) or level == levels[-1]):
            return found
    return None


def _match(cells: Cells, level: tuple[str, ...]) -> Matched | None:
    stratum = _codes([cells.keys[name] for name in level], len(cells.n))
    n_broken, n_kept = (np.bincount(stratum, cells.n * group) for group in (cells.broken, ~cells.broken))
    kept_total = np.bincount(stratum, cells.total * ~cells.broken)
    usable = (n_broken > 0) & (n_kept >= 2)
    inside = usable[stratum]
    matched = float(n_broken[usable].sum())
    unmatched = round(float(n_broken.sum() - matched))
    days = np.unique(cells.cluster[inside])
    if matched < minimum.EVENTS or len(days) < minimum.CLUSTERS:
        return None
    mean = np.divide(kept_total, n_kept, out=np.zeros_like(n_kept), where=n_kept > 0)
    weight = np.divide(n_broken, n_kept, out=np.zeros_like(n_kept), where=usable)
    # One case of a stratum tells nothing of how much they differ: n - 1.
    spread = np.sqrt(np.divide(n_kept, n_kept - 1, out=np.ones_like(n_kept), where=n_kept > 1))
    is_broken, is_kept = inside & cells.broken, inside & ~cells.broken
    broken_mean = float(cells.total[is_broken].sum()) / matched
    kept_mean = float((mean * n_broken)[usable].sum()) / matched
    cluster = np.searchsorted(days, cells.cluster)
    cluster[~inside] = 0

    def estimate(broken_centre: Floats | None, kept_weight: float, value: float, n: float) -> Mean:
        """One mean as a sum of what each case adds to it: broken ones off a centre, kept ones off their stratum."""
        alone, together = np.zeros(len(days)), 0.0
        if broken_centre is not None:
            alone += np.bincount(cluster, is_broken * (cells.total - cells.n * broken_centre), len(days))
            together += float((_off(cells, broken_centre) * is_broken).sum())
        if kept_weight:
            each = kept_weight * (weight * spread)[stratum]
            alone += np.bincount(cluster, is_kept * each * (cells.total - cells.n * mean[stratum]), len(days))
            together += float((each**2 * _off(cells, mean[stratum]) * is_kept).sum())
        return _mean(value, alone / matched, together / matched**2, round(n))

    one = np.ones(len(cells.n))
    return Matched(
        estimate(one * broken_mean, 0.0, broken_mean, matched),
        estimate(None, 1.0, kept_mean, float(n_kept[usable].sum())),
        estimate(broken_mean + mean[stratum] - kept_mean, -1.0, broken_mean - kept_mean, matched),
        level,
        unmatched,
        len(days),
    )


def _off(cells: Cells, centre: Floats) -> Floats:
    """The sum of squares of each cell's cases off a centre."""
    return np.maximum(cells.square - 2 * centre * cells.total + cells.n * centre**2, 0.0)


def _codes(keys: Sequence[NDArray[np.int64]], length: int) -> NDArray[np.int64]:
    """One number for each combination of keys."""
    code = np.zeros(length, np.int64)
    for key in keys:
        _, inverse = np.unique(key, return_inverse=True)
        code = code * (int(inverse.max()) + 1) + inverse
        code = np.unique(code, return_inverse=True)[1].astype(np.int64)
    return code


def _mean(value: float, clustered: Floats, independent: float, n: int) -> Mean:
    """A mean from what each day adds to it, and the variance it would have if all cases were independent."""
    k = len(clustered)
    variance = max(k / (k - 1) * float((clustered**2).sum()), independent)
    half = float(stdtrit(k - 1, 0.975)) * variance**0.5
    return Mean(value, value - half, value + half, n, n * independent / variance if variance else float(n))
