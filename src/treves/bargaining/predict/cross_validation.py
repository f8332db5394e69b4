"""Learning from some proposals and forecasting others, so that no issue is forecast by what was learned from its own proposal."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.bargaining.predict.forecast import Forecast
from treves.bargaining.predict.outcome_mixture import estimate_outcome_mixture, forecast_outcome
from treves.bargaining.predict.position_table import PositionTable
from treves.errors import CabinetError

__all__ = ["cross_validated_forecasts", "folds_by_proposal"]

LEAST_PROPOSALS = 10
FOLDS = 10


def folds_by_proposal(
    proposals: tuple[str, ...], *, folds: int = FOLDS, rng: np.random.Generator
) -> npt.NDArray[np.intp]:
    """Return the fold of every issue; all issues of a proposal are in one fold.

    Parameters
    ----------
    proposals : tuple of str
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


def cross_validated_forecasts(
    table: PositionTable, *, folds: int = FOLDS, rng: np.random.Generator
) -> dict[int, Forecast]:
    """Forecast every issue with an outcome by a mixture learned from the proposals of the other folds.

    Parameters
    ----------
    table : PositionTable
    folds : int
    rng : numpy Generator

    Returns
    -------
    dict of int to Forecast
        By row of the table.

    Raises
    ------
    CabinetError
        If fewer than ten proposals have an outcome.
    """
    rows = table.scored
    proposals = tuple(table.proposals[row] for row in rows)
    if len(set(proposals)) < max(LEAST_PROPOSALS, folds):
        raise CabinetError(f"{len(set(proposals))} proposals with an outcome are too few to learn from; {max(LEAST_PROPOSALS, folds)} are needed")
    fold = folds_by_proposal(proposals, folds=folds, rng=rng)
    issues = [table.issue(int(row)) for row in rows]
    found: dict[int, Forecast] = {}
    for held in range(folds):
        kept = np.flatnonzero(fold != held)
        mixture = estimate_outcome_mixture([issues[k] for k in kept], [proposals[k] for k in kept])
        for k in np.flatnonzero(fold == held):
            found[int(rows[k])] = forecast_outcome(mixture, issues[k])
    return found
