"""Minimal winning sets, counted per member: those that lose with every single member they lose.

Where the members can be ranked so that nobody outweighs a higher one under any rule, a set is minimal when it loses
without its lowest member. Then sets are built from the highest member down: a losing set that a lower member tips
is minimal with that member as its last. Counted from the front (how many losing sets of the higher members are in a
state) and from the back (in how many ways a state can still be completed), the two meet at every member. Where members
cannot be ranked the sets are listed one by one, and large games are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from math import comb, lcm

import numpy as np
import numpy.typing as npt

from treves.bargaining.power.counting import Counts, Grid, add_member, empty_set, grid_of, take_out_member
from treves.bargaining.power.game import Game
from treves.errors import SizeError

__all__ = ["minimal_winning_counts", "minimal_winning_weight"]

LISTED_MEMBERS = 24  # above this, games whose members cannot be ranked are refused
LARGEST = 2**62


@lru_cache(maxsize=32)
def minimal_winning_counts(game: Game) -> tuple[int, ...]:
    """Count, per member, the minimal winning sets it belongs to."""
    return _sums(game, lambda _size: 1, comb(game.size, game.size // 2))


@lru_cache(maxsize=32)
def minimal_winning_weight(game: Game) -> tuple[int, ...]:
    """Sum, per member, one over the number of members of each minimal winning set it belongs to.

    Returns
    -------
    tuple of int
        The sums times the least common multiple of 1 to n, so that they are whole numbers.
    """
    whole = lcm(*range(1, game.size + 1))
    return _sums(game, lambda size: whole // size, whole * comb(game.size, game.size // 2))


def _sums(game: Game, worth: Callable[[int], int], most: int) -> tuple[int, ...]:
    """Sum ``worth(size)`` over the minimal winning sets of each member; ``most`` bounds every sum."""
    grid = grid_of(game)
    ranked = sorted(range(game.size), key=lambda i: grid.steps[i], reverse=True)
    if all(_is_above(grid.steps[high], grid.steps[low]) for high, low in pairwise(ranked)):
        return _from_both_ends(game, grid, ranked, worth, is_small=max(most, 2**game.size) < LARGEST)
    if game.size > LISTED_MEMBERS:
        raise SizeError(
            f"{game.size} members cannot be ranked by weight under all rules, and their minimal winning sets "
            f"are listed one by one; right would be at most {LISTED_MEMBERS} members"
        )
    sums = [0] * game.size
    for members in _listed(grid):
        for i in members:
            sums[i] += worth(len(members))
    return tuple(sums)


def _is_above(high: tuple[int, ...], low: tuple[int, ...]) -> bool:
    return all(more >= less for more, less in zip(high, low, strict=True))


def _from_both_ends(
    game: Game, grid: Grid, ranked: list[int], worth: Callable[[int], int], *, is_small: bool
) -> tuple[int, ...]:
    steps = [grid.steps[i] for i in ranked]
    front = empty_set(grid.shape, is_small=is_small)
    for step in steps:
        add_member(front, step)
    worth_of = np.array([0, *(worth(size) for size in range(1, game.size + 1))], dtype=np.int64 if is_small else object)
    # what a state is worth when the members so far are settled: itself where it wins, what can follow where it loses
    back: Counts = np.where(grid.is_winning, worth_of.reshape(-1, *(1,) * (front.ndim - 1)), 0)
    is_losing = ~grid.is_winning
    sums = [0] * game.size
    reach = np.array(steps).sum(axis=0)
    for k in reversed(range(game.size)):
        step = steps[k]
        reach -= step
        # only the states that the members above can make: the windows shrink as they are taken out
        here = tuple(slice(0, int(length) + 1) for length in reach)
        there = tuple(slice(by, int(length) + 1 + by) for by, length in zip(step, reach, strict=True))
        take_out_member(
            front[tuple(slice(0, int(length) + by + 1) for by, length in zip(step, reach, strict=True))], step
        )
        follows = np.where(is_losing[here], back[there], 0)
        sums[ranked[k]] = int((front[here] * follows).sum())
        back[here] += follows
    return tuple(sums)


def _listed(grid: Grid) -> Iterator[tuple[int, ...]]:
    """List the minimal winning sets; a branch that cannot win any more is not entered."""
    steps = np.array(grid.steps)
    left = np.vstack([np.cumsum(steps[::-1], axis=0)[::-1], np.zeros(steps.shape[1], dtype=steps.dtype)])

    def wins(state: npt.NDArray[np.int64]) -> bool:
        return bool(grid.is_winning[tuple(state)])

    def extend(k: int, taken: tuple[int, ...], state: npt.NDArray[np.int64]) -> Iterator[tuple[int, ...]]:
        if wins(state):
            if not any(wins(state - steps[i]) for i in taken):
                yield taken
        elif k < len(steps) and wins(state + left[k]):
            yield from extend(k + 1, (*taken, k), state + steps[k])
            yield from extend(k + 1, taken, state)

    yield from extend(0, (), np.zeros(steps.shape[1], dtype=steps.dtype))
