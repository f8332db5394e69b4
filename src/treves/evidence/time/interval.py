"""Intervals of days or of parts of a day, written as ISO 8601."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

__all__ = ["DAYPARTS", "Interval", "TimeExpression", "TimeRole", "easter", "month", "season", "week", "year"]

TimeRole = Literal["event", "deadline", "duration", "statement"]

DAYPARTS = {
    "morning": ("06:00", "12:00"),
    "afternoon": ("12:00", "18:00"),
    "evening": ("18:00", "23:59"),
    "night": ("00:00", "05:59"),
}
_SEASONS = {
    "spring": (3, 20, 6, 20),
    "summer": (6, 21, 9, 22),
    "autumn": (9, 23, 12, 21),
    "winter": (12, 22, 3, 19),
}


@dataclass(frozen=True, slots=True)
class Interval:
    """From the start of one day (or a clock time in it) to the end of another; None on a side is open."""

    first: date | None
    last: date | None
    from_clock: str = ""
    to_clock: str = ""

    @property
    def start(self) -> str:
        """ISO start, empty where open."""
        return _iso(self.first, self.from_clock)

    @property
    def end(self) -> str:
        """ISO end, empty where open."""
        return _iso(self.last, self.to_clock)

    @classmethod
    def day(cls, when: date, part: str = "") -> Interval:
        """Return a day, or its morning, afternoon, evening or night."""
        if not part:
            return cls(when, when)
        return cls(when, when, *DAYPARTS[part])


class TimeExpression(NamedTuple):
    """An expression at ``text[start:end]``; ``interval`` is None where it cannot be resolved to a date."""

    start: int
    end: int
    text: str
    interval: Interval | None
    role: TimeRole


def _iso(day: date | None, clock: str) -> str:
    if day is None:
        return ""
    return f"{day.isoformat()}T{clock}" if clock else day.isoformat()


def week(day: date, shift: int = 0) -> Interval:
    """Return the week (Monday to Sunday) of a day, shifted by whole weeks."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
    return Interval(monday, monday + timedelta(days=6))


def month(year_: int, number: int, part: str = "") -> Interval:
    """Return a month of a year, or its begin (1-10), middle (11-20) or end (21 on)."""
    year_ += (number - 1) // 12
    number = (number - 1) % 12 + 1
    last = calendar.monthrange(year_, number)[1]
    first, end = {"begin": (1, 10), "middle": (11, 20), "end": (21, last)}.get(part, (1, last))
    return Interval(date(year_, number, first), date(year_, number, end))


def year(number: int) -> Interval:
    """Return a calendar year."""
    return Interval(date(number, 1, 1), date(number, 12, 31))


def season(name: str, year_: int) -> Interval:
    """Return an astronomical season, to the usual day; a winter is named after the year it begins in."""
    m1, d1, m2, d2 = _SEASONS[name]
    return Interval(date(year_, m1, d1), date(year_ + (m2 < m1), m2, d2))


def easter(year_: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher's algorithm).

    Examples
    --------
    >>> easter(2025).isoformat()
    '2025-04-20'
    """
    a, b, c = year_ % 19, year_ // 100, year_ % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    r = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * r) // 451
    number, day = divmod(h + r - 7 * m + 114, 31)
    return date(year_, number, day + 1)
