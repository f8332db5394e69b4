"""The winset of the status quo, and how it shrinks."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bargaining.strategies import decision_rules, whole_gains
from treves.bargaining import consent_of, winset
from treves.cabinet import DecisionRule


@given(utilities=whole_gains(), data=st.data())
def test_in_it_is_what_enough_parties_prefer(utilities, data):
    """In the winset is exactly what enough parties strictly prefer, by the rule's own word."""
    names = tuple("ABCD"[: utilities.shape[1]])
    rule = data.draw(decision_rules(names))
    status_quo = data.draw(st.integers(0, len(utilities) - 1))
    found = winset(utilities, status_quo, consent_of(rule, names))
    for k, row in enumerate(utilities):
        prefer = [name for name, u, now in zip(names, row, utilities[status_quo], strict=True) if u > now]
        assert found[k] == (bool(prefer) and rule.is_enough(prefer))


@given(utilities=whole_gains(max_parties=4), data=st.data())
def test_it_shrinks_as_veto_players_are_added(utilities, data):
    """Tsebelis's first result: each further veto player can only take packages out of the winset."""
    names = tuple("ABCD"[: utilities.shape[1]])
    status_quo = data.draw(st.integers(0, len(utilities) - 1))
    sets = [winset(utilities, status_quo, consent_of(DecisionRule(names[:k]), names)) for k in range(1, len(names) + 1)]
    assert all((fewer >= more).all() for fewer, more in pairwise(sets))


@given(utilities=whole_gains(), data=st.data())
def test_the_status_quo_never_beats_itself(utilities, data):
    """Under no rule is the status quo in its own winset."""
    names = tuple("ABCD"[: utilities.shape[1]])
    status_quo = data.draw(st.integers(0, len(utilities) - 1))
    assert not winset(utilities, status_quo, consent_of(data.draw(decision_rules(names)), names))[status_quo]


def test_three_on_a_line():
    """Ideals at 20, 50 and 80, status quo 80: a majority prefers what lies between 20 and 80, all three nothing."""
    places = np.arange(0.0, 101.0, 10.0)
    utilities = -np.abs(places[:, None] - np.array([20.0, 50.0, 80.0]))
    majority = consent_of(DecisionRule((), dict.fromkeys("ABC", 1), 2), "ABC")
    assert places[winset(utilities, 8, majority)].tolist() == [30, 40, 50, 60, 70]
    assert not winset(utilities, 8, consent_of(DecisionRule(tuple("ABC")), "ABC")).any()
