"""A stage of the public tree, flattened for the kernel: one session, or the reckoning after the last one.

All histories that reach a stage have the same choices before them; only beliefs differ. So a stage is stored once,
and a history is a number: ``history * slots + slot`` is the history that leaves through a slot. The whole tree of a
game with three sessions has a million choices and never exists; its stages have a few hundred.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from treves.crisis.moves import Branch, Choice, End, NextSession

__all__ = ["Arrays", "PublicTree", "flatten"]

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]

LOGIT, EXIT, FIXED = 0, 1, 2
TO_NODE, TO_SLOT, TO_END = 0, 1, 2
MANNERS = {"logit": LOGIT, "exit": EXIT, "fixed": FIXED}


class Arrays(NamedTuple):
    """The numbers of a public tree, as the kernel reads them.

    Nodes, edges and slots of all stages are numbered through; ``*_start[stage]`` says where a stage's begin, with one
    entry more than there are stages.

    Parameters
    ----------
    weight : array, shape (party, type)
        Prior probability of each type; rows sum to one.
    owner, manner, first_edge, edge_count, first_state : array, shape (node,)
        Who decides; 0 logit, 1 exit, 2 fixed; its edges; where its payoffs begin among the stage's state rows (what
        each edge is worth more than the last one: a row for every edge but the last).
    belief_row : array, shape (node,)
        Where the belief about the owner stands: row ``stage * parties + party`` while it has not moved in this
        stage, row ``stages * parties + edge`` once it has, by that edge.
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


class _Flattening:
    """Collects rows while the stages are walked."""

    def __init__(self, parties: int, types: int) -> None:
        self.parties, self.types = parties, types
        self.choices: list[Choice] = []
        self.branches: list[Branch | None] = []
        self.owner: list[int] = []
        self.manner: list[int] = []
        self.first_edge: list[int] = []
        self.edge_count: list[int] = []
        self.first_state: list[int] = []
        self.node_source: list[list[int]] = []
        self.edge_kind: list[int] = []
        self.edge_target: list[int] = []
        self.fixed: list[Floats] = []
        self.slot_source: list[list[int]] = []
        self.slot_cost: list[tuple[float, ...]] = []
        self.payoffs: list[Floats] = []
        self.payoff_rows: dict[int, int] = {}
        self.stage_states = 0

    def node(self, choice: Choice, source: list[int]) -> int:
        """Add a choice and, depth first, everything behind it within the stage."""
        node, edges = len(self.owner), len(choice.branches)
        first = len(self.branches)
        self.choices.append(choice)
        self.owner.append(choice.party)
        self.manner.append(MANNERS[choice.manner])
        self.first_edge.append(first)
        self.edge_count.append(edges)
        self.node_source.append(source)
        self.first_state.append(self.stage_states)
        if choice.manner != "fixed":
            self.stage_states += edges - 1
        self.branches += [None] * edges
        self.edge_kind += [-1] * edges
        self.edge_target += [-1] * edges
        none = np.zeros((edges, self.types))
        self.fixed += list(none if choice.fixed is None else choice.fixed)
        for edge, branch in enumerate(choice.branches, first):
            self.branches[edge] = branch
            moved = [edge if party == choice.party else last for party, last in enumerate(source)]
            self.edge_kind[edge], self.edge_target[edge] = self._target(branch, moved)
        return node

    def _target(self, branch: Branch, moved: list[int]) -> tuple[int, int]:
        if isinstance(branch.to, Choice):
            return TO_NODE, self.node(branch.to, moved)
        if isinstance(branch.to, NextSession):
            self.slot_source.append(moved)
            self.slot_cost.append(branch.to.cost or (0.0,) * self.parties)
            return TO_SLOT, len(self.slot_source) - 1
        return TO_END, self._payoff_row(branch.to)

    def _payoff_row(self, end: End) -> int:
        row = self.payoff_rows.setdefault(id(end.payoff), len(self.payoffs))
        if row == len(self.payoffs):
            self.payoffs.append(end.payoff)
        return row


def flatten(stages: Sequence[Choice], weight: Floats) -> PublicTree:
    """Flatten stages, given by their first choice, into one public tree.

    Parameters
    ----------
    stages : sequence of Choice
        In order of time. The last must not lead to a next session, and the others must.
    weight : array, shape (party, type)
        Prior probability of each type; a party with fewer types has zeros at the end.

    Returns
    -------
    PublicTree

    Raises
    ------
    ValueError
        If a stage has no way on to the next, or the last one has.
    """
    parties, types = weight.shape
    rows = _Flattening(parties, types)
    node_start, edge_start, slot_start, states = [0], [0], [0], []
    for at, stage in enumerate(stages):
        rows.stage_states = 0
        rows.node(stage, [-1] * parties)
        states.append(rows.stage_states)
        node_start.append(len(rows.owner))
        edge_start.append(len(rows.branches))
        slot_start.append(len(rows.slot_source))
        if (slot_start[-1] > slot_start[-2]) == (at == len(stages) - 1):
            raise ValueError(f"stage {at + 1} of {len(stages)} must lead to a next session if and only if there is one")
    slots = np.diff(slot_start)
    edge_kind = np.array(rows.edge_kind, dtype=np.int64)
    first_row = np.array([len(rows.payoffs), len(rows.payoffs) + len(rows.owner), 0])  # node, slot, end
    at = np.arange(len(rows.owner))
    stage_of_node = np.searchsorted(node_start, at, side="right") - 1
    owner = np.array(rows.owner, dtype=np.int64)
    node_source = np.array(rows.node_source, dtype=np.int64).reshape(-1, parties)
    stage_of_slot = np.searchsorted(slot_start, np.arange(len(rows.slot_source)), side="right") - 1
    slot_source = np.array(rows.slot_source, dtype=np.int64).reshape(-1, parties)
    belief_row = _belief_rows(node_source, stage_of_node, len(stages))[at, owner]
    slot_belief = _belief_rows(slot_source, stage_of_slot, len(stages))
    heeded = np.concatenate([belief_row, slot_belief.ravel()]) - len(stages) * parties
    teaches = np.isin(np.arange(len(rows.branches)), heeded)
    histories = np.array([math.prod(slots[:at].tolist()) for at in range(len(stages))], dtype=np.int64)
    arrays = Arrays(
        weight=np.ascontiguousarray(weight, dtype=np.float64),
        owner=owner,
        manner=np.array(rows.manner, dtype=np.int64),
        first_edge=np.array(rows.first_edge, dtype=np.int64),
        edge_count=np.array(rows.edge_count, dtype=np.int64),
        first_state=np.array(rows.first_state, dtype=np.int64),
        belief_row=belief_row,
        edge_row=np.array(rows.edge_target, dtype=np.int64) + first_row[edge_kind],
        teaches=teaches,
        is_heeded=np.logical_or.reduceat(teaches, rows.first_edge),
        fixed=np.array(rows.fixed, dtype=np.float64).reshape(-1, types),
        slot_belief=slot_belief,
        slot_cost=np.array(rows.slot_cost, dtype=np.float64).reshape(-1, parties),
        payoff=np.array(rows.payoffs, dtype=np.float64).reshape(-1, parties * types),
        node_start=np.array(node_start, dtype=np.int64),
        edge_start=np.array(edge_start, dtype=np.int64),
        slot_start=np.array(slot_start, dtype=np.int64),
        states=np.array(states, dtype=np.int64),
        histories=histories,
        state_start=np.concatenate(([0], np.cumsum(histories * states)[:-1])).astype(np.int64),
    )
    branches = tuple(branch for branch in rows.branches if branch is not None)
    return PublicTree(tuple(rows.choices), branches, arrays)


def _belief_rows(source: Integers, stage: Integers, stages: int) -> Integers:
    """Turn "the edge by which a party last moved, or -1" into rows of the workspace's beliefs."""
    parties = source.shape[1]
    at_start = stage[:, None] * parties + np.arange(parties)
    return np.where(source >= 0, stages * parties + source, at_start)
