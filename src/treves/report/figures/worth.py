"""What a package is worth to each party: on paper, and once law has run its course."""

from __future__ import annotations

from dataclasses import dataclass

from treves.report.figures.figure import Figure, Table, at
from treves.report.typeset import quantity, quantity_range, signed
from treves.study.findings import Findings
from treves.study.institutions import PackagePath

__all__ = ["worth_figure"]

LEAST = 0.05


@dataclass(frozen=True)
class Row:
    """One party: where paper and law leave it, with the interval of the latter."""

    party: str
    value: str
    interval: str
    paper: str
    paper_value: str
    low: str
    middle: str
    high: str


@dataclass(frozen=True)
class Picture:
    """All rows on one axis with nought marked."""

    rows: tuple[Row, ...]
    zero: str
    start: str
    end: str


def worth_figure(findings: Findings) -> Figure | None:
    """Draw what the draft is worth to each party, or the most acceptable package where there is no draft."""
    told = findings.institutions
    if told is None:
        return None
    by_role = {path.role: path for path in told.paths if path.parties}
    path = by_role.get("draft") or by_role.get("best")
    if path is None:
        return None
    ends = [value for row in path.parties for value in (row.in_law.low, row.in_law.high, row.on_paper.value)]
    low, high = min(-LEAST, *ends), max(LEAST, *ends)
    return Figure(
        name="worth",
        title=f"What is left of it once law has run its course: {path.why_listed}",
        note="Gain over no change, in utility units, where 1 is everything a party wants. Ring: on paper, as if all "
        "were in force at once. Dot: each option weighed with its expected share of "
        f"{told.horizon_months} months in force. Bar: 80 % interval.",
        description=" ".join(
            f"{row.party}: {signed(row.on_paper.value)} on paper, {quantity(row.in_law, 2)} in law."
            for row in path.parties
        ),
        template="worth.html",
        picture=Picture(
            tuple(
                Row(
                    row.party,
                    signed(row.in_law.value),
                    quantity_range(row.in_law, 2),
                    at(row.on_paper.value, low, high),
                    signed(row.on_paper.value),
                    at(row.in_law.low, low, high),
                    at(row.in_law.value, low, high),
                    at(row.in_law.high, low, high),
                )
                for row in path.parties
            ),
            at(0.0, low, high),
            signed(low),
            signed(high),
        ),
        table=_table(tuple(by_role[role] for role in ("draft", "best") if role in by_role)),
        columns=("package", "party", "on_paper", "on_paper_low_80", "on_paper_high_80", "in_law", "low_80", "high_80"),
        rows=[
            (
                one.why_listed,
                row.party,
                *(row.on_paper.value, row.on_paper.low, row.on_paper.high),
                *(row.in_law.value, row.in_law.low, row.in_law.high),
            )
            for one in told.paths
            for row in one.parties
        ],
        case=findings.case,
    )


def _table(paths: tuple[PackagePath, ...]) -> Table:
    return Table(
        "Worth beyond no change, in utility units; the data hold all listed packages",
        ("Package", "Party", "On paper", "In law"),
        tuple(
            (path.why_listed, row.party, quantity(row.on_paper, 2), quantity(row.in_law, 2))
            for path in paths
            for row in path.parties
        ),
    )
