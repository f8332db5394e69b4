"""Where every party stands: the positions of a case, and their retelling in the findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from treves.bargaining import allowed_count
from treves.case import Case
from treves.positions import Positions, summarise_cell, summarise_stake
from treves.study.facts import case_facts
from treves.study.findings import CaseFacts, Position, Stake
from treves.study.worlds import estimate_case, estimate_worlds, probability, quantity

__all__ = ["Placed", "place_parties", "position_facts", "stake_facts"]


@dataclass(frozen=True)
class Placed:
    """The positions of a case as the findings tell them."""

    facts: CaseFacts
    positions: tuple[Position, ...]
    stakes: tuple[Stake, ...]


def place_parties(case: Case) -> Placed:
    """Work out where every party stands on every issue, without any bargaining.

    Parameters
    ----------
    case : Case

    Returns
    -------
    Placed
    """
    posterior = estimate_case(case)
    worlds = estimate_worlds(case, case.worlds, case.seed)
    facts = case_facts(case, allowed_count(case.agenda))
    return Placed(facts, position_facts(posterior, worlds), stake_facts(posterior))


def position_facts(posterior: Positions, worlds: Sequence[Positions]) -> tuple[Position, ...]:
    """Retell the posterior, party by party and issue by issue.

    Parameters
    ----------
    posterior : Positions
        Under the central assumptions.
    worlds : sequence of Positions
        Under others; they give the red lines their interval.

    Returns
    -------
    tuple of Position
    """
    told = []
    for p, party in enumerate(posterior.parties):
        for j, issue in enumerate(posterior.agenda.issues):
            cell = summarise_cell(posterior, party, issue.name)
            density = posterior.belief[p, j].sum(axis=1)
            clues = posterior.clues_for(party, issue.name)
            told.append(
                Position(
                    party=party,
                    issue=issue.name,
                    ideal=quantity(cell.ideal),
                    red_line=probability(cell.red_line_share, [_red_line_share(world, p, j) for world in worlds]),
                    reach=quantity(cell.reach),
                    salience=quantity(cell.salience),
                    acceptable=dict(
                        zip((option.name for option in issue.options), cell.acceptable_shares, strict=True)
                    ),
                    ideal_density=tuple(round(float(share), 6) for share in density),
                    statements=tuple(dict.fromkeys(clue.testimony.statement.name for clue in clues)),
                    is_prior_only=cell.clue_count == 0,
                )
            )
    return tuple(told)


def _red_line_share(positions: Positions, p: int, j: int) -> float:
    return float(positions.belief[p, j][:, np.isfinite(positions.reach_grid)].sum())


def stake_facts(posterior: Positions) -> tuple[Stake, ...]:
    """Retell each party's stake in a fall."""
    return tuple(
        Stake(
            party=party,
            stake=quantity(summarise_stake(posterior, party).stake),
            statements=tuple(clue.testimony.statement.name for clue in posterior.stake_clues if clue.party == p),
        )
        for p, party in enumerate(posterior.parties)
    )
