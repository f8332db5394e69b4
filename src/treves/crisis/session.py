"""The moves of one session and of the reckoning after the last, as trees of public choices.

The session: the proposer tables a package, calls a vote on one, or makes no proposal and then adjourns or
leaves. A tabled package is answered in order; the first who rejects it ends the session, and then says
whether it stays. Whoever is outvoted stays or leaves in turn. After the deadline each stays or leaves in
turn.

To leave is always a choice of its own, put to one party after something has happened to it: it comes once a
session, not at every move, so that slips do not add up with the number of parties
(docs/decisions/0006-crisis-game.md).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.crisis.flattening import flatten
from treves.crisis.game import Game
from treves.crisis.moves import Branch, Choice, End, Ending, Move, NextSession, Occasion
from treves.crisis.public_tree import PublicTree
from treves.crisis.rules import is_carried

__all__ = ["deadline_choice", "public_tree_of", "session_choice"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _Table:
    """A game by numbers instead of names."""

    game: Game
    order: tuple[int, ...]
    may_leave: frozenset[int]
    ministers: tuple[int, ...]
    gains: tuple[Floats, ...]  # by package
    votes_for: npt.NDArray[np.bool_]
    is_possible: npt.NDArray[np.bool_]
    fall: tuple[Floats, ...]  # by leaver
    breach: Floats  # by caller
    after_session: tuple[float, ...]

    @property
    def parties(self) -> range:
        return range(len(self.ministers))


def _lay_table(game: Game) -> _Table:
    number = {party: at for at, party in enumerate(game.rules.parties)}
    gains = game.gains()
    parties = len(game.types)
    return _Table(
        game=game,
        order=tuple(number[party] for party in game.rules.order),
        may_leave=frozenset(number[party] for party in game.rules.may_leave),
        ministers=tuple(game.rules.votes_of(party) for party in game.rules.parties),
        gains=tuple(gains),
        votes_for=game.votes_for(),
        is_possible=game.weights() > 0,
        fall=tuple(-np.diag(game.costs.of("blame", parties))[:, :, None] * np.ones(gains.shape[2])),
        breach=np.zeros(parties) if game.rules.is_vote_normal else game.costs.of("breach", parties),
        after_session=tuple(game.costs.of("session", parties).tolist()),
    )


def public_tree_of(game: Game) -> PublicTree:
    """Lay a game out as a public tree: a stage for every session, and the reckoning."""
    table = _lay_table(game)
    number = {party: at for at, party in enumerate(game.rules.parties)}
    sessions = [session_choice(table, number[proposer]) for proposer in game.rules.proposers]
    last = deadline_choice(table)
    if isinstance(last, End):  # nobody can leave: the deadline ends the last session itself
        sessions[-1] = _ended(sessions[-1], last)
        return flatten(sessions, game.weights())
    return flatten([*sessions, last], game.weights())


def session_choice(table: _Table, proposer: int) -> Choice:
    """Return the first choice of a session: what the proposer does."""
    others = tuple(party for party in table.order if party != proposer)
    packages = range(len(table.game.packages))
    branches = [Branch(Move(proposer, "table", k), _answers(table, k, others)) for k in packages]
    if table.ministers[proposer]:
        branches += [Branch(Move(proposer, "call_vote", k), _roll_call(table, k, proposer)) for k in packages]
    on = NextSession(table.after_session)
    if proposer in table.may_leave:
        gone = End(Ending("fall", None, proposer, "own_turn"), table.fall[proposer])
        stop = Choice(proposer, (Branch(Move(proposer, "adjourn"), on), Branch(Move(proposer, "leave"), gone)), "exit")
        branches.append(Branch(Move(proposer, "hold_back"), stop))
    else:
        branches.append(Branch(Move(proposer, "adjourn"), on))
    return Choice(proposer, tuple(branches))


def deadline_choice(table: _Table) -> Choice | End:
    """Return the reckoning: each who may leave stays, at the price of its promises, or leaves."""
    promise = table.game.costs.of("promise", len(table.game.types))
    stay: Choice | End = End(Ending("postponement"), table.game.status_quo_gain() - promise[:, None])
    for party in reversed(_leavers(table, table.parties)):
        stay = _exit(table, party, stay, None, "deadline")
    return stay


def _leavers(table: _Table, among: range | list[int]) -> list[int]:
    """Order those who may leave: first who answers, as they answer, then the others."""
    ranked = [*table.order, *(party for party in table.parties if party not in table.order)]
    return [party for party in ranked if party in among and party in table.may_leave]


def _exit(
    table: _Table,
    party: int,
    stay: Choice | End | NextSession,
    package: int | None,
    occasion: Occasion,
    fall: Floats | None = None,
) -> Choice:
    payoff = table.fall[party] if fall is None else fall
    gone = End(Ending("fall", package, party, occasion), payoff)
    return Choice(party, (Branch(Move(party, "stay"), stay), Branch(Move(party, "leave"), gone)), "exit")


def _answers(table: _Table, package: int, waiting: tuple[int, ...]) -> Choice | End:
    if not waiting:
        return End(Ending("accord", package), table.gains[package])
    party = waiting[0]
    on: NextSession | Choice = NextSession(table.after_session)
    if party in table.may_leave:
        on = _exit(table, party, on, package, "refused")
    accept = Branch(Move(party, "accept", package), _answers(table, package, waiting[1:]))
    return Choice(party, (accept, Branch(Move(party, "reject", package), on)))


def _roll_call(table: _Table, package: int, caller: int) -> Choice | End | NextSession:
    """Call the vote: the caller is for it, the others vote as their type does, all in public."""
    waiting = tuple(party for party in table.parties if table.ministers[party] and party != caller)
    return _votes(table, package, caller, waiting, (caller,))


def _votes(
    table: _Table, package: int, caller: int, waiting: tuple[int, ...], supporters: tuple[int, ...]
) -> Choice | End | NextSession:
    if not waiting:
        return _counted(table, package, caller, supporters)
    party, rest = waiting[0], waiting[1:]
    votes = table.votes_for[package, party]
    possible = votes[table.is_possible[party]]
    if possible.all():  # every type votes alike: nothing is learned
        return _votes(table, package, caller, rest, (*supporters, party))
    if not possible.any():
        return _votes(table, package, caller, rest, supporters)
    branches = (
        Branch(Move(party, "vote_for", package), _votes(table, package, caller, rest, (*supporters, party))),
        Branch(Move(party, "vote_against", package), _votes(table, package, caller, rest, supporters)),
    )
    return Choice(party, branches, "fixed", np.stack([votes, ~votes]).astype(np.float64))


def _counted(table: _Table, package: int, caller: int, supporters: tuple[int, ...]) -> Choice | End | NextSession:
    names = table.game.rules.parties
    if not is_carried(table.game.rules, [names[party] for party in supporters]):
        cost = list(table.after_session)
        cost[caller] += float(table.breach[caller] + table.game.costs.of("credibility", len(names))[caller])
        return NextSession(tuple(cost))
    overruled = [party for party in table.parties if party not in supporters and _is_overruled(table, package, party)]
    payoff = table.gains[package].copy()
    payoff[caller] -= table.breach[caller]
    if not overruled:  # a vote that nobody loses is an accord by another name
        return End(Ending("accord", package), payoff)
    if not table.game.rules.is_vote_normal:
        trust = table.game.costs.of("trust", len(names))
        for party in overruled:
            is_hurt = ~table.votes_for[package, party] | (table.ministers[party] > 0)
            payoff[party] -= trust[party] * is_hurt
    blameless = np.zeros_like(payoff)
    blameless[caller] -= table.breach[caller]
    stay: Choice | End = End(Ending("vote", package, overruled=tuple(overruled)), payoff)
    for party in reversed(_leavers(table, overruled)):
        stay = _exit(table, party, stay, package, "outvoted", blameless)
    return stay


def _is_overruled(table: _Table, package: int, party: int) -> bool:
    """Say whether a carried package goes against a party that did not vote for it.

    A party without ministers is not asked in the council; if its consent or support is needed, it is overruled
    where one of its types would have voted against.
    """
    if table.ministers[party]:
        return True
    would_agree = table.votes_for[package, party][table.is_possible[party]].all()
    return (party in table.order or party in table.may_leave) and not would_agree


def _ended(choice: Choice, end: End) -> Choice:
    """Put an end where a session would lead on."""
    branches = []
    for branch in choice.branches:
        to = branch.to
        if isinstance(to, NextSession):
            cost = np.array(to.cost or (0.0,) * end.payoff.shape[0])
            to = End(end.ending, end.payoff - cost[:, None])
        elif isinstance(to, Choice):
            to = _ended(to, end)
        branches.append(Branch(branch.move, to))
    return Choice(choice.party, tuple(branches), choice.manner, choice.fixed)
