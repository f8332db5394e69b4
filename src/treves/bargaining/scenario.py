"""One bargaining problem solved whole: who refuses what, the front, and what every solution concept picks.

A package on the front of those that are individually rational is on the front of all, and no solution concept here
picks a dominated package or looks beyond the front (the largest gain of a party is on it too). So the concepts need
the front alone, and the front needs no list of packages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.agenda import Package
from treves.bargaining.merging import MOST_POINTS, MergedFront, merged_front
from treves.bargaining.packages import PACKAGE_LIMIT, Packages, allowed_packages
from treves.bargaining.solutions import CONCEPTS, Concept
from treves.bargaining.ties import TIE
from treves.bargaining.values import Values
from treves.bargaining.vetoes import Vetoes, vetoes
from treves.errors import AgendaError

__all__ = ["Scenario", "opposition", "solve_scenario"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Scenario:
    """What there is to agree on in one draw.

    Parameters
    ----------
    values : Values
    front : MergedFront
        Of the individually rational packages; empty where no package can pass.
    picks : mapping of str to int
        Per concept, the point of the front it picks; empty where no package can pass.
    vetoes : Vetoes, optional
        None beyond 2^24 packages.
    """

    values: Values
    front: MergedFront
    picks: Mapping[str, int]
    vetoes: Vetoes | None

    def package(self, concept: str) -> Package | None:
        """Return the package a concept picks; None where no package can pass."""
        return self.front.package(self.picks[concept]) if concept in self.picks else None

    def utilities(self, concept: str) -> Floats | None:
        """Return what the pick of a concept is worth to every party; shape (party,)."""
        return self.front.utilities[self.picks[concept]] if concept in self.picks else None

    def ties(self, concept: str) -> npt.NDArray[np.intp]:
        """Return the points of the front that do as well as the pick by the concept's own measure, itself among them.

        Which of them a concept takes is a convention (:mod:`treves.bargaining.ties`); other programs have others.
        """
        gains = self.front.gains
        hope = gains.max(axis=0)
        measures = {
            "nash": lambda: gains.prod(axis=1),
            "kalai_smorodinsky": lambda: (gains[:, hope > 0.0] / hope[hope > 0.0]).min(axis=1, initial=1.0),
            "egalitarian": lambda: gains.min(axis=1),
            "utilitarian": lambda: gains.sum(axis=1),
        }
        if concept not in self.picks or concept not in measures:
            return np.zeros(0, dtype=np.intp)
        measure = measures[concept]()
        best = measure[self.picks[concept]]
        return np.flatnonzero(np.abs(measure - best) <= TIE * max(abs(best), 1e-300))

    def verdict(self) -> str:
        """Say in one sentence whether any package can pass, and if none, who accepts what at all."""
        if self.picks:
            deals = "" if self.vetoes is None else f"{self.vetoes.deal_count:,} of {self.vetoes.packages.count:,} "
            return f"All parties accept {deals or 'some '}packages; {self.front.count:,} of them are on the front."
        told = "No package can pass: there is none that all parties accept."
        if self.vetoes is not None:
            pairs = zip(self.values.parties, self.vetoes.accepted_counts.tolist(), strict=True)
            told += " Alone, " + ", ".join(f"{party} accepts {count:,}" for party, count in pairs)
            told += f" of {self.vetoes.packages.count:,}."
        return told


def solve_scenario(
    values: Values,
    *,
    draw: int = 0,
    packages: Packages | None = None,
    concepts: Mapping[str, Concept] = CONCEPTS,
    most_points: int = MOST_POINTS,
    threads: int | None = None,
) -> Scenario:
    """Find front, solutions and vetoes of one draw; every party can refuse.

    Parameters
    ----------
    values : Values
        Of those who bargain.
    draw : int
    packages : Packages, optional
        The allowed packages, where they were listed before.
    concepts : mapping of str to callable
        By default Nash, Kalai-Smorodinsky, egalitarian and utilitarian.
    most_points : int
        See :func:`treves.bargaining.merged_front`; where its answer has a bound above 0, so have the picks.
    threads : int, optional

    Returns
    -------
    Scenario
    """
    front = merged_front(values, draw=draw, most_points=most_points, threads=threads)
    found = {name: concept(front.gains) for name, concept in concepts.items()} if front.count else {}
    if packages is None and values.agenda.package_count <= PACKAGE_LIMIT:
        packages = allowed_packages(values.agenda)
    asked = None if packages is None else vetoes(values, packages, draw=draw, threads=threads)
    return Scenario(values, front, {name: row for name, row in found.items() if row is not None}, asked)


def opposition(values: Values, *, draw: int = 0, most_points: int = MOST_POINTS) -> float:
    """Return how far even the best package stays from what everybody dreams of (Baarslag et al. 2016).

    The least distance, over all packages, from their utilities to the point where every party has its best; utilities
    are taken as shares of the best. 0 where one package is best for all. Reservation values and red lines play no part.

    Parameters
    ----------
    values : Values
    draw : int
    most_points : int

    Returns
    -------
    float
        Where the front is too large to be exact, at most its bound divided by the least best utility, times the square
        root of the number of parties, too large.

    Raises
    ------
    AgendaError
        If a party's best package is worth nothing or less to it: there are no shares of that.

    References
    ----------
    Baarslag, T., Hendrikx, M. J. C., Hindriks, K. V., & Jonker, C. M. (2016). Learning about the opponent in automated
    bilateral negotiation. Autonomous Agents and Multi-Agent Systems 30, 849-898.
    """
    front = merged_front(values, draw=draw, only_rational=False, with_red_lines=False, most_points=most_points)
    best = front.utilities.max(axis=0)
    if (best <= 0.0).any():
        raise AgendaError("opposition needs utilities of which each party's best is above 0")
    return float(np.sqrt(((1.0 - front.utilities / best) ** 2).sum(axis=1)).min())
