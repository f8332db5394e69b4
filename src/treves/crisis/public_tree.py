"""A game of public moves as a public tree in stages: one stage a session, and the reckoning after the last.

All histories that reach a stage have the same choices before them; only beliefs differ. So a stage is stored
once, and a history is a number: ``history * slots + slot`` is the history that leaves through a slot. The
whole tree of a game of three sessions has half a million choices and never exists; its stages have a few
hundred.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from treves.crisis.moves import Branch, Choice

__all__ = ["Arrays", "PublicTree"]

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]


class Arrays(NamedTuple):
    """The numbers of a public tree, as the kernel reads them.

    Nodes, edges and slots of all stages are numbered through; ``*_start[stage]`` says where a stage's begin,
    with one entry more than there are stages.

    Parameters
    ----------
    weight : array, shape (party, type)
        Prior probability of each type; rows sum to one.
    owner, manner, first_edge, edge_count, first_state : array, shape (node,)
        Who decides; 0 logit, 1 exit, 2 fixed; its edges; where its payoffs begin among the stage's state rows
        (what each edge is worth more than the last one: a row for every edge but the last). Only nodes that
        are heeded and not fixed have rows: what nobody learns from need not be remembered between sweeps.
    belief_row : array, shape (node,)
        Where the belief about the owner stands: row ``stage * parties + party`` while it has not moved in
        this stage, row ``stages * parties + edge`` once it has, by that edge.
    edge_row : array, shape (edge,)
        Where the worth of what lies behind stands: ends first, then nodes, then slots.
    teaches : array of bool, shape (edge,)
        Whether what the edge tells about its owner matters to a later choice.
    is_heeded : array of bool, shape (node,)
        Whether one of its edges teaches.
    fixed : array, shape (edge, type)
        Probability of the edge where the choice is read off the type, zero elsewhere.
    slot_belief : array, shape (slot, party)
        Belief rows with which the history that begins there begins.
    slot_cost : array, shape (slot, party)
        What each party pays on the way to the next stage.
    payoff : array, shape (end, party * type)
    node_start, edge_start, slot_start : array, shape (stage + 1,)
    states, histories, state_start : array, shape (stage,)
        State rows of one history; number of histories; where the stage's rows begin in the state.
    """

    weight: Floats
    owner: Integers
    manner: Integers
    first_edge: Integers
    edge_count: Integers
    first_state: Integers
    belief_row: Integers
    edge_row: Integers
    teaches: Booleans
    is_heeded: Booleans
    fixed: Floats
    slot_belief: Integers
    slot_cost: Floats
    payoff: Floats
    node_start: Integers
    edge_start: Integers
    slot_start: Integers
    states: Integers
    histories: Integers
    state_start: Integers


@dataclass(frozen=True, eq=False)
class PublicTree:
    """A game with public moves and independent private types: its choices, and the same as flat arrays.

    Parameters
    ----------
    choices : tuple of Choice
        Every node, in preorder within its stage.
    branches : tuple of Branch
        Every edge, node by node.
    arrays : Arrays
    """

    choices: tuple[Choice, ...]
    branches: tuple[Branch, ...]
    arrays: Arrays

    @property
    def stage_count(self) -> int:
        """Number of stages."""
        return len(self.arrays.states)

    @property
    def node_count(self) -> int:
        """Number of choices in the whole public tree, all histories counted."""
        return int(np.dot(self.arrays.histories, np.diff(self.arrays.node_start)))

    @property
    def state_count(self) -> int:
        """Rows of a state: payoff differences by history and choice (each row has one number per type)."""
        return int(np.dot(self.arrays.histories, self.arrays.states))
