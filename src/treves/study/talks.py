"""The talks as a game: the case's rules, the packages that matter, and types from the same draws as the deals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from treves.agenda import Package
from treves.bargaining import Values, acceptability, utilities_by_draw
from treves.case import Case, Session
from treves.crisis import Costs, Game, PartyTypes, Priors, Rules, public_tree_of, rules_of, thin_draws
from treves.crisis.worlds import COSTS
from treves.study.deals import Listed
from treves.study.worlds import generator

__all__ = ["Talks", "draws_of", "lay_out", "letters_of", "priors_of", "rules_of_case", "sessions_left", "thinned"]

Floats = npt.NDArray[np.float64]

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
RANK = ("best", "draft", "favourite", "nash", "alternative")
MOST_CHOICES = 150_000
ROUGH_TYPES = 4  # enough to tell which votes split a party, which is all that the size depends on


@dataclass(frozen=True, eq=False)
class Talks:
    """A game with what stands behind it.

    Parameters
    ----------
    game : Game
        Under the central assumptions.
    candidates : tuple of Listed
        The packages of the game, in its order.
    sessions : tuple of Session
        Those still to come.
    left_out : int
        Packages worth tabling that were left out to keep the game within reach.
    """

    game: Game
    candidates: tuple[Listed, ...]
    sessions: tuple[Session, ...]
    left_out: int

    @property
    def packages(self) -> tuple[Package, ...]:
        """The candidates alone."""
        return tuple(entry.package for entry in self.candidates)


def sessions_left(case: Case) -> tuple[Session, ...]:
    """Return the sessions on or after ``as_of``; the last one where all are over and the deadline is not."""
    return tuple(session for session in case.sessions if session.on >= case.as_of) or case.sessions[-1:]


def priors_of(case: Case) -> Priors:
    """Return what is assumed about the talks: the case's own ranges, the usual ones for the rest."""
    return replace(Priors(), **dict(case.talks.priors))


def rules_of_case(case: Case) -> Rules:
    """Read the rules of the talks off a case."""
    told, cabinet = case.talks, case.cabinet
    first = told.first_mover
    if not first:
        asked = cabinet.veto_players() or cabinet.members
        first = cabinet.council.chair if cabinet.council and cabinet.council.chair else asked[0]
    return rules_of(
        cabinet,
        len(sessions_left(case)),
        first,
        order=told.order,
        do_proposers_rotate=told.does_floor_rotate,
        may_leave=told.may_leave,
        are_walk_outs_possible=told.are_walk_outs_possible,
        is_vote_normal=told.is_vote_normal,
    )


def draws_of(
    case: Case, values: Values, packages: Sequence[Package], parties: Sequence[str] | None = None
) -> tuple[PartyTypes, ...]:
    """Return what every draw makes of every ending, party by party; each draw is a type.

    Parameters
    ----------
    case : Case
    values : Values
    packages : sequence of Package
    parties : sequence of str, optional
        By default all in ``values``.
    """
    worth = utilities_by_draw(values, [*packages, case.agenda.status_quo])
    broken = acceptability(values, packages).breaks_red_line
    return tuple(
        PartyTypes(
            utility=worth[:, :-1, p],
            status_quo=worth[:, -1, p],
            reservation=values.reservation[:, p],
            breaks_red_line=broken[:, :, p],
        )
        for p in (values.parties.index(party) for party in parties or values.parties)
    )


def thinned(draws: Sequence[PartyTypes], count: int, seed: int) -> tuple[PartyTypes, ...]:
    """Thin every party's draws; the same seed chooses the same first centres, so that worlds stay comparable."""
    return tuple(thin_draws(each, count, generator(seed, "types")) for each in draws)


def lay_out(
    case: Case, listed: Sequence[Listed], values: Values, *, types: int, seed: int, most_choices: int = MOST_CHOICES
) -> Talks:
    """Make the game of a case's talks under the central assumptions.

    Parameters
    ----------
    case : Case
    listed : sequence of Listed
        Packages worth tabling; the status quo is not one: nobody signs that nothing changes.
    values : Values
        Draws under the central assumptions.
    types : int
        Weighted types a party, at most.
    seed : int
    most_choices : int
        Candidates are dropped, least important first, until the public tree has no more choices than this.

    Returns
    -------
    Talks
    """
    ranked: list[Listed] = []
    for entry in sorted(listed, key=_rank):
        is_new = entry.package not in {other.package for other in ranked}
        if is_new and entry.package != case.agenda.status_quo:
            ranked.append(entry)
    if not ranked:  # even the best package is no change at all: there is nothing else to table
        ranked = [listed[0]]
    letters = letters_of(listed, case.agenda.status_quo)
    names = tuple(letters.get(entry.package, LETTERS[0]) for entry in ranked)
    rules, central = rules_of_case(case), priors_of(case).central
    costs = Costs(**{name: getattr(central, name) for name in COSTS})
    all_draws = draws_of(case, values, [entry.package for entry in ranked], rules.parties)
    for keep in range(len(ranked), 0, -1):
        at = list(range(keep))
        few = tuple(each.with_packages(at) for each in all_draws)
        rough = Game(rules, names[:keep], thinned(few, ROUGH_TYPES, seed), costs)
        if keep == 1 or public_tree_of(rough).node_count <= most_choices:
            break
    game = Game(rules, names[:keep], thinned(few, types, seed), costs)
    return Talks(game, tuple(ranked[:keep]), sessions_left(case), len(ranked) - keep)


def letters_of(listed: Sequence[Listed], status_quo: Package) -> dict[Package, str]:
    """Letter the different packages in the order in which they are listed, as everywhere else in the findings."""
    different = dict.fromkeys(entry.package for entry in listed if entry.package != status_quo)
    return {package: LETTERS[at % len(LETTERS)] for at, package in enumerate(different)}


def _rank(entry: Listed) -> int:
    return next((at for at, role in enumerate(RANK) if entry.role.startswith(role)), len(RANK))
