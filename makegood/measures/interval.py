"""The interval of a share whose events are alike within days or units.

In: (n, kept) for each cluster. Out: how many independent events would say as much (`n_eff`), and Wilson's interval
on that number. Plain intervals that take every event as independent cover 60 % instead of 95 % at 30 clusters.
"""

from collections.abc import Sequence
from functools import cache
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

Z = 1.959963984540054
Floats = NDArray[np.float64]


def wilson(share: float, n: float, z: float = Z) -> tuple[float, float]:
    """The 95 % interval of a share seen in n independent events.

    Parameters
    ----------
    share : float, 0..1
    n : float, above 0; whole or effective

    Returns
    -------
    (low, high) : floats, 0..1

    References
    ----------
    Wilson (1927), doi:10.1080/01621459.1927.10502953; Newcombe (1998), Statistics in Medicine 17:857-872, method 3.

    Examples
    --------
    >>> [round(end, 4) for end in wilson(81 / 263, 263)]
    [0.2553, 0.3662]
    """
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    low = 0.0 if share == 0 else max(0.0, centre - half)
    high = 1.0 if share == 1 else min(1.0, centre + half)
    return low, high


def design_effect(clusters: Sequence[tuple[int, int]]) -> float:
    """How many times wider the variance is than if all events were independent; at least 1.

    Parameters
    ----------
    clusters : sequence of (n, kept), at least 2, with at least one event

    Notes
    -----
    The linearised variance of a ratio. Where every event is kept, or none, nothing varies between clusters and the
    effect is 1.

    References
    ----------
    Cochran (1977), Sampling Techniques, chapter 6.
    """
    n, kept, k = sum(c[0] for c in clusters), sum(c[1] for c in clusters), len(clusters)
    share = kept / n
    binomial = share * (1 - share) / n
    if binomial == 0:
        return 1.0
    clustered = k / (k - 1) * sum((x - share * m) ** 2 for m, x in clusters) / n**2
    return max(clustered / binomial, 1.0)


@cache
def _few_clusters(k: int) -> float:
    """What few clusters cost: their variance is itself uncertain (Student's t instead of the normal)."""
    return float((Z / stdtrit(k - 1, 0.975)) ** 2)


def effective(clusters: Sequence[tuple[int, int]]) -> float:
    """How many independent events would say as much as these clusters do.

    Parameters
    ----------
    clusters : sequence of (n, kept), at least 2, with at least one event

    Returns
    -------
    float, events; never more than there are

    Examples
    --------
    >>> round(effective([(10, 9)] * 3 + [(10, 8)] * 3))
    35
    """
    n = sum(c[0] for c in clusters)
    return n / design_effect(clusters) * _few_clusters(len(clusters))


def effective_columns(n: NDArray[np.int64], kept: NDArray[np.int64]) -> tuple[Floats, NDArray[np.int64]]:
    """`effective` of many columns at once.

    Parameters
    ----------
    n, kept : int64 arrays, shape (clusters, columns)
        A cluster without events does not count as one.

    Returns
    -------
    (n_eff, clusters) : arrays, shape (columns,)
        0 where there are fewer than two clusters: they say nothing about the next.
    """
    k, total = (n > 0).sum(axis=0), n.sum(axis=0)
    seen = np.maximum(total, 1)
    share = kept.sum(axis=0) / seen
    binomial = share * (1 - share) / seen
    clustered = k / np.maximum(k - 1, 1) * ((kept - share * n) ** 2).sum(axis=0) / seen.astype(float) ** 2
    varies = binomial > 0
    effect = np.where(varies, np.maximum(clustered / np.where(varies, binomial, 1.0), 1.0), 1.0)
    few = {int(size): _few_clusters(int(size)) if size > 1 else 0.0 for size in np.unique(k)}
    return total / effect * np.array([few[int(size)] for size in k]), k


def lowest_columns(share: Floats, n: Floats) -> Floats:
    """The low ends of `wilson` for many shares at once; 0 where nothing was seen."""
    seen = np.where(n > 0, n, 1.0)
    centre = (share + Z * Z / (2 * seen)) / (1 + Z * Z / seen)
    half = Z * np.sqrt(share * (1 - share) / seen + Z * Z / (4 * seen * seen)) / (1 + Z * Z / seen)
    low: Floats = np.where((n > 0) & (share > 0), np.maximum(centre - half, 0.0), 0.0)
    return low
