"""Where outside and inside view meet: weighted log-odds, and what a view of the deadline says of other days."""

from __future__ import annotations

import math

__all__ = ["INSIDE_WEIGHT", "combine_views", "inside_by"]

INSIDE_WEIGHT = 0.5  # an assumption: neither view has shown more skill than the other on talks under way
EDGE = 1e-6


def combine_views(outside: float, inside: float, weight: float) -> float:
    """Combine two probabilities by weighted log-odds.

    Parameters
    ----------
    outside, inside : float
    weight : float
        Of the inside view; the outside view has the rest.

    Examples
    --------
    >>> combine_views(0.1, 0.9, 0.5)
    0.5
    >>> combine_views(0.1, 0.9, 0.0)
    0.1
    """

    def log_odds(p: float) -> float:
        kept = min(max(p, EDGE), 1.0 - EDGE)
        return math.log(kept / (1.0 - kept))

    if weight in {0.0, 1.0}:
        return inside if weight else outside
    told = (1.0 - weight) * log_odds(outside) + weight * log_odds(inside)
    return round(1.0 / (1.0 + math.exp(-told)), 12)


def inside_by(by_deadline: float, days: int, days_ahead: int, state: float, state_by_deadline: float) -> float:
    """Return the inside view's chance of a fall within some days, where it speaks of the deadline alone.

    Up to the deadline it is spread over the days as the outside view spreads its own; after it, who came through
    meets the outside view's chance of falling later.

    Parameters
    ----------
    by_deadline : float
        Chance of a fall by the deadline.
    days, days_ahead : int
        Days asked for, and until the deadline.
    state, state_by_deadline : float
        Outside view by the day asked for, and by the deadline.
    """
    if days <= days_ahead:
        return by_deadline * min(state / max(state_by_deadline, EDGE), 1.0)
    later = (state - state_by_deadline) / max(1.0 - state_by_deadline, EDGE)
    return 1.0 - (1.0 - by_deadline) * (1.0 - min(max(later, 0.0), 1.0))
