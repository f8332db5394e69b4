"""What the solutions of the literature give whom, where utilities are known as numbers."""

from __future__ import annotations

from dataclasses import dataclass

from treves.report.figures.figure import Figure, Table, at
from treves.study.findings import Findings

__all__ = ["solved_figure"]


@dataclass(frozen=True)
class Row:
    """One party under one solution, in SVG percentages."""

    party: str
    value: str
    width: str
    floor: str
    gain: str


@dataclass(frozen=True)
class Group:
    """One solution."""

    name: str
    source: str
    ties: str
    rows: tuple[Row, ...]


def solved_figure(findings: Findings) -> Figure | None:
    """Draw utilities and gains per solution; None where there is nothing solved or nothing can pass."""
    solved = findings.scenario
    if solved is None or not solved.points:
        return None
    end = max(
        1.0,
        *(held for point in solved.points for held in point.utilities.values()),
        *solved.reservation_values.values(),
    )
    low = min(
        0.0,
        *(held for point in solved.points for held in point.utilities.values()),
        *solved.reservation_values.values(),
    )
    return Figure(
        name="solved",
        title="What each solution gives whom",
        note=f"Bar: what the package is worth to the party, from {low:g} to {end:g} in the units of the case. "
        "Line: what no deal is worth to it; the bar beyond the line is its gain.",
        description=" ".join(
            f"{point.name}: {', '.join(f'{party} {worth:.3f}' for party, worth in point.utilities.items())}."
            for point in solved.points
        ),
        template="solved.html",
        picture=tuple(
            Group(
                point.name[:1].upper() + point.name[1:],
                point.source,
                _ties(point.tied),
                tuple(
                    Row(
                        party,
                        f"{worth:.3f}",
                        at(worth, low, end),
                        at(solved.reservation_values[party], low, end),
                        f"{point.gains[party]:+.3f}".replace("-", "−"),
                    )
                    for party, worth in point.utilities.items()
                ),
            )
            for point in solved.points
        ),
        table=Table(
            "Solutions, utilities and gains over no deal",
            (
                "Solution",
                *(f"{party}: {what}" for party in solved.reservation_values for what in ("utility", "gain")),
                "Points that do equally well",
            ),
            tuple(
                (
                    point.name,
                    *(
                        told
                        for party in solved.reservation_values
                        for told in (f"{point.utilities[party]:.6f}", f"{point.gains[party]:.6f}")
                    ),
                    str(point.tied),
                )
                for point in solved.points
            ),
        ),
        columns=("solution", "party", "utility", "reservation_value", "gain", "tied"),
        rows=[
            (point.name, party, worth, solved.reservation_values[party], point.gains[party], point.tied)
            for point in solved.points
            for party, worth in point.utilities.items()
        ],
        case=findings.case,
    )


def _ties(tied: int) -> str:
    if not tied:
        return ""
    return f"; {tied} other point{'s' if tied > 1 else ''} of the front do{'' if tied > 1 else 'es'} equally well"
