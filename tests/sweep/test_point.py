"""The lean walk of a sweep finds what the whole walk finds, wherever both work it out."""

import pytest

import treves
from treves.agenda import Package
from treves.case.adjust import adjust, parse_adjustments
from treves.errors import TrevesError
from treves.study import run_study
from treves.sweep.point import study_point
from treves.sweep.studies import ask, follow, measure_facts

FEW = {"draws": 200, "worlds": 2}
MOVED = (
    {"set": "stake", "party": "AU", "shift": 0.08},
    {"set": "talks", "name": "precision", "value": 14},
    {"set": "place", "issue": "timetable", "option": "ten_minutes", "value": 30},
)


@pytest.fixture(scope="module")
def case():
    return treves.load_case("ruritania")


@pytest.mark.parametrize("changes", [(), MOVED], ids=["as it is", "moved"])
def test_the_lean_walk_finds_the_same_numbers_as_the_whole_walk(case, changes):
    """Deals, the draft and the ends of the talks under the central assumptions: equal, bit by bit."""
    changes = parse_adjustments(changes)
    whole = run_study(
        adjust(case, changes), **FEW, seed=5, with_influences=False, with_moves=False, with_consequences=False,
        with_strain=False,
    )  # fmt: skip
    lean = study_point(case, changes, ask(case, ("deals", "talks"), follow(case, []), draws=200, seed=5))
    best = next(deal for deal in whole.deals if deal.role == "best")
    draft = next(deal for deal in whole.deals if deal.role == "draft")
    assert lean["deal_exists"] == 1.0 - whole.no_deal_share
    assert lean["best_accepted"] == best.probability_all_accept.p
    assert lean["draft_accepted"] == draft.probability_all_accept.p
    assert case.agenda.package_at(int(lean["best_package"])) == Package(tuple(best.package.values()))
    assert {kind: lean[kind] for kind in whole.outcomes.central} == whole.outcomes.central
    assert lean["lambda_share"] == 1.0


def test_with_worlds_the_ends_are_their_mean_as_in_the_whole_walk(case):
    """The four probabilities of a full run, averaged over the same worlds."""
    whole = run_study(case, **FEW, seed=5, with_influences=False, with_moves=False, with_consequences=False,
                      with_strain=False)  # fmt: skip
    lean = study_point(case, (), ask(case, ("deals", "talks"), follow(case, []), draws=200, seed=5, worlds=2))
    for kind in ("accord", "vote", "postponement", "fall"):
        assert lean[kind] == getattr(whole.outcomes, kind).p


def test_every_number_that_is_announced_is_found_and_no_other(case):
    """What a study returns is what the facts about the measures name."""
    asked = ask(case, ("deals", "talks"), follow(case, ["mine:goose_tax=none"]), draws=100)
    assert list(study_point(case, (), asked)) == [measure.name for measure in measure_facts(asked)]


def test_a_package_off_the_table_has_no_number(case):
    """The draft taxes two crowns a goose; where that is not offered, nobody can accept it."""
    changes = parse_adjustments([{"set": "option", "issue": "goose_tax", "option": "half", "offered": False}])
    found = study_point(case, changes, ask(case, ("deals",), follow(case, []), draws=100))
    assert found["draft_accepted"] is None
    assert 0.0 <= found["best_accepted"] <= 1.0


def test_chain_measures_are_differences_from_no_deal():
    """The status quo changes nothing in the chain, exactly; the draft of the reference case does."""
    case = treves.load_case("rutte4-asylum")
    asked = ask(case, ("deals", "chain"), {"draft": case.draft, "same": case.agenda.status_quo}, draws=100)
    asked = type(asked)(**{**vars(asked), "replications": 4, "months": 24})
    found = study_point(case, (), asked)
    assert {name for name, value in found.items() if name.startswith("same_") and value} <= {"same_accepted"}
    assert any(value for name, value in found.items() if name.startswith("draft_") and name != "draft_accepted")
    assert list(found) == [measure.name for measure in measure_facts(asked)]


def test_what_cannot_be_asked_is_told(case):
    """A chain that is not there, a package that is none, a name used twice."""
    with pytest.raises(TrevesError, match="has no chain to measure"):
        ask(case, ("chain",), {})
    with pytest.raises(TrevesError, match="nothing to measure is called luck; right would be deals, talks, chain"):
        ask(case, ("luck",), {})
    with pytest.raises(TrevesError, match="right would be mine:issue=option"):
        follow(case, ["goose_tax=none"])
    with pytest.raises(TrevesError, match="two packages are called 'draft'"):
        follow(case, ["draft:goose_tax=none"])


def test_a_package_that_breaks_a_rule_is_refused_with_every_rule_it_breaks():
    """No lever makes it possible; a sweep that followed it would have worked for hours on blanks."""
    reference = treves.load_case("rutte4-asylum")
    with pytest.raises(TrevesError) as refused:
        follow(reference, ["quota:monthly_quota=quota_200"])
    assert "needs status_system=two_statuses" in str(refused.value)
    assert "needs timing=on_friday" in str(refused.value)
    whole = "quota:monthly_quota=quota_200,status_system=two_statuses,timing=on_friday"
    assert set(follow(reference, [whole])) == {"draft", "quota"}
