"""Branch and bound finds what listing every package finds, and proves it."""

import time

import numpy as np
import pytest
from hypothesis import given

from bargaining.strategies import problem_of, problems, spatial_agenda, unhurried
from treves.agenda import Agenda, Choice, Exclusion
from treves.bargaining import (
    acceptance_map,
    best_packages,
    deals_exist,
    explicit_values,
    gains,
    minimum_shortfall,
    nearest_packages,
)
from treves.errors import AgendaError


def objective_of(name, gained, hope):
    if name == "nash":
        return gained.prod(axis=-1)
    if name == "utilitarian":
        return gained.sum(axis=-1)
    if name == "egalitarian":
        return gained.min(axis=-1)
    can = hope > 0
    return (gained[..., can] / hope[can]).min(axis=-1) if can.any() else np.zeros(gained.shape[:-1])


@unhurried
@given(problem=problems(max_draws=4))
def test_the_best_package_is_the_best_of_all_listed(problem):
    """In every draw and under every objective, with rules and red lines: the same objective, proven, undominated."""
    for name in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian"):
        found = best_packages(problem.values, name)
        for draw in range(problem.values.count):
            gained = gains(problem.values, problem.packages, draw=draw)
            rational = gained[(gained >= 0).all(axis=1)]
            assert bool(found.exists[draw]) == bool(len(rational))
            if not len(rational):
                assert found.package(draw) is None
                continue
            expected = objective_of(name, rational, rational.max(axis=0)).max()
            mine = found.gains[draw]
            assert objective_of(name, mine, rational.max(axis=0)) == pytest.approx(expected, rel=1e-7, abs=1e-9)
            assert found.is_proven[draw]
            assert not problem.agenda.why_not(found.package(draw))
            assert not ((rational >= mine - 1e-12).all(axis=1) & (rational > mine + 3e-9).any(axis=1)).any()


@unhurried
@given(problem=problems(max_draws=20))
def test_where_a_deal_exists_is_what_the_acceptance_map_says(problem):
    """Under any decision rule, draw by draw."""
    exists, is_proven = deals_exist(problem.values, problem.rule)
    assert exists.tolist() == acceptance_map(problem.values, problem.packages, problem.rule).has_deal.tolist()
    assert is_proven.all()


@unhurried
@given(problem=problems(max_draws=20))
def test_the_nearest_package_lacks_no_more_than_the_nearest_of_all_listed(problem):
    """The same least shortfall in every draw, under any decision rule."""
    expected = minimum_shortfall(problem.values, problem.packages, problem.rule).total
    found = nearest_packages(problem.values, problem.rule)
    assert found.total.tolist() == pytest.approx(expected.tolist(), abs=1e-8)
    assert found.is_proven[np.isfinite(expected)].all()


def test_twenty_issues_of_five_options_and_four_parties():
    """95 trillion packages: every objective proven best in under a second, no worse than a thousand random packages."""
    problem = problem_of((2,), 4, 1)
    rng = np.random.default_rng(7)
    plain = spatial_agenda((5,) * 20)
    agenda = Agenda(plain.issues, (Exclusion((Choice("i0", "i02"), Choice("i19", "i192"))),))
    weights = rng.dirichlet(np.ones(20), 4)
    tables = {
        party: {f"i{j}": (rng.random(5) * weights[p, j]).tolist() for j in range(20)}
        for p, party in enumerate(problem.parties)
    }
    values = explicit_values(agenda, tables, reservation=dict.fromkeys(problem.parties, 0.45))
    best_packages(values, "nash")
    start = time.perf_counter()
    found = {name: best_packages(values, name) for name in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")}
    assert time.perf_counter() - start < 5.0  # a hundredth of it on a quiet machine
    assert all(answer.is_proven.all() for answer in found.values())
    tried = rng.integers(0, 5, (1000, 20))
    worth = np.zeros((1000, 4))
    for j, table in enumerate(values.tables):
        worth += table[0].T[tried[:, j]]
    gained = worth - 0.45
    rational = gained[(gained >= 0).all(axis=1)]
    for name in ("nash", "egalitarian", "utilitarian"):
        if len(rational):
            assert found[name].value[0] >= objective_of(name, rational, rational.max(axis=0)).max() - 1e-9
    exists, is_proven = deals_exist(values, problem.rule)
    assert exists.all()
    assert is_proven.all()


def test_a_search_cut_short_says_so():
    """With too few branches allowed, the answer carries a bound above it, and a missing deal is not called proven."""
    rng = np.random.default_rng(3)
    agenda = spatial_agenda((4,) * 12)
    tables = {party: {f"i{j}": rng.integers(0, 1000, 4).tolist() for j in range(12)} for party in "ABCDE"}
    values = explicit_values(agenda, tables, reservation=dict.fromkeys("ABCDE", 3000.0))
    found = best_packages(values, "egalitarian", most_nodes=2)
    assert found.bound[0] >= best_packages(values, "egalitarian").value[0]
    assert not found.is_proven[0]


def test_an_unknown_objective_is_refused():
    """A word that names no objective is refused with those that do."""
    with pytest.raises(AgendaError, match="right would be nash"):
        best_packages(problem_of((2,), 1, 1).values, "fair")
