"""The package nearest to a deal: who must move, how far, on what."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given

from bargaining import plain
from bargaining.strategies import drawn, problems, spatial_agenda, unhurried
from treves.bargaining import acceptance_map, allowed_packages, minimum_shortfall, value_tables
from treves.cabinet import DecisionRule
from treves.errors import SizeError


def by_hand(problem, draw, package):
    """Shortfall of every party, by the definition."""
    values = problem.values
    found = []
    for p in range(len(problem.parties)):
        lack = values.reservation[draw, p] - plain.utility(values, draw, p, package)
        issues = zip(values.agenda.issues, package.options, values.excess, strict=True)
        beyond = sum(float(excess[draw, p, issue.position_of(name)]) for issue, name, excess in issues)
        found.append((lack if lack > 1e-9 else 0.0) + beyond)
    return np.array(found)


@unhurried
@given(problem=problems(max_parties=4, max_draws=5))
def test_no_package_is_nearer(problem):
    """By brute force over packages and coalitions: nothing is nearer, and the telling by party adds up to the total."""
    found = minimum_shortfall(problem.values, problem.packages, problem.rule)
    coalitions = [
        np.array(joins)
        for joins in product([False, True], repeat=len(problem.parties))
        if problem.rule.is_enough([name for name, joined in zip(problem.parties, joins, strict=True) if joined])
    ]
    for d in range(problem.values.count):
        short = [by_hand(problem, d, package) for package in plain.allowed(problem)]
        least = min(row[coalition].sum() for row in short for coalition in coalitions)
        assert found.total[d] == pytest.approx(least, abs=1e-8)
        chosen = by_hand(problem, d, problem.agenda.package_at(int(found.numbers[d])))
        assert found.by_party[d] == pytest.approx(np.where(found.must_agree[d], chosen, 0.0), abs=1e-12)
        assert problem.rule.is_enough(list(np.array(problem.parties)[found.must_agree[d]]))


@unhurried
@given(problem=problems(max_draws=30))
def test_nothing_is_lacking_exactly_where_there_is_a_deal(problem):
    """The shortfall is 0 in the draws in which the acceptance map finds a deal, and in no others."""
    found = minimum_shortfall(problem.values, problem.packages, problem.rule)
    deals = acceptance_map(problem.values, problem.packages, problem.rule)
    assert np.array_equal(found.has_deal, deals.has_deal)
    moving = found.must_move_share()
    assert np.isnan(moving).all() if deals.has_deal.all() else (moving <= 1).all()


def test_who_must_move_how_far_on_what():
    """A wants 0 and stops at 20, B wants 100: the middle lies 30 points beyond A's line and 10 points of salience 1
    short of what B could have without a deal."""
    agenda = spatial_agenda((3,), status_quo=1)
    draws = drawn(np.random.default_rng(0), 1, 2, 1)
    draws.ideal[0, :, 0], draws.reach[0, :, 0], draws.stake[0] = [0, 100], [20, np.inf], [0.0, 0.1]
    values = value_tables(draws, agenda, "AB")
    found = minimum_shortfall(values, allowed_packages(agenda), DecisionRule(("A", "B")))
    assert found.numbers.tolist() == [1]
    assert found.beyond_red_line[0, :, 0].tolist() == pytest.approx([0.3, 0.0])
    assert found.utility[0].tolist() == pytest.approx([0.0, 0.1])
    assert found.must_move_share().tolist() == [1.0, 1.0]


def test_a_rule_no_one_can_meet_says_so():
    """Without any winning coalition there is no nearest package: number -1, an infinite shortfall."""
    agenda = spatial_agenda((3,))
    values = value_tables(drawn(np.random.default_rng(0), 2, 2, 1), agenda, "AB")
    found = minimum_shortfall(values, allowed_packages(agenda), DecisionRule((), {"A": 1, "B": 1}, 5))
    assert found.numbers.tolist() == [-1, -1]
    assert np.isinf(found.total).all()
    assert not found.has_deal.any()


def test_very_many_coalitions_are_refused():
    """8 of 16 equal parties are 12,870 minimal coalitions: refused with the number and a way out."""
    agenda, names = spatial_agenda((2,)), tuple(f"m{k}" for k in range(16))
    values = value_tables(drawn(np.random.default_rng(0), 1, 16, 1), agenda, names)
    with pytest.raises(SizeError, match="12,870 minimal winning coalitions"):
        minimum_shortfall(values, allowed_packages(agenda), DecisionRule((), dict.fromkeys(names, 1), 8))
