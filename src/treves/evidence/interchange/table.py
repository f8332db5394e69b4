"""CSV: the columns of a case's statements.csv, and the trace beside them where it is asked for."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from treves.evidence.finding import Finding, Span
from treves.evidence.interchange.values import FIELDS, InterchangeError, statement_from_values, values_of
from treves.evidence.statement import Statement

__all__ = [
    "STATEMENT_COLUMNS",
    "TRACE_COLUMNS",
    "findings_to_csv",
    "statements_from_csv",
    "statements_to_csv",
]

STATEMENT_COLUMNS = ("id", *(name for name in FIELDS if name not in {"name", "published_on"}))
TRACE_COLUMNS = (
    "pub_date", "actor_mention", "actor_span", "cue_spans", "hedge_spans", "quote_type",
    "time_expr", "time_spans", "time_froms", "time_tos", "time_role", "resolution",
)  # fmt: skip


def _spans(spans: Iterable[Span]) -> str:
    return "|".join(f"{a}:{b}" for a, b in spans)


def _row(statement: Statement) -> dict[str, str]:
    values = values_of(statement)
    values["id"] = values.pop("name")
    return {name: str(value) for name, value in values.items()}


def _table(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    """Write rows; all is quoted where a field holds a bare carriage return, which the csv module would leave bare."""
    is_bare = any("\r" in value for row in rows for value in row.values())
    out = io.StringIO(newline="")
    quoting: Literal[0, 1] = csv.QUOTE_ALL if is_bare else csv.QUOTE_MINIMAL
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n", quoting=quoting)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def statements_to_csv(statements: Iterable[Statement]) -> str:
    """Return statements as the text of a case's ``statements.csv``; offsets and spans survive a round trip."""
    return _table(STATEMENT_COLUMNS, [_row(statement) for statement in statements])


def findings_to_csv(findings: Iterable[Finding]) -> str:
    """Return findings with their trace, for scoring and for a look behind a row."""
    rows = []
    for finding in findings:
        row = _row(finding.statement)
        row |= {
            "pub_date": finding.statement.published_on.isoformat(),
            "actor_mention": finding.actor_mention,
            "actor_span": _spans([finding.actor_span]) if finding.actor_span else "",
            "cue_spans": _spans(finding.cue_spans),
            "hedge_spans": _spans(finding.hedge_spans),
            "quote_type": finding.quote_type,
            "time_expr": "|".join(finding.time_exprs),
            "time_spans": _spans(finding.time_spans),
            "time_froms": "|".join(finding.time_froms),
            "time_tos": "|".join(finding.time_tos),
            "time_role": "|".join(finding.time_roles),
            "resolution": finding.resolution,
        }
        rows.append(row)
    return _table((*STATEMENT_COLUMNS, *TRACE_COLUMNS), rows)


def _records(reader: csv.DictReader[str], name: str) -> Iterator[dict[str, str | None]]:
    try:
        yield from reader
    except csv.Error as error:
        raise InterchangeError(f"{name}:{reader.line_num}: {error}; right would be a table of statements") from None


def statements_from_csv(
    text: str, name: str = "statements.csv", published: Mapping[str, date] | None = None
) -> list[Statement]:
    """Read statements; ``published`` gives each report's day, which the table does not repeat."""
    published = published or {}
    found = []
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    try:
        missing = {"doc", "start", "end", "actor", "about", "stance"} - set(reader.fieldnames or ())
    except csv.Error as error:
        raise InterchangeError(f"{name}:1: {error}; right would be a header in one line") from None
    if missing:
        raise InterchangeError(
            f"{name}: no column {', '.join(sorted(missing))}; right would be {','.join(STATEMENT_COLUMNS)}"
        )
    for row in _records(reader, name):
        values = {key: value for key, value in row.items() if key and value is not None}
        if "doc" not in values:
            raise InterchangeError(
                f"{name}:{reader.line_num}: a row without a doc; right would be as wide as the header"
            )
        values["name"] = values.pop("id", "") or values.get("claim_id", "") or f"{values['doc']}:{reader.line_num}"
        day = published.get(values["doc"])
        values["published_on"] = values.get("pub_date") or (day.isoformat() if day else "")
        values.setdefault("party", "")
        found.append(statement_from_values(values, f"{name}:{reader.line_num}"))
    return found
