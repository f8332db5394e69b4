"""The positions as one SVG file that stands alone: every issue's picture on a sheet of fixed width."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from treves.report.figures.positions import LABEL, ROW, Row, ceiling_of, row_of
from treves.report.plain import visible
from treves.report.stair import left_edge, steps, width_of
from treves.report.typeset import quantity_range
from treves.study.findings import CaseFacts, IssueFacts, Position

__all__ = ["Sheet", "positions_sheet"]

AXIS = 390.0  # pixels
GUTTER = 96  # pixels left of the axis, for the parties' names
COLUMN = 540  # pixels from one column to the next
HEAD = 44  # pixels of an issue's title and ends
LINE = 15  # pixels
GAP = 34
TOP = 92  # pixels of the sheet's title and key
LONGEST = 62  # letters of an option's label on one line


@dataclass(frozen=True)
class Hanging:
    """An option's label: where its leader runs, and its lines."""

    x: float
    down: float
    text_x: float
    anchor: str
    lines: tuple[str, ...]
    y: float
    is_status_quo: bool


@dataclass(frozen=True)
class Block:
    """One issue's picture and where it stands on the sheet."""

    x: int
    y: int
    title: str
    low_end: str
    high_end: str
    rows: tuple[Row, ...]
    axis_height: int
    options: tuple[Hanging, ...]
    height: int


@dataclass(frozen=True)
class Sheet:
    """All blocks, the size of the sheet, and the picture in words."""

    title: str
    words: str
    blocks: tuple[Block, ...]
    width: int
    height: int
    axis: int
    gutter: int


def positions_sheet(facts: CaseFacts, positions: Sequence[Position]) -> Sheet:
    """Lay out the positions of some or all parties on some or all issues.

    Parameters
    ----------
    facts : CaseFacts
    positions : sequence of Position

    Returns
    -------
    Sheet
    """
    facts = CaseFacts.model_validate(visible(facts.model_dump()))
    positions = [Position.model_validate(visible(told.model_dump())) for told in positions]
    ceiling = ceiling_of(positions)
    issues = [issue for issue in facts.issues if any(told.issue == issue.name for told in positions)]
    columns = 2 if len(issues) > 1 else 1
    blocks: list[Block] = []
    y = TOP
    for start in range(0, len(issues), columns):
        line = [
            _block(issue, [told for told in positions if told.issue == issue.name], k * COLUMN, y, ceiling)
            for k, issue in enumerate(issues[start : start + columns])
        ]
        blocks.extend(line)
        y += max(block.height for block in line) + GAP
    return Sheet(
        title=facts.title,
        words=" ".join(_words(facts, told) for told in positions) or "No positions.",
        blocks=tuple(blocks),
        width=int(GUTTER + AXIS) + 30 + (columns - 1) * COLUMN,
        height=y,
        axis=int(AXIS),
        gutter=GUTTER,
    )


def _block(issue: IssueFacts, here: Sequence[Position], x: int, y: int, ceiling: float) -> Block:
    rows = tuple(row_of(told, issue, k * ROW, ceiling, known=len(told.statements)) for k, told in enumerate(here))
    axis_height = len(rows) * ROW + 4
    options, depth = _hang(issue, axis_height)
    return Block(
        x + 12, y, issue.label, issue.low_end, issue.high_end, rows, axis_height, options, HEAD + axis_height + depth
    )


def _hang(issue: IssueFacts, top: int) -> tuple[tuple[Hanging, ...], int]:
    """Place the option labels step by step below the axis, and return how deep they reach."""
    told = []
    for option in issue.options:
        is_status_quo = option.name == issue.status_quo
        wrapped = textwrap.wrap(option.label + (" (status quo)" if is_status_quo else ""), LONGEST) or [""]
        width = min(max(width_of(line, LABEL) for line in wrapped), AXIS)
        told.append((option.place, tuple(wrapped), width, is_status_quo))
    hung = []
    depth = 4
    for step in steps([place for place, *_ in told], [width for _, _, width, _ in told], AXIS):
        for k in step:
            place, lines, width, is_status_quo = told[k]
            left = left_edge(place, width, AXIS)
            anchor, share = ("start", 0.0) if place < 33 else ("end", 1.0) if place > 67 else ("middle", 0.5)
            text_x = round(left + share * width, 1)
            x = round(place / 100 * AXIS, 1)
            hung.append(Hanging(x, top + depth, text_x, anchor, lines, top + depth + 11, is_status_quo))
        depth += max(len(told[k][1]) for k in step) * LINE
    return tuple(hung), depth


def _words(facts: CaseFacts, told: Position) -> str:
    label = next(issue.label for issue in facts.issues if issue.name == told.issue)
    only = ", assumption only" if told.is_prior_only else ""
    return f"{told.party} on {label}: ideal {told.ideal.value:.0f} ({quantity_range(told.ideal)}{only})."
