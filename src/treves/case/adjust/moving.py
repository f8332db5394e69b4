"""A range whose central value is moved: it keeps its width on the scale on which it is drawn."""

from __future__ import annotations

import math

from treves.chain import Quantity
from treves.positions.assumptions import Range

__all__ = ["BY_HAND", "moved_quantity", "moved_range"]

BY_HAND = "set by hand; was "


def moved_range(known: Range, value: float, *, is_signed: bool) -> Range:
    """Move an assumption: in proportion where it is positive, by the same distance where it has a sign."""
    source = f"{BY_HAND}{known.value:g} ({known.source})"
    if is_signed:
        step = value - known.value
        return Range(value, known.low + step, known.high + step, source)
    factor = value / known.value
    return Range(value, known.low * factor, known.high * factor, source)


def moved_quantity(known: Quantity, value: float, scale: str) -> Quantity:
    """Move a number of the chain; shares keep their width in log-odds, amounts in proportion.

    Parameters
    ----------
    known : Quantity
    value : float
    scale : {'share', 'signed', 'size', 'amount'}
    """
    source = f"{BY_HAND}{known.value:g} ({known.source})"
    low = high = value
    if scale == "share" and known.low > 0.0 and known.high < 1.0 and 0.0 < value < 1.0:
        low, high = (_from_odds(_odds(value) * _odds(end) / _odds(known.value)) for end in (known.low, known.high))
    elif scale in {"amount", "size"} and known.value > 0.0:
        low, high = (end * value / known.value for end in (known.low, known.high))
        if scale == "size":
            low = max(low, 1.0)
    elif scale == "signed":
        low, high = (end + value - known.value for end in (known.low, known.high))
    return Quantity(value, min(low, value), max(high, value), known.unit, source, known.on)


def _odds(share: float) -> float:
    return share / (1.0 - share)


def _from_odds(odds: float) -> float:
    return odds / (1.0 + odds) if math.isfinite(odds) else 1.0
