"""What each threat is worth: the same game without it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from treves.crisis.endings import Endings, find_endings
from treves.crisis.equilibrium import solve
from treves.crisis.game import Game
from treves.crisis.session import public_tree_of
from treves.errors import SizeError

__all__ = [
    "Threat",
    "keep_packages",
    "value_threats",
    "with_normal_vote",
    "with_one_more_session",
    "without_deadline",
    "without_vote",
]


@dataclass(frozen=True, eq=False)
class Threat:
    """A change of the rules and what comes of it.

    Parameters
    ----------
    name : {'no_vote', 'no_deadline', 'one_more_session', 'vote_is_normal'}
    before, after : Endings
        Of the game as it is, and with the change.
    """

    name: str
    before: Endings
    after: Endings

    @property
    def fall_change(self) -> float:
        """P(fall) with the change less P(fall) without it."""
        return self.after.fall - self.before.fall

    @property
    def gain_changes(self) -> tuple[float, ...]:
        """What the change is worth to each party, in its spreads."""
        return tuple((self.after.gains - self.before.gains).tolist())


def without_vote(game: Game) -> Game:
    """Return the game in which nobody can call a vote."""
    return replace(game, rules=replace(game.rules, council=None))


def without_deadline(game: Game) -> Game:
    """Return the game in which nothing was promised by the deadline: to let it pass costs nobody anything.

    The number of sessions stays: what is taken away is the pressure, not the time.
    """
    return replace(game, costs=replace(game.costs, promise=0.0))


def with_one_more_session(game: Game) -> Game:
    """Return the game with one session more before the deadline."""
    return replace(game, rules=game.rules.with_one_more_session())


def with_normal_vote(game: Game) -> Game:
    """Return the game in which to be outvoted is the ordinary course and costs no trust."""
    return replace(game, rules=replace(game.rules, is_vote_normal=True))


def keep_packages(game: Game, packages: list[str]) -> Game:
    """Return the game with only some candidates, in the order given."""
    at = [game.packages.index(name) for name in packages]
    return replace(game, packages=tuple(packages), types=tuple(types.with_packages(at) for types in game.types))


def value_threats(
    game: Game,
    precision: float = 10.0,
    *,
    exit_factor: float = 3.0,
    tolerance: float = 1e-6,
    threads: int = 2,
    most_choices: int = 3_000_000,
) -> tuple[Threat, ...]:
    """Solve the game and its variants: no vote, no deadline, one more session, a vote that is normal.

    One more session multiplies the size of the game by some thirty. Where that passes ``most_choices``, that
    threat is valued on the candidates likeliest to be agreed or carried, as many as fit, and *both* its
    ``before`` and its ``after`` are of that smaller game; ``before.packages`` tells which they are.

    Raises
    ------
    NoEquilibriumError
        If one of the games does not settle.
    """

    def endings(of: Game) -> Endings:
        solved = solve(of, precision, exit_factor=exit_factor, tolerance=tolerance, threads=threads)
        return find_endings(solved)

    before = endings(game)
    found = []
    if any(game.rules.votes_of(proposer) for proposer in game.rules.proposers):
        found.append(Threat("no_vote", before, endings(without_vote(game))))
        if not game.rules.is_vote_normal:
            found.append(Threat("vote_is_normal", before, endings(with_normal_vote(game))))
    found.append(Threat("no_deadline", before, endings(without_deadline(game))))
    smaller = _fitting(game, before, most_choices)
    base = before if smaller is game else endings(smaller)
    found.append(Threat("one_more_session", base, endings(with_one_more_session(smaller))))
    return tuple(found)


def _fitting(game: Game, endings: Endings, most_choices: int) -> Game:
    """Drop the least likely candidates until the game with one more session fits."""
    likely = np.argsort(-endings.by_package().sum(axis=1), kind="stable")
    for keep in range(len(game.packages), 0, -1):
        chosen = sorted(likely[:keep].tolist())
        is_whole = keep == len(game.packages)
        smaller = game if is_whole else keep_packages(game, [game.packages[at] for at in chosen])
        if public_tree_of(with_one_more_session(smaller)).node_count <= most_choices:
            return smaller
    raise SizeError(
        f"one more session makes more than {most_choices:,} choices even with one candidate: "
        "use fewer sessions or parties"
    )
