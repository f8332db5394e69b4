"""A chamber of parliament: seats per party and the majority."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

__all__ = ["Chamber"]


@dataclass(frozen=True, slots=True)
class Chamber:
    """A chamber of parliament: seats per party (all parties, also those outside the cabinet) and the majority.

    Parameters
    ----------
    name, label : str
    seats : mapping of str to int
    counted_on : date
        Day for which the seats hold.
    source : str
    places : mapping of str to float
        Place of parties on one scale, where known; any unit.
    places_source : str
        Which scale, and where the places come from.
    """

    name: str
    label: str
    seats: Mapping[str, int]
    counted_on: date
    source: str = ""
    places: Mapping[str, float] = field(default_factory=dict)
    places_source: str = ""

    @property
    def size(self) -> int:
        """Number of seats."""
        return sum(self.seats.values())

    @property
    def majority(self) -> int:
        """Seats that make a majority of all members."""
        return self.size // 2 + 1

    def seats_of(self, parties: Iterable[str]) -> int:
        """Seats held together by some parties; a party without a seat counts zero."""
        return sum(self.seats.get(party, 0) for party in parties)
