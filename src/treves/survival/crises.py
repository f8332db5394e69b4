"""Crises that healed or ended in a fall: the list's rows, and how a crisis goes on from day to day.

A formal crisis begins on the first day on which ministers or the cabinet offer to go, a governing party walks out, or
one says in public that it stays only on a condition. It is *healed* when they come back, and *fallen* when the
attempt is over. A crisis that was over on the day it began lasted 0 days. What begins as talk and ends as talk is in
no list, so shares speak of formal crises only.

On each day of a crisis it falls, heals or goes on, with chances that are the same for all crises and constant over
stretches of its age (a multistate model: Putter, Fiocco and Geskus 2007). The belief about them is a Dirichlet per
stretch; its prior is worth one day, on which a crisis goes on as crises of the list do on an average day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from treves.survival.spell import SpellError

__all__ = ["STRETCHES", "Crisis", "CrisisRates", "crises_before", "crises_of", "estimate_crisis_rates", "share_fallen"]

Floats = npt.NDArray[np.float64]

STRETCHES = (0, 1, 3, 7, 14)
"""First day of each stretch of a crisis's age; the last one is open."""

PRIOR_DAYS = 1.0
LEAST_OWN = 10  # crises of one country that are enough to leave the others out


@dataclass(frozen=True, slots=True)
class Crisis:
    """A formal crisis.

    Parameters
    ----------
    country, cabinet : str
    began_on, ended_on : date
    outcome : {'healed', 'fallen'}
    offered_on : date, optional
        When the cabinet offered to resign, if it did.
    cause, source : str
    is_certain : bool
        False where a date or the outcome is debatable.
    """

    country: str
    cabinet: str
    began_on: date
    ended_on: date
    outcome: Literal["healed", "fallen"]
    offered_on: date | None = None
    cause: str = ""
    source: str = ""
    is_certain: bool = True

    def __post_init__(self) -> None:
        if self.ended_on < self.began_on:
            raise SpellError(f"crisis of {self.cabinet}: over on {self.ended_on}, before it began, {self.began_on}")

    @property
    def days(self) -> int:
        """Days from its beginning to its end; 0 where it was over the same day."""
        return (self.ended_on - self.began_on).days


@dataclass(frozen=True)
class CrisisRates:
    """Per stretch of a crisis's age: ``counts`` of days on which one fell, healed and went on, shape [stretch, 3]."""

    counts: Floats
    crises: int
    fallen: int
    healed: int
    countries: tuple[str, ...]

    def daily(self, rng: np.random.Generator | None = None, draws: int = 1) -> Floats:
        """Return the chances that a crisis falls and heals on a day of each stretch, shape [draw, stretch, 2].

        Without ``rng`` the posterior means, as one draw.
        """
        total = self.counts.sum(axis=0) + 0.5
        alpha = self.counts + PRIOR_DAYS * total / total.sum()
        told: Floats
        if rng is None:
            told = (alpha / alpha.sum(axis=1, keepdims=True))[None, :, :2]
        else:
            told = np.stack([rng.dirichlet(row, size=draws) for row in alpha], axis=1)[:, :, :2]
        return told


def crises_before(crises: Sequence[Crisis], day: date) -> tuple[Crisis, ...]:
    """Return the crises that were over before a day."""
    return tuple(crisis for crisis in crises if crisis.ended_on < day)


def crises_of(crises: Sequence[Crisis], country: str) -> tuple[Crisis, ...]:
    """Return the country's own crises where it has at least ten, else all."""
    own = tuple(crisis for crisis in crises if crisis.country == country)
    return own if len(own) >= LEAST_OWN else tuple(crises)


def share_fallen(crises: Sequence[Crisis], confidence: float = 0.8) -> tuple[float, float, float]:
    """Return the share of crises that ended in a fall and its interval, by the Jeffreys prior.

    Parameters
    ----------
    crises : sequence of Crisis
    confidence : float
        Of the interval.
    """
    fallen = sum(crisis.outcome == "fallen" for crisis in crises)
    a, b = fallen + 0.5, len(crises) - fallen + 0.5
    low, high = (float(betaincinv(a, b, share)) for share in ((1 - confidence) / 2, (1 + confidence) / 2))
    return a / (a + b), low, high


def estimate_crisis_rates(crises: Sequence[Crisis]) -> CrisisRates:
    """Count how crises went on from day to day.

    Raises
    ------
    SpellError
        If there is no crisis to learn from.
    """
    if not crises:
        raise SpellError("no crisis to learn from; right would be a list with at least one")
    counts = np.zeros((len(STRETCHES), 3))
    for crisis in crises:
        ages = np.arange(crisis.days + 1)
        stretch = np.searchsorted(STRETCHES, ages, side="right") - 1
        np.add.at(counts[:, 2], stretch[:-1], 1.0)
        counts[stretch[-1], 0 if crisis.outcome == "fallen" else 1] += 1.0
    fallen = sum(crisis.outcome == "fallen" for crisis in crises)
    names = tuple(sorted({crisis.country for crisis in crises}))
    return CrisisRates(counts, len(crises), fallen, len(crises) - fallen, names)
