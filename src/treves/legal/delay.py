"""When an option enters into force: a distribution through three numbers of the case.

The case gives a central value and an 80 % range of the months from accord to entry into force. The distribution has
these as its median and its 10 and 90 % points: normal in the logarithm of the months on either side of the median, with
a width of its own on each side, since laws are late more often than early. Where the range starts at 0 months the
lower side is normal in the months themselves, and what would lie below 0 enters at once.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from treves.agenda import LegalPath

__all__ = ["delay_quantile", "entry_chance"]

Floats = npt.NDArray[np.float64]
EDGE = float(ndtri(0.9))  # standard deviations from the median to the 90 % point


def entry_chance(path: LegalPath, months: npt.ArrayLike, *, delay_factor: float = 1.0) -> Floats:
    """Return the chance that an option has entered into force by some months after the accord.

    Parameters
    ----------
    path : LegalPath
    months : array_like
        Months since the accord; before 0 the chance is nil.
    delay_factor : float
        Multiplies all delays.

    Returns
    -------
    array, shaped as ``months``
    """
    at = np.asarray(months, dtype=np.float64)
    if path.instrument == "none":
        return np.where(at >= 0.0, 1.0, 0.0)
    low, middle, high = _range_of(path, delay_factor)
    below = _steps_below(at, low, middle)
    above = _steps_above(at, middle, high)
    return np.where(at < 0.0, 0.0, ndtr(np.where(at < middle, below, above)))


def delay_quantile(path: LegalPath, share: npt.ArrayLike, *, delay_factor: float = 1.0) -> Floats:
    """Return the months by which an option has entered into force with some chance; the inverse of the chance.

    Parameters
    ----------
    path : LegalPath
    share : array_like
        Chances above 0 and below 1.
    delay_factor : float

    Returns
    -------
    array, shaped as ``share``
    """
    steps = ndtri(np.asarray(share, dtype=np.float64)) / EDGE
    if path.instrument == "none":
        return np.zeros_like(steps)
    low, middle, high = _range_of(path, delay_factor)
    if low > 0.0:
        below = middle * (low / middle) ** np.maximum(-steps, 0.0)
    else:
        below = middle * np.maximum(1.0 + np.minimum(steps, 0.0), 0.0)
    above = middle * (high / middle) ** np.maximum(steps, 0.0) if middle > 0.0 else high * np.maximum(steps, 0.0)
    return np.where(steps < 0.0, below, above)


def _range_of(path: LegalPath, factor: float) -> tuple[float, float, float]:
    return path.delay_months_low * factor, path.delay_months * factor, path.delay_months_high * factor


def _steps_below(at: Floats, low: float, middle: float) -> Floats:
    """Return standard deviations from the median, for months below it; without spread nothing is below it."""
    if low >= middle:
        return np.full_like(at, -np.inf)
    if low <= 0.0:
        return EDGE * (at - middle) / middle
    with np.errstate(divide="ignore", invalid="ignore"):
        told: Floats = EDGE * np.log(at / middle) / np.log(middle / low)
    return np.where(at > 0.0, told, -np.inf)


def _steps_above(at: Floats, middle: float, high: float) -> Floats:
    if high <= middle:
        return np.full_like(at, np.inf)
    if middle <= 0.0:
        return EDGE * at / high
    return EDGE * np.log(np.maximum(at, middle) / middle) / float(np.log(high / middle))
