"""What it hinges on: how much the result moves when one sentence is taken out."""

from __future__ import annotations

from dataclasses import dataclass

from treves.report.anchors import Anchors
from treves.report.figures.figure import Figure, Table
from treves.report.figures.moves import bars_of
from treves.report.typeset import change
from treves.report.words import day
from treves.study.findings import Findings, Influence, StatementFacts

__all__ = ["influences_figure", "strongest"]

SHOWN = 12


@dataclass(frozen=True)
class Row:
    """One sentence with its bar."""

    x: str
    width: str
    is_up: bool
    other: str
    value: str
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
    return tuple(sorted(kept, key=lambda influence: -abs(influence.deal_exists_change)))


def influences_figure(findings: Findings, anchors: Anchors) -> Figure | None:
    """Draw the sentences that move most; None where none was worked out."""
    ranked = strongest(findings)
    if not ranked:
        return None
    shown = ranked[:SHOWN]
    placed, zero, (low, high) = bars_of([(told.deal_exists_change, told.best_deal_change) for told in shown])
    return Figure(
        name="influences",
        title="The sentences that move the result most",
        note="Bar: the chance that some deal exists with the sentence less the chance without it, in percentage points; to the "
        "right, the sentence raises it. Open dot: the same for the most acceptable package."
        + (f" Shown: {len(shown)} of {len(ranked)}; the table has all." if len(ranked) > SHOWN else ""),
        description=" ".join(_words(anchors.known[told.statement], told) for told in shown),
        template="influences.html",
        picture=Picture(
            tuple(
                _row(anchors, anchors.known[told.statement], told, laid) for told, laid in zip(shown, placed, strict=True)
            ),
            zero,
            change(low) if low < 0 else "",
            change(high),
        ),
        table=Table(
            "What each sentence moves, in percentage points",
            ("Statement", "Some deal exists", "Most acceptable package", "Who", "Read as", "Report"),
            tuple(
                (
                    told.statement,
                    change(told.deal_exists_change),
                    change(told.best_deal_change),
                    anchors.known[told.statement].party or anchors.known[told.statement].actor,
                    anchors.known[told.statement].says or "a mere mention",
                    f"{anchors.outlet(anchors.known[told.statement].doc)}, {day(anchors.known[told.statement].published_on)}",
                )
                for told in ranked
            ),
        ),
        columns=("statement", "deal_exists_change", "best_deal_change", "party", "says", "report", "text"),
        rows=[
            (
                *(told.statement, told.deal_exists_change, told.best_deal_change),
                *(statement.party, statement.says, statement.doc, statement.text),
            )
            for told in ranked
            for statement in [anchors.known[told.statement]]
        ],
        sources=anchors.sources([told.statement for told in shown]),
        case=findings.case,
    )


def _row(anchors: Anchors, statement: StatementFacts, told: Influence, laid: tuple[str, str, str]) -> Row:
    x, width, other = laid
    return Row(
        x=x,
        width=width,
        is_up=told.deal_exists_change > 0,
        other=other,
        value=change(told.deal_exists_change),
        statement=statement,
        anchor=anchors.statements[statement.name],
        who=statement.party or statement.actor,
        outlet=anchors.outlet(statement.doc),
        day=day(statement.published_on),
    )


def _words(statement: StatementFacts, told: Influence) -> str:
    return f"{change(told.deal_exists_change)} points: {statement.party or statement.actor}, “{statement.text}”."
