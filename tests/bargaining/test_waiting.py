"""Asking one party about the packages that wait for it tells what a new acceptance map would."""

from hypothesis import given

from bargaining.strategies import problems, unhurried
from treves.bargaining import acceptance_map, waiting_for


@unhurried
@given(problem=problems(max_parties=4, max_draws=20))
def test_the_list_of_one_party_tells_where_there_is_a_deal(problem):
    """For every party, under any rule: its answers about its list say in which draws a deal exists."""
    expected = acceptance_map(problem.values, problem.packages, problem.rule).has_deal.tolist()
    for party in problem.parties:
        waiting = waiting_for(problem.values, problem.packages, problem.rule, party)
        assert waiting.has_deal(problem.values.of([party])).tolist() == expected
