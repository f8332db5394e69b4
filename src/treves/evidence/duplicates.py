"""The same news twice: near-duplicate and syndicated reports, by shared word shingles.

Containment of hashed five-word shingles (Broder 1997, "On the resemblance and containment of documents"): a wire
item inside a longer story is found too. Both reports stay; statements of one family carry one ``event``, and
:func:`treves.evidence.unite_statements` counts them once.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from treves.evidence.masks import find_masks
from treves.evidence.report import Report
from treves.evidence.statement import Statement

__all__ = ["LEAST_CONTAINMENT", "Family", "containment", "find_families", "mark_events"]

SHINGLE_WORDS = 5
LEAST_CONTAINMENT = 0.5
"""Share of the shorter report's shingles that the longer one holds too; other reports on one topic stay under 0.1."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Family:
    """Reports that carry the same news; ``event`` is named after the first published."""

    event: str
    reports: tuple[str, ...]
    containment: float


def _shingles(report: Report) -> frozenset[int]:
    masks = find_masks(report)
    text, at, pieces = report.text, report.body_start, []
    for mask in masks:
        pieces.append(text[at : max(at, mask.start)])
        at = max(at, mask.end)
    pieces.append(text[at:])
    words = [word.lower() for word in _WORD.findall(" ".join(pieces))]
    return frozenset(
        zlib.crc32(" ".join(words[i : i + SHINGLE_WORDS]).encode("utf-8", "surrogatepass"))
        for i in range(max(1, len(words) - SHINGLE_WORDS + 1))
    )


def containment(one: Report, other: Report) -> float:
    """Return the share (0-1) of the shorter report's shingles that the other holds."""
    a, b = _shingles(one), _shingles(other)
    return len(a & b) / max(1, min(len(a), len(b)))


def find_families(reports: Sequence[Report], least: float = LEAST_CONTAINMENT) -> tuple[Family, ...]:
    """Find the groups of reports that carry the same news.

    Parameters
    ----------
    reports : sequence of Report
    least : float
        Containment (0-1) from which two reports are the same news; families are closed under it.
    """
    shingles = [_shingles(report) for report in reports]
    where: dict[int, list[int]] = defaultdict(list)
    for i, marks in enumerate(shingles):
        for mark in marks:
            where[mark].append(i)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for holders in where.values():
        if 1 < len(holders) <= 200:  # a shingle in more reports than that is a stock phrase
            for k, i in enumerate(holders):
                for j in holders[k + 1 :]:
                    shared[i, j] += 1
    parent = list(range(len(reports)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    strength: dict[int, float] = {}
    close = [(count / max(1, min(len(shingles[i]), len(shingles[j]))), i, j) for (i, j), count in shared.items()]
    for value, i, j in sorted(close, reverse=True):
        if value >= least:
            a, b = root(i), root(j)
            parent[b] = a
            strength[a] = min(strength.get(a, 1.0), strength.get(b, 1.0), value)
    groups: dict[int, list[int]] = defaultdict(list)
    for i in range(len(reports)):
        groups[root(i)].append(i)
    families = []
    for key, members in groups.items():
        if len(members) > 1:
            ordered = sorted(members, key=lambda i: (reports[i].published_on, reports[i].name))
            names = tuple(reports[i].name for i in ordered)
            families.append(Family(f"news:{names[0]}", names, strength[key]))
    return tuple(sorted(families, key=lambda family: family.event))


def mark_events(statements: Iterable[Statement], families: Iterable[Family]) -> list[Statement]:
    """Give the statements of each family its event, where they have none of their own."""
    event_of: Mapping[str, str] = {name: family.event for family in families for name in family.reports}
    return [
        replace(statement, event=event_of[statement.doc])
        if statement.doc in event_of and not statement.event
        else statement
        for statement in statements
    ]
