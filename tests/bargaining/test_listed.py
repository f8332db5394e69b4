"""The acceptance map of a list, and in blocks, is the acceptance map."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given

from bargaining.strategies import problem_of, problems, spatial_agenda, unhurried
from treves.bargaining import (
    acceptability,
    acceptance_blocks,
    acceptance_map,
    acceptance_memory_bytes,
    acceptance_of_listed,
    consent_of,
    explicit_values,
)
from treves.cabinet import DecisionRule


@unhurried
@given(problem=problems())
def test_a_list_of_packages_is_counted_as_in_the_full_map(problem):
    """Every package of the product as a list, under any rule: the same counts, and none for those ruled out."""
    full = acceptance_map(problem.values, problem.packages, problem.rule)
    every = problem.packages.options_of(np.arange(problem.agenda.package_count))
    listed = acceptance_of_listed(problem.values, every, problem.rule)
    expected = np.zeros(len(every), int)
    expected[problem.packages.numbers] = full.counts
    assert listed.counts.tolist() == expected.tolist()
    assert listed.deal_counts.tolist() == full.deal_counts.tolist()


@unhurried
@given(problem=problems())
def test_blocks_grow_into_the_full_map(problem):
    """Each block answers for the draws so far; the last is the whole map."""
    full = acceptance_map(problem.values, problem.packages, problem.rule)
    blocks = list(acceptance_blocks(problem.values, problem.packages, problem.rule))
    assert [block.deal_counts.size for block in blocks] == [
        min(64 * (k + 1), problem.values.count) for k in range(len(blocks))
    ]
    assert blocks[-1].counts.tolist() == full.counts.tolist()
    assert blocks[-1].deal_counts.tolist() == full.deal_counts.tolist()
    first = problem.values.in_draws(slice(0, 64))
    assert blocks[0].counts.tolist() == acceptance_map(first, problem.packages, problem.rule).counts.tolist()


def test_packages_of_an_agenda_too_large_to_list():
    """A few packages of 95 trillion, with sums on the edge: the same answers as asking in float64 one by one."""
    rng = np.random.default_rng(5)
    agenda = spatial_agenda((5,) * 20)
    parties = "ABCD"
    tables = {p: {f"i{j}": (rng.integers(0, 8, 5) / 8).tolist() for j in range(20)} for p in parties}
    values = explicit_values(agenda, tables, reservation=dict.fromkeys(parties, 9.0))
    rule = DecisionRule(("A",), {"B": 3, "C": 2, "D": 2}, 4)
    options = rng.integers(0, 5, (3000, 20))
    listed = acceptance_of_listed(values, options, rule)
    packages = [listed.package(row) for row in range(3000)]
    accepts = acceptability(values, packages).accepts[0]
    expected = consent_of(rule, values.parties).is_enough(accepts)
    assert listed.counts.tolist() == expected.astype(int).tolist()
    assert listed.recomputed > 0


@pytest.mark.parametrize("shape", [(10, 10, 10, 10), (10, 10, 10, 10, 10, 4)])
def test_the_memory_told_before_is_enough(shape):
    """What is told before the run is not exceeded by it, and not ten times what it takes."""
    problem = problem_of(shape, 4, 130)
    acceptance_map(problem.values, problem.packages, problem.rule, threads=2)  # compiled by then
    assert problem.packages.count
    tracemalloc.start()
    acceptance_map(problem.values, problem.packages, problem.rule, threads=2)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    told = acceptance_memory_bytes(problem.values, problem.packages, threads=2)
    assert peak <= told <= 10 * peak
