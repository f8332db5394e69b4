"""Draws until the answer is as sharp as asked: the Monte Carlo error of a mean or a difference made small enough."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from treves.chain.levers import Measures
from treves.chain.parameters import ChainParameters
from treves.chain.results import Bands, ChainRun, bands, differences
from treves.chain.simulate import simulate_packages
from treves.errors import ChainError

__all__ = ["Precision", "simulate_until"]

Z_80 = NormalDist().inv_cdf(0.9)  # 80 % of a normal lies within this many standard errors


@dataclass(frozen=True)
class Precision:
    """What was asked and what was reached.

    Parameters
    ----------
    series : str
    half_width : float
        Asked: half the 80 % interval of the mean, in the unit of the series, in every month.
    reached : float
        The largest half width over months and packages; of differences from the baseline where there are several.
    draws : int
    is_reached : bool
    """

    series: str
    half_width: float
    reached: float
    draws: int
    is_reached: bool


def simulate_until(
    parameters: ChainParameters,
    packages: Sequence[Measures],
    *,
    series: str,
    half_width: float,
    weeks: int,
    rng: np.random.Generator,
    first_draws: int = 50,
    most_draws: int = 5000,
    threads: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[tuple[ChainRun, ...], Precision]:
    """Simulate in rounds until the mean is known as sharply as asked.

    The band over draws says how uncertain the future is and does not shrink; what shrinks is the error from the finite
    number of draws. With one package that of its mean counts, with several that of every difference from the first.

    Parameters
    ----------
    parameters : ChainParameters
    packages : sequence of Measures
        The kept baseline first.
    series : str
        Of :data:`treves.chain.results.SERIES`.
    half_width : float
        Half the 80 % interval asked for, above 0, in the unit of the series.
    weeks : int
    rng : numpy.random.Generator
    first_draws, most_draws : int
        Draws of the first round; the limit at which it ends without.
    threads : int, optional
    progress : callable, optional
        Told how many draws of a round are done, of how many.

    Returns
    -------
    runs : tuple of ChainRun
    precision : Precision

    Raises
    ------
    ChainError
        If the half width is not above 0, or parameters, levers or sizes cannot be.
    """
    if not (math.isfinite(half_width) and half_width > 0.0) or not 2 <= first_draws <= most_draws:
        raise ChainError(
            f"half width {half_width} with {first_draws} to {most_draws} draws; right would be a half width above 0 "
            "and two or more draws"
        )
    draws = first_draws
    while True:
        # Every round begins anew, so that what is returned is one run with one seed that anyone can repeat.
        runs = simulate_packages(
            parameters, packages, draws=draws, weeks=weeks, rng=rng, threads=threads, progress=progress
        )
        reached = max(_half_width(found) for found in _compared(runs, series))
        if reached <= half_width or draws >= most_draws:
            return runs, Precision(series, half_width, reached, draws, reached <= half_width)
        needed = math.ceil(1.1 * draws * (reached / half_width) ** 2)
        draws = min(most_draws, max(2 * draws, needed))


def _compared(runs: tuple[ChainRun, ...], series: str) -> list[Bands]:
    if len(runs) == 1:
        return [bands(runs[0], series)]
    return [differences(run, runs[0], series) for run in runs[1:]]


def _half_width(found: Bands) -> float:
    known = found.mean_error[~np.isnan(found.mean_error)]
    return float(Z_80 * known.max()) if known.size else math.inf
