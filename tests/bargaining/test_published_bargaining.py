"""Published solutions, with the numbers of the papers."""

from itertools import pairwise

import numpy as np
import pytest

from strategies import issue_of
from treves.agenda import Agenda
from treves.bargaining import (
    allowed_packages,
    egalitarian_solution,
    explicit_values,
    gains,
    kalai_smorodinsky_solution,
    nash_solution,
    pareto_front,
)

# Nash (1950), The bargaining problem, Econometrica 18, p. 161: (whose it is, utility to Bill, utility to Jack).
GOODS = {
    "book": ("Bill", 2, 4), "whip": ("Bill", 2, 2), "ball": ("Bill", 2, 1), "bat": ("Bill", 2, 2),
    "box": ("Bill", 4, 1), "pen": ("Jack", 10, 1), "toy": ("Jack", 4, 1), "knife": ("Jack", 6, 2),
    "hat": ("Jack", 2, 2),
}  # fmt: skip


def test_nash_1950_bill_and_jack():
    """Bill gives book, whip, ball and bat, Jack gives pen, toy and knife: gains of 12 and 5."""
    agenda = Agenda(
        tuple(issue_of(good, [0, 100], 0 if good_of[0] == "Bill" else 1) for good, good_of in GOODS.items())
    )
    tables = {
        "Bill": {good: [bill, 0] for good, (_, bill, _) in GOODS.items()},
        "Jack": {good: [0, jack] for good, (_, _, jack) in GOODS.items()},
    }
    packages = allowed_packages(agenda)
    found = gains(explicit_values(agenda, tables), packages)
    chosen = nash_solution(found)
    assert chosen is not None
    assert found[chosen].tolist() == [12, 5]
    changed = packages.options[chosen] != packages.options_of([agenda.number_of(agenda.status_quo)])[0]
    assert {good for good, moves in zip(GOODS, changed, strict=True) if moves} == {
        "book", "whip", "ball", "bat", "pen", "toy", "knife",
    }  # fmt: skip
    assert chosen in pareto_front(found)


def hull(*corners):
    """Ten thousand steps along every edge from corner to corner, the corners themselves among them."""
    steps = np.linspace(0.0, 1.0, 10_001)[:, None]
    return np.concatenate([a + steps * (np.array(b) - a) for a, b in pairwise(corners)])


def test_kalai_smorodinsky_1975_why_nash_is_not_monotone():
    """Their two sets: S2 holds all of S1 and offers player 2 more at every demand of player 1, yet Nash's solution
    moves from (0.75, 0.75) to (1, 0.7), and player 2 loses. Theirs moves to (10/13, 10/13), where nobody does."""
    first, second = hull((0.0, 1.0), (0.75, 0.75), (1.0, 0.0)), hull((0.0, 1.0), (1.0, 0.7), (1.0, 0.0))
    assert first[nash_solution(first)] == pytest.approx([0.75, 0.75])
    assert second[nash_solution(second)] == pytest.approx([1.0, 0.7])
    assert first[kalai_smorodinsky_solution(first)] == pytest.approx([0.75, 0.75])
    assert second[kalai_smorodinsky_solution(second)] == pytest.approx([10 / 13, 10 / 13], abs=1e-4)


@pytest.mark.parametrize(("one", "other"), [(1.0, 0.5), (0.5, 0.5), (0.25, 0.75), (1.0, 0.2)])
def test_divide_the_dollar_risk_aversion_costs(one, other):
    """The textbook division with utilities x^a and (1-x)^b: Nash gives the first a / (a + b) of the dollar."""
    share = np.linspace(0.0, 1.0, 6001)
    dollar = np.stack([share**one, (1.0 - share) ** other], axis=1)
    assert share[nash_solution(dollar)] == pytest.approx(one / (one + other), abs=2e-4)


@pytest.mark.parametrize("weights", [(1, 1), (2, 1), (1, 3), (1, 0)])
def test_divide_the_dollar_weights_are_shares(weights):
    """Harsanyi and Selten (1972), Kalai (1977): with linear utilities, the asymmetric solution divides by weight."""
    share = np.linspace(0.0, 1.0, 1201)
    dollar = np.stack([share, 1.0 - share], axis=1)
    chosen = nash_solution(dollar, weights=weights)
    assert share[chosen] == pytest.approx(weights[0] / sum(weights), abs=1e-9)


def test_divide_the_dollar_equal_utility_is_the_golden_section():
    """Utilities x and sqrt(1-x) are equal at the golden section, 0.618; both have a best hope of 1, so the egalitarian
    and the Kalai-Smorodinsky solution meet there, while Nash gives the first two thirds."""
    share = np.linspace(0.0, 1.0, 30_001)
    dollar = np.stack([share, np.sqrt(1.0 - share)], axis=1)
    golden = (np.sqrt(5.0) - 1.0) / 2.0
    assert share[egalitarian_solution(dollar)] == pytest.approx(golden, abs=1e-4)
    assert share[kalai_smorodinsky_solution(dollar)] == pytest.approx(golden, abs=1e-4)
    assert share[nash_solution(dollar)] == pytest.approx(2 / 3, abs=1e-4)
