"""Reach a fixed point in fewer sweeps: Anderson's mixing of the last few (Anderson 1965; Walker & Ni 2011).

A sweep maps a state to the next. Near the fixed point that map is almost linear, so the last few pairs tell
which mixture of them would have stood still.
"""

from __future__ import annotations

from collections import deque

import numpy as np
import numpy.typing as npt

__all__ = ["Mixer"]

Floats = npt.NDArray[np.float64]


class Mixer:
    """Proposes the next state from the last few pairs (state before a sweep, state after it).

    Parameters
    ----------
    memory : int
        Pairs kept.
    """

    def __init__(self, memory: int = 5) -> None:
        self.befores: deque[Floats] = deque(maxlen=memory)
        self.afters: deque[Floats] = deque(maxlen=memory)

    def forget(self) -> None:
        """Begin anew."""
        self.befores.clear()
        self.afters.clear()

    def mix(self, before: Floats, after: Floats) -> Floats:
        """Add a pair and return the proposed state; all of shape (number,)."""
        self.befores.append(before)
        self.afters.append(after)
        if len(self.afters) < 2:
            return after
        step = after - before
        older = [a - b for a, b in zip(self.afters, self.befores, strict=True)][:-1]
        turns = np.stack([step - each for each in older])
        normal = turns @ turns.T
        normal += np.eye(len(older)) * 1e-12 * max(float(np.trace(normal)), 1e-300)
        share = np.linalg.solve(normal, turns @ step)
        mixed = after.copy()
        for each, weight in zip(list(self.afters)[:-1], share, strict=True):
            mixed -= weight * (after - each)
        return mixed
