"""The model must not conclude "no deal ever" from its own prior."""

import numpy as np
import pytest

from strategies import cabinet_of, codebook_of, issue_of
from treves.agenda import Agenda
from treves.bargaining import acceptance_map, allowed_packages, value_tables
from treves.positions import draw_positions, estimate_positions


def deal_share(parties: int, issues: int, draws: int) -> float:
    agenda = Agenda(tuple(issue_of(f"i{j}", [0, 50, 100]) for j in range(issues)))
    cabinet = cabinet_of(parties)
    positions = estimate_positions(agenda, cabinet, [], codebook_of(agenda))
    drawn = draw_positions(positions, draws, np.random.default_rng(1))
    values = value_tables(drawn, agenda, positions.parties)
    return acceptance_map(values, allowed_packages(agenda), cabinet.rule).deal_share


@pytest.mark.parametrize("parties", [2, 3, 4, 5, 6])
def test_without_statements_a_deal_is_likelier_than_three_in_ten_however_many_issues(parties):
    """With no evidence, some deal exists in more than 30 % of draws, and more issues do not kill it."""
    shares = [
        deal_share(parties, issues, draws) for issues, draws in ((3, 1000), (6, 1000), (9, 500), (12, 200), (15, 60))
    ]
    assert min(shares) > 0.3
    assert shares[-1] > shares[0] - 0.1
