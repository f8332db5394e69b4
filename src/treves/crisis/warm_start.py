"""Start from the solution of a similar game: carry a state over from one public tree to another."""

from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt

from treves.crisis.moves import Choice, Move, NextSession
from treves.crisis.public_tree import PublicTree

__all__ = ["carry_over"]

Floats = npt.NDArray[np.float64]

Key = tuple[Move, ...]


def carry_over(old: PublicTree, old_state: Floats, new: PublicTree, new_state: Floats) -> bool:
    """Copy what two trees have in common; return whether there was anything to copy from.

    Histories correspond when the same moves were made. Votes that all types of a party cast alike leave no
    trace in the tree, so a small change of the types can add or remove histories; those begin as without a
    start.

    Parameters
    ----------
    old : PublicTree
    old_state : array, shape (row, type)
    new : PublicTree
    new_state : array, shape (row, type)
        Written to.
    """
    if old.arrays.weight.shape != new.arrays.weight.shape or old.stage_count != new.stage_count:
        return False
    old_axes: list[npt.NDArray[np.int64]] = []
    new_axes: list[npt.NDArray[np.int64]] = []
    old_shape: list[int] = []
    new_shape: list[int] = []
    types = new_state.shape[1]
    for stage in range(new.stage_count):
        old_rows, old_slots = _keys(old, stage)
        new_rows, new_slots = _keys(new, stage)
        old_at, new_at = _shared(old_rows, new_rows)
        to = _stage(new, new_state, stage).reshape((*new_shape, len(new_rows), types))
        of = _stage(old, old_state, stage).reshape((*old_shape, len(old_rows), types))
        every = np.arange(types)
        to[np.ix_(*new_axes, new_at, every)] = of[np.ix_(*old_axes, old_at, every)]
        old_at, new_at = _shared(old_slots, new_slots)
        old_axes.append(old_at)
        new_axes.append(new_at)
        old_shape.append(len(old_slots))
        new_shape.append(len(new_slots))
    return True


def _stage(tree: PublicTree, state: Floats, stage: int) -> Floats:
    arrays = tree.arrays
    first = arrays.state_start[stage]
    return state[first : first + arrays.histories[stage] * arrays.states[stage]]


def _shared(old: list[Key], new: list[Key]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    at = {key: number for number, key in enumerate(old)}
    pairs = [(at[key], number) for number, key in enumerate(new) if key in at]
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _keys(tree: PublicTree, stage: int) -> tuple[list[Key], list[Key]]:
    """Name the state rows and slots of a stage by the moves that lead to them, in the order of the tree."""
    rows: list[Key] = []
    slots: list[Key] = []

    nodes = itertools.count(int(tree.arrays.node_start[stage]))

    def walk(choice: Choice, past: Key) -> None:
        if tree.arrays.is_heeded[next(nodes)] and choice.manner != "fixed":
            last = choice.branches[-1].move
            rows.extend((*past, branch.move, last) for branch in choice.branches[:-1])
        for branch in choice.branches:
            key = (*past, branch.move)
            if isinstance(branch.to, NextSession):
                slots.append(key)
            elif isinstance(branch.to, Choice):
                walk(branch.to, key)

    walk(tree.choices[int(tree.arrays.node_start[stage])], ())
    return rows, slots
