"""Reach a fixed point in fewer sweeps: Anderson's mixing of the last few, each history on its own.

A sweep maps a state to the next. Near the fixed point that map is almost linear, so the last few pairs (before,
after) tell which mixture of them would have stood still (Anderson 1965; Walker & Ni 2011). Histories of one
stage hardly act on each other, and some creep or swing where others have long settled: so every history has
its own mixture.
"""

from __future__ import annotations

from collections import deque

import numpy as np
import numpy.typing as npt

__all__ = ["Mixer"]

Floats = npt.NDArray[np.float64]

LOST = 2.0


class Mixer:
    """Proposes the next state of all histories of a stage; arrays have shape (history, number).

    Parameters
    ----------
    memory : int
        Pairs kept.
    """

    def __init__(self, memory: int = 5) -> None:
        self.befores: deque[Floats] = deque(maxlen=memory)
        self.afters: deque[Floats] = deque(maxlen=memory)
        self.best: Floats = np.full(1, np.inf)

    def mix(self, before: Floats, after: Floats) -> Floats:
        """Add a pair, shape (history, number), and return the proposed state."""
        step = after - before
        size = np.abs(step).max(axis=1)
        is_lost = size > LOST * self.best
        self.best = np.where(is_lost, size, np.minimum(self.best, size))
        for older_before, older_after in zip(self.befores, self.afters, strict=True):
            older_before[is_lost] = before[is_lost]
            older_after[is_lost] = after[is_lost]
        self.befores.append(before)
        self.afters.append(after)
        if len(self.afters) < 2:
            return after.copy()
        older = np.stack([a - b for a, b in zip(self.afters, self.befores, strict=True)][:-1], axis=1)
        turns = step[:, None] - older
        normal = turns @ turns.transpose(0, 2, 1)
        ridge = 1e-10 * np.trace(normal, axis1=1, axis2=2) + 1e-280
        normal += ridge[:, None, None] * np.eye(normal.shape[1])
        share = np.linalg.solve(normal, turns @ step[:, :, None])[:, :, 0]
        away = after[:, None] - np.stack(list(self.afters)[:-1], axis=1)
        mixed = after - np.einsum("hp,hpn->hn", share, away)
        mixed[is_lost] = before[is_lost] + 0.5 * step[is_lost]
        return np.asarray(mixed)
