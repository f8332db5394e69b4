"""Pair coded rows with found rows: same report, overlapping span, then the pairing that agrees most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

__all__ = ["LEAST_OVERLAP", "Pairing", "Row", "is_same_actor", "pair_rows", "row_of"]

LEAST_OVERLAP = 0.5
"""Share of the shorter span that both must have in common to be about the same words."""


@dataclass(frozen=True, slots=True)
class Row:
    """One coded or found row, as far as scoring looks at it; times are ``(span, from, to)``."""

    doc: str
    start: int
    end: int
    actor: str
    actor_type: str
    about: str
    stance: str
    certainty: str
    source_type: str
    kind: str = ""
    tier: str = "core"
    times: tuple[tuple[tuple[int, int] | None, str, str], ...] = ()


def row_of(record: Mapping[str, str]) -> Row:
    """Read a row from a table with the columns of the codebook; columns that are absent count as empty.

    ``source_type`` is ``self`` wherever the source is the actor, however the table says it.
    """
    starts = (record.get("time_from") or "").split("|")
    ends = (record.get("time_to") or "").split("|")
    cells = (record.get("time_spans") or "").split("|")
    times = []
    for i in range(max(len(starts), len(ends))):
        first = starts[i] if i < len(starts) else ""
        last = ends[i] if i < len(ends) else ""
        cell = cells[i] if i < len(cells) else ""
        a, _, b = cell.partition(":")
        span = (int(a), int(b)) if a.isdigit() and b.isdigit() else None
        if first or last:
            times.append((span, first, last))
    source_type = record.get("source_type", "")
    if record.get("source", "") == record["actor"] and source_type not in {"journalist", "anonymous"}:
        source_type = "self"
    return Row(
        doc=record["doc"],
        start=int(record["start"]),
        end=int(record["end"]),
        actor=record["actor"],
        actor_type=record.get("actor_type", ""),
        about=record["about"],
        stance=record["stance"],
        certainty=record.get("certainty", ""),
        source_type=source_type,
        kind=record.get("kind", ""),
        tier=record.get("tier") or "core",
        times=tuple(times),
    )


@dataclass(frozen=True)
class Pairing:
    """Pairs of indices (coded, found), and what is left on either side."""

    pairs: tuple[tuple[int, int], ...]
    missed: tuple[int, ...]
    extra: tuple[int, ...]


def is_same_actor(one: Row, other: Row) -> bool:
    """Whether two rows name the same actor, case and articles aside."""
    return _bare(one.actor) == _bare(other.actor)


def _bare(name: str) -> str:
    words = name.casefold().replace("’", "'").split()
    return " ".join(word for word in words if word not in {"de", "het", "een", "the", "a", "an"})


def _overlap(one: Row, other: Row) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0.0, shared / max(1, min(one.end - one.start, other.end - other.start)))


def pair_rows(coded: Sequence[Row], found: Sequence[Row], least_overlap: float = LEAST_OVERLAP) -> Pairing:
    """Pair rows so that agreement on actor, then matter, then stance, then span is largest (assignment problem)."""
    pairs: list[tuple[int, int]] = []
    docs = sorted({row.doc for row in coded} & {row.doc for row in found})
    for doc in docs:
        left = [i for i, row in enumerate(coded) if row.doc == doc]
        right = [j for j, row in enumerate(found) if row.doc == doc]
        worth = np.zeros((len(left), len(right)))
        for a, i in enumerate(left):
            for b, j in enumerate(right):
                overlap = _overlap(coded[i], found[j])
                if overlap >= least_overlap:
                    same = is_same_actor(coded[i], found[j])
                    about = coded[i].about == found[j].about
                    stance = coded[i].stance == found[j].stance
                    worth[a, b] = 1 + 100 * same + 10 * about + 5 * stance + overlap
        chosen_left, chosen_right = linear_sum_assignment(-worth)
        for row, column in zip(chosen_left.tolist(), chosen_right.tolist(), strict=True):
            if worth[row, column] > 0:
                pairs.append((left[row], right[column]))
    taken_left, taken_right = {i for i, _ in pairs}, {j for _, j in pairs}
    return Pairing(
        tuple(sorted(pairs)),
        tuple(i for i in range(len(coded)) if i not in taken_left),
        tuple(j for j in range(len(found)) if j not in taken_right),
    )
