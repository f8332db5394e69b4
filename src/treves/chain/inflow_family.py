"""How many relatives follow each grant of protection, and how long after it: fitted on yearly grants and arrivals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammainc

from treves.errors import TrevesError

__all__ = ["FamilyArrivals", "estimate_family_arrivals", "forecast_family_arrivals"]

Floats = npt.NDArray[np.float64]

LAGS_MONTHS = np.arange(2.0, 31.0)
SHAPE = 2.0  # of the gamma distribution of the lag: few come at once, most around the mean, some late
LONGEST_YEARS = 6
LEAST_YEARS = 4


@dataclass(frozen=True, slots=True)
class FamilyArrivals:
    """Draws of what a grant leads to, and the fit they come from.

    Parameters
    ----------
    per_grant : array, shape (draw,)
        Relatives who arrive, sooner or later, per grant.
    lag_months : array, shape (draw,)
        Mean time from grant to arrival.
    error_sd : array, shape (draw,)
        Of a year's arrivals around the fit, log units.
    years : tuple of int
    arrived_persons, fitted_persons : array, shape (year,)
        What was counted, and what the most likely lag gives.
    """

    per_grant: Floats
    lag_months: Floats
    error_sd: Floats
    years: tuple[int, ...]
    arrived_persons: Floats
    fitted_persons: Floats


def _year_weights(lag_months: float) -> Floats:
    """Return the share of a year's grants whose relatives arrive in the same year, the next, and so on."""
    months = np.arange(12 * LONGEST_YEARS + 12, dtype=np.float64)
    reached = gammainc(SHAPE, months * SHAPE / lag_months)
    granted = np.arange(12) + 0.5  # spread evenly over the year
    ends = 12.0 * np.arange(1, LONGEST_YEARS + 1)
    by_end = np.array([np.interp(np.maximum(end - granted, 0.0), months, reached).mean() for end in ends])
    shares: Floats = np.diff(by_end, prepend=0.0)
    return shares


WEIGHTS = np.array([_year_weights(lag) for lag in LAGS_MONTHS])


def _expected(grants: Mapping[int, float], year: int) -> Floats:
    """Return arrivals in a year at one relative per grant, for every lag; unknown years count as the nearest known."""
    first, last = min(grants), max(grants)
    known = np.array([grants[min(max(year - k, first), last)] for k in range(LONGEST_YEARS)])
    found: Floats = WEIGHTS @ known
    return found


def estimate_family_arrivals(
    grants_persons: Mapping[int, float], arrived_persons: Mapping[int, float], rng: np.random.Generator, *, draws: int
) -> FamilyArrivals:
    """Fit relatives per grant and the lag from grant to arrival.

    A year's arrivals are lognormal around relatives per grant times the grants of this year and the years before,
    weighted by a gamma lag. Relatives per grant and error are integrated exactly (normal, inverse gamma, with the usual
    prior 1 / error), the lag on a grid of whole months, all equally likely beforehand.

    Parameters
    ----------
    grants_persons, arrived_persons : mapping of int to float
        Persons per calendar year; consecutive years in each.
    rng : numpy.random.Generator
    draws : int

    Returns
    -------
    FamilyArrivals

    Raises
    ------
    TrevesError
        If fewer than four years have both grants and arrivals.
    """
    years = tuple(sorted(set(arrived_persons) & set(grants_persons)))
    if len(years) < LEAST_YEARS or min(arrived_persons[year] for year in years) <= 0.0:
        raise TrevesError(f"at least {LEAST_YEARS} years with grants and arrivals above zero are needed")
    arrived = np.array([arrived_persons[year] for year in years])
    expected = np.array([_expected(grants_persons, year) for year in years])
    residual = np.log(arrived)[:, None] - np.log(expected)
    middle = residual.mean(axis=0)
    spread = ((residual - middle) ** 2).sum(axis=0)
    chance = spread ** (-(len(years) - 1) / 2.0)
    lag = rng.choice(LAGS_MONTHS.size, size=draws, p=chance / chance.sum())
    error = np.sqrt(spread[lag] / rng.chisquare(len(years) - 1, draws))
    per_grant = np.exp(middle[lag] + error / np.sqrt(len(years)) * rng.standard_normal(draws))
    best = int(np.argmin(spread))
    fitted = np.exp(middle[best]) * expected[:, best]
    return FamilyArrivals(per_grant, LAGS_MONTHS[lag], error, years, arrived, fitted)


def forecast_family_arrivals(
    fitted: FamilyArrivals, grants_persons: Mapping[int, float], year: int, rng: np.random.Generator
) -> Floats:
    """Draw the arrivals of a year from the grants known before it; grants not yet known are taken as the last known.

    Returns
    -------
    array, shape (draw,)
        Persons in the year.
    """
    expected = _expected({y: persons for y, persons in grants_persons.items() if y < year}, year)
    at = np.searchsorted(LAGS_MONTHS, fitted.lag_months)
    noise = fitted.error_sd * rng.standard_normal(fitted.error_sd.size)
    told: Floats = fitted.per_grant * expected[at] * np.exp(np.clip(noise, -4.0, 4.0))
    return told
