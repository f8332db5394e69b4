"""The share that still stands, without a model (Kaplan and Meier 1958), through scipy."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Curve", "kaplan_meier"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """A step function: from ``days`` on, a share of ``survival`` stands, 80 % interval ``low`` to ``high``."""

    days: Floats
    survival: Floats
    low: Floats
    high: Floats

    def at(self, day: float) -> float:
        """Return the share that stands at the end of a day."""
        k = int(np.searchsorted(self.days, day, side="right")) - 1
        return 1.0 if k < 0 else float(self.survival[k])


def kaplan_meier(days: Floats, is_ended: npt.NDArray[np.bool_], confidence: float = 0.8) -> Curve:
    """Estimate the share that still stands.

    Parameters
    ----------
    days : array of float, shape [spell]
    is_ended : array of bool, shape [spell]
        False where the spell was last seen standing.
    confidence : float
        Of the interval (log-log, Kalbfleisch and Prentice).

    Returns
    -------
    Curve
        At the days on which a spell ended or was last seen.
    """
    ended = np.asarray(is_ended, dtype=bool)
    from scipy.stats import CensoredData, ecdf  # noqa: PLC0415 - two seconds that a forecast does not need

    told: Any = ecdf(CensoredData(uncensored=days[ended], right=days[~ended])).sf
    if ended.any():
        # before the first and after the last end the log-log interval is not defined; scipy says so every time
        with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore", category=RuntimeWarning):
            bounds = told.confidence_interval(confidence, method="log-log")
        low, high = np.asarray(bounds.low.probabilities), np.asarray(bounds.high.probabilities)
    else:
        low = high = told.probabilities
    survival = np.asarray(told.probabilities, dtype=float)
    return Curve(
        np.asarray(told.quantiles, dtype=float),
        survival,
        np.where(np.isnan(low), survival, low),
        np.where(np.isnan(high), survival, high),
    )
