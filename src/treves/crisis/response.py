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

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from treves.crisis.compiled import compiled
from treves.crisis.public_tree import Arrays

__all__ = [
    "Pace", "Workspace", "answer_top", "look_down", "make_pace", "make_workspace", "sweep_subtrees", "tally", "visit",
]  # fmt: skip

Floats = npt.NDArray[np.float64]

# Sums may be taken in any order. A compiled function without flags of its own takes those of its caller, and
# exp must not: hence the explicit EXACT.
LEAST_FACTOR, LARGEST_FACTOR = 0.05, 3.0
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
    target: Floats  # [row, type]: where the state rows of one history are drawn to


class Pace(NamedTuple):
    """How far each history goes at a sweep, and what it needs to know for that."""

    factor: Floats  # [history of any stage]: share of the way to its target
    size: Floats  # [history of any stage]: squared length of its last step; 0: none yet
    step: Floats  # [row, type]: the last step of every state row, the whole way
    first: npt.NDArray[np.int64]  # [stage]: where a stage's histories begin
    change: Floats  # [history of any stage]: bound on its change when it was last visited
    entered: Floats  # [history of any stage, party, type]: beliefs with which it was last entered
    handed: Floats  # [history of any stage, party * type]: what it was worth then
    last_session: int  # the last stage whose choices keep a state; -1: none after the first


def make_workspace(tree: Arrays) -> Workspace:
    """Return room for one thread."""
    parties, types = tree.weight.shape
    stages, nodes, edges, slots = len(tree.states), len(tree.owner), len(tree.edge_row), len(tree.slot_cost)
    belief = np.tile(tree.weight, (stages, 1))
    worth = np.zeros((len(tree.payoff) + nodes + slots, parties * types))
    worth[: len(tree.payoff)] = tree.payoff
    scratch = np.zeros((int(tree.edge_count.max()), types))
    target = np.zeros((max(1, int(tree.states.max())), types))
    return Workspace(np.concatenate([belief, np.zeros((edges, types))]), tree.fixed.copy(), worth, scratch, target)


def make_pace(tree: Arrays, state: Floats) -> Pace:
    """Return the pace at which every history begins: the whole way."""
    first = np.concatenate(([0], np.cumsum(np.where(tree.states > 0, tree.histories, 0))))
    count = max(1, int(first[-1]))
    parties, types = tree.weight.shape
    kept = np.flatnonzero(tree.states > 0)
    return Pace(
        np.ones(count),
        np.zeros(count),
        np.zeros_like(state),
        first.astype(np.int64),
        np.full(count, np.inf),
        np.zeros((count, parties, types)),
        np.zeros((count, parties * types)),
        int(kept[-1]) if kept.size and kept[-1] > 0 else -1,
    )


@compiled(fastmath=EXACT)
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


@compiled(fastmath=EXACT)
def _binary(precision, state, row, chance, edge):
    """Logit over two branches from the difference of what they are worth."""
    for m in range(state.shape[1]):
        x = precision * state[row, m]
        e = _exp(-abs(x))
        likely = 1.0 / (1.0 + e)
        rare = e * likely
        chance[edge, m] = likely if x >= 0.0 else rare
        chance[edge + 1, m] = rare if x >= 0.0 else likely


@compiled(fastmath=EXACT)
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


@compiled(fastmath=FAST)
def _mean(belief, row, chance, edge):
    total = 0.0
    for m in range(belief.shape[1]):
        total += belief[row, m] * chance[edge, m]
    return total


@compiled(fastmath=FAST)
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


@compiled(fastmath=FAST)
def _aim(target, row, worth, one, other, offset):
    """Set a row to what a branch is worth more than another."""
    for m in range(target.shape[1]):
        target[row, m] = worth[one, offset + m] - worth[other, offset + m]


@compiled(fastmath=FAST)
def _distance(target, row, state, at):
    """Return the largest difference between two rows."""
    largest = 0.0
    for m in range(target.shape[1]):
        largest = max(largest, abs(target[row, m] - state[at, m]))
    return largest


@compiled(fastmath=FAST)
def _relax(pace, history, base, rows, state, target):
    """Move the state of one history towards its target, as far as its last two steps advise (Irons & Tuck 1969).

    Along the direction in which a history creeps or swings, two steps tell by what share the next one should go: beyond
    the target where it creeps, short of it where it swings to and fro.
    """
    types = state.shape[1]
    along, turned, length = 0.0, 0.0, 0.0
    for r in range(rows):
        for m in range(types):
            step = target[r, m] - state[base + r, m]
            turn = step - pace.step[base + r, m]
            along += pace.step[base + r, m] * turn
            turned += turn * turn
            length += step * step
    factor = pace.factor[history]
    if pace.size[history] > 0.0 and turned > 0.0:
        factor = -factor * along / turned
        factor = min(max(factor, LEAST_FACTOR), LARGEST_FACTOR)
        if length > 4.0 * pace.size[history]:
            factor = min(factor, 0.5)
    pace.factor[history], pace.size[history] = factor, length
    for r in range(rows):
        for m in range(types):
            step = target[r, m] - state[base + r, m]
            pace.step[base + r, m] = step
            state[base + r, m] += factor * step


@compiled(fastmath=FAST)
def _mix_two(worth, to, one, other, share, chance, edge, own):
    """Set what a choice of two is worth: to others by the believed share, to a type by its own chance."""
    types = chance.shape[1]
    for i in range(worth.shape[1]):
        worth[to, i] = worth[other, i] + share * (worth[one, i] - worth[other, i])
    for m in range(types):
        gain = worth[one, own + m] - worth[other, own + m]
        worth[to, own + m] = worth[other, own + m] + chance[edge, m] * gain


@compiled(fastmath=FAST)
def _add(worth, to, row, share):
    for i in range(worth.shape[1]):
        worth[to, i] += share * worth[row, i]


@compiled(forceinline=True)
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


@compiled()
def _aim_many(target, row, worth, edge_row, first, edges, own):
    """Set rows to what several branches are worth more than the last."""
    last = edge_row[first + edges - 1]
    for e in range(edges - 1):
        _aim(target, row + e, worth, edge_row[first + e], last, own)


@compiled()
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


@compiled(forceinline=True)
def answer_stage(tree, stage, history, lam, exit_factor, is_moving, state, pace, work):
    """Come back one stage: respond at every node; return a bound on the change of probabilities.

    Logit probabilities change by at most a quarter (two branches) or a half (more) of precision times the
    largest change of a payoff difference. Where nothing moves, choices that keep a state are made by it.
    """
    belief, chance, worth = work.belief, work.chance, work.worth
    owner, edge_count, first_edge, first_state = tree.owner, tree.edge_count, tree.first_edge, tree.first_state
    manners, belief_row, edge_row = tree.manner, tree.belief_row, tree.edge_row
    is_heeded, scratch, target = tree.is_heeded, work.scratch, work.target
    base = tree.state_start[stage] + history * tree.states[stage]
    types = chance.shape[1]
    ends = tree.payoff.shape[0]
    largest = 0.0
    for node in range(tree.node_start[stage + 1] - 1, tree.node_start[stage] - 1, -1):
        first, edges, manner, row = first_edge[node], edge_count[node], manners[node], first_state[node]
        precision = lam * exit_factor if manner == 1 else lam
        own = owner[node] * types
        is_kept = is_heeded[node] and manner != 2
        if edges == 2:
            one, other = edge_row[first], edge_row[first + 1]
            if is_kept and is_moving:
                _aim(target, row, worth, one, other, own)
                largest = max(largest, 0.25 * precision * _distance(target, row, state, base + row))
                _binary(precision, target, row, chance, first)
            elif is_kept:
                _binary(precision, state, base + row, chance, first)
            elif manner != 2:  # nobody learns from it: answer afresh
                _aim(scratch, 0, worth, one, other, own)
                _binary(precision, scratch, 0, chance, first)
            share = _mean(belief, belief_row[node], chance, first)
            _mix_two(worth, ends + node, one, other, share, chance, first, own)
        else:
            if is_kept and is_moving:
                _aim_many(target, row, worth, edge_row, first, edges, own)
                for r in range(row, row + edges - 1):
                    largest = max(largest, 0.5 * precision * _distance(target, r, state, base + r))
                _softmax(precision, target, row, chance, first, edges)
            elif is_kept:
                _softmax(precision, state, base + row, chance, first, edges)
            elif manner != 2:
                _aim_many(scratch, 0, worth, edge_row, first, edges, own)
                _softmax(precision, scratch, 0, chance, first, edges)
            _mix_many(worth, ends + node, edge_row, first, edges, own, belief, belief_row[node], chance)
    if is_moving and tree.states[stage] > 0:
        _relax(pace, pace.first[stage] + history, base, tree.states[stage], state, target)
    return largest


@compiled(forceinline=True)
def enter_slot(tree, stage, slot, above, below):
    """Set the beliefs with which a slot's history begins the next stage."""
    at, parties = tree.slot_start[stage] + slot, tree.weight.shape[0]
    for q in range(parties):
        source = tree.slot_belief[at, q]
        for m in range(tree.weight.shape[1]):
            below.belief[(stage + 1) * parties + q, m] = above.belief[source, m]


@compiled(forceinline=True)
def leave_slot(tree, stage, slot, below, above):
    """Hand the value of a slot's history back to the stage above, less what the way there costs."""
    at, types = tree.slot_start[stage] + slot, tree.weight.shape[1]
    from_row = len(tree.payoff) + tree.node_start[stage + 1]
    to_row = len(tree.payoff) + len(tree.owner) + at
    for q in range(tree.weight.shape[0]):
        for i in range(q * types, (q + 1) * types):
            above.worth[to_row, i] = below.worth[from_row, i] - tree.slot_cost[at, q]


@compiled(fastmath=FAST)
def _is_unmoved(belief, first, entered, slack):
    """Say whether a history is entered with the beliefs of its last visit; note them where it is not."""
    farthest = 0.0
    for q in range(entered.shape[0]):
        for m in range(entered.shape[1]):
            farthest = max(farthest, abs(belief[first + q, m] - entered[q, m]))
    if farthest <= slack:
        return True
    for q in range(entered.shape[0]):
        for m in range(entered.shape[1]):
            entered[q, m] = belief[first + q, m]
    return False


@compiled()
def sweep_history(tree, top_stage, history, lam, exit_factor, slack, is_moving, state, pace, work):
    """Sweep everything from one history on; its beliefs are the stage's rows of ``work.belief``.

    A last session that changed by no more than ``slack`` and is entered with the beliefs of its last visit, within
    ``slack``, is taken as it was then. A slack below zero visits everything.
    """
    parties, ends = tree.weight.shape[0], tree.payoff.shape[0]
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
        is_new = False
        while slot[stage] < slots and not is_new:
            below = histories[stage] * slots + slot[stage]
            enter_slot(tree, stage, slot[stage], work, work)
            if is_moving and stage + 1 == pace.last_session:
                at = pace.first[stage + 1] + below
                if (
                    _is_unmoved(work.belief, (stage + 1) * parties, pace.entered[at], slack)
                    and pace.change[at] <= slack
                ):
                    largest = max(largest, pace.change[at])
                    work.worth[ends + tree.node_start[stage + 1]] = pace.handed[at]
                    leave_slot(tree, stage, slot[stage], work, work)
                    slot[stage] += 1
                    continue
            histories[stage + 1] = below
            is_new = True
        if is_new:
            stage += 1
            continue
        change = answer_stage(tree, stage, histories[stage], lam, exit_factor, is_moving, state, pace, work)
        largest = max(largest, change)
        if is_moving and stage == pace.last_session:
            at = pace.first[stage] + histories[stage]
            pace.change[at] = change
            pace.handed[at] = work.worth[ends + tree.node_start[stage]]
        if stage == top_stage:
            return largest
        stage -= 1
        leave_slot(tree, stage, slot[stage], work, work)
        slot[stage] += 1


@compiled()
def sweep_subtrees(tree, stage, slots, lam, exit_factor, slack, state, pace, top, work):
    """Sweep the subtrees behind some slots of the first stage (a thread's share); return the bound on change.

    ``top`` holds the first stage as :func:`look_down` left it and receives the values; ``work`` is the
    thread's own.
    """
    largest = 0.0
    for slot in slots:
        enter_slot(tree, stage, slot, top, work)
        largest = max(largest, sweep_history(tree, stage + 1, slot, lam, exit_factor, slack, True, state, pace, work))
        leave_slot(tree, stage, slot, work, top)
    return largest


@compiled()
def look_down(tree, stage, lam, exit_factor, state, top):
    """Begin a sweep: the first stage (0), from the prior that a workspace starts with."""
    look_ahead(tree, stage, stage, lam, exit_factor, state, top)


@compiled()
def answer_top(tree, stage, lam, exit_factor, state, pace, top):
    """End a sweep: respond in the first stage (0) with the values behind it; return the bound on change."""
    return answer_stage(tree, stage, stage, lam, exit_factor, True, state, pace, top)


@compiled()
def visit(tree, stage, history, lam, exit_factor, state, pace, work):
    """Work out everything from one history of a stage on, and leave the state as it is.

    The beliefs of that history stand in the stage's rows of ``work.belief``; afterwards ``work.chance`` holds
    the stage's edge probabilities by type.
    """
    sweep_history(tree, stage, history, lam, exit_factor, -1.0, False, state, pace, work)


@compiled()
def _spread(tree, stage, work, reach, slot_reach, mass, is_final):
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


@compiled()
def tally(tree, lam, exit_factor, state, pace, work, mass):
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
        answer_stage(tree, stage, histories[stage], lam, exit_factor, False, state, pace, work)
        _spread(tree, stage, work, reach, slot_reach, mass, True)
        if stage == 0:
            return
        stage -= 1
        leave_slot(tree, stage, slot[stage], work, work)
        slot[stage] += 1
