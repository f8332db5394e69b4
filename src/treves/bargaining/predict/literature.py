"""Every model of the literature, let loose on a whole table of positions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.bargaining.predict.challenge_model import challenge_model
from treves.bargaining.predict.compromise import compromise
from treves.bargaining.predict.exchange_model import exchange_model
from treves.bargaining.predict.forecast import Forecast, point_forecast
from treves.bargaining.predict.median_voter import median_voter
from treves.bargaining.predict.nash_bargaining import nash_bargaining
from treves.bargaining.predict.pivotal_voter import pivotal_voter
from treves.bargaining.predict.position_table import LEAST_SALIENCE, IssuePositions, PositionTable

__all__ = ["ISSUE_BY_ISSUE", "MODELS", "Model", "exchanged_outcomes", "literature_forecasts"]

Floats = npt.NDArray[np.float64]
Predict = Callable[[IssuePositions], float | None]


@dataclass(frozen=True, slots=True)
class Model:
    """A model as a table of skill names it.

    Parameters
    ----------
    name : str
    means : str
        What it computes, in one clause.
    source : str
    """

    name: str
    means: str
    source: str


def _pivot(issue: IssuePositions) -> float | None:
    has_vote = issue.votes > 0
    if not has_vote.any() or not np.isfinite([issue.quota, issue.reference_point]).all():
        return None
    return pivotal_voter(issue.positions[has_vote], issue.votes[has_vote], issue.quota, issue.reference_point)


def _nash_reference(issue: IssuePositions) -> float | None:
    if not np.isfinite(issue.reference_point):
        return None
    return nash_bargaining(issue.positions, issue.saliences + LEAST_SALIENCE, reference_point=issue.reference_point)


def _challenge(issue: IssuePositions) -> float:
    done = challenge_model(
        issue.positions, issue.saliences + LEAST_SALIENCE * (1 - issue.saliences), issue.capabilities
    )
    return float(done.medians[-1])


def _reference(issue: IssuePositions) -> float | None:
    return issue.reference_point if np.isfinite(issue.reference_point) else None


ISSUE_BY_ISSUE: Mapping[Model, Predict] = {
    Model("midpoint", "50, whatever anybody wants", "baseline"): lambda _: 50.0,
    Model("reference point", "no change", "baseline"): _reference,
    Model("mean", "mean of positions", "baseline"): lambda issue: compromise(issue.positions),
    Model("compromise, salience", "mean weighted by salience", "Van den Bos 1991"): lambda issue: compromise(
        issue.positions, issue.saliences + LEAST_SALIENCE
    ),
    Model("compromise", "mean weighted by salience x capability", "Van den Bos 1991"): lambda issue: compromise(
        issue.positions, issue.weights
    ),
    Model("median voter", "median position", "Black 1948"): lambda issue: median_voter(issue.positions),
    Model(
        "median voter, weighted", "median weighted by salience x capability", "Bueno de Mesquita 1994"
    ): lambda issue: median_voter(issue.positions, issue.weights),
    Model("pivotal voter", "whose vote completes the majority needed", "Krehbiel 1998; Crombez 1996"): _pivot,
    Model("Nash, reference point", "largest product of gains over the reference point", "Nash 1950"): _nash_reference,
    Model("Nash, failure", "largest product of gains over a failure worse than any outcome", "Nash 1950; Achen 2006"): (
        lambda issue: nash_bargaining(issue.positions, issue.weights)
    ),
    Model("challenge model", "median after ten rounds of challenges", "Bueno de Mesquita 1994"): _challenge,
}
EXCHANGE = Model("exchange model", "compromise after a round of exchanges", "Stokman & Van Oosten 1994")
WEIGHED = Model(
    "exchange model, externalities", "the same, where harm to others counts", "Van Assen, Stokman & Van Oosten 2003"
)
EQUAL = Model("positions, equal weights", "the outcome is some actor's position, drawn evenly", "baseline")
WEIGHTED = Model("positions, weighted", "the same, drawn by salience x capability", "baseline")
MODELS: tuple[Model, ...] = (*ISSUE_BY_ISSUE, EXCHANGE, WEIGHED, EQUAL, WEIGHTED)
"""In the order in which tables show them; the last two are probability forecasts."""


def literature_forecasts(table: PositionTable) -> dict[str, dict[int, Forecast]]:
    """Forecast every issue with an outcome by every model that can.

    Parameters
    ----------
    table : PositionTable

    Returns
    -------
    dict of str to dict of int to Forecast
        By name of the model and row; a model that needs what an issue does not have (a reference point, a vote) is
        silent on it.
    """
    issues = {int(row): table.issue(int(row)) for row in table.scored}
    found: dict[str, dict[int, Forecast]] = {}
    for model, predict in ISSUE_BY_ISSUE.items():
        points = {row: predict(issue) for row, issue in issues.items()}
        found[model.name] = {row: point_forecast(point) for row, point in points.items() if point is not None}
    for model, weighed in ((EXCHANGE, False), (WEIGHED, True)):
        outcomes = exchanged_outcomes(table, weighed=weighed)
        found[model.name] = {row: point_forecast(outcomes[row]) for row in issues}
    for model, is_even in ((EQUAL, True), (WEIGHTED, False)):
        found[model.name] = {
            row: _drawn(issue.positions, np.ones_like(issue.positions) if is_even else issue.weights)
            for row, issue in issues.items()
        }
    return found


def _drawn(positions: Floats, weights: Floats) -> Forecast:
    points, where = np.unique(positions, return_inverse=True)
    summed = np.bincount(where, weights=weights)
    return Forecast(points, summed / summed.sum())


def exchanged_outcomes(table: PositionTable, *, weighed: bool) -> dict[int, float]:
    """Exchange within every proposal; an issue alone in its proposal keeps its compromise."""
    found: dict[int, float] = {}
    for proposal in dict.fromkeys(table.proposals):
        rows = table.issues_of(proposal)
        positions = table.positions[rows]
        saliences, capabilities = np.full_like(positions, np.nan), np.full_like(positions, np.nan)
        for k, row in enumerate(rows):
            issue, has = table.issue(int(row)), np.isfinite(positions[k])
            saliences[k, has], capabilities[k, has] = issue.saliences + LEAST_SALIENCE, issue.capabilities
        done = exchange_model(positions, saliences, capabilities, externalities="weighed" if weighed else "ignored")
        found |= {int(row): float(outcome) for row, outcome in zip(rows, done.outcomes, strict=True)}
    return found
