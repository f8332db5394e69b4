"""Where a monthly series may go next: paths drawn from its posterior, each with its own restlessness."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.chain.inflow_level import MonthlyInflow
from treves.errors import TrevesError

__all__ = ["forecast_inflow", "forecast_yearly"]

Floats = npt.NDArray[np.float64]

YEARLY_TAIL = 4.0


def forecast_inflow(fitted: MonthlyInflow, months: int, rng: np.random.Generator, *, paths: int = 0) -> Floats:
    """Draw the months that follow a fitted series.

    Parameters
    ----------
    fitted : MonthlyInflow
    months : int
    rng : numpy.random.Generator
    paths : int
        By default one per draw of the posterior; more take the draws in turn.

    Returns
    -------
    array, shape (path, month)
        Persons per month.

    Raises
    ------
    TrevesError
        If no month is asked for.
    """
    if months < 1 or paths < 0:
        raise TrevesError(f"{months} months, {paths} paths; right would be at least one month")
    at = np.arange(paths or fitted.count) % fitted.count
    level, growth = fitted.level[at, -1].copy(), fitted.growth[at, -1].copy()
    told = np.empty((at.size, months))
    for k in range(months):
        shock = rng.standard_t(fitted.tail[at]) * fitted.shock_sd[at]
        growth = fitted.momentum[at] * growth + shock
        level = level + growth
        noise = rng.standard_normal(at.size) * fitted.noise_sd[at]
        told[:, k] = level + fitted.season[at, (fitted.next_month - 1 + k) % 12] + noise
    # t has tails that exp cannot bear: a thousandfold rise or fall is the most that is drawn
    middle = np.median(fitted.level[:, -1])
    found: Floats = np.exp(np.clip(told, middle - np.log(1000.0), middle + np.log(1000.0)))
    return found


def forecast_yearly(
    yearly_persons: npt.ArrayLike, rng: np.random.Generator, *, paths: int, restless: npt.ArrayLike | None = None
) -> Floats:
    """Draw the next year of a series that is known by the year only: a random walk of its logarithm.

    The change's size has a scaled inverse chi-squared posterior under the usual prior 1 / sd, so that few years make
    wide bands, and the change itself follows Student's t.

    Parameters
    ----------
    yearly_persons : array-like, shape (year,)
        The years known, above zero; the last is the one before the forecast.
    rng : numpy.random.Generator
    paths : int
    restless : array-like, optional
        Years of a longer, related series whose changes tell the size too.

    Returns
    -------
    array, shape (path,)
        Persons in the year.

    Raises
    ------
    TrevesError
        If there are fewer than two changes to learn from.
    """
    years = np.asarray(yearly_persons, dtype=np.float64)
    series = [years] if restless is None else [years, np.asarray(restless, dtype=np.float64)]
    if any(not np.isfinite(one).all() or not (one > 0.0).all() for one in series) or not years.size:
        raise TrevesError("a year without anyone, or without a number, has no logarithm")
    changes = np.concatenate([np.diff(np.log(one)) for one in series])
    if changes.size < 2:
        raise TrevesError("at least two changes between years are needed")
    sd = np.sqrt((changes**2).sum() / rng.chisquare(changes.size, paths))
    # scaled so that the t's variance is the variance seen
    shock = rng.standard_t(YEARLY_TAIL, paths) * np.sqrt((YEARLY_TAIL - 2.0) / YEARLY_TAIL)
    found: Floats = years[-1] * np.exp(np.clip(sd * shock, -np.log(100.0), np.log(100.0)))
    return found
