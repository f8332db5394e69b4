"""Studies of given utilities and of more packages than can be listed say what they found, and what they left out."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from treves.bargaining import PACKAGE_LIMIT
from treves.case import load_case
from treves.study import place_parties, run_study
from treves.study import walk as walking

RURITANIA = Path(__file__).parents[2] / "src" / "treves" / "cases" / "ruritania"


def grown(folder, issues, options=5):
    """Ruritania with more issues that nobody has spoken of."""
    shutil.copytree(RURITANIA, folder)
    more = "".join(
        f"  - name: more_{j}\n    label: More {j}\n    question: How much?\n    low_end: none\n    high_end: all\n"
        "    status_quo: o0\n    options:\n"
        + "".join(
            f"      - {{name: o{k}, label: {k} of {j}, place: {100 * k / (options - 1)}}}\n" for k in range(options)
        )
        for j in range(issues)
    )
    text = (folder / "agenda.yaml").read_text()
    (folder / "agenda.yaml").write_text(text.replace("\nexclusions:", "\n" + more + "\nexclusions:"))
    return load_case(folder)


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    case = grown(tmp_path_factory.mktemp("large") / "large", 12)
    return case, run_study(case, draws=200, worlds=3, with_talks=False)


def test_four_billion_packages_are_studied(large):
    """Chance of a deal, packages, blockers, solutions and influences; the package count is exact, rules minded."""
    case, findings = large
    assert case.agenda.package_count > PACKAGE_LIMIT
    assert findings.facts.package_count == 16 * 5**12
    assert 0.2 < findings.headlines[0].probability.p < 1.0
    assert findings.headlines[1].probability.p <= findings.headlines[0].probability.p + 0.05
    assert findings.deals[0].role == "best"
    assert {deal.role for deal in findings.deals} >= {"best", "draft", "status_quo"}
    assert findings.influences
    assert len(findings.solutions) == 4
    assert all(solution.exists_share == findings.headlines[0].probability.p for solution in findings.solutions)


def test_what_needs_a_list_is_left_out_and_told(large):
    """No map, no moves; each left out by name, with the reason."""
    _, findings = large
    assert findings.acceptance_map.options == ()
    assert findings.moves == ()
    told = " ".join(left.what for left in findings.left_out)
    for words in ("proof", "each choice", "move by each party"):
        assert words in told
    assert all("16,777,216" in left.why for left in findings.left_out if "proof" in left.what)


def test_the_same_study_gives_the_same_findings(large):
    """Bit by bit, as for small cases."""
    case, findings = large
    again = run_study(case, draws=200, worlds=3, with_talks=False)
    assert again.model_dump_json() == findings.model_dump_json()


def test_branching_says_what_listing_says(tmp_path, monkeypatch):
    """A case that can be listed, studied as if it could not: the same chances of a deal, blockers and influences."""
    case = grown(tmp_path / "small", 2, 3)
    listed = run_study(case, draws=300, worlds=3, with_talks=False)
    monkeypatch.setattr(walking, "PACKAGE_LIMIT", 1)
    branched = run_study(case, draws=300, worlds=3, with_talks=False)
    assert branched.headlines[0] == listed.headlines[0]
    assert branched.no_deal_share == pytest.approx(listed.no_deal_share)
    assert branched.blocking == listed.blocking
    assert [i.deal_exists_change for i in branched.influences] == [i.deal_exists_change for i in listed.influences]
    # Candidates are few of the packages: the best of them is never better than the best of all.
    best = [found.deals[0].probability_all_accept.p for found in (listed, branched)]
    assert best[1] <= best[0] + 0.1
    assert branched.facts.package_count == listed.facts.package_count
    shares = [[row.must_move_share for row in found.shortfalls] for found in (listed, branched)]
    assert np.abs(np.subtract(*shares)).max() < 0.1  # of packages equally near, not always the same


def test_positions_need_no_list_of_packages(large):
    """treves place works however many packages there are."""
    case, _ = large
    assert place_parties(case).facts.package_count == 16 * 5**12


def test_the_price_of_peace_grows_with_distance():
    """Curves start at the chance of a deal as it stands and never fall; the sentence tells the first of them."""
    findings = run_study(load_case("ruritania"), draws=300, worlds=2, with_talks=False, with_influences=False)
    price = findings.price_of_peace
    assert price is not None
    assert price.prices
    for row in price.prices:
        assert row.curve[0] == pytest.approx(findings.headlines[0].probability.p, abs=1e-6)
        assert list(row.curve) == sorted(row.curve)
        assert 0 <= row.amount.low <= row.amount.value <= row.amount.high
    tops = [row.curve[10] for row in price.prices]
    assert tops == sorted(tops, reverse=True)
    assert "points" in price.sentence
