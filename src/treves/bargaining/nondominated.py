"""Which of many points no other beats: points may carry open rules, and count on a grid as coarse as one likes.

Points are compared by their ranks, party by party, as 32-bit whole numbers: ranks keep every order and every tie, and
sixteen of them fit where eight utilities do. Sorted by the sum of what is compared, a point can only be beaten by one
before it, so blocks of points are held against what is kept so far, several at a time on threads.
"""

from __future__ import annotations

from functools import partial
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from treves.bargaining.compiled import compiled, over_ranges

__all__ = ["undominated_points"]

Floats = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.int32]
Words = npt.NDArray[np.int64]
Number = TypeVar("Number", bound=np.generic)

BATCH = 4096
BLOCK = 64


def undominated_points(
    utilities: Floats, is_open: Words, *, grid: float, most: int | None = None, threads: int | None = None
) -> npt.NDArray[np.intp] | None:
    """Return one row for every undominated point, rising.

    A point is dropped where another, both rounded to the grid, is worth at least as much to every party and has no rule
    open that it has not; of points that are alike in both, the one with the largest sum stays. So every
    point dropped has one that is kept and falls short of it by no more than the grid, for any party.

    Parameters
    ----------
    utilities : array, shape (point, party)
    is_open : array of int, shape (point, word)
        Open rules as bits; no words where there are no rules.
    grid : float
        In units of utility.
    most : int, optional
        Points beyond which it is not worth going on.
    threads : int, optional

    Returns
    -------
    array of int, or None
        None where there are more than ``most``.
    """
    points = np.floor(utilities / grid + 0.5)
    order = np.lexsort((-utilities.sum(axis=1), -points.sum(axis=1)))
    ranks = np.empty((points.shape[1], len(points)), dtype=np.int32)
    for p, column in enumerate(points[order].T):
        ranks[p] = np.unique(column, return_inverse=True)[1]
    rules = np.ascontiguousarray(is_open[order].T)
    front: Ranks = np.empty((len(ranks), BLOCK * 16), dtype=np.int32)
    front_rules: Words = np.empty((len(rules), front.shape[1]), dtype=np.int64)
    rows: npt.NDArray[np.int64] = np.empty(front.shape[1], dtype=np.int64)
    size = 0
    for start in range(0, len(points), BATCH):
        stop = min(start + BATCH, len(points))
        if size + BATCH > rows.size:
            front, front_rules, rows = _wider(front), _wider(front_rules), _wider(rows)
        check = partial(_check, ranks, rules, front, front_rules, size, start)
        left = np.concatenate(over_ranges(check, stop - start, threads=threads if size > BATCH else 1))
        size = _take(ranks, rules, left, front, front_rules, rows, size)
        if most is not None and size > most:
            return None
    return np.sort(order[rows[:size]])


def _check(
    ranks: Ranks, rules: Words, front: Ranks, front_rules: Words, size: int, start: int, low: int, high: int
) -> npt.NDArray[np.int64]:
    return _unbeaten(ranks, rules, start + low, start + high, front, front_rules, size)


def _wider(held: npt.NDArray[Number]) -> npt.NDArray[Number]:
    wider: npt.NDArray[Number] = np.empty((*held.shape[:-1], 2 * held.shape[-1] + BATCH), dtype=held.dtype)
    wider[..., : held.shape[-1]] = held
    return wider


@compiled()
def _unbeaten(
    ranks: Ranks, rules: Words, low: int, high: int, front: Ranks, front_rules: Words, size: int
) -> npt.NDArray[np.int64]:
    """Return which points from low to high nothing in the front beats."""
    found = np.empty(high - low, np.int64)
    is_above = np.empty(BLOCK, np.int32)
    count = 0
    last = 0  # who beats one tends to beat the next
    for i in range(low, high):
        if size > 0 and _beats(front, front_rules, last, ranks, rules, i):
            continue
        above = _first_above(ranks, rules, i, front, front_rules, size, is_above)
        if above >= 0:
            last = above
        else:
            found[count] = i
            count += 1
    return found[:count].copy()


@compiled()
def _take(
    ranks: Ranks,
    rules: Words,
    left: npt.NDArray[np.int64],
    front: Ranks,
    front_rules: Words,
    rows: npt.NDArray[np.int64],
    size: int,
) -> int:
    """Add to the front what is left of a batch and not beaten by another of it; return the front's size."""
    first = size
    is_above = np.empty(BLOCK, np.int32)
    for k in range(left.size):
        i = left[k]
        if _first_above(ranks, rules, i, front[:, first:], front_rules[:, first:], size - first, is_above) >= 0:
            continue
        for p in range(ranks.shape[0]):
            front[p, size] = ranks[p, i]
        for w in range(rules.shape[0]):
            front_rules[w, size] = rules[w, i]
        rows[size] = i
        size += 1
    return size


@compiled()
def _beats(front: Ranks, front_rules: Words, q: int, ranks: Ranks, rules: Words, i: int) -> bool:
    is_above = True
    for p in range(ranks.shape[0]):
        is_above &= front[p, q] >= ranks[p, i]
    for w in range(rules.shape[0]):
        is_above &= (front_rules[w, q] & ~rules[w, i]) == 0
    return is_above


@compiled()
def _first_above(
    ranks: Ranks, rules: Words, i: int, front: Ranks, front_rules: Words, size: int, is_above: Ranks
) -> int:
    """Return the first point of the front that is nowhere below point i, and leaves it every rule; or -1."""
    for left in range(0, size, BLOCK):
        width = min(BLOCK, size - left)
        for q in range(width):
            is_above[q] = 1
        for p in range(ranks.shape[0]):
            bar, column = ranks[p, i], front[p, left : left + width]
            for q in range(width):
                is_above[q] &= np.int32(column[q] >= bar)
        found = np.int32(0)
        for q in range(width):
            found |= is_above[q]
        if found:
            for q in range(width):
                if is_above[q]:
                    is_free = True
                    for w in range(rules.shape[0]):
                        is_free &= (front_rules[w, left + q] & ~rules[w, i]) == 0
                    if is_free:
                        return left + q
    return -1
