"""Draws from the posterior, as a smooth function of uniform numbers.

The same uniform numbers under slightly different beliefs give slightly different draws (common random numbers), so that
the effect of one statement or one assumption is not drowned in the noise of drawing.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv, ndtr, ndtri

from treves.positions.beliefs import Draws, Positions

__all__ = ["draw_at", "draw_positions", "draw_uniforms"]

Floats = npt.NDArray[np.float64]

STAKE_LIMIT = 0.5  # a fall is never worth more than half of all policy, either way


def draw_uniforms(positions: Positions, count: int, rng: np.random.Generator) -> Floats:
    """Draw the uniform numbers behind ``count`` draws; shape (draw, party, 2 * issue + 1)."""
    parties, issues = positions.salience_weights.shape
    return rng.random((count, parties, 2 * issues + 1))


def draw_at(positions: Positions, uniforms: Floats) -> Draws:
    """Turn uniform numbers into draws by inverting every distribution function.

    Parameters
    ----------
    positions : Positions
    uniforms : array, shape (draw, party, 2 * issue + 1)
        From :func:`draw_uniforms`.

    Returns
    -------
    Draws
    """
    count, parties, width = uniforms.shape
    issues = (width - 1) // 2
    ideal = np.empty((count, parties, issues))
    reach = np.empty((count, parties, issues))
    cumulative = positions.belief.reshape(parties, issues, -1).cumsum(axis=2)
    reaches = positions.reach_grid.size
    for p in range(parties):
        for j in range(issues):
            scaled = uniforms[:, p, j] * cumulative[p, j, -1]
            cell = np.searchsorted(cumulative[p, j], scaled, side="right").clip(max=cumulative.shape[2] - 1)
            ideal[:, p, j] = positions.ideal_grid[cell // reaches]
            reach[:, p, j] = positions.reach_grid[cell % reaches]
    gamma = np.maximum(gammaincinv(positions.salience_weights, uniforms[:, :, issues:-1]), 1e-300)
    salience = gamma / gamma.sum(axis=2, keepdims=True)
    return Draws(ideal, reach, salience, _stakes(positions, uniforms[:, :, -1]))


def _stakes(positions: Positions, uniforms: Floats) -> Floats:
    low = ndtr((-STAKE_LIMIT - positions.stake_means) / positions.stake_sds)
    high = ndtr((STAKE_LIMIT - positions.stake_means) / positions.stake_sds)
    stakes = positions.stake_means + positions.stake_sds * ndtri(low + uniforms * (high - low))
    clipped: Floats = np.clip(stakes, -STAKE_LIMIT, STAKE_LIMIT)
    return clipped


def draw_positions(positions: Positions, count: int, rng: np.random.Generator) -> Draws:
    """Draw from the posterior.

    Parameters
    ----------
    positions : Positions
    count : int
    rng : numpy.random.Generator

    Returns
    -------
    Draws
        With ``count`` draws.

    Raises
    ------
    ValueError
        If ``count`` is less than one.
    """
    if count < 1:
        raise ValueError(f"at least one draw is needed, not {count}")
    return draw_at(positions, draw_uniforms(positions, count, rng))
