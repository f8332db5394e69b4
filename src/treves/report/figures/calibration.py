"""Forecast against what happened, a panel per horizon, as an SVG file that stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from treves.report.figures.figure import ceiling

__all__ = ["Panel", "calibration_panel"]

SIDE = 240.0


@dataclass(frozen=True)
class Panel:
    """One horizon: dots in pixels, the end of both axes in words."""

    name: str
    note: str
    dots: tuple[tuple[str, str], ...]
    end: str


def calibration_panel(name: str, note: str, groups: Sequence[tuple[float, float, int]]) -> Panel:
    """Place the groups of a calibration: mean forecast, share that happened, rows."""
    end = ceiling(max(max(p, happened) for p, happened, _ in groups))
    return Panel(
        name,
        note,
        tuple((f"{p / end * SIDE:.1f}", f"{SIDE - happened / end * SIDE:.1f}") for p, happened, _ in groups),
        f"{end * 100:g} %",
    )
