"""The acceptance map equals asking every party about every package in every draw."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bargaining import plain
from bargaining.strategies import Problem, drawn, problem_of, problems, spatial_agenda, unhurried
from treves.bargaining import acceptance, acceptance_map, allowed_packages, consent_of, utilities, value_tables
from treves.bargaining.halves import half_sums, split_at
from treves.cabinet import DecisionRule
from treves.errors import AgendaError, CabinetError


def in_float64(problem: Problem) -> np.ndarray:
    """Deals by plain NumPy in float64, whole draws at a time; shape (draw, package)."""
    values, found = problem.values, []
    consent = consent_of(problem.rule, problem.parties)
    for d in range(values.count):
        worth = utilities(values, problem.packages, draw=d) >= values.reservation[d] - 1e-9
        options = problem.packages.options
        broken = np.stack([line[d][:, options[:, j]].T for j, line in enumerate(values.red_line)]).any(axis=0)
        found.append(consent.is_enough(worth & ~broken))
    return np.array(found)


@unhurried
@given(problem=problems(max_parties=6))
def test_the_map_is_what_brute_force_counts(problem):
    """Under any rule, with exclusions and requirements, counts per package and per draw are those of plain loops."""
    found = acceptance_map(problem.values, problem.packages, problem.rule)
    deals = plain.deals(problem)
    assert found.counts.tolist() == deals.sum(axis=0).tolist()
    assert found.deal_counts.tolist() == deals.sum(axis=1).tolist()
    assert found.has_deal.tolist() == deals.any(axis=1).tolist()


@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 2**32 - 1), quota=st.booleans(), parties=st.integers(1, 10))
def test_float32_never_decides_what_it_cannot_tell(seed, quota, parties):
    """On some 10,000 packages and 70 draws the map is the float64 map, to the last count, for any number of parties."""
    names = "ABCDEFGHIJ"[:parties]
    rule = DecisionRule(tuple(names[:2]), dict.fromkeys(names, 1), (parties + 1) // 2) if quota else None
    problem = problem_of((5, 4, 6, 3, 7, 4), parties, 70, seed, rule)
    found = acceptance_map(problem.values, problem.packages, problem.rule)
    deals = in_float64(problem)
    assert np.array_equal(found.counts, deals.sum(axis=0))
    assert np.array_equal(found.deal_counts, deals.sum(axis=1))


def test_the_edge_itself_is_acceptance():
    """With nothing at stake the status quo is worth exactly no deal: everyone accepts it, and float64 had to say so."""
    agenda = spatial_agenda((5, 5, 5, 5), status_quo=2)
    draws = drawn(np.random.default_rng(3), 300, 4, 4, red_line_share=0.0)
    draws.stake[:] = 0.0
    values = value_tables(draws, agenda, "ABCD")
    found = acceptance_map(values, allowed_packages(agenda), DecisionRule(tuple("ABCD")))
    assert found.counts[agenda.number_of(agenda.status_quo)] == 300
    assert found.recomputed >= 300


@pytest.mark.parametrize("gap", [1e-8, 1e-7])
def test_gaps_far_below_float32_are_told_apart(gap):
    """A reservation value a hair above or below a package's utility decides, though float32 cannot see the hair."""
    agenda = spatial_agenda((4, 4, 4))
    values = value_tables(drawn(np.random.default_rng(5), 1, 2, 3, red_line_share=0.0), agenda, "AB")
    packages = allowed_packages(agenda)
    worth = utilities(values, packages)[37]
    for sign, count in ((-1, 1), (+1, 0)):
        values.reservation[0] = worth + sign * gap
        found = acceptance_map(values, packages, DecisionRule(("A", "B")))
        assert found.counts[37] == count
        assert found.recomputed > 0


@unhurried
@given(problem=problems(max_draws=20), scale=st.sampled_from([2.0**10, 2.0**20]))
def test_the_unit_of_one_partys_utility_changes_nothing(problem, scale):
    """Multiplying one party's utilities and reservation value by a positive number leaves the map as it is."""
    values = problem.values
    packages = plain.allowed(problem)
    worth = np.array([[plain.utility(values, d, 0, package) for package in packages] for d in range(values.count)])
    lacking = values.reservation[:, :1] - worth
    assume(not ((lacking > 1e-12) & (lacking < 2e-9)).any())  # the tolerance is in the party's own unit
    before = acceptance_map(values, problem.packages, problem.rule)
    for table in values.tables:
        table[:, 0] *= scale
    values.reservation[:, 0] *= scale
    after = acceptance_map(values, problem.packages, problem.rule)
    assert np.array_equal(before.counts, after.counts)
    assert np.array_equal(before.deal_counts, after.deal_counts)


@unhurried
@given(problem=problems())
def test_more_veto_players_never_make_a_package_more_acceptable(problem):
    """Adding a veto player can only lower counts."""
    fewer = acceptance_map(problem.values, problem.packages, DecisionRule(problem.parties[:-1]))
    more = acceptance_map(problem.values, problem.packages, DecisionRule(problem.parties))
    assert (more.counts <= fewer.counts).all()


@pytest.mark.parametrize(("few", "steps"), [(2**18, [150]), (2**10, [64, 128, 150])])
def test_threads_and_blocks_change_nothing(few, steps, monkeypatch):
    """One thread or three, shared by draws (few packages) or by packages (many), the map is the same to the last count;
    progress runs to the end."""
    monkeypatch.setattr(acceptance, "FEW_PACKAGES", few)
    problem = problem_of((6, 6, 6, 6, 6), 4, 150)
    told = []
    one = acceptance_map(problem.values, problem.packages, problem.rule, threads=1)
    three = acceptance_map(
        problem.values, problem.packages, problem.rule, threads=3, progress=lambda *done: told.append(done)
    )
    assert np.array_equal(one.counts, three.counts)
    assert np.array_equal(one.deal_counts, three.deal_counts)
    assert one.recomputed == three.recomputed
    deals = in_float64(problem)
    assert np.array_equal(one.counts, deals.sum(axis=0))
    assert np.array_equal(one.deal_counts, deals.sum(axis=1))
    assert told == [(step, 150) for step in steps]


def test_the_most_acceptable_come_first_and_ties_by_number():
    """Ranking is by count, then by the lower number."""
    problem = problem_of((3, 3), 2, 50)
    found = acceptance_map(problem.values, problem.packages, problem.rule)
    ranked = found.most_acceptable(9).tolist()
    assert ranked == sorted(range(9), key=lambda k: (-found.counts[k], k))


@given(st.lists(st.integers(2, 6), min_size=1, max_size=7))
def test_two_halves_add_up_to_the_whole(shape):
    """A package's sum over issues is the sum of its halves, whatever the cut; and the cut leaves the smallest half."""
    rng = np.random.default_rng(1)
    tables = [rng.integers(0, 100, (1, 1, count)).astype(float) for count in shape]
    cut = split_at(shape)
    first, second = half_sums(tables, cut)
    whole = (first[0, 0][:, None] + second[0, 0]).reshape(-1)
    for number in (0, len(whole) // 2, len(whole) - 1):
        at = np.unravel_index(number, shape)
        assert whole[number] == sum(table[0, 0, o] for table, o in zip(tables, at, strict=True))
    larger = [max(np.prod(shape[:k]), np.prod(shape[k:])) for k in range(len(shape))]
    assert larger[cut] == min(larger)


def test_mixed_up_agendas_and_parties_are_refused():
    """Values of another agenda or a rule about other parties are refused in words."""
    problem = problem_of((2, 2), 2, 2)
    with pytest.raises(AgendaError, match="the packages for"):
        acceptance_map(problem.values, allowed_packages(spatial_agenda((3,))), problem.rule)
    with pytest.raises(CabinetError, match="names Z"):
        acceptance_map(problem.values, problem.packages, DecisionRule(("Z",)))
