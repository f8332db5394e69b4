"""NegMAS as an outside oracle: the same fronts and solutions on random additive problems.

Compared is what NegMAS defines as we do: the front of the individually rational outcomes, the Nash, the egalitarian
(its "Kalai") and the utilitarian point. Its Kalai-Smorodinsky point minimises the spread of shares, and measures best
hopes over all outcomes, rational or not: that is another definition, and no oracle for ours. Reservation values stay
within the range of utilities, since NegMAS replaces one below it by the worst utility.
"""

import warnings

import numpy as np
import pytest

from strategies import issue_of
from treves.agenda import Agenda
from treves.bargaining import (
    allowed_packages,
    egalitarian_solution,
    explicit_values,
    gains,
    nash_solution,
    pareto_front,
    utilitarian_solution,
    utilities,
)


@pytest.fixture(scope="module")
def negmas():
    """NegMAS; one of the packages it imports has a regular expression Python warns about when first compiled."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "invalid escape sequence", DeprecationWarning)
        warnings.filterwarnings("ignore", "invalid escape sequence", SyntaxWarning)
        from negmas import make_issue
        from negmas.preferences import LinearAdditiveUtilityFunction, ops
        from negmas.preferences.value_fun import TableFun
    return make_issue, LinearAdditiveUtilityFunction, TableFun, ops


@pytest.mark.parametrize("seed", range(12))
def test_front_and_solutions_are_those_of_negmas(negmas, seed):
    """On a random problem of two to four parties: the same front, and the same best product, minimum and sum."""
    make_issue, additive, table_fun, ops = negmas
    rng = np.random.default_rng(seed)
    parties, shape = 2 + seed % 3, tuple(rng.integers(2, 6, 4).tolist())
    names = "ABCD"[:parties]
    agenda = Agenda(tuple(issue_of(f"i{j}", np.linspace(0, 100, n).tolist()) for j, n in enumerate(shape)))
    tables = {name: {f"i{j}": rng.random(n).tolist() for j, n in enumerate(shape)} for name in names}
    ends = {name: [sum(end(table) for table in tables[name].values()) for end in (min, max)] for name in names}
    reservation = {name: low + rng.uniform(0.1, 0.45) * (high - low) for name, (low, high) in ends.items()}
    values = explicit_values(agenda, tables, reservation=reservation)
    packages = allowed_packages(agenda)
    worth, gained = utilities(values, packages), gains(values, packages)

    issues = [make_issue(n, f"i{j}") for j, n in enumerate(shape)]
    theirs = [
        additive(
            values=[table_fun(dict(enumerate(tables[name][f"i{j}"]))) for j in range(len(shape))],
            weights=[1.0] * len(shape),
            issues=issues,
            reserved_value=reservation[name],
        )
        for name in names
    ]
    frontier, at = ops.pareto_frontier(theirs, issues=issues)
    rational = np.flatnonzero((gained >= 0).all(axis=1))
    assert rational.size > 5
    mine = rational[pareto_front(worth[rational])]
    assert sorted(map(int, at)) == mine.tolist()
    assert np.allclose(np.array(frontier)[np.argsort(at)], worth[mine], atol=1e-9)
    for solution, points in (
        (nash_solution, ops.nash_points),
        (egalitarian_solution, ops.kalai_points),
        (utilitarian_solution, ops.max_welfare_points),
    ):
        [(point, _)] = points(theirs, frontier, issues=issues)
        assert worth[solution(gained)] == pytest.approx(point, abs=1e-9)
