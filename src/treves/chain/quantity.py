"""A number with its unit, its date and its source, and numbers that change by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Quantity", "Step"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A central value with an 80 % range, and where it comes from.

    Parameters
    ----------
    value, low, high : float
        ``low <= value <= high``; 80 % of the belief lies between low and high. Equal where the number is counted.
    unit : str
        ``persons per week``, ``share (0-1)``, ``weeks``, ``places``, ``EUR per person per year``, ...
    source : str
        A source, or text that begins with the word ``assumption``.
    on : date, optional
        The day (or the first day of the period) the number is about.
    """

    value: float
    low: float
    high: float
    unit: str
    source: str = "assumption"
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A quantity that holds from a day on, until the next step."""

    from_on: date
    quantity: Quantity
