"""Cumulative incidence: how likely a cabinet has ended by a day in each way; with survival it sums to one.

:func:`incidence` sums cause-specific daily hazards to competing risks. :func:`aalen_johansen` is the same without a
model, from observed spells (Aalen and Johansen 1978).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Incidence", "aalen_johansen", "incidence"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Incidence:
    """Survival and cumulative incidence over time.

    Parameters
    ----------
    days : array of float, shape [time]
    survival : array of float, shape [..., time]
    ended : array of float, shape [..., time, cause]
    """

    days: Floats
    survival: Floats
    ended: Floats

    def by(self, day: float) -> Floats:
        """Return the chance of having ended by each cause within so many days, shape [..., cause]."""
        where = np.interp(day, self.days, np.arange(self.days.size))
        low = int(where)
        high, share = min(low + 1, self.days.size - 1), where - low
        told: Floats = (1 - share) * self.ended[..., low, :] + share * self.ended[..., high, :]
        return told


def incidence(per_day: Floats, period_days: float) -> Incidence:
    """Sum cause-specific hazards, constant over periods, to competing risks.

    Parameters
    ----------
    per_day : array of float, shape [..., period, cause]
        Chance of each cause on a day in the period, given that the cabinet stands that morning.
    period_days : float

    Returns
    -------
    Incidence
        At the ends of the periods, from day 0.
    """
    total = np.minimum(per_day.sum(axis=-1), 1.0)
    stays = (1.0 - total) ** period_days
    survival = np.concatenate([np.ones((*total.shape[:-1], 1)), np.cumprod(stays, axis=-1)], axis=-1)
    share = per_day / np.where(total > 0, total, 1.0)[..., None]
    step = (survival[..., :-1] - survival[..., 1:])[..., None] * share
    ended = np.concatenate([np.zeros((*step.shape[:-2], 1, step.shape[-1])), np.cumsum(step, axis=-2)], axis=-2)
    days: Floats = np.arange(survival.shape[-1], dtype=np.float64) * period_days
    return Incidence(days, survival, ended)


def aalen_johansen(days: Floats, cause: Ints, causes: int) -> Incidence:
    """Estimate cumulative incidence from observed spells.

    Parameters
    ----------
    days : array of float, shape [spell]
    cause : array of int, shape [spell]
        0 for a spell still standing, else 1 to ``causes``.
    causes : int

    Returns
    -------
    Incidence
        At day 0 and every day on which a spell ended or was last seen.
    """
    times = np.unique(days)
    at_risk = (days[:, None] >= times).sum(axis=0).astype(float)
    ends = np.array([((days[:, None] == times) & (cause == k)[:, None]).sum(axis=0) for k in range(1, causes + 1)]).T
    survival = np.concatenate([[1.0], np.cumprod(1.0 - ends.sum(axis=1) / at_risk)])
    step = survival[:-1, None] * ends / at_risk[:, None]
    ended = np.concatenate([np.zeros((1, causes)), np.cumsum(step, axis=0)])
    return Incidence(np.concatenate([[0.0], times]), survival, ended)
