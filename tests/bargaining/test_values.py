"""Value tables: the spatial formulas, red lines, reservation values, and numbers taken as they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bargaining.strategies import drawn, problems, spatial_agenda, unhurried
from strategies import issue_of
from treves.agenda import Agenda, Choice
from treves.bargaining import explicit_values, value_tables
from treves.bargaining.values import Values
from treves.errors import AgendaError, CabinetError

TWO = Agenda((issue_of("x", [0, 40, 100], 1), issue_of("y", [0, 100])))


@given(seed=st.integers(0, 2**32 - 1), shape=st.sampled_from(["linear", "quadratic"]))
def test_every_entry_follows_the_formula(seed, shape):
    """Utility, red line and excess of each option are those of the model, written out one by one."""
    agenda = spatial_agenda((3, 2, 4), status_quo=1)
    draws = drawn(np.random.default_rng(seed), 3, 2, 3, red_line_share=0.5)
    values = value_tables(draws, agenda, ["A", "B"], shape=shape)
    for d in range(3):
        for p in range(2):
            at_status_quo = draws.stake[d, p]
            for j, issue in enumerate(agenda.issues):
                for o, place in enumerate(issue.places):
                    salience, reach = draws.salience[d, p, j], draws.reach[d, p, j]
                    distance = abs(place - draws.ideal[d, p, j])
                    loss = distance / 100 if shape == "linear" else distance**2 / 10_000
                    assert values.tables[j][d, p, o] == pytest.approx(salience * (1 - loss))
                    assert values.red_line[j][d, p, o] == (distance > reach)
                    beyond = max(salience * (distance - reach) / 100, 1e-6) if distance > reach else 0.0
                    assert values.excess[j][d, p, o] == pytest.approx(beyond)
                    at_status_quo += salience * (1 - loss) * (issue.options[o].name == issue.status_quo)
            assert values.reservation[d, p] == pytest.approx(at_status_quo)


@unhurried
@given(problem=problems())
def test_some_parties_keep_their_own_values(problem):
    """Picking parties by name picks their columns, in the order asked for."""
    names = problem.parties[::-1]
    some = problem.values.of(names)
    assert some.parties == names
    assert np.array_equal(some.reservation, problem.values.reservation[:, ::-1])
    assert all(np.array_equal(a, b[:, ::-1]) for a, b in zip(some.tables, problem.values.tables, strict=True))


def test_given_numbers_come_in_unchanged():
    """Explicit tables, reservation values and red lines stay as they are; no deal is the status quo by default."""
    values = explicit_values(
        TWO,
        {"A": {"x": [5, 7, 0], "y": [1, 2]}, "B": {"x": [0, 1, 2], "y": [3, -1]}},
        reservation={"B": 2.5},
        red_lines={"A": [Choice("x", "x2")]},
    )
    assert values.tables[0][0].tolist() == [[5, 7, 0], [0, 1, 2]]
    assert values.reservation.tolist() == [[8.0, 2.5]]
    assert values.red_line[0][0].tolist() == [[False, False, True], [False, False, False]]
    assert values.excess[0][0].tolist() == [[0, 0, 7], [0, 0, 0]]
    assert (values.count, values.shape) == (1, "explicit")


@pytest.mark.parametrize(
    ("tables", "more", "error", "words"),
    [
        ({"A": {"x": [1, 2, 3]}}, {}, AgendaError, "no utilities for issue 'y'"),
        ({"A": {"x": [1, 2], "y": [1, 2]}}, {}, AgendaError, "2 utilities for the 3 options"),
        ({"A": {"x": [1, 2, 3], "y": [1, 2], "z": [1]}}, {}, AgendaError, "no issue 'z'"),
        ({"A": {"x": [1, 2, np.nan], "y": [1, 2]}}, {}, AgendaError, "not finite"),
        ({"A": {"x": [1, 2, 3], "y": [1, 2]}}, {"reservation": {"B": 1}}, CabinetError, "no table"),
        ({"A": {"x": [1, 2, 3], "y": [1, 2]}}, {"reservation": {"A": np.inf}}, CabinetError, "not a finite"),
        ({"A": {"x": [1, 2, 3], "y": [1, 2]}}, {"red_lines": {"A": [Choice("x", "no")]}}, AgendaError, "no option"),
        ({}, {}, CabinetError, "at least one party"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(tables, more, error, words):
    """Tables that do not fit the agenda are refused with what is wrong."""
    with pytest.raises(error, match=words):
        explicit_values(TWO, tables, **more)


def test_draws_that_do_not_fit_are_refused():
    """Draws for other issues or parties, and a shape that is not known, are refused."""
    draws = drawn(np.random.default_rng(0), 2, 2, 2)
    with pytest.raises(AgendaError, match="draws of ideal"):
        value_tables(draws, TWO, ["A", "B", "C"])
    with pytest.raises(AgendaError, match="'cubic' is not known"):
        value_tables(draws, TWO, ["A", "B"], shape="cubic")
    with pytest.raises(CabinetError, match="no values of C"):
        value_tables(draws, TWO, ["A", "B"]).of(["C"])
    good = value_tables(draws, TWO, ["A", "B"])
    with pytest.raises(AgendaError, match="excess must be above 0 on red lines"):
        Values(
            TWO, good.parties, good.tables, tuple(~line for line in good.red_line), good.excess, good.reservation, "x"
        )
