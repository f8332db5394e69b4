"""Votes in the council in words: what comes out, and whose turn would change it."""

from __future__ import annotations

from treves.report.words import joined
from treves.study.institutions import CouncilView, VoteFacts

__all__ = ["TURNS", "ballot_words", "house_words", "power_words", "quorum_words", "turn_words"]

MOST_SETS = 6  # that are named; more are counted

TURNS = {
    "votes_for": "votes for",
    "votes_against": "votes against",
    "abstains": "abstains",
    "walks_out": "walks out",
}


def ballot_words(ballot: VoteFacts) -> str:
    """Tell who is for, and what comes out."""
    who = joined(ballot.supporters) or "nobody"
    if ballot.is_held_over:
        came = "held over"
    elif not ballot.is_valid:
        came = "no valid vote"
    else:
        came = "passes" if ballot.is_passed else "fails"
    return f"{who} for: {came}, {ballot.why}"


def turn_words(ballot: VoteFacts) -> str:
    """Tell whose turn changes the outcome and whose does not, parties with the same turns together.

    A party none of whose turns matters is named with the others of which that holds.
    """
    decisive: dict[str, list[str]] = {}
    open_turns: dict[str, int] = {}
    for turn in ballot.turns:
        open_turns[turn.party] = open_turns.get(turn.party, 0) + 1
        decisive.setdefault(turn.party, [])
        if turn.is_decisive:
            decisive[turn.party].append(TURNS[turn.turn])
    groups: dict[tuple[str, ...], list[str]] = {}
    for party, turns in decisive.items():
        groups.setdefault(tuple(turns), []).append(party)
    verb = "It falls" if ballot.is_passed else "It passes"
    told = [f"{verb} if {joined(parties, 'or')} {joined(turns, 'or')}." for turns, parties in groups.items() if turns]
    if idle := groups.get(()):
        told.append(f"Nothing that {joined(idle, 'or')} does alone changes that.")
    return " ".join(told)


def quorum_words(view: CouncilView) -> str:
    """Tell who can leave the council without a quorum."""
    if not view.quorum_broken_by:
        return "No walk-out can leave it without a quorum."
    broken = view.quorum_broken_by
    if len(broken) > MOST_SETS:
        fewest = min(len(parties) for parties in broken)
        sets = f"{len(broken)} sets of {fewest} or more parties are just enough"
        return f"It can no longer decide once enough walk out: {sets}."
    return f"It can no longer decide if {joined([_both(parties) for parties in broken], 'or')} walk out."


def _both(parties: tuple[str, ...]) -> str:
    return joined(parties) if len(parties) > 1 else f"{parties[0]} alone"


def house_words(view: CouncilView) -> str:
    """Tell the rule, who can prevent a vote, and who is decisive."""
    return " ".join(told for told in (f"The rule: {view.rule}.", quorum_words(view), power_words(view)) if told)


def power_words(view: CouncilView) -> str:
    """Tell who is decisive by the rule alone: those who never are, and those who are equally so."""
    idle = [told.party for told in view.power if told.banzhaf == 0.0]
    equal: dict[float, list[str]] = {}
    for told in view.power:
        if told.banzhaf:
            equal.setdefault(round(told.banzhaf, 9), []).append(told.party)
    sentences = [
        f"By votes alone {joined(parties)} are equally often decisive, whatever their numbers."
        for parties in equal.values()
        if len(parties) > 1 and len({told.weight for told in view.power if told.party in parties}) > 1
    ]
    if idle:
        verb = "is" if len(idle) == 1 else "are"
        sentences.append(f"{joined(idle)} {verb} never decisive.")
    return " ".join(sentences)
