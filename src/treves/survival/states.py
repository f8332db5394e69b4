"""Calm, crisis, healed or fallen: from day to day, for a cabinet that is calm or in a crisis of some age.

The hazard of falling comes from past cabinets, most of whose days were calm. Falls go through crises here, so a calm
cabinet enters a crisis at that hazard divided by the share of crises that end in a fall, and what follows is told by
the list of crises. Over months the two agree; over a few days a calm cabinet falls a little less often than the base
rate (a crisis takes days), one in a crisis far more often. A healed crisis makes a calm cabinet again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.survival.crises import STRETCHES

__all__ = ["Paths", "ending_in_a_fall", "simulate_states"]

Floats = npt.NDArray[np.float64]
OLDEST = 90  # days; older crises go on as one of this age


@dataclass(frozen=True)
class Paths:
    """Chances per day ahead: ``fallen`` by then, ``crisis`` under way then, shape [draw, day]; day 0 is today."""

    fallen: Floats
    crisis: Floats


def simulate_states(
    per_day: Floats,
    daily: Floats,
    *,
    crisis_age_days: int | None,
    deadline_in_days: int | None = None,
    deadline_exit: Floats | float = 0.0,
    entry_factor: Floats | None = None,
) -> Paths:
    """Carry the chances of the three states forward, exactly (no random numbers are drawn).

    Parameters
    ----------
    per_day : array of float, shape [draw, day]
        Hazard of falling on each day ahead, from past cabinets.
    daily : array of float, shape [draw, stretch, 2]
        Chances that a crisis falls and heals on a day of each stretch of its age.
    crisis_age_days : int, optional
        Age today of the crisis under way; None where the cabinet is calm.
    deadline_in_days : int, optional
        Days until a crisis under way is to be settled.
    deadline_exit : float or array, shape [draw]
        Least chance that it is over on that day.
    entry_factor : array of float, shape [draw, day], optional
        Factor on the rate of new crises per day ahead, as in a recess.

    Returns
    -------
    Paths
    """
    draws, days = per_day.shape
    by_age = _by_age(daily)
    entry = per_day / np.maximum(ending_in_a_fall(daily), 1e-6)[:, None]
    if entry_factor is not None:
        entry = entry * entry_factor
    entry = np.clip(entry, 0.0, 1.0)
    ages = np.zeros((draws, OLDEST + 1))
    calm, fallen = np.ones(draws), np.zeros(draws)
    if crisis_age_days is not None:
        calm = np.zeros(draws)
        ages[:, min(crisis_age_days, OLDEST)] = 1.0
    told = Paths(np.zeros((draws, days + 1)), np.zeros((draws, days + 1)))
    told.crisis[:, 0] = ages.sum(axis=1)
    first = crisis_age_days is not None
    for day in range(1, days + 1):
        older = np.zeros_like(ages)
        older[:, 1:] = ages[:, :-1]
        older[:, -1] += ages[:, -1]
        older[:, 0] = calm * entry[:, day - 1]
        calm = calm - older[:, 0]
        chances = by_age
        if first and day == deadline_in_days:
            chances = _at_deadline(by_age, np.broadcast_to(deadline_exit, (draws,)))
        fall, heal = older * chances[..., 0], older * chances[..., 1]
        ages = older - fall - heal
        fallen = fallen + fall.sum(axis=1)
        calm = calm + heal.sum(axis=1)
        told.fallen[:, day], told.crisis[:, day] = fallen, ages.sum(axis=1)
    return told


def _by_age(daily: Floats) -> Floats:
    stretch = np.searchsorted(STRETCHES, np.arange(OLDEST + 1), side="right") - 1
    told: Floats = daily[:, stretch, :]
    return told


def ending_in_a_fall(daily: Floats) -> Floats:
    """Return the chance that a crisis that begins now ends in a fall, shape [draw].

    Parameters
    ----------
    daily : array of float, shape [draw, stretch, 2]
        Chances that a crisis falls and heals on a day of each stretch of its age.
    """
    by_age = _by_age(daily)
    goes_on = 1.0 - by_age.sum(axis=-1)
    reached = np.concatenate([np.ones((len(by_age), 1)), np.cumprod(goes_on, axis=1)[:, :-1]], axis=1)
    within: Floats = (reached * by_age[..., 0]).sum(axis=1)
    last = by_age[:, -1]
    told: Floats = within + reached[:, -1] * goes_on[:, -1] * last[:, 0] / np.maximum(last.sum(axis=1), 1e-12)
    return told


def _at_deadline(by_age: Floats, least: Floats) -> Floats:
    """Raise the chance that a crisis is over today to at least so much, in the proportion it would fall or heal."""
    total = by_age.sum(axis=-1, keepdims=True)
    raised = np.maximum(total, least[:, None, None])
    told: Floats = by_age / np.maximum(total, 1e-12) * raised
    return told
