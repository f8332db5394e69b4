"""When an option enters into force: the distribution goes through the case's own three numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from treves.agenda import LegalPath
from treves.legal import delay_quantile, entry_chance

SHARES = np.linspace(0.01, 0.99, 99)


def path_of(low, middle, high, struck=0.0, instrument="statute"):
    return LegalPath(instrument, middle, low, high, struck, "test")


months = st.floats(0.05, 200)
ranges = st.tuples(months, months, months).map(sorted)


@given(ranges)
def test_median_and_range_are_those_of_the_case(told):
    """Half of the belief lies by the central value, a tenth by the low end, nine tenths by the high end."""
    assert np.allclose(delay_quantile(path_of(*told), [0.1, 0.5, 0.9]), told)


@given(ranges)
def test_chance_and_quantile_undo_each_other(told):
    """Where there is spread, the chance to be in by a quantile is that quantile's share."""
    low, middle, high = told
    path = path_of(low, middle, high)
    if low * 1.01 < middle and middle * 1.01 < high:
        assert np.allclose(entry_chance(path, delay_quantile(path, SHARES)), SHARES, atol=1e-9)


@given(ranges)
def test_the_chance_never_falls(told):
    """Entry into force is not undone: the chance grows from 0 before the accord."""
    path = path_of(*told)
    chances = entry_chance(path, np.linspace(-1, 400, 800))
    assert chances[0] == 0.0
    assert np.all(np.diff(chances) >= -1e-12)


def test_a_range_from_nought_enters_at_once_with_a_tenth():
    """A low end of 0 months: a tenth of the belief is that it works at once."""
    path = path_of(0, 3, 6)
    assert entry_chance(path, 0.0) == pytest.approx(0.1)
    assert entry_chance(path, 3.0) == pytest.approx(0.5)
    assert entry_chance(path, 6.0) == pytest.approx(0.9)
    assert entry_chance(path_of(0, 0, 4), [0.0, 4.0]) == pytest.approx([0.5, 0.9])


def test_what_needs_no_law_works_at_once_and_what_is_certain_on_its_day():
    """No instrument: in force from the accord. No spread: not a moment before, not one after."""
    assert list(entry_chance(path_of(0, 0, 0, instrument="none"), [-1, 0, 5])) == [0, 1, 1]
    assert list(entry_chance(path_of(4, 4, 4), [3.9, 4.0, 4.1])) == [0, 1, 1]
