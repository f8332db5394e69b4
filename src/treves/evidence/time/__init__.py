"""Time expressions of Dutch and English news, resolved to intervals against the day of publication."""

from treves.evidence.time.find import find_times
from treves.evidence.time.interval import Interval, TimeExpression

__all__ = ["Interval", "TimeExpression", "find_times"]
