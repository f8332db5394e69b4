"""The compromise model: a mean of positions weighted by salience and power."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.bargaining.predict.weights import checked

__all__ = ["compromise"]

Floats = npt.NDArray[np.float64]


def compromise(positions: Floats, saliences: Floats | None = None, capabilities: Floats | None = None) -> float:
    """Return the mean of the actors' positions weighted by salience times capability (Van den Bos 1991).

    Parameters
    ----------
    positions : array, shape (actor,)
        Where each actor wants the issue to end, scale points.
    saliences, capabilities : array, shape (actor,), optional
        Weight of the issue to each actor, and its power; not negative. Left out, all count the same.

    Returns
    -------
    float
        Scale points.

    Raises
    ------
    CabinetError
        If an array has another length, a number is not finite, or the weights are negative or all 0.

    Notes
    -----
    The programs Decide and equal-gain call this number the Nash bargaining solution. It is not: Achen (2006) shows
    that it approximates the Nash solution when a failure of the talks is far worse for everybody than any outcome, and
    the limit is a test here. :func:`~treves.bargaining.predict.nash_bargaining` computes the solution itself.

    References
    ----------
    Van den Bos, J. M. M. (1991). Dutch EC policy making. Amsterdam: Thesis Publishers.
    Achen, C. H. (2006). Institutional realism and bargaining models. In R. Thomson et al. (eds.), The European Union
    Decides, 86-123. Cambridge University Press.

    Examples
    --------
    >>> compromise(np.array([0.0, 100.0]), np.array([1.0, 3.0]))
    75.0
    """
    x, weights = checked(positions, saliences, capabilities)
    return float(weights @ x / weights.sum())
