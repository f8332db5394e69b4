"""Will it stand: as past cabinets had it on the day it was formed, and as it looks today with the state known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from treves.report.anchors import Source
from treves.report.figures.figure import Figure, Table, percents
from treves.report.typeset import share
from treves.report.words import day
from treves.study.frozen import Quantity
from treves.study.outlook_facts import Outlook

__all__ = ["Mark", "Scene", "outlook_curve", "scene_of"]

REFERENCE = "outlook-reference"
WIDTH, HEIGHT = 1000.0, 1000.0  # of the stretched picture
NEAR = 4.0  # percent of the width: labels nearer than this are put one above the other


@dataclass(frozen=True)
class Mark:
    """A day on the axis, in percent of the width."""

    x: str
    words: str
    anchor: str
    line: int


@dataclass(frozen=True)
class Scene:
    """What the template draws; paths in the units of a stretched picture of 1,000 by 1,000."""

    formed: str
    formed_band: str
    today: str
    today_band: str
    state: str
    state_band: str
    marks: tuple[Mark, ...]
    recess: tuple[str, str] | None
    congresses: tuple[str, ...]
    years: tuple[Mark, ...]
    now: str
    words: str


def outlook_curve(outlook: Outlook, as_of: date, deadline: date, case: str) -> Figure:
    """Draw the curves of an outlook."""
    scene = scene_of(outlook, as_of, deadline)
    return Figure(
        name="outlook-curve",
        title="How likely the cabinet still stands",
        note="Thin line and pale band: as past cabinets had it on the day it was formed. Strong line and band: from "
        "today, with the state known; dashed: the same by past cabinets alone. Bands hold 80 %. What is left at "
        "the end of the term ends on schedule.",
        description=scene.words,
        template="outlook_curve.html",
        picture=scene,
        table=Table(
            "Chance to stand, and to have ended in each way",
            ("Day", "Seen from", "Stands", "80 % interval", "Replaced", "Early election", "On schedule"),
            tuple(
                (
                    day(point.on),
                    seen,
                    share(point.stands.value),
                    f"{share(point.stands.low)} to {share(point.stands.high)}",
                    share(point.replacement),
                    share(point.early_election),
                    share(point.scheduled),
                )
                for seen, points in (("its formation", outlook.since_formation), ("today", outlook.from_today))
                for point in points[::3]
            ),
        ),
        columns=("on", "seen_from", "stands", "low_80", "high_80", "replacement", "early_election", "scheduled"),
        rows=[
            *(
                (
                    p.on.isoformat(),
                    seen,
                    p.stands.value,
                    p.stands.low,
                    p.stands.high,
                    p.replacement,
                    p.early_election,
                    p.scheduled,
                )
                for seen, points in (("formation", outlook.since_formation), ("today", outlook.from_today))
                for p in points
            ),
            *(
                (
                    p.on.isoformat(),
                    "today with the state",
                    p.stands.value,
                    p.stands.low,
                    p.stands.high,
                    None,
                    None,
                    None,
                )
                for p in outlook.with_state
            ),
        ],
        sources=(Source(f"{outlook.reference.spells:,} past cabinets", REFERENCE),),
        case=case,
    )


def scene_of(outlook: Outlook, as_of: date, deadline: date) -> Scene:
    """Place every line and mark."""
    first = outlook.span.formed_on
    last = max(outlook.since_formation[-1].on, outlook.with_state[-1].on, deadline)
    whole = max((last - first).days, 1)

    def x(on: date) -> float:
        return min(max((on - first).days / whole, 0.0), 1.0)

    def line(points: Sequence[tuple[date, float]]) -> str:
        return "M" + "L".join(f"{x(on) * WIDTH:.1f} {(1 - value) * HEIGHT:.1f}" for on, value in points)

    def band(points: Sequence[tuple[date, Quantity]]) -> str:
        upper = [(on, told.high) for on, told in points]
        return line([*upper, *((on, told.low) for on, told in reversed(points))]) + "z"

    formed = [(p.on, p.stands) for p in outlook.since_formation]
    today = [(p.on, p.stands) for p in outlook.from_today]
    state = [(p.on, p.stands) for p in outlook.with_state]
    named = [(as_of, f"today, {day(as_of)}"), (deadline, f"deadline, {day(deadline)}")]
    if outlook.span.term_ends_on is not None:
        named.append((outlook.span.term_ends_on, f"term ends, {day(outlook.span.term_ends_on)}"))
    recess = None
    if outlook.recess is not None and first <= outlook.recess.until_on and outlook.recess.from_on <= last:
        start, end = x(outlook.recess.from_on), x(outlook.recess.until_on)
        recess = (percents(start * 100), percents((end - start) * 100))
    return Scene(
        formed=line([(on, told.value) for on, told in formed]),
        formed_band=band(formed),
        today=line([(on, told.value) for on, told in today]),
        today_band=band(today),
        state=line([(on, told.value) for on, told in state]),
        state_band=band(state),
        marks=_marks(named, x),
        recess=recess,
        congresses=tuple(percents(x(on) * 100) for on in outlook.congress_on if first <= on <= last),
        years=tuple(
            Mark(percents(x(date(year, 1, 1)) * 100), str(year), "middle", 0)
            for year in range(first.year + 1, last.year + 1)
        ),
        now=percents(x(as_of) * 100),
        words=_words(outlook, as_of),
    )


def _marks(named: list[tuple[date, str]], x: object) -> tuple[Mark, ...]:
    assert callable(x)
    told: list[Mark] = []
    for k, (on, words) in enumerate(named):
        at = x(on) * 100
        told.append(Mark(percents(at), words, "end" if at > 55 else "start", k))
    return tuple(told)


def _words(outlook: Outlook, as_of: date) -> str:
    formed = [point for point in outlook.since_formation if point.on <= as_of]
    then = (
        f"On the day it was formed the chance to stand until {day(as_of)} was {share(formed[-1].stands.value)}. "
        if formed
        else ""
    )
    ahead = outlook.horizons[-1]
    now = "in a formal crisis" if outlook.state == "crisis" else "calm"
    return (
        f"{then}Today the cabinet is {now}; the chance that it falls within {ahead.days} days is "
        f"{share(ahead.state.p)} ({share(ahead.state.low)} to {share(ahead.state.high)})."
    )
