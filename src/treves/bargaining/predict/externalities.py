"""Externalities: what an exchange between two actors does to everybody else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Externalities", "externalities", "utility_changes"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Externalities:
    """The change in utility an exchange brings to each kind of actor, salience times scale points.

    Parameters
    ----------
    own : float
        Of the two who exchange.
    inner_gained, inner_lost : float
        Of the others in the two groups from which those two come: allies on both issues of the one or the other.
    outer_gained, outer_lost : float
        Of the actors in the two remaining groups.
    """

    own: float
    inner_gained: float
    inner_lost: float
    outer_gained: float
    outer_lost: float


def utility_changes(positions: Floats, saliences: Floats, outcomes_before: Floats, outcomes: Floats) -> Floats:
    """Return every actor's change in utility when outcomes move.

    Parameters
    ----------
    positions, saliences : array, shape (issue, actor)
        Scale points; NaN where an actor has no position, which counts as no change.
    outcomes_before, outcomes : array, shape (issue,)
        Scale points.

    Returns
    -------
    array, shape (actor,)
        Salience times scale points nearer.
    """
    nearer = np.abs(positions - outcomes_before[:, None]) - np.abs(positions - outcomes[:, None])
    return np.asarray(np.nansum(saliences * nearer, axis=0))


def externalities(
    positions: Floats,
    saliences: Floats,
    outcomes_before: Floats,
    outcomes: Floats,
    actors: tuple[int, int],
    is_above: Bools,
) -> Externalities:
    """Divide the effects of one exchange by whom they fall on (Van Assen, Stokman & Van Oosten 2003).

    Two issues divide the actors in four groups by the sides of the expected outcome on which they stand. Exchanges
    happen between opposite groups only; those two are *inner*, the other two *outer*.

    Parameters
    ----------
    positions, saliences : array, shape (2, actor)
        On the two issues of the exchange.
    outcomes_before, outcomes : array, shape (2,)
    actors : (int, int)
        The two who exchange.
    is_above : array of bool, shape (2, actor)
        Whether an actor stands above the outcome expected before any exchange.

    Returns
    -------
    Externalities

    References
    ----------
    Van Assen, M., Stokman, F., & Van Oosten, R. (2003). Conflict measures in cooperative exchange models of collective
    decision-making. Rationality and Society 15, 85-112.

    Examples
    --------
    >>> x = np.array([[0.0, 100.0, 0.0], [0.0, 100.0, 100.0]])
    >>> s = np.array([[0.8, 0.2, 0.5], [0.2, 0.8, 0.5]])
    >>> found = externalities(x, s, np.array([40.0, 60.0]), np.array([20.0, 80.0]), (0, 1), x > 50)
    >>> round(found.own, 6), found.inner_gained, found.outer_gained
    (24.0, 0.0, 20.0)
    """
    change = utility_changes(positions, saliences, outcomes_before, outcomes)
    is_there = ~np.isnan(positions).any(axis=0)
    is_own = np.isin(np.arange(change.size), actors)
    same_side = is_above[0] == is_above[1]
    is_inner = (same_side == same_side[actors[0]]) & is_there & ~is_own
    is_outer = is_there & ~is_inner & ~is_own

    def total(who: Bools) -> float:
        return float(change[who].sum())

    return Externalities(
        total(is_own),
        total(is_inner & (change > 0)),
        total(is_inner & (change < 0)),
        total(is_outer & (change > 0)),
        total(is_outer & (change < 0)),
    )
