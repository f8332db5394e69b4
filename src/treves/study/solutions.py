"""The solution concepts of the literature, over the draws."""

from __future__ import annotations

import numpy as np

from treves.bargaining import Packages, Values, solutions_by_draw
from treves.case import Case
from treves.study.deals import package_words
from treves.study.findings import Solution

__all__ = ["solution_facts"]

SOURCES = {
    "nash": ("Nash solution", "Nash 1950"),
    "kalai_smorodinsky": ("Kalai-Smorodinsky solution", "Kalai and Smorodinsky 1975"),
    "egalitarian": ("egalitarian solution", "Kalai 1977"),
    "utilitarian": ("utilitarian solution", "Harsanyi 1955"),
}


def solution_facts(case: Case, packages: Packages, values: Values) -> tuple[Solution, ...]:
    """Tell how often each solution exists, and which package it picks most often.

    The veto players bargain; where the rule knows none, all parties do. A tie between packages goes to the one with the
    lower number.

    Parameters
    ----------
    case : Case
    packages : Packages
    values : Values

    Returns
    -------
    tuple of Solution
    """
    bargaining = case.cabinet.veto_players() or case.cabinet.party_names
    found = solutions_by_draw(values.of(bargaining), packages, with_front=False)
    told = []
    for concept, picks in found.picks.items():
        name, source = SOURCES[concept]
        picked = picks[picks >= 0]
        if not picked.size:
            told.append(Solution(name=name, source=source, exists_share=0.0, package=None, words="", picked_share=0.0))
            continue
        numbers, counts = np.unique(picked, return_counts=True)
        package = case.agenda.package_at(int(numbers[counts.argmax()]))
        told.append(
            Solution(
                name=name,
                source=source,
                exists_share=picked.size / values.count,
                package=dict(zip((issue.name for issue in case.agenda.issues), package.options, strict=True)),
                words=package_words(case.agenda, package),
                picked_share=float(counts.max() / picked.size),
            )
        )
    return tuple(told)
