"""Scores of forecasts against outcomes, with intervals that know that issues of one proposal hang together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.bargaining.predict.forecast import Forecast, crps

__all__ = ["Bootstrap", "Scored", "score_forecasts"]

Floats = npt.NDArray[np.float64]

NEAR_POINTS = 10.0
COVERED = (0.5, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores per issue.

    Parameters
    ----------
    rows : array of int, shape (issue,)
    errors : array, shape (issue,)
        Distance of the forecast's median to the outcome, scale points.
    crps : array, shape (issue,)
        Scale points.
    chance_of_outcome : array, shape (issue,)
        Probability put on the very outcome, within half a point.
    ranks : array, shape (issue,)
        Where the outcome falls in the forecast's distribution, 0-1, evenly spread over a jump; evenly spread overall
        where a forecast knows what it does not know.
    """

    rows: npt.NDArray[np.intp]
    errors: Floats
    crps: Floats
    chance_of_outcome: Floats
    ranks: Floats

    def coverage(self) -> dict[float, float]:
        """Return, per central interval, the share of outcomes within it."""
        return {share: float(np.mean(np.abs(self.ranks - 0.5) <= share / 2)) for share in COVERED}


def score_forecasts(forecasts: dict[int, Forecast], outcomes: Floats, *, rng: np.random.Generator) -> Scored:
    """Score forecasts by row.

    Parameters
    ----------
    forecasts : dict of int to Forecast
    outcomes : array, shape (issue,)
        Of the whole table.
    rng : numpy Generator
        Spreads the ranks over jumps of the distribution functions.

    Returns
    -------
    Scored
    """
    rows = np.array(sorted(forecasts), dtype=np.intp)
    kept = [(forecasts[int(row)], float(outcomes[row])) for row in rows]
    spans = np.array([forecast.chance_below(outcome) for forecast, outcome in kept]).reshape(-1, 2)
    near = [float(f.probabilities[np.abs(f.points - outcome) < 0.5].sum()) for f, outcome in kept]
    return Scored(
        rows,
        np.array([abs(forecast.median - outcome) for forecast, outcome in kept]),
        np.array([crps(forecast, outcome) for forecast, outcome in kept]),
        np.array(near),
        spans[:, 0] + rng.random(rows.size) * (spans[:, 1] - spans[:, 0]),
    )


class Bootstrap:
    """Draws of whole proposals with replacement, the same draws for every model.

    Parameters
    ----------
    proposals : sequence of str
        Per issue of the table.
    draws : int
    rng : numpy Generator
    """

    def __init__(self, proposals: Sequence[str], *, draws: int, rng: np.random.Generator) -> None:
        names, self.which = np.unique(np.array(proposals), return_inverse=True)
        drawn = rng.integers(0, names.size, (draws, names.size))
        self.times = (
            np.apply_along_axis(np.bincount, 1, drawn, minlength=names.size) if draws else np.zeros((0, names.size))
        )

    def means(self, rows: npt.NDArray[np.intp], values: Floats) -> Floats:
        """Return the mean of values in every draw; draws without any of the rows are left out."""
        count = np.bincount(self.which[rows], minlength=self.times.shape[1])
        total = np.bincount(self.which[rows], weights=values, minlength=self.times.shape[1])
        drawn = self.times @ count
        return np.asarray((self.times @ total)[drawn > 0] / drawn[drawn > 0])

    def medians(self, rows: npt.NDArray[np.intp], values: Floats) -> Floats:
        """Return the median of values in every draw."""
        order = np.argsort(values, kind="stable")
        times = np.cumsum(self.times[:, self.which[rows][order]], axis=1)
        times = times[times[:, -1] > 0]
        at = (times < times[:, -1:] / 2).sum(axis=1)
        return np.asarray(values[order][at])

    def interval(self, found: Floats, share: float = 0.9) -> tuple[float, float] | None:
        """Return the central interval of what draws found; None where there are none."""
        if not found.size:
            return None
        low, high = np.quantile(found, [(1 - share) / 2, (1 + share) / 2])
        return float(low), float(high)
