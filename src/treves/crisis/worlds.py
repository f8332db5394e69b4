"""What nobody can know exactly: priors over lambda and the costs of moves, and the intervals they make.

A probability from one lambda and one set of costs is a point in a fog. So the game is solved in many
*worlds*, each with its own draw of these numbers (and, where the caller has them, its own draw of everything
before); the spread over the worlds is the interval. None of the priors is fitted to how any crisis ended.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace

import numpy as np
from scipy.special import ndtri

from treves.crisis.errors import GameError
from treves.crisis.game import Costs, Game, PerParty
from treves.positions import Range

__all__ = ["Priors", "World", "draw_worlds"]

NORMAL_90 = 1.2815515655446004  # 80 % of a standard normal lies between -this and +this
COSTS = ("trust", "promise", "breach", "credibility", "blame")


@dataclass(frozen=True, slots=True)
class World:
    """One value for each number that is not known; see :class:`Priors`."""

    precision: float = 10.0
    exit_factor: float = 3.0
    trust: float = 0.2
    promise: float = 0.1
    breach: float = 0.1
    credibility: float = 0.1
    blame: float = 0.1
    stake_spread: float = 1.0

    def apply(self, game: Game) -> Game:
        """Return the game with this world's costs and stakes.

        A cost that differs between parties keeps its proportions; its mean becomes this world's value.
        """
        costs: dict[str, PerParty] = {name: _scaled(getattr(game.costs, name), getattr(self, name)) for name in COSTS}
        types = game.types
        if self.stake_spread != 1.0:
            types = tuple(each.with_stakes_spread(self.stake_spread) for each in types)
        return replace(game, types=types, costs=Costs(**{**vars(game.costs), **costs}))


@dataclass(frozen=True, slots=True)
class Priors:
    """Central value and 80 % range of every number that is not known; log-normal, each half on its own.

    Parameters
    ----------
    precision : Range
        Lambda, per spread (MODEL: median 10, 80 % between 4 and 25).
    exit_factor : Range
        How many times more precisely a party decides whether to leave than what to say.
    trust, promise, breach, credibility, blame : Range
        See :class:`~treves.crisis.game.Costs`, in spreads.
    stake_spread : Range
        Factor on how far stakes lie from their mean.
    """

    precision: Range = Range(10.0, 4.0, 25.0)
    exit_factor: Range = Range(3.0, 2.0, 4.5)
    trust: Range = Range(0.2, 0.1, 0.4)
    promise: Range = Range(0.1, 0.05, 0.2)
    breach: Range = Range(0.1, 0.05, 0.2)
    credibility: Range = Range(0.1, 0.05, 0.2)
    blame: Range = Range(0.1, 0.05, 0.2)
    stake_spread: Range = Range(1.0, 0.6, 1.6)

    def __post_init__(self) -> None:
        for each in fields(self):
            known = getattr(self, each.name)
            if not 0 < known.low <= known.value <= known.high < math.inf:
                raise GameError(f"prior of {each.name}: {known}; right would be 0 < low <= value <= high")

    @property
    def central(self) -> World:
        """The world in which every number has its central value."""
        return World(**{each.name: getattr(self, each.name).value for each in fields(self)})

    def quantile(self, name: str, score: float) -> float:
        """Return the value of one number ``score`` standard deviations above its median."""
        known: Range = getattr(self, name)
        towards = known.high if score > 0 else known.low
        return float(known.value * (towards / known.value) ** (abs(score) / NORMAL_90))


def draw_worlds(priors: Priors, count: int, rng: np.random.Generator) -> tuple[World, ...]:
    """Draw worlds as a Latin hypercube (McKay, Beckman & Conover 1979): every number evenly over its whole range.

    Twenty worlds drawn at random would leave chance gaps in the range of lambda that show in every mean.

    Parameters
    ----------
    priors : Priors
    count : int
    rng : numpy.random.Generator

    Returns
    -------
    tuple of World
    """
    names = [each.name for each in fields(priors)]
    strata = rng.permuted(np.tile(np.arange(count), (len(names), 1)), axis=1).T
    scores = ndtri((strata + rng.random(strata.shape)) / max(count, 1)).tolist()
    return tuple(
        World(**{name: priors.quantile(name, score) for name, score in zip(names, row, strict=True)}) for row in scores
    )


def _scaled(cost: PerParty, value: float) -> PerParty:
    if not isinstance(cost, tuple):
        return value
    mean = sum(cost) / len(cost)
    return tuple(each / mean * value for each in cost) if mean > 0 else cost
