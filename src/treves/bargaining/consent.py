"""A decision rule as arrays: who must consent, and what weight the others must bring together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from treves.cabinet import DecisionRule
from treves.errors import CabinetError, SizeError

__all__ = ["Consent", "consent_of"]

Bools = npt.NDArray[np.bool_]

WHOLE = 2**30
"""Weights are whole numbers whose sum stays below this, so that 32-bit sums are exact."""

COALITION_PARTIES = 16
"""Most parties without a veto whose coalitions are listed one by one."""


@dataclass(frozen=True, eq=False)
class Consent:
    """Whose acceptance makes a deal, party by party.

    Parameters
    ----------
    parties : tuple of str
    is_veto : array of bool, shape (party,)
        Parties whose consent is needed whatever the others do.
    weights : array of int, shape (party,)
        Weight of the parties without a veto; 0 for veto players, who are in every winning coalition anyway.
    quota : int
        Weight still needed beyond that of the veto players; 0 where the veto players are enough.
    """

    parties: tuple[str, ...]
    is_veto: Bools
    weights: npt.NDArray[np.int32]
    quota: int

    def is_enough(self, accepts: Bools) -> Bools:
        """Say whether the accepting parties make a deal; shape (..., party) to (...)."""
        agreed = (accepts | ~self.is_veto).all(axis=-1)
        return np.asarray(agreed & (accepts @ self.weights.astype(np.int64) >= self.quota))

    @property
    def needed(self) -> Bools:
        """Parties whose answer can matter at all; shape (party,)."""
        return self.is_veto | ((self.weights > 0) & (self.quota > 0))

    def minimal_winning_coalitions(self) -> Bools:
        """List the coalitions that are enough and would not be without any one member; shape (coalition, party).

        Raises
        ------
        SizeError
            If more than 16 parties without a veto have weight.
        """
        others = np.flatnonzero(self.needed & ~self.is_veto).tolist()
        if len(others) > COALITION_PARTIES:
            raise SizeError(
                f"{len(others)} parties without a veto have weight; coalitions are listed for at most "
                f"{COALITION_PARTIES}. Group parties that act together"
            )
        found = []
        for size in range(len(others) + 1):
            for members in combinations(others, size):
                weights = self.weights[list(members)].tolist()
                # Minimal: enough, and not enough without its lightest member.
                if sum(weights) >= self.quota and (not weights or sum(weights) - min(weights) < self.quota):
                    coalition = self.is_veto.copy()
                    coalition[list(members)] = True
                    found.append(coalition)
        return np.array(found, dtype=np.bool_).reshape(len(found), len(self.parties))


def consent_of(rule: DecisionRule, parties: Sequence[str]) -> Consent:
    """Read a decision rule for parties in a given order.

    Whole weights are kept as they are. Others are scaled to whole numbers that sum to 2^30, and a coalition within a
    billionth part (per party) of the quota counts as reaching it, so that 0.7 and 0.1 do make 0.8.

    Parameters
    ----------
    rule : DecisionRule
    parties : sequence of str
        Names along the party axis.

    Returns
    -------
    Consent

    Raises
    ------
    CabinetError
        If the rule names a party that is not there, or a weight or the quota is negative or not finite.
    """
    if unknown := {*rule.veto_players, *rule.weights} - set(parties):
        raise CabinetError(f"the decision rule names {', '.join(sorted(unknown))}, who is not among the parties")
    weights = np.array([float(rule.weights.get(name, 0.0)) for name in parties])
    if not np.isfinite([*weights, rule.quota]).all() or (weights < 0.0).any():
        raise CabinetError("weights and quota of a decision rule must be finite, and weights not negative")
    total = float(weights.sum())
    quota = float(rule.quota)
    if total < WHOLE and np.array_equal(weights, np.rint(weights)):
        whole, needed = weights, float(np.ceil(min(max(quota, 0.0), total + 1.0)))
    else:
        scale = (WHOLE - len(parties)) / total
        whole = np.rint(weights * scale)
        needed = float(np.ceil(max(quota, 0.0) * scale - len(parties) / 2.0)) if quota > 0.0 else 0.0
        needed = min(needed, float(whole.sum()) + 1.0)
    is_veto = np.array([name in rule.veto_players for name in parties], dtype=np.bool_)
    left = max(0, int(needed) - int(whole[is_veto].sum()))
    return Consent(tuple(parties), is_veto, np.where(is_veto, 0, whole).astype(np.int32), left)
