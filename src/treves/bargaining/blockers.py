"""Who blocks: how often each party refuses each package and why, and how often it alone stands before a deal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.bargaining.acceptance import count_acceptances
from treves.bargaining.consent import Consent
from treves.bargaining.packages import Packages
from treves.bargaining.pivots import willing_deals
from treves.bargaining.values import Values
from treves.cabinet import DecisionRule

__all__ = ["Blockers", "Refusals", "blockers", "refusals"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Refusals:
    """How often each party would refuse each package, and why.

    Parameters
    ----------
    packages : Packages
    parties : tuple of str
    draws : int
    counts : array of int, shape (package, party)
        Draws in which the party would refuse the package.
    red_line_counts : array of int, shape (package, party)
        Draws in which the package breaks a red line of the party (whatever it is worth besides).
    """

    packages: Packages
    parties: tuple[str, ...]
    draws: int
    counts: npt.NDArray[np.int32]
    red_line_counts: npt.NDArray[np.int32]

    @property
    def share(self) -> Floats:
        """Share of draws in which the party refuses; shape (package, party)."""
        return self.counts / self.draws

    @property
    def red_line_share(self) -> Floats:
        """Share of draws in which a red line is broken; shape (package, party)."""
        return self.red_line_counts / self.draws

    @property
    def not_worth_it_share(self) -> Floats:
        """Share of draws in which no red line is broken but no deal is better; shape (package, party)."""
        return (self.counts - self.red_line_counts) / self.draws


def refusals(values: Values, packages: Packages, *, threads: int | None = None) -> Refusals:
    """Count for every allowed package and party the draws in which the party would refuse it.

    Parameters
    ----------
    values : Values
    packages : Packages
    threads : int, optional

    Returns
    -------
    Refusals
        8 bytes per package and party.
    """
    refused, broken = [], []
    for p in range(len(values.parties)):
        alone = np.arange(len(values.parties)) == p
        consent = Consent(values.parties, alone, np.zeros(alone.size, dtype=np.int32), 0)
        accepted, _, _ = count_acceptances(values, packages, consent, threads=threads)
        kept, _, _ = count_acceptances(values, packages, consent, red_lines_only=True, threads=threads)
        refused.append(values.count - accepted)
        broken.append(values.count - kept)
    return Refusals(packages, values.parties, values.count, np.stack(refused, axis=1), np.stack(broken, axis=1))


@dataclass(frozen=True, eq=False)
class Blockers:
    """Draw by draw, who alone stands between the others and a deal.

    Parameters
    ----------
    parties : tuple of str
    rule : DecisionRule
    has_deal : array of bool, shape (draw,)
    stands_alone : array of bool, shape (draw, party)
        There is no deal, and there would be one if this party signed anything. Several parties can each stand alone
        in one draw, before different packages.
    """

    parties: tuple[str, ...]
    rule: DecisionRule
    has_deal: Bools
    stands_alone: Bools

    @property
    def share(self) -> Floats:
        """Share of all draws in which each party alone stands between the others and a deal; shape (party,)."""
        return np.asarray(self.stands_alone.mean(axis=0))


def blockers(values: Values, packages: Packages, rule: DecisionRule, *, threads: int | None = None) -> Blockers:
    """Find in every draw without a deal the parties without whose refusal there would be one.

    Parameters
    ----------
    values : Values
    packages : Packages
    rule : DecisionRule
    threads : int, optional

    Returns
    -------
    Blockers
    """
    has_deal, if_willing = willing_deals(values, packages, rule, threads=threads)
    return Blockers(values.parties, rule, has_deal, if_willing & ~has_deal[:, None])
