"""What an analyst changes by hand, after the statements have spoken: shifts of beliefs, told as such.

A shift moves the whole belief and keeps its width, so that it means the same in every world of assumptions and with
one statement left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

__all__ = ["UNMOVED", "ByHand", "move_cell"]

Floats = npt.NDArray[np.float64]
Cell = tuple[str, str]

IDEAL_END = 100.0


@dataclass(frozen=True, slots=True)
class ByHand:
    """Shifts of beliefs, each by party and issue, later ones added to earlier ones.

    Parameters
    ----------
    ideal_points : tuple of ((party, issue), points)
        Added to the ideal position, in scale points; what would leave the scale stays at its end.
    reach_points : tuple of ((party, issue), points)
        Added to the reach where there is a red line, in scale points.
    red_lines : tuple of ((party, issue), {'held', 'given_up'})
        A red line that is there in every draw, or in none; the last word counts.
    salience_factors : tuple of ((party, issue), factor)
        Factor on the odds of the issue's share of the party's weight.
    stake_shifts : tuple of (party, shift)
        Added to the mean of the stake, in utility units.
    """

    ideal_points: tuple[tuple[Cell, float], ...] = ()
    reach_points: tuple[tuple[Cell, float], ...] = ()
    red_lines: tuple[tuple[Cell, Literal["held", "given_up"]], ...] = ()
    salience_factors: tuple[tuple[Cell, float], ...] = ()
    stake_shifts: tuple[tuple[str, float], ...] = ()

    @property
    def cells(self) -> frozenset[Cell]:
        """The cells whose belief about ideal or reach is moved."""
        return frozenset(cell for part in (self.ideal_points, self.reach_points, self.red_lines) for cell, _ in part)

    def moved(self, cell: Cell, belief: Floats, ideal_grid: Floats, reach_grid: Floats) -> Floats:
        """Return the belief about one cell with what was changed by hand; see :func:`move_cell`."""
        line = next((held for at, held in reversed(self.red_lines) if at == cell), None)
        return move_cell(
            belief,
            ideal_grid,
            reach_grid,
            ideal_points=sum(points for at, points in self.ideal_points if at == cell),
            reach_points=sum(points for at, points in self.reach_points if at == cell),
            red_line=line,
        )

    def salience(self, weights: Floats, parties: Sequence[str], issues: Sequence[str]) -> Floats:
        """Return Dirichlet weights with the factors; each party's weights keep their sum, so beliefs stay as wide.

        Parameters
        ----------
        weights : array, shape (party, issue)
        parties, issues : sequence of str
            What the two axes stand for.
        """
        made = weights.copy()
        for (party, issue), factor in self.salience_factors:
            p, j = parties.index(party), issues.index(issue)
            row = made[p].copy()
            row[j] *= factor
            made[p] = row * (made[p].sum() / row.sum())
        return made

    def stakes(self, means: Floats, parties: Sequence[str], limit: float) -> Floats:
        """Return the means of the stakes with the shifts, none beyond ``limit`` either way."""
        made = means.copy()
        for party, shift in self.stake_shifts:
            made[parties.index(party)] += shift
        clipped: Floats = np.clip(made, -limit, limit)
        return clipped


UNMOVED = ByHand()


def move_cell(
    belief: Floats,
    ideal_grid: Floats,
    reach_grid: Floats,
    *,
    ideal_points: float = 0.0,
    reach_points: float = 0.0,
    red_line: Literal["held", "given_up"] | None = None,
) -> Floats:
    """Move a belief about ideal and reach.

    Parameters
    ----------
    belief : array, shape (ideal, reach)
        Sums to one; the last reach is infinite.
    ideal_grid, reach_grid : array
        Evenly spaced but for the infinite reach.
    ideal_points, reach_points : float
        Scale points; between two places of the grid the mass is divided between them.
    red_line : {'held', 'given_up'}, optional
        Where it is held, draws without one take the reach believed of those with one at the same ideal position.

    Returns
    -------
    array, shape (ideal, reach)
        Sums to one.
    """
    made = belief.copy()
    lines = made[:, :-1]
    if red_line == "given_up":
        made[:, -1] = made.sum(axis=1)
        lines[:] = 0.0
    elif red_line == "held":
        by_ideal = lines.sum(axis=1, keepdims=True)
        overall = lines.sum(axis=0) / lines.sum() if lines.sum() > 0.0 else np.full(lines.shape[1], 1 / lines.shape[1])
        shares = np.where(by_ideal > 0.0, lines / np.where(by_ideal > 0.0, by_ideal, 1.0), overall[None, :])
        lines += made[:, -1:] * shares
        made[:, -1] = 0.0
    if reach_points:
        finite = reach_grid[:-1]
        made[:, :-1] = _spread(made[:, :-1].T, finite, reach_points).T
    if ideal_points:
        made = _spread(made, ideal_grid, ideal_points)
    return made


def _spread(mass: Floats, grid: Floats, points: float) -> Floats:
    """Move mass along the first axis of an even grid; what would leave it stays at the end."""
    target = np.clip(grid + points, grid[0], grid[-1])
    place = (target - grid[0]) / (grid[1] - grid[0])
    below = np.floor(place).astype(np.int64).clip(0, grid.size - 2)
    share = (place - below)[:, None]
    made = np.zeros_like(mass)
    np.add.at(made, below, (1.0 - share) * mass)
    np.add.at(made, below + 1, share * mass)
    return made
