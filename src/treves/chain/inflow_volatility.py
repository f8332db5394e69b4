"""How restless the inflow is, in the form the simulation draws it: shocks to a log level that fades back by month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import logsumexp

from treves.errors import TrevesError

__all__ = ["RandomLevel", "estimate_random_level", "share_volatility"]

Floats = npt.NDArray[np.float64]

PERSISTENCE = np.array([0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99])
VOLATILITY = np.array([0.04, 0.06, 0.08, 0.1, 0.12, 0.14, 0.16, 0.19, 0.22, 0.26, 0.3, 0.35, 0.4, 0.5])
NOISE = np.array([0.03, 0.06, 0.09, 0.12, 0.16, 0.22])
LEAST_VALUES = 12
MEAN_SD = 3.0
MOST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class RandomLevel:
    """Posterior median and 80 % range of a first-order autoregressive log level.

    Parameters
    ----------
    persistence, volatility : tuple of float
        Low, middle, high: share of the level left a month later; standard deviation of the month's shock, log units.
    """

    persistence: tuple[float, float, float]
    volatility: tuple[float, float, float]


def estimate_random_level(log_persons: npt.ArrayLike, *, months_per_value: int = 1) -> RandomLevel:
    """Fit persistence and volatility to a monthly or yearly series.

    The logarithm is a mean, plus a stationary first-order autoregression by month, averaged over the months of a value,
    plus noise; the likelihood is that of the multivariate normal distribution, on a grid with equal prior weight.

    Parameters
    ----------
    log_persons : array-like, shape (value,)
        Natural logarithms, the season taken out; NaN where nothing is known.
    months_per_value : int
        1 for months, 12 for years.

    Returns
    -------
    RandomLevel

    Raises
    ------
    TrevesError
        If fewer than twelve values are known.
    """
    logs = np.asarray(log_persons, dtype=np.float64)
    known = np.flatnonzero(np.isfinite(logs))
    if logs.ndim != 1 or known.size < LEAST_VALUES or not 1 <= months_per_value <= MOST_MONTHS:
        raise TrevesError(f"at least {LEAST_VALUES} known logarithms of months or years are needed")
    grid = np.empty((PERSISTENCE.size, VOLATILITY.size))
    for i, persistence in enumerate(PERSISTENCE):
        shape = _correlation(persistence, logs.size, months_per_value)[np.ix_(known, known)]
        for j, volatility in enumerate(VOLATILITY):
            scale = volatility**2 / (1.0 - persistence**2)
            grid[i, j] = logsumexp([_density(logs[known], scale * shape, noise) for noise in NOISE])
    weight = np.exp(grid - grid.max())
    weight /= weight.sum()
    return RandomLevel(_quantiles(PERSISTENCE, weight.sum(axis=1)), _quantiles(VOLATILITY, weight.sum(axis=0)))


def share_volatility(log_shares: npt.ArrayLike, persistence: float) -> tuple[float, float, float]:
    """Return low, middle and high volatility of groups on their own, from how their shares of the whole move.

    The variance of yearly differences of an autoregression is 2 v^2 (1 - p^12) / (1 - p^2), less noise, which cancels
    between a group's differences at twelve months and at one. Middle: the root mean square over groups; low and high:
    the 10 and 90 % points over groups, because one volatility stands for all of them.

    Parameters
    ----------
    log_shares : array-like, shape (month, group)
    persistence : float
        Per month.

    Returns
    -------
    low, middle, high : float
        Log units per month.
    """
    logs = np.asarray(log_shares, dtype=np.float64)
    yearly = np.mean((logs[12:] - logs[:-12]) ** 2, axis=0)
    monthly = np.mean(np.diff(logs, axis=0) ** 2, axis=0)
    gap = 2.0 * (persistence - persistence**12) / (1.0 - persistence**2)
    volatility = np.sqrt(np.maximum(yearly - monthly, 0.0) / gap)
    low, high = np.quantile(volatility, [0.1, 0.9]).tolist()
    return low, float(np.sqrt(np.mean(volatility**2))), high


def _correlation(persistence: float, values: int, months: int) -> Floats:
    """Return correlations of averages over blocks of months of an autoregression; shape (value, value)."""
    apart = np.abs(np.subtract.outer(np.arange(values * months), np.arange(values * months)))
    blocks = (persistence**apart).reshape(values, months, values, months)
    averaged: Floats = blocks.mean(axis=(1, 3))
    return averaged


def _density(logs: Floats, covariance: Floats, noise: float) -> float:
    whole = covariance + MEAN_SD**2
    whole[np.diag_indices(logs.size)] += noise**2
    lower = np.linalg.cholesky(whole)
    scaled = np.linalg.solve(lower, logs - logs.mean())
    return float(-0.5 * scaled @ scaled - np.log(np.diag(lower)).sum())


def _quantiles(values: Floats, weight: Floats) -> tuple[float, float, float]:
    """Return the 10, 50 and 90 % points; probability is spread evenly around each value of the grid."""
    middle = np.cumsum(weight) - weight / 2.0
    low, median, high = np.interp([0.1, 0.5, 0.9], middle, values).tolist()
    return low, median, high
