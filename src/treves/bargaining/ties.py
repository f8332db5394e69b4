"""Which packages are individually rational, and which of several equally good ones a solution concept takes.

Two rules, both stated where they are used. Sums and products (:func:`first_best`): a package that another of the tied
dominates gives way to it. Minima (:func:`first_leximin`): the next smallest decides, and so on. What is then still tied
goes to the lowest number. Neither favours a party, and neither ever picks a dominated package.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.errors import AgendaError

__all__ = ["TIE", "first_best", "first_leximin", "individually_rational"]

Floats = npt.NDArray[np.float64]

TIE = 1e-9
"""Relative difference below which two packages do equally well."""


def individually_rational(gains: Floats) -> tuple[npt.NDArray[np.intp], Floats]:
    """Return the rows in which no party loses, and their gains.

    Parameters
    ----------
    gains : array, shape (package, party)

    Returns
    -------
    rows : array of int
    rational : array, shape (row, party)
        Nowhere negative.

    Raises
    ------
    AgendaError
        If gains are not two-dimensional, or hold NaN or infinity (minus infinity is a broken red line).
    """
    if gains.ndim != 2 or not gains.shape[1]:
        raise AgendaError(f"a solution concept needs gains [package, party], not an array of shape {gains.shape}")
    # NaN fails the comparison too.
    if gains.size and not gains.max() < np.inf:
        raise AgendaError("gains hold NaN or infinity; only minus infinity has a meaning, a broken red line")
    rows = np.flatnonzero(gains.min(axis=1) >= 0.0)
    return rows, gains if rows.size == len(gains) else gains[rows]


def first_best(objective: Floats, gains: Floats, slack: float) -> int:
    """Return the row with the highest objective, ties by dominance, then by number.

    A tie goes to the lowest row, unless another tied row dominates it (gives every party at least as much and one
    more); then to the lowest that does, and so on. So the choice is never dominated by an equally good one, favours
    no party, and does not depend on the units of anyone's utility.

    Parameters
    ----------
    objective : array, shape (package,)
    gains : array, shape (package, party)
    slack : float
        Rows this close to the best are tied.
    """
    tied = np.flatnonzero(objective >= objective.max() - slack)
    chosen = tied[0]
    if tied.size > 1:
        rivals = gains[tied]
        while True:
            is_better = (rivals >= gains[chosen]).all(axis=1) & (rivals > gains[chosen]).any(axis=1)
            if not is_better.any():
                break
            chosen = tied[is_better.argmax()]
    return int(chosen)


def first_leximin(amounts: Floats) -> int:
    """Return the row whose smallest amount is largest, then whose second smallest is, and so on (Sen 1970).

    Parameters
    ----------
    amounts : array, shape (package, party)
        Gains or shares, none negative.

    Returns
    -------
    int
        The lowest of the rows that are alike to the last amount.
    """
    left = np.arange(len(amounts))
    least = amounts.min(axis=1)
    left = left[least >= least.max() * (1.0 - TIE)]
    if left.size > 1:
        ranked = np.sort(amounts[left], axis=1)
        for k in range(1, amounts.shape[1]):
            keep = ranked[:, k] >= ranked[:, k].max() * (1.0 - TIE)
            left, ranked = left[keep], ranked[keep]
    return int(left[0])
