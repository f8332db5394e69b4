"""The spatial model of politics: challenges, coalitions and bargains in several dimensions, turn after turn."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from treves.bargaining.predict.spatial_votes import SpatialRules, coalitions, expected_gains, probabilities, utility
from treves.errors import CabinetError

__all__ = ["SpatialTurns", "spatial_model"]

Floats = npt.NDArray[np.float64]

LEAST_GAIN = 1e-5  # expected gain below which nobody is challenged, as in KTAB
SMALLEST = 1e-6
MOST_TURNS = 100
SAME = 1e-3  # positions nearer than this share of the scale are one position


@dataclass(frozen=True, slots=True)
class SpatialTurns:
    """Where everybody stands after every turn.

    Parameters
    ----------
    positions : array, shape (turn, actor, dimension)
        In the unit of the positions given; row 0 holds the initial ones.
    probabilities : array, shape (turn, actor)
        Chance that the actor's position is the one adopted.
    challenges : tuple of mapping of int to int
        Per turn, whom each actor challenges.
    has_settled : bool
        Whether the last turn moved little compared to the first, rather than the limit of turns being reached.
    """

    positions: Floats
    probabilities: Floats
    challenges: tuple[dict[int, int], ...]
    has_settled: bool


@dataclass(slots=True)
class _Bargain:
    initiator: int
    receiver: int
    offers: dict[int, Floats] = field(default_factory=dict)  # empty: things stay as they are


def spatial_model(
    positions: Floats,
    saliences: Floats,
    capabilities: Floats,
    *,
    rules: SpatialRules | None = None,
    accommodation: Floats | None = None,
    most_turns: int = MOST_TURNS,
    settled_share: float = 0.02,
    rng: np.random.Generator | None = None,
) -> SpatialTurns:
    """Play KTAB's Spatial Model of Politics: each actor challenges its best target, bargains are voted on, actors move.

    Parameters
    ----------
    positions, saliences : array, shape (actor, dimension)
        Scale points 0-100 and saliences in percent; an actor's saliences add up to 100 at most.
    capabilities : array, shape (actor,)
        Above 0.
    rules : SpatialRules, optional
        Voting rule, election model, attitude to risk and so on; KTAB's defaults otherwise.
    accommodation : array, shape (actor, actor), optional
        How far ideals follow positions; by default fully, each its own.
    most_turns : int
    settled_share : float
        Stop, after at least two turns, when a turn moves less than this share of what the first one moved.
    rng : numpy Generator, optional
        Where given, bargains are chosen with their probability of winning; otherwise the likeliest is.

    Returns
    -------
    SpatialTurns

    Raises
    ------
    CabinetError
        If shapes or ranges do not fit.

    Notes
    -----
    With the deterministic rule it repeats KTAB's reference transcripts turn by turn. KTAB's stochastic runs draw from
    its own generator, so only the probabilities can be compared. In KTAB the vote between positions weighs capability
    alone; salience decides how much of it goes into a challenge.

    References
    ----------
    Wise, B. P., Lester, L., & Efird, B. (2015). An introduction to the KAPSARC Toolkit for Behavioral Analysis (KTAB)
    using one-dimensional spatial models. KAPSARC discussion paper KS-1517-DP011A. Program: github.com/kapsarc/KTAB
    (MIT).
    """
    rules = rules or SpatialRules()
    place, salience, capability = _checked(positions, saliences, capabilities)
    follows = np.eye(capability.size) if accommodation is None else np.asarray(accommodation, dtype=np.float64)
    if (
        follows.shape != (capability.size, capability.size)
        or (follows < 0).any()
        or (follows.sum(axis=1) > 1 + 1e-9).any()
    ):
        raise CabinetError("accommodation must be square, not negative, and each row must add up to 1 at most")
    ideals = place.copy()
    history, chances, challenges = [place], [], []
    first = 0.0
    has_settled = False
    while len(history) <= most_turns and not has_settled:
        place, chance, targets = _turn(place, ideals, salience, capability, rules, rng)
        ideals = follows @ place + (1 - follows.sum(axis=1))[:, None] * ideals
        moved = float(np.linalg.norm(place - history[-1], axis=1).sum())
        first = first or moved + SMALLEST
        history.append(place)
        chances.append(chance)
        challenges.append(targets)
        has_settled = len(challenges) > 1 and moved / first < settled_share
    chances.append(_Turn(place, ideals, salience, capability, rules).chance)
    return SpatialTurns(np.array(history) * 100, np.array(chances), tuple(challenges), has_settled)


def _checked(positions: Floats, saliences: Floats, capabilities: Floats) -> tuple[Floats, Floats, Floats]:
    place, salience, capability = (np.asarray(a, dtype=np.float64) for a in (positions, saliences, capabilities))
    if place.ndim != 2 or salience.shape != place.shape or capability.shape != place.shape[:1] or capability.size < 2:
        raise CabinetError("positions and saliences must have one row per actor, two at least, and a capability each")
    if not (np.isfinite(place).all() and (place >= 0).all() and (place <= 100).all()):
        raise CabinetError("positions must lie on the scale from 0 to 100")
    if not ((salience >= 0).all() and (salience.sum(axis=1) > 0).all() and (salience.sum(axis=1) <= 100 + 1e-6).all()):
        raise CabinetError("an actor's saliences are percentages: not negative, above 0 in sum and 100 at most")
    if not (np.isfinite(capability).all() and (capability > 0).all()):
        raise CabinetError("capabilities must be above 0")
    return place / 100, salience / 100, capability


class _Turn:
    """Utilities of the turn, as they are and as everybody estimates them, and the chance of every position."""

    def __init__(
        self, place: Floats, ideals: Floats, salience: Floats, capability: Floats, rules: SpatialRules
    ) -> None:
        self.place, self.salience, self.capability, self.rules = place, salience, capability, rules
        self.distance = _distances(ideals, place, salience)
        neutral = utility(self.distance, 0.0)
        strength = coalitions(neutral, capability, rules.vote)
        chance, _ = probabilities(strength, rules)
        self.risk = _attitudes(chance, rules)
        shared = rules.risk_shared
        seen = (1 - shared) * self.risk[:, None] + shared * self.risk[None, :]  # [beholder, actor]
        self.seen = utility(self.distance[None], seen[:, :, None])  # [beholder, actor, position]
        self.true = utility(self.distance, self.risk[:, None])
        self.chance = self._adopted()

    def _adopted(self) -> Floats:
        """Return the chance that an actor's position is adopted; positions that hardly differ count as one."""
        near = np.linalg.norm(self.place[:, None, :] - self.place[None, :, :], axis=2) < SAME
        first = near.argmax(axis=1)
        unique = np.unique(first)
        chance, _ = probabilities(coalitions(self.true[:, unique], self.capability, self.rules.vote), self.rules)
        return np.asarray(chance[np.searchsorted(unique, first)])


def _distances(ideals: Floats, place: Floats, salience: Floats) -> Floats:
    """Return ``[actor, position]``: distance weighted by the actor's saliences, a share of the longest possible."""
    apart = (ideals[:, None, :] - place[None, :, :]) * salience[:, None, :]
    return np.asarray(np.linalg.norm(apart, axis=2) / np.linalg.norm(salience, axis=1)[:, None])


def _attitudes(chance: Floats, rules: SpatialRules) -> Floats:
    """Return attitudes to risk: 1 for the actor whose position is the likeliest, less for the others."""
    span = np.ptp(chance)
    if span <= 0:
        return np.zeros_like(chance)
    share = (chance - chance.min()) / span
    low = {"min": 0.0, "mid": -0.5, "max": -1.0}[rules.risk_range]
    return np.asarray(low + (1 - low) * share)


def _turn(
    place: Floats,
    ideals: Floats,
    salience: Floats,
    capability: Floats,
    rules: SpatialRules,
    rng: np.random.Generator | None,
) -> tuple[Floats, Floats, dict[int, int]]:
    turn = _Turn(place, ideals, salience, capability, rules)
    actors = range(capability.size)
    queues: list[list[_Bargain]] = [[_Bargain(i, i)] for i in actors]
    targets: dict[int, int] = {}
    for i in actors:
        chance, gain = expected_gains(turn.seen[i], i, salience.sum(axis=1), capability, rules)
        j = int(np.argmax(np.where(np.arange(capability.size) == i, -np.inf, gain)))
        if gain[j] <= LEAST_GAIN:
            continue
        targets[i] = j
        for bargain in _bargains(turn, i, j, float(chance[j])):
            queues[i].append(bargain)
            queues[j].append(bargain)
    moved = place.copy()
    for k in actors:
        worth = np.array([_worth(turn, bargain) for bargain in queues[k]]).T
        likely, _ = probabilities(coalitions(worth, capability, rules.vote), rules)
        chosen = queues[k][int(np.argmax(likely) if rng is None else rng.choice(likely.size, p=likely))]
        moved[k] = chosen.offers.get(k, place[k])
    return moved, turn.chance, targets


def _bargains(turn: _Turn, i: int, j: int, chance: float) -> list[_Bargain]:
    """Return what is put to the vote: as the challenger sees the contest, as both do, or a weighed mean."""
    seen_by_i = _between(turn, i, j, chance)
    if turn.rules.bargains == "initiator":
        return [seen_by_i]
    other, _ = expected_gains(turn.seen[j], i, turn.salience.sum(axis=1), turn.capability, turn.rules)
    seen_by_j = _between(turn, i, j, float(other[j]))
    if turn.rules.bargains == "both":
        return [seen_by_i, seen_by_j]
    weights = turn.capability * turn.salience.sum(axis=1)
    share = weights[i] / (weights[i] + weights[j])
    mixed = {k: share * seen_by_i.offers[k] + (1 - share) * seen_by_j.offers[k] for k in (i, j)}
    return [_Bargain(i, j, mixed)]


def _between(turn: _Turn, i: int, j: int, chance: float) -> _Bargain:
    """Return where both would end: nearer to whom it matters more and who is likelier to win."""
    n, m = turn.rules.powers
    own, other = turn.salience[i] ** n * chance**m, turn.salience[j] ** n * (1 - chance) ** m
    total = own + SMALLEST + other
    a, b = turn.place[i], turn.place[j]
    at_i, at_j = ((own + SMALLEST) * a + other * b) / total, (own * a + (SMALLEST + other) * b) / total
    return _Bargain(i, j, {i: np.floor(0.5 + at_i * 10_000) / 10_000, j: np.floor(0.5 + at_j * 10_000) / 10_000})


def _worth(turn: _Turn, bargain: _Bargain) -> Floats:
    """Return every actor's mean utility over all positions once the bargain is struck."""
    worth = turn.true.copy()
    for k, offer in bargain.offers.items():
        apart = _distances(turn.place, offer[None, :], turn.salience)[:, 0]
        worth[:, k] = utility(apart, turn.risk)
    return np.asarray(worth.mean(axis=1))
