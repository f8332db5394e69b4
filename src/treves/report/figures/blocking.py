"""Who stands between the others and a deal: one dot and interval per party, in the order of the case."""

from __future__ import annotations

from dataclasses import dataclass

from treves.report.figures.figure import Figure, Table, at, ceiling
from treves.report.typeset import chance, share, share_range
from treves.study.findings import Findings

__all__ = ["blocking_figure"]


@dataclass(frozen=True)
class Row:
    """One party."""

    party: str
    value: str
    interval: str
    low: str
    middle: str
    high: str


@dataclass(frozen=True)
class Picture:
    """All rows and the end of their axis."""

    rows: tuple[Row, ...]
    start: str
    end: str
    zero: str


def blocking_figure(findings: Findings) -> Figure | None:
    """Draw how often each party alone stands between the others and a deal."""
    told = findings.blocking
    if not told:
        return None
    end = ceiling(max(blocking.stands_alone_between.high for blocking in told))
    return Figure(
        name="blocking",
        title="Who stands between the others and a deal",
        note="Share of draws in which the others could find a package, but none that this party accepts too. "
        "Bar: 80 % interval.",
        description=" ".join(f"{row.party} {chance(row.stands_alone_between)}." for row in told),
        template="intervals.html",
        picture=Picture(
            tuple(
                Row(
                    row.party,
                    share(row.stands_alone_between.p),
                    share_range(row.stands_alone_between),
                    at(row.stands_alone_between.low, 0, end),
                    at(row.stands_alone_between.p, 0, end),
                    at(row.stands_alone_between.high, 0, end),
                )
                for row in told
            ),
            "0",
            share(end),
            "",
        ),
        table=Table(
            "Who stands between the others and a deal",
            ("Party", "Stands alone between (share of draws)", "Has at least one red line (share of draws)"),
            tuple((row.party, chance(row.stands_alone_between), share(row.red_line_share)) for row in told),
        ),
        columns=("party", "stands_alone_between", "low_80", "high_80", "monte_carlo_error", "red_line_share"),
        rows=[
            (
                row.party,
                row.stands_alone_between.p,
                row.stands_alone_between.low,
                row.stands_alone_between.high,
                row.stands_alone_between.monte_carlo_error,
                row.red_line_share,
            )
            for row in told
        ],
        case=findings.case,
    )
