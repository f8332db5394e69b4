"""How good forecasts were: concordance, Brier score, calibration, and bootstrap intervals over countries."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from treves.survival.kaplan_meier import kaplan_meier

__all__ = ["brier", "calibration", "censored_brier", "concordance", "country_bootstrap", "integrated_brier"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def concordance(days: Floats, is_ended: Bools, risk: Floats, weight: Floats | None = None) -> float:
    """Return Harrell's C: among pairs whose order is known, how often the riskier one ended first; ties count half.

    Parameters
    ----------
    days : array of float, shape [spell]
    is_ended : array of bool, shape [spell]
    risk : array of float, shape [spell]
        Higher for those expected to end sooner.
    weight : array of float, shape [spell], optional
        Of each spell, as in a bootstrap.

    Returns
    -------
    float
        0.5 where no pair can be compared.
    """
    w = np.ones(len(days)) if weight is None else weight
    first = np.flatnonzero(is_ended & (w > 0))
    comparable = (days[first][:, None] < days) | ((days[first][:, None] == days) & ~is_ended)
    told = w[first][:, None] * w * comparable
    right = (risk[first][:, None] > risk) + 0.5 * (risk[first][:, None] == risk)
    total = told.sum()
    return float((told * right).sum() / total) if total else 0.5


def brier(p: Floats, happened: Bools) -> float:
    """Return the mean squared difference between a probability and what happened (Brier 1950)."""
    return float(((p - happened) ** 2).mean())


def censored_brier(days: Floats, is_ended: Bools, survival: Floats, at_days: float) -> Floats:
    """Return every spell's part of the Brier score of survival at a time, weighted for censoring, shape [spell].

    Graf et al. (1999): each spell counts with the inverse of the chance that it was still under observation. The mean
    is the score.

    Parameters
    ----------
    days : array of float, shape [spell]
    is_ended : array of bool, shape [spell]
    survival : array of float, shape [spell]
        Forecast chance to stand beyond ``at_days``.
    at_days : float
    """
    seen = kaplan_meier(days, ~is_ended)

    def under_observation(day: float) -> float:
        # strictly before the day: who is last seen on it was under observation on it
        k = int(np.searchsorted(seen.days, day, side="left")) - 1
        return 1.0 if k < 0 else max(float(seen.survival[k]), 1e-3)

    later = days > at_days
    over = (days <= at_days) & is_ended
    told = np.zeros(len(days))
    told[later] = (1.0 - survival[later]) ** 2 / max(seen.at(at_days), 1e-3)
    told[over] = survival[over] ** 2 / np.array([under_observation(day) for day in days[over]])
    return told


def integrated_brier(days: Floats, is_ended: Bools, survival: Floats, times: Floats) -> Floats:
    """Return every spell's part of the Brier score integrated over time, shape [spell].

    Parameters
    ----------
    days : array of float, shape [spell]
    is_ended : array of bool, shape [spell]
    survival : array of float, shape [spell, time]
    times : array of float, shape [time]
        Ascending, within the time observed.
    """
    rows = np.stack([censored_brier(days, is_ended, survival[:, k], float(t)) for k, t in enumerate(times)], axis=1)
    told: Floats = np.trapezoid(rows, times, axis=1) / (times[-1] - times[0])
    return told


def calibration(p: Floats, happened: Bools, groups: int = 10) -> tuple[tuple[float, float, int], ...]:
    """Return mean forecast, share that happened and count, in groups of equal size by forecast."""
    order = np.argsort(p, kind="stable")
    return tuple(
        (float(p[part].mean()), float(happened[part].mean()), len(part))
        for part in np.array_split(order, groups)
        if len(part)
    )


def country_bootstrap(
    country: npt.NDArray[np.str_],
    score: Callable[[Floats], float | Sequence[float]],
    rng: np.random.Generator,
    draws: int = 500,
    confidence: float = 0.8,
) -> Floats:
    """Return the bootstrap interval of a score, whole countries drawn with replacement, shape [2, ...].

    Parameters
    ----------
    country : array of str, shape [row]
    score : callable
        Takes weights per row (how often its country was drawn) and returns one score or several.
    rng : numpy.random.Generator
    draws : int
    confidence : float
    """
    names, which = np.unique(country, return_inverse=True)
    told = []
    for _ in range(draws):
        drawn = np.bincount(rng.integers(0, len(names), len(names)), minlength=len(names))
        told.append(score(drawn[which].astype(float)))
    low = (1.0 - confidence) / 2
    bounds: Floats = np.nanquantile(np.array(told, dtype=float), [low, 1.0 - low], axis=0)
    return bounds
