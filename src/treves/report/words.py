"""How numbers and names are put into words, the same in the terminal and on the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from treves.study.findings import CaseFacts, Move, Probability, Quantity

__all__ = [
    "count_word",
    "day",
    "day_range",
    "joined",
    "move_words",
    "moved",
    "number",
    "option_label",
    "percent",
    "points",
    "range_of",
    "spread",
]

MOVES = {
    "ideal_down_10": "moves its ideal 10 points towards",
    "ideal_up_10": "moves its ideal 10 points towards",
    "reach_wider_5": "could sign 5 points further from its ideal",
    "red_line_given_up": "gives up any red line",
}

# not from the locale: a page is the same on every machine
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def day(told: date) -> str:
    """Write a day in words.

    Examples
    --------
    >>> day(date(2023, 7, 6))
    '6 July 2023'
    """
    return f"{told.day} {MONTHS[told.month - 1]} {told.year}"


def day_range(first: date, last: date) -> str:
    """Write a span of days, saying month and year once where they are the same.

    Examples
    --------
    >>> day_range(date(2023, 6, 28), date(2023, 7, 6))
    '28 June to 6 July 2023'
    """
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} to {day(last)}"
    return f"{first.day}–{day(last)}"


def count_word(count: int, noun: str, plural: str = "") -> str:
    """Write a count with its noun, small counts as words.

    Examples
    --------
    >>> [count_word(n, "party", "parties") for n in (0, 1, 4, 12)]
    ['no parties', 'one party', 'four parties', '12 parties']
    """
    told = COUNTS[count] if count < len(COUNTS) else f"{count:,}"
    return f"{told} {noun if count == 1 else plural or noun + 's'}"


def joined(parts: Sequence[str], last: str = "and") -> str:
    """Join words as one says them.

    Examples
    --------
    >>> joined(["geese", "trains", "the anthem"])
    'geese, trains and the anthem'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def percent(share: float) -> str:
    """Write a share as whole percents; what is not nothing is never written as 0 %, nor the not quite certain as 100 %.

    Examples
    --------
    >>> [percent(share) for share in (0.0, 0.005, 0.126, 0.995, 1.0)]
    ['0 %', '<1 %', '13 %', '>99 %', '100 %']
    """
    if 0.0 < share <= 0.005:
        return "<1 %"
    if 0.995 <= share < 1.0:
        return ">99 %"
    return f"{share * 100:.0f} %"


def range_of(probability: Probability) -> str:
    """Write the 80 % interval of a probability.

    Examples
    --------
    >>> range_of(Probability(p=0.12, low=0.06, high=0.204))
    '6-20 %'
    >>> range_of(Probability(p=0.002, low=0.001, high=0.004))
    '<1 %'
    """
    low, high = percent(probability.low), percent(probability.high)
    if low == high:
        return high
    return f"{low.removesuffix(' %')}-{high}"


def spread(probability: Probability) -> str:
    """Write a probability with its 80 % interval: ``12 % (6-20 %)``."""
    return f"{percent(probability.p)} ({range_of(probability)})"


def points(change: float) -> str:
    """Write a change of a probability in percentage points, with its sign.

    Examples
    --------
    >>> [points(change) for change in (0.123, -0.004, 0.0)]
    ['+12.3', '-0.4', '0.0']
    """
    told = f"{change * 100:+.1f}"
    return "0.0" if told in {"+0.0", "-0.0"} else told


def moved(change: Quantity) -> str:
    """Write a change of a probability in percentage points, with its interval.

    Examples
    --------
    >>> moved(Quantity(value=-0.551, low=-0.57, high=-0.532))
    '-55.1 (-57.0 to -53.2)'
    """
    return f"{points(change.value)} ({points(change.low)} to {points(change.high)})"


def number(quantity: Quantity, digits: int = 0) -> str:
    """Write a quantity with its 80 % interval; a minus sign never meets the dash of the interval.

    Examples
    --------
    >>> number(Quantity(value=72, low=60, high=84)), number(Quantity(value=-0.1, low=-0.17, high=-0.04), 2)
    ('72 (60-84)', '-0.10 (-0.17 to -0.04)')
    """
    dash = " to " if quantity.low < 0 else "-"
    return f"{quantity.value:.{digits}f} ({quantity.low:.{digits}f}{dash}{quantity.high:.{digits}f})"


def move_words(facts: CaseFacts, move: Move) -> str:
    """Tell a move in words: who does what on which issue."""
    issue = next(told for told in facts.issues if told.name == move.issue)
    towards = {"ideal_down_10": issue.low_end, "ideal_up_10": issue.high_end}.get(move.move)
    end = f" {towards or ('0' if move.move == 'ideal_down_10' else '100')}" if towards is not None else ""
    return f"{facts.parties[move.party]} {MOVES[move.move]}{end}, on: {issue.label}"


def option_label(facts: CaseFacts, issue: str, option: str) -> str:
    """Return an option in the words of the case."""
    told = next(told for told in facts.issues if told.name == issue)
    return next(known.label for known in told.options if known.name == option)
