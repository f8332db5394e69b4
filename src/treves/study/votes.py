"""Votes and majorities of a case, retold for the findings."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from treves.bargaining.power import Game, banzhaf, deegan_packel, public_good, shapley_shubik, weighted_game
from treves.cabinet import (
    Cabinet,
    Chamber,
    Council,
    carrying_sets,
    connected_majorities,
    find_swings,
    minimal_winning,
    minimal_winning_count,
    partners,
    quorum_breakers,
    seats_left,
)
from treves.study.institutions import ChamberView, CouncilView, Power, SeatsLeft, TurnFacts, VoteFacts

__all__ = ["power_of", "view_chamber", "view_council"]

LISTED = 20  # majorities and partners that are listed; the rest is counted

TIES = {
    "fails": "a tie fails",
    "passes": "a tie passes",
    "chair": "at a tie the chair ({chair}) decides",
    "held_over": "a tie is held over to the next meeting, unless all are present or it cannot wait: then the chair "
    "({chair}) decides",
}


def view_council(
    council: Council,
    *,
    supporters: Collection[str] = (),
    abstaining: Collection[str] = (),
    absent: Collection[str] = (),
    missing: Mapping[str, int] | None = None,
    is_urgent: bool = False,
) -> CouncilView:
    """Say who carries a vote, given who abstains and who is away, and who is decisive.

    Parameters
    ----------
    council : Council
    supporters : collection of str
        Ask for this one vote; by default every minimal set that carries one is tried, all others against.
    abstaining, absent, missing, is_urgent
        As in :meth:`treves.cabinet.Council.vote`.

    Returns
    -------
    CouncilView

    Raises
    ------
    CabinetError
        If a party is not in the council, is named in two ways, or misses more ministers than it has.
    """
    away = dict(missing or {})
    # asked first, so that a name that is not there is told before anything is worked out
    council.vote(supporters, abstaining=abstaining, absent=absent, missing=away)
    carried = carrying_sets(council, abstaining=abstaining, absent=absent, missing=away, is_urgent=is_urgent)
    asked = (tuple(party for party in council.votes if party in supporters),) if supporters else carried
    return CouncilView(
        votes=dict(council.votes),
        size=council.size,
        quorum=council.quorum,
        rule=_rule_words(council),
        is_by_consensus=council.is_by_consensus,
        source=council.source,
        abstaining=_in_order(council, abstaining),
        absent=_in_order(council, absent),
        missing=away,
        is_urgent=is_urgent,
        carried_by=carried,
        quorum_broken_by=quorum_breakers(council),
        ballots=tuple(
            _vote_facts(council, told, _in_order(council, abstaining), _in_order(council, absent), away, is_urgent)
            for told in asked
        ),
        power=power_of(council.votes, _game_of(council)),
    )


def _rule_words(council: Council) -> str:
    there = f"{council.quorum} of {council.size} must be present"
    if council.is_by_consensus:
        return f"by consensus: nobody against, and no vote is counted; {there}"
    tie = TIES[council.tie].format(chair=council.chair)
    return f"more votes for than against, abstentions not counted; {there}; {tie}"


def _in_order(council: Council, parties: Collection[str]) -> tuple[str, ...]:
    return tuple(party for party in council.votes if party in parties)


def _vote_facts(
    council: Council,
    supporters: tuple[str, ...],
    abstaining: tuple[str, ...],
    absent: tuple[str, ...],
    missing: Mapping[str, int],
    is_urgent: bool,
) -> VoteFacts:
    how = {"abstaining": abstaining, "absent": absent, "missing": missing}
    result = council.vote(supporters, is_urgent=is_urgent, **how)  # type: ignore[arg-type]
    swings = find_swings(council, supporters, is_urgent=is_urgent, **how)  # type: ignore[arg-type]
    return VoteFacts(
        supporters=supporters,
        abstaining=abstaining,
        absent=absent,
        missing=dict(missing),
        is_urgent=is_urgent,
        votes_for=result.votes_for,
        votes_against=result.votes_against,
        present=result.present,
        is_passed=result.is_passed,
        is_valid=result.is_valid,
        is_held_over=result.is_held_over,
        why=result.why,
        turns=tuple(
            TurnFacts(
                party=swing.party,
                turn=swing.turn,
                votes_for=swing.result.votes_for,
                votes_against=swing.result.votes_against,
                present=swing.result.present,
                is_passed=swing.result.is_passed,
                is_decisive=swing.is_decisive,
                why=swing.result.why,
            )
            for swing in swings
        ),
    )


def _game_of(council: Council) -> Game:
    """Return the vote with all present; a casting vote is half a vote more, so everything is doubled."""
    if council.is_by_consensus:
        return weighted_game(council.votes, council.size)
    if council.tie in {"chair", "held_over"}:
        doubled = {party: 2 * votes + (party == council.chair) for party, votes in council.votes.items()}
        return weighted_game(doubled, council.size + 1)
    return weighted_game(council.votes, -(-council.size // 2) if council.tie == "passes" else council.majority)


def power_of(weights: Mapping[str, int], game: Game) -> tuple[Power, ...]:
    """Return four indices of power of each party, beside its share of the weight."""
    total = sum(weights.values())
    indices = [index(game) for index in (banzhaf, shapley_shubik, deegan_packel, public_good)]
    names = ("banzhaf", "shapley_shubik", "deegan_packel", "public_good")
    return tuple(
        Power(
            party=party,
            weight=weight,
            weight_share=weight / total,
            **{name: float(index[party]) for name, index in zip(names, indices, strict=True)},
        )
        for party, weight in weights.items()
    )


def view_chamber(cabinet: Cabinet, chamber: Chamber) -> ChamberView:
    """Say what the cabinet holds in a chamber, what is left of it without each member, and which majorities there are.

    Parameters
    ----------
    cabinet : Cabinet
    chamber : Chamber

    Returns
    -------
    ChamberView
    """
    members = cabinet.members
    leaving: list[tuple[str, ...]] = [(), *((party,) for party in members if len(members) > 1)]
    left = [seats_left(chamber, members, told) for told in leaving]
    return ChamberView(
        name=chamber.name,
        label=chamber.label,
        counted_on=chamber.counted_on,
        source=chamber.source,
        size=chamber.size,
        majority=chamber.majority,
        seats=dict(chamber.seats),
        members=members,
        left=tuple(
            SeatsLeft(
                leaving=told.leaving, seats=told.seats, short_seats=told.short_seats, is_majority=told.is_majority
            )
            for told in left
        ),
        filled_by=() if left[0].is_majority else tuple(partners(chamber, members, at_most=LISTED)),
        majority_count=minimal_winning_count(chamber.seats, chamber.majority),
        majorities=_fewest(chamber),
        connected=tuple(connected_majorities(chamber, chamber.places)),
        places_source=chamber.places_source,
        power=power_of(chamber.seats, weighted_game(chamber.seats, chamber.majority)),
    )


def _fewest(chamber: Chamber) -> tuple[tuple[str, ...], ...]:
    """Return minimal winning sets with the fewest parties first, and among these the larger ones."""
    found: list[tuple[str, ...]] = []
    for parties in range(1, len(chamber.seats) + 1):
        sized = minimal_winning(chamber.seats, chamber.majority, at_most_parties=parties)
        found = sorted(sized, key=lambda told: (len(told), -chamber.seats_of(told)))
        if len(found) >= LISTED:
            break
    return tuple(found[:LISTED])
