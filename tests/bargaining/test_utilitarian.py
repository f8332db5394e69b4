"""The utilitarian solution: its definition, and what it does not mind."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bargaining.strategies import whole_gains
from treves.bargaining import utilitarian_solution


@given(gains=whole_gains())
def test_the_sum_of_gains_is_largest(gains):
    """No individually rational package has a larger sum of gains."""
    chosen = utilitarian_solution(gains)
    if chosen is not None:
        assert gains[chosen].sum() == max(row.sum() for row in gains if row.min() >= 0)


@given(gains=whole_gains(min_value=0), shift=st.integers(1, 9), data=st.data())
def test_where_nobody_can_refuse_reservation_values_do_not_matter(gains, shift, data):
    """Lowering a party's reservation value below everything on the table leaves the choice as it is."""
    gains = np.maximum(gains, 0.0)
    p = data.draw(st.integers(0, gains.shape[1] - 1))
    after = gains.copy()
    after[:, p] += shift
    assert utilitarian_solution(after) == utilitarian_solution(gains)


def test_one_party_may_get_nothing():
    """Six to one beats three each: the sum does not mind who has it."""
    assert utilitarian_solution(np.array([[3.0, 3.0], [7.0, 0.0]])) == 1
