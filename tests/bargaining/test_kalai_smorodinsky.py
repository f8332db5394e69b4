"""The Kalai-Smorodinsky solution: its definition in exact fractions, and what holds on finite sets."""

from fractions import Fraction

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from bargaining.strategies import whole_gains
from treves.bargaining import kalai_smorodinsky_solution


def shares_by_hand(gains):
    """Sorted shares of the best hopes of every individually rational row, as fractions."""
    rows = {k: [int(g) for g in row] for k, row in enumerate(gains.tolist()) if min(row) >= 0}
    hopes = [max(row[p] for row in rows.values()) for p in range(gains.shape[1])]
    return {k: sorted(Fraction(g, hope) for g, hope in zip(row, hopes, strict=True) if hope) for k, row in rows.items()}


@given(gains=whole_gains())
def test_the_smallest_share_of_the_best_hope_is_largest(gains):
    """By brute force in exact fractions: the largest smallest share, ties by the next smallest, then by number."""
    chosen = kalai_smorodinsky_solution(gains)
    if chosen is not None:
        shares = shares_by_hand(gains)
        assert chosen == max(shares, key=lambda k: (shares[k], -k))


@given(gains=whole_gains(), data=st.data())
def test_units_of_utility_do_not_matter(gains, data):
    """Scale invariance: any positive factor per party leaves the choice as it is."""
    factors = data.draw(
        st.lists(st.sampled_from([0.001, 0.3, 1.0, 7.0, 1e6]), min_size=gains.shape[1], max_size=gains.shape[1])
    )
    assert kalai_smorodinsky_solution(gains * np.array(factors)) == kalai_smorodinsky_solution(gains)


@given(gains=whole_gains(max_parties=2), rise=st.integers(1, 5), data=st.data())
def test_of_two_parties_none_gets_less_by_asking_for_more(gains, rise, data):
    """With two parties, whoever raises its own reservation value never ends up with less."""
    chosen = kalai_smorodinsky_solution(gains)
    assume(chosen is not None)
    p = data.draw(st.integers(0, gains.shape[1] - 1))
    after = gains.copy()
    after[:, p] -= rise
    again = kalai_smorodinsky_solution(after)
    assert gains[chosen, p] < rise if again is None else gains[again, p] >= gains[chosen, p]


def test_of_three_parties_asking_for_more_can_get_less():
    """The theorem stops at two parties: here the first raises its reservation value from 0 to 2, which cuts off the
    package that was the third's best hope, and is left with 4 in place of 5."""
    gains = np.array([[1.0, 4.0, 6.0], [5.0, 2.0, 5.0], [4.0, 4.0, 3.0]])
    assert kalai_smorodinsky_solution(gains) == 1
    assert kalai_smorodinsky_solution(gains - np.array([2.0, 0.0, 0.0])) == 2


def test_who_can_gain_nothing_does_not_spoil_it_for_the_others():
    """A party that no rational package gives anything is left out; where nobody can gain, the first package is it."""
    assert kalai_smorodinsky_solution(np.array([[0.0, 3.0, 1.0], [0.0, 2.0, 2.0]])) == 1
    assert kalai_smorodinsky_solution(np.array([[-1.0, 2.0], [0.0, 0.0], [0.0, 0.0]])) == 1
