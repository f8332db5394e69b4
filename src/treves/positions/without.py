"""What we would believe without one statement: divide its likelihood out again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from treves.evidence import Testimony
from treves.positions.beliefs import Positions

__all__ = ["without_statement"]


def without_statement(positions: Positions, testimony: Testimony) -> Positions:
    """Return the positions as they would be had one statement never been made.

    Dividing the statement's likelihood out equals estimating anew without it (all rows that carry it left out), at
    the cost of the cells it touches.

    Parameters
    ----------
    positions : Positions
    testimony : Testimony
        One of ``positions.testimonies``.

    Returns
    -------
    Positions

    Raises
    ------
    ValueError
        If the statement is none of those that entered.
    """
    if testimony not in positions.testimonies:
        raise ValueError(f"statement {testimony.statement.name!r} did not enter these positions")
    kept = [clue for clue in positions.clues if clue.testimony is not testimony]
    log_belief = positions.log_belief.copy()
    weights = positions.salience_weights.copy()
    for p, j in {(clue.party, clue.issue) for clue in positions.clues if clue.testimony is testimony}:
        here = [clue for clue in kept if (clue.party, clue.issue) == (p, j)]
        gone = [c for c in positions.clues if c.testimony is testimony and (c.party, c.issue) == (p, j)]
        weights[p, j] -= sum(clue.salience_weight for clue in gone)
        if all(np.isfinite(clue.log_likelihood).all() for clue in gone):
            log_belief[p, j] -= sum(clue.log_likelihood for clue in gone)
        else:  # a fully reliable statement rules values out: there is nothing to divide, so multiply the rest again
            log_belief[p, j] = np.log(positions.prior[p, j]) + sum(clue.log_likelihood for clue in here)
    stake_clues = tuple(clue for clue in positions.stake_clues if clue.testimony is not testimony)
    means = positions.stake_means.copy()
    for clue in positions.stake_clues:
        if clue.testimony is testimony:
            means[clue.party] -= clue.shift
    return replace(
        positions,
        log_belief=log_belief,
        salience_weights=weights,
        stake_means=means,
        testimonies=tuple(other for other in positions.testimonies if other is not testimony),
        clues=tuple(kept),
        stake_clues=stake_clues,
    )
