"""What a move buys equals making the move and asking everyone about everything again."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from bargaining.strategies import drawn, problem_of, problems, spatial_agenda
from treves.bargaining import acceptability, acceptance_map, allowed_packages, consent_of, moves, value_tables
from treves.cabinet import DecisionRule
from treves.errors import AgendaError


def moved_draws(draws, p, j, move):
    ideal, reach = draws.ideal.copy(), draws.reach.copy()
    if move == "ideal_down_10":
        ideal[:, p, j] = np.clip(ideal[:, p, j] - 10, 0, 100)
    elif move == "ideal_up_10":
        ideal[:, p, j] = np.clip(ideal[:, p, j] + 10, 0, 100)
    else:
        reach[:, p, j] = reach[:, p, j] + 5 if move == "reach_wider_5" else np.inf
    return replace(draws, ideal=ideal, reach=reach)


@settings(deadline=None, max_examples=40)
@given(problem=problems(max_parties=3, max_draws=25))
def test_every_move_is_worth_what_a_new_acceptance_map_says(problem):
    """For every party, issue and move, both shares are those of value tables and a map made anew from moved draws."""
    listed = [problem.agenda.status_quo, problem.agenda.package_at(int(problem.packages.numbers[-1]))]
    consent = consent_of(problem.rule, problem.parties)
    before = acceptance_map(problem.values, problem.packages, problem.rule).deal_share
    was = consent.is_enough(acceptability(problem.values, listed).accepts).mean(axis=0)
    for move in moves(problem.draws, problem.values, problem.packages, problem.rule, listed=listed):
        p, j = problem.parties.index(move.party), problem.agenda.position_of(move.issue)
        draws = moved_draws(problem.draws, p, j, move.move)
        values = value_tables(draws, problem.agenda, problem.parties, shape=problem.values.shape)
        after = acceptance_map(values, problem.packages, problem.rule).deal_share
        assert move.deal_share == pytest.approx(after, abs=1e-12)
        assert move.deal_share_change == pytest.approx(after - before, abs=1e-12)
        now = consent.is_enough(acceptability(values, listed).accepts).mean(axis=0)
        assert move.package_shares == pytest.approx(now.tolist(), abs=1e-12)
        assert move.package_share_changes == pytest.approx((now - was).tolist(), abs=1e-12)


def test_giving_up_a_red_line_never_costs_a_deal():
    """A wider reach and no red line at all can only add deals; there is a move of each kind per party and issue."""
    problem = problem_of((4, 3, 5), 3, 200)
    found = moves(problem.draws, problem.values, problem.packages, problem.rule)
    assert len(found) == 3 * 3 * 4
    assert all(m.deal_share_change >= 0 for m in found if m.move in ("reach_wider_5", "red_line_given_up"))


def test_the_red_line_in_the_way_is_the_one_worth_giving_up():
    """B would sign anything, A's red line keeps it from everything but where they are: giving it up buys every draw."""
    agenda = spatial_agenda((2, 2))
    draws = drawn(np.random.default_rng(0), 10, 2, 2)
    draws.ideal[:], draws.reach[:], draws.stake[:], draws.salience[:] = 50.0, np.inf, [-0.5, 0.2], 0.5
    draws.ideal[:, 1] = 100.0
    draws.reach[:, 0, 0] = 40.0
    values = value_tables(draws, agenda, "AB")
    found = moves(draws, values, allowed_packages(agenda), DecisionRule(("A", "B")))
    bought = {(m.party, m.issue, m.move): m.deal_share_change for m in found}
    assert bought["A", "i0", "red_line_given_up"] == 1.0
    assert bought["A", "i1", "red_line_given_up"] == 0.0
    assert bought["B", "i0", "red_line_given_up"] == 0.0


def test_what_has_no_ideal_cannot_move():
    """Explicit tables, and draws that are not those behind the values, are refused in words."""
    problem = problem_of((2, 2), 2, 3)
    with pytest.raises(AgendaError, match="no ideal positions"):
        moves(problem.draws, replace(problem.values, shape="explicit"), problem.packages, problem.rule)
    with pytest.raises(AgendaError, match="not those behind"):
        moves(drawn(np.random.default_rng(0), 4, 2, 2), problem.values, problem.packages, problem.rule)
