"""From many posterior draws to few weighted types, with the error that makes.

A draw is what one possible party makes of every ending. Draws are grouped by k-means on what decides
behaviour: how much more each candidate and the status quo are worth than a fall, in spreads, and which
packages break a red line (a difference there counts as one spread). A group becomes one type: the mean of its
draws, with the red lines most of them have, weighted by its share. Means over draws are kept exactly; what is
lost is the spread within groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from treves.crisis.endings import find_endings
from treves.crisis.equilibrium import solve
from treves.crisis.errors import GameError
from treves.crisis.game import Game
from treves.crisis.private_types import PartyTypes

__all__ = ["ThinningError", "estimate_thinning_error", "thin_draws"]

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

RED_LINE_SPREADS = 1.0
FAR_SPREADS = 2.0
ROUNDS = 60


def thin_draws(
    draws: PartyTypes, count: int, rng: np.random.Generator, *, start: PartyTypes | None = None
) -> PartyTypes:
    """Thin the draws of one party to at most ``count`` weighted types.

    Parameters
    ----------
    draws : PartyTypes
        Every draw a type; usually all of the same weight.
    count : int
    rng : numpy.random.Generator
        Chooses the first centres (k-means++, Arthur & Vassilvitskii 2007); the rest is deterministic.
    start : PartyTypes, optional
        Types of nearly the same party: grouping starts from them instead, and the result keeps their number and order,
        a type that no draw belongs to any more with no weight. What then differs is the party, not the grouping.

    Returns
    -------
    PartyTypes
        Heaviest first where there is no start. The draws themselves where there are no more than ``count``.
    """
    if count < 1:
        raise GameError(f"{count} types; right would be at least 1")
    if draws.count <= count:
        return draws
    if start is not None:
        return _regrouped(draws, start)
    group = _grouped(_features(draws), draws.shares, _first_centres(_features(draws), draws.shares, count, rng))
    share: Floats = np.bincount(group, weights=draws.shares, minlength=count).astype(np.float64)
    heaviest = np.argsort(-share, kind="stable")[: np.count_nonzero(share)]
    member = (group[None, :] == heaviest[:, None]) * draws.shares
    member /= member.sum(axis=1, keepdims=True)
    return PartyTypes(
        utility=member @ draws.utility,
        status_quo=member @ draws.status_quo,
        reservation=member @ draws.reservation,
        breaks_red_line=member @ draws.red > 0.5,
        weight=share[heaviest],
    )


def _regrouped(draws: PartyTypes, start: PartyTypes) -> PartyTypes:
    group = _grouped(_features(draws), draws.shares, _features(start))
    share = np.bincount(group, weights=draws.shares, minlength=start.count).astype(np.float64)
    member = (group[None, :] == np.arange(start.count)[:, None]) * draws.shares
    member /= np.maximum(member.sum(axis=1, keepdims=True), 1e-300)
    is_empty = share == 0.0
    return PartyTypes(
        utility=np.where(is_empty[:, None], start.utility, member @ draws.utility),
        status_quo=np.where(is_empty, start.status_quo, member @ draws.status_quo),
        reservation=np.where(is_empty, start.reservation, member @ draws.reservation),
        breaks_red_line=np.where(is_empty[:, None], start.red, member @ draws.red > 0.5),
        weight=share,
    )


def _features(draws: PartyTypes) -> Floats:
    """Lay draws out so that distance is difference in behaviour, shape (draw, feature)."""
    spread = draws.spread if draws.spread > 0 else 1.0
    gain = np.column_stack([draws.utility, draws.status_quo]) - draws.reservation[:, None]
    near = np.clip(gain / spread, -FAR_SPREADS, FAR_SPREADS)
    near[:, :-1][draws.red] = 0.0  # whatever it is worth: it will not be had
    return np.column_stack([near, draws.red * RED_LINE_SPREADS])


def _first_centres(points: Floats, weight: Floats, count: int, rng: np.random.Generator) -> Floats:
    """Choose centres far from each other, shape (group, feature)."""
    centres = np.empty((count, points.shape[1]))
    centres[0] = points[rng.choice(len(points), p=weight)]
    nearest = ((points - centres[0]) ** 2).sum(axis=1)
    for at in range(1, count):
        pull = weight * nearest
        total = pull.sum()
        centres[at] = points[rng.choice(len(points), p=pull / total if total > 0 else weight)]
        nearest = np.minimum(nearest, ((points - centres[at]) ** 2).sum(axis=1))
    return centres


def _grouped(points: Floats, weight: Floats, centres: Floats) -> Integers:
    """Group points by weighted k-means; return each point's group."""
    count = len(centres)
    group = np.full(len(points), -1)
    for _ in range(ROUNDS):
        distance = (centres**2).sum(axis=1) - 2.0 * points @ centres.T
        moved = distance.argmin(axis=1)
        if (moved == group).all():
            break
        group = moved
        share = np.bincount(group, weights=weight, minlength=count)
        for feature in range(points.shape[1]):
            total = np.bincount(group, weights=weight * points[:, feature], minlength=count)
            centres[:, feature] = np.divide(total, share, out=centres[:, feature].copy(), where=share > 0)
    return group.astype(np.int64)


@dataclass(frozen=True, slots=True)
class ThinningError:
    """P(fall) with some types a party and with twice as many; the difference is taken as the error."""

    types: int
    fall: float
    fall_with_twice: float

    @property
    def error(self) -> float:
        """Absolute difference between the two probabilities."""
        return abs(self.fall - self.fall_with_twice)


def estimate_thinning_error(
    game: Game,
    draws: Sequence[PartyTypes],
    count: int,
    rng: np.random.Generator,
    *,
    precision: float = 10.0,
    exit_factor: float = 3.0,
    threads: int = 2,
) -> ThinningError:
    """Solve a game with ``count`` types a party and with twice as many.

    Parameters
    ----------
    game : Game
        Rules, packages and costs; its types are replaced.
    draws : sequence of PartyTypes
        By party, every draw a type.
    count : int
    rng : numpy.random.Generator
    precision, exit_factor, threads
        See :func:`~treves.crisis.equilibrium.solve`.

    Raises
    ------
    NoEquilibriumError
        If one of the two does not settle.
    """
    falls = []
    for types in (count, 2 * count):
        thinned = tuple(thin_draws(each, types, rng) for each in draws)
        solved = solve(replace(game, types=thinned), precision, exit_factor=exit_factor, threads=threads)
        falls.append(find_endings(solved).fall)
    return ThinningError(count, *falls)
