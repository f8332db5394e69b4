"""A cabinet's time in office: when it began, in what senses and when it ended, and what was known at its formation.

An end has four senses, each with its day as far as anyone wrote it down. They are not the same day, and not every
cabinet comes to an end in all of them: a cabinet that offers to resign may be asked to stay (the Netherlands 1955), and
one that lost its majority may sit on as a caretaker until the voters have spoken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from treves.errors import TrevesError

__all__ = ["CAUSES", "DEFINITIONS", "FALLS", "Cause", "Ends", "Spell", "SpellError"]

Cause = Literal["standing", "replacement", "early_election", "scheduled"]

CAUSES: tuple[Cause, ...] = ("replacement", "early_election", "scheduled")
"""The ways a spell ends, in the order of every array over causes. ``standing`` is none: the end is not yet seen."""

FALLS: tuple[Cause, ...] = ("replacement", "early_election")
"""The causes that count as a fall: before the term was over, by a successor or by the voters."""

DEFINITIONS = {
    "offered_on": "the cabinet, or the prime minister for it, offers to resign, whatever comes of it",
    "replaced_on": "another cabinet takes over with no election in between",
    "early_election_on": "voters are called more than half a year before the term is over",
    "left_office_on": "the next government of whatever kind is sworn in",
}
"""The four senses of an end, in words."""


class SpellError(TrevesError):
    """A spell, or a table of spells, that cannot be."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The days on which a spell ended, by definition; None where it did not, or where nobody wrote the day down."""

    offered_on: date | None = None
    replaced_on: date | None = None
    early_election_on: date | None = None
    left_office_on: date | None = None

    @property
    def first_on(self) -> date | None:
        """The earliest of them."""
        known = [day for day in (self.offered_on, self.replaced_on, self.early_election_on, self.left_office_on) if day]
        return min(known, default=None)


@dataclass(frozen=True, slots=True)
class Spell:
    """A cabinet's time in office.

    Parameters
    ----------
    country : str
        ISO 3166 alpha-3, or any name one and the same for a country.
    cabinet : str
    began_on : date
    seen_until_on : date
        The day it ended in the first of the four senses, or the last day on which it was seen to stand.
    cause : {'standing', 'replacement', 'early_election', 'scheduled'}
    term_ends_on : date, optional
        When the next election is due at the latest.
    ends : Ends
    is_cause_certain : bool
        False where the cause was inferred, or where sources contradict each other; ``doubt`` says why.
    doubt : str
    is_caretaker : bool
    parties : float, optional
        Parties in the cabinet; None, here and below, where nobody knows.
    seats_share : float, optional
        Share (0-1) of the chamber's seats that the cabinet's parties hold.
    is_minimal_winning : bool, optional
        No party could leave without loss of the majority.
    pm_share : float, optional
        Share (0-1) of the cabinet's seats that the prime minister's party holds.
    effective_parties : float, optional
        Effective number of parties in the chamber (Laakso and Taagepera 1979).
    range_points : float, optional
        Distance between the outermost parties of the cabinet on a left-right scale from 0 to 10.
    is_after_election : bool, optional
        The first cabinet since the voters spoke.
    polls_change : float, optional
        Share of its seats that the cabinet's parties would gain (+) or lose (-) by the polls.
    """

    country: str
    cabinet: str
    began_on: date
    seen_until_on: date
    cause: Cause
    term_ends_on: date | None = None
    ends: Ends = Ends()
    is_cause_certain: bool = True
    doubt: str = ""
    is_caretaker: bool = False
    parties: float | None = None
    seats_share: float | None = None
    is_minimal_winning: bool | None = None
    pm_share: float | None = None
    effective_parties: float | None = None
    range_points: float | None = None
    is_after_election: bool | None = None
    polls_change: float | None = None

    def __post_init__(self) -> None:
        if self.seen_until_on < self.began_on:
            raise SpellError(f"{self.cabinet}: seen until {self.seen_until_on}, before it began, {self.began_on}")

    @property
    def days(self) -> int:
        """Days in office, at least one."""
        return max((self.seen_until_on - self.began_on).days, 1)

    @property
    def is_fallen(self) -> bool:
        """Whether it ended before its term was over."""
        return self.cause in FALLS
