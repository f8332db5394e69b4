"""How many apply per month: a level that wanders on the log scale, with fat-tailed shocks, some momentum and a season.

The model is the local level model with a damped slope of structural time series (Harvey 1989, chapter 2), with the
level's shocks following Student's t, so that a year like 2015 neither breaks the fit nor is ruled out (a scale mixture
of normals)::

    log y[t] = level[t] + season[month of t] + noise[t]                    noise ~ N(0, noise_sd^2)
    growth[t] = momentum * growth[t - 1] + shock[t]                        shock ~ t(tail) * shock_sd
    level[t] = level[t - 1] + growth[t]

Everything is sampled by Gibbs; the level in one block from its banded precision matrix (Rue 2001).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_solve_banded, cholesky_banded, solve_banded
from scipy.special import gammaln
from scipy.stats import truncnorm

from treves.errors import TrevesError

__all__ = ["InflowPrior", "MonthlyInflow", "estimate_inflow", "prior_from_years"]

Floats = npt.NDArray[np.float64]

TAILS = np.array([3.0, 4.0, 6.0, 10.0, 30.0])
MOMENTUM_LOW, MOMENTUM_HIGH = -0.5, 0.9
LEAST_MONTHS = 6
YEARS_OF_A_MONTH_STEP = 8.0  # a random walk with monthly steps of sd s moves yearly means by s * sqrt(8)


@dataclass(frozen=True, slots=True)
class InflowPrior:
    """What is believed about a monthly series before it is read.

    Parameters
    ----------
    shock_sd : float
        Of a month's growth, log units.
    shock_weight : float
        How many months of data it is worth.
    noise_sd : float
        Of one month around its level and season, log units.
    noise_weight : float
        How many months of data it is worth.
    season_sd : float
        Of a calendar month's departure, log units.
    momentum, momentum_sd : float
        Share of a month's growth that carries into the next; its uncertainty.
    """

    shock_sd: float = 0.1
    shock_weight: float = 4.0
    noise_sd: float = 0.08
    noise_weight: float = 8.0
    season_sd: float = 0.2
    momentum: float = 0.3
    momentum_sd: float = 0.3


@dataclass(frozen=True, slots=True)
class MonthlyInflow:
    """Draws from the posterior of a monthly series.

    Parameters
    ----------
    level, growth : array, shape (draw, month)
        Log persons per month without season, and its change, over the months fitted.
    season : array, shape (draw, 12)
        January first, log units, mean 0.
    shock_sd, noise_sd, momentum, tail : array, shape (draw,)
    next_month : int
        Calendar month that follows the series, 1-12.
    """

    level: Floats
    growth: Floats
    season: Floats
    shock_sd: Floats
    noise_sd: Floats
    momentum: Floats
    tail: Floats
    next_month: int

    @property
    def count(self) -> int:
        """Number of draws."""
        return int(self.level.shape[0])


def prior_from_years(yearly_persons: npt.ArrayLike, prior: InflowPrior | None = None) -> InflowPrior:
    """Learn how restless a series is from the years before its months are known.

    A random walk with monthly steps of standard deviation s moves the mean of a year by about s * sqrt(8) from one year
    to the next; momentum m makes a shock of size s worth s / (1 - m) in the end.

    Parameters
    ----------
    yearly_persons : array-like, shape (year,)
        At least three years, all above zero.
    prior : InflowPrior, optional
        Where all else comes from.

    Returns
    -------
    InflowPrior
        With the shock's size from the years, worth as many months as there are changes between years.

    Raises
    ------
    TrevesError
        If there are fewer than three years or a year without anyone.
    """
    years = np.asarray(yearly_persons, dtype=np.float64)
    if years.ndim != 1 or years.size < 3 or not (years > 0.0).all() or not np.isfinite(years).all():
        raise TrevesError("three years or more of persons above zero are needed to learn how restless a series is")
    known = prior or InflowPrior()
    changes = np.diff(np.log(years))
    monthly = float(np.sqrt(np.mean(changes**2) / YEARS_OF_A_MONTH_STEP)) * (1.0 - known.momentum)
    return InflowPrior(
        shock_sd=monthly,
        shock_weight=float(changes.size),
        noise_sd=known.noise_sd,
        noise_weight=known.noise_weight,
        season_sd=known.season_sd,
        momentum=known.momentum,
        momentum_sd=known.momentum_sd,
    )


def estimate_inflow(
    monthly_persons: npt.ArrayLike,
    *,
    first_month: int,
    rng: np.random.Generator,
    prior: InflowPrior | None = None,
    draws: int = 1000,
    warm_up: int = 500,
    thin: int = 2,
) -> MonthlyInflow:
    """Fit level, season and restlessness of a monthly series.

    Parameters
    ----------
    monthly_persons : array-like, shape (month,)
        Persons per month, above zero, without gaps.
    first_month : int
        Calendar month of the first, 1-12.
    rng : numpy.random.Generator
    prior : InflowPrior, optional
    draws, warm_up, thin : int
        Draws kept; rounds thrown away first; rounds per draw kept.

    Returns
    -------
    MonthlyInflow

    Raises
    ------
    TrevesError
        If the series is shorter than half a year or holds a month without anyone.
    """
    persons = np.asarray(monthly_persons, dtype=np.float64)
    if persons.ndim != 1 or persons.size < LEAST_MONTHS:
        raise TrevesError(f"{persons.size} months are too few to fit a level and a season; at least {LEAST_MONTHS}")
    if not np.isfinite(persons).all() or not (persons > 0.0).all():
        raise TrevesError(
            "a month without anyone, or without a number, has no logarithm; right would be persons above 0"
        )
    if not 1 <= first_month <= 12 or draws < 1 or warm_up < 0 or thin < 1:
        raise TrevesError(f"first month {first_month}, draws {draws}, warm-up {warm_up}, thinning {thin} cannot be")
    sampler = _Sampler(np.log(persons), first_month, prior or InflowPrior(), rng)
    for _ in range(warm_up):
        sampler.step()
    kept = [sampler.kept(thin) for _ in range(draws)]
    level, season, shock_sd, noise_sd, momentum, tail = (np.array(part) for part in zip(*kept, strict=True))
    growth = np.diff(level, axis=1, prepend=level[:, :1])
    return MonthlyInflow(
        level, growth, season, shock_sd, noise_sd, momentum, tail, (first_month - 1 + persons.size) % 12 + 1
    )


class _Sampler:
    """One Gibbs chain: season, level, restlessness, in turn."""

    def __init__(self, logs: Floats, first_month: int, prior: InflowPrior, rng: np.random.Generator) -> None:
        self.logs, self.prior, self.rng = logs, prior, rng
        self.calendar = (np.arange(logs.size) + first_month - 1) % 12
        self.per_month = np.bincount(self.calendar, minlength=12).astype(np.float64)
        self.level = logs.copy()
        self.season = np.zeros(12)
        self.weight = np.ones(logs.size - 1)
        self.shock_sd, self.noise_sd, self.momentum = prior.shock_sd, prior.noise_sd, prior.momentum
        self.tail = TAILS[2]

    def kept(self, rounds: int) -> tuple[Floats, Floats, float, float, float, float]:
        for _ in range(rounds):
            self.step()
        return self.level, self.season, self.shock_sd, self.noise_sd, self.momentum, self.tail

    def step(self) -> None:
        """Draw every part given all others."""
        self._draw_season()
        self._draw_level()
        self._draw_tail_and_weights()
        self._draw_momentum()
        self._draw_sizes()

    def _draw_season(self) -> None:
        sums = np.bincount(self.calendar, weights=self.logs - self.level, minlength=12)
        precision = self.per_month / self.noise_sd**2 + 1.0 / self.prior.season_sd**2
        season = sums / self.noise_sd**2 / precision + self.rng.standard_normal(12) / np.sqrt(precision)
        self.season = season - season.mean()  # only level + season is seen: the level carries the mean

    def _draw_level(self) -> None:
        """Draw all months' levels at once; their precision matrix has two bands beside the diagonal."""
        size, m = self.logs.size, self.momentum
        bands = np.zeros((3, size))  # lower form: diagonal, first and second band
        bands[0] += 1.0 / self.noise_sd**2
        first = self.weight[0] / self.shock_sd**2  # the first month's growth is a shock
        bands[0, :2] += first
        bands[1, 0] -= first
        w = self.weight[1:] / self.shock_sd**2  # shock[t] = level[t] - (1 + m) level[t-1] + m level[t-2]
        bands[0, 2:] += w
        bands[0, 1:-1] += w * (1.0 + m) ** 2
        bands[0, :-2] += w * m * m
        bands[1, 1:-1] -= w * (1.0 + m)
        bands[1, :-2] -= w * m * (1.0 + m)
        bands[2, :-2] += w * m
        lower = cholesky_banded(bands, lower=True, check_finite=False)
        seen = (self.logs - self.season[self.calendar]) / self.noise_sd**2
        mean = cho_solve_banded((lower, True), seen, check_finite=False)
        upper = np.zeros_like(lower)  # the transpose, in the form solve_banded reads
        upper[2] = lower[0]
        upper[1, 1:] = lower[1, :-1]
        upper[0, 2:] = lower[2, :-2]
        self.level = mean + solve_banded((0, 2), upper, self.rng.standard_normal(size), check_finite=False)

    def _shocks(self) -> Floats:
        growth = np.diff(self.level)
        return np.concatenate([growth[:1], growth[1:] - self.momentum * growth[:-1]])

    def _draw_tail_and_weights(self) -> None:
        squares = (self._shocks() / self.shock_sd) ** 2
        nu = TAILS[:, None]
        densities = (gammaln((nu + 1) / 2) - gammaln(nu / 2) - 0.5 * np.log(nu)).sum(axis=1) * squares.size
        densities = densities - ((nu + 1) / 2 * np.log1p(squares / nu)).sum(axis=1)
        chance = np.exp(densities - densities.max())
        self.tail = float(self.rng.choice(TAILS, p=chance / chance.sum()))
        self.weight = self.rng.gamma((self.tail + 1) / 2, 2.0 / (self.tail + squares))

    def _draw_momentum(self) -> None:
        growth = np.diff(self.level)
        before, after, w = growth[:-1], growth[1:], self.weight[1:] / self.shock_sd**2
        precision = float((w * before**2).sum()) + 1.0 / self.prior.momentum_sd**2
        mean = (float((w * before * after).sum()) + self.prior.momentum / self.prior.momentum_sd**2) / precision
        sd = precision**-0.5
        low, high = (MOMENTUM_LOW - mean) / sd, (MOMENTUM_HIGH - mean) / sd
        self.momentum = float(truncnorm.ppf(self.rng.random(), low, high, loc=mean, scale=sd))

    def _draw_sizes(self) -> None:
        shocks = float((self.weight * self._shocks() ** 2).sum())
        noise = float(((self.logs - self.level - self.season[self.calendar]) ** 2).sum())
        prior = self.prior
        for name, size, weight, sd, total in (
            ("shock_sd", self.weight.size, prior.shock_weight, prior.shock_sd, shocks),
            ("noise_sd", self.logs.size, prior.noise_weight, prior.noise_sd, noise),
        ):
            rate = (weight * sd**2 + total) / 2.0
            setattr(self, name, float(np.sqrt(rate / self.rng.gamma((weight + size) / 2.0))))
