"""What is assumed about legal paths beyond what a case says, with a range for each."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

__all__ = ["Doubt", "Doubts"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A factor with its 80 % range, lognormal on either side of its central value.

    Parameters
    ----------
    value, low, high : float
        All above 0.
    source : str
        Where they come from, or the word ``assumption``.
    """

    value: float
    low: float
    high: float
    source: str = "assumption"

    def at(self, share: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Return the factor at some shares (0-1) of belief."""
        steps = ndtri(np.asarray(share, dtype=np.float64)) / ndtri(0.9)
        edge = np.where(steps < 0.0, self.value / self.low, self.high / self.value)
        return self.value * edge**steps


@dataclass(frozen=True, slots=True)
class Doubts:
    """How far the case's own months and chances may be off.

    Parameters
    ----------
    delay_factor : Doubt
        Factor on all months of an option: the one who set the range may be too quick or too slow as a whole.
    struck_down_odds_factor : Doubt
        Factor on the odds of being struck down.
    court_months : float
        Months after entry into force within which a court may strike it down, evenly spread over them.
    """

    delay_factor: Doubt = field(default_factory=lambda: Doubt(1.0, 0.8, 1.25))
    struck_down_odds_factor: Doubt = field(default_factory=lambda: Doubt(1.0, 0.5, 2.0))
    court_months: float = 12.0
