"""A value with its 80 % interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Band", "band"]


@dataclass(frozen=True, slots=True)
class Band:
    """A value and its 80 % interval, which holds it."""

    value: float
    low: float
    high: float


def band(value: float, drawn: npt.NDArray[np.float64]) -> Band:
    """Put the interval of some draws around a value.

    Examples
    --------
    >>> band(0.5, np.linspace(0.0, 1.0, 11))
    Band(value=0.5, low=0.1, high=0.9)
    """
    low, high = np.quantile(drawn, [0.1, 0.9]).round(12).tolist()
    return Band(value, min(low, value), max(high, value))
