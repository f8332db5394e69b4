"""W3C Web Annotation (JSON-LD): position and quote selectors on the report, the statement as a body.

Position selectors count code points from the start of the stored file; the report's SHA-256 stands in its state, so
that a reader can tell whether the offsets still hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, unquote

from treves.evidence.interchange.values import (
    InterchangeError,
    mapping_of,
    statement_from_values,
    text_of,
    values_of,
    whole_of,
)
from treves.evidence.report import Report
from treves.evidence.statement import Statement

__all__ = ["from_web_annotations", "to_web_annotations"]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
PARTS = ("exact", "prefix", "suffix")
AROUND = 32
"""Code points of prefix and suffix in the quote selector, so that a moved quotation is found again."""


def to_web_annotations(statements: Iterable[Statement], reports: Mapping[str, Report]) -> dict[str, Any]:
    """Return an annotation page with one annotation per statement."""
    items = []
    for statement in statements:
        report = reports.get(statement.doc)
        text = report.text if report else ""
        quotation = {"type": "TextQuoteSelector", "exact": statement.text}
        if report is not None:
            quotation |= {
                "prefix": text[max(0, statement.start - AROUND) : statement.start],
                "suffix": text[statement.end : statement.end + AROUND],
            }
        target: dict[str, Any] = {
            "source": (
                report.address if report and report.address else f"urn:treves:report:{quote(statement.doc, safe='')}"
            ),
            "selector": [
                {"type": "TextPositionSelector", "start": statement.start, "end": statement.end},
                quotation,
            ],
        }
        if report is not None:
            target["state"] = {"type": "TimeState", "treves:sha256": report.digest}
        items.append(
            {
                "id": f"urn:treves:statement:{quote(statement.name, safe='')}",
                "type": "Annotation",
                "motivation": "classifying",
                "body": {"type": "treves:Statement"} | {f"treves:{k}": v for k, v in values_of(statement).items()},
                "target": target,
            }
        )
    return {
        "@context": [CONTEXT, {"treves": "urn:treves:"}],
        "type": "AnnotationPage",
        "items": items,
    }


def from_web_annotations(
    page: Mapping[str, Any], reports: Mapping[str, Report], name: str = "annotations"
) -> list[Statement]:
    """Read statements from an annotation page or collection.

    A quotation that no longer stands at its position is looked for by its words and those around it; one that stands
    nowhere is an error.
    """
    items = page.get("items")
    if not isinstance(items, list):
        raise InterchangeError(f"{name}: no 'items'; right would be an AnnotationPage")
    found = []
    for number, given in enumerate(items, 1):
        where = f"{name}: annotation {number}"
        item = mapping_of(given, where)
        body = mapping_of(item.get("body"), f"{where}: body")
        values = {key.removeprefix("treves:"): value for key, value in body.items() if key.startswith("treves:")}
        target = mapping_of(item.get("target"), f"{where}: target")
        selectors = target.get("selector") or []
        selectors = selectors if isinstance(selectors, list) else [selectors]
        by_type = {str(selector.get("type")): selector for selector in (mapping_of(one, where) for one in selectors)}
        position, quotation = by_type.get("TextPositionSelector"), by_type.get("TextQuoteSelector")
        doc = text_of(values.get("doc") or unquote(str(target.get("source", "")).rsplit(":", 1)[-1]), f"{where}: doc")
        report = reports.get(doc)
        if position is not None:
            values |= {"start": position.get("start"), "end": position.get("end")}
        quoted = {part: text_of(quotation.get(part, ""), f"{where}: {part}") for part in PARTS} if quotation else {}
        if quotation is not None:
            values["text"] = quoted["exact"]
        ends = (whole_of(values.get(end, -1), f"{where}: {end}") for end in ("start", "end"))
        if report is not None and report.span(*ends) != values.get("text"):
            values |= _find_again(report, quoted, where)
        found.append(statement_from_values(values | {"doc": doc}, where))
    return found


def _find_again(report: Report, quotation: Mapping[str, str], where: str) -> dict[str, int]:
    exact = quotation.get("exact", "")
    around = quotation.get("prefix", "") + exact + quotation.get("suffix", "")
    at = report.text.find(around) if exact else -1
    start = at + len(quotation.get("prefix", "")) if at >= 0 else (report.text.find(exact) if exact else -1)
    if start < 0:
        raise InterchangeError(
            f"{where}: its words do not stand in {report.name}; right would be the text it was made for"
        )
    return {"start": start, "end": start + len(exact)}
