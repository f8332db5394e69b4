"""Flatten trees of choices into the arrays of a public tree."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from treves.crisis.errors import GameError
from treves.crisis.moves import Branch, Choice, End, NextSession
from treves.crisis.public_tree import Arrays, PublicTree
from treves.errors import SizeError

__all__ = ["flatten"]

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

FIXED = 2
MOST_HISTORIES = 10**8
TO_NODE, TO_SLOT, TO_END = 0, 1, 2
MANNERS = {"logit": 0, "exit": 1, "fixed": FIXED}


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
        self.node_source: list[list[int]] = []
        self.edge_kind: list[int] = []
        self.edge_target: list[int] = []
        self.fixed: list[Floats] = []
        self.slot_source: list[list[int]] = []
        self.slot_cost: list[tuple[float, ...]] = []
        self.payoffs: list[Floats] = []
        self.payoff_rows: dict[int, int] = {}

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
    GameError
        If a stage has no way on to the next, or the last one has.
    SizeError
        If there are more histories than anyone would wait for.
    """
    parties, types = weight.shape
    rows = _Flattening(parties, types)
    node_start, edge_start, slot_start = [0], [0], [0]
    for at, stage in enumerate(stages):
        rows.node(stage, [-1] * parties)
        node_start.append(len(rows.owner))
        edge_start.append(len(rows.branches))
        slot_start.append(len(rows.slot_source))
        if (slot_start[-1] > slot_start[-2]) == (at == len(stages) - 1):
            raise GameError(f"stage {at + 1} of {len(stages)} must lead to a next session if and only if there is one")
    slots = np.diff(slot_start)
    edge_kind = np.array(rows.edge_kind, dtype=np.int64)
    first_row = np.array([len(rows.payoffs), len(rows.payoffs) + len(rows.owner), 0])  # node, slot, end
    node = np.arange(len(rows.owner))
    stage_of_node = np.searchsorted(node_start, node, side="right") - 1
    owner = np.array(rows.owner, dtype=np.int64)
    node_source = np.array(rows.node_source, dtype=np.int64).reshape(-1, parties)
    stage_of_slot = np.searchsorted(slot_start, np.arange(len(rows.slot_source)), side="right") - 1
    slot_source = np.array(rows.slot_source, dtype=np.int64).reshape(-1, parties)
    belief_row = _belief_rows(node_source, stage_of_node, len(stages))[node, owner]
    slot_belief = _belief_rows(slot_source, stage_of_slot, len(stages))
    heeded = np.concatenate([belief_row, slot_belief.ravel()]) - len(stages) * parties
    teaches = np.isin(np.arange(len(rows.branches)), heeded)
    is_heeded = np.logical_or.reduceat(teaches, rows.first_edge)
    manner = np.array(rows.manner, dtype=np.int64)
    edge_count = np.array(rows.edge_count, dtype=np.int64)
    kept = np.where(is_heeded & (manner != FIXED), edge_count - 1, 0)
    states = np.array([kept[stage_of_node == stage].sum() for stage in range(len(stages))], dtype=np.int64)
    before_stage = np.concatenate(([0], np.cumsum(states)[:-1]))
    counts = [math.prod(slots[:at].tolist()) for at in range(len(stages))]
    if counts[-1] > MOST_HISTORIES:
        raise SizeError(
            f"{len(stages)} stages make {counts[-1]:.1e} histories, the limit is {MOST_HISTORIES:.0e}: "
            "use fewer sessions or candidates"
        )
    histories = np.array(counts, dtype=np.int64)
    arrays = Arrays(
        weight=np.ascontiguousarray(weight, dtype=np.float64),
        owner=owner,
        manner=manner,
        first_edge=np.array(rows.first_edge, dtype=np.int64),
        edge_count=edge_count,
        first_state=(np.cumsum(kept) - kept - before_stage[stage_of_node]).astype(np.int64),
        belief_row=belief_row,
        edge_row=np.array(rows.edge_target, dtype=np.int64) + first_row[edge_kind],
        teaches=teaches,
        is_heeded=is_heeded,
        fixed=np.array(rows.fixed, dtype=np.float64).reshape(-1, types),
        slot_belief=slot_belief,
        slot_cost=np.array(rows.slot_cost, dtype=np.float64).reshape(-1, parties),
        payoff=np.array(rows.payoffs, dtype=np.float64).reshape(-1, parties * types),
        node_start=np.array(node_start, dtype=np.int64),
        edge_start=np.array(edge_start, dtype=np.int64),
        slot_start=np.array(slot_start, dtype=np.int64),
        states=states,
        histories=histories,
        state_start=np.concatenate(([0], np.cumsum(histories * states)[:-1])).astype(np.int64),
    )
    branches = tuple(branch for branch in rows.branches if branch is not None)
    return PublicTree(tuple(rows.choices), branches, arrays)


def _belief_rows(source: Integers, stage: Integers, stages: int) -> Integers:
    """Turn "the edge by which a party last moved, or -1" into rows of the workspace's beliefs."""
    parties = source.shape[1]
    at_start = stage[:, None] * parties + np.arange(parties)
    rows: Integers = np.where(source >= 0, stages * parties + source, at_start)
    return rows
