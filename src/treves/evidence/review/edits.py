"""What a person types into a row, made whole and checked against its report before it counts."""

from __future__ import annotations

from collections.abc import Mapping

from treves.errors import TrevesError
from treves.evidence.report import Report
from treves.evidence.statement import CHANGED, Statement

__all__ = ["check_edit"]


def check_edit(row: Statement, changes: Mapping[str, str], report: Report | None) -> dict[str, str]:
    """Return the changes with offsets and text in step.

    New offsets bring the text that stands there; a new text brings the offsets at which it stands, the nearest to the
    old ones where it stands more than once.

    Raises
    ------
    TrevesError
        When offsets are no whole numbers or no span of the report, or the text does not stand in it.
    """
    made = dict(changes)
    if report is None or not {"start", "end", "text"} & set(made):
        return made
    if "start" in made or "end" in made:
        try:
            start, end = int(made.get("start", row.start)), int(made.get("end", row.end))
        except ValueError:
            raise TrevesError("start and end must be whole numbers") from None
        text = report.span(start, end)
        if not text or start < report.body_start:
            raise TrevesError(
                f"{start}:{end} is no span of {row.doc}; right would be within {report.body_start}:{len(report.text)}"
            )
        if "text" in made and made["text"] != text:
            raise TrevesError(f"at {start}:{end} stands {text!r}; give the offsets or the text, not both")
    else:
        text = made["text"]
        places, at = [], report.text.find(text, report.body_start) if text else -1
        while at >= 0:
            places.append(at)
            at = report.text.find(text, at + 1)
        if not places:
            raise TrevesError(f"{text!r} does not stand in {row.doc}; right would be its words to the letter")
        start = min(places, key=lambda place: abs(place - row.start))
        end = start + len(text)
    if row.is_changed and "note" not in made:
        kept = [part for part in row.note.split("; ") if part and part != CHANGED]
        made["note"] = "; ".join([*kept, f"the text was {row.text!r}"])
    return made | {"start": str(start), "end": str(end), "text": text}
