"""The Nash bargaining solution on one continuous issue, with a reference point or a failure worse than any outcome."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar

from treves.bargaining.predict.weights import checked
from treves.errors import CabinetError

__all__ = ["nash_bargaining"]

Floats = npt.NDArray[np.float64]

SCALE = 100.0
TOLERANCE = 1e-9  # scale points


def nash_bargaining(
    positions: Floats,
    weights: Floats | None = None,
    *,
    reference_point: float | None = None,
    failure_cost: float = 1.0,
    exponent: float = 1.0,
) -> float:
    """Return the point of the scale with the largest weighted product of gains over disagreement (Nash 1950).

    Loss is the distance to an actor's position over the length of the scale, to a power. Disagreement is the reference
    point where one is given, and otherwise a loss of ``failure_cost`` for everybody, as if the talks as such had
    collapsed.

    Parameters
    ----------
    positions : array, shape (actor,)
        Scale points, 0-100.
    weights : array, shape (actor,), optional
        Exponents of the gains (the asymmetric solution of Kalai 1977a): saliences, power or both.
    reference_point : float, optional
        What holds if nothing is agreed, scale points.
    failure_cost : float
        Loss of everybody where the talks fail and no reference point is given; at least 1, the loss over the whole
        scale.
    exponent : float
        1: linear loss, 2: quadratic, below 1: nearly as bad as lost once it is not one's own.

    Returns
    -------
    float
        Scale points. Where no point is better than the reference point for every actor with weight, the reference
        point itself:
        the strict solution, and in data with many actors the usual one.

    Raises
    ------
    CabinetError
        If the numbers cannot be weighed, the cost is below 1, or the exponent is not above 0.

    Notes
    -----
    The solution does not change when one actor's utility is multiplied by a number, so salience as a factor of the
    loss has no effect on one issue; it can enter as a weight only. With quadratic loss the solution tends to the
    :func:`~treves.bargaining.predict.compromise` of the weights as the cost of failure grows (Achen 2006).

    References
    ----------
    Nash, J. F. (1950). The bargaining problem. Econometrica 18, 155-162.
    Kalai, E. (1977a). Nonsymmetric Nash solutions and replications of 2-person bargaining. International Journal of
    Game Theory 6, 129-133. Achen, C. H. (2006). Institutional realism and bargaining models. In R. Thomson et al.
    (eds.), The European Union Decides, 86-123.

    Examples
    --------
    Between 60 and 100, with nothing in force, the one who wants less has less to gain and gets more than half of the
    way.

    >>> round(nash_bargaining(np.array([60.0, 100.0]), reference_point=0.0), 6)
    60.0
    """
    x, weight = checked(positions, weights)
    if exponent <= 0 or not np.isfinite(exponent):
        raise CabinetError(f"the exponent {exponent} is no loss; it must lie above 0")
    if failure_cost < 1 or not np.isfinite(failure_cost):
        raise CabinetError(f"a failure that costs {failure_cost} is better than some outcomes; it must cost at least 1")
    x, weight = x[weight > 0], weight[weight > 0]

    def loss(point: Floats | float) -> Floats:
        return (np.abs(x - point) / SCALE) ** exponent

    if reference_point is None:
        low, high, disagreement = float(x.min()), float(x.max()), np.full(x.size, float(failure_cost))
    else:
        # An actor gains between the reference point and its mirror image; all gain where these stretches overlap.
        mirrored = 2 * x - reference_point
        low = max(reference_point, 0.0) if (x > reference_point).all() else float(mirrored.max())
        high = float(mirrored.min()) if (x > reference_point).all() else min(reference_point, SCALE)
        low, high, disagreement = max(low, 0.0), min(high, SCALE), loss(reference_point)
        if not ((x > reference_point).all() or (x < reference_point).all()) or low >= high:
            return float(reference_point)

    def fallen_short(point: float) -> float:
        gains = disagreement - loss(point)
        return float(-(weight @ np.log(np.maximum(gains, 1e-300))))

    # The product may have a kink at every position and, below exponent 1, a peak: look at each stretch between kinks.
    kinks = np.unique(np.concatenate([[low, high], x[(x > low) & (x < high)]]))
    found = [(fallen_short(float(kink)), float(kink)) for kink in kinks]
    for a, b in pairwise(kinks):
        best = minimize_scalar(
            fallen_short, bounds=(float(a), float(b)), method="bounded", options={"xatol": TOLERANCE}
        )
        found.append((float(best.fun), float(best.x)))
    return min(found)[1]
