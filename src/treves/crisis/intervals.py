"""Solve many worlds: every probability with its 80 % interval, and how it moves with what is not known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from treves.crisis.endings import KINDS, Endings, find_endings
from treves.crisis.equilibrium import Equilibrium, solve
from treves.crisis.errors import GameError, NoEquilibriumError
from treves.crisis.game import Game
from treves.crisis.moves import EndingKind
from treves.crisis.worlds import NORMAL_90, Priors, World
from treves.positions import Estimate

__all__ = ["Curve", "WorldEndings", "sensitivity", "solve_worlds"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class WorldEndings:
    """The ends of the same talks in many worlds.

    Parameters
    ----------
    worlds : tuple of World
        Those that settled.
    endings : tuple of Endings
        One for each.
    unsettled : tuple of World
        Worlds whose sweeps did not settle: they give no number and are left out.
    """

    worlds: tuple[World, ...]
    endings: tuple[Endings, ...]
    unsettled: tuple[World, ...]

    def estimate(self, number: Callable[[Endings], float]) -> Estimate:
        """Return the mean over the worlds of a number, and the range of the middle 80 % of them."""
        values = np.array([number(endings) for endings in self.endings])
        low, high = np.quantile(values, [0.1, 0.9])
        return Estimate(float(values.mean()), float(low), float(high))

    def of(self, kind: EndingKind) -> Estimate:
        """Return the probability of one kind of end."""
        return self.estimate(lambda endings: endings.of(kind))

    def monte_carlo_error(self, kind: EndingKind) -> float:
        """Return the standard error of the mean over worlds: how much another set of worlds would differ."""
        values = np.array([endings.of(kind) for endings in self.endings])
        return float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("inf")

    def by_session(self) -> tuple[tuple[Estimate, ...], ...]:
        """Return estimates by session (the reckoning last) and kind, in the order of ``KINDS``."""
        return self._table(lambda endings: endings.by_session())

    def by_package(self) -> tuple[tuple[Estimate, ...], ...]:
        """Return estimates by package: agreed by all, and carried by vote."""
        return self._table(lambda endings: endings.by_package())

    def by_leaver(self) -> tuple[Estimate, ...]:
        """Return the probability that each party brings about the fall."""
        return tuple(row[0] for row in self._table(lambda endings: endings.by_leaver()[:, None]))

    def _table(self, table: Callable[[Endings], Floats]) -> tuple[tuple[Estimate, ...], ...]:
        values = np.stack([table(endings) for endings in self.endings])
        middle = values.mean(axis=0)
        low, high = np.quantile(values, [0.1, 0.9], axis=0)
        return tuple(
            tuple(Estimate(*map(float, cell)) for cell in zip(*rows, strict=True))
            for rows in zip(middle, low, high, strict=True)
        )


def solve_worlds(
    games: Game | Sequence[Game],
    worlds: Sequence[World],
    *,
    tolerance: float = 1e-6,
    threads: int = 2,
    start: Equilibrium | None = None,
    on_world: Callable[[int], None] | None = None,
) -> WorldEndings:
    """Solve a game in many worlds.

    Parameters
    ----------
    games : Game or sequence of Game
        One for all worlds, or one for each (with its own draw of the types).
    worlds : sequence of World
    tolerance : float
    threads : int
        Worlds solved at the same time.
    start : Equilibrium, optional
        Where sweeps start. None: every world climbs from lambda 0 and so stays on the principal branch; a start may
        lead to another equilibrium where there are several.
    on_world : callable, optional
        Called with the number of worlds done, for a progress bar.

    Returns
    -------
    WorldEndings

    Raises
    ------
    GameError
        If there is no world, or the games are not one for each.
    NoEquilibriumError
        If no world settles.
    """
    each = [games] * len(worlds) if isinstance(games, Game) else list(games)
    if not worlds or len(each) != len(worlds):
        raise GameError(f"{len(each)} games for {len(worlds)} worlds; right would be one for each, at least one")

    def solved(at: int) -> Endings | None:
        world = worlds[at]
        found = solve(
            world.apply(each[at]),
            world.precision,
            exit_factor=world.exit_factor,
            tolerance=tolerance,
            threads=1,
            start=start,
        )
        return find_endings(found) if found.is_converged else None

    results: list[Endings | None] = []
    with ThreadPoolExecutor(max(1, threads)) as pool:
        for endings in pool.map(solved, range(len(worlds))):
            results.append(endings)
            if on_world is not None:
                on_world(len(results))
    kept = [(world, endings) for world, endings in zip(worlds, results, strict=True) if endings is not None]
    if not kept:
        raise NoEquilibriumError(f"none of {len(worlds)} worlds settled: there is no number to give")
    return WorldEndings(
        worlds=tuple(world for world, _ in kept),
        endings=tuple(endings for _, endings in kept),
        unsettled=tuple(world for world, found in zip(worlds, results, strict=True) if found is None),
    )


@dataclass(frozen=True, eq=False)
class Curve:
    """How the ends move with one number, all others central.

    Parameters
    ----------
    name : str
        Field of :class:`~treves.crisis.worlds.World`.
    values : tuple of float
        From the lower to the upper end of the prior's 80 % range.
    probabilities : array, shape (value, kind)
        In the order of ``KINDS``; a row of nan where the sweeps did not settle.
    """

    name: str
    values: tuple[float, ...]
    probabilities: Floats


def sensitivity(
    game: Game, priors: Priors, name: str, points: int = 7, *, tolerance: float = 1e-6, threads: int = 2
) -> Curve:
    """Vary one number over its 80 % range, all others at their central value.

    Parameters
    ----------
    game : Game
    priors : Priors
    name : str
        Which number: a field of :class:`~treves.crisis.worlds.Priors`.
    points : int
        At least 2; odd numbers include the central value.
    tolerance, threads
        See :func:`~treves.crisis.equilibrium.solve`.
    """
    central = priors.central
    if not hasattr(central, name):
        raise GameError(f"no prior is called {name!r}; there are {', '.join(central.__dataclass_fields__)}")
    scores = np.linspace(-1.0, 1.0, max(points, 2)) * NORMAL_90
    values = tuple(priors.quantile(name, score) for score in scores.tolist())
    rows: list[list[float]] = []
    start: Equilibrium | None = None
    for value in values:
        world = replace(central, **{name: value})
        found = solve(
            world.apply(game),
            world.precision,
            exit_factor=world.exit_factor,
            tolerance=tolerance,
            threads=threads,
            start=start,
        )
        if found.is_converged:
            start, endings = found, find_endings(found)
            rows.append([endings.of(kind) for kind in KINDS])
        else:
            rows.append([float("nan")] * len(KINDS))
    return Curve(name, values, np.array(rows))
