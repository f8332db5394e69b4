"""Ideal position, reach, red line, salience and stake as numbers a reader can take in, with 80 % intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv, ndtr, ndtri

from treves.positions.beliefs import Estimate, Positions

__all__ = ["CellSummary", "StakeSummary", "summarise_cell", "summarise_stake"]

LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CellSummary:
    """What we believe about one party on one issue.

    Parameters
    ----------
    ideal : Estimate
        Median and 80 % interval of the ideal position, scale points.
    red_line_share : float
        Probability (0-1) that the party has a red line on this issue.
    reach : Estimate
        Median and 80 % interval of the reach where there is a red line, scale points.
    acceptable_shares : tuple of float
        Per option, the probability (0-1) that no red line rules it out.
    salience : Estimate
        Share of the party's weight, 0-1.
    clue_count : int
        Statements behind the cell that say where the party stands; 0 means the row is prior only.
    """

    ideal: Estimate
    red_line_share: float
    reach: Estimate
    acceptable_shares: tuple[float, ...]
    salience: Estimate
    clue_count: int


@dataclass(frozen=True, slots=True)
class StakeSummary:
    """What a fall gives (+) or costs (-) a party beyond policy, in utility units."""

    stake: Estimate
    clue_count: int


def _quantiles(values: Floats, weights: Floats) -> Estimate:
    cumulative = np.cumsum(weights) / weights.sum()
    at = [float(values[np.searchsorted(cumulative, share - 1e-12)]) for share in (MIDDLE, LOW, HIGH)]
    return Estimate(*at)


def summarise_cell(positions: Positions, party: str, issue: str) -> CellSummary:
    """Summarise the posterior of one party on one issue.

    Parameters
    ----------
    positions : Positions
    party, issue : str

    Returns
    -------
    CellSummary
    """
    p, j = positions.parties.index(party), positions.agenda.position_of(issue)
    belief = positions.belief[p, j]
    finite = np.isfinite(positions.reach_grid)
    distance = np.abs(positions.ideal_grid[:, None] - np.array(positions.agenda.issues[j].places)[None, :])
    acceptable = np.einsum("xd,xdo->o", belief, distance[:, None, :] <= positions.reach_grid[None, :, None])
    weights = positions.salience[p]
    rest = float(weights.sum() - weights[j])
    share = float(weights[j])
    if rest > 0.0:
        low, middle, high = (float(betaincinv(share, rest, q)) for q in (LOW, MIDDLE, HIGH))
    else:
        low = middle = high = 1.0
    return CellSummary(
        ideal=_quantiles(positions.ideal_grid, belief.sum(axis=1)),
        red_line_share=float(belief[:, finite].sum()),
        reach=_quantiles(positions.reach_grid[finite], _reaches(positions, p, j, belief[:, finite].sum(axis=0))),
        acceptable_shares=tuple(float(min(max(value, 0.0), 1.0)) for value in acceptable),
        salience=Estimate(middle, low, high),
        clue_count=sum(clue.form is not None for clue in positions.clues_for(party, issue)),
    )


def _reaches(positions: Positions, p: int, j: int, weights: Floats) -> Floats:
    """Return the belief about the reach; that before any statement where a red line was given up by hand."""
    return weights if weights.sum() > 0.0 else positions.prior[p, j][:, :-1].sum(axis=0)


def summarise_stake(positions: Positions, party: str) -> StakeSummary:
    """Summarise a party's stake in a fall: median and 80 % interval of the normal cut off at -0.5 and 0.5."""
    p = positions.parties.index(party)
    mean, sd = float(positions.stakes[p]), float(positions.stake_sds[p])
    low, high = float(ndtr((-0.5 - mean) / sd)), float(ndtr((0.5 - mean) / sd))
    at = [mean + sd * float(ndtri(low + share * (high - low))) for share in (MIDDLE, LOW, HIGH)]
    return StakeSummary(Estimate(*at), sum(clue.party == p for clue in positions.stake_clues))
