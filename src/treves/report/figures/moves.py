"""What a move buys: by how much one party's step on one issue changes the chance of a deal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from treves.report.figures.figure import Figure, Table, at
from treves.report.typeset import change, change_range
from treves.report.words import move_words
from treves.study.findings import Findings, Move, Quantity

__all__ = ["Bar", "Laid", "Picture", "bars_of", "moves_figure"]

SHOWN = 12
FEWEST = 5
WORTH_SHOWING = 0.005
MOVES = {
    "ideal_down_10": "ideal 10 points down",
    "ideal_up_10": "ideal 10 points up",
    "reach_wider_5": "reach 5 points wider",
    "red_line_given_up": "red line given up",
}
WHAT = ("some_deal", "some_deal_low", "some_deal_high", "best_deal", "best_deal_low", "best_deal_high")
LEAST = 0.02  # the axis ends no nearer than two points: noise must not look like a finding


@dataclass(frozen=True)
class Bar:
    """A change on either side of nothing, in SVG percentages."""

    laid: Laid
    is_up: bool
    value: str
    range: str
    label: str
    issue: str


@dataclass(frozen=True)
class Picture:
    """Bars, where nothing stands, and the ends of the axis."""

    bars: tuple[Bar, ...]
    zero: str
    start: str
    end: str


@dataclass(frozen=True)
class Laid:
    """Where a change and its interval stand on the axis, in SVG percentages."""

    x: str
    width: str
    other: str
    low: str
    high: str


def bars_of(values: Sequence[tuple[Quantity, Quantity]]) -> tuple[list[Laid], str, tuple[float, float]]:
    """Lay out pairs of changes on one axis that holds their intervals; return them, the zero and the axis."""
    flat = [end for value, other in values for end in (value.low, value.high, other.value)]
    high = max(LEAST, *flat)
    low = min(0.0, *flat)
    if low < 0:
        low = min(low, -LEAST / 2)
    told = []
    for value, other in values:
        start, end = sorted((0.0, value.value))
        width = (end - start) / (high - low) * 100
        ends = (at(value.low, low, high), at(value.high, low, high))
        told.append(Laid(at(start, low, high), f"{width:.2f}%", at(other.value, low, high), *ends))
    return told, at(0.0, low, high), (low, high)


def moves_figure(findings: Findings) -> Figure | None:
    """Draw the moves that add most; None where none was worked out."""
    ranked = sorted(findings.moves, key=lambda move: -move.deal_exists_change.value)
    if not ranked:
        return None
    telling = sum(move.deal_exists_change.value >= WORTH_SHOWING for move in ranked)
    shown = ranked[: min(max(telling, FEWEST), SHOWN)]
    placed, zero, (low, high) = bars_of([(move.deal_exists_change, move.best_deal_change) for move in shown])
    labels = {issue.name: issue.label for issue in findings.facts.issues}
    return Figure(
        name="moves",
        title="What a move would buy",
        note="Bar: change, in percentage points, of the chance that some deal exists if this party alone moved and all "
        "else stayed. Thin line: 80 % interval from the noise of drawing alone. Open dot: the same for the most "
        "acceptable package."
        + (
            f" Shown: the {len(shown)} of {len(ranked)} moves that add most; the table has all."
            if len(ranked) > len(shown)
            else ""
        ),
        description=" ".join(
            f"{move_words(findings.facts, move)}: {change(move.deal_exists_change.value)} points." for move in shown
        ),
        template="moves.html",
        picture=Picture(
            tuple(
                Bar(
                    laid,
                    move.deal_exists_change.value > 0,
                    change(move.deal_exists_change.value),
                    change_range(move.deal_exists_change),
                    *_told(findings, move, labels),
                )
                for move, laid in zip(shown, placed, strict=True)
            ),
            zero,
            change(low) if low < 0 else "",
            change(high),
        ),
        table=Table(
            "What moves buy, in percentage points: some deal / the most acceptable package",
            ("Issue", "Party", *MOVES.values()),
            tuple(
                (labels[issue], party, *(_both(told.get(kind)) for kind in MOVES))
                for (party, issue), told in _by_cell(findings.moves).items()
            ),
        ),
        columns=("party", "issue", *(f"{kind}:{what}" for kind in MOVES for what in WHAT)),
        rows=[
            (party, issue, *(value for kind in MOVES for value in _pair(told.get(kind))))
            for (party, issue), told in _by_cell(findings.moves).items()
        ],
        case=findings.case,
    )


def _by_cell(moves: Sequence[Move]) -> dict[tuple[str, str], dict[str, Move]]:
    cells: dict[tuple[str, str], dict[str, Move]] = {}
    for move in moves:
        cells.setdefault((move.party, move.issue), {})[move.move] = move
    return cells


def _pair(move: Move | None) -> tuple[float | None, ...]:
    if move is None:
        return (None,) * len(WHAT)
    some, best = move.deal_exists_change, move.best_deal_change
    return (some.value, some.low, some.high, best.value, best.low, best.high)


def _both(move: Move | None) -> str:
    return f"{change(move.deal_exists_change.value)} / {change(move.best_deal_change.value)}" if move else ""


def _told(findings: Findings, move: Move, labels: dict[str, str]) -> tuple[str, str]:
    words = move_words(findings.facts, move)
    head, tail = f"{findings.facts.parties[move.party]} ", f", on: {labels[move.issue]}"
    return f"{move.party} {words.removeprefix(head).removesuffix(tail)}", labels[move.issue]
