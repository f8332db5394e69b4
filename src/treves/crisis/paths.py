"""The most likely ways through the talks, best first over the public tree."""

from __future__ import annotations

import heapq
import itertools
from dataclasses import dataclass

from treves.crisis.endings import KINDS
from treves.crisis.equilibrium import Equilibrium
from treves.crisis.errors import GameError
from treves.crisis.moves import Ending, EndingKind, Move
from treves.crisis.walk import Spot, Walk

__all__ = ["Path", "Step", "most_likely_paths"]

MOST_SPOTS = 200_000


@dataclass(frozen=True, slots=True)
class Step:
    """A move in a session (1-based; the reckoning counts as one more) and its probability there."""

    session: int
    move: Move
    probability: float


@dataclass(frozen=True, slots=True)
class Path:
    """One way through the talks from the first move to the end, and its probability."""

    steps: tuple[Step, ...]
    ending: Ending
    probability: float

    @property
    def moves(self) -> tuple[Move, ...]:
        """The moves alone."""
        return tuple(step.move for step in self.steps)


def most_likely_paths(
    equilibrium: Equilibrium, count: int = 5, kind: EndingKind | None = None, *, least: float = 1e-6
) -> tuple[Path, ...]:
    """Find the most likely paths, likeliest first.

    Parameters
    ----------
    equilibrium : Equilibrium
    count : int
        Paths wanted; there may be fewer.
    kind : {'accord', 'vote', 'postponement', 'fall'}, optional
        Only paths that end so.
    least : float
        Paths less likely than this are not looked for.

    Returns
    -------
    tuple of Path

    Raises
    ------
    NoEquilibriumError
        If the sweeps did not settle.
    GameError
        If the kind is unknown.

    Notes
    -----
    A path is never likelier than its beginning, so taking the likeliest unfinished path first finds finished
    ones in order (best-first search); no other path needs to be looked at.
    """
    if kind is not None and kind not in KINDS:
        raise GameError(f"no kind of end is called {kind!r}; there are {', '.join(KINDS)}")
    walk = Walk(equilibrium)
    order = itertools.count()
    queue: list[tuple[float, int, Spot | Ending, tuple[Step, ...]]] = [(-1.0, next(order), walk.start, ())]
    found: list[Path] = []
    for _ in range(MOST_SPOTS):
        if not queue or len(found) == count:
            break
        negative, _, at, steps = heapq.heappop(queue)
        if isinstance(at, Ending):
            found.append(Path(steps, at, -negative))
            continue
        for option in walk.options(at):
            reached = -negative * option.probability
            is_meant = kind is None or not isinstance(option.to, Ending) or option.to.kind == kind
            if reached >= least and is_meant:
                step = Step(at.stage + 1, option.move, option.probability)
                heapq.heappush(queue, (-reached, next(order), option.to, (*steps, step)))
    return tuple(found)
