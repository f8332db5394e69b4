"""What the page asks first, and what it asks of single reports and statements."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from treves.case import Case
from treves.dashboard.opened import OpenCase, days_of

__all__ = ["start_of", "tell_report", "tell_statement"]


def start_of(opened: OpenCase) -> dict[str, Any]:
    """Return the case in facts: parties, issues, days, reports, statements, levers."""
    case = opened.case
    return {
        "version": version("treves"),
        "case": case.name,
        "as_of": case.as_of.isoformat(),
        "language": case.language,
        "days": days_of(case),
        **opened.keep("facts", _facts),
    }


def _facts(case: Case) -> dict[str, Any]:
    from treves.bargaining import PACKAGE_LIMIT, allowed_packages
    from treves.study.facts import case_facts, report_facts, statement_facts
    from treves.study.worlds import estimate_case

    count = case.agenda.package_count
    if count <= PACKAGE_LIMIT:
        count = allowed_packages(case.agenda).count
    statements = () if case.given_values else statement_facts(case, estimate_case(case))
    return {
        "facts": case_facts(case, count).model_dump(mode="json"),
        "reports": [told.model_dump(mode="json") for told in report_facts(case)],
        "statements": [told.model_dump(mode="json") for told in statements],
    }


def tell_report(case: Case, name: str) -> dict[str, Any] | None:
    """Return a report with its text and where the statements in it stand; None where there is no such report."""
    report = case.reports.get(name)
    if report is None:
        return None
    return {
        "name": report.name,
        "outlet": report.outlet,
        "title": report.title,
        "published_on": report.published_on.isoformat(),
        "address": report.address,
        "language": report.language,
        "text": report.text,
        "body_start": report.body_start,
        "statements": [_span(case, row) for row in case.statements if row.doc == name and not row.is_changed],
    }


def _span(case: Case, row: Any) -> dict[str, Any]:
    used = {held.name for held in case.evidence}
    return {
        "name": row.name, "start": row.start, "end": row.end, "actor": row.actor, "party": row.party,
        "about": row.about, "stance": row.stance, "kind": row.kind, "certainty": row.certainty,
        "source": row.source, "source_type": row.source_type, "review": row.review, "is_used": row.name in used,
    }  # fmt: skip


def tell_statement(opened: OpenCase, name: str) -> dict[str, Any] | None:
    """Return a statement with its sentence, who vouches for it and whether it is used; None where there is none."""
    from treves.evidence.interchange.values import values_of

    case = opened.case
    row = next((held for held in case.statements if held.name == name), None)
    if row is None:
        return None
    told = next((held for held in start_of(opened)["statements"] if held["name"] == name), None)
    used = any(held.name == name for held in case.evidence)
    return {"statement": values_of(row), "is_used": used, "told": told}
