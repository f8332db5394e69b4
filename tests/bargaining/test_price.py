"""The price of peace is exact: that far makes a deal, a little less does not."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from bargaining.strategies import drawn, problem_of, problems, spatial_agenda
from treves.bargaining import acceptance_map, allowed_packages, explicit_values, price_of_peace, value_tables
from treves.cabinet import DecisionRule
from treves.errors import AgendaError

HAIR = 1e-5
TRIED = {"position": (-100, -30, -7, 7, 30, 100), "red_line": (5, 40, 100), "salience": (), "stake": (0.5, 3.0)}


def has_deal(problem, draws, draw):
    values = value_tables(draws, problem.agenda, problem.parties)
    return bool(acceptance_map(values, problem.packages, problem.rule).has_deal[draw])


def moved(draws, kind, d, p, j, amount):
    ideal, reach, salience, stake = (np.array(held) for held in (draws.ideal, draws.reach, draws.salience, draws.stake))
    if kind == "position":
        ideal[d, p, j] = np.clip(ideal[d, p, j] + amount, 0.0, 100.0)
    elif kind == "red_line":
        reach[d, p, j] += amount
    elif kind == "stake":
        stake[d, p] -= amount
    else:
        before = salience[d, p, j]
        salience[d, p] *= (1.0 - before - amount) / (1.0 - before)
        salience[d, p, j] = before + amount
    return replace(draws, ideal=ideal, reach=reach, salience=salience, stake=stake)


@settings(deadline=None, max_examples=60)
@given(problem=problems(max_parties=3, max_draws=6))
def test_that_far_makes_a_deal_and_a_little_less_does_not(problem):
    """For every party, issue and kind of move, by making the move and asking everyone about everything again."""
    if problem.values.shape != "linear":
        return
    found = price_of_peace(problem.draws, problem.values, problem.packages, problem.rule)
    for d in range(problem.values.count):
        if found.has_deal[d]:
            assert not found.position[d].any()
            assert not found.stake[d].any()
            continue
        for p in range(len(problem.parties)):
            cells = [("stake", 0, found.stake[d, p])]
            for j in range(len(problem.agenda.issues)):
                cells += [(kind, j, getattr(found, kind)[d, p, j]) for kind in ("position", "red_line", "salience")]
            for kind, j, amount in cells:
                if not np.isfinite(amount):
                    for try_ in TRIED[kind]:
                        assert not has_deal(problem, moved(problem.draws, kind, d, p, j, try_), d)
                    continue
                more = amount + np.sign(amount) * HAIR
                if kind == "salience" and problem.draws.salience[d, p, j] > 1.0 - 1e-9:
                    continue
                if kind == "salience" and not 0.0 <= problem.draws.salience[d, p, j] + more <= 1.0:
                    continue
                # A hair further for rounding, but not past an option whose reach is nothing.
                far = [has_deal(problem, moved(problem.draws, kind, d, p, j, tried), d) for tried in (amount, more)]
                assert any(far), (kind, p, j, amount)
                if abs(amount) > 2 * HAIR:
                    less = amount - np.sign(amount) * HAIR
                    assert not has_deal(problem, moved(problem.draws, kind, d, p, j, less), d), (kind, p, j, amount)


def test_a_story_of_one_red_line():
    """A can sign what lies within 45 points, B wants the far end, 60 away: peace costs A fifteen points."""
    agenda = spatial_agenda((2,))
    draws = drawn(np.random.default_rng(0), 1, 2, 1)
    draws.ideal[:], draws.reach[:], draws.stake[:], draws.salience[:] = 50.0, np.inf, [[-0.5, 0.2]], 1.0
    draws.ideal[:, 1], draws.ideal[:, 0] = 100.0, 40.0
    draws.reach[:, 0] = 45.0
    values = value_tables(draws, agenda, "AB")
    found = price_of_peace(draws, values, allowed_packages(agenda), DecisionRule(("A", "B")))
    assert not found.has_deal[0]
    assert found.red_line[0, 0, 0] == pytest.approx(15.0)  # the far end lies 60 from A's ideal, its reach is 45
    assert found.position[0, 0, 0] == pytest.approx(15.0)
    points, at = found.cheapest()
    assert points[0] == pytest.approx(15.0)
    assert at[0].tolist() == [0, 0, 0]


def test_given_utilities_have_no_position_to_move():
    """Explicit tables are refused in words, and so are draws of another size."""
    problem = problem_of((3, 2), 2, 4)
    tables = {"A": {"i0": [0, 1, 2], "i1": [0, 1]}, "B": {"i0": [0, 1, 2], "i1": [0, 1]}}
    with pytest.raises(AgendaError, match="linear"):
        price_of_peace(problem.draws, explicit_values(problem.agenda, tables), problem.packages, problem.rule)
    with pytest.raises(AgendaError, match="not those behind"):
        price_of_peace(problem.draws, problem.values.in_draws(slice(0, 2)), problem.packages, problem.rule)
