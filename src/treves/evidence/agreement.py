"""Agreement between two coders: Krippendorff's alpha per variable, span overlap, and where they differ."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from treves.evidence.scoring.pairing import LEAST_OVERLAP, Row, pair_rows

__all__ = ["Agreement", "Disagreement", "compare_coders", "krippendorff_alpha"]

Level = Literal["nominal", "ordinal", "interval"]
VARIABLES = ("actor", "about", "stance", "kind", "certainty", "source_type")


def krippendorff_alpha(ratings: Sequence[Sequence[Hashable | None]], level: Level = "nominal") -> float:
    """Return Krippendorff's alpha.

    Parameters
    ----------
    ratings : sequence of sequences
        ``[coder, unit]``; None where a coder did not code a unit. Numbers for ordinal and interval data.
    level : {'nominal', 'ordinal', 'interval'}
        Metric of the difference between two values.

    Returns
    -------
    float
        1 for perfect agreement, 0 for chance; NaN where no unit was coded twice or all values are the same.

    Notes
    -----
    Coincidence matrix as in K. Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability".
    """
    units = [[row[u] for row in ratings if row[u] is not None] for u in range(len(ratings[0]) if ratings else 0)]
    units = [unit for unit in units if len(unit) > 1]
    values = sorted({value for unit in units for value in unit}, key=lambda v: (str(type(v)), v))
    place = {value: i for i, value in enumerate(values)}
    matrix = np.zeros((len(values), len(values)))
    for unit in units:
        for i, one in enumerate(unit):
            for j, other in enumerate(unit):
                if i != j:
                    matrix[place[one], place[other]] += 1.0 / (len(unit) - 1)
    totals = matrix.sum(axis=1)
    n = totals.sum()
    if n <= 1:
        return float("nan")
    distance = _distances(values, totals, level)
    expected = (np.outer(totals, totals) - np.diag(totals)) / (n - 1)
    spread = float((expected * distance).sum())
    if spread == 0:
        return float("nan")
    return 1.0 - float((matrix * distance).sum()) / spread


def _distances(values: Sequence[Hashable], totals: np.ndarray, level: Level) -> np.ndarray:
    size = len(values)
    if level == "nominal":
        return 1.0 - np.eye(size)
    if level == "interval":
        numbers = np.array(values, dtype=float)
        return np.asarray((numbers[:, None] - numbers[None, :]) ** 2)
    distance = np.zeros((size, size))
    for i in range(size):
        for j in range(i + 1, size):
            distance[i, j] = distance[j, i] = (totals[i : j + 1].sum() - (totals[i] + totals[j]) / 2) ** 2
    return distance


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One paired unit on which the coders differ in one variable, or a row only one of them has."""

    doc: str
    start: int
    end: int
    variable: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of two coders.

    ``alphas`` are over the units both coded; ``span_overlap`` is the mean Jaccard index (0-1) of the code points of
    paired spans; ``unit_f1`` says how often both saw a statement in the same place.
    """

    alphas: Mapping[str, float]
    span_overlap: float
    unit_f1: float
    units: int
    disagreements: tuple[Disagreement, ...]


def compare_coders(first: Sequence[Row], second: Sequence[Row], least_overlap: float = LEAST_OVERLAP) -> Agreement:
    """Compare two codings of the same reports.

    Parameters
    ----------
    first, second : sequence of Row
    least_overlap : float
        Share of the shorter span that two rows must have in common to be one unit.
    """
    pairing = pair_rows(first, second, least_overlap)
    alphas = {}
    differing: list[Disagreement] = []
    for variable in VARIABLES:
        one = [str(getattr(first[i], variable)) for i, _ in pairing.pairs]
        other = [str(getattr(second[j], variable)) for _, j in pairing.pairs]
        alphas[variable] = krippendorff_alpha([one, other]) if pairing.pairs else float("nan")
        for (i, _), a, b in zip(pairing.pairs, one, other, strict=True):
            if a != b:
                differing.append(Disagreement(first[i].doc, first[i].start, first[i].end, variable, a, b))
    for side, rows, left in (("first", first, pairing.missed), ("second", second, pairing.extra)):
        for i in left:
            row = rows[i]
            told = f"{row.actor} / {row.about} / {row.stance}"
            differing.append(
                Disagreement(
                    row.doc,
                    row.start,
                    row.end,
                    "unit",
                    told if side == "first" else "",
                    told if side == "second" else "",
                )
            )
    overlaps = []
    for i, j in pairing.pairs:
        left_row, right_row = first[i], second[j]
        shared = max(0, min(left_row.end, right_row.end) - max(left_row.start, right_row.start))
        overlaps.append(shared / max(1, max(left_row.end, right_row.end) - min(left_row.start, right_row.start)))
    total = len(first) + len(second)
    return Agreement(
        alphas,
        float(np.mean(overlaps)) if overlaps else float("nan"),
        2 * len(pairing.pairs) / total if total else float("nan"),
        len(pairing.pairs),
        tuple(sorted(differing, key=lambda d: (d.doc, d.start, d.variable))),
    )
