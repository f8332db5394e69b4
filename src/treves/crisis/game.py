"""The crisis as a game: rules, candidate packages, types, and what moves cost, with payoffs on one scale."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np
import numpy.typing as npt

from treves.crisis.errors import GameError
from treves.crisis.private_types import PartyTypes
from treves.crisis.rules import Rules

__all__ = ["Costs", "Game"]

Floats = npt.NDArray[np.float64]

PerParty = float | tuple[float, ...]


@dataclass(frozen=True)
class Costs:
    """What moves cost a party, in its own spreads (best minus worst ending). All defaults are assumptions.

    Each is one number for all, or a tuple with one per party.

    Parameters
    ----------
    trust : float or tuple of float
        To be outvoted and stay (tau); nothing where a vote is normal.
    promise : float or tuple of float
        To let the deadline pass without what was promised.
    breach : float or tuple of float
        To put something to the vote where that is not done; paid by the caller whatever comes of it, and nothing
        where a vote is normal.
    credibility : float or tuple of float
        To call a vote and lose it; paid by the caller.
    red_line : float or tuple of float
        How much less than leaving an accord is worth that breaks a red line.
    session : float or tuple of float
        Every session that ends without a result.
    blame : float or tuple of float
        To be the one who brings the cabinet down; not for those who were outvoted. Where it falls anyway, this
        decides who is seen to leave.
    """

    trust: PerParty = 0.2
    promise: PerParty = 0.1
    breach: PerParty = 0.1
    credibility: PerParty = 0.1
    red_line: PerParty = 3.0
    session: PerParty = 0.0
    blame: PerParty = 0.1

    def __post_init__(self) -> None:
        for each in fields(self):
            values = np.atleast_1d(getattr(self, each.name))
            if not np.isfinite(values).all() or (values < 0).any():
                value = getattr(self, each.name)
                raise GameError(f"cost {each.name!r} is {value}; right would be 0 or more, finite")

    def of(self, name: str, parties: int) -> Floats:
        """Return a cost by party, shape (party,)."""
        value = getattr(self, name)
        if isinstance(value, tuple) and len(value) != parties:
            raise GameError(f"cost {name!r} has {len(value)} numbers; right would be one, or {parties}")
        return np.broadcast_to(np.asarray(value, dtype=np.float64), (parties,))


@dataclass(frozen=True, eq=False)
class Game:
    """Sessions before a deadline, under incomplete information.

    Parameters
    ----------
    rules : Rules
    packages : tuple of str
        Names of the candidate packages, at least one.
    types : tuple of PartyTypes
        By party, in the order of ``rules.parties``.
    costs : Costs
    least_spread : float
        A party to whom all endings are worth nearly the same is scaled by this instead of its spread (utility
        units; assumption): its choices then stay close to indifferent.

    Raises
    ------
    GameError
        If parties, packages and types do not fit together.
    """

    rules: Rules
    packages: tuple[str, ...]
    types: tuple[PartyTypes, ...]
    costs: Costs = field(default_factory=Costs)
    least_spread: float = 0.02

    def __post_init__(self) -> None:
        if not self.packages:
            raise GameError("a game needs at least one candidate package")
        if len(set(self.packages)) != len(self.packages):
            raise GameError("two candidate packages have the same name")
        if len(self.types) != len(self.rules.parties):
            raise GameError(f"types for {len(self.types)} parties; right would be {len(self.rules.parties)}")
        if not self.least_spread > 0:
            raise GameError(f"least spread is {self.least_spread}; right would be above 0")
        for party, types in zip(self.rules.parties, self.types, strict=True):
            if types.utility.shape[1] != len(self.packages):
                raise GameError(
                    f"{party} has utilities for {types.utility.shape[1]} packages; right would be {len(self.packages)}"
                )
        for each in fields(self.costs):
            self.costs.of(each.name, len(self.types))

    @property
    def spreads(self) -> tuple[float, ...]:
        """By what each party's payoffs are divided, in utility units."""
        return tuple(max(types.spread, self.least_spread) for types in self.types)

    @property
    def type_count(self) -> int:
        """Types of the party that has most."""
        return max(types.count for types in self.types)

    def weights(self) -> Floats:
        """Prior of the types, shape (party, type); zeros where a party has fewer than the most."""
        return np.stack([_padded(types.shares, self.type_count, fill=0.0) for types in self.types])

    def gains(self) -> Floats:
        """Return what each package is worth more than a fall, in spreads, shape (package, party, type).

        A package that breaks a red line is worth ``red_line`` spreads less than leaving, or than itself where
        it is worse than leaving anyway.
        """
        penalty = self.costs.of("red_line", len(self.types))
        by_party = []
        for types, spread, cost in zip(self.types, self.spreads, penalty, strict=True):
            gain = (types.utility - types.reservation[:, None]) / spread
            by_party.append(np.where(types.red, np.minimum(gain, 0.0) - cost, gain).T)
        return np.stack([_padded(gain, self.type_count) for gain in by_party], axis=1)

    def status_quo_gain(self) -> Floats:
        """Return what the status quo is worth more than a fall, in spreads, shape (party, type)."""
        gains = [(t.status_quo - t.reservation) / s for t, s in zip(self.types, self.spreads, strict=True)]
        return np.stack([_padded(gain, self.type_count) for gain in gains])

    def votes_for(self) -> npt.NDArray[np.bool_]:
        """Whose ministers vote for a package, shape (package, party, type): those to whom it is worth more.

        More than the status quo, and breaking no red line. A vote is read off the type; nobody slips in a
        roll call.
        """
        return self.gains() > np.where(
            np.stack([_padded(types.red.T, self.type_count) for types in self.types], axis=1),
            np.inf,
            self.status_quo_gain()[None],
        )


def _padded(array: npt.NDArray[np.generic], types: int, *, fill: float | None = None) -> Floats:
    """Lengthen the last axis: with a number, or by repeating its last entry (such types weigh nothing)."""
    missing = types - array.shape[-1]
    tail = array[..., -1:] if fill is None else np.full_like(array[..., -1:], fill)
    return np.concatenate([array, np.repeat(tail, missing, axis=-1)], axis=-1)
