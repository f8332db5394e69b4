"""Draws follow the posterior, repeat bit by bit, and move smoothly with the belief."""

import numpy as np
import pytest

from strategies import cabinet_of, codebook_of, issue_of, statement_of
from treves.agenda import Agenda
from treves.positions import (
    Assumptions,
    draw_assumptions,
    draw_at,
    draw_positions,
    draw_uniforms,
    estimate_positions,
    summarise_cell,
    summarise_stake,
    without_statement,
)

AGENDA = Agenda((issue_of("x", [0, 40, 100]), issue_of("y", [0, 100])))
TOLD = [
    statement_of("s1", about="x:x1", kind="demand"),
    statement_of("s2", about="y:y1", kind="red_line", stance="-1", certainty="reported"),
]
POSITIONS = estimate_positions(AGENDA, cabinet_of(2), TOLD, codebook_of(AGENDA))


def test_same_seed_same_bits():
    """The same generator state gives the same draws, bit by bit."""
    first, second = (draw_positions(POSITIONS, 500, np.random.default_rng(7)) for _ in range(2))
    for name in ("ideal", "reach", "salience", "stake"):
        assert np.array_equal(getattr(first, name), getattr(second, name))


def test_draws_follow_the_posterior():
    """Shares of 40,000 draws lie within four standard errors of the posterior's own probabilities."""
    draws = draw_positions(POSITIONS, 40_000, np.random.default_rng(1))
    belief = POSITIONS.belief[0, 1]
    red = float(belief[:, :-1].sum())
    error = (red * (1 - red) / 40_000) ** 0.5
    assert abs(np.isfinite(draws.reach[:, 0, 1]).mean() - red) < 4 * error
    mean = float((belief.sum(axis=1) * POSITIONS.ideal_grid).sum())
    assert draws.ideal[:, 0, 1].mean() == pytest.approx(mean, abs=4 * draws.ideal[:, 0, 1].std() / 200)
    expected = POSITIONS.salience_weights[0] / POSITIONS.salience_weights[0].sum()
    assert draws.salience[:, 0].mean(axis=0) == pytest.approx(expected, abs=0.01)


def test_saliences_are_shares_and_stakes_keep_their_limits():
    """Each party's saliences sum to one; stakes stay within half the utility scale."""
    draws = draw_positions(POSITIONS, 1000, np.random.default_rng(2))
    assert draws.salience.sum(axis=2) == pytest.approx(np.ones((1000, 2)))
    assert np.abs(draws.stake).max() <= 0.5


def test_common_random_numbers_leave_untouched_cells_alone():
    """Without a statement about x, the very same draws come out for y."""
    uniforms = draw_uniforms(POSITIONS, 300, np.random.default_rng(3))
    with_it, without = (
        draw_at(POSITIONS, uniforms),
        draw_at(without_statement(POSITIONS, POSITIONS.testimonies[0]), uniforms),
    )
    assert np.array_equal(with_it.ideal[:, :, 1], without.ideal[:, :, 1])
    assert not np.array_equal(with_it.ideal[:, 0, 0], without.ideal[:, 0, 0])


def test_one_party_drawn_alone_is_the_same_as_among_all():
    """Drawing party B by itself gives the very numbers it has when all are drawn."""
    uniforms = draw_uniforms(POSITIONS, 200, np.random.default_rng(6))
    everyone, alone = draw_at(POSITIONS, uniforms), draw_at(POSITIONS, uniforms, only="B")
    for name in ("ideal", "reach", "salience", "stake"):
        assert np.array_equal(getattr(everyone, name)[:, 1:2], getattr(alone, name))


def test_summary_agrees_with_draws():
    """Interval and option shares in the summary are those of the draws."""
    draws = draw_positions(POSITIONS, 40_000, np.random.default_rng(4))
    cell = summarise_cell(POSITIONS, "A", "y")
    low, high = np.quantile(draws.ideal[:, 0, 1], [0.1, 0.9])
    assert (cell.ideal.low, cell.ideal.high) == pytest.approx((low, high), abs=2.0)
    signed = (np.abs(100 - draws.ideal[:, 0, 1]) <= draws.reach[:, 0, 1]).mean()
    assert cell.acceptable_shares[1] == pytest.approx(signed, abs=0.01)
    stake = summarise_stake(POSITIONS, "A").stake
    assert (stake.low, stake.high) == pytest.approx(tuple(np.quantile(draws.stake[:, 0], [0.1, 0.9])), abs=0.003)


def test_worlds_spread_as_their_ranges_say():
    """Eight in ten worlds have their width between the low and high end of its range."""
    worlds = draw_assumptions(Assumptions(), 4000, np.random.default_rng(5))
    widths = np.array([world.width_points.value for world in worlds])
    assert ((widths >= 5.0) & (widths <= 13.0)).mean() == pytest.approx(0.8, abs=0.03)
    assert np.median(widths) == pytest.approx(8.0, rel=0.05)


def test_no_draws_are_refused():
    """Zero draws are a mistake, not an empty answer."""
    with pytest.raises(ValueError, match="at least one draw"):
        draw_positions(POSITIONS, 0, np.random.default_rng(0))
