"""The Pareto front: the packages that no other beats for all parties at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.bargaining.compiled import compiled
from treves.errors import AgendaError

__all__ = ["pareto_front"]

Floats = npt.NDArray[np.float64]
SCOUTS = 16
BLOCK = 64


def pareto_front(utilities: Floats) -> npt.NDArray[np.intp]:
    """Return the undominated packages (Pareto 1906).

    A package is dominated when another is worth at least as much to every party and more to one. Packages that
    are worth exactly the same to every party do not dominate each other: all of them are on the front, or none.

    Parameters
    ----------
    utilities : array, shape (package, party)
        Utilities or gains; minus infinity is allowed, infinity and NaN are not.

    Returns
    -------
    array of int
        Rows of the undominated packages, rising.

    Raises
    ------
    AgendaError
        If the array is not two-dimensional, or holds NaN or infinity.

    Notes
    -----
    Sort, then filter: sorted by sum, a package can only be dominated by one before it (Kung, Luccio & Preparata
    1975 start alike), so each is held against the undominated found so far, with those that dominate most tried
    first. A few strong packages clear out most of the others before the sort. Quadratic in the size of the front.

    Examples
    --------
    >>> pareto_front(np.array([[3.0, 1.0], [1.0, 3.0], [1.0, 1.0], [3.0, 1.0]])).tolist()
    [0, 1, 3]
    """
    points = np.asarray(utilities, dtype=np.float64)
    if points.ndim != 2 or np.isnan(points).any() or (points == np.inf).any():
        raise AgendaError("a front needs utilities [package, party] without NaN or infinity")
    if not points.size:
        return np.arange(len(points)) if points.shape[1] == 0 else np.zeros(0, dtype=np.intp)
    sums = points.sum(axis=1)
    rows = np.arange(len(points))
    if len(points) > 64 * SCOUTS:
        scouts = np.concatenate([np.argpartition(sums, -SCOUTS)[-SCOUTS:], points.argmax(axis=0)])
        rows = np.flatnonzero(_is_open(points.T.copy(), points[scouts]))
    order = rows[np.argsort(-sums[rows], kind="stable")]
    return np.sort(order[_undominated(np.ascontiguousarray(points[order]), sums[order])])


@compiled()
def _is_open(points: Floats, scouts: Floats) -> npt.NDArray[np.bool_]:
    """Say which points ``[party, package]`` none of the scouts ``[scout, party]`` dominates."""
    parties, count = points.shape
    is_open = np.ones(count, np.bool_)
    behind = np.empty(count, np.uint8)
    less = np.empty(count, np.uint8)
    for s in range(scouts.shape[0]):
        for i in range(count):
            behind[i] = 1
            less[i] = 0
        for p in range(parties):
            bar = scouts[s, p]
            for i in range(count):
                behind[i] &= points[p, i] <= bar
                less[i] |= points[p, i] < bar
        for i in range(count):
            is_open[i] &= not (behind[i] & less[i])
    return is_open


@compiled()
def _undominated(points: Floats, sums: Floats) -> npt.NDArray[np.intp]:
    """Filter points ``[package, party]`` sorted by falling sum; return the rows of the undominated."""
    count, parties = points.shape
    rows = np.empty(count, np.intp)
    front = np.empty((parties, 4 * BLOCK))  # party by party, so that one comparison takes several points at once
    is_above = np.empty(BLOCK, np.int64)
    size = 0
    for i in range(count):
        above = _first_above(front, size, points, i, is_above)
        if above >= 0 and _is_other(front, above, points, i):
            # Who dominates one tends to dominate the next: try it sooner.
            sooner = above // 2
            for p in range(parties):
                front[p, above], front[p, sooner] = front[p, sooner], front[p, above]
            rows[above], rows[sooner] = rows[sooner], rows[above]
            continue
        if above < 0 and i > 0 and sums[i] == sums[i - 1]:
            size = _drop_dominated(front, rows, size, points, sums, i)
        if size == front.shape[1]:
            wider = np.empty((parties, 2 * size))
            for p in range(parties):
                for q in range(size):
                    wider[p, q] = front[p, q]
            front = wider
        for p in range(parties):
            front[p, size] = points[i, p]
        rows[size] = i
        size += 1
    return rows[:size].copy()


@compiled()
def _first_above(front: Floats, size: int, points: Floats, i: int, is_above: npt.NDArray[np.int64]) -> int:
    """Return the first point of the front that is nowhere below point i, or -1; compares a block at a time."""
    for left in range(0, size, BLOCK):
        width = min(BLOCK, size - left)
        for q in range(width):
            is_above[q] = 1
        for p in range(points.shape[1]):
            bar, column = points[i, p], front[p, left : left + width]
            for q in range(width):
                is_above[q] &= np.int64(column[q] >= bar)
        found = 0
        for q in range(width):
            found |= is_above[q]
        if found:
            for q in range(width):
                if is_above[q]:
                    return left + q
    return -1


@compiled()
def _is_other(front: Floats, q: int, points: Floats, i: int) -> bool:
    """Say whether a point of the front differs from point i."""
    is_other = False
    for p in range(points.shape[1]):
        is_other |= front[p, q] != points[i, p]
    return is_other


@compiled()
def _drop_dominated(front: Floats, rows: npt.NDArray[np.intp], size: int, points: Floats, sums: Floats, i: int) -> int:
    """Drop what the later point i dominates (where rounding made sums equal, order does not tell); return the size."""
    kept = 0
    for q in range(size):
        is_behind = sums[rows[q]] == sums[i] and _is_other(front, q, points, i)
        for p in range(points.shape[1]):
            is_behind &= front[p, q] <= points[i, p]
        if not is_behind:
            for p in range(points.shape[1]):
                front[p, kept] = front[p, q]
            rows[kept] = rows[q]
            kept += 1
    return kept
