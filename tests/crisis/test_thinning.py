"""Many draws, few types: what is kept exactly, and what the rest costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from treves.crisis import (
    Game,
    GameError,
    PartyTypes,
    estimate_thinning_error,
    find_endings,
    solve,
    thin_draws,
)


def draw_party(rng: np.random.Generator, draws: int, packages: int) -> PartyTypes:
    """Draw a posterior as it comes out of positions: ideals, a red line on some, a stake."""
    ideal = rng.normal(rng.uniform(20, 80), 12, draws)
    places = np.linspace(5, 95, packages)
    utility = 1 - np.abs(places - ideal[:, None]) / 100
    status_quo = 1 - np.abs(30 - ideal) / 100
    reach = np.where(rng.random(draws) < 0.4, rng.triangular(10, 25, 60, draws), np.inf)
    red = np.abs(places - ideal[:, None]) > reach[:, None]
    return PartyTypes(utility, status_quo, status_quo + rng.normal(-0.05, 0.05, draws), red)


@pytest.fixture
def parties() -> list[PartyTypes]:
    rng = np.random.default_rng(20230706)
    return [draw_party(rng, 3000, 4) for _ in range(3)]


def test_means_and_weights_are_kept(parties: list[PartyTypes]) -> None:
    """Mean utilities, status quo and reservation value of the draws are those of the types, to rounding."""
    types = thin_draws(parties[0], 24, np.random.default_rng(1))
    assert types.count <= 24
    assert types.shares.sum() == pytest.approx(1.0)
    assert (np.diff(types.shares) <= 0).all()
    for name in ("utility", "status_quo", "reservation"):
        before = parties[0].shares @ getattr(parties[0], name)
        assert types.shares @ getattr(types, name) == pytest.approx(before)
    assert types.spread == pytest.approx(parties[0].spread)
    kept = types.shares @ types.red
    assert kept == pytest.approx(parties[0].shares @ parties[0].red, abs=0.02)


def test_the_same_seed_gives_the_same_types(parties: list[PartyTypes]) -> None:
    """Everything random comes from the rng."""
    one, other = (thin_draws(parties[1], 12, np.random.default_rng(5)) for _ in range(2))
    assert (one.utility == other.utility).all()
    assert (one.shares == other.shares).all()


def test_few_draws_stay_as_they_are(parties: list[PartyTypes]) -> None:
    """Nothing to thin, nothing changed; draws that are all alike become one type."""
    few = thin_draws(parties[0], 5000, np.random.default_rng(0))
    assert few is parties[0]
    alike = PartyTypes(np.ones((50, 2)), np.ones(50), np.zeros(50))
    assert thin_draws(alike, 10, np.random.default_rng(0)).count == 1
    with pytest.raises(GameError, match="0 types"):
        thin_draws(parties[0], 0, np.random.default_rng(0))


def test_error_is_small_and_smaller_than_that_of_a_sample(
    parties: list[PartyTypes], random_game: Callable[..., Game]
) -> None:
    """P(fall) with 24 types against 48 differs by less than 0.03, and 24 drawn at random do worse on average."""
    game = random_game(8, parties=3, types=2, packages=4, sessions=2, votes=(5, 3, 2))
    error = estimate_thinning_error(game, parties, 24, np.random.default_rng(3))
    assert error.types == 24
    assert error.error < 0.03
    exact = error.fall_with_twice
    rng = np.random.default_rng(4)
    misses = []
    for _ in range(8):
        sampled = []
        for each in parties:
            at = rng.choice(each.count, 24, replace=False)
            sampled.append(PartyTypes(each.utility[at], each.status_quo[at], each.reservation[at], each.red[at]))
        misses.append(abs(find_endings(solve(replace(game, types=tuple(sampled)))).fall - exact))
    assert error.error < np.mean(misses)
