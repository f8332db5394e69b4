"""The utilitarian solution: the largest sum of gains."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.bargaining.ties import TIE, first_best, individually_rational

__all__ = ["utilitarian_solution"]

Floats = npt.NDArray[np.float64]


def utilitarian_solution(gains: Floats) -> int | None:
    """Return the individually rational package with the largest sum of gains (Harsanyi 1955; Thomson 1981).

    It compares gains between parties, and may leave one of them with nothing beyond its reservation value.

    Parameters
    ----------
    gains : array, shape (package, party)
        Utility less reservation value; minus infinity where a red line is broken.

    Returns
    -------
    int or None
        Row of the package, ties as told in :mod:`treves.bargaining.ties`; None where no package is individually
        rational.

    References
    ----------
    Harsanyi, J. C. (1955). Cardinal welfare, individualistic ethics, and interpersonal comparisons of utility. Journal
    of Political Economy 63, 309-321.
    Thomson, W. (1981). Nash's bargaining solution and utilitarian choice rules. Econometrica 49, 535-538.

    Examples
    --------
    >>> utilitarian_solution(np.array([[0.0, 20.0], [5.0, 11.0], [6.0, 9.0], [10.0, 0.0]]))
    0
    """
    rows, rational = individually_rational(gains)
    if not rows.size:
        return None
    total = rational.sum(axis=1)
    return int(rows[first_best(total, rational, TIE * float(total.max()))])
