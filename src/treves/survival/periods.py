"""Spells cut into stretches of thirty days, in each of which a cabinet is one age and a day is like the next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.survival.sample import Sample

__all__ = ["PERIOD_DAYS", "TIME_NAMES", "Periods", "periods_of", "time_basis"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

PERIOD_DAYS = 30.0
YEAR_DAYS = 365.25

TIME_NAMES = (
    "age_log",
    "age_years",
    "is_first_quarter",
    "left_years",
    "left_log",
    "is_last_year",
    "is_last_half_year",
)


@dataclass(frozen=True)
class Periods:
    """Stretches of a spell, in order of the spells.

    Parameters
    ----------
    spell : array of int, shape [period]
    start : array of float, shape [period]
        Days in office when it begins.
    days : array of float, shape [period]
        Days at risk in it.
    ends : array of float, shape [period, cause]
        1 where the spell ends in it, by that cause.
    """

    spell: Ints
    start: Floats
    days: Floats
    ends: Floats


def periods_of(sample: Sample, period_days: float = PERIOD_DAYS) -> Periods:
    """Cut every spell into periods."""
    count = np.maximum(np.ceil(sample.days / period_days), 1).astype(np.int64)
    spell = np.repeat(np.arange(len(sample)), count)
    first = np.concatenate([[0], np.cumsum(count)[:-1]])
    k = np.arange(spell.size) - first[spell]
    start = k * period_days
    days = np.minimum(period_days, sample.days[spell] - start)
    ends = np.zeros((spell.size, len(sample.causes)))
    last = first + count - 1
    ended = sample.cause > 0
    ends[last[ended], sample.cause[ended] - 1] = 1.0
    return Periods(spell, start, days, ends)


def time_basis(age_days: Floats, left_days: Floats) -> Floats:
    """Return what the clock alone says: the cabinet's age and what is left of the term, shape [..., 7].

    Parameters
    ----------
    age_days : array of float
        Days in office.
    left_days : array of float
        Days until an election is due; NaN where no term is known, and then all that depends on it is NaN.
    """
    age = age_days / YEAR_DAYS
    left = np.maximum(left_days, 0.0) / YEAR_DAYS
    is_unknown = np.isnan(left_days)
    late = [np.where(is_unknown, np.nan, (left < limit).astype(float)) for limit in (1.0, 0.5)]
    return np.stack(
        [np.log1p(age * 12), age, (age < 0.25).astype(float), left, np.log1p(left * 12), *late],
        axis=-1,
    )
