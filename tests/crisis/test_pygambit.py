"""The equilibrium against an outside oracle: the logit branch of Gambit's Python package.

The oracle's game tree is written here from the rules (MODEL: the crisis), not from the room's own tree:
chance draws a type for every party, moves are appended one by one, and an information set is a party, its
type and what was public. A choice whether to leave is made with its own precision; Gambit knows one precision
only, so such choices belong to a second player of the same party whose payoffs are multiplied by the factor,
which is the same thing.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from treves.crisis import Ending, Game, Move, Spot, Walk, is_carried, solve

gbt = pytest.importorskip("pygambit")

Past = tuple[Move, ...]


class Oracle:
    """Builds the extensive form of a game and solves it at one lambda."""

    def __init__(self, game: Game, exit_factor: float) -> None:
        self.game, self.exit_factor = game, exit_factor
        self.names = game.rules.parties
        self.count = len(self.names)
        self.order = [self.names.index(name) for name in game.rules.order]
        self.leavers = [self.names.index(name) for name in game.rules.may_leave]
        self.ministers = [game.rules.votes_of(name) for name in self.names]
        self.worth = game.gains()
        self.status_quo = game.status_quo_gain()
        self.costs = {
            name: game.costs.of(name, self.count)
            for name in ("trust", "promise", "breach", "credibility", "session", "blame")
        }
        players = [f"{name}{suffix}" for suffix in ("", " leaving") for name in self.names]
        self.tree = gbt.Game.new_tree(players=players)
        self.sets: dict[Any, Any] = {}
        self.number = itertools.count()
        self._grow()

    def _grow(self) -> None:
        kinds = [range(types.count) for types in self.game.types]
        profiles = list(itertools.product(*kinds))
        root = self.tree.root
        self.tree.append_move(root, self.tree.players.chance, [str(at) for at in range(len(profiles))])
        weights = [gbt.Rational(1)] * self.count
        exact = [[gbt.Rational(float(w)).limit_denominator(10**9) for w in t.shares] for t in self.game.types]
        exact = [[w / sum(row) for w in row] for row in exact]
        chances = []
        for profile in profiles:
            chance = weights[0]
            for party, kind in enumerate(profile):
                chance *= exact[party][kind]
            chances.append(chance)
        self.tree.set_chance_probs(root.infoset, chances)
        for profile, node in zip(profiles, list(root.children), strict=True):
            self._session(node, profile, 0, (), np.zeros(self.count))

    def _end(self, node: Any, payoff: Any) -> None:
        numbers = [*payoff, *(self.exit_factor * np.asarray(payoff))]
        rational = [gbt.Rational(str(round(float(number), 12))) for number in numbers]
        self.tree.set_outcome(node, self.tree.add_outcome(f"end {next(self.number)}", rational))

    def _move(
        self, node: Any, party: int, profile: Any, past: Past, moves: list[Move], leaving: bool = False
    ) -> list[tuple[Any, Past]]:
        """Append a choice, or join its information set; return the nodes behind it with what was public."""
        key = (party, profile[party], past)
        if key in self.sets:
            self.tree.append_infoset(node, self.sets[key])
        else:
            player = f"{self.names[party]}{' leaving' if leaving else ''}"
            self.tree.append_move(node, player, [f"{move.verb} {move.package}" for move in moves])
            self.sets[key] = node.infoset
        return [(child, (*past, move)) for child, move in zip(list(node.children), moves, strict=True)]

    def _stay_or_leave(
        self, node: Any, party: int, profile: Any, past: Past, paid: Any, is_blamed: bool = True
    ) -> tuple[Any, Past]:
        """Ask a party whether it stays; write the fall, return where it stays."""
        moves = [Move(party, "stay"), Move(party, "leave")]
        stay, (gone, _) = self._move(node, party, profile, past, moves, leaving=True)
        self._end(gone, is_blamed * self._fall(party) - paid)
        return stay

    def _fall(self, leaver: int) -> Any:
        payoff = np.zeros(self.count)
        payoff[leaver] -= self.costs["blame"][leaver]
        return payoff

    def _own(self, table: Any, profile: Any) -> Any:
        return np.array([table[party, kind] for party, kind in enumerate(profile)])

    def _session(self, node: Any, profile: Any, session: int, past: Past, paid: Any) -> None:
        if session == self.game.rules.sessions:
            self._deadline(node, profile, past, paid, [p for p in self.order if p in self.leavers])
            return
        proposer = self.names.index(self.game.rules.proposers[session])
        packages = range(len(self.game.packages))
        moves = [Move(proposer, "table", k) for k in packages]
        if self.ministers[proposer]:
            moves += [Move(proposer, "call_vote", k) for k in packages]
        may_leave = proposer in self.leavers
        moves.append(Move(proposer, "hold_back" if may_leave else "adjourn"))
        behind = self._move(node, proposer, profile, past, moves)
        for move, (child, then) in zip(moves, behind, strict=True):
            if move.verb == "table":
                waiting = [party for party in self.order if party != proposer]
                self._answers(child, profile, session, then, paid, move.package, waiting)
            elif move.verb == "call_vote":
                self._vote(child, profile, session, then, paid, move.package, proposer)
            else:
                if may_leave:
                    options = [Move(proposer, "adjourn"), Move(proposer, "leave")]
                    (stay, on), (gone, _) = self._move(child, proposer, profile, then, options, leaving=True)
                    self._end(gone, self._fall(proposer) - paid)
                else:
                    stay, on = child, then
                self._session(stay, profile, session + 1, on, paid + self.costs["session"])

    def _answers(
        self, node: Any, profile: Any, session: int, past: Past, paid: Any, package: Any, waiting: list[int]
    ) -> None:
        if not waiting:
            self._end(node, self._own(self.worth[package], profile) - paid)
            return
        party = waiting[0]
        moves = [Move(party, "accept", package), Move(party, "reject", package)]
        (yes, agreed), (no, refused) = self._move(node, party, profile, past, moves)
        self._answers(yes, profile, session, agreed, paid, package, waiting[1:])
        if party in self.leavers:
            no, refused = self._stay_or_leave(no, party, profile, refused, paid)
        self._session(no, profile, session + 1, refused, paid + self.costs["session"])

    def _wants(self, party: int, kind: int, package: int) -> bool:
        types = self.game.types[party]
        better = types.utility[kind, package] > types.status_quo[kind]
        return bool(better and not types.red[kind, package])

    def _vote(self, node: Any, profile: Any, session: int, past: Past, paid: Any, package: Any, caller: int) -> None:
        paid = paid + self.costs["breach"] * (np.arange(self.count) == caller)
        for_it = [caller]
        for party, kind in enumerate(profile):
            if party == caller or not self.ministers[party]:
                continue
            votes = {self._wants(party, other, package) for other in range(self.game.types[party].count)}
            is_for = self._wants(party, kind, package)
            if is_for:
                for_it.append(party)
            if len(votes) == 2:  # a vote that depends on the type tells something; the others say nothing
                past = (*past, Move(party, "vote_for" if is_for else "vote_against", package))
        if is_carried(self.game.rules, [self.names[party] for party in for_it]):
            lost = [party for party in range(self.count) if party not in for_it]
            payoff = self._own(self.worth[package], profile) - paid
            for party in lost:
                payoff[party] -= self.costs["trust"][party]
            for party in [party for party in self.order if party in lost and party in self.leavers]:
                node, past = self._stay_or_leave(node, party, profile, past, paid, is_blamed=False)
            self._end(node, payoff)
        else:
            more = self.costs["session"].copy()
            more[caller] += self.costs["credibility"][caller]
            self._session(node, profile, session + 1, past, paid + more)

    def _deadline(self, node: Any, profile: Any, past: Past, paid: Any, asked: list[int]) -> None:
        for party in asked:
            node, past = self._stay_or_leave(node, party, profile, past, paid)
        self._end(node, self._own(self.status_quo, profile) - self.costs["promise"] - paid)


def probabilities(game: Game, equilibrium: Any) -> dict[Any, list[float]]:
    """Return our choice probabilities by information set: party, type, public history."""
    walk = Walk(equilibrium)
    found: dict[Any, list[float]] = {}

    def visit(spot: Spot, past: Past) -> None:
        options = walk.options(spot)
        if not options[0].move.verb.startswith("vote_"):
            for kind in range(game.types[spot.party].count):
                found[spot.party, kind, past] = [float(option.by_type[kind]) for option in options]
        for option in options:
            if not isinstance(option.to, Ending):
                visit(option.to, (*past, option.move))

    visit(walk.start, ())
    return found


def largest_difference(oracle: Oracle, theirs: Any, ours: dict[Any, list[float]]) -> float:
    """Compare over every information set that the oracle has; those it lacks cannot be reached."""
    actions = [action for action in oracle.tree.actions if not action.infoset.is_chance]
    value = {action: float(theirs[at]) for at, action in enumerate(actions)}
    worst = 0.0
    for key, infoset in oracle.sets.items():
        for action, probability in zip(infoset.actions, ours[key], strict=True):
            worst = max(worst, abs(value[action] - probability))
    return worst


GAMES = [
    *({"seed": seed, "parties": 2, "types": 3, "sessions": 1} for seed in range(6)),
    *({"seed": seed, "parties": 3, "types": 2, "sessions": 1} for seed in range(10, 14)),
    *({"seed": seed, "parties": 2, "types": 2, "sessions": 2, "has_council": False} for seed in range(20, 24)),
    *({"seed": seed, "parties": 2, "types": 2, "sessions": 2, "may_leave": False} for seed in range(30, 33)),
    *(
        {"seed": seed, "parties": 3, "types": 2, "sessions": 2, "may_leave": False, "has_council": False}
        for seed in range(40, 42)
    ),
    *({"seed": seed, "parties": 2, "types": 2, "sessions": 2} for seed in range(50, 53)),
]


@pytest.mark.parametrize("known", GAMES, ids=lambda known: "-".join(f"{k}{v}" for k, v in known.items()))
def test_equals_the_logit_branch_of_gambit(known: dict[str, int], random_game: Callable[..., Game]) -> None:
    """Every choice probability of 22 random games is within 1e-6 of Gambit's principal logit branch."""
    game = random_game(**known)
    precision, exit_factor = 4.0 if known["sessions"] == 1 else 3.0, 1.0 + known["seed"] % 3
    ours = solve(game, precision, exit_factor=exit_factor, tolerance=1e-10)
    oracle = Oracle(game, exit_factor)
    branch = gbt.qre.logit_solve_lambda(oracle.tree, precision, first_step=0.1, max_accel=2.0)
    theirs = branch[0] if isinstance(branch, list) else branch
    assert theirs.lam == pytest.approx(precision, abs=1e-6)
    assert largest_difference(oracle, theirs, probabilities(game, ours)) < 1e-6


@pytest.mark.parametrize("seed", range(6))
def test_answers_by_gambits_own_payoffs(seed: int, random_game: Callable[..., Game]) -> None:
    """Three parties, three types, two sessions, all moves: our profile is logit in the payoffs Gambit works out."""
    game = random_game(100 + seed, parties=3, types=3, sessions=2, packages=2)
    precision, exit_factor = 10.0, 3.0
    ours = probabilities(game, solve(game, precision, exit_factor=exit_factor, tolerance=1e-11))
    oracle = Oracle(game, exit_factor)
    profile = oracle.tree.mixed_behavior_profile()
    for key, infoset in oracle.sets.items():
        for action, probability in zip(infoset.actions, ours[key], strict=True):
            profile[action] = probability
    worst = 0.0
    for key, infoset in oracle.sets.items():
        worth = np.array([profile.action_value(action) for action in infoset.actions], dtype=float)
        odds = np.exp(precision * (worth - worth.max()))
        worst = max(worst, float(np.abs(odds / odds.sum() - np.array(ours[key])).max()))
    assert worst < 1e-6
