"""The pivotal voter: the one whose vote completes a qualified majority against the reference point."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.bargaining.predict.weights import checked
from treves.errors import CabinetError

__all__ = ["pivotal_voter"]

Floats = npt.NDArray[np.float64]

ROUNDING = 1e-9  # share of all votes


def pivotal_voter(positions: Floats, votes: Floats | None, quota: float, reference_point: float) -> float:
    """Return the position of the voter who is pivotal for leaving the reference point under a quota (Krehbiel 1998).

    Voters who want to go up from the reference point are lined up from the highest position down, those who want to go
    down from the lowest up; the one whose vote first reaches the quota is the pivot, and further from the reference
    point than the pivot wishes no change has the votes that it needs. Where neither side reaches the quota, the
    reference point stays: it lies in the gridlock interval. In the European Union this is the least enthusiastic
    member of the qualified majority (Crombez 1996; Steunenberg 1994).

    Parameters
    ----------
    positions : array, shape (voter,)
        Scale points.
    votes : array, shape (voter,), or None
        Votes, not negative; None is one each.
    quota : float
        Share of all votes needed, above 0.5 and at most 1 (unanimity). Nice and before: about 0.71.
    reference_point : float
        What holds if nothing is agreed, scale points.

    Returns
    -------
    float
        Scale points.

    Raises
    ------
    CabinetError
        If the votes cannot be counted, or quota or reference point are no numbers that fit.

    Notes
    -----
    It predicts where the pivot stands, not what an agenda setter could get past the pivot: with linear losses the
    pivot would still accept anything nearer than the reference point. It needs a reference point; without one the
    question who is pivotal has two answers, one for each direction.

    References
    ----------
    Krehbiel, K. (1998). Pivotal politics. University of Chicago Press.
    Crombez, C. (1996). Legislative procedures in the European Community. British Journal of Political Science 26,
    199-228. Steunenberg, B. (1994). Decision making under different institutional arrangements. Journal of
    Institutional and Theoretical Economics 150, 642-669.

    Tsebelis, G. (1994). The power of the European Parliament as a conditional agenda setter. American Political Science
    Review 88, 128-142.

    Examples
    --------
    Seven members in a row, five needed, nothing in force: the third is pivotal (Tsebelis 1994).

    >>> pivotal_voter(np.array([10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0]), None, 5 / 7, 0.0)
    30.0
    """
    x, weight = checked(positions, votes)
    if not 0.5 < quota <= 1:
        raise CabinetError(f"the quota {quota} is no qualified majority; it must lie above 0.5 and at most at 1")
    if not np.isfinite(reference_point):
        raise CabinetError("without a reference point nobody can be told to be pivotal")
    order = np.argsort(x, kind="stable")
    x, share = x[order], weight[order] / weight.sum()
    upward = x[::-1][np.searchsorted(np.cumsum(share[::-1]), quota - ROUNDING)]
    downward = x[np.searchsorted(np.cumsum(share), quota - ROUNDING)]
    if upward > reference_point:
        return float(upward)
    return float(downward) if downward < reference_point else float(reference_point)
