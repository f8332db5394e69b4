"""The front by merging issues is the front of all packages, or nearly it, with a bound that holds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bargaining.strategies import problem_of, problems, spatial_agenda, unhurried
from treves.agenda import Agenda, Choice, Exclusion, Requirement
from treves.bargaining import (
    allowed_packages,
    explicit_values,
    front_memory_bytes,
    gains,
    merged_front,
    pareto_front,
    utilities,
)
from treves.errors import SizeError


def points_of(utilities):
    return np.unique(utilities, axis=0)


@unhurried
@given(problem=problems(max_draws=2))
def test_merging_finds_the_front_of_all_listed_packages(problem):
    """With exclusions, requirements, red lines and reservation values: the same points as listing every package."""
    worth, gained = utilities(problem.values, problem.packages), gains(problem.values, problem.packages)
    rational = np.flatnonzero((gained >= 0).all(axis=1))
    for only_rational, rows in ((True, rational), (False, np.arange(len(worth)))):
        expected = points_of(worth[rows[pareto_front(worth[rows])]])
        found = merged_front(problem.values, only_rational=only_rational, with_red_lines=only_rational)
        assert found.is_exact
        assert np.array_equal(points_of(found.utilities), expected)
        assert len(found.utilities) == len(expected)
        for point in range(found.count):
            package = found.package(point)
            assert not problem.agenda.why_not(package)
            row = int(problem.packages.positions_of([problem.agenda.number_of(package)])[0])
            assert np.allclose(worth[row], found.utilities[point], atol=1e-9)


@unhurried
@given(problem=problems(max_parties=4, max_draws=1), most=st.integers(1, 12))
def test_the_bound_of_a_thinned_front_holds_for_every_package(problem, most):
    """Whatever room is given: for every deal there is one in the answer that gives no party less by more than told."""
    try:
        found = merged_front(problem.values, most_points=most)
    except SizeError:
        return  # too little room for the rules; said, not guessed
    gained = gains(problem.values, problem.packages)
    for gain in gained[(gained >= 0).all(axis=1)]:
        assert (found.gains >= gain - found.bound - 2e-9).all(axis=1).any()
    assert (found.gains >= -found.bound - 2e-9).all()


def test_many_issues_alike_stay_few_points():
    """Thirty issues with the same two options: 2^30 packages, and a front of 31 points, not of a billion ties."""
    agenda = spatial_agenda((2,) * 30)
    give = {f"i{j}": [0.1 / 3, 0.0] for j in range(30)}
    take = {f"i{j}": [0.0, 0.1 / 7] for j in range(30)}
    found = merged_front(explicit_values(agenda, {"A": give, "B": take}, reservation={"A": 0, "B": 0}))
    assert found.is_exact
    assert found.count == 31
    assert found.widest < 200
    assert "exact front" in found.words()


def test_twenty_issues_of_five_options_with_rules():
    """95 trillion packages, two parties, rules across issues: exact, checked against the same front in two halves."""
    rng = np.random.default_rng(4)
    plain = spatial_agenda((5,) * 20)
    names = [issue.name for issue in plain.issues]
    agenda = Agenda(
        plain.issues,
        (Exclusion((Choice(names[0], "i03"), Choice(names[19], "i193"))),),
        (Requirement(Choice(names[2], "i24"), (Choice(names[10], "i101"), Choice(names[11], "i111"))),),
    )
    tables = {name: {issue: rng.random(5).tolist() for issue in names} for name in "AB"}
    found = merged_front(explicit_values(agenda, tables, reservation={"A": 8.0, "B": 8.0}))
    assert found.is_exact
    assert all(not agenda.why_not(found.package(point)) for point in range(found.count))
    # Without the rules the front can only be better; no point of it that keeps them may be missing.
    free = merged_front(explicit_values(plain, tables, reservation={"A": 8.0, "B": 8.0}))
    for point in range(free.count):
        if not agenda.why_not(free.package(point)):
            assert (np.abs(found.utilities - free.utilities[point]).max(axis=1) < 1e-9).any()


def test_too_large_a_front_is_answered_with_a_bound_in_words():
    """Six parties on twelve issues, little room: a bound above 0, said, and memory known before."""
    problem = problem_of((4,) * 12, 6, 1)
    found = merged_front(problem.values, only_rational=False, with_red_lines=False, most_points=500)
    assert 0 < found.bound < 1
    assert not found.is_exact
    assert "Not the front itself" in found.words()
    assert front_memory_bytes(problem.values, 500) < 2e6


def test_progress_tells_every_issue():
    """The issues merged are told one by one."""
    told = []
    merged_front(problem_of((3, 3, 3), 2, 1).values, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("seed", range(6))
def test_moocore_and_paretoset_find_the_same_front(seed):
    """Two outside filters on the listed utilities keep the same points."""
    moocore, paretoset = pytest.importorskip("moocore"), pytest.importorskip("paretoset").paretoset
    rng = np.random.default_rng(seed)
    parties, agenda = 2 + seed % 4, spatial_agenda((4, 5, 3, 6))
    tables = {"ABCDE"[p]: {i.name: rng.random(len(i.options)).tolist() for i in agenda.issues} for p in range(parties)}
    values = explicit_values(agenda, tables)
    worth = utilities(values, allowed_packages(agenda))
    mine = points_of(merged_front(values, only_rational=False).utilities)
    assert np.array_equal(mine, points_of(worth[moocore.is_nondominated(worth, maximise=True, keep_weakly=True)]))
    assert np.array_equal(mine, points_of(worth[paretoset(worth, sense=["max"] * parties)]))
