"""How long until it is done, when some are still open: Kaplan-Meier's curve, its quantiles, and the log-rank test.

In: for each whole number of time units, how many were done then, and how many were still open when last seen then.
Out: the share not done after each time with its 95 % interval, as arrays by time; shares lie in 0..1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from makegood.measures.counts import Whole
from makegood.measures.interval import Z

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Survival:
    """The share not done after each time 0, 1, 2, ...

    Attributes
    ----------
    share, low, high : float arrays, shape (times,); 0..1
        The share and its 95 % interval; where nobody was seen so long, the last that is known.
    at_risk : int64 array, shape (times,)
        Those seen so long and not done before.
    """

    share: Floats
    low: Floats
    high: Floats
    at_risk: Whole

    def quantile(self, done: float) -> tuple[int | None, int | None, int | None]:
        """The first time by which that share is done, and the two ends of what it may be; None is "later than seen".

        References
        ----------
        Brookmeyer and Crowley (1982), A confidence interval for the median survival time, Biometrics 38:29-41.
        """
        # The small slack is for shares such as .9 that no float holds.
        limit = 1 - done + 1e-12
        return _first(self.share <= limit), _first(self.low <= limit), _first(self.high <= limit)


def kaplan_meier(done: Whole, opened: Whole, inflation: Floats | None = None) -> Survival:
    """The curve of those not done yet.

    Parameters
    ----------
    done, opened : int64 arrays, shape (times,)
        How many were done at each time; how many were last seen then and still open. Those are at risk at that time
        and not later.
    inflation : float array, shape (times,), at least 1, or None
        How many times larger the variance is than if all were independent; None: they are.

    Returns
    -------
    Survival
        Greenwood's variance, and an interval on the scale log(-log S), which stays inside 0..1.

    References
    ----------
    Kaplan and Meier (1958), JASA 53:457-481. Greenwood (1926). Kalbfleisch and Prentice (2002), section 1.4.

    Examples
    --------
    Four, one of whom is lost after the first time.

    >>> kaplan_meier(np.array([0, 1, 1]), np.array([0, 1, 1])).share.tolist()
    [1.0, 0.75, 0.375]
    """
    leaving = done + opened
    at_risk = leaving[::-1].cumsum()[::-1]
    seen = np.maximum(at_risk, 1)
    share = np.cumprod(1 - done / seen)
    alive = np.maximum(at_risk - done, 1)
    # Where all are done the share is 0 and has no interval on this scale.
    variance = np.cumsum(np.where(at_risk > done, done / (seen * alive), 0.0))
    if inflation is not None:
        variance = variance * inflation
    inside = (share > 0) & (share < 1)
    log = np.log(np.where(inside, share, 0.5))
    reach = np.exp(Z * np.sqrt(variance) / np.abs(log))
    low = np.where(inside, np.exp(log * reach), share)
    high = np.where(inside, np.exp(log / reach), share)
    return Survival(share, low, high, at_risk)


def log_rank(groups: Sequence[tuple[Whole, Whole]]) -> tuple[float, float]:
    """Whether two or more groups take equally long: the statistic, and the chance of one as large if they do.

    Parameters
    ----------
    groups : sequence of (done, opened), arrays of one length, as for `kaplan_meier`; at least 2

    Returns
    -------
    (chi2, chance) : floats
        With one degree of freedom less than there are groups.

    Notes
    -----
    Assumes independent events: days on which things go badly together make it call differences too often.

    References
    ----------
    Mantel (1966), Cancer Chemotherapy Reports 50:163-170; Peto and Peto (1972), JRSS A 135:185-207.
    """
    done = np.array([group[0] for group in groups], dtype=float)
    leaving = done + np.array([group[1] for group in groups], dtype=float)
    at_risk = leaving[:, ::-1].cumsum(axis=1)[:, ::-1]
    d, n = done.sum(axis=0), at_risk.sum(axis=0)
    useful = (n > 1) & (d > 0)
    at_risk, d, n = at_risk[:, useful], d[useful], n[useful]
    difference = done.sum(axis=1) - _beyond(done, useful) - (at_risk * d / n).sum(axis=1)
    spread = d * (n - d) / (n * n * (n - 1))
    variance = np.diag((at_risk * n * spread).sum(axis=1)) - (at_risk * spread) @ at_risk.T
    # The differences add up to 0, so that one group says nothing that the others do not.
    chi2 = float(difference[:-1] @ np.linalg.pinv(variance[:-1, :-1]) @ difference[:-1])
    return chi2, float(chdtrc(len(groups) - 1, chi2))


def _beyond(done: Floats, useful: NDArray[np.bool_]) -> Floats:
    """Those done at times that cannot tell the groups apart: somebody alone at risk is always as expected."""
    alone: Floats = done[:, ~useful].sum(axis=1)
    return alone


def _first(reached: NDArray[np.bool_]) -> int | None:
    return int(np.argmax(reached)) if reached.any() else None
