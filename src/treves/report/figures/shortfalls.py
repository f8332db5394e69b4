"""Where there is no deal: whom the nearest package asks to give way, how much, and over what."""

from __future__ import annotations

from dataclasses import dataclass

from treves.report.figures.figure import Figure, Table, at
from treves.report.typeset import quantity, share
from treves.report.words import joined
from treves.study.findings import Findings, Shortfall

__all__ = ["shortfalls_figure"]

NAMED = 3
WORTH_NAMING = 0.05


@dataclass(frozen=True)
class Row:
    """One party."""

    party: str
    value: str
    width: str
    over: str
    gives_up: str


def shortfalls_figure(findings: Findings) -> Figure | None:
    """Draw who would have to give way; None where every draw has a deal."""
    told = findings.shortfalls
    if not told:
        return None
    return Figure(
        name="shortfalls",
        title="Where there is no deal, who would have to give way",
        note=f"Of the {share(findings.no_deal_share)} of draws without a deal: how often the nearest package asks this "
        "party to give way. Beside it, over what and by how much utility.",
        description=" ".join(_words(findings, row) for row in told),
        template="shortfalls.html",
        picture=tuple(
            Row(
                row.party,
                share(row.must_move_share),
                at(row.must_move_share, 0, 1),
                _over(findings, row),
                quantity(row.utility, 2),
            )
            for row in told
        ),
        table=Table(
            "Who would have to give way where there is no deal",
            ("Party", "Has to give way", "Utility to give up", "Red lines in the way"),
            tuple(
                (row.party, share(row.must_move_share), quantity(row.utility, 2), _over(findings, row, None, 0.005))
                for row in told
            ),
        ),
        columns=("party", "must_move_share", "utility", "low_80", "high_80", "over"),
        rows=[
            (
                *(row.party, row.must_move_share, row.utility.value, row.utility.low, row.utility.high),
                "; ".join(f"{name} {held:.4f}" for name, held in row.over.items()),
            )
            for row in told
        ],
        case=findings.case,
    )


def _over(findings: Findings, row: Shortfall, named: int | None = NAMED, least: float = WORTH_NAMING) -> str:
    labels = {issue.name: issue.label for issue in findings.facts.issues}
    ranked = sorted(row.over.items(), key=lambda held: (-held[1], held[0]))
    return joined([f"{labels.get(name, name)} ({share(held)})" for name, held in ranked if held >= least][:named])


def _words(findings: Findings, row: Shortfall) -> str:
    over = _over(findings, row)
    return f"{row.party} in {share(row.must_move_share)}{f', over {over}' if over else ''}."
