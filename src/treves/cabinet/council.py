"""The council of ministers and a vote in it, by head: absences, walk-outs, quorum, tie."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from treves.errors import CabinetError

__all__ = ["Council", "DecisionWay", "TieRule", "VoteResult"]

DecisionWay = Literal["majority", "consensus"]
"""How a council decides: more votes for than against; or only where nobody is against, and then no vote is counted."""

TieRule = Literal["fails", "passes", "chair", "held_over"]
"""What equal votes mean: the proposal fails; it passes; the chair decides; or it is held over to the next meeting,
unless all ministers are present or the matter cannot wait, and then the chair decides."""


@dataclass(frozen=True, slots=True)
class VoteResult:
    """Outcome of a vote in the council.

    Parameters
    ----------
    votes_for, votes_against, present : int
        Ministers; whoever is present and neither for nor against abstains.
    is_passed : bool
    why : str
        In words.
    is_valid : bool
        Whether enough ministers were present to decide.
    is_held_over : bool
        Whether a tie put the decision off to the next meeting.
    """

    votes_for: int
    votes_against: int
    present: int
    is_passed: bool
    why: str
    is_valid: bool = True
    is_held_over: bool = False


@dataclass(frozen=True, slots=True)
class Council:
    """The council of ministers, voting by head, or deciding where nobody is against.

    Parameters
    ----------
    votes : mapping of str to int
        Ministers with a vote, per party.
    quorum : int
        Ministers that must be present for a valid decision.
    tie : {'fails', 'passes', 'chair', 'held_over'}
        What equal votes mean; ``chair`` lets the chair's party decide, ``held_over`` does so only where all ministers
        are present or the matter cannot wait, and else puts the decision off.
    chair : str
        Party of the chair (the prime minister); used by the tie rules ``chair`` and ``held_over``.
    source : str
        Where seats and rules come from.
    decides : {'majority', 'consensus'}
        With ``consensus`` one party against can prevent a decision, whatever the numbers, and ties play no part.
    """

    votes: Mapping[str, int]
    quorum: int
    tie: TieRule = "fails"
    chair: str = ""
    source: str = ""
    decides: DecisionWay = "majority"

    def __post_init__(self) -> None:
        if any(count < 0 for count in self.votes.values()) or not sum(self.votes.values()):
            raise CabinetError("a council needs at least one minister and no negative votes")
        if not 0 <= self.quorum <= self.size:
            raise CabinetError(f"quorum {self.quorum} is not between 0 and the {self.size} ministers")
        if self.tie in {"chair", "held_over"} and self.chair not in self.votes:
            raise CabinetError(f"tie rule {self.tie!r} needs the party of the chair")

    @property
    def size(self) -> int:
        """Number of ministers with a vote."""
        return sum(self.votes.values())

    @property
    def majority(self) -> int:
        """Votes that carry a decision when all are present and vote: more than half, or all by consensus."""
        return self.size if self.is_by_consensus else self.size // 2 + 1

    @property
    def is_by_consensus(self) -> bool:
        """Whether a decision is taken only where nobody is against."""
        return self.decides == "consensus"

    def present(self, *, absent: Collection[str] = (), missing: Mapping[str, int] | None = None) -> dict[str, int]:
        """Count the ministers present, per party.

        Parameters
        ----------
        absent : collection of str
            Parties none of whose ministers is present: they stayed away or walked out.
        missing : mapping of str to int, optional
            Ministers away per party, where the rest of the party is present.

        Returns
        -------
        dict of str to int

        Raises
        ------
        CabinetError
            If a party is not in the council, or misses more ministers than it has.
        """
        away = missing or {}
        self._expect_known([*absent, *away])
        if wrong := [party for party, count in away.items() if not 0 <= count <= self.votes[party]]:
            told = ", ".join(f"{party} {self.votes[party]}" for party in wrong)
            raise CabinetError(f"more ministers away than there are, or fewer than none; there are: {told}")
        return {party: 0 if party in absent else count - away.get(party, 0) for party, count in self.votes.items()}

    def vote(
        self,
        supporters: Collection[str],
        *,
        abstaining: Collection[str] = (),
        absent: Collection[str] = (),
        missing: Mapping[str, int] | None = None,
        is_urgent: bool = False,
    ) -> VoteResult:
        """Hold a vote in which ministers vote with their party; who does not support, abstain or stay away is against.

        A proposal passes with more than half of the votes cast, or by consensus where nobody is against and someone is
        for; abstentions count for the quorum only.

        Parameters
        ----------
        supporters, abstaining, absent : collection of str
            Parties; each stands in at most one of the three.
        missing : mapping of str to int, optional
            Ministers away per party, where the rest of the party is present and votes with it.
        is_urgent : bool
            Whether the decision cannot wait for the next meeting (tie rule ``held_over``).

        Returns
        -------
        VoteResult

        Raises
        ------
        CabinetError
            If a party is not in the council, is named in two ways, or misses more ministers than it has.
        """
        named = [*supporters, *abstaining, *absent]
        self._expect_known(named)
        if len(set(named)) != len(named):
            raise CabinetError("a party can only support, abstain or be absent")
        there = self.present(absent=absent, missing=missing)
        present = sum(there.values())
        votes_for = sum(there[party] for party in supporters)
        votes_against = present - votes_for - sum(there[party] for party in abstaining)
        if present < self.quorum:
            why = f"no quorum: {present} of {self.quorum} needed are present"
            return VoteResult(votes_for, votes_against, present, is_passed=False, why=why, is_valid=False)
        if self.is_by_consensus:
            passed = votes_for > 0 and votes_against == 0
            why = "nobody against" if passed else f"no consensus: {votes_against or 'nobody for, none'} against"
            return VoteResult(votes_for, votes_against, present, passed, why)
        if votes_for != votes_against:
            why = f"{votes_for} for, {votes_against} against"
            return VoteResult(votes_for, votes_against, present, votes_for > votes_against, why)
        return self._tie(votes_for, there, supporters, is_urgent=is_urgent)

    def _tie(self, votes: int, there: Mapping[str, int], supporters: Collection[str], *, is_urgent: bool) -> VoteResult:
        present = sum(there.values())
        if self.tie == "held_over" and present < self.size and not is_urgent:
            why = "tie: held over to the next meeting, as not all ministers are present"
            return VoteResult(votes, votes, present, is_passed=False, why=why, is_held_over=True)
        if self.tie in {"chair", "held_over"}:
            # the chair counts as present as long as one minister of the chair's party is
            passed = self.chair in supporters and there[self.chair] > 0
            return VoteResult(votes, votes, present, passed, f"tie, and the chair ({self.chair}) decides")
        return VoteResult(votes, votes, present, self.tie == "passes", f"tie, and the tie rule is {self.tie!r}")

    def _expect_known(self, named: Collection[str]) -> None:
        if unknown := set(named) - set(self.votes):
            raise CabinetError(f"no minister in the council belongs to {', '.join(sorted(unknown))}")
