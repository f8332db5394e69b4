"""Reading again: reviewed rows stay, open rows of the rules are found afresh, changed texts are flagged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from treves.evidence.report import Report
from treves.evidence.statement import CHANGED, Statement

__all__ = ["CHANGED", "Merged", "flag_changed", "merge_imported", "merge_statements"]

_BY_RULE = re.compile(r"[a-z]{2}\.[^/]+/\S+")
"""The rule ids of this house; a row by hand, by an assistant or from another program has none of them."""

SAME_WORDS = 0.5
"""Share of the shorter span in common from which one actor's word on one matter is the same finding."""


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

    A row someone accepted, edited or rejected stays as it is and bars the same finding from coming up again: the same
    actor on the same matter in the same words, wherever they moved. So do rows that no rule found (a coder's, an
    assistant's). If a row's words no longer stand where they stood it is flagged, and moved when they stand in one
    other place. Only open rows of the rules, in reports that were read again, are replaced.

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
        if row.review == "open" and _BY_RULE.fullmatch(row.rule) and row.doc in reports:
            dropped += row.name not in new_names
            continue
        checked = _check(row, reports)
        flagged += checked.is_changed and not row.is_changed
        kept.append(checked)
    known = {s.name for s in old}
    names, judged = {s.name for s in kept}, _Judged(kept)
    fresh = [s for s in found if s.name not in names and s not in judged]
    order = {s.name: i for i, s in enumerate(old)}
    last = len(order)
    rows = sorted([*kept, *fresh], key=lambda s: (s.doc, s.start, order.get(s.name, last), s.name))
    return Merged(tuple(rows), len(kept), sum(s.name not in known for s in fresh), dropped, flagged)


def merge_imported(old: Iterable[Statement], brought: Iterable[Statement], reports: Mapping[str, Report]) -> Merged:
    """Merge rows from another program into those of a case: decided rows stay, open ones give way to their namesakes.

    Parameters
    ----------
    old, brought : iterable of Statement
    reports : mapping of name to Report
    """
    rows, flagged = flag_changed(old, reports)
    by_name = {row.name: row for row in rows}
    kept = new = 0
    for row in brought:
        there = by_name.get(row.name)
        if there is not None and there.review != "open":
            kept += 1
            continue
        new += there is None
        by_name[row.name] = row
    return Merged(tuple(by_name.values()), kept, new, 0, flagged)


def flag_changed(rows: Iterable[Statement], reports: Mapping[str, Report]) -> tuple[list[Statement], int]:
    """Return the rows with changed texts flagged and moved ones moved, in the order given, and how many are flagged."""
    checked = [_check(row, reports) for row in rows]
    return checked, sum(row.is_changed for row in checked)


class _Judged:
    """What the kept rows have already said: actor and matter, by report."""

    def __init__(self, rows: Iterable[Statement]) -> None:
        self._rows: dict[tuple[str, str, str], list[Statement]] = {}
        for row in rows:
            self._rows.setdefault((row.doc, row.actor, row.about), []).append(row)

    def __contains__(self, found: Statement) -> bool:
        words = " ".join(found.text.split())
        for row in self._rows.get((found.doc, found.actor, found.about), ()):
            shared = min(row.end, found.end) - max(row.start, found.start)
            if not row.is_changed and shared >= SAME_WORDS * min(row.end - row.start, found.end - found.start):
                return True
            if " ".join(row.text.split()) == words:
                return True
        return False


def _check(row: Statement, reports: Mapping[str, Report]) -> Statement:
    report = reports.get(row.doc)
    if report is None:
        return row
    if report.span(row.start, row.end) == row.text:
        return _unflagged(row)
    if row.text and report.text.count(row.text) == 1:
        start = report.text.index(row.text)
        return _unflagged(replace(row, start=start, end=start + len(row.text)))
    if row.is_changed:
        return row
    return replace(row, note=f"{row.note}; {CHANGED}".strip("; "))


def _unflagged(row: Statement) -> Statement:
    """Take the flag off where the words stand in the report again."""
    if not row.is_changed:
        return row
    return replace(row, note="; ".join(part for part in row.note.split("; ") if part != CHANGED))
