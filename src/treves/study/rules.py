"""What the rules of the house and the law allow, worked out for a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from treves.agenda import Package
from treves.bargaining import Values
from treves.case import Case
from treves.legal import Doubts
from treves.study.institutions import Institutions
from treves.study.paths import HORIZON_MONTHS, measure_paths, package_path
from treves.study.votes import view_chamber, view_council

__all__ = ["find_institutions", "legal_assumptions"]


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
        assumptions=legal_assumptions(horizon_months),
    )


def legal_assumptions(horizon_months: int, doubts: Doubts | None = None) -> dict[str, dict[str, object]]:
    """Retell what is assumed about legal paths beyond the case."""
    doubts = doubts or Doubts()
    return {
        "delay_factor": asdict(doubts.delay_factor),
        "struck_down_odds_factor": asdict(doubts.struck_down_odds_factor),
        "court_months": {"value": doubts.court_months, "low": None, "high": None, "source": "assumption"},
        "horizon_months": {"value": horizon_months, "low": None, "high": None, "source": "assumption: one full term"},
    }
