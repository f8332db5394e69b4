"""Who is at the table: votes in the council, majorities, veto players and pivots."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treves.cabinet import Cabinet, Chamber, Council, DecisionRule, Party, Person, Poll
from treves.errors import CabinetError

PARTIES = tuple(Party(name, name) for name in ("VVD", "D66", "CDA", "CU"))
COUNCIL = Council({"VVD": 7, "D66": 6, "CDA": 4, "CU": 2}, quorum=10)
LOWER = Chamber("tk", "Tweede Kamer", {"VVD": 34, "D66": 24, "CDA": 14, "CU": 5, "other": 73}, date(2023, 7, 5))
CABINET = Cabinet("Rutte IV", "Netherlands", PARTIES, DecisionRule(("VVD", "D66", "CDA", "CU")), COUNCIL, (LOWER,))


def test_vvd_and_cda_carry_the_council_of_july_2023():
    """Eleven of nineteen carry a vote; without the CDA, seven do not."""
    assert COUNCIL.majority == 10
    assert COUNCIL.vote({"VVD", "CDA"}).is_passed
    assert COUNCIL.vote({"VVD", "CDA"}).why == "11 for, 8 against"
    assert not COUNCIL.vote({"VVD"}, abstaining={"CDA"}).is_passed


def test_a_walk_out_can_break_the_quorum():
    """With D66 and CU gone eleven are left and the quorum of ten holds; with a quorum of twelve it does not."""
    assert COUNCIL.vote({"VVD", "CDA"}, absent={"D66", "CU"}).is_passed
    strict = Council(COUNCIL.votes, quorum=12)
    result = strict.vote({"VVD", "CDA"}, absent={"D66", "CU"})
    assert not result.is_passed
    assert "no quorum" in result.why


@pytest.mark.parametrize(("tie", "passes"), [("fails", False), ("passes", True), ("chair", True)])
def test_a_tie_follows_the_tie_rule(tie, passes):
    """Two against two: the rule of the house decides, or the chair's own vote."""
    council = Council({"A": 2, "B": 2}, quorum=2, tie=tie, chair="A")
    assert council.vote({"A"}).is_passed is passes


@given(votes=st.dictionaries(st.sampled_from("ABCDEF"), st.integers(1, 9), min_size=2), data=st.data())
def test_a_proposal_and_its_opposite_never_both_pass(votes, data):
    """Whoever supports, a coalition and its complement cannot both win a council that lets ties fail."""
    council = Council(votes, quorum=0)
    supporters = data.draw(st.sets(st.sampled_from(sorted(votes))))
    against = set(votes) - supporters
    assert council.vote(supporters).is_passed + council.vote(against).is_passed <= 1


def test_everyone_is_a_veto_player_under_unanimity_and_nobody_alone_under_a_low_quota():
    """Veto players are those without whom the rule cannot be met."""
    assert CABINET.veto_players() == ("VVD", "D66", "CDA", "CU")
    weights = {"VVD": 34, "D66": 24, "CDA": 14, "CU": 5}
    by_seats = Cabinet("x", "y", PARTIES, DecisionRule((), weights, quota=39))
    assert by_seats.veto_players() == ()
    assert Cabinet("x", "y", PARTIES, DecisionRule((), weights, quota=55)).veto_players() == ("VVD", "D66")


def test_pivots_are_those_whose_exit_loses_the_majority():
    """77 of 150: no partner can leave without the majority going with it."""
    assert CABINET.pivots(LOWER) == ("VVD", "D66", "CDA", "CU")
    wide = Chamber("x", "x", {"VVD": 60, "D66": 20, "CDA": 3, "CU": 1, "other": 66}, date(2023, 7, 5))
    assert CABINET.pivots(wide) == ("VVD", "D66")


def test_polls_are_read_as_change_of_seats():
    """From 24 seats to 11 polled is a loss of 54 %; without a poll nothing is said."""
    polls = (Poll("D66", 11, 9, 13, date(2023, 6, 28), "Peilingwijzer"),)
    cabinet = Cabinet("x", "y", PARTIES, CABINET.rule, None, (LOWER,), polls)
    assert cabinet.poll_change("D66") == pytest.approx(11 / 24 - 1)
    assert cabinet.poll_change("CU") is None


def test_people_lead_to_their_party():
    """A name, an alias or a member's name leads to the party; a stranger's does not."""
    party = Party("CU", "ChristenUnie", ("de ChristenUnie",), (Person("Carola Schouten", "minister", ("Schouten",)),))
    cabinet = Cabinet("x", "y", (party,), DecisionRule(("CU",)))
    assert cabinet.party_called("Schouten") == cabinet.party_called("de ChristenUnie") == "CU"
    assert cabinet.party_called("Churchill") is None


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Council({}, 0), "at least one minister"),
        (lambda: Council({"A": 3}, 4), "quorum 4"),
        (lambda: Council({"A": 3}, 1, "chair"), "needs the party of the chair"),
        (lambda: COUNCIL.vote({"PVV"}), "no minister"),
        (lambda: COUNCIL.vote({"CU"}, absent={"CU"}), "only support, abstain or be absent"),
        (lambda: Cabinet("x", "y", (), DecisionRule(())), "at least one party"),
        (lambda: Cabinet("x", "y", PARTIES, DecisionRule(("PVV",))), "not at the table"),
        (lambda: Cabinet("x", "y", PARTIES, DecisionRule((), {"CU": 5}, 6)), "quota 6"),
    ],
)
def test_impossible_cabinets_are_refused_with_the_reason(make, message):
    """Every impossible council, rule or cabinet names what is wrong."""
    with pytest.raises(CabinetError, match=message):
        make()
