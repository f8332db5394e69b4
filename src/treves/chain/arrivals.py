"""Inflow: expected applications by month with season and a random level, and weekly numbers around them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from treves.chain.calendar import DAYS_PER_MONTH, Months
from treves.chain.parameters import ChainParameters

__all__ = ["draw_arrivals", "draw_inflow"]

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
Path = tuple[str | int, ...]


def draw_inflow(
    parameters: ChainParameters, known: Mapping[Path, float], months: Months, rng: np.random.Generator
) -> Floats:
    """Draw expected applications per month and group from level, season and volatility.

    Parameters
    ----------
    parameters : ChainParameters
    known : mapping
        The draw's quantities by path.
    months : Months
    rng : numpy.random.Generator

    Returns
    -------
    array, shape (month, group)
        Months begun since the month of the first day, that month among them.
    """
    count = int(months.since_start[-1]) + 1
    groups = len(parameters.inflow.groups)
    persistence = known["inflow", "persistence"]
    common = _level(count, 1, persistence, known["inflow", "common_volatility"], rng)
    own = _level(count, groups, persistence, known["inflow", "own_volatility"], rng)
    level = np.array([known["inflow", "groups", g, "applications_persons_per_year"] for g in range(groups)]) / 12
    first = parameters.start_on.month - 1
    season = np.array(parameters.inflow.season)[(first + np.arange(count)) % 12]
    # Groups on their own move their shares; the whole keeps the common level. Without this the sum of many skewed
    # groups would lie above today's level in most draws, and the more so the more groups a case happens to name.
    if level.sum() > 0.0:  # where nobody is expected there is no whole to keep
        own -= np.log((level * np.exp(own)).sum(axis=1, keepdims=True) / level.sum())
    expected: Floats = level * season[:, None] * np.exp(common + own)
    return expected


def _level(months: int, groups: int, persistence: float, volatility: float, rng: np.random.Generator) -> Floats:
    shocks = rng.standard_normal((months, groups)) * volatility
    level = np.zeros((months, groups))
    for m in range(1, months):
        level[m] = persistence * level[m - 1] + shocks[m]
    return level


def draw_arrivals(expected: Floats, months: Months, rng: np.random.Generator) -> Numbers:
    """Draw the number of applicants per week and group; Poisson around a month's expectation.

    Parameters
    ----------
    expected : array, shape (month, group)
        Applications per month, from the month of the first day on.
    months : Months
    rng : numpy.random.Generator

    Returns
    -------
    array of int, shape (week, group)
    """
    per_week = expected[months.since_start] * (7 / DAYS_PER_MONTH)
    return rng.poisson(per_week)
