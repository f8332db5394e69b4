"""The grid of ideal positions and reaches, and the belief about them before any statement."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from treves.positions.assumptions import Assumptions

__all__ = ["IDEAL_GRID", "REACH_GRID", "acceptable_on_grid", "prior_cell"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

IDEAL_GRID: Floats = np.arange(0.0, 101.0, 2.0)
REACH_GRID: Floats = np.append(np.arange(5.0, 56.0, 5.0), np.inf)
"""Reaches in scale points; the last, infinite, is a party without a red line on the issue. The triangle on 0-60 has no
mass at its two ends, so neither has the grid."""

LONGEST_REACH = 60.0
MOST_LIKELY_RED_LINE = 0.9


def acceptable_on_grid(place: float) -> Bools:
    """Say for every ideal and reach whether an option at ``place`` could be signed; shape (ideal, reach)."""
    distance = np.abs(IDEAL_GRID - place)
    return distance[:, None] <= REACH_GRID[None, :]


def prior_cell(assumptions: Assumptions, salience_share: float, expert: tuple[float, float] | None = None) -> Floats:
    """Return the belief about one party on one issue before any statement.

    Parameters
    ----------
    assumptions : Assumptions
    salience_share : float
        The issue's prior share of the party's weight, 0-1: red lines are spread over the issues by it.
    expert : (place, sd), optional
        Normal prior around an expert's score in scale points; uniform where there is none.

    Returns
    -------
    array, shape (ideal, reach)
        Sums to one.
    """
    if expert is None:
        ideal = np.full(IDEAL_GRID.size, 1.0 / IDEAL_GRID.size)
    else:
        place, sd = expert
        ideal = np.exp(-0.5 * ((IDEAL_GRID - place) / sd) ** 2)
        ideal /= ideal.sum()
    red_line = min(assumptions.red_lines_per_party.value * salience_share, MOST_LIKELY_RED_LINE)
    mode = min(max(assumptions.reach_mode_points.value, 1.0), LONGEST_REACH - 1.0)
    finite = REACH_GRID[np.isfinite(REACH_GRID)]
    triangle = np.where(finite <= mode, finite / mode, (LONGEST_REACH - finite) / (LONGEST_REACH - mode))
    reach = np.append(red_line * triangle / math.fsum(triangle), 1.0 - red_line)
    cell: Floats = ideal[:, None] * reach[None, :]
    return cell
