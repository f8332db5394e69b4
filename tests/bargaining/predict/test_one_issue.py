"""Models that predict one issue from positions and weights: definitions as properties, and the papers' own examples."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from treves.bargaining.predict import compromise, median_voter, nash_bargaining, pivotal_voter
from treves.errors import CabinetError

places = st.lists(st.integers(0, 100).map(float), min_size=1, max_size=9).map(np.array)


@st.composite
def weighted(draw):
    x = draw(places)
    w = draw(st.lists(st.integers(1, 9).map(float), min_size=x.size, max_size=x.size))
    return x, np.array(w)


@given(weighted(), st.floats(0.1, 10))
def test_the_compromise_is_a_mean(case, factor):
    """It lies among the positions, and only ratios of weights matter."""
    x, w = case
    found = compromise(x, w)
    assert x.min() - 1e-9 <= found <= x.max() + 1e-9
    assert compromise(x, w * factor) == pytest.approx(found)
    assert compromise(100 - x, w) == pytest.approx(100 - found)


@given(weighted())
def test_no_majority_prefers_anything_to_the_median(case):
    """Black (1948): against the median, no position is nearer to more than half of the weight."""
    x, w = case
    median = median_voter(x, w)
    for rival in np.linspace(0, 100, 41):
        nearer = w[np.abs(x - rival) < np.abs(x - median) - 1e-9].sum()
        assert nearer <= w.sum() / 2 + 1e-9


def test_tsebelis_1994_third_of_seven_is_pivotal():
    """Seven members in a row, five needed: the third counts from the side of the status quo, whichever side that is."""
    members = np.arange(1, 8) * 10.0
    assert pivotal_voter(members, None, 5 / 7, 0.0) == 30.0
    assert pivotal_voter(members, None, 5 / 7, 100.0) == 50.0
    assert pivotal_voter(members, None, 5 / 7, 40.0) == 40.0, "between the two pivots lies the gridlock interval"


@given(weighted(), st.integers(0, 100).map(float), st.sampled_from([0.6, 0.71, 0.9, 1.0]))
def test_the_pivot_has_the_votes_and_no_further_point_does(case, reference, quota):
    """The quota prefers the pivot's position to the reference point; a move beyond it loses the pivot, and with it the
    quota."""
    x, votes = case
    pivot = pivotal_voter(x, votes, quota, reference)
    if pivot == reference:
        return
    towards = np.sign(pivot - reference)
    at_least_as_far = votes[(x - pivot) * towards >= 0].sum() / votes.sum()
    beyond = votes[(x - pivot) * towards > 0].sum() / votes.sum()
    assert at_least_as_far >= quota - 1e-9
    assert beyond < quota


def test_kalai_1977_weights_divide_the_cake():
    """Two actors at the ends who lose everything if they fail divide the scale in proportion to their weights."""
    ends = np.array([0.0, 100.0])
    assert nash_bargaining(ends) == pytest.approx(50.0, abs=1e-6)
    assert nash_bargaining(ends, np.array([1.0, 3.0])) == pytest.approx(75.0, abs=1e-6)


@pytest.mark.parametrize("weights", [None, np.array([1.0, 2.0, 0.5, 4.0])])
def test_achen_2006_the_compromise_is_the_limit_of_the_nash_solution(weights):
    """With quadratic loss the solution comes as near to the weighted mean as failure is costly."""
    x = np.array([0.0, 20.0, 70.0, 100.0])
    gaps = [
        abs(nash_bargaining(x, weights, failure_cost=cost, exponent=2.0) - compromise(x, weights))
        for cost in (1.0, 10.0, 1000.0)
    ]
    assert gaps[0] > gaps[1] > gaps[2]
    assert gaps[2] < 0.02


@given(weighted(), st.integers(0, 100).map(float))
def test_nobody_loses_by_the_nash_solution_from_a_reference_point(case, reference):
    """It is individually rational; where no point helps everybody it is the reference point."""
    x, w = case
    found = nash_bargaining(x, w, reference_point=reference)
    assert (np.abs(x - found) <= np.abs(x - reference) + 1e-6).all()
    if (x > reference).any() and (x < reference).any():
        assert found == reference


def test_the_nash_solution_maximises_the_product():
    """No point of a fine grid has a larger product of gains."""
    x, w, d = np.array([30.0, 45.0, 90.0]), np.array([1.0, 2.0, 1.5]), 10.0
    found = nash_bargaining(x, w, reference_point=d)
    grid = np.linspace(10, 50, 40_001)

    def log_product(points):
        gains = np.abs(x - d) - np.abs(x - np.atleast_1d(points)[:, None])
        return (w * np.log(np.maximum(gains, 1e-12))).sum(axis=1)

    assert log_product(found)[0] >= log_product(grid).max() - 1e-9


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: compromise(np.array([])), "at least one actor"),
        (lambda: compromise(np.array([1.0]), np.array([1.0, 2.0])), "2 weights for 1 positions"),
        (lambda: median_voter(np.array([1.0, 2.0]), np.array([0.0, 0.0])), "somebody must count"),
        (lambda: compromise(np.array([1.0]), np.array([-1.0])), "not negative"),
        (lambda: pivotal_voter(np.array([1.0]), None, 0.4, 0.0), "no qualified majority"),
        (lambda: pivotal_voter(np.array([1.0]), None, 0.7, float("nan")), "reference point"),
        (lambda: nash_bargaining(np.array([1.0]), failure_cost=0.5), "at least 1"),
        (lambda: nash_bargaining(np.array([1.0]), exponent=0.0), "above 0"),
    ],
)
def test_what_cannot_be_computed_is_refused_with_the_reason(call, words):
    """Wrong numbers end in a message, never in a number."""
    with pytest.raises(CabinetError, match=words):
        call()
