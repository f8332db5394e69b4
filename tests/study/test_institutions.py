"""What votes, chambers and law allow, as the findings tell it."""

import numpy as np
import pytest

import treves
from treves.study.paths import draw_values, measure_paths, package_path
from treves.study.rules import find_institutions, follow_package
from treves.study.votes import view_chamber, view_council


@pytest.fixture(scope="module")
def case():
    return treves.load_case("rutte4-asylum")


def test_the_council_of_the_reference_case(case):
    """Three pairs carry a vote, the same three break the quorum; ChristenUnie with two votes has no power."""
    view = view_council(case.cabinet.council)
    pairs = (("VVD", "D66"), ("VVD", "CDA"), ("D66", "CDA"))
    assert view.carried_by == view.quorum_broken_by == pairs
    assert [told.banzhaf for told in view.power] == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0])
    assert [ballot.supporters for ballot in view.ballots] == list(pairs)
    assert all(ballot.is_passed for ballot in view.ballots)


def test_a_turn_is_decisive_when_it_changes_the_outcome(case):
    """Every turn told as decisive leads to the other outcome when that vote is held, and no other does."""
    for ballot in view_council(case.cabinet.council).ballots:
        for turn in ballot.turns:
            assert turn.is_decisive == (turn.is_passed != ballot.is_passed)


def test_each_chamber_tells_what_is_left(case):
    """As it is, then without each of the four; fills are listed only where there is a gap; indices sum to one."""
    lower, upper = (view_chamber(case.cabinet, chamber) for chamber in case.cabinet.chambers)
    assert [left.seats for left in lower.left] == [77, 43, 53, 63, 72]
    assert lower.filled_by == ()
    assert upper.filled_by[0] == ("BBB",)
    for chamber in (lower, upper):
        assert sum(told.banzhaf for told in chamber.power) == pytest.approx(1)
        assert chamber.connected == ()


def test_ruritania_has_places_and_so_connected_majorities():
    """In the Diet neighbours by their patience with the King can form three majorities."""
    cabinet = treves.load_case("ruritania").cabinet
    (diet,) = (view_chamber(cabinet, chamber) for chamber in cabinet.chambers)
    assert set(map(frozenset, diet.connected)) == {frozenset({"AU", "RL"}), frozenset({"RL", "CP"})}


def test_worth_in_law_is_worth_on_paper_weighed_issue_by_issue(case):
    """Where one issue changes, the worth in law is the worth on paper times the share of the horizon in force."""
    values = draw_values(case, 300)
    measures = measure_paths(case)
    (quota,) = (told for told in measures if told.option == "two_statuses")
    package = case.agenda.package({"status_system": "two_statuses"})
    path = package_path(case, package, measures, values)
    for worth in path.parties:
        for end in ("low", "value", "high"):
            told = getattr(worth.on_paper, end) * quota.in_force_share
            assert getattr(worth.in_law, end) == pytest.approx(told, abs=1e-9)


def test_the_status_quo_is_worth_nothing_and_followed_nowhere(case):
    """No change gains nobody anything, and no path is told of it."""
    values = draw_values(case, 100)
    told = find_institutions(case, [("status_quo", "", case.agenda.status_quo), ("draft", "", case.draft)], values)
    assert [path.role for path in told.paths] == ["draft"]
    nothing = package_path(case, case.agenda.status_quo, told.measures, values)
    assert all(np.isclose([w.on_paper.value, w.in_law.value], 0).all() for w in nothing.parties)


def test_options_without_a_path_are_named():
    """Ruritania tells no path for its anthem: it counts as in force at once, and is named."""
    case = treves.load_case("ruritania")
    package = case.agenda.package({"anthem": "one_verse", "goose_tax": "half"})
    found = follow_package(case, package, draws=100)
    assert found.path.unknown == ("one verse",)
    assert [told.option for told in found.measures] == ["half"]


def test_the_same_seed_gives_the_same_worth(case):
    """Followed twice, a package is worth the same to the last digit."""
    assert follow_package(case, case.draft, draws=200) == follow_package(case, case.draft, draws=200)
