"""The outcome mixture: probability on the positions that somebody holds, and a density between them.

On two issues of three in the data of the European Union the outcome is exactly what some actor asked for; on the third
it lies between. So the forecast is a mixture. With one weight the outcome is one of the positions on the table, the
reference point among them; which one is a conditional logit (McFadden 1974) over a handful of features of a position.
With the other it is a normal density around the compromise. Eight numbers are learned, by the least continuous ranked
probability score and a ridge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from treves.bargaining.predict.compromise import compromise
from treves.bargaining.predict.forecast import Forecast
from treves.bargaining.predict.position_table import LEAST_SALIENCE, IssuePositions
from treves.errors import CabinetError

__all__ = ["FEATURES", "PARAMETERS", "OutcomeMixture", "estimate_outcome_mixture", "forecast_outcome"]

Floats = npt.NDArray[np.float64]

FEATURES = ("support", "co_legislator", "reference", "distance", "extreme")
"""What a position's chance depends on.

- support: log share of salience times capability behind it
- co_legislator: whether the co-legislator holds it
- reference: whether it is the reference point
- distance: to the compromise of saliences, as a share of the scale
- extreme: whether it is the lowest or the highest of all positions
"""
PARAMETERS = (*FEATURES, "between", "between_per_position", "width")
"""The features' coefficients, and three of the mixture as such.

- between: log odds of an outcome between the positions, where three differ
- between_per_position: the same, per position more
- width: log of the density's width as a multiple of the spread of positions
"""

SAME = 0.5  # positions nearer than this, in scale points, are one position
GRID = np.arange(0.0, 101.0)
LEAST_WIDTH_POINTS = 5.0
MARGIN_POINTS = 5.0  # the density reaches this far beyond the outer positions
FLOOR = 1e-4  # of the density's peak, anywhere on the scale
USUAL_POSITIONS, MOST_POSITIONS = 3, 6
START = {"support": 0.7, "width": -0.4}
RIDGE = 0.1  # per squared unit, in scale points of the score
EASY = {"between", "between_per_position", "width"}  # parameters of the mixture as such: a weaker ridge
EASE = 0.3


@dataclass(frozen=True, slots=True)
class OutcomeMixture:
    """What was learned, from what.

    Parameters
    ----------
    parameters : tuple of float
        In the order of :data:`PARAMETERS`.
    issues, proposals : int
        How many it was learned from.
    ridge : float
    source : str
    """

    parameters: tuple[float, ...]
    issues: int
    proposals: int
    ridge: float
    source: str


def estimate_outcome_mixture(
    issues: Sequence[IssuePositions], proposals: Iterable[str], *, ridge: float = RIDGE, source: str = ""
) -> OutcomeMixture:
    """Learn the mixture's parameters from issues whose outcomes are known.

    Parameters
    ----------
    issues : sequence of IssuePositions
        With outcomes.
    proposals : iterable of str
        The proposal of each issue; only counted here, see :mod:`treves.bargaining.predict.cross_validation`.
    ridge : float
        Pull of every parameter towards its start (support 0.7, width -0.4, others 0), in scale points per squared unit.
    source : str

    Returns
    -------
    OutcomeMixture

    Raises
    ------
    CabinetError
        If there are no issues or an outcome is missing.

    References
    ----------
    McFadden, D. (1974). Conditional logit analysis of qualitative choice behavior. In P. Zarembka (ed.), Frontiers in
    Econometrics, 105-142. Gneiting, T., Raftery, A. E., Westveld, A. H., & Goldman, T. (2005). Calibrated
    probabilistic forecasting using ensemble model output statistics and minimum CRPS estimation. Monthly Weather
    Review 133, 1098-1118.
    """
    if not issues or not all(np.isfinite(issue.outcome) for issue in issues):
        raise CabinetError("learning needs issues, each with an outcome")
    sheets = _Sheets([_Sheet(issue) for issue in issues], np.array([issue.outcome for issue in issues]))
    start = np.array([START.get(name, 0.0) for name in PARAMETERS])
    pull = np.array([EASE if name in EASY else 1.0 for name in PARAMETERS])

    def score(parameters: Floats) -> float:
        return float(sheets.crps(parameters).mean() + ridge * (pull * (parameters - start) ** 2).sum())

    best = minimize(score, start, method="L-BFGS-B", options={"maxiter": 200})
    found = tuple(float(value) for value in best.x)
    return OutcomeMixture(found, len(issues), len(set(proposals)), ridge, source)


def forecast_outcome(mixture: OutcomeMixture, issue: IssuePositions) -> Forecast:
    """Return the probability of every point of the scale as the outcome of an issue.

    Parameters
    ----------
    mixture : OutcomeMixture
    issue : IssuePositions
        Its outcome is not looked at.

    Returns
    -------
    Forecast
        On the positions on the table and on the whole points of the scale.
    """
    sheet = _Sheet(issue)
    sheets = _Sheets([sheet], np.zeros(1))
    on_positions, on_grid = sheets.probabilities(np.array(mixture.parameters))
    points = np.concatenate([sheet.candidates, GRID])
    chances = np.concatenate([on_positions[0], on_grid[0]])
    unique, where = np.unique(points, return_inverse=True)
    summed = np.bincount(where, weights=chances)
    return Forecast(unique, summed / summed.sum())


class _Sheet:
    """One issue, as the candidates for its outcome and their features."""

    def __init__(self, issue: IssuePositions) -> None:
        x, weights = issue.positions, issue.weights
        on_table = x if np.isnan(issue.reference_point) else np.append(x, issue.reference_point)
        self.candidates = _merged(on_table)
        # Saliences alone: measures of power differ from table to table, and one giant would pull the density with it.
        saliences = issue.saliences + LEAST_SALIENCE
        self.center = compromise(x, saliences)
        self.spread = float(np.sqrt(saliences @ (x - self.center) ** 2 / saliences.sum()))
        self.low, self.high, self.count = float(x.min()), float(x.max()), _merged(x).size
        share = np.array([weights[np.abs(x - c) < SAME].sum() for c in self.candidates]) / weights.sum()
        self.features = np.column_stack([
            np.log(share + 0.5 / x.size),
            np.abs(self.candidates - issue.co_legislator) < SAME,
            np.abs(self.candidates - issue.reference_point) < SAME,
            np.abs(self.candidates - self.center) / 100,
            (np.abs(self.candidates - self.low) < SAME) | (np.abs(self.candidates - self.high) < SAME),
        ])  # fmt: skip


def _merged(positions: Floats) -> Floats:
    """Return the different positions, rising; those nearer than half a point to the one before are left out."""
    kept: list[float] = []
    for position in np.unique(positions):
        if not kept or position - kept[-1] >= SAME:
            kept.append(float(position))
    return np.array(kept)


class _Sheets:
    """Many issues side by side, padded to the same number of candidates."""

    def __init__(self, sheets: Sequence[_Sheet], outcomes: Floats) -> None:
        most = max(sheet.candidates.size for sheet in sheets)
        count = len(sheets)
        self.features = np.zeros((count, most, len(FEATURES)))
        self.is_there = np.zeros((count, most), dtype=np.bool_)
        candidates = np.zeros((count, most))
        for row, sheet in enumerate(sheets):
            size = sheet.candidates.size
            self.features[row, :size], self.is_there[row, :size] = sheet.features, True
            candidates[row, :size] = sheet.candidates
        self.center, self.spread, low, high, number = (
            np.array([getattr(sheet, name) for sheet in sheets], dtype=np.float64)
            for name in ("center", "spread", "low", "high", "count")
        )
        self.more_positions = np.minimum(number, MOST_POSITIONS) - USUAL_POSITIONS
        self.reaches = (low[:, None] - MARGIN_POINTS <= GRID) & (high[:, None] + MARGIN_POINTS >= GRID)
        # Distribution functions are compared on every point that can carry probability, and on the outcome.
        points = np.concatenate([candidates, np.tile(GRID, (count, 1)), outcomes[:, None]], axis=1)
        self.order = np.argsort(points, axis=1, kind="stable")
        rising = np.take_along_axis(points, self.order, axis=1)
        self.steps = np.diff(rising, axis=1)
        self.passed = rising[:, :-1] >= outcomes[:, None]

    def probabilities(self, parameters: Floats) -> tuple[Floats, Floats]:
        """Return probabilities on the candidates and on the grid, ``[issue, point]``."""
        named = dict(zip(PARAMETERS, parameters, strict=True))
        appeal = np.where(self.is_there, self.features @ parameters[: len(FEATURES)], -np.inf)
        appeal = np.exp(appeal - appeal.max(axis=1, keepdims=True))
        chosen = appeal / appeal.sum(axis=1, keepdims=True)
        odds = named["between"] + named["between_per_position"] * self.more_positions
        between = (1 / (1 + np.exp(-odds)))[:, None]
        width = np.exp(named["width"]) * (self.spread + LEAST_WIDTH_POINTS)
        density = np.exp(-0.5 * ((GRID - self.center[:, None]) / width[:, None]) ** 2) * self.reaches + FLOOR
        return (1 - between) * chosen, between * density / density.sum(axis=1, keepdims=True)

    def crps(self, parameters: Floats) -> Floats:
        """Return the score per issue, scale points."""
        on_positions, on_grid = self.probabilities(parameters)
        chances = np.concatenate([on_positions, on_grid, np.zeros((len(on_grid), 1))], axis=1)
        reached = np.cumsum(np.take_along_axis(chances, self.order, axis=1), axis=1)[:, :-1]
        return np.asarray(((reached - self.passed) ** 2 * self.steps).sum(axis=1))
