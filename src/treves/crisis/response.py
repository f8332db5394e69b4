"""One sweep over the public tree, compiled: beliefs on the way down, logit responses on the way back.

The state holds, for every history, choice and type, what the branches are worth to the one who decides (for two
branches their difference). Probabilities are softmax(lambda * state), so a state found at one lambda is a
good start at the next, and rare branches keep exact odds. Going down, each party's belief about another follows by
Bayes' rule from the state; coming back, every choice is answered at once with the values just found behind it
(McKelvey & Palfrey 1998, agent logit). One sweep visits every choice once; nothing but the state is kept.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numba as nb
import numpy as np
import numpy.typing as npt

from treves.crisis.stage import Arrays

__all__ = ["Workspace", "ending_masses", "make_workspace", "sweep_subtrees", "sweep_top"]

Floats = npt.NDArray[np.float64]

# Sums and maxima may be taken in any order. A compiled function without flags of its own takes those of its caller,
# and exp must not: hence the explicit EXACT.
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


def make_workspace(tree: Arrays) -> Workspace:
    """Return room for one thread."""
    parties, types = tree.weight.shape
    stages, nodes, edges, slots = len(tree.states), len(tree.owner), len(tree.edge_row), len(tree.slot_cost)
    belief = np.tile(tree.weight, (stages, 1))
    worth = np.zeros((len(tree.payoff) + nodes + slots, parties * types))
    worth[: len(tree.payoff)] = tree.payoff
    return Workspace(np.concatenate([belief, np.zeros((edges, types))]), tree.fixed.copy(), worth)


@nb.njit(cache=True, nogil=True, error_model="numpy", fastmath=EXACT)
def _exp(x):  # type: ignore[no-untyped-def]
    """Exponential of a number not above zero, within 1e-15, in a form that the compiler can run eight at a time."""
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
def _binary(precision, state, row, chance, edge):  # type: ignore[no-untyped-def]
    """Logit over two branches from the difference of what they are worth."""
    for m in range(state.shape[1]):
        x = precision * state[row, m]
        e = _exp(-abs(x))
        likely = 1.0 / (1.0 + e)
        rare = e * likely
        chance[edge, m] = likely if x >= 0.0 else rare
        chance[edge + 1, m] = rare if x >= 0.0 else likely


@nb.njit(cache=True, nogil=True, error_model="numpy", fastmath=EXACT)
def _softmax(precision, state, row, chance, edge, edges):  # type: ignore[no-untyped-def]
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
def _mean(belief, row, chance, edge):  # type: ignore[no-untyped-def]
    total = 0.0
    for m in range(belief.shape[1]):
        total += belief[row, m] * chance[edge, m]
    return total


@nb.njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def _learn(belief, row, chance, edge, to):  # type: ignore[no-untyped-def]
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
def _move(state, row, worth, one, other, offset, damping):  # type: ignore[no-untyped-def]
    """Move a state row towards what one branch is worth more than another; return the squared step, undamped."""
    squared = 0.0
    for m in range(state.shape[1]):
        step = worth[one, offset + m] - worth[other, offset + m] - state[row, m]
        state[row, m] += damping * step
        squared += step * step
    return squared


@nb.njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def _mix_two(worth, to, one, other, share, chance, edge, own):  # type: ignore[no-untyped-def]
    """Set what a choice of two is worth: by the believed share to the others, by its own chance to each type."""
    types = chance.shape[1]
    for i in range(worth.shape[1]):
        worth[to, i] = worth[other, i] + share * (worth[one, i] - worth[other, i])
    for m in range(types):
        gain = worth[one, own + m] - worth[other, own + m]
        worth[to, own + m] = worth[other, own + m] + chance[edge, m] * gain


@nb.njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def _add(worth, to, row, share):  # type: ignore[no-untyped-def]
    for i in range(worth.shape[1]):
        worth[to, i] += share * worth[row, i]


@nb.njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def _look_ahead(tree, stage, history, lam, exit_factor, state, work):  # type: ignore[no-untyped-def]
    """Go down one stage: edge probabilities from the state, beliefs by Bayes' rule."""
    belief, chance = work.belief, work.chance
    base = tree.state_start[stage] + history * tree.states[stage]
    posterior = tree.states.size * tree.weight.shape[0]
    for node in range(tree.node_start[stage], tree.node_start[stage + 1]):
        if not tree.is_heeded[node]:
            continue
        first, edges, manner = tree.first_edge[node], tree.edge_count[node], tree.manner[node]
        precision = lam * exit_factor if manner == 1 else lam
        if manner == 2:
            pass
        elif edges == 2:
            _binary(precision, state, base + tree.first_state[node], chance, first)
        else:
            _softmax(precision, state, base + tree.first_state[node], chance, first, edges)
        for e in range(first, first + edges):
            if tree.teaches[e]:
                _learn(belief, tree.belief_row[node], chance, e, posterior + e)


@nb.njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def _respond(tree, node, row, precision, damping, state, work):  # type: ignore[no-untyped-def]
    """Answer at one node with what lies behind it; return a bound on the change of its probabilities, undamped.

    Logit probabilities change by at most a quarter (two branches) or a half (more) of precision times the
    largest change of a payoff difference, and that is at most the Euclidean norm over the types.
    """
    chance, worth = work.chance, work.worth
    first, edges = tree.first_edge[node], tree.edge_count[node]
    offset = tree.owner[node] * tree.weight.shape[1]
    last = tree.edge_row[first + edges - 1]
    if edges == 2:
        squared = _move(state, row, worth, tree.edge_row[first], last, offset, damping)
        _binary(precision, state, row, chance, first)
        return 0.25 * precision * math.sqrt(squared)
    squared = 0.0
    for e in range(edges - 1):
        squared = max(squared, _move(state, row + e, worth, tree.edge_row[first + e], last, offset, damping))
    _softmax(precision, state, row, chance, first, edges)
    return 0.5 * precision * math.sqrt(squared)


@nb.njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def _value(tree, node, work):  # type: ignore[no-untyped-def]
    """Set what a node is worth to every party: its owner knows its type, the others only their belief."""
    belief, chance, worth = work.belief, work.chance, work.worth
    first, edges, believed = tree.first_edge[node], tree.edge_count[node], tree.belief_row[node]
    types = tree.weight.shape[1]
    to, own = len(tree.payoff) + node, tree.owner[node] * types
    if edges == 2:
        one, other = tree.edge_row[first], tree.edge_row[first + 1]
        share = _mean(belief, believed, chance, first)
        _mix_two(worth, to, one, other, share, chance, first, own)
        return
    for i in range(worth.shape[1]):
        worth[to, i] = 0.0
    for e in range(first, first + edges):
        _add(worth, to, tree.edge_row[e], _mean(belief, believed, chance, e))
    for m in range(types):
        worth[to, own + m] = 0.0
    for e in range(first, first + edges):
        for m in range(types):
            worth[to, own + m] += chance[e, m] * worth[tree.edge_row[e], own + m]


@nb.njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def _answer(tree, stage, history, lam, exit_factor, damping, state, work):  # type: ignore[no-untyped-def]
    """Come back one stage: respond at every node; return the largest change of a probability."""
    base = tree.state_start[stage] + history * tree.states[stage]
    largest = 0.0
    for node in range(tree.node_start[stage + 1] - 1, tree.node_start[stage] - 1, -1):
        manner = tree.manner[node]
        if manner != 2:
            precision = lam * exit_factor if manner == 1 else lam
            row = base + tree.first_state[node]
            largest = max(largest, _respond(tree, node, row, precision, damping, state, work))
        _value(tree, node, work)
    return largest


@nb.njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def _enter(tree, stage, slot, above, below):  # type: ignore[no-untyped-def]
    """Set the beliefs with which a slot's history begins the next stage."""
    at, parties = tree.slot_start[stage] + slot, tree.weight.shape[0]
    for q in range(parties):
        source = tree.slot_belief[at, q]
        for m in range(tree.weight.shape[1]):
            below.belief[(stage + 1) * parties + q, m] = above.belief[source, m]


@nb.njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def _leave(tree, stage, slot, below, above):  # type: ignore[no-untyped-def]
    """Hand the value of a slot's history back to the stage above, less what the way there costs."""
    at, types = tree.slot_start[stage] + slot, tree.weight.shape[1]
    from_row = len(tree.payoff) + tree.node_start[stage + 1]
    to_row = len(tree.payoff) + len(tree.owner) + at
    for q in range(tree.weight.shape[0]):
        for i in range(q * types, (q + 1) * types):
            above.worth[to_row, i] = below.worth[from_row, i] - tree.slot_cost[at, q]


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _sweep_below(tree, top_stage, history, lam, exit_factor, damping, state, work):  # type: ignore[no-untyped-def]
    """Sweep everything from one history of a stage on; its beliefs stand in the stage's rows of ``work.belief``."""
    slot = np.zeros(tree.states.size, dtype=np.int64)
    histories = np.zeros(tree.states.size, dtype=np.int64)
    stage, largest = top_stage, 0.0
    histories[stage] = history
    is_new = True
    while True:
        if is_new:
            _look_ahead(tree, stage, histories[stage], lam, exit_factor, state, work)
            slot[stage] = 0
        slots = tree.slot_start[stage + 1] - tree.slot_start[stage]
        is_new = slot[stage] < slots
        if is_new:
            _enter(tree, stage, slot[stage], work, work)
            histories[stage + 1] = histories[stage] * slots + slot[stage]
            stage += 1
            continue
        change = _answer(tree, stage, histories[stage], lam, exit_factor, damping, state, work)
        largest = max(largest, change)
        if stage == top_stage:
            return largest
        stage -= 1
        _leave(tree, stage, slot[stage], work, work)
        slot[stage] += 1


@nb.njit(cache=True, nogil=True, error_model="numpy")
def sweep_subtrees(tree, stage, slots, lam, exit_factor, damping, state, top, work):  # type: ignore[no-untyped-def]
    """Sweep the subtrees behind some slots of the first stage (one thread's share); return the largest change.

    ``top`` holds the first stage as :func:`look_down` left it and receives the values; ``work`` is the thread's own.
    """
    largest = 0.0
    for slot in slots:
        _enter(tree, stage, slot, top, work)
        largest = max(largest, _sweep_below(tree, stage + 1, slot, lam, exit_factor, damping, state, work))
        _leave(tree, stage, slot, work, top)
    return largest


@nb.njit(cache=True, nogil=True, error_model="numpy")
def look_down(tree, stage, lam, exit_factor, state, top):  # type: ignore[no-untyped-def]
    """Begin a sweep: the first stage from the prior."""
    _look_ahead(tree, stage, stage, lam, exit_factor, state, top)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def answer_top(tree, stage, lam, exit_factor, damping, state, top):  # type: ignore[no-untyped-def]
    """End a sweep: respond in the first stage with the values behind it; return the largest change."""
    return _answer(tree, stage, stage, lam, exit_factor, damping, state, top)
