"""What it hinges on: how much the result moves when one sentence is taken out."""

from __future__ import annotations

from dataclasses import dataclass

from treves.report.anchors import Anchors
from treves.report.figures.figure import Figure, Table
from treves.report.figures.moves import Laid, bars_of
from treves.report.typeset import change, change_range
from treves.report.words import day
from treves.study.findings import Findings, Influence, Quantity, StatementFacts

__all__ = ["influences_figure", "strongest"]

SHOWN = 12
FEWEST = 3
CHANGES = ("deal_exists_change", "best_deal_change")
WORTH_SHOWING = 0.005  # a sentence that moves less than half a point is in the table


@dataclass(frozen=True)
class Row:
    """One sentence with its bar."""

    laid: Laid
    is_up: bool
    value: str
    range: str
    statement: StatementFacts
    anchor: str
    who: str
    outlet: str
    day: str


@dataclass(frozen=True)
class Picture:
    """Rows, where nothing stands, and the ends of the axis."""

    bars: tuple[Row, ...]
    zero: str
    start: str
    end: str


def strongest(findings: Findings) -> tuple[Influence, ...]:
    """Return the influences of known statements, largest effect first."""
    known = {statement.name for statement in findings.statements}
    kept = [influence for influence in findings.influences if influence.statement in known]
    return tuple(sorted(kept, key=lambda influence: -abs(influence.deal_exists_change.value)))


def influences_figure(findings: Findings, anchors: Anchors) -> Figure | None:
    """Draw the sentences that move most; None where none was worked out."""
    ranked = strongest(findings)
    if not ranked:
        return None
    telling = sum(abs(told.deal_exists_change.value) >= WORTH_SHOWING for told in ranked)
    shown = ranked[: min(max(telling, FEWEST), SHOWN)]
    placed, zero, (low, high) = bars_of([(told.deal_exists_change, told.best_deal_change) for told in shown])
    return Figure(
        name="influences",
        title="The sentences that move the result most",
        note="Bar: the chance that some deal exists with the sentence less the chance without it, in percentage "
        "points; to the right, the sentence raises it. Thin line: 80 % interval from the noise of drawing alone. Open "
        "dot: the same for the most acceptable package."
        + (
            _left_out(len(ranked) - len(shown), ranked[len(shown)].deal_exists_change.value)
            if len(ranked) > len(shown)
            else ""
        ),
        description=" ".join(_words(anchors.known[told.statement], told) for told in shown),
        template="influences.html",
        picture=Picture(
            tuple(
                _row(anchors, anchors.known[told.statement], told, laid)
                for told, laid in zip(shown, placed, strict=True)
            ),
            zero,
            change(low) if low < 0 else "",
            change(high),
        ),
        table=Table(
            "What each sentence moves, in percentage points",
            ("Statement", "Some deal", "80 % interval", "Most acceptable", "Read as"),
            tuple(
                (
                    told.statement,
                    change(told.deal_exists_change.value),
                    change_range(told.deal_exists_change),
                    change(told.best_deal_change.value),
                    _read_as(anchors.known[told.statement]),
                )
                for told in ranked
            ),
        ),
        columns=(
            "statement",
            "party",
            "report",
            *(f"{what}{end}" for what in CHANGES for end in ("", "_low", "_high")),
        ),
        rows=[
            (
                told.statement,
                anchors.known[told.statement].party,
                anchors.known[told.statement].doc,
                *(part for moved in (told.deal_exists_change, told.best_deal_change) for part in _parts(moved)),
            )
            for told in ranked
        ],
        sources=anchors.sources([told.statement for told in shown]),
        case=findings.case,
    )


def _row(anchors: Anchors, statement: StatementFacts, told: Influence, laid: Laid) -> Row:
    return Row(
        laid=laid,
        is_up=told.deal_exists_change.value > 0,
        value=change(told.deal_exists_change.value),
        range=change_range(told.deal_exists_change),
        statement=statement,
        anchor=anchors.statements[statement.name],
        who=statement.party or statement.actor,
        outlet=anchors.outlet(statement.doc),
        day=day(statement.published_on),
    )


def _parts(moved: Quantity) -> tuple[float, float, float]:
    return moved.value, moved.low, moved.high


def _left_out(count: int, largest: float) -> str:
    others = "the other sentence moves" if count == 1 else f"the other {count} sentences move"
    return f" Not drawn: {others} the chance by at most {abs(largest) * 100:.1f} points; the table has all."


def _read_as(statement: StatementFacts) -> str:
    return f"{statement.party or statement.actor} {statement.says}".strip() if statement.says else "a mere mention"


def _words(statement: StatementFacts, told: Influence) -> str:
    return f"{change(told.deal_exists_change.value)} points: {statement.party or statement.actor}, “{statement.text}”."
