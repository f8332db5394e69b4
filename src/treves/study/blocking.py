"""Who stands between the others and a deal, what a move would buy, and what the nearest package asks of whom."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from treves.agenda import Package
from treves.bargaining import Blockers, Lacking, Packages, Pivots, Values
from treves.bargaining import moves as try_moves
from treves.case import Case
from treves.positions import Draws, Estimate
from treves.study.findings import Blocking, Move, Shortfall
from treves.study.worlds import change, probability, quantity

__all__ = ["blocking_facts", "move_facts", "shortfall_facts"]


def blocking_facts(values: Values, central: Blockers, worlds: Sequence[Blockers]) -> tuple[Blocking, ...]:
    """Tell how often each party alone stands between the others and a deal.

    Parameters
    ----------
    values : Values
        Under the central assumptions.
    central : Blockers
        From the same values.
    worlds : sequence of Blockers
        Under other assumptions, for the interval.

    Returns
    -------
    tuple of Blocking
        In the order of the case.
    """
    elsewhere = np.array([world.share for world in worlds])
    has_line = np.any([line.any(axis=2) for line in values.red_line], axis=0)
    return tuple(
        Blocking(
            party=party,
            stands_alone_between=probability(float(central.share[p]), elsewhere[:, p].tolist(), values.count),
            red_line_share=float(has_line[:, p].mean()),
        )
        for p, party in enumerate(values.parties)
    )


def move_facts(
    case: Case, packages: Packages, draws: Draws, values: Values, best: Package, found: Pivots | None = None
) -> tuple[Move, ...]:
    """Tell what a move by each party on each issue would buy, everything else as it is."""
    return tuple(
        Move(
            party=move.party,
            issue=move.issue,
            move=move.move,
            deal_exists_change=change(move.deal_share_change, move.deal_share_error),
            best_deal_change=change(move.package_share_changes[0], move.package_share_errors[0]),
        )
        for move in try_moves(draws, values, packages, case.cabinet.rule, listed=[best], found=found)
    )


def shortfall_facts(case: Case, found: Lacking, parties: Sequence[str]) -> tuple[Shortfall, ...]:
    """Tell, over the draws without a deal, who must move for the nearest package, how far and on what.

    Parameters
    ----------
    case : Case
    found : Lacking
        What the nearest package lacks, draw by draw.
    parties : sequence of str
        Along the party axis.

    Returns
    -------
    tuple of Shortfall
        In the order of the case; all zero where every draw has a deal.
    """
    lacking = found.by_party
    without = lacking.sum(axis=1) > 0.0
    told = []
    for p, party in enumerate(parties):
        moves = lacking[without, p]
        moves_at_all = moves[moves > 0.0]
        amount = np.quantile(moves_at_all, [0.5, 0.1, 0.9]).tolist() if moves_at_all.size else [0.0, 0.0, 0.0]
        lines = found.beyond_red_line[without, p] > 0.0
        shares = lines.mean(axis=0) if len(lines) else np.zeros(len(case.agenda.issues))
        told.append(
            Shortfall(
                party=party,
                must_move_share=float((moves > 0.0).mean()) if moves.size else 0.0,
                utility=quantity(Estimate(*amount)),
                over={issue.name: float(s) for issue, s in zip(case.agenda.issues, shares, strict=True) if s > 0.0},
            )
        )
    return tuple(told)
