"""What a fall gives or costs each party beyond policy: a dot and its interval on either side of nothing."""

from __future__ import annotations

from treves.report.anchors import Anchors
from treves.report.figures.blocking import Picture, Row
from treves.report.figures.figure import Figure, Table, at
from treves.report.typeset import quantity, quantity_range, signed
from treves.study.findings import Findings

__all__ = ["stakes_figure"]

LEAST = 0.1


def stakes_figure(findings: Findings, anchors: Anchors) -> Figure | None:
    """Draw the stakes."""
    told = findings.stakes
    if not told:
        return None
    end = max(LEAST, *(max(abs(row.stake.low), abs(row.stake.high)) for row in told))
    return Figure(
        name="stakes",
        title="What a fall would give or cost each party beyond policy",
        note="In utility units, where 1 is everything a party wants. Left of the line a fall costs, right of it a fall "
        "gives. From polls, statements and assumptions. Bar: 80 % interval.",
        description=" ".join(f"{row.party} {quantity(row.stake, 2)}." for row in told),
        template="intervals.html",
        picture=Picture(
            tuple(
                Row(
                    row.party,
                    signed(row.stake.value),
                    quantity_range(row.stake, 2),
                    at(row.stake.low, -end, end),
                    at(row.stake.value, -end, end),
                    at(row.stake.high, -end, end),
                )
                for row in told
            ),
            f"costs {end:.2f}",
            f"gives {end:.2f}",
            "50%",
        ),
        table=Table(
            "Stake in a fall",
            ("Party", "Stake (utility units)", "Statements"),
            tuple((row.party, quantity(row.stake, 2), str(len(row.statements))) for row in told),
        ),
        columns=("party", "stake", "low_80", "high_80", "statements"),
        rows=[(row.party, row.stake.value, row.stake.low, row.stake.high, " ".join(row.statements)) for row in told],
        sources=anchors.sources([name for row in told for name in row.statements]),
        case=findings.case,
    )
