"""The chance that an option is in force by a month, and for how much of a horizon it works.

An option works from its entry into force until a court strikes it down, if one does. With F the chance of entry by a
month, p the chance of being struck down and the moment of that evenly spread over ``court_months`` after entry, the
chance to be in force at month m is F(m) - p * mean of F(m - u) over u from 0 to ``court_months``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.agenda import LegalPath
from treves.legal.delay import delay_quantile, entry_chance
from treves.legal.doubts import Doubts

__all__ = ["MonthsInForce", "in_force_chance", "in_force_range", "months_in_force"]

Floats = npt.NDArray[np.float64]
MOMENTS = 60  # moments of a ruling, evenly spread
DELAYS = 400  # delays, equally likely
DOUBTED = 11  # values of each doubt, equally likely


@dataclass(frozen=True, slots=True)
class MonthsInForce:
    """For how much of a horizon an option works: mean and 80 % range over delays and rulings.

    Parameters
    ----------
    horizon_months : float
    mean, low, high : float
        Months, 0 to the horizon.
    """

    horizon_months: float
    mean: float
    low: float
    high: float

    @property
    def share(self) -> float:
        """Expected share (0-1) of the horizon in which the option works."""
        return self.mean / self.horizon_months


def in_force_chance(
    path: LegalPath,
    months: npt.ArrayLike,
    *,
    delay_factor: float = 1.0,
    odds_factor: float = 1.0,
    court_months: float = 12.0,
) -> Floats:
    """Return the chance that an option is in force some months after the accord.

    Parameters
    ----------
    path : LegalPath
    months : array_like
        Months since the accord.
    delay_factor, odds_factor : float
        Factors on all delays and on the odds of being struck down.
    court_months : float
        Months after entry within which a court may strike it down.

    Returns
    -------
    array, shaped as ``months``
    """
    at = np.asarray(months, dtype=np.float64)
    entered = entry_chance(path, at, delay_factor=delay_factor)
    struck = _with_odds(path.struck_down_share, odds_factor)
    if struck == 0.0:
        return entered
    moments = (np.arange(MOMENTS) + 0.5) / MOMENTS * court_months
    since = entry_chance(path, at[..., None] - moments, delay_factor=delay_factor)
    return np.asarray(entered - struck * since.mean(axis=-1), dtype=np.float64)


def in_force_range(path: LegalPath, months: npt.ArrayLike, doubts: Doubts | None = None) -> tuple[Floats, Floats]:
    """Return the 80 % range of that chance when the case's own numbers are doubted.

    Parameters
    ----------
    path : LegalPath
    months : array_like
    doubts : Doubts, optional

    Returns
    -------
    low, high : array, shaped as ``months``
        They bound the central chance too.
    """
    doubts = doubts or Doubts()
    shares = (np.arange(DOUBTED) + 0.5) / DOUBTED
    told = np.stack(
        [
            in_force_chance(path, months, delay_factor=delay, odds_factor=odds, court_months=doubts.court_months)
            for delay in doubts.delay_factor.at(shares)
            for odds in doubts.struck_down_odds_factor.at(shares)
        ]
    )
    middle = in_force_chance(path, months, court_months=doubts.court_months)
    low, high = np.quantile(told, (0.1, 0.9), axis=0)
    return np.minimum(low, middle), np.maximum(high, middle)


def months_in_force(path: LegalPath, horizon_months: float, doubts: Doubts | None = None) -> MonthsInForce:
    """Work out for how many months of a horizon an option works: mean and 80 % range over delays and rulings.

    Parameters
    ----------
    path : LegalPath
    horizon_months : float
        Above 0.
    doubts : Doubts, optional
        Only ``court_months`` counts here; the range is that of what may happen, at the case's own numbers.

    Returns
    -------
    MonthsInForce
    """
    court_months = (doubts or Doubts()).court_months
    delays = delay_quantile(path, (np.arange(DELAYS) + 0.5) / DELAYS)
    moments = (np.arange(MOMENTS) + 0.5) / MOMENTS * court_months
    starts = np.minimum(delays, horizon_months)
    kept = horizon_months - starts
    cut = np.minimum(starts[:, None] + moments, horizon_months) - starts[:, None]
    lengths = np.concatenate([kept, cut.ravel()])
    struck = path.struck_down_share if path.instrument != "none" else 0.0
    weights = np.concatenate([np.full(DELAYS, 1.0 - struck), np.full(cut.size, struck / MOMENTS)]) / DELAYS
    order = np.argsort(lengths)
    reached = np.cumsum(weights[order])
    low, high = (float(lengths[order[min(int(np.searchsorted(reached, q)), order.size - 1)]]) for q in (0.1, 0.9))
    mean = float(lengths @ weights)
    return MonthsInForce(horizon_months, mean, min(low, mean), max(high, mean))


def _with_odds(share: float, factor: float) -> float:
    return share * factor / (1.0 - share + share * factor)
