"""A forecast of an outcome on the 0-100 scale: points that carry probability, and how it is scored."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.errors import CabinetError

__all__ = ["Forecast", "crps", "point_forecast"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Forecast:
    """A probability distribution over points of the scale.

    Parameters
    ----------
    points : array, shape (point,)
        Scale points, rising.
    probabilities : array, shape (point,)
        Not negative, adding up to 1.
    """

    points: Floats
    probabilities: Floats

    def __post_init__(self) -> None:
        if self.points.shape != self.probabilities.shape or self.points.size == 0 or (np.diff(self.points) <= 0).any():
            raise CabinetError("a forecast needs rising points with one probability each")
        if (self.probabilities < 0).any() or abs(self.probabilities.sum() - 1) > 1e-9:
            raise CabinetError("the probabilities of a forecast must not be negative and must add up to 1")

    @property
    def mean(self) -> float:
        """Expected outcome, scale points."""
        return float(self.points @ self.probabilities)

    @property
    def median(self) -> float:
        """Lowest point with at least half of the probability at or below it."""
        return self.quantile(0.5)

    def quantile(self, share: float) -> float:
        """Return the lowest point with at least this share of the probability at or below it."""
        reached = np.cumsum(self.probabilities)
        return float(self.points[min(int(np.searchsorted(reached, share - 1e-12)), self.points.size - 1)])

    def chance_below(self, outcome: float) -> tuple[float, float]:
        """Return the probability of less than an outcome, and of at most that outcome."""
        below = float(self.probabilities[self.points < outcome - 1e-9].sum())
        return below, float(self.probabilities[self.points <= outcome + 1e-9].sum())


def point_forecast(point: float) -> Forecast:
    """Return the forecast that is sure of one point."""
    return Forecast(np.array([float(point)]), np.ones(1))


def crps(forecast: Forecast, outcome: float) -> float:
    """Return the continuous ranked probability score: the area between forecast and outcome as distribution functions.

    It is in scale points, lower is better; for a forecast that is sure of one point it is the absolute error, so that
    point and probability forecasts stand in one table.

    Parameters
    ----------
    forecast : Forecast
    outcome : float
        Scale points.

    Returns
    -------
    float

    References
    ----------
    Gneiting, T., & Raftery, A. E. (2007). Strictly proper scoring rules, prediction, and estimation. Journal of the
    American Statistical Association 102, 359-378.

    Examples
    --------
    >>> crps(point_forecast(40.0), 50.0)
    10.0
    >>> crps(Forecast(np.array([0.0, 100.0]), np.array([0.5, 0.5])), 0.0)
    25.0
    """
    points = np.append(forecast.points, outcome)
    order = np.argsort(points, kind="stable")
    reached = np.cumsum(np.append(forecast.probabilities, 0.0)[order])[:-1]
    passed = points[order][:-1] >= outcome
    return float(((reached - passed) ** 2 * np.diff(points[order])).sum())
