"""Who is at the table: parties and people, the council of ministers, the chambers, and whose consent is needed.

A *veto player* is a member whose consent is needed (Tsebelis 2002); a *pivot* is a member whose exit loses the
majority. Both are read off the case's own rules; nothing here knows a country.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from treves.errors import CabinetError

__all__ = ["Cabinet", "Chamber", "Council", "DecisionRule", "Party", "Person", "Poll", "VoteResult"]

TieRule = Literal["fails", "passes", "chair"]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who speaks: name, role, and other ways the reports call them."""

    name: str
    role: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """A party at the table.

    Parameters
    ----------
    name : str
        Short name, unique ("CU").
    label : str
        Full name ("ChristenUnie").
    aliases : tuple of str
        Other ways the reports call it.
    people : tuple of Person
    is_in_cabinet : bool
        False for a support party that keeps a minority cabinet in office.
    """

    name: str
    label: str
    aliases: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    is_in_cabinet: bool = True

    @property
    def called(self) -> frozenset[str]:
        """Every name under which this party or one of its people is known."""
        names = {self.name, self.label, *self.aliases}
        for person in self.people:
            names.update((person.name, *person.aliases))
        return frozenset(names)


@dataclass(frozen=True, slots=True)
class VoteResult:
    """Outcome of a vote in the council: votes for, against, ministers present, and whether it passed and why."""

    votes_for: int
    votes_against: int
    present: int
    is_passed: bool
    why: str


@dataclass(frozen=True, slots=True)
class Council:
    """The council of ministers, voting by head.

    Parameters
    ----------
    votes : mapping of str to int
        Ministers with a vote, per party.
    quorum : int
        Ministers that must be present for a valid decision.
    tie : {'fails', 'passes', 'chair'}
        What equal votes mean; ``chair`` lets the chair's party decide.
    chair : str
        Party of the chair (the prime minister); used by the tie rule ``chair``.
    source : str
        Where seats and rules come from.
    """

    votes: Mapping[str, int]
    quorum: int
    tie: TieRule = "fails"
    chair: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if any(count < 0 for count in self.votes.values()) or not sum(self.votes.values()):
            raise CabinetError("a council needs at least one minister and no negative votes")
        if not 0 <= self.quorum <= self.size:
            raise CabinetError(f"quorum {self.quorum} is not between 0 and the {self.size} ministers")
        if self.tie == "chair" and self.chair not in self.votes:
            raise CabinetError("tie rule 'chair' needs the party of the chair")

    @property
    def size(self) -> int:
        """Number of ministers with a vote."""
        return sum(self.votes.values())

    @property
    def majority(self) -> int:
        """Votes that carry a decision when all are present and vote."""
        return self.size // 2 + 1

    def vote(
        self, supporters: Collection[str], *, abstaining: Collection[str] = (), absent: Collection[str] = ()
    ) -> VoteResult:
        """Hold a vote in which ministers vote with their party; who does not support, abstain or stay away is against.

        A proposal passes with more than half of the votes cast; abstentions count for the quorum only.
        """
        named = [*supporters, *abstaining, *absent]
        if unknown := set(named) - set(self.votes):
            raise CabinetError(f"no minister in the council belongs to {', '.join(sorted(unknown))}")
        if len(set(named)) != len(named):
            raise CabinetError("a party can only support, abstain or be absent")
        votes_for = sum(self.votes[party] for party in supporters)
        present = self.size - sum(self.votes[party] for party in absent)
        votes_against = present - votes_for - sum(self.votes[party] for party in abstaining)
        if present < self.quorum:
            why, passed = f"no quorum: {present} of {self.quorum} needed are present", False
        elif votes_for == votes_against:
            passed = self.tie == "passes" or (self.tie == "chair" and self.chair in supporters)
            why = f"tie, and the tie rule is {self.tie!r}"
        else:
            passed = votes_for > votes_against
            why = f"{votes_for} for, {votes_against} against"
        return VoteResult(votes_for, votes_against, present, passed, why)


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
    """

    name: str
    label: str
    seats: Mapping[str, int]
    counted_on: date
    source: str = ""

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


@dataclass(frozen=True, slots=True)
class Poll:
    """Seats a party would win, with the pollster's range, and where and when it was published."""

    party: str
    seats: float
    low: float
    high: float
    published_on: date
    source: str


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """Whose acceptance makes a deal: every veto player, and of all parties at least a quota of weight.

    Unanimity is all parties as veto players and quota 0; a qualified majority is no veto player and a quota.

    Parameters
    ----------
    veto_players : tuple of str
    weights : mapping of str to float
        Seats or votes, for the quota.
    quota : float
    """

    veto_players: tuple[str, ...]
    weights: Mapping[str, float] = field(default_factory=dict)
    quota: float = 0.0

    def is_enough(self, accepting: Collection[str]) -> bool:
        """Say whether these parties together make a deal."""
        agreed = set(accepting)
        weight = sum(self.weights.get(party, 0.0) for party in agreed)
        return agreed.issuperset(self.veto_players) and weight >= self.quota


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
