"""Noise must not decide: not with a large common surplus, not where someone can accept nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from treves.crisis import Game, find_endings, solve

SIZES = [
    *((parties, sessions, 1) for parties in range(2, 6) for sessions in range(1, 6)),
    (2, 6, 1), (3, 6, 1), (4, 6, 1), (3, 3, 4), (4, 2, 8), (5, 2, 8),
]  # fmt: skip


@pytest.mark.parametrize(("parties", "sessions", "packages"), SIZES)
@pytest.mark.parametrize("has_vote", [False, True])
def test_a_large_common_surplus_is_agreed_on(
    parties: int, sessions: int, packages: int, has_vote: bool, plain_game: Callable[..., Game]
) -> None:
    """One package that suits all, the others no better than a fall: an accord, however long and many."""
    game = plain_game(
        [[1.0] + [0.2] * (packages - 1)] * parties,
        [0.3] * parties,
        [0.2] * parties,
        sessions=sessions,
        votes=(4,) * parties if has_vote else None,
    )
    assert find_endings(solve(game)).accord > 0.95


@pytest.mark.parametrize(("parties", "sessions", "packages"), SIZES)
@pytest.mark.parametrize("has_vote", [False, True])
def test_one_who_can_accept_nothing_and_will_not_wait_leaves(
    parties: int, sessions: int, packages: int, has_vote: bool, plain_game: Callable[..., Game]
) -> None:
    """All others agree on anything, one has a red line everywhere and gains by a fall: it falls, mostly by that one."""
    others = parties - 1
    game = plain_game(
        [[0.9] * packages] * parties,
        [0.5] * others + [0.3],
        [0.2] * others + [0.8],
        red_lines=[[False] * packages] * others + [[True] * packages],
        sessions=sessions,
        votes=(4,) * parties if has_vote else None,
    )
    endings = find_endings(solve(game))
    assert endings.fall > 0.95
    assert endings.by_leaver()[-1] > 0.6


@pytest.mark.parametrize("precision", [4.0, 10.0, 25.0])
def test_slips_do_not_add_up_over_sessions(precision: float, plain_game: Callable[..., Game]) -> None:
    """With a modest surplus (0.3 of the spread over a fall), six sessions make a fall no likelier than one."""
    falls = []
    for sessions in (1, 6):
        game = plain_game([[0.5], [0.5], [0.5]], [0.3] * 3, [0.2] * 3, sessions=sessions, votes=(4, 4, 4))
        falls.append(find_endings(solve(game, precision)).fall)
    assert falls[1] <= falls[0] + 1e-6
