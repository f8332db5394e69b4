"""Learning from some proposals and forecasting others: no issue is forecast by what its own proposal taught."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from treves.bargaining.predict.compromise import compromise
from treves.bargaining.predict.forecast import Forecast
from treves.bargaining.predict.outcome_mixture import GRID, estimate_outcome_mixture, forecast_outcome
from treves.bargaining.predict.position_table import IssuePositions, PositionTable
from treves.errors import CabinetError

__all__ = ["LEARNERS", "cross_validated_forecasts", "folds_by_proposal"]

Learner = Callable[[Sequence[IssuePositions], Sequence[str]], Callable[[IssuePositions], Forecast]]

LEAST_PROPOSALS = 10
FOLDS = 10


def folds_by_proposal(
    proposals: Sequence[str], *, folds: int = FOLDS, rng: np.random.Generator
) -> npt.NDArray[np.intp]:
    """Return the fold of every issue; all issues of a proposal are in one fold.

    Parameters
    ----------
    proposals : sequence of str
        Per issue.
    folds : int
    rng : numpy Generator
        Shuffles the proposals.

    Returns
    -------
    array of int, shape (issue,)

    Raises
    ------
    CabinetError
        If there are fewer proposals than folds.
    """
    names, which = np.unique(proposals, return_inverse=True)
    if names.size < folds:
        raise CabinetError(f"{names.size} proposals cannot be divided over {folds} folds")
    return np.asarray((rng.permutation(names.size) % folds)[which])


def _mixture(issues: Sequence[IssuePositions], proposals: Sequence[str]) -> Callable[[IssuePositions], Forecast]:
    learned = estimate_outcome_mixture(issues, proposals)
    return lambda issue: forecast_outcome(learned, issue)


def _normal_error(issues: Sequence[IssuePositions], _: Sequence[str]) -> Callable[[IssuePositions], Forecast]:
    errors = [issue.outcome - compromise(issue.positions, issue.weights) for issue in issues]
    sd = max(float(np.sqrt(np.mean(np.square(errors)))), 1.0)

    def forecast(issue: IssuePositions) -> Forecast:
        density = np.exp(-0.5 * ((GRID - compromise(issue.positions, issue.weights)) / sd) ** 2)
        return Forecast(GRID, density / density.sum())

    return forecast


def _earlier_outcomes(issues: Sequence[IssuePositions], _: Sequence[str]) -> Callable[[IssuePositions], Forecast]:
    points, times = np.unique([issue.outcome for issue in issues], return_counts=True)
    seen = Forecast(points, times / times.sum())
    return lambda _issue: seen


LEARNERS: dict[str, Learner] = {
    "outcomes of other proposals": _earlier_outcomes,
    "compromise, normal error": _normal_error,
    "treves mixture, learned here": _mixture,
}
"""What can be learned from a table: how outcomes spread whatever the positions, how far they fall from the compromise,
the mixture."""


def cross_validated_forecasts(
    table: PositionTable, learner: str = "treves mixture, learned here", *, folds: int = FOLDS, rng: np.random.Generator
) -> dict[int, Forecast]:
    """Forecast every issue with an outcome by what was learned from the proposals of the other folds.

    Parameters
    ----------
    table : PositionTable
    learner : str
        A name in :data:`LEARNERS`.
    folds : int
    rng : numpy Generator

    Returns
    -------
    dict of int to Forecast
        By row of the table.

    Raises
    ------
    CabinetError
        If fewer than ten proposals have an outcome, or fewer than folds.
    """
    rows = table.scored
    proposals = [table.proposals[row] for row in rows]
    needed = max(LEAST_PROPOSALS, folds)
    if len(set(proposals)) < needed:
        raise CabinetError(f"{len(set(proposals))} proposals with an outcome are too few; {needed} are needed")
    fold = folds_by_proposal(proposals, folds=folds, rng=rng)
    issues = [table.issue(int(row)) for row in rows]
    found: dict[int, Forecast] = {}
    for held in range(folds):
        kept = np.flatnonzero(fold != held)
        forecast = LEARNERS[learner]([issues[k] for k in kept], [proposals[k] for k in kept])
        for k in np.flatnonzero(fold == held):
            found[int(rows[k])] = forecast(issues[k])
    return found
