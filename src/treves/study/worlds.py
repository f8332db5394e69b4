"""Worlds: the same study under other assumptions, and the interval that their spread gives.

All worlds use the same uniform random numbers, so that they differ by their assumptions alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from treves.case import Case
from treves.positions import Assumptions, Estimate, Positions, draw_assumptions, estimate_positions
from treves.positions.assumptions import NORMAL_90
from treves.study.frozen import Probability, Quantity

__all__ = ["change", "estimate_case", "estimate_worlds", "generator", "mean_probability", "probability", "quantity"]

PURPOSES = ("draws", "worlds", "types", "talks", "outlook")


def generator(seed: int, purpose: str) -> np.random.Generator:
    """Return the random generator of one purpose, so that more draws of one never shift those of another."""
    return np.random.default_rng([seed, PURPOSES.index(purpose)])


def estimate_case(case: Case, assumptions: Assumptions | None = None) -> Positions:
    """Estimate positions from the statements that may enter, under the case's assumptions or others."""
    return estimate_positions(
        case.agenda,
        case.cabinet,
        case.evidence,
        case.codebook,
        assumptions=assumptions or case.assumptions,
        saliences=case.saliences,
        experts={(told.party, told.issue): (told.place, told.sd) for told in case.expert_places},
        by_hand=case.by_hand,
    )


def estimate_worlds(case: Case, count: int, seed: int) -> tuple[Positions, ...]:
    """Estimate positions under ``count`` draws of the assumptions."""
    worlds = draw_assumptions(case.assumptions, count, generator(seed, "worlds"))
    return tuple(estimate_case(case, world) for world in worlds)


def probability(p: float, over_worlds: Sequence[float], draws: int = 0) -> Probability:
    """Put an interval around a probability: 80 % of the worlds, widened by the noise of drawing.

    Parameters
    ----------
    p : float
        Under the central assumptions.
    over_worlds : sequence of float
        The same probability in every world.
    draws : int
        Draws behind each of them; 0 where it was computed exactly.

    Returns
    -------
    Probability
        The interval holds p.
    """
    # Laplace's rule: a share of 0 in 1,000 draws is not certain to be 0
    smoothed = (p * draws + 1.0) / (draws + 2.0) if draws else p
    error = math.sqrt(smoothed * (1.0 - smoothed) / draws) if draws else 0.0
    low, high = np.quantile([*over_worlds, p], [0.1, 0.9]).tolist()
    below = math.hypot(max(p - low, 0.0), NORMAL_90 * error)
    above = math.hypot(max(high - p, 0.0), NORMAL_90 * error)
    return Probability(p=p, low=max(0.0, p - below), high=min(1.0, p + above), monte_carlo_error=error)


def mean_probability(over_worlds: Sequence[float]) -> Probability:
    """Put an interval around a probability that is the mean over worlds: the middle 80 % of them.

    Parameters
    ----------
    over_worlds : sequence of float
        The probability in every world, computed without drawing.

    Returns
    -------
    Probability
        Its error is that of the mean: how much another set of as many worlds would differ.
    """
    values = np.clip(np.asarray(over_worlds, dtype=np.float64), 0.0, 1.0)
    p = float(values.mean())
    low, high = np.quantile(values, [0.1, 0.9]).tolist()
    error = float(values.std(ddof=1) / math.sqrt(values.size)) if values.size > 1 else 0.0
    return Probability(p=p, low=min(low, p), high=max(high, p), monte_carlo_error=error)


def change(value: float, error: float) -> Quantity:
    """Put an interval around a change of a probability: 80 % by the noise of drawing, which is paired."""
    return Quantity(value=value, low=max(-1.0, value - NORMAL_90 * error), high=min(1.0, value + NORMAL_90 * error))


def quantity(estimate: Estimate) -> Quantity:
    """Turn an estimate into its form in the findings."""
    return Quantity(value=estimate.value, low=estimate.low, high=estimate.high)
