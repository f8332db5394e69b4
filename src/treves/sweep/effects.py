"""Main effects: the mean of a result along each input, and how far the two rise together. For any design of points.

Unlike Sobol indices these do not share out the variance: they tell which way a result goes, and how far.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

from treves.positions.assumptions import NORMAL_90
from treves.study.frozen import Quantity
from treves.sweep.findings import Level

__all__ = ["main_effect", "rank_correlation"]

Floats = npt.NDArray[np.float64]

PARTS = 5
MOST_VALUES = 12  # more different values than this are put together in parts


def main_effect(values: Floats, found: Floats) -> tuple[Level, ...]:
    """Return the mean of a result along an input.

    Parameters
    ----------
    values, found : array, shape (study,)
        The input and the result; studies whose result is NaN are left out.

    Returns
    -------
    tuple of Level
        One for each value the input takes, or for each fifth of the studies where it takes more than twelve. The
        interval holds the mean with 80 %, as if the other inputs were drawn at random.
    """
    known = np.isfinite(found)
    values, found = values[known], found[known]
    if not values.size:
        return ()
    different = np.unique(values)
    if different.size <= MOST_VALUES:
        groups = [values == value for value in different]
    else:
        part = np.minimum(PARTS - 1, np.argsort(np.argsort(values, kind="stable")) * PARTS // values.size)
        groups = [part == k for k in range(PARTS) if (part == k).any()]
    return tuple(_level(values[group], found[group]) for group in groups)


def _level(values: Floats, found: Floats) -> Level:
    mean = float(found.mean())
    error = float(found.std(ddof=1) / math.sqrt(found.size)) if found.size > 1 else 0.0
    return Level(
        low=float(values.min()),
        high=float(values.max()),
        mean=Quantity(value=mean, low=mean - NORMAL_90 * error, high=mean + NORMAL_90 * error),
        studies=int(found.size),
    )


def rank_correlation(values: Floats, found: Floats) -> Quantity | None:
    """Return Spearman's rank correlation with its 80 % interval (Fisher's z with the variance of Bonett & Wright 2000).

    Parameters
    ----------
    values, found : array, shape (study,)
        Studies whose result is NaN are left out.

    Returns
    -------
    Quantity or None
        None where there are fewer than five studies, or one of the two never changes.
    """
    known = np.isfinite(found)
    if known.sum() < 5:
        return None
    one, other = rankdata(values[known]), rankdata(found[known])
    if one.std() == 0.0 or other.std() == 0.0:
        return None
    r = float(np.clip(np.corrcoef(one, other)[0, 1], -1.0, 1.0))
    if abs(r) > 1.0 - 1e-12:
        return Quantity(value=math.copysign(1.0, r), low=math.copysign(1.0, r), high=math.copysign(1.0, r))
    error = math.sqrt((1.0 + r * r / 2.0) / (int(known.sum()) - 3))
    low, high = (math.tanh(math.atanh(r) + side * NORMAL_90 * error) for side in (-1.0, 1.0))
    return Quantity(value=r, low=low, high=high)
