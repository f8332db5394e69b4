"""Walk the public tree of a solved game: who moves, what is likely, what the others then believe."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from treves.crisis.equilibrium import Equilibrium
from treves.crisis.moves import Ending, Move
from treves.crisis.response import make_pace, make_workspace, visit

__all__ = ["Option", "Spot", "Walk"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Spot:
    """A public decision point reached by some moves.

    Parameters
    ----------
    stage : int
        0-based session; the reckoning after the deadline is the last.
    history, node : int
        Which history of the stage, and which choice in it.
    party : int
        Who decides.
    beliefs : array, shape (party, type)
        What everybody believes about each party; rows sum to one.
    probability : float
        Probability of getting here.
    """

    stage: int
    history: int
    node: int
    party: int
    beliefs: Floats
    probability: float
    chance: Floats = field(repr=False)


@dataclass(frozen=True, eq=False)
class Option:
    """One thing the party at a spot can do.

    Parameters
    ----------
    move : Move
    probability : float
        As the others see it.
    by_type : array, shape (type,)
        For each type of the party.
    to : Spot or Ending
    """

    move: Move
    probability: float
    by_type: Floats
    to: Spot | Ending


class Walk:
    """Walks an equilibrium. Raises :class:`NoEquilibriumError` where the sweeps did not settle."""

    def __init__(self, equilibrium: Equilibrium) -> None:
        equilibrium.require_converged()
        self.equilibrium = equilibrium
        self._work = make_workspace(equilibrium.tree.arrays)
        self._pace = make_pace(equilibrium.tree.arrays, equilibrium.state[:0])
        self.start = self._enter(0, 0, equilibrium.tree.arrays.weight, 1.0)

    def _enter(self, stage: int, history: int, beliefs: Floats, probability: float) -> Spot:
        tree, solved = self.equilibrium.tree.arrays, self.equilibrium
        parties = tree.weight.shape[0]
        self._work.belief[stage * parties : (stage + 1) * parties] = beliefs
        visit(
            tree,
            stage,
            history,
            float(solved.precision),
            float(solved.exit_factor),
            solved.state,
            self._pace,
            self._work,
        )
        chance = self._work.chance[tree.edge_start[stage] : tree.edge_start[stage + 1]].copy()
        node = int(tree.node_start[stage])
        return Spot(stage, history, node, int(tree.owner[node]), beliefs, probability, chance)

    def options(self, spot: Spot) -> tuple[Option, ...]:
        """Return what the party at a spot can do; probabilities sum to one."""
        tree = self.equilibrium.tree.arrays
        first = int(tree.first_edge[spot.node])
        return tuple(self._option(spot, edge) for edge in range(first, first + int(tree.edge_count[spot.node])))

    def _option(self, spot: Spot, edge: int) -> Option:
        tree = self.equilibrium.tree.arrays
        branch = self.equilibrium.tree.branches[edge]
        by_type = spot.chance[edge - int(tree.edge_start[spot.stage])]
        joint = spot.beliefs[spot.party] * by_type
        probability = float(joint.sum())
        row = int(tree.edge_row[edge]) - len(tree.payoff)
        to: Spot | Ending
        if row < 0:
            to = branch.to.ending  # type: ignore[union-attr]  # rows of ends come first
        else:
            beliefs = spot.beliefs.copy()
            if probability > 0:
                beliefs[spot.party] = joint / probability
            beliefs.setflags(write=False)
            reached = spot.probability * probability
            if row < len(tree.owner):
                to = Spot(spot.stage, spot.history, row, int(tree.owner[row]), beliefs, reached, spot.chance)
            else:
                slots = int(tree.slot_start[spot.stage + 1] - tree.slot_start[spot.stage])
                slot = row - len(tree.owner) - int(tree.slot_start[spot.stage])
                to = self._enter(spot.stage + 1, spot.history * slots + slot, beliefs, reached)
        return Option(branch.move, probability, by_type, to)
