"""Who refuses what and why, and who alone stands before a deal."""

import numpy as np
from hypothesis import given

from bargaining import plain
from bargaining.strategies import drawn, problem_of, problems, spatial_agenda, unhurried
from treves.bargaining import acceptability, allowed_packages, blockers, refusals, value_tables
from treves.cabinet import DecisionRule


@unhurried
@given(problem=problems(max_parties=3, max_draws=20))
def test_refusals_are_counted_with_their_reasons(problem):
    """Counts per package and party are those of asking about every package; red lines come before not worth it."""
    found = refusals(problem.values, problem.packages)
    asked = acceptability(problem.values, plain.allowed(problem))
    assert np.array_equal(found.counts, (~asked.accepts).sum(axis=0))
    assert np.array_equal(found.red_line_counts, asked.breaks_red_line.sum(axis=0))
    only_worth = (asked.is_not_worth_it & ~asked.breaks_red_line).mean(axis=0)
    assert np.allclose(found.not_worth_it_share, only_worth)
    assert np.allclose(found.share, found.red_line_share + found.not_worth_it_share)


@unhurried
@given(problem=problems(max_parties=4, max_draws=12))
def test_alone_is_who_would_make_a_deal_by_signing_anything(problem):
    """By brute force: no deal as it is, and one if this party's consent were taken for granted."""
    found = blockers(problem.values, problem.packages, problem.rule)
    listed = plain.allowed(problem)
    for d in range(problem.values.count):
        accepts = [
            {name for p, name in enumerate(problem.parties) if plain.accepts(problem.values, d, p, package)}
            for package in listed
        ]
        has_deal = any(problem.rule.is_enough(who) for who in accepts)
        assert found.has_deal[d] == has_deal
        for p, name in enumerate(problem.parties):
            if_willing = any(problem.rule.is_enough(who | {name}) for who in accepts)
            assert found.stands_alone[d, p] == (if_willing and not has_deal)


def test_a_party_nobody_needs_blocks_nothing():
    """Under a rule that does not ask it, a party never stands before a deal, whatever it refuses."""
    problem = problem_of((4, 4, 4), 3, 60, rule=DecisionRule(("A", "B")))
    problem.values.reservation[:, 2] = 10.0
    assert blockers(problem.values, problem.packages, problem.rule).share[2] == 0.0


def test_two_can_each_stand_alone_before_another_package():
    """A refuses the right end, B the left; each alone keeps the other from what it wants."""
    agenda = spatial_agenda((2,))
    draws = drawn(np.random.default_rng(0), 1, 2, 1)
    draws.ideal[0, :, 0], draws.reach[0, :, 0], draws.stake[0] = [0, 100], [10, 10], -0.5
    found = blockers(value_tables(draws, agenda, "AB"), allowed_packages(agenda), DecisionRule(("A", "B")))
    assert found.stands_alone.tolist() == [[True, True]]
    assert found.share.tolist() == [1.0, 1.0]
