"""Who holds the balance in the council: which sets carry a vote, and what one party's turn changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from treves.cabinet.council import Council, VoteResult
from treves.cabinet.majorities import minimal_winning

__all__ = ["Swing", "Turn", "carrying_sets", "find_swings", "quorum_breakers"]

Turn = Literal["votes_for", "votes_against", "abstains", "walks_out"]
"""What a party could do other than it does."""


@dataclass(frozen=True, slots=True)
class Swing:
    """What becomes of a vote when one party does something else.

    Parameters
    ----------
    party : str
    turn : {'votes_for', 'votes_against', 'abstains', 'walks_out'}
    result : VoteResult
    is_decisive : bool
        Whether the outcome (passed or not) is another than without the turn.
    """

    party: str
    turn: Turn
    result: VoteResult
    is_decisive: bool


def carrying_sets(
    council: Council,
    *,
    abstaining: Collection[str] = (),
    absent: Collection[str] = (),
    missing: Mapping[str, int] | None = None,
    is_urgent: bool = False,
) -> tuple[tuple[str, ...], ...]:
    """Find the smallest sets of parties that carry a vote, given who abstains and who is away.

    Parameters
    ----------
    council : Council
    abstaining, absent, missing, is_urgent
        As in :meth:`Council.vote`.

    Returns
    -------
    tuple of tuple of str
        Sets that carry and would not without any one of theirs, fewest parties first; empty where nothing can pass.
    """
    there = council.present(absent=absent, missing=missing)
    if sum(there.values()) < council.quorum:
        return ()
    voting = {party: count for party, count in there.items() if party not in abstaining}
    cast = sum(voting.values())
    if council.is_by_consensus:  # whoever votes has to be for
        return (tuple(party for party, count in voting.items() if count),) if cast else ()
    # one half more on the chair's side settles a tie where the chair decides; doubled, so that it stays a whole number
    doubled = {party: 2 * count for party, count in voting.items()}
    quota = cast if council.tie == "passes" else cast + 1
    is_full = sum(there.values()) == council.size
    if council.tie == "chair" or (council.tie == "held_over" and (is_full or is_urgent)):
        doubled = {party: count + (party == council.chair and count > 0) for party, count in doubled.items()}
    found = [] if cast == 0 else list(minimal_winning(doubled, quota))
    order = list(council.votes)
    return tuple(sorted(found, key=lambda told: (len(told), [order.index(party) for party in told])))


def quorum_breakers(council: Council) -> tuple[tuple[str, ...], ...]:
    """Find the smallest sets of parties whose walk-out leaves too few ministers to decide; empty where none can."""
    needed = council.size - council.quorum + 1
    order = list(council.votes)
    found = minimal_winning(council.votes, needed)
    return tuple(sorted(found, key=lambda told: (len(told), [order.index(party) for party in told])))


def find_swings(
    council: Council,
    supporters: Collection[str],
    *,
    abstaining: Collection[str] = (),
    absent: Collection[str] = (),
    missing: Mapping[str, int] | None = None,
    is_urgent: bool = False,
) -> tuple[Swing, ...]:
    """Say for every party present what the vote would become if it did each of the other things open to it.

    Parameters
    ----------
    council : Council
    supporters, abstaining, absent, missing, is_urgent
        As in :meth:`Council.vote`; who is named nowhere is against.

    Returns
    -------
    tuple of Swing
        Parties in the order of the council; the turn that each takes already is left out.
    """
    there = council.present(absent=absent, missing=missing)
    result = council.vote(supporters, abstaining=abstaining, absent=absent, missing=missing, is_urgent=is_urgent)
    found = []
    for party in council.votes:
        if party in absent or not there[party]:
            continue
        now: Turn = "votes_for" if party in supporters else "abstains" if party in abstaining else "votes_against"
        turns: tuple[Turn, ...] = ("votes_for", "votes_against", "abstains", "walks_out")
        for turn in turns:
            if turn == now:
                continue
            told = council.vote(
                [*(p for p in supporters if p != party), *([party] if turn == "votes_for" else [])],
                abstaining=[*(p for p in abstaining if p != party), *([party] if turn == "abstains" else [])],
                absent=[*absent, *([party] if turn == "walks_out" else [])],
                missing=missing,
                is_urgent=is_urgent,
            )
            found.append(Swing(party, turn, told, told.is_passed != result.is_passed))
    return tuple(found)
