"""What every one-issue model asks of its numbers: as many weights as positions, finite, and somebody who counts."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.errors import CabinetError

__all__ = ["checked"]

Floats = npt.NDArray[np.float64]


def checked(positions: Floats, *weights: Floats | None) -> tuple[Floats, Floats]:
    """Return positions and the product of all weights as arrays of floats.

    Parameters
    ----------
    positions : array, shape (actor,)
        Scale points.
    weights : array, shape (actor,), or None
        Factors, not negative; None is 1 for everybody.

    Returns
    -------
    positions, weight : array, shape (actor,)

    Raises
    ------
    CabinetError
        If there is nobody, a length differs, a number is not finite, a weight is negative, or all weights are 0.
    """
    x = np.asarray(positions, dtype=np.float64)
    if x.ndim != 1 or x.size == 0 or not np.isfinite(x).all():
        raise CabinetError("positions must be one finite number per actor, and at least one actor")
    product = np.ones_like(x)
    for given in weights:
        if given is None:
            continue
        weight = np.asarray(given, dtype=np.float64)
        if weight.shape != x.shape:
            raise CabinetError(f"{weight.size} weights for {x.size} positions")
        if not np.isfinite(weight).all() or (weight < 0).any():
            raise CabinetError("weights must be finite and not negative")
        product = product * weight
    if product.sum() <= 0:
        raise CabinetError("all weights are 0; somebody must count")
    return x, product
