"""Replay: the chance of a fall on every day of the case, with what was published marked on the line."""

from __future__ import annotations

from dataclasses import dataclass

from treves.report.anchors import Anchors
from treves.report.figures.curves import Line, line_of
from treves.report.figures.figure import Figure, Table, at
from treves.report.typeset import chance, change, share
from treves.report.words import day
from treves.study.findings import Findings
from treves.study.outcomes import ReplayDay

__all__ = ["replay_figure"]

HEIGHT = 150
MOVED = 0.03


@dataclass(frozen=True)
class Day:
    """One day on the line."""

    number: int
    on: str
    value: str
    change: str
    x: str
    y: float
    low: float
    high: float
    is_telling: bool
    reports: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Picture:
    """The line, its band and the days."""

    line: Line
    days: tuple[Day, ...]
    first: str
    last: str


def replay_figure(findings: Findings, anchors: Anchors) -> Figure | None:
    """Draw P(fall) over the days of a case; None where fewer than two days were replayed."""
    told = findings.outcomes.replay if findings.outcomes else ()
    if len(told) < 2:
        return None
    places = tuple(at(k, 0, len(told) - 1) for k in range(len(told)))
    days = tuple(_day(findings, anchors, told, k, places[k]) for k in range(len(told)))
    return Figure(
        name="replay",
        title="The chance of a fall, day by day",
        note="What treves would have concluded on each day on which something was published, from nothing published "
        "later. Steps are "
        "publication days, not calendar days. Thin line: the middle 80 % of the worlds. Numbers mark days that moved "
        "it by three "
        "points or more. Played with fewer packages and worlds than the main result, so the last day may differ a "
        "little from it.",
        description=" ".join(f"{day(row.on)}: {chance(row.fall)}." for row in told),
        template="replay.html",
        picture=Picture(
            line_of("fall", "ink", tuple(row.fall.p for row in told), HEIGHT, places),
            days,
            day(told[0].on),
            day(told[-1].on),
        ),
        table=Table(
            "How the talks would have ended, as seen on each day",
            ("Day", "Fall", "Accord", "Vote", "Postponement", "Reports"),
            tuple(
                (
                    day(row.on), chance(row.fall), chance(row.accord), chance(row.vote), chance(row.postponement),
                    ", ".join(row.reports),
                )
                for row in told
            ),
        ),
        columns=("on", "fall", "low_80", "high_80", "accord", "vote", "postponement", "reports"),
        rows=[
            (
                row.on.isoformat(), row.fall.p, row.fall.low, row.fall.high, row.accord.p, row.vote.p,
                row.postponement.p, " ".join(row.reports),
            )
            for row in told
        ],
        case=findings.case,
    )  # fmt: skip


def _day(findings: Findings, anchors: Anchors, told: tuple[ReplayDay, ...], k: int, place: str) -> Day:
    row = told[k]
    moved = row.fall.p - told[k - 1].fall.p if k else 0.0
    titles = {report.name: report.title for report in findings.reports}
    return Day(
        number=k + 1,
        on=day(row.on),
        value=share(row.fall.p),
        change=change(moved) if k else "",
        x=place,
        y=round(HEIGHT * (1.0 - row.fall.p), 1),
        low=round(HEIGHT * (1.0 - row.fall.low), 1),
        high=round(HEIGHT * (1.0 - row.fall.high), 1),
        is_telling=k == 0 or k == len(told) - 1 or abs(moved) >= MOVED,
        reports=tuple(
            (anchors.reports[name], _called(anchors.outlet(name), titles[name]))
            for name in row.reports
            if name in titles
        ),
    )


def _called(outlet: str, title: str) -> str:
    return title if outlet in {title, ""} else f"{outlet}: {title}"
