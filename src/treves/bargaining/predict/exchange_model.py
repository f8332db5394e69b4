"""The exchange model: actors trade support on one issue for support on another, and share the gain equally."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from treves.bargaining.predict.externalities import utility_changes
from treves.errors import CabinetError

__all__ = ["Exchange", "Exchanged", "exchange_model"]

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]

LEAST_GAIN = 1e-12
TIE = 1e-12
SCALE = 100.0 + 1e-9


@dataclass(frozen=True, slots=True)
class Exchange:
    """One realised exchange: two actors, each moving on the issue it supplies.

    Parameters
    ----------
    actors : (int, int)
        The first has relatively more interest in the issue the second supplies.
    supplies : (int, int)
        Issue on which each of them moves towards the other.
    moves : (float, float)
        Scale points, signed.
    voting_positions : (float, float)
        Where each stands on its supplied issue afterwards, scale points.
    gain : float
        Salience times scale points, the same for both.
    """

    actors: tuple[int, int]
    supplies: tuple[int, int]
    moves: tuple[float, float]
    voting_positions: tuple[float, float]
    gain: float


@dataclass(frozen=True, slots=True)
class Exchanged:
    """One round of exchanges.

    Parameters
    ----------
    exchanges : tuple of Exchange
        In the order in which they were realised.
    voting_positions : array, shape (issue, actor)
        After the round; NaN where the actor has no position.
    outcomes_before, outcomes : array, shape (issue,)
        The compromise of initial and of voting positions.
    ties : int
        How often more than one exchange offered the largest gain.
    externalities : {'ignored', 'weighed'}
    """

    exchanges: tuple[Exchange, ...]
    voting_positions: Floats
    outcomes_before: Floats
    outcomes: Floats
    ties: int
    externalities: Literal["ignored", "weighed"]


def exchange_model(
    positions: Floats,
    saliences: Floats,
    capabilities: Floats,
    *,
    externalities: Literal["ignored", "weighed"] = "ignored",
    variant: Literal["equal_gain", "decide"] = "equal_gain",
    rng: np.random.Generator | None = None,
) -> Exchanged:
    """Realise exchanges of voting positions, the largest equal gain first (Stokman & Van Oosten 1994).

    Two actors on opposite sides of the expected outcome on two issues can each gain by giving way on the issue that
    matters relatively less to it. The rate is such that both gain the same; one of them moves all the way to the
    other's position, the other as far as that rate asks. The exchange with the largest gain is realised; those that
    rest on the positions it moved are worked out anew; and so on until nobody gains. No actor turns back on an issue
    within the round.

    Parameters
    ----------
    positions, saliences, capabilities : array, shape (issue, actor)
        Scale points; weights above 0. NaN where an actor has no position.
    externalities : {'ignored', 'weighed'}
        Whether what an exchange does to all others counts. Weighed, the exchange with the largest sum of changes in
        utility over *all* actors is realised, and none whose sum is not above 0: actors who foresee the harm to others
        do not do it (the externalities as defined by Van Assen, Stokman & Van Oosten 2003; to weigh them in this way
        is ours).
    variant : {'equal_gain', 'decide'}
        As the program equal-gain has it, or as its successor Decide, which stops an exchange where the outcome reaches
        the position of the actor who wants the shift (the outcome this actor knows of: initial positions, changed by
        the exchanges in which it obtained a shift on the issue itself).
    rng : numpy Generator, optional
        Breaks ties between equal gains at random; without it the first in the order of issues and actors is taken.

    Returns
    -------
    Exchanged

    Raises
    ------
    CabinetError
        If shapes differ or a weight of an actor with a position is not above 0.

    Notes
    -----
    Reproduces the published first round of equal-gain for the Paris climate talks exchange by exchange and, as
    'decide', the outcomes of Decide after one round. Both programs call the compromise "Nash bargaining solution",
    which it is not (see :func:`~treves.bargaining.predict.compromise`). Decide breaks ties at random without a seed,
    and drops an exchange when the upward moves *tried* for it, each time it was worked out anew, add up to more than
    the scale; 'decide' drops it too.

    References
    ----------
    Stokman, F. N., & Van Oosten, R. (1994). The exchange of voting positions: an object-oriented model of policy
    networks. In B. Bueno de Mesquita & F. N. Stokman (eds.), European Community Decision Making, 105-127. Yale
    University Press. Van Assen, M., Stokman, F., & Van Oosten, R. (2003). Conflict measures in cooperative exchange
    models of collective decision-making. Rationality and Society 15, 85-112.

    Examples
    --------
    >>> x = np.array([[0.0, 100.0], [0.0, 100.0]])
    >>> done = exchange_model(x, np.array([[0.8, 0.2], [0.2, 0.8]]), np.ones((2, 2)))
    >>> [round(float(outcome), 6) for outcome in done.outcomes_before], [round(float(o), 6) for o in done.outcomes]
    ([20.0, 80.0], [0.0, 100.0])
    """
    talks = _Talks(positions, saliences, capabilities, is_decide=variant == "decide")
    done: list[Exchange] = []
    ties = 0
    open_ = talks.is_possible()
    while open_.any():
        worth = talks.gain if externalities == "ignored" else talks.sums(open_)
        worth = np.where(open_, worth, -np.inf)
        best = worth.max()
        if best <= LEAST_GAIN:
            break
        level = np.flatnonzero(worth >= best - TIE * max(1.0, best))
        ties += level.size > 1
        chosen = int(level[0] if rng is None else rng.choice(level))
        done.append(talks.realise(chosen))
        open_ &= talks.is_possible()
        open_[chosen] = False
    return Exchanged(
        tuple(done), talks.voting, talks.outcomes_before, talks.outcomes_of(talks.voting), ties, externalities
    )


class _Talks:
    """Every exchange that could be made, as arrays: who, on what, how far, for what gain."""

    def __init__(self, positions: Floats, saliences: Floats, capabilities: Floats, *, is_decide: bool) -> None:
        self.initial, self.salience, capability = (
            np.array(a, dtype=np.float64) for a in (positions, saliences, capabilities)
        )
        if self.initial.ndim != 2 or not (self.initial.shape == self.salience.shape == capability.shape):
            raise CabinetError(
                "positions, saliences and capabilities must have one row per issue and a column per actor"
            )
        self.weight = self.salience * capability
        has = ~np.isnan(self.initial)
        if not np.isfinite(self.initial[has]).all() or not (self.weight[has] > 0).all():
            raise CabinetError("an actor with a position needs a salience and a capability above 0 to exchange")
        self.weight = np.where(has, self.weight, 0.0)
        self.total = self.weight.sum(axis=1)
        self.voting = self.initial.copy()
        self.outcomes_before = self.outcomes_of(self.initial)
        self.is_above = self.initial > self.outcomes_before[:, None]
        self.is_decide = is_decide
        issues, actors = self.initial.shape
        self.known = np.repeat(np.nan_to_num(self.initial)[:, None, :], actors, axis=1)  # [issue, who wants, actor]
        self.has_bought = np.zeros((issues, actors, actors), dtype=np.bool_)
        self.first, self.second, self.wanted_by_first, self.wanted_by_second = self._pairs(has)
        self.move_first = np.zeros(self.first.size)
        self.move_second = np.zeros(self.first.size)
        self.gain = np.zeros(self.first.size)
        self.tried_first, self.tried_second = np.zeros(self.first.size), np.zeros(self.first.size)
        self._work_out(np.arange(self.first.size))

    def outcomes_of(self, positions: Floats) -> Floats:
        """Return the compromise per issue."""
        with np.errstate(invalid="ignore"):
            return np.asarray(np.nansum(self.weight * positions, axis=1) / self.total)

    def _pairs(self, has: npt.NDArray[np.bool_]) -> tuple[Integers, Integers, Integers, Integers]:
        """Pair actors on opposite sides on two issues; the first has relatively more interest in the first issue."""
        found: list[tuple[Any, Any, int, int]] = []
        for p, q in combinations(range(self.initial.shape[0]), 2):
            both = has[p] & has[q]
            for side in (True, False):
                ones = np.flatnonzero(both & self.is_above[p] & (self.is_above[q] == side))
                others = np.flatnonzero(both & ~self.is_above[p] & (self.is_above[q] != side))
                ratio = self.salience[p] / self.salience[q]
                found += [(i, j, p, q) if ratio[i] >= ratio[j] else (j, i, p, q) for i in ones for j in others]
        columns = np.array(found, dtype=np.intp).reshape(-1, 4).T
        return columns[0], columns[1], columns[2], columns[3]

    def _work_out(self, k: Integers) -> None:
        """Work out moves and gain: the second moves all the way on p, or else the first all the way on q."""
        i, j, p, q = self.first[k], self.second[k], self.wanted_by_first[k], self.wanted_by_second[k]
        s, w = self.salience, self.weight
        way_p, way_q = self.initial[p, i] - self.voting[p, j], self.initial[q, j] - self.voting[q, i]
        per_point_p, per_point_q = w[p, j] / self.total[p], w[q, i] / self.total[q]
        # Equal gains fix the ratio of the two shifts of the outcome.
        rate = (s[p, i] + s[p, j]) / (s[q, i] + s[q, j])
        shift_p = np.minimum(np.abs(way_p) * per_point_p, np.abs(way_q) * per_point_q / rate)
        if self.is_decide:
            shift_p = self._stopped(q, i, j, np.sign(way_q), rate * shift_p) / rate
            shift_p = self._stopped(p, j, i, np.sign(way_p), shift_p)
        shift_q = rate * shift_p
        self.move_second[k] = np.sign(way_p) * shift_p / per_point_p
        self.move_first[k] = np.sign(way_q) * shift_q / per_point_q
        self.gain[k] = np.abs(s[p, i] * shift_p - s[q, i] * shift_q)

    def _stopped(self, issue: Integers, supplier: Integers, wanting: Integers, way: Floats, shift: Floats) -> Floats:
        """Return shifts of the outcome, cut off at the position of the one who wants them."""
        share = self.weight[issue, supplier] / self.total[issue]
        outcome = (self.known[issue, wanting] * self.weight[issue]).sum(axis=1) / self.total[issue]
        outcome = outcome + share * (self.voting[issue, supplier] - self.known[issue, wanting, supplier])
        wanted = self.initial[issue, wanting] - outcome
        passes = wanted * (wanted - way * shift) < 0
        return np.asarray(np.where(passes, np.abs(wanted), shift))

    def is_possible(self) -> npt.NDArray[np.bool_]:
        """Say of every exchange whether both gain and neither turns back."""
        i, j, p, q = self.first, self.second, self.wanted_by_first, self.wanted_by_second
        onward_first = np.where(self.is_above[q, i], -1.0, 1.0) * self.move_first > 0
        onward_second = np.where(self.is_above[p, j], -1.0, 1.0) * self.move_second > 0
        possible = onward_first & onward_second & (self.gain > LEAST_GAIN)
        if self.is_decide:
            possible &= (self.tried_first + self.move_first <= SCALE) & (self.tried_second + self.move_second <= SCALE)
        return np.asarray(possible)

    def sums(self, open_: npt.NDArray[np.bool_]) -> Floats:
        """Return the sum over all actors of the change in utility that every open exchange brings."""
        found = np.full(open_.size, -np.inf)
        now = self.outcomes_of(self.voting)
        for k in np.flatnonzero(open_):
            p, q = self.wanted_by_first[k], self.wanted_by_second[k]
            after = now.copy()
            after[p] += self.move_second[k] * self.weight[p, self.second[k]] / self.total[p]
            after[q] += self.move_first[k] * self.weight[q, self.first[k]] / self.total[q]
            found[k] = utility_changes(self.initial[[p, q]], self.salience[[p, q]], now[[p, q]], after[[p, q]]).sum()
        return found

    def realise(self, k: int) -> Exchange:
        """Move both actors, and work out anew every exchange that rests on what they moved."""
        i, j, p, q = (int(a[k]) for a in (self.first, self.second, self.wanted_by_first, self.wanted_by_second))
        moves = float(self.move_first[k]), float(self.move_second[k])
        self.voting[q, i] += moves[0]
        self.voting[p, j] += moves[1]
        done = Exchange(
            (i, j), (q, p), moves, (float(self.voting[q, i]), float(self.voting[p, j])), float(self.gain[k])
        )
        touched = np.zeros(self.first.size, dtype=np.bool_)
        if self.is_decide:
            for supplier, wanting, issue in ((i, j, q), (j, i, p)):
                if not self.has_bought[issue, wanting, supplier]:
                    self.known[issue, wanting, supplier] = self.voting[issue, supplier]
                    self.has_bought[issue, wanting, supplier] = True
                touched |= (self.first == wanting) & (self.wanted_by_first == issue)
                touched |= (self.second == wanting) & (self.wanted_by_second == issue)
        for actor, issue in ((i, q), (j, p)):
            moved_first = (self.first == actor) & (self.wanted_by_second == issue)
            moved_second = (self.second == actor) & (self.wanted_by_first == issue)
            touched |= moved_first | moved_second
            self.tried_first[moved_first] += self.move_first[moved_first]
            self.tried_second[moved_second] += self.move_second[moved_second]
        self._work_out(np.flatnonzero(touched))
        return done
