"""Utilities, gains and acceptance of packages, against loops over everything."""

import numpy as np
import pytest
from hypothesis import given

from bargaining import plain
from bargaining.strategies import problem_of, problems, unhurried
from treves.bargaining import acceptability, allowed_packages, gains, utilities, utilities_by_draw
from treves.errors import AgendaError


@unhurried
@given(problem=problems(max_parties=3, max_draws=3))
def test_utilities_are_sums_over_issues(problem):
    """For every draw, package and party, the utility is the sum of the tables' entries."""
    listed = plain.allowed(problem)
    by_draw = utilities_by_draw(problem.values, listed)
    for d in range(problem.values.count):
        one = utilities(problem.values, problem.packages, draw=d)
        for k, package in enumerate(listed):
            for p in range(len(problem.parties)):
                assert one[k, p] == pytest.approx(plain.utility(problem.values, d, p, package), abs=1e-10)
        assert np.allclose(one, by_draw[d], rtol=0, atol=1e-10)


@unhurried
@given(problem=problems(max_parties=3, max_draws=4))
def test_refusals_have_their_reasons(problem):
    """A party refuses exactly where a red line is broken or the package is not worth it; gains tell the same."""
    listed = plain.allowed(problem)
    found = acceptability(problem.values, listed)
    for d in range(problem.values.count):
        gained = gains(problem.values, problem.packages, draw=d)
        for k, package in enumerate(listed):
            for p in range(len(problem.parties)):
                lines = plain.broken_lines(problem.values, d, p, package)
                lacking = problem.values.reservation[d, p] - plain.utility(problem.values, d, p, package)
                assert found.breaks_red_line[d, k, p] == bool(lines)
                assert found.is_not_worth_it[d, k, p] == (lacking > 1e-9)
                assert found.accepts[d, k, p] == (gained[k, p] >= 0)
                assert np.isneginf(gained[k, p]) == bool(lines)


def test_what_is_worth_the_same_on_paper_is_worth_the_same_here():
    """Three tenths are three tenths in whichever order tenths and fifths are added: no dominance out of rounding."""
    assert 0.1 + 0.2 != 0.3
    problem = problem_of((2, 2, 2), 1, 1)
    for j, worth in enumerate([(0.3, 0.1), (0.0, 0.2), (0.0, 0.0)]):
        problem.values.tables[j][0, 0] = worth
    found = utilities(problem.values, problem.packages)[:, 0]
    assert found[0] == found[6]  # 0.3 + 0 + 0 and 0.1 + 0.2 + 0


def test_values_and_packages_of_different_agendas_are_refused():
    """Mixing up two agendas is refused."""
    with pytest.raises(AgendaError, match="the packages for"):
        utilities(problem_of((2, 2), 1, 1).values, allowed_packages(problem_of((3, 2), 1, 1).agenda))
