"""What a run of the chain gives: arrays [draw, month, series], the flat record table, bands and differences.

Flows are persons per calendar month (weeks that straddle two months are shared by days); stocks are persons at the end
of the month (of its last whole week).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from treves.chain.levers import Measures
from treves.chain.parameters import ChainParameters

__all__ = ["RECORD_COLUMNS", "SERIES", "Bands", "ChainRun", "bands", "differences", "records"]

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]

SERIES: Mapping[str, str] = MappingProxyType(
    {
        # flows
        "applications_persons": "asylum applications, persons per month",
        "registrations_persons": "registrations, persons per month",
        "decisions_persons": "decisions at first instance, persons per month",
        "grants_refugee_persons": "permits as a refugee, persons per month (first instance and court)",
        "grants_subsidiary_persons": "permits on subsidiary protection, persons per month",
        "grants_humanitarian_persons": "permits on humanitarian grounds, persons per month",
        "refusals_persons": "refusals at first instance, persons per month",
        "appeals_decided_cases": "appeals decided by courts, cases per month (status appeals among them)",
        "departures_persons": "refused persons who left reception or the country, persons per month",
        "family_applications_persons": "relatives applied for, persons per month",
        "family_arrivals_persons": "relatives who arrive, persons per month",
        "family_homed_persons": "of these straight into the house of the one they join, persons per month",
        "housed_persons": "permit holders and relatives whom municipalities gave a house, persons per month",
        "family_decisions_persons": "decisions on relatives, persons per month",
        "family_refused_persons": "relatives refused, or not allowed by a measure, persons per month",
        # stocks at month's end
        "registration_waiting_persons": "waiting for registration, persons",
        "backlog_persons": "waiting for a decision at first instance, persons",
        "backlog_overdue_persons": "open cases (registered or not) beyond the legal term, persons",
        "appeals_pending_cases": "before a court, cases (status appeals among them)",
        "appeals_pending_persons": "before a court against a refusal, persons",
        "departure_waiting_persons": "finally refused and not yet gone, persons",
        "housing_waiting_persons": "permit holders and relatives here without a house, persons",
        "housing_arrears_persons": "municipalities' arrears on the target, persons (below 0: ahead)",
        "family_pending_persons": "relatives waiting for a decision, persons",
        "family_visa_persons": "relatives with a decision who have not arrived, persons",
        "family_held_persons": "of these held back by a measure: deferred, not refused, persons",
        "residents_persons": "living in reception, persons",
        "regular_places": "regular places, places",
        "emergency_places": "emergency places, places",
        "residents_regular_persons": "in regular places, persons",
        "residents_emergency_persons": "in emergency places, persons",
        "residents_beyond_persons": "beyond capacity, persons",
        # waiting and cost
        "waiting_mean_weeks": "mean weeks from application to the decisions of the month",
        "waiting_p10_weeks": "a tenth of the month's decisions came sooner, weeks",
        "waiting_p50_weeks": "half of the month's decisions came sooner, weeks",
        "waiting_p90_weeks": "nine tenths of the month's decisions came sooner, weeks",
        "cost": "reception, decisions and overdue cases, in the chain's currency per month",
    }
)
"""Every series, in the order of the last axis, with its meaning and unit."""

RECORD_COLUMNS: tuple[str, ...] = ("package", "draw", "month", *SERIES)
"""Columns of the flat record table: one row per package, draw and month."""


@dataclass(frozen=True, eq=False)
class ChainRun:
    """One package over all draws.

    Parameters
    ----------
    measures : Measures
    parameters : ChainParameters
    months : tuple of date
        First day of every month covered whole.
    values : array of float32, shape (draw, month, series)
        NaN only where there is nothing to average (waiting times in a month without decisions).
    persons : int
        Rows simulated, over all draws.
    seed : int
        What the random streams were made from; equal seeds mean common random numbers.
    method : str
    """

    measures: Measures
    parameters: ChainParameters
    months: tuple[date, ...]
    values: Singles
    persons: int
    seed: int
    method: str

    @property
    def draws(self) -> int:
        """Number of draws."""
        return int(self.values.shape[0])

    def series(self, name: str) -> Singles:
        """Return one series; shape (draw, month)."""
        return self.values[:, :, tuple(SERIES).index(name)]


@dataclass(frozen=True, eq=False)
class Bands:
    """A series by month: median and 80 % band over the draws, mean, and the Monte Carlo error of the mean."""

    name: str
    months: tuple[date, ...]
    low: Floats
    median: Floats
    high: Floats
    mean: Floats
    mean_error: Floats


def bands(run: ChainRun, name: str) -> Bands:
    """Return the bands of one series; NaN draws of a month are left out."""
    return _bands(name, run.months, run.series(name).astype(np.float64))


def differences(run: ChainRun, baseline: ChainRun, name: str) -> Bands:
    """Return the bands of package minus baseline, draw by draw on common random numbers.

    Raises
    ------
    ValueError
        If the two runs do not share seed, draws and months.
    """
    if (run.seed, run.months, run.draws) != (baseline.seed, baseline.months, baseline.draws):
        raise ValueError("only runs on the same seed, months and number of draws can be compared draw by draw")
    change = run.series(name).astype(np.float64) - baseline.series(name)
    return _bands(name, run.months, change)


def _bands(name: str, months: tuple[date, ...], values: Floats) -> Bands:
    size = len(months)
    low, median, high = (np.full(size, np.nan) for _ in range(3))
    mean, error = np.full(size, np.nan), np.full(size, np.nan)
    for m in range(size):
        known = values[:, m][~np.isnan(values[:, m])]
        if known.size:
            low[m], median[m], high[m] = np.quantile(known, (0.1, 0.5, 0.9))
            mean[m] = known.mean()
        if known.size > 1:
            error[m] = known.std(ddof=1) / np.sqrt(known.size)
    return Bands(name, months, low, median, high, mean, error)


def records(run: ChainRun) -> Iterator[tuple[str | int | float | None, ...]]:
    """Yield the flat record table row by row, in the order of :data:`RECORD_COLUMNS`; None where nothing is known."""
    for d in range(run.draws):
        for m, month in enumerate(run.months):
            row = run.values[d, m].tolist()
            yield (run.measures.name, d, month.isoformat(), *(None if math.isnan(v) else v for v in row))
