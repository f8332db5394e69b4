"""What each sentence moves: the study without it, on the same random numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from treves.agenda import Package
from treves.bargaining import Packages, acceptance_map, value_tables
from treves.case import Case
from treves.positions import Positions, draw_at, without_statement
from treves.study.deals import share_accepting
from treves.study.findings import Influence

__all__ = ["find_influences"]


def find_influences(
    case: Case,
    posterior: Positions,
    uniforms: npt.NDArray[np.float64],
    packages: Packages,
    best: Package,
    progress: Callable[[float], None],
) -> tuple[Influence, ...]:
    """Work out how much every statement moves the chance of a deal.

    Each statement's likelihood is divided out exactly, the same uniform numbers are turned into draws again, and the whole
    acceptance map is made anew; nothing is linearised.

    Parameters
    ----------
    case : Case
    posterior : Positions
    uniforms : array, shape (draw, party, 2 * issue + 1)
    packages : Packages
    best : Package
        The most acceptable package of the full study.
    progress : callable
        Called with the share done, 0-1.

    Returns
    -------
    tuple of Influence
        Largest effect on the chance that some deal exists first; statements that touch no cell and no stake are left out.
    """

    def chances(positions: Positions) -> tuple[float, float]:
        values = value_tables(draw_at(positions, uniforms), case.agenda, positions.parties)
        some = acceptance_map(values, packages, case.cabinet.rule).deal_share
        return some, float(share_accepting(values, case.cabinet, [best])[0])

    some, on_best = chances(posterior)
    moving = {clue.testimony.statement.name for clue in (*posterior.clues, *posterior.stake_clues)}
    touched = [testimony for testimony in posterior.testimonies if testimony.statement.name in moving]
    found = []
    for done, testimony in enumerate(touched):
        some_without, best_without = chances(without_statement(posterior, testimony))
        found.append(
            Influence(
                statement=testimony.statement.name,
                deal_exists_change=some - some_without,
                best_deal_change=on_best - best_without,
            )
        )
        progress((done + 1) / len(touched))
    return tuple(sorted(found, key=lambda influence: (-abs(influence.deal_exists_change), influence.statement)))
