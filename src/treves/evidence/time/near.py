"""The day, month or season an expression means, seen from a day and from whether the clause looks back."""

from __future__ import annotations

from datetime import date, timedelta

from treves.evidence.time.interval import Interval, easter, month, season

__all__ = ["date_near", "feast_near", "month_near", "season_near", "weekday_near"]


def weekday_near(today: date, number: int, *, back: bool) -> date:
    """Return the coming day of the week (0 is Monday), or the one gone; today counts either way."""
    shift = (number - today.weekday()) % 7
    if back and shift:
        shift -= 7
    return today + timedelta(days=shift)


def month_near(today: date, number: int, year: str | None, part: str, *, back: bool) -> Interval:
    """Return the month (or its begin, middle or end) of the year given, or the nearest one in that direction."""
    if year:
        return month(int(year), number, part)
    this = month(today.year, number, part)
    if back:
        return this if this.first and this.first <= today else month(today.year - 1, number, part)
    return this if this.last and this.last >= today else month(today.year + 1, number, part)


def date_near(today: date, day: int, number: int, year: str | None, *, back: bool) -> Interval | bool:
    """Return the day of a month, False where there is none; a date a month gone is next year's unless told back."""
    try:
        when = date(int(year) if year else today.year, number, day)
        if not year and back and when > today:
            when = date(when.year - 1, number, day)
        elif not year and not back and when < today - timedelta(days=31):
            when = date(when.year + 1, number, day)
    except ValueError:
        return False
    return Interval.day(when)


def season_near(today: date, name: str, shift: int) -> Interval:
    """Return the last season of that name, the next, or (0) the one that is or comes."""
    years = [season(name, today.year + k) for k in (-2, -1, 0, 1, 2)]
    if shift < 0:
        return [s for s in years if s.last and s.last < today][-1]
    if shift > 0:
        return next(s for s in years if s.first and s.first > today)
    return next(s for s in years if s.last and s.last >= today)


def feast_near(today: date, name: str, *, back: bool) -> Interval:
    """Return Easter Sunday or Christmas Day, the nearest in that direction."""

    def of(year: int) -> date:
        return easter(year) if name in {"pasen", "easter"} else date(year, 12, 25)

    when = of(today.year)
    if back and when > today:
        when = of(today.year - 1)
    elif not back and when < today:
        when = of(today.year + 1)
    return Interval.day(when)
