"""How numbers and names are put into words, the same in the terminal and on the page."""

from __future__ import annotations

from treves.study.findings import CaseFacts, Move, Probability, Quantity

__all__ = [
    "changed_words",
    "move_words",
    "number",
    "option_label",
    "party_label",
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


def percent(share: float) -> str:
    """Write a share as whole percents; what is not nothing is never written as 0 %, nor the not quite certain as 100 %.

    Examples
    --------
    >>> [percent(share) for share in (0.0, 0.004, 0.126, 0.997, 1.0)]
    ['0 %', '<1 %', '13 %', '>99 %', '100 %']
    """
    if 0.0 < share < 0.005:
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
    """
    low, high = percent(probability.low), percent(probability.high)
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


def number(quantity: Quantity, digits: int = 0) -> str:
    """Write a quantity with its 80 % interval: ``72 (60-84)``."""
    return f"{quantity.value:.{digits}f} ({quantity.low:.{digits}f}-{quantity.high:.{digits}f})"


def option_label(facts: CaseFacts, issue: str, option: str) -> str:
    """Return an option in the words of the case."""
    for told in facts.issues:
        if told.name == issue:
            for known in told.options:
                if known.name == option:
                    return known.label
    raise KeyError(f"{issue}={option}")


def party_label(facts: CaseFacts, party: str) -> str:
    """Return a party's full name."""
    return facts.parties[party]


def changed_words(facts: CaseFacts, package: dict[str, str]) -> str:
    """Tell what a package changes against the status quo, in the words of the case."""
    changed = [
        option_label(facts, issue.name, package[issue.name])
        for issue in facts.issues
        if package[issue.name] != issue.status_quo
    ]
    return "; ".join(changed) if changed else "everything stays as it is"


def move_words(facts: CaseFacts, move: Move) -> str:
    """Tell a move in words: who does what on which issue."""
    issue = next(told for told in facts.issues if told.name == move.issue)
    towards = {"ideal_down_10": issue.low_end, "ideal_up_10": issue.high_end}.get(move.move)
    end = f" {towards or ('0' if move.move == 'ideal_down_10' else '100')}" if towards is not None else ""
    return f"{facts.parties[move.party]} {MOVES[move.move]}{end}, on: {issue.label}"
