"""What the rules of the house and the law allow, worked out for a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from treves.agenda import Package
from treves.bargaining import Values
from treves.case import Case
from treves.legal import Doubts
from treves.study.institutions import Assumed, Followed, Institutions, LegalAssumptions
from treves.study.paths import HORIZON_MONTHS, draw_values, measure_paths, package_path
from treves.study.votes import view_chamber, view_council

__all__ = ["find_institutions", "follow_package", "legal_assumptions"]


def find_institutions(
    case: Case, packages: Sequence[tuple[str, str, Package]], values: Values, horizon_months: int = HORIZON_MONTHS
) -> Institutions:
    """Work out who carries a vote, what the chambers hold, and what law makes of some packages.

    Parameters
    ----------
    case : Case
    packages : sequence of (role, why, Package)
        Packages to follow through the law.
    values : Values
        Draws of what options are worth.
    horizon_months : int

    Returns
    -------
    Institutions
    """
    measures = measure_paths(case, horizon_months)
    cabinet = case.cabinet
    return Institutions(
        horizon_months=horizon_months,
        council=view_council(cabinet.council) if cabinet.council else None,
        chambers=tuple(view_chamber(cabinet, chamber) for chamber in cabinet.chambers),
        measures=measures,
        paths=tuple(
            package_path(case, package, measures, values, role=role, why=why)
            for role, why, package in packages
            if package != case.agenda.status_quo
        ),
        legal_assumptions=legal_assumptions(horizon_months),
    )


def follow_package(
    case: Case, package: Package, *, horizon_months: int | None = None, draws: int | None = None
) -> Followed:
    """Follow one package through the law: each of its options, and what the whole is worth to each party.

    Parameters
    ----------
    case : Case
    package : Package
    horizon_months : int, optional
        Months to look ahead; by default 48, a full term.
    draws : int, optional
        Draws from the posterior; by default the case's own.

    Returns
    -------
    Followed
    """
    horizon = HORIZON_MONTHS if horizon_months is None else horizon_months
    measures = measure_paths(case, horizon)
    is_draft = package == case.draft
    role, why = ("draft", "the draft on the table") if is_draft else ("asked", "the package asked for")
    path = package_path(case, package, measures, draw_values(case, draws), role=role, why=why)
    return Followed(
        horizon_months=horizon,
        path=path,
        measures=tuple(told for told in measures if path.package[told.issue] == told.option),
        legal_assumptions=legal_assumptions(horizon),
    )


def legal_assumptions(horizon_months: int, doubts: Doubts | None = None) -> LegalAssumptions:
    """Retell what is assumed about legal paths beyond the case."""
    doubts = doubts or Doubts()
    return LegalAssumptions(
        delay_factor=Assumed(**asdict(doubts.delay_factor)),
        struck_down_odds_factor=Assumed(**asdict(doubts.struck_down_odds_factor)),
        court_months=Assumed(value=doubts.court_months),
        horizon=Assumed(value=horizon_months, source="assumption: a full term, where not asked otherwise"),
    )
