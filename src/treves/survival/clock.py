"""What the calendar does to a crisis: a deadline forces an answer, a recess quiets, a party congress is marked.

Only the recess can be learned from the table of past cabinets (how much rarer falls are in it). That a deadline
brings matters to a head is an assumption with a range; a congress moves nothing, since no list carries its effect,
and is shown alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from treves.survival.spell import Spell

__all__ = ["DEADLINE_EXIT", "Clock", "RecessRate", "estimate_recess_rate"]

DEADLINE_EXIT = (0.5, 0.2, 0.8)
"""Chance that a crisis is over on its deadline's day, if it lasts until then: value and 80 % range; an assumption."""

SUMMER = (7, 8)
SOUTH = {"AUS", "NZL"}


@dataclass(frozen=True, slots=True)
class Clock:
    """The days that matter.

    Parameters
    ----------
    deadline_on : date, optional
        By when a crisis under way is to be settled.
    recess_from_on, recess_until_on : date, optional
        First and last day of the parliament's recess.
    congress_on : tuple of date
        Party congresses; shown, with no effect.
    """

    deadline_on: date | None = None
    recess_from_on: date | None = None
    recess_until_on: date | None = None
    congress_on: tuple[date, ...] = ()

    def is_recess(self, start: date, days: int) -> npt.NDArray[np.bool_]:
        """Say for each of so many days after a day whether parliament is in recess."""
        told = [start + timedelta(days=k) for k in range(1, days + 1)]
        first, last = self.recess_from_on, self.recess_until_on
        return np.array([first is not None and last is not None and first <= day <= last for day in told])


@dataclass(frozen=True, slots=True)
class RecessRate:
    """Falls per day in July and August, divided by those in other months; 80 % interval, and the falls behind it."""

    ratio: float
    low: float
    high: float
    falls_in: int
    falls_out: int


def estimate_recess_rate(spells: Sequence[Spell]) -> RecessRate:
    """Estimate how much rarer falls are in the summer recess of northern parliaments.

    Days are those on which spells ended; a ratio of two Poisson rates, on the log scale.
    """
    inside = outside = 0
    days_in = days_out = 0.0
    for spell in spells:
        if spell.country in SOUTH or spell.is_caretaker:
            continue
        for year in range(spell.began_on.year, spell.seen_until_on.year + 1):
            first = max(spell.began_on, date(year, SUMMER[0], 1))
            last = min(spell.seen_until_on, date(year, SUMMER[-1] + 1, 1))
            days_in += max((last - first).days, 0)
        days_out += spell.days
        if spell.is_fallen:
            is_in = spell.seen_until_on.month in SUMMER
            inside, outside = inside + is_in, outside + (not is_in)
    days_out -= days_in
    ratio = ((inside + 0.5) / max(days_in, 1.0)) / ((outside + 0.5) / max(days_out, 1.0))
    spread = 1.2816 * np.sqrt(1 / (inside + 0.5) + 1 / (outside + 0.5))
    return RecessRate(float(ratio), float(ratio * np.exp(-spread)), float(ratio * np.exp(spread)), inside, outside)
