"""Branch and bound over value tables: the best package under an objective, without listing packages.

Issues are settled one after another, the best-looking option first. A branch is cut where no completion can be better
than the best package found, by weighted sums: for any weights that fit the objective, the most a weighted sum of gains
can reach is found issue by issue, and it bounds the objective (Lagrangian duality; Geoffrion 1974). The weights come
from a subgradient descent at the start, which also finds good packages to begin with.

Objectives are told by number: 0 the product of gains, 1 a weighted sum, 2 the smallest gain, 3 minus the sum of
shortfalls. In 0, 1 and 2 every gain must be at least 0.

References
----------
Geoffrion, A. M. (1974). Lagrangean relaxation for integer programming. Mathematical Programming Study 2, 82-114.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.bargaining.compiled import compiled

__all__ = ["PRODUCT", "SHORTFALL", "SMALLEST", "WEIGHTED_SUM", "branch", "branch_draws"]

Floats = npt.NDArray[np.float64]
Words = npt.NDArray[np.int64]
Integers = npt.NDArray[np.int64]

PRODUCT, WEIGHTED_SUM, SMALLEST, SHORTFALL = 0, 1, 2, 3
STEPS = 120


@compiled()
def branch(
    worth: Floats,
    cost: Floats,
    starts: Integers,
    closes: Words,
    due: Words,
    at_start: Words,
    floor: Floats,
    kind: int,
    weights: Floats,
    at_least: float,
    is_first_enough: bool,
    most_nodes: int,
    tolerance: float,
) -> tuple[Integers, float, float, int]:
    """Find the best package of one draw.

    Parameters
    ----------
    worth : array, shape (listed option, party)
        What each option adds, issue by issue.
    cost : array, shape (listed option,)
        What each option takes off the objective.
    starts : array of int, shape (issue + 1,)
        Options of issue j are listed from ``starts[j]`` to ``starts[j + 1]``.
    closes : array of int, shape (listed option, word)
    due : array of int, shape (issue, word)
    at_start : array of int, shape (word,)
        The rules, see :mod:`treves.bargaining.rules`, issues in this order.
    floor : array, shape (party,)
        Reservation values.
    kind : int
    weights : array, shape (party,)
        Of the weighted sum.
    at_least : float
        Only packages better than this count.
    is_first_enough : bool
        Whether any package better than that will do.
    most_nodes : int
    tolerance : float
        Gains this little below 0 count as 0.

    Returns
    -------
    chosen : array of int, shape (issue,)
        Listed option per issue; -1 where no package is good enough.
    best : float
        Its objective.
    bound : float
        No package does better.
    nodes : int
        Branches looked at; equal to ``most_nodes`` where the search was cut short.
    """
    issues, parties = starts.size - 1, floor.size
    chosen = np.full(issues, -1, np.int64)
    for j in range(issues):
        if starts[j] == starts[j + 1]:
            return chosen, -np.inf, -np.inf, 0
    multipliers = np.ones((2, parties))
    multipliers[0] = _start(kind, weights, parties)
    multipliers[1] = 1.0 / parties
    best, found = at_least, np.full(issues, -1, np.int64)
    best, bound = _descend(worth, cost, starts, closes, due, at_start, floor, kind, weights, tolerance,
                           multipliers[0], best, found)  # fmt: skip
    if found[0] >= 0:
        chosen[:] = found
    if kind in (WEIGHTED_SUM, PRODUCT):
        # the weights that best tell where no package can pass at all
        spare = np.full(issues, -1, np.int64)
        _, pass_bound = _descend(worth, cost, starts, closes, due, at_start, floor, SMALLEST, weights, tolerance,
                                 multipliers[1], -np.inf, spare)  # fmt: skip
        if pass_bound < -tolerance:
            return np.full(issues, -1, np.int64), -np.inf, -np.inf, 0
    if bound <= best or (is_first_enough and chosen[0] >= 0):
        return chosen, best, max(best, bound), 0
    best, nodes = _search(worth, cost, starts, closes, due, at_start, floor, kind, weights, multipliers, best,
                          is_first_enough, most_nodes, tolerance, chosen)  # fmt: skip
    if nodes < most_nodes and not (is_first_enough and chosen[0] >= 0):
        bound = best
    return chosen, best, bound, nodes


@compiled()
def _start(kind: int, weights: Floats, parties: int) -> Floats:
    if kind == WEIGHTED_SUM:
        return weights.copy()
    if kind == SHORTFALL:
        return np.full(parties, 0.5)
    return np.full(parties, 1.0 / parties)


@compiled()
def _objective(gain: Floats, kind: int, weights: Floats, tolerance: float) -> float:
    """Return the objective of a package's gains; minus infinity where it asks for gains and a party has none."""
    total, product, least = 0.0, 1.0, np.inf
    for p in range(gain.size):
        own = 0.0 if abs(gain[p]) <= tolerance else gain[p]
        if kind != SHORTFALL and own < 0.0:
            return -np.inf
        least = min(least, own)
        product *= own
        total += min(own, 0.0) if kind == SHORTFALL else weights[p] * own
    if kind == PRODUCT:
        return product
    return least if kind == SMALLEST else total


@compiled()
def _bound(weighted: float, multipliers: Floats, kind: int) -> float:
    """Bound the objective by the most that the gains can add up to when weighted so."""
    if kind == PRODUCT:
        if weighted <= 0.0:
            return 0.0
        logarithm = 0.0
        for p in range(multipliers.size):
            logarithm += np.log(weighted / (multipliers.size * multipliers[p]))
        return float(np.exp(logarithm))
    if kind == SMALLEST:
        return float(weighted / multipliers.sum())
    return weighted


@compiled()
def _descend(  # noqa: PLR0912 - what is compiled stands together
    worth: Floats,
    cost: Floats,
    starts: Integers,
    closes: Words,
    due: Words,
    at_start: Words,
    floor: Floats,
    kind: int,
    weights: Floats,
    tolerance: float,
    multipliers: Floats,
    best: float,
    found: Integers,
) -> tuple[float, float]:
    """Improve the multipliers; return the best objective of packages met (kept in ``found``), and the bound."""
    issues, parties = starts.size - 1, floor.size
    current, tightest = multipliers.copy(), multipliers.copy()
    bound = np.inf
    picked = np.empty(issues, np.int64)
    gain = np.empty(parties)
    is_open = np.empty(at_start.size, np.int64)
    spread = 1e-12
    for j in range(issues):
        for p in range(parties):
            column = worth[starts[j] : starts[j + 1], p]
            spread = max(spread, (column.max() - column.min()) * issues)
    for step in range(STEPS):
        for p in range(parties):
            gain[p] = -floor[p]
        weighted = 0.0
        for j in range(issues):
            top, at = -np.inf, starts[j]
            for o in range(starts[j], starts[j + 1]):
                own = -cost[o]
                for p in range(parties):
                    own += current[p] * worth[o, p]
                if own > top:
                    top, at = own, o
            picked[j] = at
            weighted += top
            for p in range(parties):
                gain[p] += worth[at, p]
        for p in range(parties):
            weighted -= current[p] * floor[p]
        limit = _bound(weighted, current, kind)
        if limit < bound:
            bound = limit
            tightest[:] = current
        objective = _objective(gain, kind, weights, tolerance)
        for j in range(issues):
            objective -= cost[picked[j]]
        if objective > best and _is_allowed(picked, closes, due, at_start, is_open):
            best = objective
            found[:] = picked
        if bound <= best or (kind != SHORTFALL and weighted < -tolerance * current.sum()):
            break
        _move(current, gain, kind, weights, weighted, spread, 1.0 / np.sqrt(step + 1.0))
    multipliers[:] = tightest
    return best, bound


@compiled()
def _move(
    current: Floats, gain: Floats, kind: int, weights: Floats, weighted: float, spread: float, size: float
) -> None:
    """Take one step against what the picked package gives whom."""
    parties = current.size
    if kind == WEIGHTED_SUM:
        scale = 2.0 * weights.sum() / parties
        for p in range(parties):
            current[p] = max(weights[p], current[p] - scale * size * gain[p] / spread)
    elif kind == SHORTFALL:
        for p in range(parties):
            current[p] = min(1.0, max(0.0, current[p] - 2.0 * size * gain[p] / spread))
    else:
        for p in range(parties):
            if kind == PRODUCT and weighted > 0.0:
                slope = parties * current[p] * gain[p] / weighted - 1.0
            else:
                slope = 4.0 * gain[p] / spread
            current[p] *= np.exp(-size * min(max(slope, -2.0), 2.0))
        current /= current.sum()
        for p in range(parties):
            current[p] = max(current[p], 1e-9)


@compiled()
def _is_allowed(picked: Integers, closes: Words, due: Words, at_start: Words, is_open: Words) -> bool:
    for w in range(at_start.size):
        is_open[w] = at_start[w]
        for j in range(picked.size):
            is_open[w] &= ~closes[picked[j], w]
            if is_open[w] & due[j, w]:
                return False
    return True


@compiled()
def _search(  # noqa: PLR0912 - what is compiled stands together
    worth: Floats,
    cost: Floats,
    starts: Integers,
    closes: Words,
    due: Words,
    at_start: Words,
    floor: Floats,
    kind: int,
    weights: Floats,
    multipliers: Floats,
    best: float,
    is_first_enough: bool,
    most_nodes: int,
    tolerance: float,
    chosen: Integers,
) -> tuple[float, int]:
    """Go through the branches depth first; put the best package into ``chosen``, return its objective and the nodes."""
    issues, parties, words, sums = starts.size - 1, floor.size, at_start.size, multipliers.shape[0]
    weighted = np.empty((starts[issues], sums))  # each option's weighted worth
    for o in range(starts[issues]):
        for k in range(sums):
            weighted[o, k] = -cost[o]
            for p in range(parties):
                weighted[o, k] += multipliers[k, p] * worth[o, p]
    ranked = np.empty(starts[issues], np.int64)  # within each issue, best-looking first
    for j in range(issues):
        ranked[starts[j] : starts[j + 1]] = starts[j] + np.argsort(-weighted[starts[j] : starts[j + 1], 0])
    # The most that is still to come after each issue: per weighting, and per party alone.
    ahead = np.zeros((issues + 1, sums))
    hope = np.zeros((issues + 1, parties))
    for j in range(issues - 1, -1, -1):
        for k in range(sums):
            ahead[j, k] = ahead[j + 1, k] + weighted[starts[j] : starts[j + 1], k].max()
        for p in range(parties):
            hope[j, p] = hope[j + 1, p] + worth[starts[j] : starts[j + 1], p].max()
    gain = np.empty((issues + 1, parties))
    so_far = np.empty((issues + 1, sums))
    spent = np.zeros(issues + 1)
    is_open = np.empty((issues + 1, words), np.int64)
    gain[0] = -floor
    is_open[0] = at_start
    for k in range(sums):
        so_far[0, k] = -(multipliers[k] * floor).sum()
    at = np.full(issues, -1, np.int64)
    j, nodes = 0, 0
    while j >= 0:
        at[j] += 1
        if starts[j] + at[j] >= starts[j + 1]:
            at[j] = -1
            j -= 1
            continue
        nodes += 1
        if nodes >= most_nodes:
            return best, most_nodes
        o = ranked[starts[j] + at[j]]
        spent[j + 1] = spent[j] + cost[o]
        for k in range(sums):
            so_far[j + 1, k] = so_far[j, k] + weighted[o, k]
        for p in range(parties):
            gain[j + 1, p] = gain[j, p] + worth[o, p]
        if not _is_open_branch(gain[j + 1], so_far[j + 1], ahead[j + 1], hope[j + 1], spent[j + 1], multipliers, kind,
                               weights, best, tolerance):  # fmt: skip
            continue
        is_kept = True
        for w in range(words):
            is_open[j + 1, w] = is_open[j, w] & ~closes[o, w]
            is_kept &= (is_open[j + 1, w] & due[j, w]) == 0
        if not is_kept:
            continue
        if j < issues - 1:
            j += 1
            continue
        objective = _objective(gain[issues], kind, weights, tolerance) - spent[issues]
        if objective > best:
            best = objective
            for i in range(issues):
                chosen[i] = ranked[starts[i] + at[i]]
            if is_first_enough:
                return best, nodes
    return best, nodes


@compiled()
def _is_open_branch(
    gain: Floats,
    so_far: Floats,
    ahead: Floats,
    hope: Floats,
    spent: float,
    multipliers: Floats,
    kind: int,
    weights: Floats,
    best: float,
    tolerance: float,
) -> bool:
    """Say whether some completion of a branch could still be better than the best package found."""
    total, product, least = 0.0, 1.0, np.inf
    for p in range(gain.size):
        most = gain[p] + hope[p]
        if kind != SHORTFALL and most < -tolerance:
            return False
        least = min(least, most)
        product *= max(most, 0.0)
        total += min(most, 0.0) if kind == SHORTFALL else weights[p] * most
    if kind == PRODUCT:
        limit = product
    elif kind == SMALLEST:
        limit = least
    else:
        limit = total - (spent if kind == SHORTFALL else 0.0)
    if limit <= best:
        return False
    for k in range(so_far.size):
        weighted = so_far[k] + ahead[k]
        if kind != SHORTFALL and weighted < -tolerance * multipliers[k].sum():
            return False
        if (k == 0 or kind in (PRODUCT, SMALLEST)) and _bound(weighted, multipliers[k], kind) <= best:
            return False
    return True


@compiled()
def branch_draws(
    low: int,
    high: int,
    worth: Floats,
    cost: Floats,
    is_listed: npt.NDArray[np.bool_],
    starts: Integers,
    closes: Words,
    due: Words,
    at_start: Words,
    floor: Floats,
    kind: int,
    weights: Floats,
    at_least: Floats,
    is_first_enough: bool,
    most_nodes: int,
    tolerance: float,
) -> tuple[Integers, Floats, Floats, Integers]:
    """Do the same for the draws from low to high.

    Parameters
    ----------
    worth : array, shape (draw, option, party)
    cost : array, shape (draw, option)
    is_listed : array of bool, shape (draw, option)
        False where an option may not be chosen.
    floor : array, shape (draw, party)
    at_least : array, shape (draw,)

    Returns
    -------
    chosen : array of int, shape (draw, issue)
        Row of ``worth`` per issue.
    best, bound : array, shape (draw,)
    nodes : array of int, shape (draw,)
    """
    issues, parties, words = starts.size - 1, floor.shape[1], at_start.size
    chosen = np.full((high - low, issues), -1, np.int64)
    best, bound = np.empty(high - low), np.empty(high - low)
    nodes = np.empty(high - low, np.int64)
    own_starts = np.zeros(issues + 1, np.int64)
    rows = np.empty(worth.shape[1], np.int64)
    for d in range(low, high):
        size = 0
        for j in range(issues):
            for o in range(starts[j], starts[j + 1]):
                if is_listed[d, o]:
                    rows[size] = o
                    size += 1
            own_starts[j + 1] = size
        own, own_cost, own_closes = np.empty((size, parties)), np.empty(size), np.empty((size, words), np.int64)
        for i in range(size):
            for p in range(parties):
                own[i, p] = worth[d, rows[i], p]
            own_cost[i] = cost[d, rows[i]]
            for w in range(words):
                own_closes[i, w] = closes[rows[i], w]
        found, best[d - low], bound[d - low], nodes[d - low] = branch(
            own, own_cost, own_starts, own_closes, due, at_start, floor[d], kind, weights, at_least[d],
            is_first_enough, most_nodes, tolerance,
        )  # fmt: skip
        for j in range(issues):
            chosen[d - low, j] = rows[found[j]] if found[j] >= 0 else -1
    return chosen, best, bound, nodes
