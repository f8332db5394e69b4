"""What a statement's ``about`` means in terms of issue and option, and how much a statement weighs.

The codebook is the case's own: which measure is which option, how far a certainty or a voucher lowers a
statement's reliability, and which propositions touch a party's stake in a fall.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from treves.evidence.statement import Statement

__all__ = ["CERTAINTY_WEIGHTS", "OPEN_WEIGHT", "VOUCHER_WEIGHTS", "Codebook", "Entry", "Meaning", "StakeShift"]

Reading = Literal["option", "at_least", "at_most"]

CERTAINTY_WEIGHTS: Mapping[str, float] = {
    "asserted": 0.95,
    "reported": 0.85,
    "hedged": 0.70,
    "possible": 0.60,
    "denied": 0.95,  # flips the stance; a denial is as firm as an assertion
}
VOUCHER_WEIGHTS: Mapping[str, float] = {
    "self": 1.0,
    "person": 0.95,
    "party": 0.95,
    "institution": 0.95,
    "journalist": 0.90,
    "anonymous": 0.85,
}
OPEN_WEIGHT = 0.60
"""Assumption: how far a row nobody has reviewed is believed. On reports nobody had tuned the rules to, the F1 of actor,
matter and stance together lay between 0.47 and 0.73 (tests/evidence/reports/README.md)."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a matter says about one issue: that option, at least as far as it, or at most as far as it."""

    issue: str
    option: str
    reading: Reading = "option"


@dataclass(frozen=True, slots=True)
class StakeShift:
    """How an asserted proposition moves a party's stake in a fall.

    Parameters
    ----------
    shift : float
        Added to the stake's mean at full reliability, in utility units (0-1); positive: a fall costs less.
    party : str
        Whose stake; empty for the party of the actor.
    source : str
        Where the size comes from, or the word ``assumption``.
    """

    shift: float
    party: str = ""
    source: str = "assumption"


@dataclass(frozen=True, slots=True)
class Entry:
    """One matter statements can be about.

    Parameters
    ----------
    name : str
        The ``about`` id.
    type : {'measure', 'proposition'}
    description : str
    meanings : tuple of Meaning
        Empty where the matter touches no issue on the agenda (it still counts as a mention of nothing).
    stake : StakeShift, optional
    """

    name: str
    type: Literal["measure", "proposition"]
    description: str
    meanings: tuple[Meaning, ...] = ()
    stake: StakeShift | None = None


@dataclass(frozen=True, slots=True)
class Codebook:
    """The matters of a case and the tables of reliability.

    Parameters
    ----------
    entries : mapping of str to Entry
    certainty_weights, voucher_weights : mapping of str to float
        Shares (0-1); their product is a statement's reliability.
    open_weight : float
        Share (0-1) that multiplies it where nobody has reviewed the row; it matters only in a case that lets such
        rows in (``statements: all``).
    """

    entries: Mapping[str, Entry]
    certainty_weights: Mapping[str, float] = field(default_factory=lambda: dict(CERTAINTY_WEIGHTS))
    voucher_weights: Mapping[str, float] = field(default_factory=lambda: dict(VOUCHER_WEIGHTS))
    open_weight: float = OPEN_WEIGHT

    def reliability(self, statement: Statement) -> float:
        """Return rho: certainty weight times voucher weight (0-1), times ``open_weight`` for a row nobody reviewed."""
        weight = self.certainty_weights[statement.certainty] * self.voucher_weights[statement.source_type]
        return weight * self.open_weight if statement.review == "open" else weight
