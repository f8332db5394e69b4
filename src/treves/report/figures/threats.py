"""What each threat is worth: the same talks under another rule."""

from __future__ import annotations

from treves.report.figures.figure import Figure, Table
from treves.report.figures.moves import Bar, Picture, bars_of
from treves.report.typeset import change, change_range, signed
from treves.study.findings import Findings

__all__ = ["threats_figure"]


def threats_figure(findings: Findings) -> Figure | None:
    """Draw how P(fall) would differ under another rule; None where it was not worked out."""
    told = findings.outcomes.threats if findings.outcomes else ()
    if not told:
        return None
    placed, zero, (low, high) = bars_of([(threat.fall_change, threat.accord_change) for threat in told])
    return Figure(
        name="threats",
        title="What each threat is worth",
        note="Bar: the chance of a fall under the other rule less the chance as it is, in percentage points. Thin "
        "line: the middle "
        "80 % of the worlds. Open dot: the same for an accord.",
        description=" ".join(f"If {threat.words}: {change(threat.fall_change.value)} points." for threat in told),
        template="moves.html",
        picture=Picture(
            tuple(
                Bar(
                    laid,
                    threat.fall_change.value > 0,
                    change(threat.fall_change.value),
                    change_range(threat.fall_change),
                    f"If {threat.words}",
                    "",
                )
                for threat, laid in zip(told, placed, strict=True)
            ),
            zero,
            change(low) if low < 0 else "",
            change(high),
        ),
        table=Table(
            "The same talks under another rule: change in percentage points, and what it is worth to each party in "
            "its spreads",
            ("If", "Fall", "Accord", "Vote", "Postponement", *told[0].gains),
            tuple(
                (
                    threat.words,
                    change(threat.fall_change.value),
                    change(threat.accord_change.value),
                    change(threat.vote_change.value),
                    change(threat.postponement_change.value),
                    *(signed(gain) for gain in threat.gains.values()),
                )
                for threat in told
            ),
        ),
        columns=("rule", "fall", "fall_low", "fall_high", "accord", "vote", "postponement", *told[0].gains),
        rows=[
            (
                threat.name,
                threat.fall_change.value,
                threat.fall_change.low,
                threat.fall_change.high,
                threat.accord_change.value,
                threat.vote_change.value,
                threat.postponement_change.value,
                *threat.gains.values(),
            )
            for threat in told
        ],
        case=findings.case,
    )
