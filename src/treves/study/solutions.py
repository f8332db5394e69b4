"""The solution concepts of the literature, over the draws."""

from __future__ import annotations

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

    The veto players bargain; where the rule knows none, all parties do. Two packages picked equally
    often are told by the lower number.

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
    for concept in found.picks:
        name, source = SOURCES[concept]
        shares = found.pick_shares(concept)
        number = next(iter(shares), None)
        package = None if number is None else case.agenda.package_at(number)
        told.append(
            Solution(
                name=name,
                source=source,
                exists_share=found.exists_share,
                package=None
                if package is None
                else dict(zip((issue.name for issue in case.agenda.issues), package.options, strict=True)),
                words="" if package is None else package_words(case.agenda, package),
                picked_share=0.0 if number is None else shares[number] / found.exists_share,
            )
        )
    return tuple(told)
