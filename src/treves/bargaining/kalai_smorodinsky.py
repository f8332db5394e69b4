"""The Kalai-Smorodinsky solution: equal shares of what each could hope for."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.bargaining.ties import first_leximin, individually_rational

__all__ = ["kalai_smorodinsky_solution"]

Floats = npt.NDArray[np.float64]


def kalai_smorodinsky_solution(gains: Floats) -> int | None:
    """Return the package whose smallest gain, as a share of the party's best hope, is largest.

    A party's best hope is its largest gain over the individually rational packages. The original solution takes the
    point where the line to the point of all best hopes leaves a convex set (Kalai & Smorodinsky 1975); over finitely
    many packages that point need not be there, and maximising the smallest share takes its place (Nagahisa &
    Tanaka 2002). A party that can gain nothing is left out of the minimum.

    Parameters
    ----------
    gains : array, shape (package, party)
        Utility less reservation value; minus infinity where a red line is broken.

    Returns
    -------
    int or None
        Row of the package; where smallest shares tie, the next smallest decides (the lexicographic extension of Imai
        1983), and at last the lower row. None where no package is individually rational.

    Notes
    -----
    It depends on the best hopes, so dropping a package nobody picks can change it. With three parties or more a party
    that raises its own reservation value can end up with less, because it cuts off the others' best hopes too.

    References
    ----------
    Imai, H. (1983). Individual monotonicity and lexicographic maxmin solution. Econometrica 51, 389-401.
    Kalai, E., & Smorodinsky, M. (1975). Other solutions to Nash's bargaining problem. Econometrica 43, 513-518.
    Nagahisa, R., & Tanaka, M. (2002). An axiomatization of the Kalai-Smorodinsky solution when the feasible sets can
    be finite. Social Choice and Welfare 19, 751-761.

    Examples
    --------
    >>> kalai_smorodinsky_solution(np.array([[0.0, 20.0], [5.0, 11.0], [6.0, 9.0], [10.0, 0.0]]))
    1
    """
    rows, rational = individually_rational(gains)
    if not rows.size:
        return None
    hope = rational.max(axis=0)
    can_gain = hope > 0.0
    if not can_gain.any():
        return int(rows[0])
    return int(rows[first_leximin(rational[:, can_gain] / hope[can_gain])])
