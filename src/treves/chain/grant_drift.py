"""How grant rates and the share of each status drift from year to year: a random walk on the log-odds scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit

from treves.errors import TrevesError

__all__ = ["ShareDrift", "draw_shares", "estimate_drift"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ShareDrift:
    """Where a share stands, and how far it moves in a year.

    Parameters
    ----------
    share : float
        In the last year known, 0-1.
    drift_sd : float
        Root mean square change per year, log-odds.
    changes : int
        Changes between years behind it.
    """

    share: float
    drift_sd: float
    changes: int


def estimate_drift(yearly_shares: npt.ArrayLike) -> ShareDrift:
    """Fit the drift of a yearly share.

    Parameters
    ----------
    yearly_shares : array-like, shape (year,)
        Between 0 and 1, neither included; at least three years.

    Returns
    -------
    ShareDrift

    Raises
    ------
    TrevesError
        If a share is 0, 1 or off the scale, or years are too few.
    """
    shares = np.asarray(yearly_shares, dtype=np.float64)
    if shares.ndim != 1 or shares.size < 3 or not ((shares > 0.0) & (shares < 1.0)).all():
        raise TrevesError("at least three yearly shares between 0 and 1, neither included, are needed")
    changes = np.diff(logit(shares))
    return ShareDrift(float(shares[-1]), float(np.sqrt(np.mean(changes**2))), changes.size)


def draw_shares(drift: ShareDrift, months: int, rng: np.random.Generator, *, paths: int) -> Floats:
    """Draw a share's path month by month; how restless it is, is itself drawn.

    Returns
    -------
    array, shape (path, month)
        Between 0 and 1.
    """
    sd = drift.drift_sd * np.sqrt(drift.changes / rng.chisquare(drift.changes, paths)) / np.sqrt(12.0)
    steps = rng.standard_normal((paths, months)) * sd[:, None]
    found: Floats = expit(np.clip(logit(drift.share) + np.cumsum(steps, axis=1), -12.0, 12.0))
    return found
