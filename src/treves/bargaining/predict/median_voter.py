"""The median voter: the position no majority can improve upon on one issue."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.bargaining.predict.weights import checked

__all__ = ["median_voter"]

Floats = npt.NDArray[np.float64]

HALF = 1e-12  # share of the total weight within which "exactly half" is taken as exact


def median_voter(positions: Floats, *weights: Floats | None) -> float:
    """Return the (weighted) median position (Black 1948).

    With single-peaked preferences on one issue, the median voter's position beats or ties every other in a majority
    vote.

    Parameters
    ----------
    positions : array, shape (actor,)
        Scale points.
    weights : array, shape (actor,), or None
        Votes, saliences, capabilities: factors of each actor's weight, not negative.

    Returns
    -------
    float
        Scale points. Where exactly half of the weight lies on either side, every point between the two middle positions
        is a median and their midpoint is returned.

    Raises
    ------
    CabinetError
        If the numbers cannot be weighed, see :func:`~treves.bargaining.predict.compromise`.

    Notes
    -----
    Bueno de Mesquita's "median voter" weighs votes by capability times salience; pass both.

    References
    ----------
    Black, D. (1948). On the rationale of group decision-making. Journal of Political Economy 56, 23-34.

    Examples
    --------
    >>> median_voter(np.array([10.0, 20.0, 90.0]))
    20.0
    >>> median_voter(np.array([10.0, 20.0, 90.0]), np.array([1.0, 1.0, 4.0]))
    90.0
    """
    x, weight = checked(positions, *weights)
    order = np.argsort(x, kind="stable")
    x, share = x[order][weight[order] > 0], weight[order][weight[order] > 0] / weight.sum()
    below = np.cumsum(share)
    at = int(np.searchsorted(below, 0.5 - HALF))
    if abs(below[at] - 0.5) <= HALF and at + 1 < x.size:
        return float((x[at] + x[at + 1]) / 2)
    return float(x[at])
