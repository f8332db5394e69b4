"""What theory says about talks under other rules, on the variants of ruritania; no number is pinned."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

import treves
from treves.positions import Range
from treves.study import play
from treves.study.talks import rules_of_case, sessions_left

NAMES = ("ruritania", "ruritania/minority", "ruritania/majority")
KINDS = ("accord", "vote", "postponement", "fall")


def study(case):
    return treves.run_study(
        case, draws=200, worlds=4, with_strain=False, with_influences=False, with_moves=False
    )  # fmt: skip


@cache
def played(name):
    findings = study(treves.load_case(name))
    assert findings.outcomes is not None, findings.outcomes_missing
    return findings.outcomes


def with_talks(case, **changes):
    return replace(case, talks=replace(case.talks, **changes))


@pytest.mark.parametrize("name", NAMES)
def test_the_talks_end_in_one_of_four_ways(name):
    """The four probabilities sum to one, over worlds and under the central assumptions; each lies in its interval."""
    outcomes = played(name)
    four = [getattr(outcomes, kind) for kind in KINDS]
    assert sum(each.p for each in four) == pytest.approx(1.0, abs=1e-9)
    assert sum(outcomes.central.values()) == pytest.approx(1.0, abs=1e-9)
    for each in four:
        assert 0.0 <= each.low <= each.p <= each.high <= 1.0


@pytest.mark.parametrize("name", NAMES)
def test_sessions_packages_and_leavers_add_up(name):
    """What ends in a session, with a package or by a leaver are the same ends, counted in other ways."""
    outcomes = played(name)
    for kind in KINDS:
        total = getattr(outcomes, kind).p
        assert sum(getattr(session, kind).p for session in outcomes.by_session) == pytest.approx(total, abs=1e-9)
    assert sum(package.agreed.p for package in outcomes.by_package) == pytest.approx(outcomes.accord.p, abs=1e-9)
    carried = sum(package.carried_by_vote.p for package in outcomes.by_package)
    assert carried == pytest.approx(outcomes.vote.p, abs=1e-9)
    assert sum(leaver.leaves.p for leaver in outcomes.by_leaver) == pytest.approx(outcomes.fall.p, abs=1e-9)
    assert sum(exit_.probability for exit_ in outcomes.exits) <= outcomes.central["fall"] + 1e-9


@pytest.mark.parametrize("name", NAMES)
def test_the_reckoning_alone_postpones(name):
    """Nothing is postponed before the deadline, and nothing is agreed or voted after it."""
    *held, reckoning = played(name).by_session
    assert all(session.postponement.p == 0.0 for session in held)
    assert reckoning.accord.p == reckoning.vote.p == 0.0
    assert reckoning.postponement.p > 0.0


def test_the_same_seed_gives_the_same_outcomes_bit_by_bit():
    """Played again from the files; another seed gives other digits."""
    case = treves.load_case("ruritania/majority")
    again = study(case).outcomes
    assert again.model_dump_json() == played("ruritania/majority").model_dump_json()
    assert study(replace(case, seed=1898)).outcomes.vote != again.vote


def test_a_majority_carries_a_package_that_one_party_rejects():
    """Two parties outvote the third in every world, and the likeliest such way is one in which the third stays."""
    outcomes = played("ruritania/majority")
    assert outcomes.is_vote_normal
    assert outcomes.vote.low > 0.0
    told = [line for story in outcomes.stories if story.ending == "vote" for line in story.lines]
    assert any("votes against and stays" in line for line in told)


def test_where_a_vote_is_normal_being_outvoted_costs_nothing():
    """What a breach of trust would cost changes nothing there, bit by bit; where a vote is one, it does."""
    dear = {"trust": Range(0.9, 0.8, 1.0)}
    case = treves.load_case("ruritania/majority")
    as_it_is = played("ruritania/majority")
    normal = study(with_talks(case, priors=dear)).outcomes
    assert normal.model_dump(exclude={"priors"}) == as_it_is.model_dump(exclude={"priors"})
    breach = with_talks(case, is_vote_normal=False)
    cheap = study(with_talks(breach, priors={"trust": Range(0.01, 0.005, 0.02)})).outcomes
    assert study(with_talks(breach, priors=dear)).outcomes.exit_after_vote > cheap.exit_after_vote


def test_fewer_votes_where_a_vote_is_a_breach_of_trust():
    """The same council, parties and evidence: to be outvoted and stay is rarer where that costs trust."""
    breach = study(with_talks(treves.load_case("ruritania/majority"), is_vote_normal=False)).outcomes
    assert breach.vote.p < played("ruritania/majority").vote.p


@pytest.mark.parametrize("name", ["ruritania/minority", "ruritania/majority"])
def test_without_a_council_nothing_is_carried_by_vote(name):
    """No council, no vote: the probability is nought in every world, and nobody leaves over one."""
    case = treves.load_case(name)
    outcomes = study(replace(case, cabinet=replace(case.cabinet, council=None))).outcomes
    assert (outcomes.vote.low, outcomes.vote.p, outcomes.vote.high) == (0.0, 0.0, 0.0)
    assert outcomes.exit_after_vote is None
    assert not [exit_ for exit_ in outcomes.exits if exit_.occasion == "outvoted"]
    assert [candidate.carried for candidate in outcomes.candidates] == [0.0] * len(outcomes.candidates)


def test_two_parties_of_which_each_can_stop_a_vote_end_by_consent_or_not_at_all():
    """In ruritania the quorum needs both: nothing is ever carried against one of them."""
    assert played("ruritania").vote.high == 0.0
    assert played("ruritania").exit_after_vote is None


def test_the_support_party_can_bring_the_cabinet_down_without_a_minister():
    """It leaves at the deadline, after refusing, or when the cabinet decided over its head; it never has the floor."""
    outcomes = played("ruritania/minority")
    assert "CP" in outcomes.may_leave
    assert next(leaver for leaver in outcomes.by_leaver if leaver.party == "CP").leaves.low > 0.0
    occasions = {exit_.occasion for exit_ in outcomes.exits if exit_.party == "CP"}
    assert {"outvoted", "deadline"} <= occasions
    assert "own_turn" not in occasions
    assert "CP" not in rules_of_case(treves.load_case("ruritania/minority")).proposers


def test_a_support_party_that_may_not_withdraw_does_not():
    """With its exit taken out of the rules its leaving is no longer among the exits, and the fall is the others'."""
    outcomes = study(with_talks(treves.load_case("ruritania/minority"), may_leave=("RL", "AU"))).outcomes
    assert {leaver.party for leaver in outcomes.by_leaver} == {"RL", "AU"}
    assert "CP" not in {exit_.party for exit_ in outcomes.exits}
    assert outcomes.fall.p > 0.0


def test_the_cabinet_decides_over_the_head_of_its_support_party_by_both_its_votes():
    """Neither member carries a vote alone (four of seven ministers are no quorum of five)."""
    case = treves.load_case("ruritania/minority")
    council = case.cabinet.council
    assert not council.vote(["RL"], absent=["AU"]).is_passed
    assert council.vote(["RL", "AU"]).is_passed
    assert played("ruritania/minority").vote.p > 0.0


def test_a_game_that_does_not_settle_gives_no_number_and_says_why(monkeypatch):
    """Asked to settle to less than nothing, the sweeps cannot: there are no outcomes, and the reason is told."""
    monkeypatch.setattr(play, "TIGHT", -1.0)
    findings = study(treves.load_case("ruritania"))
    assert findings.outcomes is None
    assert "settle" in findings.outcomes_missing
    assert findings.deals


def test_worlds_of_which_none_settles_give_no_number(monkeypatch):
    """The central solution alone is no answer: without worlds there is no interval."""
    monkeypatch.setattr(play, "TOLERANCE", -1.0)
    monkeypatch.setattr(play, "SWEEPS", 3)
    findings = study(treves.load_case("ruritania"))
    assert findings.outcomes is None
    assert "none of 4 worlds settled" in findings.outcomes_missing


def test_sessions_that_are_over_are_not_played():
    """On Wednesday only Wednesday is left, and the talks are those of a case that never had a Tuesday."""
    case = replace(treves.load_case("ruritania"), as_of=date(1897, 6, 23))
    assert [session.name for session in sessions_left(case)] == ["Wednesday night"]
    outcomes = study(case).outcomes
    assert [session.session for session in outcomes.by_session] == ["Wednesday night", "After the deadline"]
    never = study(replace(case, sessions=case.sessions[1:])).outcomes
    assert outcomes == never
    assert outcomes != played("ruritania")


def test_a_case_can_set_every_number_that_the_talks_assume():
    """The sheet, the room and the central game know the same numbers, each by the same name."""
    from dataclasses import fields

    from treves.case.sheets.talks_sheet import TalksPriorsSheet
    from treves.crisis import Priors
    from treves.crisis.worlds import COSTS, World

    assert set(TalksPriorsSheet.model_fields) == {field.name for field in fields(Priors)}
    assert {field.name for field in fields(World)} == {field.name for field in fields(Priors)}
    assert set(COSTS) < set(TalksPriorsSheet.model_fields)


def test_where_the_smaller_game_does_not_settle_the_ends_are_still_told(monkeypatch):
    """What moves the end is left out then, and nothing else; the page is made all the same."""
    from treves.crisis import NoEquilibriumError
    from treves.report import report_html
    from treves.study import strain

    def restless(*_args: object) -> None:
        raise NoEquilibriumError("no equilibrium")

    monkeypatch.setattr(strain.Bench, "set_up", restless)
    findings = treves.run_study(treves.load_case("ruritania"), draws=200, worlds=2, with_consequences=False)
    outcomes = findings.outcomes
    assert outcomes is not None
    assert outcomes.fall.p > 0.0
    assert outcomes.strains == outcomes.threats == outcomes.curves == ()
    assert outcomes.strain_base == {}
    assert outcomes.solver.thinning_error is None
    assert len(outcomes.replay) > 1
    assert 'id="flow"' in report_html(findings)
