"""One problem solved whole: vetoes, front and solutions as by asking everybody about everything."""

import numpy as np
import pytest
from hypothesis import given

from bargaining import plain
from bargaining.strategies import problem_of, problems, unhurried
from treves.bargaining import (
    allowed_packages,
    explicit_values,
    gains,
    opposition,
    solve_scenario,
    utilities,
    vetoes,
)
from treves.bargaining.solutions import CONCEPTS
from treves.errors import AgendaError, SizeError


@unhurried
@given(problem=problems(max_draws=2))
def test_vetoes_are_what_each_party_says(problem):
    """Package by package and party by party, in every draw; and the counts are theirs."""
    for draw in range(problem.values.count):
        found = vetoes(problem.values, problem.packages, draw=draw)
        every = plain.allowed(problem)
        accepted = np.zeros(len(problem.parties), int)
        for package in every:
            refusing = found.refuses(problem.agenda.number_of(package))
            for p, party in enumerate(problem.parties):
                accepts = plain.accepts(problem.values, draw, p, package)
                assert (party in refusing) != accepts
                accepted[p] += accepts
        assert found.accepted_counts.tolist() == accepted.tolist()
        allowed = np.flatnonzero(problem.packages.is_allowed)
        assert found.deal_count == (found.refused_by[allowed] == 0).sum() == (found.refused_by == 0).sum()


@unhurried
@given(problem=problems(max_draws=1))
def test_every_concept_does_as_well_on_the_front_as_on_all_packages(problem):
    """The gains each concept picks are the same, up to a tie the two break differently, whose objective is the same."""
    gained = gains(problem.values, problem.packages)
    found = solve_scenario(problem.values)
    for name, concept in CONCEPTS.items():
        row = concept(gained)
        assert (row is None) == (name not in found.picks)
        if row is None:
            continue
        mine = found.front.gains[found.picks[name]]
        if name == "nash":
            assert mine.prod() == pytest.approx(gained[row].prod(), rel=1e-8, abs=1e-12)
        elif name == "utilitarian":
            assert mine.sum() == pytest.approx(gained[row].sum(), rel=1e-8, abs=1e-9)
        elif name == "egalitarian":
            assert sorted(mine) == pytest.approx(sorted(gained[row]), rel=1e-8, abs=1e-9)
        else:
            hope = np.where(gained.min(axis=1, keepdims=True) >= 0, gained, 0).max(axis=0)
            can = hope > 0
            if can.any():
                shares = [(gains[can] / hope[can]).min() for gains in (mine, gained[row])]
                assert shares[0] == pytest.approx(shares[1], rel=1e-8, abs=1e-9)


def test_nothing_acceptable_is_a_verdict():
    """Two parties who want all of one cake: no package can pass, and what each alone accepts is told."""
    problem = problem_of((3,), 1, 1)
    tables = {"A": {"i0": [0.0, 0.5, 1.0]}, "B": {"i0": [1.0, 0.5, 0.0]}}
    values = explicit_values(problem.agenda, tables, reservation={"A": 0.9, "B": 0.9})
    found = solve_scenario(values)
    assert found.picks == {}
    assert found.package("nash") is None
    assert found.utilities("nash") is None
    assert found.front.count == 0
    assert found.verdict() == (
        "No package can pass: there is none that all parties accept. Alone, A accepts 1, B accepts 1 of 3."
    )


@pytest.mark.parametrize("seed", range(5))
def test_opposition_is_the_distance_to_what_all_dream_of(seed):
    """The least over all packages, by listing them."""
    problem = problem_of((3, 4, 2), 3, 1, seed=seed)
    worth = utilities(problem.values, allowed_packages(problem.agenda))
    expected = np.sqrt(((1 - worth / worth.max(axis=0)) ** 2).sum(axis=1)).min()
    assert opposition(problem.values) == pytest.approx(expected, abs=1e-9)


def test_opposition_needs_something_worth_having():
    """A party for whom the best is worth nothing has no shares of it."""
    agenda = problem_of((2,), 1, 1).agenda
    with pytest.raises(AgendaError, match="above 0"):
        opposition(explicit_values(agenda, {"A": {"i0": [-1.0, 0.0]}}))


def test_more_parties_than_bits_are_refused():
    """Thirty-two parties are one too many for the bits kept per package."""
    problem = problem_of((2,), 1, 1)
    values = explicit_values(problem.agenda, {f"p{k}": {"i0": [0.0, 1.0]} for k in range(32)})
    with pytest.raises(SizeError, match="at most 31"):
        vetoes(values, allowed_packages(problem.agenda))
