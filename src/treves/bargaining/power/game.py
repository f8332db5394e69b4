"""A voting game: which sets of members carry a decision, told by weighted rules.

A rule asks for a quota of weight. A game is a list of alternatives, each a list of rules: a set wins when it meets all
rules of at least one alternative. That covers double and triple majorities (intersections) and clauses such as
"or all but three members" (unions), and every such game is monotone: who joins a winning set leaves it winning.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import product

from treves.errors import CabinetError

__all__ = ["Game", "Rule", "intersection", "union", "weighted_game"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A quota of weight.

    Parameters
    ----------
    weights : tuple of int
        One per member of the game, none negative.
    quota : int
        Weight that meets the rule.
    """

    weights: tuple[int, ...]
    quota: int


@dataclass(frozen=True)
class Game:
    """Members and the alternatives by which they can win.

    Parameters
    ----------
    members : tuple of str
        Unique names; indices are told in this order.
    alternatives : tuple of tuple of Rule
        A set wins when it meets every rule of at least one alternative.

    Raises
    ------
    CabinetError
        If names clash, a rule does not fit the members, nobody together wins, or all together lose.
    """

    members: tuple[str, ...]
    alternatives: tuple[tuple[Rule, ...], ...]

    def __post_init__(self) -> None:
        if not self.members or len(set(self.members)) != len(self.members):
            raise CabinetError("a game needs at least one member, each named once")
        for rules in self.alternatives:
            for rule in rules:
                if len(rule.weights) != len(self.members):
                    raise CabinetError(f"a rule has {len(rule.weights)} weights for {len(self.members)} members")
                if any(weight < 0 for weight in rule.weights):
                    raise CabinetError("weights cannot be negative")
        if self.is_winning(()):
            raise CabinetError("a set without members would win; the quota must be above zero")
        if not self.is_winning(self.members):
            raise CabinetError("all members together would lose; the quota is out of reach")

    @property
    def size(self) -> int:
        """Number of members."""
        return len(self.members)

    def is_winning(self, parties: Collection[str]) -> bool:
        """Say whether these members together carry a decision."""
        inside = [member in parties for member in self.members]
        return any(
            all(
                sum(weight for weight, is_in in zip(rule.weights, inside, strict=True) if is_in) >= rule.quota
                for rule in rules
            )
            for rules in self.alternatives
        )


def weighted_game(weights: Mapping[str, int], quota: int) -> Game:
    """Make a game of one weighted rule.

    Parameters
    ----------
    weights : mapping of str to int
        Seats or votes per member.
    quota : int
        Weight that carries a decision.

    Examples
    --------
    >>> weighted_game({"A": 2, "B": 1, "C": 1}, 3).is_winning({"A", "C"})
    True
    """
    return Game(tuple(weights), ((Rule(tuple(weights.values()), quota),),))


def intersection(*games: Game) -> Game:
    """Make the game in which a set wins when it wins in all of these games; they have the same members."""
    members = _same_members(games)
    return Game(
        members,
        tuple(
            tuple(rule for rules in chosen for rule in rules)
            for chosen in product(*(game.alternatives for game in games))
        ),
    )


def union(*games: Game) -> Game:
    """Make the game in which a set wins when it wins in any of these games; they have the same members."""
    members = _same_members(games)
    return Game(members, tuple(rules for game in games for rules in game.alternatives))


def _same_members(games: tuple[Game, ...]) -> tuple[str, ...]:
    if not games or any(game.members != games[0].members for game in games):
        raise CabinetError("games are combined when they have the same members in the same order")
    return games[0].members
