"""The measures: span, actor, matter, stance, certainty, source and time, each with a bootstrap interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from treves.evidence.scoring.pairing import LEAST_OVERLAP, Row, is_same_actor, pair_rows

__all__ = ["Measure", "Score", "score_rows"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure with its 95 % bootstrap interval and the number of rows it rests on."""

    name: str
    value: float
    low: float
    high: float
    rows: int


@dataclass(frozen=True, slots=True)
class Score:
    """All measures, and the settings they were made with."""

    measures: tuple[Measure, ...]
    coded: int
    found: int
    tier: str
    least_overlap: float
    draws: int

    def __getitem__(self, name: str) -> Measure:
        """Return a measure by name."""
        for measure in self.measures:
            if measure.name == name:
                return measure
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class _Item:
    """One coded row with its partner (or none), or one found row without a partner."""

    coded: Row | None
    found: Row | None


def score_rows(
    coded: Sequence[Row],
    found: Sequence[Row],
    *,
    rng: np.random.Generator,
    tier: str = "core",
    least_overlap: float = LEAST_OVERLAP,
    draws: int = 1000,
) -> Score:
    """Score found rows against coded ones.

    With ``tier="core"`` coded context rows are neither asked for nor held against: a found row whose best partner is a
    context row is set aside. F1 of a combination counts a pair when all its parts agree. Accuracies are over
    the pairs whose actor agrees. Intervals: percentile bootstrap over rows (Efron 1979), 95 %.

    Parameters
    ----------
    coded, found : sequence of Row
    rng : numpy.random.Generator
    tier : {'core', 'all'}
    least_overlap : float
        Share (0-1) of the shorter span.
    draws : int
        Bootstrap draws.
    """
    pairing = pair_rows(coded, found, least_overlap)
    items: list[_Item] = []
    for i, j in pairing.pairs:
        if tier == "all" or coded[i].tier == "core":
            items.append(_Item(coded[i], found[j]))
    items.extend(_Item(coded[i], None) for i in pairing.missed if tier == "all" or coded[i].tier == "core")
    items.extend(
        _Item(None, found[j]) for j in pairing.extra if tier == "all" or not _is_context(found[j], coded, least_overlap)
    )
    named: list[tuple[str, Callable[[Sequence[_Item]], tuple[float, int]]]] = [
        ("span_f1", lambda rows: _f1(rows, lambda _c, _f: True)),
        ("actor_f1", lambda rows: _f1(rows, is_same_actor)),
        ("actor_about_f1", lambda rows: _f1(rows, lambda c, f: is_same_actor(c, f) and c.about == f.about)),
        ("actor_about_stance_f1", lambda rows: _f1(rows, _is_same_stance)),
        ("actor_precision", _precision),
        ("actor_recall", _recall),
        ("about_accuracy", lambda rows: _accuracy(rows, lambda c, f: c.about == f.about)),
        ("stance_accuracy", lambda rows: _accuracy(rows, lambda c, f: c.stance == f.stance)),
        ("certainty_accuracy", lambda rows: _accuracy(rows, lambda c, f: c.certainty == f.certainty)),
        ("source_type_accuracy", lambda rows: _accuracy(rows, lambda c, f: c.source_type == f.source_type)),
        ("kind_accuracy", lambda rows: _accuracy(rows, lambda c, f: c.kind == f.kind)),
    ]
    samples = [rng.integers(0, len(items), len(items)) for _ in range(draws)] if items else []
    measures = []
    for name, measure in named:
        value, rows = measure(items)
        drawn = [measure([items[k] for k in sample])[0] for sample in samples]
        low, high = np.nanquantile(drawn, [0.025, 0.975]) if drawn and not np.all(np.isnan(drawn)) else (np.nan, np.nan)
        measures.append(Measure(name, value, float(low), float(high), rows))
    measures.append(_time(coded, found, tier, rng, draws))
    considered = sum(1 for item in items if item.coded is not None)
    return Score(
        tuple(measures),
        considered,
        sum(1 for item in items if item.found is not None),
        tier,
        least_overlap,
        draws,
    )


def _is_context(row: Row, coded: Sequence[Row], least_overlap: float) -> bool:
    touching = [
        c
        for c in coded
        if c.doc == row.doc
        and min(c.end, row.end) - max(c.start, row.start) >= least_overlap * min(c.end - c.start, row.end - row.start)
    ]
    return bool(touching) and all(c.tier != "core" for c in touching)


def _is_same_stance(c: Row, f: Row) -> bool:
    return is_same_actor(c, f) and c.about == f.about and c.stance == f.stance


def _hits(rows: Sequence[_Item], agree: Callable[[Row, Row], bool]) -> int:
    return sum(1 for r in rows if r.coded is not None and r.found is not None and agree(r.coded, r.found))


def _f1(rows: Sequence[_Item], agree: Callable[[Row, Row], bool]) -> tuple[float, int]:
    coded, found = sum(r.coded is not None for r in rows), sum(r.found is not None for r in rows)
    return (2 * _hits(rows, agree) / (coded + found) if coded + found else float("nan")), coded


def _precision(rows: Sequence[_Item]) -> tuple[float, int]:
    found = sum(r.found is not None for r in rows)
    return (_hits(rows, is_same_actor) / found if found else float("nan")), found


def _recall(rows: Sequence[_Item]) -> tuple[float, int]:
    coded = sum(r.coded is not None for r in rows)
    return (_hits(rows, is_same_actor) / coded if coded else float("nan")), coded


def _accuracy(rows: Sequence[_Item], agree: Callable[[Row, Row], bool]) -> tuple[float, int]:
    pairs = [
        (r.coded, r.found)
        for r in rows
        if r.coded is not None and r.found is not None and is_same_actor(r.coded, r.found)
    ]
    return (sum(agree(c, f) for c, f in pairs) / len(pairs) if pairs else float("nan")), len(pairs)


def _time(coded: Sequence[Row], found: Sequence[Row], tier: str, rng: np.random.Generator, draws: int) -> Measure:
    """Share of the datable expressions (each counted once) whose interval was found."""
    wanted: dict[tuple[str, tuple[int, int] | None, str, str], bool] = {}
    for row in coded:
        if tier != "all" and row.tier != "core":
            continue
        for span, first, last in row.times:
            wanted[row.doc, span, first, last] = any(
                f.doc == row.doc and _has_time(f, row, span, first, last) for f in found
            )
    hits = np.array(list(wanted.values()), dtype=float)
    if not hits.size:
        return Measure("time_accuracy", float("nan"), float("nan"), float("nan"), 0)
    drawn = [hits[rng.integers(0, hits.size, hits.size)].mean() for _ in range(draws)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Measure("time_accuracy", float(hits.mean()), float(low), float(high), int(hits.size))


def _has_time(f: Row, row: Row, span: tuple[int, int] | None, first: str, last: str) -> bool:
    for other, a, b in f.times:
        if (a, b) != (first, last):
            continue
        if span is not None and other is not None:
            if other[0] < span[1] and span[0] < other[1]:
                return True
        elif min(f.end, row.end) > max(f.start, row.start):
            return True
    return False
