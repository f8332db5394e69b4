"""The values this room hands on: an estimate with its interval, the posterior, and draws from it.

Axes are always in the order ``[draw, party, issue]``, or ``[party, issue, ideal, reach]`` for the posterior.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from treves.agenda import Agenda
from treves.evidence import Meaning, Testimony
from treves.positions.assumptions import Assumptions
from treves.positions.by_hand import UNMOVED, ByHand
from treves.positions.forms import Form

__all__ = ["STAKE_LIMIT", "Clue", "Draws", "Estimate", "Positions", "StakeClue"]

Floats = npt.NDArray[np.float64]

STAKE_LIMIT = 0.5  # a fall is never worth more than half of all policy, either way


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 80 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Clue:
    """What one statement adds to one party's cell on one issue.

    Parameters
    ----------
    party, issue : int
        0-based indices.
    testimony : Testimony
    form : Form or None
        None for a mere mention, which moves the salience alone.
    meaning : Meaning
    log_likelihood : array, shape (ideal, reach)
    salience_weight : float
        Added to the Dirichlet weight of the issue.
    """

    party: int
    issue: int
    testimony: Testimony
    form: Form | None
    meaning: Meaning
    log_likelihood: Floats
    salience_weight: float


@dataclass(frozen=True, slots=True)
class StakeClue:
    """How far one statement moves the mean of a party's stake in a fall, in utility units."""

    party: int
    testimony: Testimony
    shift: float


@dataclass(frozen=True, eq=False)
class Positions:
    """What we believe about every party, issue by issue.

    Parameters
    ----------
    agenda : Agenda
    parties : tuple of str
        Short names, in the order of the case.
    ideal_grid : array, shape (ideal,)
        Places on the 0-100 scale.
    reach_grid : array, shape (reach,)
        Reaches in scale points; the last is infinite and means: no red line on this issue.
    prior : array, shape (party, issue, ideal, reach)
        Belief before any statement; each cell sums to one.
    log_belief : array, shape (party, issue, ideal, reach)
        Logarithm of the posterior up to a constant per cell: the sum of the prior's and the clues' logarithms.
    salience_weights : array, shape (party, issue)
        Parameters of each party's Dirichlet distribution of salience.
    stake_means, stake_sds : array, shape (party,)
        Stake in a fall: normal on [-0.5, 0.5], in utility units.
    testimonies : tuple of Testimony
        The statements that entered, each once.
    clues : tuple of Clue
        What each of them adds, cell by cell.
    stake_clues : tuple of StakeClue
    assumptions : Assumptions
    by_hand : ByHand
        What was changed by hand; it is laid over ``log_belief``, ``salience_weights`` and ``stake_means`` when they are
        used, so that a statement can still be divided out of them.
    """

    agenda: Agenda
    parties: tuple[str, ...]
    ideal_grid: Floats
    reach_grid: Floats
    prior: Floats
    log_belief: Floats
    salience_weights: Floats
    stake_means: Floats
    stake_sds: Floats
    testimonies: tuple[Testimony, ...]
    clues: tuple[Clue, ...]
    stake_clues: tuple[StakeClue, ...]
    assumptions: Assumptions
    by_hand: ByHand = UNMOVED

    @cached_property
    def belief(self) -> Floats:
        """Posterior probabilities, shape (party, issue, ideal, reach); each cell sums to one."""
        peak = self.log_belief.max(axis=(2, 3), keepdims=True)
        weight = np.exp(self.log_belief - peak)
        belief: Floats = weight / weight.sum(axis=(2, 3), keepdims=True)
        for party, issue in self.by_hand.cells:
            p, j = self.parties.index(party), self.agenda.position_of(issue)
            belief[p, j] = self.by_hand.moved((party, issue), belief[p, j], self.ideal_grid, self.reach_grid)
        return belief

    @cached_property
    def salience(self) -> Floats:
        """Parameters of each party's Dirichlet distribution of salience, changes by hand included."""
        return self.by_hand.salience(self.salience_weights, self.parties, [issue.name for issue in self.agenda.issues])

    @cached_property
    def stakes(self) -> Floats:
        """Means of the stakes in utility units, changes by hand included."""
        return self.by_hand.stakes(self.stake_means, self.parties, STAKE_LIMIT)

    def clues_for(self, party: str, issue: str) -> tuple[Clue, ...]:
        """Return the clues behind one cell."""
        p, j = self.parties.index(party), self.agenda.position_of(issue)
        return tuple(clue for clue in self.clues if (clue.party, clue.issue) == (p, j))


@dataclass(frozen=True, slots=True)
class Draws:
    """Draws from a posterior; the unit everything later is computed on.

    Parameters
    ----------
    ideal : array, shape (draw, party, issue)
        Ideal positions, 0-100.
    reach : array, shape (draw, party, issue)
        How far from the ideal an option may lie and still be signed, in scale points; infinite without a red line.
    salience : array, shape (draw, party, issue)
        Shares of weight; each party's sum to one.
    stake : array, shape (draw, party)
        Utility a fall gives (+) or costs (-) beyond policy.
    """

    ideal: Floats
    reach: Floats
    salience: Floats
    stake: Floats

    @property
    def count(self) -> int:
        """Number of draws."""
        return int(self.ideal.shape[0])
