"""The Pareto front: everything on it is undominated, everything off it is dominated."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bargaining import plain
from bargaining.strategies import problem_of, unhurried, whole_gains
from treves.bargaining import pareto_front, utilities
from treves.errors import AgendaError


@unhurried
@given(points=whole_gains(max_value=3))
def test_the_front_is_undominated_and_complete(points):
    """A package is on the front if and only if no other dominates it; equals are all on it or all off it."""
    on_front = set(pareto_front(points).tolist())
    for k, point in enumerate(points.tolist()):
        assert (k in on_front) == (not any(plain.dominates(other, point) for other in points.tolist()))


@unhurried
@given(seed=st.integers(0, 2**32 - 1), parties=st.integers(1, 5), levels=st.sampled_from([3, 30, 10**6]))
def test_large_sets_take_the_same_front(seed, parties, levels):
    """Thousands of packages, with many duplicates or none: the same front as a plain pairwise filter."""
    points = np.random.default_rng(seed).integers(0, levels, (3000, parties)).astype(float)
    expected = []
    order = np.argsort(-points.sum(axis=1), kind="stable")
    while order.size:
        head = points[order[0]]
        expected += np.flatnonzero((points == head).all(axis=1)).tolist()
        order = order[1:][(points[order[1:]] > head).any(axis=1)]
    assert pareto_front(points).tolist() == sorted(set(expected))


def test_sums_that_rounding_makes_equal_do_not_hide_dominance():
    """1e17 + 1 is 1e17 in floating point; the package with that one more still dominates, in whichever order."""
    low, high = [1e17, 0.0, 1.0], [1e17, 1.0, 1.0]
    assert sum(low) == sum(high)
    assert pareto_front(np.array([low, high])).tolist() == [1]
    assert pareto_front(np.array([high, low])).tolist() == [0]
    assert pareto_front(np.array([low, [1e17, 0.5, 0.0], high, low])).tolist() == [2]


def test_broken_red_lines_can_be_ranked_too():
    """Minus infinity is worse than anything, and equal to itself."""
    points = np.array([[1.0, -np.inf], [0.0, -np.inf], [1.0, -np.inf], [0.0, 0.0]])
    assert pareto_front(points).tolist() == [0, 2, 3]


def test_a_story_of_tea_and_cake():
    """Ten parties, twelve yes-or-no issues, each wanted by one and minded by none: yes to all is the whole front."""
    problem = problem_of((2,) * 12, 10, 1)
    for j, table in enumerate(problem.values.tables):
        table[:] = 0.0
        table[0, j % 10, 1] = 1.0
    front = pareto_front(utilities(problem.values, problem.packages))
    assert front.tolist() == [4095]


@pytest.mark.parametrize("bad", [np.array([1.0, 2.0]), np.array([[np.nan, 1.0]]), np.array([[np.inf, 1.0]])])
def test_what_cannot_be_ranked_is_refused(bad):
    """NaN, infinity and arrays that are not packages by parties are refused in words."""
    with pytest.raises(AgendaError, match="a front needs"):
        pareto_front(bad)


def test_no_packages_no_front():
    """An empty set has an empty front."""
    assert pareto_front(np.zeros((0, 3))).tolist() == []
