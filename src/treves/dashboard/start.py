"""What the page asks first, and what it asks of single reports and statements."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from treves.case import Case
from treves.case.adjust import levers_of
from treves.dashboard.opened import days_of
from treves.dashboard.workbench import Workbench
from treves.evidence import Statement
from treves.evidence.interchange.values import values_of

__all__ = ["start_of", "tell_report", "tell_statement"]


def start_of(bench: Workbench) -> dict[str, Any]:
    """Return the case in facts (parties, issues, days, reports, statements, levers) and what is there beside it."""
    case = bench.opened.case
    return {
        "version": version("treves"),
        "case": case.name,
        "as_of": case.as_of.isoformat(),
        "language": case.language,
        "days": days_of(case),
        **bench.opened.keep("facts", _facts),
        "variants": bench.variants.names(),
        "is_writable": bench.review.desk is not None,
        "remarks": bench.remarks,
        "findings": bench.findings(),
        "run": bench.runs.state(),
    }


def _facts(case: Case) -> dict[str, Any]:
    from treves.study.facts import case_facts, report_facts, statement_facts
    from treves.study.package_count import count_packages
    from treves.study.worlds import estimate_case

    statements = () if case.given_values else statement_facts(case, estimate_case(case))
    return {
        "facts": case_facts(case, count_packages(case.agenda)).model_dump(mode="json"),
        "reports": [told.model_dump(mode="json") for told in report_facts(case)],
        "statements": [told.model_dump(mode="json") for told in statements],
        "levers": [lever.model_dump(mode="json") | {"field": lever.field} for lever in levers_of(case)],
    }


def tell_report(case: Case, name: str) -> dict[str, Any] | None:
    """Return a report with its text and where the statements in it stand; None where there is no such report."""
    report = case.reports.get(name)
    if report is None:
        return None
    used = {row.name for row in case.evidence}
    return {
        "name": report.name,
        "outlet": report.outlet,
        "title": report.title,
        "published_on": report.published_on.isoformat(),
        "address": report.address,
        "language": report.language,
        "text": report.text,
        "body_start": report.body_start,
        "statements": [
            _span(row, is_used=row.name in used) for row in case.statements if row.doc == name and not row.is_changed
        ],
    }


def _span(row: Statement, *, is_used: bool) -> dict[str, Any]:
    return {
        "name": row.name, "start": row.start, "end": row.end, "actor": row.actor, "party": row.party,
        "about": row.about, "stance": row.stance, "kind": row.kind, "certainty": row.certainty,
        "source": row.source, "source_type": row.source_type, "review": row.review, "is_used": is_used,
    }  # fmt: skip


def tell_statement(bench: Workbench, name: str) -> dict[str, Any] | None:
    """Return a statement, how it was read and how far the numbers move without it; None where there is none.

    ``influence`` and ``strains`` are those of the last full run of the case as it is, null and empty without one.
    """
    case = bench.opened.case
    row = next((held for held in case.statements if held.name == name), None)
    if row is None:
        return None
    found = bench.findings() or {}
    strains = (found.get("outcomes") or {}).get("strains", [])
    return {
        "statement": values_of(row),
        "is_used": any(held.name == name for held in case.evidence),
        "told": _named(bench.opened.keep("facts", _facts)["statements"], "name", name),
        "influence": _named(found.get("influences", []), "statement", name),
        "strains": [one for one in strains if one.get("statement") == name],
    }


def _named(told: list[dict[str, Any]], key: str, name: str) -> dict[str, Any] | None:
    return next((one for one in told if one[key] == name), None)
