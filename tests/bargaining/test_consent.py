"""A decision rule read as arrays says what the rule itself says."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bargaining.strategies import decision_rules
from treves.bargaining import consent_of
from treves.cabinet import DecisionRule
from treves.errors import CabinetError, SizeError

FIVE = tuple("ABCDE")


@given(rule=decision_rules(FIVE))
def test_every_coalition_gets_the_rules_own_answer(rule):
    """For all 32 coalitions of five parties, enough is enough and too little is too little."""
    every = np.array(list(product([False, True], repeat=5)))
    enough = consent_of(rule, FIVE).is_enough(every)
    for coalition, answer in zip(every, enough, strict=True):
        assert answer == rule.is_enough([name for name, joins in zip(FIVE, coalition, strict=True) if joins])


@given(rule=decision_rules(FIVE))
def test_minimal_winning_coalitions_are_those_no_member_can_leave(rule):
    """Listed is exactly what wins and loses with any one member gone."""
    consent = consent_of(rule, FIVE)
    every = np.array(list(product([False, True], repeat=5)))
    wins = {tuple(row) for row in every[consent.is_enough(every)].tolist()}

    def without(row, p):
        return (*row[:p], False, *row[p + 1 :])

    minimal = {row for row in wins if not any(row[p] and without(row, p) in wins for p in range(5))}
    assert {tuple(row) for row in consent.minimal_winning_coalitions().tolist()} == minimal


@given(rule=decision_rules(FIVE))
def test_whoever_is_not_needed_never_changes_the_answer(rule):
    """A party that is not needed makes no difference to any coalition."""
    consent = consent_of(rule, FIVE)
    every = np.array(list(product([False, True], repeat=5)))
    for p in np.flatnonzero(~consent.needed):
        with_it, without_it = every.copy(), every.copy()
        with_it[:, p], without_it[:, p] = True, False
        assert np.array_equal(consent.is_enough(with_it), consent.is_enough(without_it))


def test_weights_that_are_not_whole_add_up_as_on_paper():
    """0.7 and 0.1 do make 0.8, which they do not in binary floating point; 0.7 and 0.0999 do not."""
    assert 0.7 + 0.1 < 0.8
    consent = consent_of(DecisionRule((), {"A": 0.7, "B": 0.1, "C": 0.0999}, 0.8), "ABC")
    assert consent.is_enough(np.array([[True, True, False], [True, False, True]])).tolist() == [True, False]


@given(st.lists(st.floats(0.01, 1e12), min_size=1, max_size=6), st.floats(0.05, 0.95), st.data())
def test_any_weights_decide_as_the_rule_does(weights, share, data):
    """Whatever the weights, coalitions clearly above or below the quota are told apart."""
    names = (*FIVE, "F")
    named = dict(zip(names, weights, strict=False))
    rule = DecisionRule((), named, share * sum(weights))
    joins = np.array([data.draw(st.booleans()) for _ in named])
    weight = float(np.array(weights)[joins].sum())
    if abs(weight - rule.quota) > 1e-7 * sum(weights):
        assert consent_of(rule, tuple(named)).is_enough(joins) == (weight >= rule.quota)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (DecisionRule(("Z",)), "names Z"),
        (DecisionRule((), {"A": -1.0}, 0), "not negative"),
        (DecisionRule((), {"A": 1.0}, float("nan")), "finite"),
    ],
)
def test_rules_that_cannot_be_are_refused(rule, words):
    """Unknown parties, negative weights and a quota that is no number are refused in words."""
    with pytest.raises(CabinetError, match=words):
        consent_of(rule, FIVE)


def test_a_quota_beyond_everyone_is_never_reached():
    """A quota above all weights has no winning coalition, and says so by listing none."""
    consent = consent_of(DecisionRule((), {"A": 1, "B": 1}, 3), "AB")
    assert not consent.is_enough(np.array([True, True]))
    assert consent.minimal_winning_coalitions().shape == (0, 2)


def test_very_many_weighted_parties_are_decided_but_not_listed():
    """27 members with a quota are counted exactly; listing their coalitions is refused with a way out."""
    names = tuple(f"m{k}" for k in range(27))
    consent = consent_of(DecisionRule((), dict.fromkeys(names, 1), 15), names)
    assert consent.is_enough(np.arange(27) < 15)
    assert not consent.is_enough(np.arange(27) < 14)
    with pytest.raises(SizeError, match="Group parties"):
        consent.minimal_winning_coalitions()
