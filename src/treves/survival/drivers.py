"""What the outside view rests on: each covariate, and the factor by which it changes today's hazard of falling."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.survival.band import Band, band
from treves.survival.hazards import Hazards
from treves.survival.record import Past, own_record
from treves.survival.sample import COVARIATES, Sample

__all__ = ["DRIVERS", "Driver", "find_drivers"]

Floats = npt.NDArray[np.float64]

DRIVERS = {**COVARIATES, "own_record": "falls of the country's earlier cabinets, over what is usual (drawn towards 1)"}
"""Covariates in words; what the clock says is told apart."""


@dataclass(frozen=True, slots=True)
class Driver:
    """A covariate: its value here (None where unknown), the average, and its factor on the hazard of falling today.

    The factor compares this cabinet with the same one of average value; 1 where the value is unknown.
    """

    name: str
    value: float | None
    average: float
    factor: Band


def find_drivers(hazards: Hazards, one: Sample, past: Past, age_days: float, drawn: Floats) -> tuple[Driver, ...]:
    """Work out every covariate's factor, strongest first.

    Parameters
    ----------
    hazards : Hazards
    one : Sample
        The cabinet asked for, alone.
    past : Past
        Its country's past.
    age_days : float
    drawn : array of float, shape [draw, cause, 1 + covariate]
        Coefficients, for the intervals.
    """
    values = np.append(one.covariates[0], own_record(past, hazards.frailty))
    count = values.size
    falls = [hazards.causes.index(name) for name in hazards.falls]
    now = hazards.per_day(one, past, np.array([age_days]))[0, 0, falls]
    weight = now / now.sum()
    z = np.nan_to_num((values - hazards.middle[:count]) / hazards.spread[:count], nan=0.0)

    def factors(coefficients: Floats) -> Floats:
        # the hazard is small, so a cause's share of it is multiplied by exp(b z)
        told: Floats = np.tensordot(weight, np.exp(-coefficients[..., falls, 1 : 1 + count] * z), axes=(0, -2))
        return 1.0 / told

    middle, spread = factors(hazards.coefficients), factors(drawn)
    shown, usual = values.copy(), hazards.middle[:count].copy()
    shown[-1], usual[-1] = np.exp(shown[-1]), np.exp(usual[-1])  # the record is a factor, estimated on the log scale
    told = [
        Driver(
            hazards.names[k],
            None if np.isnan(shown[k]) else float(shown[k]),
            float(usual[k]),
            band(float(middle[k]), spread[:, k]),
        )
        for k in range(count)
    ]
    return tuple(sorted(told, key=lambda driver: -abs(np.log(driver.factor.value))))
