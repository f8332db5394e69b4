"""The rules of the talks: whose consent is needed, who proposes, who may leave, how the council votes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from treves.cabinet import Cabinet, Council
from treves.crisis.errors import GameError

__all__ = ["Rules", "is_carried", "rules_of"]


@dataclass(frozen=True)
class Rules:
    """Who does what when.

    Parameters
    ----------
    parties : tuple of str
        Everyone at the table: members of the cabinet and parties that support it.
    order : tuple of str
        Whose consent a tabled package needs, in the order in which they answer (the proposer does not answer
        itself).
    proposers : tuple of str
        Who has the floor in each session; as many as there are sessions.
    may_leave : tuple of str
        Whose exit brings the cabinet down: members, and support parties that withdraw.
    council : Council, optional
        Its votes, quorum and tie rule. None: no vote can be called, as in a council that decides by consensus.
    are_walk_outs_possible : bool
        Whether opponents may leave the room to break the quorum. They do whenever that stops the vote.
    is_vote_normal : bool
        Whether to be outvoted is the ordinary course and no breach of trust: it costs no trust.

    Raises
    ------
    GameError
        If a name is unknown or named twice where it must be once, or there is no session.
    """

    parties: tuple[str, ...]
    order: tuple[str, ...]
    proposers: tuple[str, ...]
    may_leave: tuple[str, ...]
    council: Council | None = None
    are_walk_outs_possible: bool = True
    is_vote_normal: bool = False

    def __post_init__(self) -> None:
        known = set(self.parties)
        for name in ("parties", "order", "may_leave"):
            named = getattr(self, name)
            if len(set(named)) != len(named):
                raise GameError(f"{name} names a party twice: {', '.join(named)}")
        votes = self.council.votes if self.council else ()
        if unknown := {*self.order, *self.proposers, *self.may_leave, *votes} - known:
            raise GameError(f"{', '.join(sorted(unknown))} is not at the table; there are {', '.join(self.parties)}")
        if len(self.parties) < 2:
            raise GameError("talks need at least two parties")
        if not self.proposers:
            raise GameError("talks need at least one session: name who has the floor in each")

    @property
    def sessions(self) -> int:
        """Number of sessions before the deadline."""
        return len(self.proposers)

    def votes_of(self, party: str) -> int:
        """Ministers of a party with a vote in the council; 0 without a council."""
        return int(self.council.votes.get(party, 0)) if self.council else 0

    def with_one_more_session(self) -> Rules:
        """Return the same rules with a session more.

        Where the floor has gone round in the order of answering it goes on so; otherwise it returns to the
        first.
        """
        following = self.proposers[0]
        if set(self.proposers) <= set(self.order):
            at = self.order.index(self.proposers[0])
            turn = (*self.order[at:], *self.order[:at])
            rotation = [turn[session % len(turn)] for session in range(self.sessions + 1)]
            if tuple(rotation[:-1]) == self.proposers and self.sessions > 1:
                following = rotation[-1]
        return replace(self, proposers=(*self.proposers, following))


def is_carried(rules: Rules, supporters: Collection[str]) -> bool:
    """Say whether a vote passes when these parties' ministers are for it and all others against.

    Opponents who can break the quorum by walking out do so: a vote they would lose cannot be held without
    them. Whoever is outvoted loses nothing by it, so this is a rule here and not a choice.
    """
    if rules.council is None:
        return False
    supporting = [party for party in supporters if rules.votes_of(party)]
    opposed = [party for party in rules.council.votes if party not in supporting]
    if not rules.council.vote(supporting).is_passed:
        return False
    return not rules.are_walk_outs_possible or rules.council.vote(supporting, absent=opposed).is_passed


def rules_of(
    cabinet: Cabinet,
    sessions: int,
    first_mover: str,
    *,
    order: tuple[str, ...] = (),
    do_proposers_rotate: bool = True,
    may_leave: tuple[str, ...] = (),
    are_walk_outs_possible: bool = True,
    is_vote_normal: bool = False,
) -> Rules:
    """Read the rules of the talks off a cabinet.

    Parameters
    ----------
    cabinet : Cabinet
    sessions : int
    first_mover : str
        Who has the floor in the first session.
    order : tuple of str
        Who answers, in which order. Empty: the veto players in the order of the case; where the rule knows
        none, all members (a package that is tabled rather than voted on is settled by consent).
    do_proposers_rotate : bool
        Whether the floor passes on in the order of answering, or stays with the first mover.
    may_leave : tuple of str
        Whose exit brings the cabinet down. Empty: everyone who answers.
    are_walk_outs_possible, is_vote_normal : bool
        See :class:`Rules`.
    """
    answering = order or cabinet.veto_players() or cabinet.members
    if sessions < 1:
        raise GameError(f"{sessions} sessions; right would be at least 1")
    floor: tuple[str, ...] = (first_mover,)
    if do_proposers_rotate:
        at = answering.index(first_mover) if first_mover in answering else 0
        turn = (*answering[at:], *answering[:at])
        floor = turn if first_mover in answering else (first_mover, *turn)
    return Rules(
        parties=cabinet.party_names,
        order=answering,
        proposers=tuple(floor[session % len(floor)] for session in range(sessions)),
        may_leave=may_leave or answering,
        council=None if cabinet.council and cabinet.council.is_by_consensus else cabinet.council,
        are_walk_outs_possible=are_walk_outs_possible,
        is_vote_normal=is_vote_normal,
    )
