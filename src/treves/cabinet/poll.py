"""What a party would win if there were elections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Poll"]


@dataclass(frozen=True, slots=True)
class Poll:
    """Seats a party would win, with the pollster's range, and where and when it was published."""

    party: str
    seats: float
    low: float
    high: float
    published_on: date
    source: str
