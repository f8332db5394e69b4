"""How many sets have each size and weight: coefficients of a generating function, exact.

The axes are the number of members in a set and its weight under every distinct rule; a rule of equal weights is a rule
about the number of members and needs no axis of its own (Brams and Affuso 1976 for the method; Bilbao, Fernández,
Jiménez Losada and López 2000 for its cost). Taking a member out again is a polynomial division, so no member needs a
count of its own from scratch.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import gcd
from typing import Any

import numpy as np
import numpy.typing as npt

from treves.bargaining.power.game import Game, Rule
from treves.errors import SizeError

__all__ = ["Grid", "add_member", "empty_set", "grid_of", "shifted", "swing_counts", "take_out_member"]

CELL_LIMIT = 40_000_000
EXACT_IN_64_BITS = 62  # members whose 2^n sets are still counted exactly in 64 bits
Counts = npt.NDArray[Any]  # int64, or Python integers where those do not suffice


@dataclass(frozen=True)
class Grid:
    """The states a set can be in: size and weights, and whether it wins there.

    Parameters
    ----------
    steps : tuple of tuple of int
        Per member what it adds on every axis: one on the first (size), its weights on the others.
    is_winning : array of bool, [size, weight, ...]
    """

    steps: tuple[tuple[int, ...], ...]
    is_winning: npt.NDArray[np.bool_]

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of states per axis."""
        return self.is_winning.shape


def grid_of(game: Game) -> Grid:
    """Lay out the states of a game.

    Raises
    ------
    SizeError
        If there are too many states; coarser units of weight help.
    """
    count = game.size
    axes: list[tuple[int, ...]] = []
    reduced: dict[Rule, tuple[int | None, int]] = {}
    for rule in (rule for rules in game.alternatives for rule in rules):
        unit = gcd(*rule.weights) or 1
        weights, quota = tuple(weight // unit for weight in rule.weights), -(-rule.quota // unit)
        if set(weights) == {1}:
            reduced[rule] = (0, quota)
        elif not any(weights):
            reduced[rule] = (None, quota)
        else:
            if weights not in axes:
                axes.append(weights)
            reduced[rule] = (axes.index(weights) + 1, quota)
    shape = (count + 1, *(sum(weights) + 1 for weights in axes))
    states = 1
    for length in shape:
        states *= length
    if states > CELL_LIMIT:
        raise SizeError(
            f"the sets of {count} members have {states:,} sizes and weights; at most {CELL_LIMIT:,} are counted. "
            "Right would be coarser units of weight, for example thousands of persons"
        )
    wins = np.zeros(shape, dtype=np.bool_)
    for rules in game.alternatives:
        meets: npt.NDArray[np.bool_] = np.ones((1,) * len(shape), dtype=np.bool_)
        for rule in rules:
            axis, quota = reduced[rule]
            if axis is None:
                meets = meets & (quota <= 0)
                continue
            reach = np.arange(shape[axis]) >= quota
            meets = meets & reach.reshape([-1 if at == axis else 1 for at in range(len(shape))])
        wins |= meets
    steps = tuple((1, *(weights[i] for weights in axes)) for i in range(count))
    return Grid(steps, wins)


def empty_set(shape: tuple[int, ...], *, is_small: bool) -> Counts:
    """Return the counts before any member: one set, with no member and no weight."""
    counts: Counts = np.zeros(shape, dtype=np.int64 if is_small else object)
    counts[(0,) * len(shape)] = 1
    return counts


def shifted(step: tuple[int, ...], shape: tuple[int, ...]) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    """Return the states before and after a step, as two equally large windows."""
    before = tuple(slice(0, length - by) for length, by in zip(shape, step, strict=True))
    after = tuple(slice(by, None) for by in step)
    return before, after


def add_member(counts: Counts, step: tuple[int, ...]) -> None:
    """Multiply by ``1 + y x^weight``, in place."""
    before, after = shifted(step, counts.shape)
    counts[after] += counts[before].copy()


def take_out_member(counts: Counts, step: tuple[int, ...]) -> None:
    """Divide by ``1 + y x^weight``, in place: the counts without that member."""
    before, after = shifted(step[1:], counts.shape[1:])
    # row by row: each is divided by what is left already of the one before it
    for size in range(1, counts.shape[0]):
        row, above = counts[size : size + 1], counts[size - 1 : size]
        row[(slice(None), *after)] -= above[(slice(None), *before)]


@lru_cache(maxsize=32)
def swing_counts(game: Game) -> tuple[tuple[int, ...], ...]:
    """Count the losing sets that a member turns into winning ones.

    Parameters
    ----------
    game : Game

    Returns
    -------
    tuple of tuple of int
        Per member and number of others in the set (0 to n - 1): how many sets lose without and win with the member.

    Raises
    ------
    SizeError
        If the weights are too fine to be counted.
    """
    grid = grid_of(game)
    counts = empty_set(grid.shape, is_small=game.size <= EXACT_IN_64_BITS)
    for step in grid.steps:
        add_member(counts, step)
    of_step: dict[tuple[int, ...], tuple[int, ...]] = {}
    for step in grid.steps:
        if step in of_step:
            continue
        without = counts.copy()
        take_out_member(without, step)
        before, after = shifted(step, grid.shape)
        turns = ~grid.is_winning[before] & grid.is_winning[after]
        by_size = (without[before] * turns).sum(axis=tuple(range(1, turns.ndim)))
        of_step[step] = tuple(int(sets) for sets in by_size)
    return tuple(of_step[step] for step in grid.steps)
