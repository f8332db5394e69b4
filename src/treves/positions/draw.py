"""Draws from the posterior, as a smooth function of uniform numbers.

The same uniform numbers under slightly different beliefs give slightly different draws (common random numbers), so that
the effect of one statement or one assumption is not drowned in the noise of drawing.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv, ndtr, ndtri

from treves.positions.beliefs import STAKE_LIMIT, Draws, Positions

__all__ = ["draw_at", "draw_positions", "draw_uniforms"]

Floats = npt.NDArray[np.float64]


def draw_uniforms(positions: Positions, count: int, rng: np.random.Generator) -> Floats:
    """Draw the uniform numbers behind ``count`` draws; shape (draw, party, 2 * issue + 1)."""
    parties, issues = positions.salience_weights.shape
    return rng.random((count, parties, 2 * issues + 1))


def draw_at(positions: Positions, uniforms: Floats, *, only: str | None = None) -> Draws:
    """Turn uniform numbers into draws by inverting every distribution function.

    Parameters
    ----------
    positions : Positions
    uniforms : array, shape (draw, party, 2 * issue + 1)
        From :func:`draw_uniforms`.
    only : str, optional
        Draw this party alone; the party axis of the result then has length 1. Its draws are the same as among all.

    Returns
    -------
    Draws
    """
    count, parties, width = uniforms.shape
    issues = (width - 1) // 2
    drawn = list(range(parties)) if only is None else [positions.parties.index(only)]
    ideal = np.empty((count, len(drawn), issues))
    reach = np.empty((count, len(drawn), issues))
    reaches = positions.reach_grid.size
    for k, p in enumerate(drawn):
        cumulative = positions.belief[p].reshape(issues, -1).cumsum(axis=1)
        for j in range(issues):
            scaled = uniforms[:, p, j] * cumulative[j, -1]
            cell = np.searchsorted(cumulative[j], scaled, side="right").clip(max=cumulative.shape[1] - 1)
            ideal[:, k, j] = positions.ideal_grid[cell // reaches]
            reach[:, k, j] = positions.reach_grid[cell % reaches]
    gamma = np.maximum(gammaincinv(positions.salience[drawn], uniforms[:, drawn, issues:-1]), 1e-300)
    salience = gamma / gamma.sum(axis=2, keepdims=True)
    stake = _stakes(positions.stakes[drawn], positions.stake_sds[drawn], uniforms[:, drawn, -1])
    return Draws(ideal, reach, salience, stake)


def _stakes(means: Floats, sds: Floats, uniforms: Floats) -> Floats:
    low, high = ndtr((-STAKE_LIMIT - means) / sds), ndtr((STAKE_LIMIT - means) / sds)
    stakes = means + sds * ndtri(low + uniforms * (high - low))
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
