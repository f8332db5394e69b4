"""JSON Lines: one finding per line, everything kept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from treves.evidence.finding import Finding, Span
from treves.evidence.interchange.values import InterchangeError, statement_from_values, values_of

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
        except json.JSONDecodeError as error:
            raise InterchangeError(f"{name}:{number}: {error}; right would be one JSON object per line") from None
        if not isinstance(record, dict):
            raise InterchangeError(f"{name}:{number}: {type(record).__name__}; right would be a JSON object")
        trace = record.get("trace") or {}
        times = trace.get("times", [])
        found.append(
            Finding(
                statement_from_values(record, f"{name}:{number}"),
                trace.get("actor_mention", ""),
                _span(trace["actor_span"]) if trace.get("actor_span") else None,
                tuple(_span(s) for s in trace.get("cue_spans", ())),
                tuple(_span(s) for s in trace.get("hedge_spans", ())),
                trace.get("quote_type", "narration"),
                tuple(_span(t["span"]) for t in times),
                tuple(t["expression"] for t in times),
                tuple(t["from"] for t in times),
                tuple(t["to"] for t in times),
                tuple(t["role"] for t in times),
                trace.get("resolution", ""),
            )
        )
    return found


def _span(pair: list[int]) -> Span:
    return int(pair[0]), int(pair[1])
