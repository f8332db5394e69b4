"""A country's own record: how often its earlier cabinets fell, drawn towards what is usual elsewhere.

Cabinets of one country share causes that no covariate holds (a frailty, in the language of survival analysis). For a
cabinet about to be judged, the cabinets before it in the same country have already told something about it: with a
gamma frailty of shape k, the posterior mean after E falls in X days is (k + E) / (k + rate * X). Only outcomes known
when the cabinet began are counted, so the record is a covariate known at formation, and a country never seen before
has none (the logarithm is then 0). The shape k is estimated by marginal likelihood (falls per country are negative
binomial).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.special import gammaln

from treves.survival.sample import Sample

__all__ = ["Frailty", "Past", "estimate_frailty", "own_record", "past_of"]

Floats = npt.NDArray[np.float64]
SHAPES = (0.05, 200.0)  # beyond these, countries differ either wildly or not at all


@dataclass(frozen=True)
class Past:
    """What a country had seen when each spell began: ``falls`` and ``days`` of earlier cabinets, shape [spell]."""

    falls: Floats
    days: Floats


@dataclass(frozen=True, slots=True)
class Frailty:
    """How countries differ: the usual ``rate`` of falls per day, and the ``shape`` of the gamma distribution."""

    rate: float
    shape: float


def past_of(sample: Sample, of: Sample | None = None) -> Past:
    """Count falls and days of the earlier cabinets of each spell's country, as known when the spell began.

    Parameters
    ----------
    sample : Sample
        Where the past is counted.
    of : Sample, optional
        Whose past is asked for; by default of the sample itself.
    """
    asked = sample if of is None else of
    falls, days = np.zeros(len(asked)), np.zeros(len(asked))
    is_fall = sample.is_fall.astype(float)
    for i in range(len(asked)):
        earlier = (sample.country == asked.country[i]) & (sample.known <= asked.began[i])
        falls[i], days[i] = is_fall[earlier].sum(), sample.days[earlier].sum()
    return Past(falls, days)


def estimate_frailty(sample: Sample) -> Frailty:
    """Estimate rate and shape from the falls and days of every country, by marginal likelihood."""
    counted = sample.at(np.isfinite(sample.known) | (sample.cause == 0))
    names = np.unique(counted.country)
    falls = np.array([counted.is_fall[counted.country == name].sum() for name in names], dtype=float)
    days = np.array([counted.days[counted.country == name].sum() for name in names])
    rate = (falls.sum() + 0.5) / days.sum()
    expected = rate * days

    def loss(log_shape: float) -> float:
        k = np.exp(log_shape)
        told = gammaln(k + falls) - gammaln(k) + k * np.log(k / (k + expected)) + falls * np.log(1 / (k + expected))
        return -float(told.sum())

    if len(names) < 2:
        return Frailty(float(rate), 2.0)
    found = minimize_scalar(loss, bounds=(np.log(SHAPES[0]), np.log(SHAPES[1])), method="bounded")
    return Frailty(float(rate), float(np.exp(found.x)))


def own_record(past: Past, frailty: Frailty) -> Floats:
    """Return the logarithm of the posterior mean frailty of each spell's country, shape [spell].

    Examples
    --------
    >>> past = Past(np.array([0.0, 4.0]), np.array([0.0, 1000.0]))
    >>> own_record(past, Frailty(rate=0.001, shape=2.0)).round(2).tolist()
    [0.0, 0.69]
    """
    return np.log((frailty.shape + past.falls) / (frailty.shape + frailty.rate * past.days))
