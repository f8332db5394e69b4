"""Labels under an axis that never run into each other: each hangs from its place on a leader, on the first free step.

A label is as wide as its words and slides under its own place: one at 0 starts there, one at 100 ends there, one at
50 is centred. So no label leaves the picture, and a leader always meets its label.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

__all__ = ["left_edge", "steps", "width_of"]

NARROW = " .,;:'|ijlft()[]!"
WIDE = "mwMW%@—"
GAP = 10.0
TRIED_WHOLE = 6  # up to so many labels every order is tried; a longer axis takes them as they come


def width_of(text: str, size: float = 12.0) -> float:
    """Estimate the width of a text in a common sans-serif, in pixels, rather too wide than too narrow."""
    ems = sum(
        0.32 if letter in NARROW else 0.9 if letter in WIDE else 0.7 if letter.isupper() else 0.57 for letter in text
    )
    return ems * size


def left_edge(place: float, width: float, whole: float) -> float:
    """Return where a label of this width starts under a place (0-100) on an axis of ``whole`` pixels."""
    return place / 100.0 * (whole - min(width, whole))


def steps(places: Sequence[float], widths: Sequence[float], whole: float) -> tuple[tuple[int, ...], ...]:
    """Share labels out over steps under an axis.

    Parameters
    ----------
    places : sequence of float
        0-100.
    widths : sequence of float
        Pixels.
    whole : float
        Pixels of the axis at its narrowest; labels that are apart there are apart on any wider axis.

    Returns
    -------
    tuple of tuple of int
        Per step from the axis down, the labels on it from left to right. As few steps as can be, and among those as few
        leaders that pass behind another label as can be.
    """
    labels = range(len(places))
    spans = [
        (left := left_edge(place, width, whole), left + min(width, whole))
        for place, width in zip(places, widths, strict=True)
    ]
    orders = permutations(labels) if len(labels) <= TRIED_WHOLE else [tuple(labels)]
    tried = (_filled(order, spans) for order in orders)
    best = min(tried, key=lambda rows: len(rows) + 1.5 * _passed(rows, places, spans, whole))
    return tuple(tuple(sorted(row, key=lambda label: spans[label][0])) for row in best)


def _filled(order: Sequence[int], spans: Sequence[tuple[float, float]]) -> list[list[int]]:
    rows: list[list[int]] = []
    for label in order:
        for row in rows:
            if all(_are_apart(spans[label], spans[other]) for other in row):
                row.append(label)
                break
        else:
            rows.append([label])
    return rows


def _are_apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[1] + GAP <= other[0] or other[1] + GAP <= one[0]


def _passed(
    rows: Sequence[Sequence[int]], places: Sequence[float], spans: Sequence[tuple[float, float]], whole: float
) -> int:
    return sum(
        spans[above][0] - 2 <= places[below] / 100 * whole <= spans[above][1] + 2
        for k, row in enumerate(rows)
        for above in row
        for lower in rows[k + 1 :]
        for below in lower
    )
