"""Every package an agenda allows, and none it rules out."""

import numpy as np
import pytest
from hypothesis import given

from bargaining.strategies import ruled_agendas, spatial_agenda
from treves.bargaining import PACKAGE_LIMIT, allowed_packages
from treves.bargaining.packages import option_indices
from treves.errors import SizeError


@given(agenda=ruled_agendas())
def test_exactly_the_allowed_packages_are_listed(agenda):
    """A package is listed, under its own number and with its own options, if and only if no rule speaks against it."""
    packages = allowed_packages(agenda)
    expected = [n for n in range(agenda.package_count) if not agenda.why_not(agenda.package_at(n))]
    assert packages.numbers.tolist() == expected
    assert packages.count == len(expected)
    named = [agenda.package_at(number) for number in expected]
    assert np.array_equal(packages.options, option_indices(agenda, named))


@given(agenda=ruled_agendas())
def test_a_number_is_found_among_the_allowed(agenda):
    """Positions point back to the number, or say -1 where it is ruled out."""
    packages = allowed_packages(agenda)
    at = packages.positions_of(range(agenda.package_count))
    for number, position in enumerate(at.tolist()):
        if agenda.why_not(agenda.package_at(number)):
            assert position == -1
        else:
            assert packages.numbers[position] == number


def test_too_many_packages_are_refused_with_the_size_and_a_way_out():
    """One binary issue above 2^24 is refused; the message has the size, the limit and what to do."""
    with pytest.raises(SizeError, match=r"33,554,432 packages.*16,777,216.*drop options"):
        allowed_packages(spatial_agenda((2,) * 25))


def test_the_limit_itself_is_enumerated():
    """2^24 packages are within the limit."""
    packages = allowed_packages(spatial_agenda((2,) * 24))
    assert packages.count == PACKAGE_LIMIT
    assert packages.options_of([PACKAGE_LIMIT - 1]).tolist() == [[1] * 24]


def test_an_issue_with_very_many_options_keeps_its_indices():
    """More than 256 options do not fit a byte, and are not cut to one."""
    packages = allowed_packages(spatial_agenda((300, 2)))
    assert packages.options[-1].tolist() == [299, 1]
