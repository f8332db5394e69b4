"""The challenge model: actors press each other by expected utility, and the pressed move (Bueno de Mesquita)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from treves.bargaining.predict.compromise import compromise
from treves.bargaining.predict.median_voter import median_voter
from treves.bargaining.predict.weights import checked
from treves.errors import CabinetError

__all__ = ["ChallengeRounds", "challenge_model"]

Floats = npt.NDArray[np.float64]
Variant = Literal["published", "program"]


@dataclass(frozen=True, slots=True)
class ChallengeRounds:
    """What each round of the challenge model leaves.

    Parameters
    ----------
    positions : array, shape (round, actor)
        Row 0 holds the initial positions.
    medians, means : array, shape (round,)
        Median and mean of the positions, weighted by capability times salience.
    variant : {'published', 'program'}
    """

    positions: Floats
    medians: Floats
    means: Floats
    variant: Variant


def challenge_model(
    positions: Floats,
    saliences: Floats,
    capabilities: Floats,
    *,
    rounds: int = 10,
    variant: Variant = "published",
) -> ChallengeRounds:
    """Play rounds of challenges (the expected utility model of Bueno de Mesquita 1994).

    As Scholz, Calbert and Smith (2011) set it out, every actor i weighs a challenge to every other j: with chance ``1
    - s_j`` j does not resist and i wins, otherwise i wins with the share of votes that third parties give its
    position. Attitude to risk follows from how much danger an actor's position brings. Where j expects more from
    challenging i than i expects back, i receives an offer: to give way altogether or to meet on the way. Everybody
    takes one offer, and the next round begins.

    Parameters
    ----------
    positions : array, shape (actor,)
        Scale points or any other unit; the model works with shares of the range of the initial positions.
    saliences, capabilities : array, shape (actor,)
        Salience 0-1; capability not negative.
    rounds : int
    variant : {'published', 'program'}
        'published' follows the paper: the chance to win against a position is the share of the votes cast in that
        contest; an actor takes the offer that moves it least; who loses by more than it could resist capitulates.
        'program' follows the public program bdm-scholz-expected-utility-model, see Notes.

    Returns
    -------
    ChallengeRounds

    Raises
    ------
    CabinetError
        If the numbers cannot be weighed, or a salience lies outside 0-1.

    Notes
    -----
    The public program calls its quantities by the names in the paper and computes others in three places. Its
    probability of success divides by the votes of *all* contests instead of the one in question, so that chances are
    small and those of both sides do not add up to 1. Among compromises its actors take the smallest *position*
    (weighted by expectations) instead of the nearest. Its condition for capitulation compares a number with its own
    absolute value and is never met. 'program' does the same, and equals its rounds to the last digit.

    References
    ----------
    Bueno de Mesquita, B. (1994). Political forecasting: an expected utility method. In B. Bueno de Mesquita & F. N.
    Stokman (eds.), European Community Decision Making, 71-104. Yale University Press. Scholz, J. B., Calbert, G. J., &
    Smith, G. A. (2011). Unravelling Bueno De Mesquita's group decision model. Journal of Theoretical Politics 23,
    510-531.

    Examples
    --------
    >>> x, s, c = np.array([4.0, 7.0, 10.0]), np.array([0.8, 0.4, 0.6]), np.array([0.16, 0.08, 0.2])
    >>> challenge_model(x, s, c, rounds=1).medians[0]
    np.float64(7.0)
    """
    x, weight = checked(positions, saliences, capabilities)
    s = np.asarray(saliences, dtype=np.float64)
    if (s > 1).any():
        raise CabinetError("saliences must lie between 0 and 1")
    spread = float(np.ptp(x))
    history = [x]
    for _ in range(rounds):
        x = x if spread == 0 else _round(x, s, weight, spread, variant)
        history.append(x)
    return ChallengeRounds(
        np.array(history),
        np.array([median_voter(row, weight) for row in history]),
        np.array([compromise(row, weight) for row in history]),
        variant,
    )


def _round(x: Floats, s: Floats, weight: Floats, spread: float, variant: Variant) -> Floats:
    neutral = np.ones(x.size)
    danger_of = _expected(x, s, weight, spread, neutral, variant)[
        0
    ]  # the same for every beholder while all are neutral
    np.fill_diagonal(danger_of, 0.0)
    danger = danger_of.sum(axis=0)
    span = np.ptp(danger)
    risk = neutral
    if span > 0:
        acceptance = (2 * danger - danger.max() - danger.min()) / span
        risk = (1 - acceptance / 3) / (1 + acceptance / 3)
    expected = _expected(x, s, weight, spread, risk, variant)
    return np.array([_answer(i, x, expected[i], variant) for i in range(x.size)])


def _expected(x: Floats, s: Floats, weight: Floats, spread: float, risk: Floats, variant: Variant) -> Floats:
    """Return ``[beholder, challenger, challenged]``: what a challenge brings its maker, as the beholder sees it."""
    apart = np.abs(x[:, None] - x[None, :]) / spread
    wins = _chance(apart, weight, risk, variant)
    r = risk[:, None, None]
    success = 2 - 4 * (0.5 - 0.5 * apart) ** r
    failure = 2 - 4 * (0.5 + 0.5 * apart) ** r
    resisted = wins * success + (1 - wins) * failure
    return np.asarray(s * resisted + (1 - s) * success - (2 - 4 * 0.5**r))


def _chance(apart: Floats, weight: Floats, risk: Floats, variant: Variant) -> Floats:
    """Return ``[i, j]``: the share of third parties' votes for the position of i against that of j."""
    lost = apart ** risk[:, None]  # [voter, position]
    votes = weight[:, None, None] * (lost[:, None, :] - lost[:, :, None])
    for_i = np.maximum(votes, 0.0).sum(axis=0)
    cast = np.abs(votes).sum() if variant == "program" else np.abs(votes).sum(axis=0)
    return np.asarray(np.divide(for_i, cast, out=np.zeros_like(for_i), where=np.asarray(cast > 0) & (apart > 0)))


def _answer(i: int, x: Floats, expected: Floats, variant: Variant) -> float:
    """Return where actor i stands after taking one of the offers the others press upon it."""
    mine, theirs = expected[i], expected[:, i]  # of challenging j, and of j challenging i
    differs = x != x[i]
    overruled = differs & (theirs > mine) & (mine > 0)
    weaker = differs & (theirs > 0) & (mine < 0)
    meets = weaker & (theirs > -mine)
    gives_way = weaker & (theirs < -mine) if variant == "published" else np.zeros_like(weaker)
    offers = np.where(
        meets, x[i] + (x - x[i]) * np.abs(np.divide(mine, theirs, out=np.ones_like(x), where=theirs != 0)), x
    )
    moved = np.abs(offers - x[i])
    if variant == "published":
        return _least(offers, moved, overruled | meets | gives_way, x[i])
    if overruled.any():
        return _least(offers, moved, overruled, x[i])
    middle = np.abs(mine) + np.abs(theirs)
    key = np.divide(np.abs(mine) * x[i] + np.abs(theirs) * x, middle, out=np.zeros_like(x), where=middle > 0)
    return _least(offers, key, meets, x[i])


def _least(offers: Floats, key: Floats, among: npt.NDArray[np.bool_], otherwise: float) -> float:
    if not among.any():
        return float(otherwise)
    return float(offers[int(np.argmin(np.where(among, key, np.inf)))])
