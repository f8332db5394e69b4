"""The Nash solution, and its asymmetric form with weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from treves.bargaining.ties import TIE, first_best, individually_rational
from treves.errors import CabinetError

__all__ = ["nash_solution"]

Floats = npt.NDArray[np.float64]

MOST_FACTORS = 16  # a product of more gains may leave the range of a float; logarithms do not


def nash_solution(gains: Floats, *, weights: Sequence[float] | None = None) -> int | None:
    """Return the individually rational package with the largest product of gains (Nash 1950).

    With weights, each gain is raised to its party's weight (Harsanyi & Selten 1972; Kalai 1977a); a party of weight 0
    keeps its right to refuse and has no other say.

    Parameters
    ----------
    gains : array, shape (package, party)
        Utility less reservation value; minus infinity where a red line is broken.
    weights : sequence of float, optional
        Per party, not negative and not all 0. By default all count the same.

    Returns
    -------
    int or None
        Row of the package, ties as told in :mod:`treves.bargaining.ties`; None where no package is individually
        rational.

    Raises
    ------
    CabinetError
        If there is not one weight per party, or a weight is negative or not finite, or all are 0.

    Notes
    -----
    Over finitely many packages the maximum stays characterised by scale invariance and independence of irrelevant
    alternatives; ties are real (Mariotti 1998). A party that raises its own reservation value never ends up with
    less. Where no package gives every party something, all products are 0 and the rule for ties decides alone.

    References
    ----------
    Nash, J. F. (1950). The bargaining problem. Econometrica 18, 155-162.
    Harsanyi, J. C., & Selten, R. (1972). A generalized Nash solution for two-person bargaining games with incomplete
    information. Management Science 18, 80-106.
    Kalai, E. (1977a). Nonsymmetric Nash solutions and replications of 2-person bargaining. International Journal of
    Game Theory 6, 129-133.
    Mariotti, M. (1998). Nash bargaining theory when the number of alternatives can be finite. Social Choice and
    Welfare 15, 413-421.

    Examples
    --------
    >>> split = np.array([[10.0 * k, 100.0 - 10.0 * k] for k in range(11)])  # a cake in ten slices
    >>> nash_solution(split), nash_solution(split, weights=[4, 1])
    (5, 8)
    """
    rows, rational = individually_rational(gains)
    power = _powers(weights, gains.shape[1]) if weights is not None else None
    if not rows.size:
        return None
    if power is None and rational.shape[1] <= MOST_FACTORS:
        product = rational.prod(axis=1)
        return int(rows[first_best(product, rational, TIE * float(product.max()))])
    power = np.ones(rational.shape[1]) if power is None else power
    has_say = power > 0.0
    with np.errstate(divide="ignore"):
        logarithm = np.log(rational[:, has_say]) @ power[has_say]
    return int(rows[first_best(logarithm, rational, TIE)])


def _powers(weights: Sequence[float], parties: int) -> Floats:
    power = np.asarray(weights, dtype=np.float64)
    if power.shape != (parties,) or not np.isfinite(power).all() or (power < 0.0).any() or not power.any():
        raise CabinetError(f"weights {list(weights)} should be {parties} numbers, not negative and not all 0")
    return np.asarray(power / power.max())
