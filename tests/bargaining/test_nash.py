"""The Nash solution: its definition and its axioms, on finite sets."""

from math import prod

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bargaining.strategies import whole_gains
from treves.bargaining import nash_solution
from treves.errors import CabinetError


def rational_rows(gains):
    return [k for k, row in enumerate(gains.tolist()) if min(row) >= 0]


@given(gains=whole_gains())
def test_the_product_of_gains_is_largest(gains):
    """No individually rational package has a larger product of gains (in exact whole numbers)."""
    chosen = nash_solution(gains)
    if chosen is not None:
        products = {k: prod(map(int, gains[k].tolist())) for k in rational_rows(gains)}
        assert products[chosen] == max(products.values())


@given(gains=whole_gains(), data=st.data())
def test_units_of_utility_do_not_matter(gains, data):
    """Scale invariance: any positive factor per party leaves the choice as it is."""
    factors = data.draw(
        st.lists(st.sampled_from([0.001, 0.3, 1.0, 7.0, 1e6]), min_size=gains.shape[1], max_size=gains.shape[1])
    )
    assert nash_solution(gains * np.array(factors)) == nash_solution(gains)


@given(gains=whole_gains(), data=st.data())
def test_irrelevant_alternatives_are_irrelevant(gains, data):
    """Dropping packages that were not chosen leaves the choice as it is, where everyone gains."""
    chosen = nash_solution(gains)
    assume(chosen is not None and gains[chosen].min() > 0)
    kept = [k for k in range(len(gains)) if k == chosen or data.draw(st.booleans())]
    assert kept[nash_solution(gains[kept])] == chosen


@given(gains=whole_gains(), rise=st.integers(1, 5), data=st.data())
def test_asking_for_more_never_gets_less(gains, rise, data):
    """Disagreement-point monotonicity (Thomson 1987) holds on finite sets: whoever raises its own reservation value
    ends with at least the utility it had, or with no deal that it would have preferred to lose."""
    chosen = nash_solution(gains)
    assume(chosen is not None and gains[chosen].min() > 0)
    p = data.draw(st.integers(0, gains.shape[1] - 1))
    after = gains.copy()
    after[:, p] -= rise
    again = nash_solution(after)
    if again is None:
        assert gains[chosen, p] < rise
    else:
        assert gains[again, p] >= gains[chosen, p]


@given(gains=whole_gains())
def test_equal_weights_are_no_weights(gains):
    """Harsanyi and Selten's solution with equal weights is Nash's, where everyone gains."""
    chosen = nash_solution(gains)
    assume(chosen is not None and gains[chosen].min() > 0)
    assert nash_solution(gains, weights=[2.5] * gains.shape[1]) == chosen


@given(gains=whole_gains(max_value=9), data=st.data())
def test_weights_are_powers(gains, data):
    """With whole weights the choice has the largest product of powers, in exact whole numbers."""
    weights = data.draw(st.lists(st.integers(0, 4), min_size=gains.shape[1], max_size=gains.shape[1]).filter(any))
    chosen = nash_solution(gains, weights=weights)
    if chosen is not None:
        powers = {
            k: prod(int(g) ** w for g, w in zip(gains[k].tolist(), weights, strict=True)) for k in rational_rows(gains)
        }
        assert powers[chosen] == max(powers.values())


@given(gains=whole_gains(), data=st.data())
def test_weights_count_only_against_each_other(gains, data):
    """All weights times the same factor change nothing."""
    weights = data.draw(st.lists(st.integers(1, 5), min_size=gains.shape[1], max_size=gains.shape[1]))
    assert nash_solution(gains, weights=weights) == nash_solution(gains, weights=[4096 * w for w in weights])


def test_a_party_without_weight_can_still_refuse():
    """Weight 0 takes away the say, not the veto."""
    gains = np.array([[9.0, -1.0], [5.0, 0.0], [4.0, 4.0]])
    assert nash_solution(gains, weights=[1, 0]) == 1


def test_forty_parties_do_not_leave_the_range_of_a_float():
    """A product of 40 gains of a billionth is 0 in floating point; the choice still minds who gains more."""
    gains = np.full((3, 40), 1e-9)
    gains[1] *= 2.0
    assert np.prod(gains[0]) == 0.0
    assert nash_solution(gains) == 1


@pytest.mark.parametrize("weights", [[1], [1, -1], [0, 0], [1, float("nan")]])
def test_weights_that_cannot_be_are_refused(weights):
    """Too few, negative, all zero, or not a number: refused in words."""
    with pytest.raises(CabinetError, match="weights"):
        nash_solution(np.ones((2, 2)), weights=weights)
