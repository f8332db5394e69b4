"""The egalitarian solution: the largest gain that everybody can have."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.bargaining.ties import first_leximin, individually_rational

__all__ = ["egalitarian_solution"]

Floats = npt.NDArray[np.float64]


def egalitarian_solution(gains: Floats) -> int | None:
    """Return the individually rational package with the largest smallest gain (Kalai 1977b; Rawls's maximin).

    It compares gains between parties, so it is not free of the units of utility; here every party's utility runs from
    0 to 1 over the scale.

    Parameters
    ----------
    gains : array, shape (package, party)
        Utility less reservation value; minus infinity where a red line is broken.

    Returns
    -------
    int or None
        Row of the package; where smallest gains tie, the next smallest decides, and at last the lower row. None where
        no package is individually rational.

    Notes
    -----
    Over finitely many packages it stays independent of irrelevant alternatives, and a party that raises its own
    reservation value never ends up with less.

    References
    ----------
    Kalai, E. (1977b). Proportional solutions to bargaining situations: interpersonal utility comparisons.
    Econometrica 45, 1623-1630.

    Examples
    --------
    >>> egalitarian_solution(np.array([[0.0, 20.0], [5.0, 11.0], [6.0, 9.0], [10.0, 0.0]]))
    2
    """
    rows, rational = individually_rational(gains)
    if not rows.size:
        return None
    return int(rows[first_leximin(rational)])
