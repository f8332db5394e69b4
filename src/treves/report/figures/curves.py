"""How the four ends move with what nobody knows exactly: one small picture for each assumption."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from treves.report.figures.endings import ENDS
from treves.report.figures.figure import Figure, Table, at
from treves.report.typeset import share
from treves.study.findings import Findings
from treves.study.outcomes import Curve

__all__ = ["Line", "curves_figure", "line_of"]

HEIGHT = 96
MARKS = {"fall": "ink", "accord": "hue", "postponement": "soft", "vote": "dash"}


@dataclass(frozen=True)
class Line:
    """One line as pieces from point to point, places across in percent and down in pixels."""

    name: str
    style: str
    pieces: tuple[tuple[str, float, str, float], ...]
    dots: tuple[tuple[str, float], ...]
    end: float
    value: str


@dataclass(frozen=True)
class Panel:
    """One assumption with the four lines over its 80 % range."""

    words: str
    low: str
    high: str
    middle: str
    lines: tuple[Line, ...]


def line_of(name: str, style: str, values: tuple[float | None, ...], height: float, places: tuple[str, ...]) -> Line:
    """Lay out one line over places across; gaps where a value is missing."""
    points = [
        None if value is None else (place, round(height * (1.0 - value), 1))
        for place, value in zip(places, values, strict=True)
    ]
    pieces = tuple((*one, *other) for one, other in itertools.pairwise(points) if one is not None and other is not None)
    known = [value for value in values if value is not None]
    last = known[-1] if known else 0.0
    return Line(
        name, style, pieces, tuple(point for point in points if point), round(height * (1.0 - last), 1), share(last)
    )


def curves_figure(findings: Findings) -> Figure | None:
    """Draw how the ends move with lambda, trust cost, promise cost and stake spread; None where not worked out."""
    curves = findings.outcomes.curves if findings.outcomes else ()
    if not curves:
        return None
    return Figure(
        name="curves",
        title="How much rests on what is assumed",
        note="Each picture runs over the 80 % range of one assumption, all others central; up is more likely, from 0 "
        "to 100 %. A gap is "
        "a value at which no equilibrium was found.",
        description=" ".join(_words(curve) for curve in curves),
        template="curves.html",
        picture=tuple(_panel(curve) for curve in curves),
        table=Table(
            "The four ends over what is assumed",
            ("Assumption", "Value", *ENDS),
            tuple(
                (
                    curve.words,
                    f"{curve.values[k]:.3g}",
                    *(
                        "no equilibrium" if getattr(curve, kind)[k] is None else share(getattr(curve, kind)[k])
                        for kind in ENDS
                    ),
                )
                for curve in curves
                for k in range(len(curve.values))
            ),
        ),
        columns=("assumption", "value", *ENDS),
        rows=[
            (curve.name, curve.values[k], *(getattr(curve, kind)[k] for kind in ENDS))
            for curve in curves
            for k in range(len(curve.values))
        ],
        case=findings.case,
    )


def _panel(curve: Curve) -> Panel:
    places = tuple(at(k, 0, max(1, len(curve.values) - 1)) for k in range(len(curve.values)))
    return Panel(
        words=curve.words,
        low=f"{curve.values[0]:.2g}",
        high=f"{curve.values[-1]:.2g}",
        middle=f"{curve.values[len(curve.values) // 2]:.2g}",
        lines=tuple(line_of(kind, MARKS[kind], getattr(curve, kind), HEIGHT, places) for kind in ENDS),
    )


def _words(curve: Curve) -> str:
    first, last = curve.fall[0], curve.fall[-1]
    ends = " to ".join("no number" if p is None else share(p) for p in (first, last))
    return f"{curve.words}, {curve.values[0]:.2g} to {curve.values[-1]:.2g}: P(fall) {ends}."
