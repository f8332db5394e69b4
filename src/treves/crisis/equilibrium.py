"""Agent quantal response equilibrium: sweep to a fixed point while lambda climbs to its value.

At lambda 0 everybody moves at random and beliefs are the prior; from there the fixed point is followed
upwards, each one the start of the next (the principal branch of McKelvey & Palfrey 1998). The state is kept
in payoffs, not in probabilities, which makes the last fixed point a good guess for the next.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.crisis.errors import GameError, NoEquilibriumError
from treves.crisis.game import Game
from treves.crisis.public_tree import PublicTree
from treves.crisis.response import Pace, Workspace, answer_top, look_down, make_pace, make_workspace, sweep_subtrees
from treves.crisis.session import public_tree_of
from treves.crisis.warm_start import carry_over
from treves.errors import SizeError

__all__ = ["Climb", "Equilibrium", "solve", "solve_tree"]

Floats = npt.NDArray[np.float64]

LARGEST_STATE_BYTES = 3_000_000_000
FIRST_LAMBDA = 3.0
LOOSE = 0.3
STRIDE = 3.4
EVERYTHING = -1.0
SLACK, LARGEST_SLACK = 0.05, 5e-3


@dataclass(frozen=True, slots=True)
class Climb:
    """One step of the continuation: the lambda reached, sweeps made, and the residual at its end."""

    precision: float
    sweeps: int
    residual: float


@dataclass(frozen=True, eq=False)
class Equilibrium:
    """A fixed point, how it was found, and how good it is.

    Parameters
    ----------
    tree : PublicTree
    precision : float
        Lambda, per spread.
    exit_factor : float
        The precision of stay-or-leave choices is this many times lambda.
    state : array, shape (row, type)
        What each branch is worth more than the last of its choice, in spreads, by history and type.
    residual : float
        Bound on the largest change of any probability in the last sweep.
    tolerance : float
    is_converged : bool
        Whether the residual is within the tolerance. If not, no outcome is given.
    climbs : tuple of Climb
        The steps of the continuation.
    worth : array, shape (party, type)
        What the game is worth to each type at the start, more than a fall, in spreads.
    game : Game, optional
        The game the tree was made from.
    """

    tree: PublicTree
    precision: float
    exit_factor: float
    state: Floats
    residual: float
    tolerance: float
    is_converged: bool
    climbs: tuple[Climb, ...]
    worth: Floats
    game: Game | None = None

    @property
    def sweeps(self) -> int:
        """Sweeps over the public tree, all steps together."""
        return sum(climb.sweeps for climb in self.climbs)

    def require_converged(self) -> None:
        """Raise :class:`NoEquilibriumError` where the sweeps did not settle."""
        if not self.is_converged:
            raise NoEquilibriumError(
                f"no equilibrium at lambda {self.precision:g}: after {self.sweeps} sweeps probabilities "
                f"still move by up to {self.residual:.1e} (tolerance {self.tolerance:.0e}); "
                "a smaller lambda or more sweeps may settle it"
            )


def solve(
    game: Game,
    precision: float = 10.0,
    *,
    exit_factor: float = 3.0,
    tolerance: float = 1e-6,
    max_sweeps: int = 2000,
    threads: int = 2,
    start: Equilibrium | None = None,
) -> Equilibrium:
    """Solve a game of talks.

    Parameters
    ----------
    game : Game
    precision : float
        Lambda: 0 is noise, large is best response. Payoffs are in spreads.
    exit_factor : float
        How many times more precisely a party decides whether to leave than what to say.
    tolerance : float
        Largest change of a probability in a sweep that counts as settled.
    max_sweeps : int
        Sweeps over all steps before giving up.
    threads : int
    start : Equilibrium, optional
        A solution of a similar game (the same parties, sessions and packages, as many types): sweeps start
        from it.

    Returns
    -------
    Equilibrium
        Look at ``is_converged``; outcomes are refused without it.

    Raises
    ------
    GameError
        If a parameter is out of range.
    SizeError
        If the game is too large for memory.
    """
    solution = solve_tree(
        public_tree_of(game),
        precision,
        exit_factor=exit_factor,
        tolerance=tolerance,
        max_sweeps=max_sweeps,
        threads=threads,
        start=start,
    )
    return Equilibrium(**{**solution.__dict__, "game": game})


def solve_tree(
    tree: PublicTree,
    precision: float,
    *,
    exit_factor: float = 1.0,
    tolerance: float = 1e-6,
    max_sweeps: int = 2000,
    threads: int = 1,
    start: Equilibrium | None = None,
) -> Equilibrium:
    """Solve any game of public moves and independent private types; see :func:`solve`."""
    if not (math.isfinite(precision) and precision >= 0):
        raise GameError(f"lambda is {precision}; right would be a finite number, 0 or more")
    if not (math.isfinite(exit_factor) and exit_factor > 0):
        raise GameError(f"the factor on exits is {exit_factor}; right would be a finite number above 0")
    types = tree.arrays.weight.shape[1]
    size = tree.state_count * types * 8
    if size > LARGEST_STATE_BYTES:
        raise SizeError(
            f"{tree.node_count:,} choices of {types} types need {size / 1e9:.1f} GB, the limit is "
            f"{LARGEST_STATE_BYTES / 1e9:.0f} GB: use fewer sessions, candidates or types"
        )
    state = np.zeros((tree.state_count, types))
    is_warm = start is not None and carry_over(start.tree, start.state, tree, state)
    with ThreadPoolExecutor(max(1, threads)) as pool:
        sweeper = _Sweeper(tree, state, exit_factor, max(1, threads), pool)
        climbs = _climb(sweeper, precision, tolerance, max_sweeps, is_warm=is_warm)
    last = climbs[-1]
    return Equilibrium(
        tree=tree,
        precision=precision,
        exit_factor=exit_factor,
        state=state,
        residual=last.residual,
        tolerance=tolerance,
        is_converged=last.precision == precision and last.residual <= tolerance,
        climbs=tuple(climbs),
        worth=sweeper.worth(),
    )


class _Sweeper:
    """Sweeps a state, the subtrees of the first stage shared out over threads."""

    def __init__(
        self, tree: PublicTree, state: Floats, exit_factor: float, threads: int, pool: ThreadPoolExecutor
    ) -> None:
        self.tree, self.state, self.exit_factor, self.pool = tree, state, exit_factor, pool
        self.top: Workspace = make_workspace(tree.arrays)
        self.pace: Pace = make_pace(tree.arrays, state)
        slots = np.arange(tree.arrays.slot_start[1], dtype=np.int64)
        workers = min(threads, len(slots)) if tree.stage_count > 1 else 0
        self.shares = [slots[worker::workers] for worker in range(workers)]
        self.workspaces = [make_workspace(tree.arrays) for _ in range(workers)]

    def forget(self) -> None:
        """Let every history begin anew at the whole way, or at what it went last where that was less."""
        np.minimum(self.pace.factor, 1.0, out=self.pace.factor)
        self.pace.size[:] = 0.0
        self.pace.change[:] = np.inf

    def sweep(self, precision: float, slack: float) -> float:
        """Sweep once; return the bound on the change of a probability, had every history gone the whole way."""
        arrays, lam, factor = self.tree.arrays, float(precision), float(self.exit_factor)
        look_down(arrays, 0, lam, factor, self.state, self.top)
        jobs = [
            self.pool.submit(
                sweep_subtrees, arrays, 0, share, lam, factor, slack, self.state, self.pace, self.top, workspace
            )
            for share, workspace in zip(self.shares, self.workspaces, strict=True)
        ]
        changes = [job.result() for job in jobs]
        changes.append(answer_top(arrays, 0, lam, factor, self.state, self.pace, self.top))
        return float(max(changes))

    def worth(self) -> Floats:
        """Return what the first choice is worth, shape (party, type)."""
        arrays = self.tree.arrays
        return np.array(self.top.worth[len(arrays.payoff)].reshape(arrays.weight.shape))


def _climb(sweeper: _Sweeper, precision: float, tolerance: float, max_sweeps: int, *, is_warm: bool) -> list[Climb]:
    """Follow the fixed point up from lambda 0; where it will not settle, go back and take half the step."""
    climbs: list[Climb] = []
    reached, left = (precision if is_warm else 0.0), max_sweeps
    aim = precision if is_warm else min(precision, FIRST_LAMBDA)
    before = sweeper.state.copy()
    while True:
        is_last = aim >= precision
        budget = left if is_last and aim - reached < 1e-3 * precision else min(left, 200)
        climb = _settle(sweeper, aim, tolerance if is_last else LOOSE, budget)
        climbs.append(climb)
        left -= climb.sweeps
        is_settled = climb.residual <= (tolerance if is_last else LOOSE)
        if (is_last and is_settled) or left <= 0:
            return climbs
        if is_settled:
            reached = aim
            before[:] = sweeper.state
            aim = min(precision, STRIDE * reached)
        elif is_warm:  # the old solution does not help: begin at lambda 0 as if there had been none
            sweeper.state[:] = 0.0
            before[:] = 0.0
            reached, aim, is_warm = 0.0, min(precision, FIRST_LAMBDA), False
        else:
            sweeper.state[:] = before
            aim = reached + (aim - reached) / 2.0
            if aim - reached < 1e-4 * precision:
                return climbs


def _settle(sweeper: _Sweeper, precision: float, tolerance: float, budget: int) -> Climb:
    """Sweep at one lambda until settled.

    Last sessions that stand still are passed over, ever more strictly as the rest settles; the residual that counts is
    that of a sweep that passes over nothing.
    """
    sweeper.forget()
    residual, slack, sweeps = math.inf, EVERYTHING, 0
    while sweeps < budget:
        residual = sweeper.sweep(precision, slack)
        sweeps += 1
        if residual <= tolerance:
            if slack == EVERYTHING:
                break
            slack = EVERYTHING
        else:
            slack = min(SLACK * residual, LARGEST_SLACK)
    return Climb(precision, sweeps, residual)
