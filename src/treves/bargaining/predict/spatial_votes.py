"""Votes, coalitions and chances in the spatial model of politics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from treves.errors import CabinetError

__all__ = ["SpatialRules", "coalitions", "expected_gains", "probabilities", "utility"]

Floats = npt.NDArray[np.float64]
Vote = Literal["proportional", "proportional_cubic", "cubic", "binary"]

EVERYBODY = 1e-8  # strength of an empty coalition, so that nothing is divided by 0
CONTEST = 1e-10
SETTLED = 1e-8
MOST_STEPS = 1000


@dataclass(frozen=True, slots=True)
class SpatialRules:
    """How votes are cast and elections won in the spatial model of politics; the defaults are those of KTAB.

    Parameters
    ----------
    vote : {'proportional', 'proportional_cubic', 'cubic', 'binary'}
        How the strength of a vote grows with the difference in utility.
    victory : {'linear', 'square', 'quartic'}
        Chance of victory as a share of the strengths, or of a power of them.
    election : {'conditional', 'markov_incentive', 'markov_uniform'}
        How chances in pairs become one chance per position: it beats all others at once, or it holds out in a row of
        challenges.
    risk_range : {'min', 'mid', 'max'}
        Attitudes run from 0, -0.5 or -1 up to 1.
    risk_shared : float
        Share (0-1) of an actor's own attitude in what others believe it to be; the rest is the beholder's.
    third_parties : {'none', 'semi', 'full'}
        Whether third parties fall with the side they took.
    powers : (int, int)
        Exponents of salience and of the chance to win in a bargain.
    bargains : {'initiator', 'both', 'weighted'}
        Whose view of the contest shapes the bargain.
    """

    vote: Vote = "proportional"
    victory: Literal["linear", "square", "quartic"] = "linear"
    election: Literal["conditional", "markov_incentive", "markov_uniform"] = "conditional"
    risk_range: Literal["min", "mid", "max"] = "mid"
    risk_shared: float = 1 / 3
    third_parties: Literal["none", "semi", "full"] = "semi"
    powers: tuple[int, int] = (2, 2)
    bargains: Literal["initiator", "both", "weighted"] = "initiator"


def utility(distance: Floats, risk: Floats | float) -> Floats:
    """Return utility from a distance (share of the longest) and an attitude to risk (-1 to 1, 0 neutral)."""
    bent = np.where(distance <= 1, 1 + distance * risk, 1 + np.asarray(risk))
    return np.asarray((1 - distance) * bent)


def votes(weights: Floats, differences: Floats, vote: Vote) -> Floats:
    """Return votes: positive for the first of two, negative for the second."""
    if vote == "proportional":
        return weights * differences
    if vote == "cubic":
        return np.asarray(weights * differences**3)
    if vote == "proportional_cubic":
        return np.asarray(weights * (0.5 * differences + 0.5 * differences**3))
    return np.asarray(weights * np.clip(differences / EVERYBODY, -1, 1))


def coalitions(utilities: Floats, weights: Floats, vote: Vote) -> Floats:
    """Return ``[i, j]``: the strength of those who vote for option i against option j.

    Parameters
    ----------
    utilities : array, shape (actor, option)
    weights : array, shape (actor,)
    vote : str
    """
    cast = votes(weights[:, None, None], utilities[:, :, None] - utilities[:, None, :], vote)
    return np.asarray(EVERYBODY + np.maximum(cast, 0).sum(axis=0))


def probabilities(strength: Floats, rules: SpatialRules) -> tuple[Floats, Floats]:
    """Return the chance of every option, and of every option against every other.

    Raises
    ------
    CabinetError
        If the row of challenges does not settle.
    """
    power = {"linear": 1, "square": 2, "quartic": 4}[rules.victory]
    raised = strength**power
    wins = raised / (raised + raised.T)
    np.fill_diagonal(wins, 0.5)
    if rules.election == "conditional":
        chance = np.prod(wins, axis=1)
        return chance / chance.sum(), wins
    if rules.election == "markov_uniform":
        faced = np.full_like(wins, 1 / wins.shape[0])
    else:
        incentive = strength * wins + CONTEST * np.eye(wins.shape[0])
        faced = (incentive / incentive.sum(axis=0)).T  # [favourite, challenger]
    chance = np.full(wins.shape[0], 1 / wins.shape[0])
    for _ in range(MOST_STEPS):
        meets = chance[:, None] * faced
        following = (wins * (meets + meets.T)).sum(axis=1)
        change = np.abs(following - chance).max()
        chance = (chance + following) / 2
        if change <= SETTLED:
            return chance, wins
    raise CabinetError(f"the election did not settle in {MOST_STEPS} steps")


def expected_gains(
    seen: Floats, i: int, saliences: Floats, capabilities: Floats, rules: SpatialRules
) -> tuple[Floats, Floats]:
    """Return, per target, a beholder's estimate of i's chance to win and of what the challenge brings i.

    Parameters
    ----------
    seen : array, shape (actor, position)
        Utilities as the beholder estimates them.
    i : int
        The challenger.
    saliences, capabilities : array, shape (actor,)
        Saliences summed over dimensions.

    Returns
    -------
    chance, gain : array, shape (target,)
        At i itself: no meaning.
    """
    count = capabilities.size
    chance, gain = np.full(count, 0.5), np.full(count, -np.inf)
    weights = saliences * capabilities
    for j in range(count):
        if j == i:
            continue
        direct = votes(weights, seen[:, i] - seen[:, j], rules.vote)
        for_i = CONTEST + max(direct[i], 0.0) + max(direct[j], 0.0)
        for_j = CONTEST + max(-direct[i], 0.0) + max(-direct[j], 0.0)
        others = np.delete(np.arange(count), [i, j])
        lead = direct[others]
        with_n = (for_i + np.maximum(lead, 0)) / (for_i + for_j + np.abs(lead))
        backs_i, backs_j = _sides(seen[others, i], seen[others, j], seen[others, others], with_n, rules)
        cast = votes(weights[others], backs_i - backs_j, rules.vote)
        strong, strong_j = for_i + np.maximum(cast, 0).sum(), for_j + np.maximum(-cast, 0).sum()
        chance[j] = strong / (strong + strong_j)
        now, victory, defeat = seen[i, i] + seen[i, j], 2 * seen[i, i], 2 * seen[i, j]
        contest = chance[j] * victory + (1 - chance[j]) * defeat
        gain[j] = (1 - saliences[j]) * victory + saliences[j] * contest - now
    return chance, gain


def _sides(at_i: Floats, at_j: Floats, at_own: Floats, with_n: Floats, rules: SpatialRules) -> tuple[Floats, Floats]:
    """Return what third parties expect from taking the one side or the other."""
    winning, losing = 2 * at_i + at_own, 3 * at_j
    other_losing, other_winning = 3 * at_i, 2 * at_j + at_own
    if rules.third_parties == "full":
        winning, other_winning = 3 * at_i, 3 * at_j
    elif rules.third_parties == "none":
        losing, other_losing = 2 * at_j + at_own, 2 * at_i + at_own
    with_i = with_n * winning + (1 - with_n) * losing
    with_j = with_n * other_losing + (1 - with_n) * other_winning
    return with_i, with_j
