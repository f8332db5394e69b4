"""Where the seats of a chamber lie in a half circle, as newspapers draw parliaments.

Seats stand in rows of equal spacing and are counted from the left end of the circle to the right one, so that parties
placed one after the other form wedges, and half of the seats end at the middle.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Hemicycle", "Spot", "hemicycle"]

INNER = 0.42  # radius of the first row, where the last has 1


@dataclass(frozen=True, slots=True)
class Spot:
    """A seat: its place, where the circle has radius 1 and its middle is (0, 0), and its angle from the right end."""

    x: float
    y: float
    angle: float


@dataclass(frozen=True, slots=True)
class Hemicycle:
    """All seats from left to right, and the radius of a seat's dot."""

    spots: tuple[Spot, ...]
    dot: float


def hemicycle(count: int) -> Hemicycle:
    """Lay out a number of seats.

    Parameters
    ----------
    count : int
        At least 1.

    Returns
    -------
    Hemicycle

    Examples
    --------
    >>> len(hemicycle(150).spots), round(hemicycle(2).spots[0].x)
    (150, -1)
    """
    rows = 1
    while _room(rows) < count:
        rows += 1
    radii = [1.0] if rows == 1 else [INNER + (1.0 - INNER) * k / (rows - 1) for k in range(rows)]
    exact = [count * radius / sum(radii) for radius in radii]
    seats = [math.floor(told) for told in exact]
    for k in sorted(range(rows), key=lambda k: seats[k] - exact[k])[: count - sum(seats)]:
        seats[k] += 1
    spots = [
        Spot(radius * math.cos(angle), radius * math.sin(angle), angle)
        for radius, held in zip(radii, seats, strict=True)
        for angle in _angles(held)
    ]
    spots.sort(key=lambda spot: (-round(spot.angle, 9), spot.x))
    return Hemicycle(tuple(spots), 0.41 * _spacing(rows))


def _spacing(rows: int) -> float:
    return 0.3 if rows == 1 else min((1.0 - INNER) / (rows - 1), 0.3)


def _room(rows: int) -> int:
    """Count the seats that stand without touching in so many rows."""
    radii = [1.0] if rows == 1 else [INNER + (1.0 - INNER) * k / (rows - 1) for k in range(rows)]
    return sum(int(math.pi * radius / _spacing(rows)) + 1 for radius in radii)


def _angles(held: int) -> list[float]:
    if held == 1:
        return [math.pi / 2]
    return [math.pi * (1 - k / (held - 1)) for k in range(held)]
