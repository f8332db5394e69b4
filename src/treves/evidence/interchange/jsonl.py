"""JSON Lines: one finding per line, everything kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from treves.evidence.finding import Finding, Span
from treves.evidence.interchange.values import (
    InterchangeError,
    list_of,
    mapping_of,
    statement_from_values,
    text_of,
    values_of,
    whole_of,
)

__all__ = ["findings_from_jsonl", "findings_to_jsonl"]


def findings_to_jsonl(findings: Iterable[Finding]) -> str:
    """Return findings as JSON Lines."""
    return "".join(json.dumps(_record(f), ensure_ascii=True, allow_nan=False) + "\n" for f in findings)


def _record(finding: Finding) -> dict[str, Any]:
    times = zip(
        finding.time_spans,
        finding.time_exprs,
        finding.time_froms,
        finding.time_tos,
        finding.time_roles,
        strict=True,
    )
    return values_of(finding.statement) | {
        "trace": {
            "actor_mention": finding.actor_mention,
            "actor_span": list(finding.actor_span) if finding.actor_span else None,
            "cue_spans": [list(span) for span in finding.cue_spans],
            "hedge_spans": [list(span) for span in finding.hedge_spans],
            "quote_type": finding.quote_type,
            "times": [
                {"span": list(span), "expression": text, "from": first, "to": last, "role": role}
                for span, text, first, last, role in times
            ],
            "resolution": finding.resolution,
        }
    }


def findings_from_jsonl(text: str, name: str = "statements.jsonl") -> list[Finding]:
    """Read findings back; a line of which only the statement is there is read without a trace."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            why = error if isinstance(error, json.JSONDecodeError) else "a number too long, or nested too deep"
            raise InterchangeError(f"{name}:{number}: {why}; right would be one JSON object per line") from None
        if not isinstance(record, dict):
            raise InterchangeError(f"{name}:{number}: {type(record).__name__}; right would be a JSON object")
        found.append(_finding(record, f"{name}:{number}"))
    return found


def _finding(record: Mapping[str, Any], where: str) -> Finding:
    trace = mapping_of(record.get("trace"), f"{where}: trace")
    times = [mapping_of(one, f"{where}: a time") for one in list_of(trace.get("times"), f"{where}: times")]

    def text(name: str, default: str = "") -> str:
        return text_of(trace.get(name, default), f"{where}: {name}")

    def spans(name: str) -> tuple[Span, ...]:
        return tuple(_span(pair, f"{where}: {name}") for pair in list_of(trace.get(name), f"{where}: {name}"))

    def of_times(name: str) -> tuple[str, ...]:
        return tuple(text_of(one.get(name), f"{where}: {name} of a time") for one in times)

    return Finding(
        statement_from_values(record, where),
        text("actor_mention"),
        _span(trace["actor_span"], f"{where}: actor_span") if trace.get("actor_span") else None,
        spans("cue_spans"),
        spans("hedge_spans"),
        text("quote_type", "narration"),
        tuple(_span(one.get("span"), f"{where}: span of a time") for one in times),
        of_times("expression"),
        of_times("from"),
        of_times("to"),
        of_times("role"),
        text("resolution"),
    )


def _span(pair: Any, where: str) -> Span:
    ends = list_of(pair, where)
    if len(ends) != 2:
        raise InterchangeError(f"{where} has {len(ends)} entries; right would be two offsets")
    return whole_of(ends[0], where), whole_of(ends[1], where)
