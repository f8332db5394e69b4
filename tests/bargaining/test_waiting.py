"""Packages that wait for one party: asking it alone is the same as asking everyone again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import issue_of
from treves.agenda import Agenda, Choice, Exclusion
from treves.bargaining import acceptance_map, allowed_packages, value_tables, waiting_for
from treves.cabinet import DecisionRule
from treves.errors import CabinetError
from treves.positions import Draws

PARTIES = ("A", "B", "C")
RULES = (
    DecisionRule(PARTIES),
    DecisionRule(("A",), {"A": 2, "B": 1, "C": 1}, 3),
    DecisionRule((), {"A": 3, "B": 2, "C": 2}, 4),
    DecisionRule((), {"A": 1, "B": 1, "C": 0}, 2),
)
AGENDA = Agenda(
    (issue_of("x", [0, 50, 100], 1), issue_of("y", [10, 90]), issue_of("z", [0, 100])),
    (Exclusion((Choice("x", "x2"), Choice("y", "y1"))),),
)


def drawn(rng, count=40):
    reach = np.where(rng.random((count, 3, 3)) < 0.3, rng.integers(1, 12, (count, 3, 3)) * 5.0, np.inf)
    salience = rng.dirichlet(np.ones(3), (count, 3))
    return Draws(rng.integers(0, 51, (count, 3, 3)) * 2.0, reach, salience, rng.normal(-0.05, 0.1, (count, 3)))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), rule=st.sampled_from(RULES), party=st.sampled_from(PARTIES))
def test_asking_one_party_alone_equals_asking_everyone(seed, rule, party):
    """When one party's mind changes, its answers about the waiting packages tell which draws have a deal."""
    rng = np.random.default_rng(seed)
    packages = allowed_packages(AGENDA)
    before, after = drawn(rng), drawn(rng)
    p = PARTIES.index(party)
    mixed = Draws(*(np.array(getattr(before, name)) for name in ("ideal", "reach", "salience", "stake")))
    for name in ("ideal", "reach", "salience", "stake"):
        getattr(mixed, name)[:, p] = getattr(after, name)[:, p]
    everyone = value_tables(mixed, AGENDA, PARTIES)
    waiting = waiting_for(value_tables(before, AGENDA, PARTIES), packages, rule, party)
    expected = acceptance_map(everyone, packages, rule).has_deal
    assert np.array_equal(waiting.has_deal(everyone.of([party])), expected)


def test_values_of_someone_else_are_refused():
    """The list of one party cannot be shown to another."""
    values = value_tables(drawn(np.random.default_rng(0)), AGENDA, PARTIES)
    waiting = waiting_for(values, allowed_packages(AGENDA), RULES[0], "A")
    with pytest.raises(CabinetError, match="values of A alone"):
        waiting.has_deal(values.of(["B"]))
