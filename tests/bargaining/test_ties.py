"""What holds for every solution concept alike: it exists when a deal does, is rational, undominated and neutral."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bargaining import plain
from bargaining.strategies import whole_gains
from treves.bargaining import (
    egalitarian_solution,
    kalai_smorodinsky_solution,
    nash_solution,
    utilitarian_solution,
)
from treves.errors import AgendaError

EVERY = pytest.mark.parametrize(
    "solution", [nash_solution, kalai_smorodinsky_solution, egalitarian_solution, utilitarian_solution]
)


@EVERY
@given(gains=whole_gains())
def test_a_solution_exists_exactly_when_a_package_is_individually_rational(solution, gains):
    """None is the answer where every package leaves someone worse off or breaks a red line, and nowhere else."""
    chosen = solution(gains)
    assert (chosen is None) == (not (gains >= 0).all(axis=1).any())
    if chosen is not None:
        assert (gains[chosen] >= 0).all()


@EVERY
@given(gains=whole_gains(max_value=3))
def test_no_solution_is_dominated(solution, gains):
    """Pareto optimality: no package gives everyone at least as much as the chosen one and someone more."""
    chosen = solution(gains)
    if chosen is not None:
        assert not any(plain.dominates(other, gains[chosen].tolist()) for other in gains.tolist())


@EVERY
@given(gains=whole_gains(), data=st.data())
def test_no_party_is_favoured(solution, gains, data):
    """Relabelling the parties changes neither whether there is a solution nor which row it is."""
    order = data.draw(st.permutations(range(gains.shape[1])))
    assert solution(gains[:, order]) == solution(gains)


@EVERY
@given(gains=whole_gains(max_value=3))
def test_equal_packages_go_to_the_lower_number(solution, gains):
    """A second copy of every package, listed after the first, is never chosen."""
    assert solution(np.concatenate([gains, gains])) == solution(gains)


@EVERY
@given(gains=whole_gains())
def test_storage_order_does_not_matter(solution, gains):
    """Arrays stored party by party or package by package give the same answer."""
    assert solution(np.asfortranarray(gains)) == solution(np.ascontiguousarray(gains))


@EVERY
@pytest.mark.parametrize(
    "bad", [np.array([1.0]), np.array([[np.nan, 1.0]]), np.array([[np.inf, 1.0]]), np.zeros((2, 0))]
)
def test_what_is_no_bargaining_problem_is_refused(solution, bad):
    """NaN, infinity, no parties, or an array that is not packages by parties are refused in words."""
    with pytest.raises(AgendaError, match=r"gains"):
        solution(bad)


@EVERY
def test_no_packages_no_solution(solution):
    """Nothing on the table: no solution."""
    assert solution(np.zeros((0, 2))) is None
