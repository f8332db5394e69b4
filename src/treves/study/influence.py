"""What each sentence moves: the study without it, on the same random numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from treves.agenda import Package
from treves.bargaining import Packages, Values, acceptability, consent_of, value_tables, waiting_for
from treves.case import Case
from treves.evidence import Testimony
from treves.positions import Positions, draw_at, without_statement
from treves.study.findings import Influence, Quantity
from treves.study.worlds import change

__all__ = ["find_influences", "paired_change", "touched"]

Integers = npt.NDArray[np.int8]


def find_influences(
    case: Case,
    posterior: Positions,
    uniforms: npt.NDArray[np.float64],
    values: Values,
    packages: Packages,
    best: Package,
    progress: Callable[[float], None],
) -> tuple[Influence, ...]:
    """Work out how much every statement moves the chance of a deal.

    Each statement's likelihood is divided out exactly, the same uniform numbers are turned into draws again, and the
    party it is about is asked again about every package that waits for it; nothing is linearised.

    Parameters
    ----------
    case : Case
    posterior : Positions
    uniforms : array, shape (draw, party, 2 * issue + 1)
    values : Values
        Those of the draws that the uniform numbers give under the posterior.
    packages : Packages
    best : Package
        The most acceptable package of the full study.
    progress : callable
        Called with the share done, 0-1.

    Returns
    -------
    tuple of Influence
        Largest effect on the chance that some deal exists first; statements that touch nothing are left out. A
        statement that touches two parties (a wish of one that moves the stake of another) has the sum of its two
        effects.
    """
    by_party = touched(posterior)
    consent = consent_of(case.cabinet.rule, posterior.parties)
    accepts_best = acceptability(values, [best]).accepts[:, 0]
    on_best = consent.is_enough(accepts_best).astype(np.int8)
    changes: dict[str, list[tuple[Integers, Integers]]] = {}
    done, steps = 0, sum(len(told) for told in by_party.values())
    for party, told in by_party.items():
        p = posterior.parties.index(party)
        waiting = waiting_for(values, packages, case.cabinet.rule, party)
        some = waiting.has_deal(values.of([party])).astype(np.int8)
        for testimony in told:
            drawn = draw_at(without_statement(posterior, testimony), uniforms, only=party)
            alone = value_tables(drawn, case.agenda, [party], added=[part[[p]] for part in values.added])
            answers = accepts_best.copy()
            answers[:, p] = acceptability(alone, [best]).accepts[:, 0, 0]
            moved = some - waiting.has_deal(alone), on_best - consent.is_enough(answers)
            changes.setdefault(testimony.statement.name, []).append(moved)
            done += 1
            progress(done / steps)
    found = [
        Influence(
            statement=name,
            deal_exists_change=paired_change([some for some, _ in moved]),
            best_deal_change=paired_change([on_best for _, on_best in moved]),
        )
        for name, moved in changes.items()
    ]
    return tuple(sorted(found, key=lambda told: (-abs(told.deal_exists_change.value), told.statement)))


def paired_change(moved: list[Integers]) -> Quantity:
    """Return the mean over draws of changes of 0, 1 or -1, with its noise."""
    by_draw = np.sum(moved, axis=0)
    return change(float(by_draw.mean()), float(by_draw.std() / np.sqrt(by_draw.size)))


def touched(posterior: Positions) -> dict[str, list[Testimony]]:
    """Return for every party the statements that say anything about it or its stake."""
    touched: dict[str, dict[str, Testimony]] = {party: {} for party in posterior.parties}
    for clue in posterior.clues:
        touched[posterior.parties[clue.party]][clue.testimony.statement.name] = clue.testimony
    for shift in posterior.stake_clues:
        touched[posterior.parties[shift.party]][shift.testimony.statement.name] = shift.testimony
    return {party: list(told.values()) for party, told in touched.items()}
