"""Payoffs on one scale: spreads, red lines, votes, and what makes no game."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from treves.crisis import Costs, Game, GameError, PartyTypes, find_endings, solve

Make = Callable[..., Game]


def test_payoffs_are_gains_over_a_fall_in_spreads(plain_game: Make) -> None:
    """Best minus worst ending at the mean is one spread; a fall is worth nothing by definition."""
    game = plain_game([[0.8, 0.3], [0.5, 0.4]], [0.4, 0.45], [0.2, 0.5])
    assert game.spreads == pytest.approx((0.6, 0.1))
    assert game.gains()[:, 0, 0] == pytest.approx([1.0, 1 / 6])
    assert game.status_quo_gain()[:, 0] == pytest.approx([1 / 3, -0.5])


def test_a_red_line_is_far_worse_than_leaving(plain_game: Make) -> None:
    """A package that breaks a red line is worth less than leaving by the cost, however much it would bring."""
    game = plain_game([[0.9, 0.1], [0.5, 0.5]], [0.4, 0.4], [0.2, 0.3], red_lines=[[True, True], [False, False]])
    assert game.gains()[0, 0, 0] == pytest.approx(-3.0)
    assert game.gains()[1, 0, 0] == pytest.approx(-0.125 - 3.0)
    assert not game.votes_for()[:, 0].any()


def test_scale_and_units_do_not_matter(random_game: Make) -> None:
    """Utilities times seven plus eleven: the same game."""
    game = random_game(4, parties=3, types=3)
    types = tuple(
        replace(
            t,
            utility=7 * t.utility + 11,
            status_quo=7 * t.status_quo + 11,
            reservation=7 * t.reservation + 11,
        )
        for t in game.types
    )
    again = replace(game, types=types)
    one, other = (find_endings(solve(each, tolerance=1e-10)).by_session() for each in (game, again))
    assert other == pytest.approx(one, abs=1e-8)


def test_parties_may_have_different_numbers_of_types(random_game: Make) -> None:
    """A type split in two halves, or one added that weighs nothing, changes no outcome."""
    game = random_game(9, parties=3, types=2)
    first = game.types[0]
    twice = PartyTypes(
        np.vstack([first.utility, first.utility]),
        np.tile(first.status_quo, 2),
        np.tile(first.reservation, 2),
        np.vstack([first.red, first.red]),
        np.tile(first.shares, 2),
    )
    again = replace(game, types=(twice, *game.types[1:]))
    one, other = (find_endings(solve(each, tolerance=1e-10)).by_session() for each in (game, again))
    assert other == pytest.approx(one, abs=1e-8)


def test_stake_spread_keeps_the_mean(random_game: Make) -> None:
    """Stakes twice as far apart: the same mean, the same spread of the party, twice the deviation."""
    types = random_game(1, types=5).types[0]
    wide = types.with_stakes_spread(2.0)
    stake, wider = types.reservation - types.status_quo, wide.reservation - wide.status_quo
    assert types.shares @ wider == pytest.approx(types.shares @ stake)
    assert wider - types.shares @ wider == pytest.approx(2 * (stake - types.shares @ stake))
    assert wide.spread == pytest.approx(types.spread)


def test_refusals(plain_game: Make) -> None:
    """Shapes that do not fit, numbers that are none, negative weights and costs: each in words."""
    good = np.ones((2, 3)), np.ones(2), np.zeros(2)
    with pytest.raises(GameError, match=r"status_quo has shape \(3,\); right would be \(2,\)"):
        PartyTypes(good[0], np.ones(3), good[2])
    with pytest.raises(GameError, match="not finite"):
        PartyTypes(good[0] * np.nan, good[1], good[2])
    with pytest.raises(GameError, match="weights"):
        PartyTypes(*good, weight=np.array([-1.0, 2.0]))
    with pytest.raises(GameError, match="both at least 1"):
        PartyTypes(np.ones(3), good[1], good[2])
    with pytest.raises(GameError, match="'trust' is -1"):
        Costs(trust=-1.0)
    game = plain_game([[0.8, 0.3], [0.5, 0.4]], [0.4, 0.45], [0.2, 0.5])
    with pytest.raises(GameError, match="'promise' has 3 numbers"):
        replace(game, costs=Costs(promise=(0.1, 0.1, 0.1)))
    with pytest.raises(GameError, match="utilities for 2 packages; right would be 1"):
        replace(game, packages=("only",))
    with pytest.raises(GameError, match="same name"):
        replace(game, packages=("one", "one"))
    with pytest.raises(GameError, match="types for 1 parties"):
        replace(game, types=game.types[:1])
