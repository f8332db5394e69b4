"""The core: what no winning coalition can improve upon."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bargaining.strategies import decision_rules, unhurried, whole_gains
from treves.bargaining import consent_of, core, pareto_front
from treves.bargaining import core as core_of
from treves.cabinet import DecisionRule
from treves.errors import SizeError


@unhurried
@given(utilities=whole_gains(), data=st.data())
def test_in_it_is_what_nobody_can_improve_upon(utilities, data):
    """By brute force over all pairs: in the core is what no other package beats with enough parties strictly for it."""
    names = tuple("ABCD"[: utilities.shape[1]])
    rule = data.draw(decision_rules(names))
    expected = []
    for k, mine in enumerate(utilities.tolist()):
        preferred = ([n for n, a, b in zip(names, other, mine, strict=True) if a > b] for other in utilities.tolist())
        if not any(who and rule.is_enough(who) for who in preferred):
            expected.append(k)
    assert core(utilities, consent_of(rule, names)).tolist() == expected


@unhurried
@given(utilities=whole_gains())
def test_under_unanimity_it_holds_the_front(utilities):
    """With everyone a veto player the core is the weak Pareto set: it holds the front, and nothing all would leave."""
    names = tuple("ABCD"[: utilities.shape[1]])
    found = core(utilities, consent_of(DecisionRule(names), names))
    assert set(pareto_front(utilities).tolist()) <= set(found.tolist())
    assert not any((utilities > utilities[k]).all(axis=1).any() for k in found)


@unhurried
@given(ideals=st.lists(st.integers(0, 20), min_size=1, max_size=9).filter(lambda x: len(x) % 2 == 1))
def test_on_one_line_the_majority_core_is_the_median_voters_ideal(ideals):
    """Black's median voter theorem (1948), for any odd number of parties."""
    places = np.arange(21.0)
    utilities = -np.abs(places[:, None] - np.array(ideals, dtype=float))
    names = tuple(f"p{k}" for k in range(len(ideals)))
    majority = consent_of(DecisionRule((), dict.fromkeys(names, 1), len(ideals) // 2 + 1), names)
    assert core(utilities, majority).tolist() == [sorted(ideals)[len(ideals) // 2]]


def test_condorcets_cycle_has_no_core():
    """Three parties that rank three packages round and round: every one is beaten, and the core is empty."""
    utilities = np.array([[3.0, 1.0, 2.0], [2.0, 3.0, 1.0], [1.0, 2.0, 3.0]])
    majority = consent_of(DecisionRule((), dict.fromkeys("ABC", 1), 2), "ABC")
    assert core(utilities, majority).tolist() == []


def test_too_many_comparisons_are_refused_with_the_size_and_a_way_out():
    """17,000 packages that are all on the front would take 289 million comparisons: refused in words."""
    line = np.arange(17_000.0)
    with pytest.raises(SizeError, match=r"17,000 packages, 17,000 of them undominated.*use the winset"):
        core_of(np.stack([line, -line], axis=1), consent_of(DecisionRule(("A", "B")), "AB"))
