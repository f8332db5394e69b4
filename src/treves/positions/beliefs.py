"""The values this room hands on: an estimate with its interval, the posterior, and draws from it.

Axes are always in the order ``[draw, party, issue]``, or ``[party, issue, ideal, reach]`` for the posterior.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.agenda import Agenda
from treves.evidence import Testimony
from treves.positions.assumptions import Assumptions

__all__ = ["Draws", "Estimate", "Positions"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 80 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
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
    belief : array, shape (party, issue, ideal, reach)
        Posterior probabilities; each cell sums to one.
    salience_weights : array, shape (party, issue)
        Parameters of each party's Dirichlet distribution of salience.
    stake_means, stake_sds : array, shape (party,)
        Stake in a fall: normal on [-0.5, 0.5], in utility units.
    testimonies : tuple of Testimony
        The statements that entered, each once.
    assumptions : Assumptions
    """

    agenda: Agenda
    parties: tuple[str, ...]
    ideal_grid: Floats
    reach_grid: Floats
    belief: Floats
    salience_weights: Floats
    stake_means: Floats
    stake_sds: Floats
    testimonies: tuple[Testimony, ...]
    assumptions: Assumptions


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
