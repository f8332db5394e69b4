"""How the talks end and how likely each end is: by kind, session and package, by who leaves over what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

import numpy as np
import numpy.typing as npt

from treves.crisis.equilibrium import Equilibrium
from treves.crisis.errors import GameError
from treves.crisis.moves import End, Ending, EndingKind, Occasion
from treves.crisis.tally import ending_masses

__all__ = ["KINDS", "Endings", "Exit", "Outcome", "find_endings"]

Floats = npt.NDArray[np.float64]

KINDS: tuple[EndingKind, ...] = get_args(EndingKind)
"""Accord, vote, postponement, fall: in this order everywhere."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One end in one session and its probability; session ``sessions + 1`` is the reckoning."""

    session: int
    ending: Ending
    probability: float


@dataclass(frozen=True, slots=True)
class Exit:
    """One way the cabinet falls: who leaves, in which session, on what occasion, over which package.

    ``package`` is None at the party's own turn and at the deadline.
    """

    party: str
    occasion: Occasion
    package: str | None
    session: int
    probability: float


@dataclass(frozen=True, eq=False)
class Endings:
    """All ends of a solved game.

    Parameters
    ----------
    parties, packages : tuple of str
    sessions : int
    outcomes : tuple of Outcome
        Every end that is possible, in the order of the tree; probabilities sum to one.
    gains : array, shape (party,)
        What the talks are worth to each party before it knows its type, more than a fall, in spreads.
    precision, exit_factor, residual : float
        How they were found; see :class:`~treves.crisis.equilibrium.Equilibrium`.
    """

    parties: tuple[str, ...]
    packages: tuple[str, ...]
    sessions: int
    outcomes: tuple[Outcome, ...]
    gains: Floats
    precision: float
    exit_factor: float
    residual: float

    def probability(self, is_meant: Callable[[Outcome], bool]) -> float:
        """Return the probability of all outcomes that are meant."""
        return float(sum(outcome.probability for outcome in self.outcomes if is_meant(outcome)))

    def of(self, kind: EndingKind) -> float:
        """Return the probability of one kind of end."""
        return self.probability(lambda outcome: outcome.ending.kind == kind)

    @property
    def accord(self) -> float:
        """Probability that all accept a package, at the table or in a vote that nobody loses."""
        return self.of("accord")

    @property
    def vote(self) -> float:
        """Probability that a package is carried by vote against some, and all of them stay."""
        return self.of("vote")

    @property
    def postponement(self) -> float:
        """Probability that the deadline passes without a result and nobody leaves."""
        return self.of("postponement")

    @property
    def fall(self) -> float:
        """Probability that a party leaves."""
        return self.of("fall")

    def by_session(self) -> Floats:
        """Return probabilities of shape (session, kind); the last row is the reckoning after the deadline."""
        table = np.zeros((self.sessions + 1, len(KINDS)))
        for outcome in self.outcomes:
            table[outcome.session - 1, KINDS.index(outcome.ending.kind)] += outcome.probability
        return table

    def by_package(self) -> Floats:
        """Return probabilities of shape (package, 2): agreed by all, and carried by vote."""
        table = np.zeros((len(self.packages), 2))
        for outcome in self.outcomes:
            if outcome.ending.kind in {"accord", "vote"} and outcome.ending.package is not None:
                table[outcome.ending.package, int(outcome.ending.kind == "vote")] += outcome.probability
        return table

    def by_leaver(self) -> Floats:
        """Return the probability that each party brings about the fall, shape (party,)."""
        table = np.zeros(len(self.parties))
        for outcome in self.outcomes:
            if outcome.ending.party is not None:
                table[outcome.ending.party] += outcome.probability
        return table

    def exits(self) -> tuple[Exit, ...]:
        """Return who leaves over what and when, likeliest first."""
        found: dict[tuple[str, Occasion, str | None, int], float] = defaultdict(float)
        for outcome in self.outcomes:
            ending = outcome.ending
            if ending.kind == "fall" and ending.party is not None and ending.occasion is not None:
                package = None if ending.package is None else self.packages[ending.package]
                found[self.parties[ending.party], ending.occasion, package, outcome.session] += outcome.probability
        ranked = sorted(found.items(), key=lambda item: -item[1])
        return tuple(Exit(*key, probability) for key, probability in ranked)


def find_endings(equilibrium: Equilibrium) -> Endings:
    """Work out how likely each end is.

    Raises
    ------
    NoEquilibriumError
        If the sweeps did not settle.
    GameError
        If the equilibrium is not that of a :class:`~treves.crisis.game.Game`.
    """
    equilibrium.require_converged()
    game, tree = equilibrium.game, equilibrium.tree
    if game is None:
        raise GameError("outcomes have names only in a game; this is an equilibrium of a bare tree")
    mass = ending_masses(tree.arrays, equilibrium.precision, equilibrium.exit_factor, equilibrium.state)
    stage = np.searchsorted(tree.arrays.edge_start, np.arange(len(tree.branches)), side="right")
    outcomes: dict[tuple[int, Ending], float] = defaultdict(float)
    for branch, session, probability in zip(tree.branches, stage.tolist(), mass.tolist(), strict=True):
        if isinstance(branch.to, End):
            outcomes[session, branch.to.ending] += probability
    return Endings(
        parties=game.rules.parties,
        packages=game.packages,
        sessions=game.rules.sessions,
        outcomes=tuple(Outcome(*key, probability) for key, probability in outcomes.items()),
        gains=(tree.arrays.weight * equilibrium.worth).sum(axis=1),
        precision=equilibrium.precision,
        exit_factor=equilibrium.exit_factor,
        residual=equilibrium.residual,
    )
