"""Weeks and months: a run counts weeks from its first day; readers count calendar months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

__all__ = ["DAYS_PER_MONTH", "Months", "months_of", "week_of", "weeks_of_months"]

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

DAYS_PER_YEAR = 365.25
DAYS_PER_MONTH = DAYS_PER_YEAR / 12


def week_of(day: date, start: date) -> int:
    """Return the week a day lies in (negative before the start)."""
    return (day - start).days // 7


def weeks_of_months(months: float) -> float:
    """Return the length of months in weeks."""
    return months * DAYS_PER_MONTH / 7


@dataclass(frozen=True, eq=False)
class Months:
    """The calendar months that a run covers whole, and how its weeks fall into them.

    Parameters
    ----------
    first_days : tuple of date
    shares : array, shape (month, week)
        Share of a week's days that lie in the month.
    ends : array of int, shape (month,)
        Last week that ends in the month.
    of_week : array of int, shape (week,)
        Month in which the middle of the week lies; ``len(first_days)`` where that month is not whole.
    calendar : array of int, shape (week,)
        Calendar month, 0 for January, of the middle of the week.
    since_start : array of int, shape (week,)
        Calendar months begun since the month of the first day.
    years : array of float, shape (week,)
        Years since the start at the middle of the week.
    """

    first_days: tuple[date, ...]
    shares: Floats
    ends: Numbers
    of_week: Numbers
    calendar: Numbers
    since_start: Numbers
    years: Floats


def months_of(start: date, weeks: int) -> Months:
    """Find the months of a run of so many weeks from a day on."""
    days = [start + timedelta(days=k) for k in range(7 * weeks)]
    after = start + timedelta(days=7 * weeks)
    first_days = [day for day in days if day.day == 1 and _next(day) <= after]
    place = {(day.year, day.month): m for m, day in enumerate(first_days)}
    shares = np.zeros((len(first_days), weeks))
    ends = np.zeros(len(first_days), np.int64)
    for k, day in enumerate(days):
        m = place.get((day.year, day.month))
        if m is not None:
            shares[m, k // 7] += 1 / 7
            if k % 7 == 6:
                ends[m] = k // 7
    middles = [days[7 * w + 3] for w in range(weeks)]
    return Months(
        tuple(first_days),
        shares,
        ends,
        np.array([place.get((day.year, day.month), len(first_days)) for day in middles], np.int64),
        np.array([day.month - 1 for day in middles], np.int64),
        np.array([12 * (day.year - start.year) + day.month - start.month for day in middles], np.int64),
        (np.arange(weeks, dtype=np.float64) * 7 + 3.5) / DAYS_PER_YEAR,
    )


def _next(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
