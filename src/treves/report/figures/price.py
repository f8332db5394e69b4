"""The price of peace: how the chance of a deal grows with the distance one single thing moves."""

from __future__ import annotations

from dataclasses import dataclass

from treves.report.figures.figure import Figure, Table, ceiling
from treves.report.typeset import share
from treves.study.findings import Findings
from treves.study.price_facts import PriceFacts, what_moves

__all__ = ["price_figure"]

SHOWN = 8
WORTH_SHOWING = 0.005
WITHIN = 10
EVERY = 5  # steps between two columns of the data
HEIGHT = 44
UNITS = {
    "ideal_down": "points",
    "ideal_up": "points",
    "reach_wider": "points",
    "salience_down": "hundredths of weight",
    "salience_up": "hundredths of weight",
    "no_deal_worth_less": "hundredths of utility",
}


@dataclass(frozen=True)
class Row:
    """One thing that could move: its curve as an SVG path in a box of 100 by 44, and words."""

    party: str
    path: str
    base: str
    value: str
    told: str


@dataclass(frozen=True)
class Picture:
    """All rows, and the ends of their axes."""

    rows: tuple[Row, ...]
    height: int
    longest: int
    end: str


def price_figure(findings: Findings) -> Figure | None:
    """Draw the price of peace; None where it was not worked out or nothing single helps."""
    price = findings.price_of_peace
    if price is None or not price.prices:
        return None
    helping = [row for row in price.prices if row.curve[WITHIN] - row.curve[0] >= WORTH_SHOWING]
    shown = (helping or price.prices)[:SHOWN]
    end = ceiling(max(max(row.curve) for row in shown))
    longest = len(shown[0].curve) - 1
    return Figure(
        name="price",
        title="The price of peace",
        note="How the chance of some deal grows with how far one thing alone moves, from none at the left to "
        f"{longest} steps at the right; all else stays. A step is a point of the scale, a hundredth of a party's "
        "weight, or a hundredth of utility. The pale band is the chance as it stands. Figure: the chance with "
        f"{WITHIN} steps."
        + (
            f" Shown: the {len(shown)} of {len(price.prices)} that help most; the table has all."
            if len(price.prices) > len(shown)
            else ""
        ),
        description=" ".join(
            f"{row.party}, {_moved(findings, row)}: {share(row.curve[0])} now, {share(row.curve[WITHIN])} with "
            f"{WITHIN} steps."
            for row in shown
        ),
        template="price.html",
        picture=Picture(tuple(_row(findings, row, end) for row in shown), HEIGHT, longest, share(end)),
        table=Table(
            "The price of peace",
            (
                "Who and what",
                "Chance as it stands",
                f"With {WITHIN} steps",
                "Enough in (of draws without a deal)",
                "Distance then (80 %)",
                "Step",
            ),
            tuple(
                (
                    f"{row.party}: {_moved(findings, row)}",
                    share(row.curve[0]),
                    share(row.curve[WITHIN]),
                    share(row.makes_deal_share),
                    _distance(row),
                    UNITS[row.kind],
                )
                for row in price.prices
            ),
        ),
        columns=(
            "party",
            "issue",
            "kind",
            "makes_deal_share",
            "amount",
            "low_80",
            "high_80",
            *(f"within_{k}" for k in range(0, longest + 1, EVERY)),
        ),
        rows=[
            (
                row.party,
                row.issue,
                row.kind,
                row.makes_deal_share,
                row.amount.value,
                row.amount.low,
                row.amount.high,
                *row.curve[::EVERY],
            )
            for row in price.prices
        ],
        case=findings.case,
    )


def _row(findings: Findings, row: PriceFacts, end: float) -> Row:
    return Row(
        party=row.party,
        path=_path(row.curve, end),
        base=f"{HEIGHT * min(row.curve[0] / end, 1.0):.1f}",
        value=share(row.curve[WITHIN]),
        told=f"{_moved(findings, row)}; where that is enough it takes {_distance(row)} {UNITS[row.kind]}",
    )


def _path(curve: tuple[float, ...], end: float) -> str:
    """Draw the chance over the steps allowed, every second of them."""
    width = 100.0 / (len(curve) - 1)
    drawn = [f"M0 {HEIGHT}"]
    for k in range(0, len(curve), 2):
        y = HEIGHT * (1.0 - min(curve[k] / end, 1.0))
        drawn.append(f"L{k * width:g} {y:.1f}")
    return " ".join([*drawn, f"L100 {HEIGHT} Z"])


def _distance(row: PriceFacts) -> str:
    return f"{row.amount.value:.0f} ({row.amount.low:.0f}–{row.amount.high:.0f})"


def _moved(findings: Findings, row: PriceFacts) -> str:
    labels = {issue.name: f"“{issue.label}”" for issue in findings.facts.issues}
    ends = next(
        ((issue.low_end, issue.high_end) for issue in findings.facts.issues if issue.name == row.issue), ("", "")
    )
    return what_moves(labels, row, (ends[0] or "0", ends[1] or "100"))
