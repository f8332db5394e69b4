"""What a sentence moves equals running the study again without it."""

import numpy as np
import pytest

import treves
from treves.bargaining import acceptance_map, allowed_packages, value_tables
from treves.positions import draw_at, draw_uniforms, estimate_positions
from treves.study.deals import share_accepting
from treves.study.influence import find_influences


@pytest.mark.parametrize("name", ["ruritania", "rutte4-asylum"])
def test_influence_equals_the_study_without_the_sentence(name):
    """For the most and the least moving sentence, estimating anew from the other rows gives the same change."""
    case = treves.load_case(name)
    told = {"saliences": case.saliences, "assumptions": case.assumptions}
    posterior = estimate_positions(case.agenda, case.cabinet, case.evidence, case.codebook, **told)
    uniforms = draw_uniforms(posterior, 200, np.random.default_rng(1))
    packages = allowed_packages(case.agenda)

    def chances(positions):
        values = value_tables(draw_at(positions, uniforms), case.agenda, positions.parties)
        accepted = acceptance_map(values, packages, case.cabinet.rule)
        return values, accepted

    values, accepted = chances(posterior)
    best = case.agenda.package_at(int(accepted.most_acceptable()[0]))
    found = find_influences(case, posterior, uniforms, values, packages, best, lambda share: None)
    for influence in (found[0], found[1], found[-1]):
        testimony = next(t for t in posterior.testimonies if t.statement.name == influence.statement)
        rest = [row for row in case.evidence if row not in testimony.carriers]
        anew = estimate_positions(case.agenda, case.cabinet, rest, case.codebook, **told)
        values_without, accepted_without = chances(anew)
        assert influence.deal_exists_change.value == pytest.approx(
            accepted.deal_share - accepted_without.deal_share, abs=1e-9
        )
        change = share_accepting(values, case.cabinet, [best]) - share_accepting(values_without, case.cabinet, [best])
        assert influence.best_deal_change.value == pytest.approx(float(change[0]), abs=1e-9)


def test_a_longer_walk_never_shifts_the_draws_of_a_shorter_part():
    """Worlds and draws come from separate generators: more worlds leave the central numbers as they are."""
    case = treves.load_case("ruritania")
    few, many = (treves.run_study(case, draws=200, worlds=n, with_influences=False) for n in (2, 6))
    assert few.deals[0].probability_all_accept.p == many.deals[0].probability_all_accept.p
    assert few.headlines[0].probability.p == many.headlines[0].probability.p
