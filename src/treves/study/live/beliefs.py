"""Beliefs and draws of a case under the central assumptions and in every world, made anew only where a change reaches.

A change by hand of one party's beliefs leaves the posterior and the draws of all others as they are; a change of the
talks or the council leaves all of them. Everything is drawn from the same uniform numbers as in a full study.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from treves.bargaining import Values, value_tables
from treves.case import Case
from treves.positions import Draws, Positions, draw_assumptions, draw_at, draw_uniforms
from treves.study.consequence_worth import worth_of_options
from treves.study.worlds import estimate_case, generator

__all__ = ["Beliefs", "believe"]

Floats = npt.NDArray[np.float64]
CHOSEN, JUDGED = 0, 1


@dataclass(eq=False)
class World:
    """Positions in one world, and draws from them once they are asked for: those chosen on, those judged on."""

    positions: Positions
    draws: list[Draws | None]


@dataclass(frozen=True, eq=False)
class Beliefs:
    """What is believed about a case, world by world; world 0 has the central assumptions.

    Parameters
    ----------
    case : Case
    uniforms : tuple of array, shape (draw, party, 2 * issue + 1)
        Behind the draws that packages are chosen on, and those they are judged on.
    worlds : tuple of World
    added : tuple of array, shape (party, option)
        What consequences make options worth beyond their places.
    moved : frozenset of str
        Parties whose draws differ from those of ``before``.
    before : Beliefs, optional
        Of the case as it is, where this one's draws can be taken over from there.
    """

    case: Case
    uniforms: tuple[Floats, Floats]
    worlds: tuple[World, ...]
    added: tuple[Floats, ...]
    moved: frozenset[str] = frozenset()
    before: Beliefs | None = None

    @property
    def positions(self) -> Positions:
        """Positions under the central assumptions."""
        return self.worlds[0].positions

    def draws(self, world: int, which: int = CHOSEN) -> Draws:
        """Return the draws of one world, made on first use."""
        here = self.worlds[world]
        found = here.draws[which]
        if found is None:
            found = self._drawn(here, world, which)
            here.draws[which] = found
        return found

    def values(self, world: int, which: int = CHOSEN) -> Values:
        """Return what every option is worth in the draws of one world."""
        positions = self.worlds[world].positions
        return value_tables(self.draws(world, which), self.case.agenda, positions.parties, added=self.added)

    def _drawn(self, here: World, world: int, which: int) -> Draws:
        if self.before is None:
            return draw_at(here.positions, self.uniforms[which])
        known = self.before.draws(world, which)
        made = Draws(known.ideal.copy(), known.reach.copy(), known.salience.copy(), known.stake.copy())
        for party in self.moved:
            p = here.positions.parties.index(party)
            alone = draw_at(here.positions, self.uniforms[which], only=party)
            made.ideal[:, p], made.reach[:, p] = alone.ideal[:, 0], alone.reach[:, 0]
            made.salience[:, p], made.stake[:, p] = alone.salience[:, 0], alone.stake[:, 0]
        return made


def believe(case: Case, *, draws: int, worlds: int, seed: int, before: Beliefs | None = None) -> Beliefs:
    """Estimate positions under the central assumptions and in every world.

    Parameters
    ----------
    case : Case
    draws, worlds, seed : int
        As in a full study.
    before : Beliefs, optional
        Of the case as it is; what the changes do not reach is taken over.

    Returns
    -------
    Beliefs
    """
    if before is not None and _reaches_no_statement(case, before.case):
        positions = (replace(w.positions, agenda=case.agenda, by_hand=case.by_hand) for w in before.worlds)
        made = tuple(World(each, [None, None]) for each in positions)
        added = before.added if _weighs_alike(case, before.case) else worth_of_options(case, seed)
        return Beliefs(case, before.uniforms, made, added, _moved_parties(case, before.case), before)
    central = estimate_case(case)
    assumed = draw_assumptions(case.assumptions, worlds, generator(seed, "worlds"))
    elsewhere = (estimate_case(case, each) for each in assumed)
    rng = generator(seed, "draws")
    uniforms = draw_uniforms(central, draws, rng), draw_uniforms(central, draws, rng)
    made = tuple(World(each, [None, None]) for each in (central, *elsewhere))
    if before is not None and _weighs_alike(case, before.case):
        return Beliefs(case, uniforms, made, before.added)
    return Beliefs(case, uniforms, made, worth_of_options(case, seed))


def _reaches_no_statement(case: Case, other: Case) -> bool:
    """Say whether the posterior before changes by hand is the same in two states of a case."""
    return (
        case.as_of == other.as_of
        and case.agenda.issues == other.agenda.issues
        and case.assumptions == other.assumptions
        and case.cabinet.parties == other.cabinet.parties
        and case.cabinet.polls == other.cabinet.polls
        and case.cabinet.chambers == other.cabinet.chambers
        and case.statements == other.statements
    )


def _weighs_alike(case: Case, other: Case) -> bool:
    """Say whether consequences are worth the same in both."""
    return (
        case.consequence_worths == other.consequence_worths
        and case.chain == other.chain
        and case.agenda.issues == other.agenda.issues
    )


def _moved_parties(case: Case, other: Case) -> frozenset[str]:
    """Return the parties whose beliefs were changed by hand in one of the two."""
    found: set[str] = set()
    for told in (case.by_hand, other.by_hand):
        found |= {party for party, _ in told.cells} | {party for (party, _), _ in told.salience_factors}
        found |= {party for party, _ in told.stake_shifts}
    return frozenset(found)
