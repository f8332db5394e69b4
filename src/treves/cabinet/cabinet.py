"""The parties at the table and the bodies they sit in."""

from __future__ import annotations

from dataclasses import dataclass

from treves.cabinet.chamber import Chamber
from treves.cabinet.council import Council
from treves.cabinet.decision_rule import DecisionRule
from treves.cabinet.party import Party
from treves.cabinet.poll import Poll
from treves.errors import CabinetError

__all__ = ["Cabinet"]


@dataclass(frozen=True)
class Cabinet:
    """The parties at the table and the bodies they sit in.

    Parameters
    ----------
    name, country : str
    parties : tuple of Party
        In the order of the case; results keep it.
    rule : DecisionRule
        Whose acceptance makes a deal.
    council : Council, optional
    chambers : tuple of Chamber
        The first is the one that polls speak of.
    polls : tuple of Poll

    Raises
    ------
    CabinetError
        If party names clash or a rule, council or poll names a party that is not there.
    """

    name: str
    country: str
    parties: tuple[Party, ...]
    rule: DecisionRule
    council: Council | None = None
    chambers: tuple[Chamber, ...] = ()
    polls: tuple[Poll, ...] = ()

    def __post_init__(self) -> None:
        names = self.party_names
        if not names or len(set(names)) != len(names):
            raise CabinetError("a cabinet needs at least one party, each named once")
        mentioned = {
            *self.rule.veto_players,
            *self.rule.weights,
            *(self.council.votes if self.council else ()),
        }
        if unknown := mentioned - set(names):
            raise CabinetError(f"{', '.join(sorted(unknown))} is in a rule or the council but not at the table")
        reachable = sum(self.rule.weights.get(name, 0.0) for name in names)
        if self.rule.quota > reachable:
            raise CabinetError(f"quota {self.rule.quota} is more than the {reachable} all parties have together")

    @property
    def party_names(self) -> tuple[str, ...]:
        """Short names of the parties, in the order of the case."""
        return tuple(party.name for party in self.parties)

    @property
    def members(self) -> tuple[str, ...]:
        """Parties that hold office (a support party does not)."""
        return tuple(party.name for party in self.parties if party.is_in_cabinet)

    def party(self, name: str) -> Party:
        """Return the party of this short name; raises :class:`CabinetError` if there is none."""
        for party in self.parties:
            if party.name == name:
                return party
        raise CabinetError(f"no party {name!r} at the table; there are {', '.join(self.party_names)}")

    def party_called(self, actor: str) -> str | None:
        """Return the short name of the party that an actor is or belongs to, or None."""
        for party in self.parties:
            if actor in party.called:
                return party.name
        return None

    def veto_players(self) -> tuple[str, ...]:
        """Parties without whose acceptance no deal can be made, whatever the others do."""
        everyone = set(self.party_names)
        return tuple(name for name in self.party_names if not self.rule.is_enough(everyone - {name}))

    def pivots(self, chamber: Chamber) -> tuple[str, ...]:
        """Parties whose exit alone loses the cabinet's majority in a chamber; empty where it has none to lose."""
        if chamber.seats_of(self.party_names) < chamber.majority:
            return ()
        remaining = {name: [other for other in self.party_names if other != name] for name in self.party_names}
        return tuple(name for name, rest in remaining.items() if chamber.seats_of(rest) < chamber.majority)

    def poll_change(self, party: str) -> float | None:
        """Share of its seats in the first chamber that a party would gain (+) or lose (-) by the polls.

        Several polls of one party are averaged. None where the party has no poll or no seat to compare with.
        """
        polled = [poll.seats for poll in self.polls if poll.party == party]
        now = self.chambers[0].seats.get(party, 0) if self.chambers else 0
        if not polled or not now:
            return None
        return sum(polled) / len(polled) / now - 1.0
