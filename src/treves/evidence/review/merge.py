"""Reading again: reviewed rows stay, open rows are found afresh, changed texts are flagged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from treves.evidence.report import Report
from treves.evidence.statement import Statement

__all__ = ["CHANGED", "Merged", "merge_statements"]

CHANGED = "text changed since review"


@dataclass(frozen=True, slots=True)
class Merged:
    """The rows after reading again, and how many were kept, new, dropped (open, no longer found) and flagged."""

    statements: tuple[Statement, ...]
    kept: int
    new: int
    dropped: int
    flagged: int


def merge_statements(old: Iterable[Statement], found: Iterable[Statement], reports: Mapping[str, Report]) -> Merged:
    """Merge newly found rows into those of a case.

    A row someone accepted, edited or rejected stays as it is and bars the same finding from coming up again; if its
    words no longer stand where they stood it is flagged, and moved when they stand in one other place. Rows by hand
    (without a rule) stay too. Only rows of reports that were read again are replaced.

    Parameters
    ----------
    old, found : iterable of Statement
    reports : mapping of name to Report
        The reports as they are now.
    """
    old, found = list(old), list(found)
    kept: list[Statement] = []
    flagged = dropped = 0
    new_names = {s.name for s in found}
    for row in old:
        is_decided = row.review != "open" or not row.rule
        if not is_decided and row.doc in reports:
            dropped += row.name not in new_names
            continue
        checked = _check(row, reports)
        flagged += CHANGED in checked.note and CHANGED not in row.note
        kept.append(checked)
    barred = {s.name for s in kept} | {_identity(s) for s in kept}
    fresh = [s for s in found if s.name not in barred and _identity(s) not in barred]
    known = {s.name for s in old}
    rows = sorted([*kept, *fresh], key=lambda s: (s.doc, s.start, s.name))
    return Merged(tuple(rows), len(kept), sum(s.name not in known for s in fresh), dropped, flagged)


def _identity(s: Statement) -> tuple[str, str, str, str]:
    """Return what makes two rows the same: actor, matter and words, wherever the words moved."""
    return s.doc, " ".join(s.text.split()), s.actor, s.about


def _check(row: Statement, reports: Mapping[str, Report]) -> Statement:
    report = reports.get(row.doc)
    if report is None or report.span(row.start, row.end) == row.text:
        return row
    if row.text and report.text.count(row.text) == 1:
        start = report.text.index(row.text)
        return replace(row, start=start, end=start + len(row.text))
    if CHANGED in row.note:
        return row
    return replace(row, note=f"{row.note}; {CHANGED}".strip("; "))
