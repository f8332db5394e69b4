# mypy: disable-error-code="no-untyped-def"
"""One sweep over the public tree, compiled: beliefs on the way down, logit responses on the way back.

The state holds, for every history, choice and type, what the branches are worth to the one who decides (for
two branches their difference). Probabilities are softmax(lambda * state), so a state found at one lambda is a
good start at the next, and rare branches keep exact odds. Going down, each party's belief about another
follows by Bayes' rule from the state; coming back, every choice is answered at once with the values just
found behind it (McKelvey & Palfrey 1998, agent logit). One sweep visits every choice once; nothing but the
state is kept.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numba as nb
import numpy as np
import numpy.typing as npt

from treves.crisis.public_tree import Arrays

__all__ = [
    "Workspace", "answer_stage", "answer_top", "enter_slot", "leave_slot", "look_ahead", "look_down",
    "make_workspace", "sweep_subtrees", "visit",
]  # fmt: skip

Floats = npt.NDArray[np.float64]

# Sums may be taken in any order. A compiled function without flags of its own takes those of its caller, and
# exp must not: hence the explicit EXACT.
FAST = {"reassoc", "contract", "nsz", "arcp", "nnan"}
EXACT = False
TINY = 1e-290
LOG2_E = 1.4426950408889634
LN2_HIGH, LN2_LOW = 0.693145751953125, 1.42860682030941723212e-06
ROUNDER = 6755399441055744.0  # 1.5 * 2**52: adding it leaves the nearest whole number in the low bits


class Workspace(NamedTuple):
    """What one thread needs on the way down and back, for one history of each stage at a time."""

    belief: Floats  # [row, type]: start of each stage by party, then what each edge tells about its owner
    chance: Floats  # [edge, type]: probability of the edge for each type of its owner
    worth: Floats  # [row, party * type]: ends, then nodes, then slots
    scratch: Floats  # [row, type]: a state row for choices that keep none


def make_workspace(tree: Arrays) -> Workspace:
    """Return room for one thread."""
    parties, types = tree.weight.shape
    stages, nodes, edges, slots = len(tree.states), len(tree.owner), len(tree.edge_row), len(tree.slot_cost)
    belief = np.tile(tree.weight, (stages, 1))
    worth = np.zeros((len(tree.payoff) + nodes + slots, parties * types))
    worth[: len(tree.payoff)] = tree.payoff
    scratch = np.zeros((int(tree.edge_count.max()), types))
    return Workspace(np.concatenate([belief, np.zeros((edges, types))]), tree.fixed.copy(), worth, scratch)


@nb.njit(cache=True, nogil=True, error_model="numpy", fastmath=EXACT)
def _exp(x):
    """Exponential of a number not above zero, within 1e-15, in a form that runs eight at a time."""
    shifted = max(x, -700.0) * LOG2_E + ROUNDER
    whole = shifted - ROUNDER
    r = (max(x, -700.0) - whole * LN2_HIGH) - whole * LN2_LOW
    p = 1.0 / 479001600.0
    p = p * r + 1.0 / 39916800.0
    p = p * r + 1.0 / 3628800.0
    p = p * r + 1.0 / 362880.0
    p = p * r + 1.0 / 40320.0
    p = p * r + 1.0 / 5040.0
    p = p * r + 1.0 / 720.0
    p = p * r + 1.0 / 120.0
    p = p * r + 1.0 / 24.0
    p = p * r + 1.0 / 6.0
    p = p * r + 0.5
    p = p * r + 1.0
    p = p * r + 1.0
    power = (np.float64(shifted).view(np.int64) + 1023) << 52
    return p * np.int64(power).view(np.float64)


@nb.njit(cache=True, nogil=True, error_model="numpy", fastmath=EXACT)
def _binary(precision, state, row, chance, edge):
    """Logit over two branches from the difference of what they are worth."""
    for m in range(state.shape[1]):
        x = precision * state[row, m]
        e = _exp(-abs(x))
        likely = 1.0 / (1.0 + e)
        rare = e * likely
        chance[edge, m] = likely if x >= 0.0 else rare
        chance[edge + 1, m] = rare if x >= 0.0 else likely


@nb.njit(cache=True, nogil=True, error_model="numpy", fastmath=EXACT)
def _softmax(precision, state, row, chance, edge, edges):
    """Logit over several branches from what each is worth more than the last."""
    types = state.shape[1]
    last = edge + edges - 1
    for m in range(types):  # the row of the last edge holds the best, then the total
        chance[last, m] = 0.0
    for e in range(edges - 1):
        for m in range(types):
            chance[last, m] = max(chance[last, m], state[row + e, m])
    for e in range(edges - 1):
        for m in range(types):
            chance[edge + e, m] = _exp(precision * (state[row + e, m] - chance[last, m]))
    for m in range(types):
        chance[last, m] = _exp(-precision * chance[last, m])
    for m in range(types):
        total = chance[last, m]
        for e in range(edges - 1):
            total += chance[edge + e, m]
        for e in range(edges):
            chance[edge + e, m] /= total


@nb.njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def _mean(belief, row, chance, edge):
    total = 0.0
    for m in range(belief.shape[1]):
        total += belief[row, m] * chance[edge, m]
    return total


@nb.njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def _learn(belief, row, chance, edge, to):
    """Bayes' rule for one edge: write the posterior to row ``to``; return the probability of the edge."""
    total = _mean(belief, row, chance, edge)
    if total > TINY:
        scale = 1.0 / total
        for m in range(belief.shape[1]):
            belief[to, m] = belief[row, m] * chance[edge, m] * scale
    else:  # nobody goes this way: what was believed before stands
        for m in range(belief.shape[1]):
            belief[to, m] = belief[row, m]
    return total


@nb.njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def _move(state, row, worth, one, other, offset, damping):
    """Move a state row towards what a branch is worth more than another; return the squared step."""
    squared = 0.0
    for m in range(state.shape[1]):
        step = worth[one, offset + m] - worth[other, offset + m] - state[row, m]
        state[row, m] += damping * step
        squared += step * step
    return squared


@nb.njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def _mix_two(worth, to, one, other, share, chance, edge, own):
    """Set what a choice of two is worth: to others by the believed share, to a type by its own chance."""
    types = chance.shape[1]
    for i in range(worth.shape[1]):
        worth[to, i] = worth[other, i] + share * (worth[one, i] - worth[other, i])
    for m in range(types):
        gain = worth[one, own + m] - worth[other, own + m]
        worth[to, own + m] = worth[other, own + m] + chance[edge, m] * gain


@nb.njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def _add(worth, to, row, share):
    for i in range(worth.shape[1]):
        worth[to, i] += share * worth[row, i]


@nb.njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def look_ahead(tree, stage, history, lam, exit_factor, state, work):
    """Go down one stage: edge probabilities from the state, beliefs by Bayes' rule."""
    # out of their tuples once a stage: counting a reference costs more than the sums of a node
    belief, chance = work.belief, work.chance
    edge_count, first_edge, first_state, manners = (
        tree.edge_count,
        tree.first_edge,
        tree.first_state,
        tree.manner,
    )
    is_heeded, teaches, belief_row = tree.is_heeded, tree.teaches, tree.belief_row
    base = tree.state_start[stage] + history * tree.states[stage]
    posterior = belief.shape[0] - chance.shape[0]
    for node in range(tree.node_start[stage], tree.node_start[stage + 1]):
        if not is_heeded[node]:
            continue
        first, edges, manner, row = (
            first_edge[node],
            edge_count[node],
            manners[node],
            base + first_state[node],
        )
        precision = lam * exit_factor if manner == 1 else lam
        if manner == 2:
            pass
        elif edges == 2:
            _binary(precision, state, row, chance, first)
        else:
            _softmax(precision, state, row, chance, first, edges)
        for e in range(first, first + edges):
            if teaches[e]:
                _learn(belief, belief_row[node], chance, e, posterior + e)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _respond_many(state, row, worth, edge_row, first, edges, own, damping, precision, chance):
    """Answer among several branches; return the largest squared change of a payoff difference, undamped."""
    last = edge_row[first + edges - 1]
    squared = 0.0
    for e in range(edges - 1):
        squared = max(squared, _move(state, row + e, worth, edge_row[first + e], last, own, damping))
    _softmax(precision, state, row, chance, first, edges)
    return squared


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _mix_many(worth, to, edge_row, first, edges, own, belief, believed, chance):
    """Set what a choice of several is worth."""
    types = chance.shape[1]
    for i in range(worth.shape[1]):
        worth[to, i] = 0.0
    for e in range(first, first + edges):
        _add(worth, to, edge_row[e], _mean(belief, believed, chance, e))
    for m in range(types):
        worth[to, own + m] = 0.0
    for e in range(first, first + edges):
        of = edge_row[e]
        for m in range(types):
            worth[to, own + m] += chance[e, m] * worth[of, own + m]


@nb.njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def answer_stage(tree, stage, history, lam, exit_factor, damping, state, work):
    """Come back one stage: respond at every node; return a bound on the change of probabilities.

    Logit probabilities change by at most a quarter (two branches) or a half (more) of precision times the
    largest change of a payoff difference, and that is at most the Euclidean norm over the types.
    """
    belief, chance, worth = work.belief, work.chance, work.worth
    owner, edge_count, first_edge, first_state = (
        tree.owner,
        tree.edge_count,
        tree.first_edge,
        tree.first_state,
    )
    manners, belief_row, edge_row = tree.manner, tree.belief_row, tree.edge_row
    is_heeded, scratch = tree.is_heeded, work.scratch
    base = tree.state_start[stage] + history * tree.states[stage]
    types = chance.shape[1]
    ends = tree.payoff.shape[0]
    largest = 0.0
    for node in range(tree.node_start[stage + 1] - 1, tree.node_start[stage] - 1, -1):
        first, edges, manner, row = (
            first_edge[node],
            edge_count[node],
            manners[node],
            base + first_state[node],
        )
        precision = lam * exit_factor if manner == 1 else lam
        own = owner[node] * types
        if edges == 2:
            one, other = edge_row[first], edge_row[first + 1]
            if manner == 2:
                pass
            elif is_heeded[node]:
                squared = _move(state, row, worth, one, other, own, damping)
                _binary(precision, state, row, chance, first)
                largest = max(largest, 0.25 * precision * math.sqrt(squared))
            else:  # nobody learns from it: answer afresh
                _move(scratch, 0, worth, one, other, own, 1.0)
                _binary(precision, scratch, 0, chance, first)
            share = _mean(belief, belief_row[node], chance, first)
            _mix_two(worth, ends + node, one, other, share, chance, first, own)
        else:
            if manner == 2:
                pass
            elif is_heeded[node]:
                squared = _respond_many(state, row, worth, edge_row, first, edges, own, damping, precision, chance)
                largest = max(largest, 0.5 * precision * math.sqrt(squared))
            else:
                _respond_many(scratch, 0, worth, edge_row, first, edges, own, 1.0, precision, chance)
            _mix_many(worth, ends + node, edge_row, first, edges, own, belief, belief_row[node], chance)
    return largest


@nb.njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def enter_slot(tree, stage, slot, above, below):
    """Set the beliefs with which a slot's history begins the next stage."""
    at, parties = tree.slot_start[stage] + slot, tree.weight.shape[0]
    for q in range(parties):
        source = tree.slot_belief[at, q]
        for m in range(tree.weight.shape[1]):
            below.belief[(stage + 1) * parties + q, m] = above.belief[source, m]


@nb.njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def leave_slot(tree, stage, slot, below, above):
    """Hand the value of a slot's history back to the stage above, less what the way there costs."""
    at, types = tree.slot_start[stage] + slot, tree.weight.shape[1]
    from_row = len(tree.payoff) + tree.node_start[stage + 1]
    to_row = len(tree.payoff) + len(tree.owner) + at
    for q in range(tree.weight.shape[0]):
        for i in range(q * types, (q + 1) * types):
            above.worth[to_row, i] = below.worth[from_row, i] - tree.slot_cost[at, q]


@nb.njit(cache=True, nogil=True, error_model="numpy")
def sweep_history(tree, top_stage, history, lam, exit_factor, damping, state, work):
    """Sweep everything from one history on; its beliefs are the stage's rows of ``work.belief``."""
    slot = np.zeros(tree.states.size, dtype=np.int64)
    histories = np.zeros(tree.states.size, dtype=np.int64)
    stage, largest = top_stage, 0.0
    histories[stage] = history
    is_new = True
    while True:
        if is_new:
            look_ahead(tree, stage, histories[stage], lam, exit_factor, state, work)
            slot[stage] = 0
        slots = tree.slot_start[stage + 1] - tree.slot_start[stage]
        is_new = slot[stage] < slots
        if is_new:
            enter_slot(tree, stage, slot[stage], work, work)
            histories[stage + 1] = histories[stage] * slots + slot[stage]
            stage += 1
            continue
        change = answer_stage(tree, stage, histories[stage], lam, exit_factor, damping, state, work)
        largest = max(largest, change)
        if stage == top_stage:
            return largest
        stage -= 1
        leave_slot(tree, stage, slot[stage], work, work)
        slot[stage] += 1


@nb.njit(cache=True, nogil=True, error_model="numpy")
def sweep_subtrees(tree, stage, slots, lam, exit_factor, damping, state, top, work):
    """Sweep the subtrees behind some slots of the first stage (a thread's share); return the bound on change.

    ``top`` holds the first stage as :func:`look_down` left it and receives the values; ``work`` is the
    thread's own.
    """
    largest = 0.0
    for slot in slots:
        enter_slot(tree, stage, slot, top, work)
        largest = max(largest, sweep_history(tree, stage + 1, slot, lam, exit_factor, damping, state, work))
        leave_slot(tree, stage, slot, work, top)
    return largest


@nb.njit(cache=True, nogil=True, error_model="numpy")
def look_down(tree, stage, lam, exit_factor, state, top):
    """Begin a sweep: the first stage (0), from the prior that a workspace starts with."""
    look_ahead(tree, stage, stage, lam, exit_factor, state, top)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def answer_top(tree, stage, lam, exit_factor, damping, state, top):
    """End a sweep: respond in the first stage (0) with the values behind it; return the bound on change."""
    return answer_stage(tree, stage, stage, lam, exit_factor, damping, state, top)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def visit(tree, stage, history, lam, exit_factor, state, work):
    """Work out everything from one history of a stage on, and leave the state as it is.

    The beliefs of that history stand in the stage's rows of ``work.belief``; afterwards ``work.chance`` holds
    the stage's edge probabilities by type.
    """
    sweep_history(tree, stage, history, lam, exit_factor, 0.0, state, work)
