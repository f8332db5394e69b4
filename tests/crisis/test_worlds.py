"""Worlds: priors as stated, intervals around every probability, and how it moves with each number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from treves.crisis import (
    Costs,
    Game,
    GameError,
    NoEquilibriumError,
    Priors,
    World,
    draw_worlds,
    find_endings,
    sensitivity,
    solve,
    solve_worlds,
)
from treves.positions import Range

Make = Callable[..., Game]


def test_draws_follow_the_priors() -> None:
    """Median 10 and 80 % between 4 and 25 for lambda, and so for every other number."""
    priors = Priors()
    worlds = draw_worlds(priors, 20_000, np.random.default_rng(1))
    for name in ("precision", "exit_factor", "trust", "promise", "breach", "credibility", "blame", "stake_spread"):
        known = getattr(priors, name)
        drawn = np.quantile([getattr(world, name) for world in worlds], [0.1, 0.5, 0.9])
        assert drawn == pytest.approx([known.low, known.value, known.high], rel=0.05)
    assert priors.central == World()
    assert World() == World(
        10.0, 3.0, *(getattr(Costs(), name) for name in ("trust", "promise", "breach", "credibility", "blame"))
    )


def test_a_world_keeps_proportions_between_parties(random_game: Make) -> None:
    """A promise that binds one party twice as much as another still does, at the world's level."""
    game = replace(random_game(1, parties=3), costs=Costs(promise=(0.1, 0.2, 0.3)))
    assert World(promise=0.4).apply(game).costs.promise == pytest.approx((0.2, 0.4, 0.6))


def test_every_probability_has_an_interval(random_game: Make) -> None:
    """Low, middle and high in order, within 0 and 1, the middles summing to one; the same worlds, the same answer."""
    game = random_game(6, parties=3, types=3)
    worlds = draw_worlds(Priors(), 12, np.random.default_rng(2))
    done: list[int] = []
    found = solve_worlds(game, worlds, on_world=done.append)
    assert done == list(range(1, 13))
    kinds = [found.of(kind) for kind in ("accord", "vote", "postponement", "fall")]
    assert sum(estimate.value for estimate in kinds) == pytest.approx(1.0)
    for estimate in [*kinds, *sum(found.by_session(), ()), *sum(found.by_package(), ()), *found.by_leaver()]:
        assert 0 <= estimate.low <= estimate.high <= 1
    spread = [endings.fall for endings in found.endings]
    assert found.of("fall").low == pytest.approx(np.quantile(spread, 0.1))
    assert found.monte_carlo_error("fall") == pytest.approx(np.std(spread, ddof=1) / np.sqrt(len(spread)))
    again = solve_worlds([game] * 12, worlds, threads=1)
    assert again.of("fall") == kinds[3]


def test_sensitivity_passes_through_the_central_world(random_game: Make) -> None:
    """The middle of every curve is the central world; a number without a prior is refused by name."""
    game, priors = random_game(6, parties=3, types=3), Priors()
    central = find_endings(solve(priors.central.apply(game)))
    for name in ("precision", "trust", "promise", "stake_spread"):
        curve = sensitivity(game, priors, name, 3)
        assert curve.values == pytest.approx(
            (getattr(priors, name).low, getattr(priors, name).value, getattr(priors, name).high)
        )
        assert curve.probabilities.sum(axis=1) == pytest.approx(1.0)
        assert curve.probabilities[1] == pytest.approx(central.by_session().sum(axis=0), abs=1e-4)
    with pytest.raises(GameError, match="no prior is called 'mood'"):
        sensitivity(game, priors, "mood")


def test_refusals(random_game: Make) -> None:
    """A prior out of order, no world, games that do not match, and worlds none of which settles."""
    with pytest.raises(GameError, match="prior of trust"):
        Priors(trust=Range(0.2, 0.3, 0.4))
    game = random_game(1)
    with pytest.raises(GameError, match="0 worlds"):
        solve_worlds(game, [])
    with pytest.raises(GameError, match="2 games for 1 worlds"):
        solve_worlds([game, game], [World()])
    restless = random_game(0, parties=3, types=2, sessions=2)
    with pytest.raises(NoEquilibriumError, match="none of 1 worlds"):
        solve_worlds(restless, [World(precision=2000.0, exit_factor=3.0)])
