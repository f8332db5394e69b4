"""Who would leave: how often each party brings about the fall, and over what."""

from __future__ import annotations

from treves.report.figures.blocking import Picture, Row
from treves.report.figures.figure import Figure, Table, at, ceiling
from treves.report.typeset import chance, share, share_range
from treves.study.findings import Findings

__all__ = ["leavers_figure"]


def leavers_figure(findings: Findings) -> Figure | None:
    """Draw how often each party leaves; None where nobody can or the talks were not played."""
    outcomes = findings.outcomes
    if outcomes is None or not outcomes.by_leaver:
        return None
    told = outcomes.by_leaver
    end = ceiling(max(row.leaves.high for row in told))
    return Figure(
        name="leavers",
        title="Who would leave",
        note="The chance that this party is the one whose exit brings the cabinet down. Bar: the middle 80 % of the "
        "worlds.",
        description=" ".join(f"{row.party} {chance(row.leaves)}." for row in told),
        template="intervals.html",
        picture=Picture(
            tuple(
                Row(
                    row.party,
                    share(row.leaves.p),
                    share_range(row.leaves),
                    at(row.leaves.low, 0, end),
                    at(row.leaves.p, 0, end),
                    at(row.leaves.high, 0, end),
                )
                for row in told
            ),
            "0",
            share(end),
            "",
        ),
        table=Table(
            "Who leaves, when and over what (all assumptions central)",
            ("How", "Session", "Probability"),
            tuple((told.words, told.session, share(told.probability)) for told in outcomes.exits),
        ),
        columns=("party", "leaves", "low_80", "high_80", "monte_carlo_error"),
        rows=[(row.party, row.leaves.p, row.leaves.low, row.leaves.high, row.leaves.monte_carlo_error) for row in told],
        case=findings.case,
    )
