"""Solution concepts over draws: each draw gets what the concept alone would give it."""

import numpy as np
from hypothesis import given

from bargaining.strategies import problem_of, problems, unhurried
from treves.bargaining import gains, nash_solution, pareto_front, solutions_by_draw
from treves.bargaining.solutions import CONCEPTS


@unhurried
@given(problem=problems(max_draws=20))
def test_every_draw_gets_what_the_concept_alone_gives(problem):
    """Picks, gains, numbers of deals and fronts equal those from the full table of gains, draw by draw."""
    found = solutions_by_draw(problem.values, problem.packages)
    on_front = np.zeros(problem.packages.count, dtype=int)
    for d in range(problem.values.count):
        full = gains(problem.values, problem.packages, draw=d)
        rational = np.flatnonzero((full >= 0).all(axis=1))
        assert found.deal_counts[d] == rational.size
        on_front[rational[pareto_front(full[rational])]] += 1
        for name, concept in CONCEPTS.items():
            row = concept(full)
            if row is None:
                assert found.picks[name][d] == -1
                assert np.isnan(found.gains[name][d]).all()
            else:
                assert found.picks[name][d] == problem.packages.numbers[row]
                assert np.array_equal(found.gains[name][d], full[row])
    assert np.array_equal(found.front_counts, on_front)


def test_shares_tell_how_often_each_package_is_picked():
    """Shares are of all draws, come most often first, and add up to the share in which a solution exists."""
    problem = problem_of((3, 3, 3), 3, 150)
    found = solutions_by_draw(problem.values, problem.packages, threads=2)
    shares = found.pick_shares("nash")
    assert list(shares.values()) == sorted(shares.values(), reverse=True)
    assert np.isclose(sum(shares.values()), found.exists_share)
    assert 0.0 < found.exists_share < 1.0


def test_a_concept_of_ones_own_joins_in():
    """Any function of gains can be applied over draws, such as Nash with weights; the front can be left out."""
    problem = problem_of((3, 4, 3), 2, 40)
    weighted = {"heavy first": lambda table: nash_solution(table, weights=[9, 1])}
    found = solutions_by_draw(problem.values, problem.packages, concepts=weighted, with_front=False)
    plain = solutions_by_draw(problem.values, problem.packages)
    assert found.front_counts is None
    assert list(found.picks) == ["heavy first"]
    exists = plain.picks["nash"] >= 0
    first = found.gains["heavy first"][exists, 0].mean(), plain.gains["nash"][exists, 0].mean()
    assert first[0] > first[1]


def test_some_of_the_parties_can_bargain_alone():
    """Fewer parties that can refuse, more deals."""
    problem = problem_of((4, 4, 4), 4, 100)
    two = solutions_by_draw(problem.values.of(("B", "D")), problem.packages)
    four = solutions_by_draw(problem.values, problem.packages)
    assert (two.deal_counts >= four.deal_counts).all()
    assert two.parties == ("B", "D")
