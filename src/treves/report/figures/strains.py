"""What moves the end: sentences, red lines, stakes and reaches, by how much they move the chance of a fall."""

from __future__ import annotations

from collections.abc import Sequence

from treves.report.anchors import Anchors
from treves.report.figures.figure import Figure, Table
from treves.report.figures.influences import Picture as SentencePicture
from treves.report.figures.influences import Row as SentenceRow
from treves.report.figures.moves import Bar, Picture, bars_of
from treves.report.typeset import change, share
from treves.report.words import day
from treves.study.findings import Findings, Quantity
from treves.study.outcomes import Strain

__all__ = ["sentences_figure", "steps_figure"]

SHOWN = 10
FEWEST = 3
WORTH_SHOWING = 0.005


def sentences_figure(findings: Findings, anchors: Anchors) -> Figure | None:
    """Draw the sentences that move the chance of a fall most; None where that was not worked out."""
    ranked = [told for told in _strains(findings) if told.kind == "statement" and told.statement in anchors.known]
    if not ranked:
        return None
    shown = _telling(ranked)
    placed, zero, (low, high) = bars_of([_pair(told) for told in shown])
    rows = []
    for told, laid in zip(shown, placed, strict=True):
        statement = anchors.known[told.statement]
        rows.append(
            SentenceRow(
                laid=laid,
                is_up=told.fall_change > 0,
                value=change(told.fall_change),
                range="",
                statement=statement,
                anchor=anchors.statements[told.statement],
                who=statement.party or statement.actor,
                outlet=anchors.outlet(statement.doc),
                day=day(statement.published_on),
            )
        )
    return Figure(
        name="strain-sentences",
        title="The sentences that move the chance of a fall most",
        note="Bar: P(fall) with the sentence less P(fall) without it, in percentage points, everything re-estimated; "
        "to the right, the "
        f"sentence raises it. Open dot: the same for an accord. {_base(findings)}",
        description=" ".join(
            f"{change(told.fall_change)} points: “{anchors.known[told.statement].text}”." for told in shown
        ),
        template="influences.html",
        picture=SentencePicture(tuple(rows), zero, change(low) if low < 0 else "", change(high)),
        table=_table("What each sentence moves, in percentage points", ranked, "Statement"),
        columns=("statement", "party", "fall_change", "accord_change"),
        rows=[(told.statement, told.party, told.fall_change, told.accord_change) for told in ranked],
        sources=anchors.sources([told.statement for told in shown]),
        case=findings.case,
    )


def steps_figure(findings: Findings) -> Figure | None:
    """Draw what red lines given up, and stakes and reaches moved one step, do; None where not worked out."""
    ranked = [told for told in _strains(findings) if told.kind != "statement"]
    if not ranked:
        return None
    shown = _telling(ranked)
    placed, zero, (low, high) = bars_of([_pair(told) for told in shown])
    return Figure(
        name="strain-steps",
        title="What one step would do",
        note="Bar: change of P(fall), in percentage points, if this alone were so. Open dot: the same for an accord. "
        f"{_base(findings)}",
        description=" ".join(f"If {told.words}: {change(told.fall_change)} points." for told in shown),
        template="moves.html",
        picture=Picture(
            tuple(
                Bar(laid, told.fall_change > 0, change(told.fall_change), "", told.words, "")
                for told, laid in zip(shown, placed, strict=True)
            ),
            zero,
            change(low) if low < 0 else "",
            change(high),
        ),
        table=_table("What one step would do, in percentage points", ranked, "If"),
        columns=("kind", "party", "issue", "fall_change", "accord_change"),
        rows=[(told.kind, told.party, told.issue, told.fall_change, told.accord_change) for told in ranked],
        case=findings.case,
    )


def _strains(findings: Findings) -> tuple[Strain, ...]:
    return findings.outcomes.strains if findings.outcomes else ()


def _telling(ranked: Sequence[Strain]) -> Sequence[Strain]:
    telling = sum(abs(told.fall_change) >= WORTH_SHOWING for told in ranked)
    return ranked[: min(max(telling, FEWEST), SHOWN)]


def _pair(told: Strain) -> tuple[Quantity, Quantity]:
    fall, accord = told.fall_change, told.accord_change
    return Quantity(value=fall, low=fall, high=fall), Quantity(value=accord, low=accord, high=accord)


def _base(findings: Findings) -> str:
    base = findings.outcomes.strain_base if findings.outcomes else {}
    return (
        f"Tried with fewer candidate packages and all assumptions central, where P(fall) is {share(base['fall'])}; "
        "no interval is given."
        if base
        else ""
    )


def _table(caption: str, ranked: Sequence[Strain], head: str) -> Table:
    return Table(
        caption,
        (head, "Fall", "Accord"),
        tuple((told.words or told.statement, change(told.fall_change), change(told.accord_change)) for told in ranked),
    )
