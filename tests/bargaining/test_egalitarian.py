"""The egalitarian solution: its definition and its axioms, on finite sets."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from bargaining.strategies import whole_gains
from treves.bargaining import egalitarian_solution


@given(gains=whole_gains())
def test_the_smallest_gain_is_largest(gains):
    """By brute force: the largest smallest gain, ties by the next smallest, then by number."""
    chosen = egalitarian_solution(gains)
    if chosen is not None:
        rows = {k: sorted(row) for k, row in enumerate(gains.tolist()) if min(row) >= 0}
        assert chosen == max(rows, key=lambda k: (rows[k], -k))


@given(gains=whole_gains(), data=st.data())
def test_irrelevant_alternatives_are_irrelevant(gains, data):
    """Dropping packages that were not chosen leaves the choice as it is."""
    chosen = egalitarian_solution(gains)
    assume(chosen is not None)
    kept = [k for k in range(len(gains)) if k == chosen or data.draw(st.booleans())]
    assert kept[egalitarian_solution(gains[kept])] == chosen


@given(gains=whole_gains(), rise=st.integers(1, 5), data=st.data())
def test_asking_for_more_never_gets_less(gains, rise, data):
    """Whoever raises its own reservation value ends with at least the utility it had, or with no deal it would miss."""
    chosen = egalitarian_solution(gains)
    assume(chosen is not None)
    p = data.draw(st.integers(0, gains.shape[1] - 1))
    after = gains.copy()
    after[:, p] -= rise
    again = egalitarian_solution(after)
    assert gains[chosen, p] < rise if again is None else gains[again, p] >= gains[chosen, p]


@given(gains=whole_gains(), more=whole_gains())
def test_more_to_share_never_hurts_the_worst_off(gains, more):
    """Monotonicity (Kalai 1977): with more packages on the table the smallest gain is at least as large."""
    assume(gains.shape[1] == more.shape[1])
    chosen = egalitarian_solution(gains)
    assume(chosen is not None)
    both = np.concatenate([gains, more])
    assert both[egalitarian_solution(both)].min() >= gains[chosen].min()
