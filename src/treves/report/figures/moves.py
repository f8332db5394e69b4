"""What a move buys: by how much one party's step on one issue changes the chance of a deal."""

from __future__ import annotations

from dataclasses import dataclass

from treves.report.figures.figure import Figure, Table, at
from treves.report.typeset import change
from treves.report.words import move_words
from treves.study.findings import Findings, Move

__all__ = ["Bar", "Picture", "bars_of", "moves_figure"]

SHOWN = 12
LEAST = 0.02  # the axis ends no nearer than two points: noise must not look like a finding


@dataclass(frozen=True)
class Bar:
    """A change on either side of nothing, in SVG percentages."""

    x: str
    width: str
    is_up: bool
    other: str
    value: str
    label: str
    issue: str


@dataclass(frozen=True)
class Picture:
    """Bars, where nothing stands, and the ends of the axis."""

    bars: tuple[Bar, ...]
    zero: str
    start: str
    end: str


def bars_of(values: list[tuple[float, float]]) -> tuple[list[tuple[str, str, str]], str, tuple[float, float]]:
    """Lay out pairs of changes: per pair the bar's start and width and the other's place; the zero; the axis."""
    flat = [value for pair in values for value in pair]
    high = max(LEAST, *flat)
    low = min(0.0, *flat)
    if low < 0:
        low = min(low, -LEAST / 2)
    told = []
    for value, other in values:
        start, end = sorted((0.0, value))
        width = (end - start) / (high - low) * 100
        told.append((at(start, low, high), f"{width:.2f}%", at(other, low, high)))
    return told, at(0.0, low, high), (low, high)


def moves_figure(findings: Findings) -> Figure | None:
    """Draw the moves that add most; None where none was worked out."""
    ranked = sorted(findings.moves, key=lambda move: -move.deal_exists_change)
    if not ranked:
        return None
    shown = ranked[:SHOWN]
    placed, zero, (low, high) = bars_of([(move.deal_exists_change, move.best_deal_change) for move in shown])
    labels = {issue.name: issue.label for issue in findings.facts.issues}
    return Figure(
        name="moves",
        title="What a move would buy",
        note="Bar: change, in percentage points, of the chance that some deal exists if this party alone moved and all else "
        "stayed. Open dot: the same for the most acceptable package."
        + (f" Shown: the {len(shown)} of {len(ranked)} moves that add most; the table has all." if len(ranked) > SHOWN else ""),
        description=" ".join(f"{move_words(findings.facts, move)}: {change(move.deal_exists_change)} points." for move in shown),
        template="moves.html",
        picture=Picture(
            tuple(
                Bar(x, width, move.deal_exists_change > 0, other, change(move.deal_exists_change), *_told(findings, move, labels))
                for move, (x, width, other) in zip(shown, placed, strict=True)
            ),
            zero,
            change(low) if low < 0 else "",
            change(high),
        ),
        table=Table(
            "What moves buy, in percentage points",
            ("Move", "Some deal exists", "Most acceptable package"),
            tuple(
                (move_words(findings.facts, move), change(move.deal_exists_change), change(move.best_deal_change))
                for move in ranked
            ),
        ),
        columns=("party", "issue", "move", "deal_exists_change", "best_deal_change"),
        rows=[(move.party, move.issue, move.move, move.deal_exists_change, move.best_deal_change) for move in ranked],
        case=findings.case,
    )


def _told(findings: Findings, move: Move, labels: dict[str, str]) -> tuple[str, str]:
    words = move_words(findings.facts, move)
    head, tail = f"{findings.facts.parties[move.party]} ", f", on: {labels[move.issue]}"
    return f"{move.party} {words.removeprefix(head).removesuffix(tail)}", labels[move.issue]
