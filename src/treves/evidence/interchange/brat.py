"""brat standoff: one text-bound annotation per statement, its fields as attributes and a note.

A ``.ann`` file stands beside the report's text. brat cuts a span at line ends (``T1<TAB>Statement 0 5;6 9``), so a
statement over several lines becomes a discontinuous annotation and is joined again on reading.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from treves.evidence.interchange.values import InterchangeError, mapping_of, statement_from_values, values_of, whole_of
from treves.evidence.report import Report
from treves.evidence.statement import Statement

__all__ = ["read_brat", "write_brat"]

_CHOICES = ("stance", "kind", "certainty", "review")
_BOUND = re.compile(r"T(\d+)\tStatement ([\d ;]+)\t")


def write_brat(statements: Iterable[Statement], report: Report) -> str:
    """Return the ``.ann`` text for the statements of one report.

    What brat can show as attributes (stance, kind, certainty, review) is; everything is kept in a note (JSON).
    """
    lines = []
    for number, statement in enumerate((s for s in statements if s.doc == report.name), 1):
        pieces = _pieces(report.text, statement.start, statement.end)
        offsets = ";".join(f"{a} {b}" for a, b in pieces)
        shown = " ".join(report.text[a:b] for a, b in pieces)
        lines.append(f"T{number}\tStatement {offsets}\t{shown}")
        lines.extend(
            f"A{number * 10 + k}\t{name.capitalize()} T{number} {getattr(statement, name)}"
            for k, name in enumerate(_CHOICES)
        )
        lines.append(f"#{number}\tAnnotatorNotes T{number}\t{json.dumps(values_of(statement), ensure_ascii=True)}")
    return "".join(line + "\n" for line in lines)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found, at = [], start
    for match in re.finditer(r"[\r\n\t]+", text[start:end]):
        if match.start() + start > at:
            found.append((at, match.start() + start))
        at = match.end() + start
    if at < end:
        found.append((at, end))
    return found or [(start, end)]


def read_brat(annotations: str, report: Report, name: str = "") -> list[Statement]:
    """Read statements from a ``.ann`` file; attributes changed in brat win over the note, offsets over both."""
    name = name or f"{report.name}.ann"
    spans: dict[str, tuple[int, int]] = {}
    notes: dict[str, dict[str, object]] = {}
    changed: dict[str, dict[str, str]] = {}
    for number, line in enumerate(annotations.split("\n"), 1):
        if match := _BOUND.match(line):
            places = [whole_of(n, f"{name}:{number}: an offset") for n in re.findall(r"[0-9]+", match[2])]
            if not places:
                raise InterchangeError(f"{name}:{number}: no offsets; right would be two numbers")
            spans[f"T{match[1]}"] = (places[0], places[-1])
        elif line.startswith("#"):
            parts = line.split("\t", 2)
            if len(parts) == 3 and parts[1].startswith("AnnotatorNotes "):
                try:
                    note = mapping_of(json.loads(parts[2]), f"{name}:{number}: the note")
                    notes[parts[1].split(" ")[1]] = dict(note)
                except (ValueError, RecursionError):
                    raise InterchangeError(
                        f"{name}:{number}: a note that is no JSON; right would be the note as written"
                    ) from None
        elif line.startswith("A"):
            parts = line.split("\t", 1)[-1].split(" ")
            if len(parts) == 3:
                changed.setdefault(parts[1], {})[parts[0].lower()] = parts[2]
    found = []
    for key, (start, end) in spans.items():
        values: dict[str, object] = {**notes.get(key, {}), **changed.get(key, {})}
        text = report.span(start, end)
        if not text:
            raise InterchangeError(
                f"{name}: {key} spans {start} to {end}, and the report has {len(report.text)} characters"
            )
        values |= {"doc": report.name, "start": start, "end": end, "text": text}
        values.setdefault("published_on", report.published_on.isoformat())
        found.append(statement_from_values(values, f"{name}: {key}"))
    return found
