"""Numbers as a printer sets them: no break before the percent sign, en dashes in ranges, a real minus."""

from __future__ import annotations

from treves.report.words import percent, points
from treves.study.findings import Probability, Quantity

__all__ = [
    "chance",
    "change",
    "change_range",
    "noise",
    "number_of",
    "quantity",
    "quantity_range",
    "share",
    "share_range",
    "signed",
]

NO_BREAK = "\u00a0"


def share(value: float) -> str:
    """Set a share as whole percents."""
    return percent(value).replace(" ", NO_BREAK)


def share_range(probability: Probability) -> str:
    """Set the 80 % interval of a probability.

    Examples
    --------
    >>> share_range(Probability(p=0.12, low=0.06, high=0.204)).replace(NO_BREAK, " ")
    '6–20 %'
    """
    low, high = share(probability.low), share(probability.high)
    return high if low == high else f"{low.removesuffix(NO_BREAK + '%')}–{high}"


def chance(probability: Probability) -> str:
    """Set a probability with its interval."""
    return f"{share(probability.p)} ({share_range(probability)})"


def noise(probability: Probability) -> str:
    """Set the standard error of drawing, in percentage points.

    Examples
    --------
    >>> noise(Probability(p=0.12, low=0.06, high=0.2, monte_carlo_error=0.0103))
    '±1.0'
    """
    return f"±{probability.monte_carlo_error * 100:.1f}"


def change(value: float) -> str:
    """Set a change of a probability in percentage points."""
    return points(value).replace("-", "−")


def change_range(told: Quantity) -> str:
    """Set the 80 % interval of a change in percentage points.

    Examples
    --------
    >>> change_range(Quantity(value=-0.2, low=-0.22, high=-0.18))
    '−22.0 to −18.0'
    """
    return f"{change(told.low)} to {change(told.high)}"


def number_of(value: float) -> str:
    """Set a number of any size: thousands with commas, small ones with the digits that matter.

    Examples
    --------
    >>> [number_of(value) for value in (61_312.0, 41.26, 3.14159, 0.027, 0.0)]
    ['61,312', '41', '3.1', '0.027', '0']
    """
    size = abs(value)
    if size >= 10.0:
        told = f"{value:,.0f}"
    elif size >= 1.0:
        told = f"{value:.1f}".removesuffix(".0")
    elif size < 0.0005:
        told = "0"
    else:
        told = f"{value:.2g}"
    return told.replace("-", "−")


def signed(value: float, digits: int = 2) -> str:
    """Set a number with its sign.

    Examples
    --------
    >>> signed(-0.051), signed(0.0001)
    ('−0.05', '0.00')
    """
    told = f"{value:+.{digits}f}"
    return told[1:] if float(told) == 0.0 else told.replace("-", "−")


def quantity_range(told: Quantity, digits: int = 0) -> str:
    """Set the 80 % interval of a quantity; the word between keeps minus and dash apart."""
    low, high = f"{told.low:.{digits}f}", f"{told.high:.{digits}f}"
    between = " to " if told.low < 0 else "–"
    return f"{low}{between}{high}".replace("-", "−")


def quantity(told: Quantity, digits: int = 0) -> str:
    """Set a quantity with its interval."""
    return f"{told.value:.{digits}f}".replace("-", "−") + f" ({quantity_range(told, digits)})"
