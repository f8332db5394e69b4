"""How likely each end is: one pass over the whole public tree, compiled."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

from treves.crisis.public_tree import Arrays
from treves.crisis.response import answer_stage, enter_slot, leave_slot, look_ahead, make_workspace

__all__ = ["ending_masses"]

Floats = npt.NDArray[np.float64]


def ending_masses(tree: Arrays, precision: float, exit_factor: float, state: Floats) -> Floats:
    """Return the probability that the talks end by each edge, all histories together.

    Parameters
    ----------
    tree : Arrays
    precision, exit_factor : float
    state : array, shape (row, type)
        A fixed point.

    Returns
    -------
    array, shape (edge,)
        Zero for edges that end nothing; sums to one.
    """
    mass = np.zeros(len(tree.edge_row))
    _tally(tree, float(precision), float(exit_factor), state, make_workspace(tree), mass)
    return mass


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _spread(tree, stage, work, reach, slot_reach, mass, is_final):  # type: ignore[no-untyped-def]
    """Carry the probability of a stage's first node on to its nodes, slots and, where final, its ends."""
    ends, nodes = tree.payoff.shape[0], tree.owner.size
    for node in range(tree.node_start[stage], tree.node_start[stage + 1]):
        first = tree.first_edge[node]
        for e in range(first, first + tree.edge_count[node]):
            share = 0.0
            for m in range(tree.weight.shape[1]):
                share += work.belief[tree.belief_row[node], m] * work.chance[e, m]
            to = tree.edge_row[e]
            if to >= ends + nodes:
                slot_reach[to - ends - nodes] = reach[node] * share
            elif to >= ends:
                reach[to - ends] = reach[node] * share
            elif is_final:
                mass[e] += reach[node] * share


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _tally(tree, lam, exit_factor, state, work, mass):  # type: ignore[no-untyped-def]
    """Walk all histories, depth first.

    Whatever leads to a later history is known on the way down; what only leads to an end is answered on the
    way back.
    """
    stages = tree.states.size
    reach = np.zeros(tree.owner.size)
    slot_reach = np.zeros(tree.slot_start[stages] + 1)
    slot = np.zeros(stages, dtype=np.int64)
    histories = np.zeros(stages, dtype=np.int64)
    stage = slot[0]
    reach[0] = 1.0
    is_new = True
    while True:
        if is_new:
            look_ahead(tree, stage, histories[stage], lam, exit_factor, state, work)
            _spread(tree, stage, work, reach, slot_reach, mass, False)
            slot[stage] = 0
        slots = tree.slot_start[stage + 1] - tree.slot_start[stage]
        is_new = slot[stage] < slots
        if is_new:
            enter_slot(tree, stage, slot[stage], work, work)
            histories[stage + 1] = histories[stage] * slots + slot[stage]
            reach[tree.node_start[stage + 1]] = slot_reach[tree.slot_start[stage] + slot[stage]]
            stage += 1
            continue
        answer_stage(tree, stage, histories[stage], lam, exit_factor, 0.0, state, work)
        _spread(tree, stage, work, reach, slot_reach, mass, True)
        if stage == 0:
            return
        stage -= 1
        leave_slot(tree, stage, slot[stage], work, work)
        slot[stage] += 1
