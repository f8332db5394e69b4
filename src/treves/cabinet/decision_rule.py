"""Whose acceptance makes a deal."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

__all__ = ["DecisionRule"]


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """Whose acceptance makes a deal: every veto player, and of all parties at least a quota of weight.

    Unanimity is all parties as veto players and quota 0; a qualified majority is no veto player and a quota.

    Parameters
    ----------
    veto_players : tuple of str
    weights : mapping of str to float
        Seats or votes, for the quota.
    quota : float
    """

    veto_players: tuple[str, ...]
    weights: Mapping[str, float] = field(default_factory=dict)
    quota: float = 0.0

    def is_enough(self, accepting: Collection[str]) -> bool:
        """Say whether these parties together make a deal."""
        agreed = set(accepting)
        weight = sum(self.weights.get(party, 0.0) for party in agreed)
        return agreed.issuperset(self.veto_players) and weight >= self.quota
