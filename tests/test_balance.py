"""Who holds the balance in the council: absences, abstentions, walk-outs, ties, against every possible vote."""

from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from treves.cabinet import Council, carrying_sets, find_swings, quorum_breakers
from treves.errors import CabinetError
from treves.study import view_council

JULY = Council({"VVD": 7, "D66": 6, "CDA": 4, "CU": 2}, quorum=10, tie="held_over", chair="VVD")
JANUARY = Council({"VVD": 8, "D66": 6, "CDA": 4, "CU": 2}, quorum=10, tie="held_over", chair="VVD")


def test_vvd_and_cda_carry_eleven_of_nineteen_and_twelve_of_twenty():
    """On 6 July 2023 VVD and CDA had eleven of nineteen votes; before a VVD minister left, twelve of twenty."""
    assert JULY.vote({"VVD", "CDA"}).why == "11 for, 8 against"
    assert JANUARY.vote({"VVD", "CDA"}).why == "12 for, 8 against"
    assert JULY.vote({"VVD", "CDA"}).is_passed
    assert JANUARY.vote({"VVD", "CDA"}).is_passed


def test_the_cda_abstaining_sinks_it_and_a_walk_out_of_two_does_not():
    """With the CDA abstaining seven stand against eight; when D66 and CU walk out eleven are left, and ten suffice."""
    assert JULY.vote({"VVD"}, abstaining={"CDA"}).why == "7 for, 8 against"
    assert not JULY.vote({"VVD"}, abstaining={"CDA"}).is_passed
    walked = JULY.vote({"VVD", "CDA"}, absent={"D66", "CU"})
    assert (walked.is_passed, walked.is_valid, walked.present) == (True, True, 11)


def test_who_holds_the_balance():
    """Any two of the three largest carry a vote; ChristenUnie never tips one."""
    assert carrying_sets(JULY) == (("VVD", "D66"), ("VVD", "CDA"), ("D66", "CDA"))
    decisive = {(swing.party, swing.turn) for swing in find_swings(JULY, {"VVD", "CDA"}) if swing.is_decisive}
    assert decisive == {
        *(("VVD", turn) for turn in ("votes_against", "abstains", "walks_out")),
        *(("CDA", turn) for turn in ("votes_against", "abstains", "walks_out")),
    }


def test_who_can_leave_the_council_without_a_quorum():
    """Ten of nineteen must be there: two of the three largest parties can prevent that, D66 and CU together cannot."""
    assert quorum_breakers(JULY) == (("VVD", "D66"), ("VVD", "CDA"), ("D66", "CDA"))
    assert not JULY.vote({"VVD", "CU"}, absent={"D66", "CDA"}).is_valid


def test_absent_ministers_of_a_party_that_votes():
    """Two VVD and one CDA minister abroad: eight against eight is held over; if it cannot wait, the chair decides."""
    away = {"VVD": 2, "CDA": 1}
    held = JULY.vote({"VVD", "CDA"}, missing=away)
    assert (held.votes_for, held.votes_against, held.is_passed, held.is_held_over) == (8, 8, False, True)
    assert JULY.vote({"VVD", "CDA"}, missing=away, is_urgent=True).is_passed
    assert not JULY.vote({"D66", "CU"}, missing=away, is_urgent=True).is_passed


def test_a_full_council_ties_only_where_it_is_even_and_then_the_chair_decides():
    """Of twenty ministers ten against ten: nobody is missing, so nothing is held over."""
    told = JANUARY.vote({"VVD", "CU"})
    assert (told.votes_for, told.votes_against, told.is_held_over, told.is_passed) == (10, 10, False, True)
    assert not JANUARY.vote({"D66", "CDA"}).is_passed


@pytest.mark.parametrize(
    ("missing", "message"), [({"PVV": 1}, "no minister"), ({"CU": 3}, "more ministers away"), ({"CU": -1}, "fewer")]
)
def test_impossible_absences_are_refused(missing, message):
    """Who is not in the council cannot be away from it, nor more than there are."""
    with pytest.raises(CabinetError, match=message):
        JULY.vote({"VVD"}, missing=missing)


@given(data=st.data())
@settings(max_examples=150)
def test_carrying_sets_are_the_smallest_among_all_votes(data):
    """Against every possible vote: a set carries exactly when it holds one of those found; none holds another."""
    votes = data.draw(st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 6), min_size=1))
    assume(sum(votes.values()) > 0)
    names = sorted(votes)
    council = Council(
        votes,
        quorum=data.draw(st.integers(0, sum(votes.values()))),
        tie=data.draw(st.sampled_from(["fails", "passes", "chair", "held_over"])),
        chair=data.draw(st.sampled_from(names)),
    )
    absent = data.draw(st.sets(st.sampled_from(names)))
    abstaining = data.draw(st.sets(st.sampled_from(names))) - absent
    missing = {name: data.draw(st.integers(0, votes[name])) for name in names if name not in absent}
    how = {"absent": absent, "missing": missing, "is_urgent": data.draw(st.booleans())}
    there = council.present(absent=absent, missing=missing)
    voting = [name for name in names if name not in absent | abstaining]
    assume(sum(there[name] for name in voting) > 0)
    found = [set(parties) for parties in carrying_sets(council, abstaining=abstaining, **how)]
    for size in range(len(voting) + 1):
        for parties in map(set, combinations(voting, size)):
            passed = council.vote(parties, abstaining=abstaining, **how).is_passed
            assert passed == any(told <= parties for told in found)
    assert not any(one < other for one in found for other in found)


SEVEN = Council({"PS": 3, "MR": 2, "CD&V": 2, "Groen": 2}, quorum=5, decides="consensus")


def test_by_consensus_one_minister_against_is_enough_to_prevent_a_decision():
    """Seven of nine are no majority where nobody may be against; an abstention or an empty chair holds nobody up."""
    assert not SEVEN.vote({"PS", "MR", "CD&V"}).is_passed
    assert SEVEN.vote({"PS", "MR", "CD&V"}, abstaining={"Groen"}).is_passed
    assert SEVEN.vote({"PS", "MR", "CD&V"}, absent={"Groen"}).is_passed
    assert not SEVEN.vote((), abstaining=set(SEVEN.votes)).is_passed
    assert not SEVEN.vote({"PS"}, absent={"MR", "CD&V", "Groen"}).is_valid


@given(counts=st.lists(st.integers(0, 6), min_size=2, max_size=6).filter(any), data=st.data())
@settings(max_examples=60, deadline=None)
def test_by_consensus_the_sets_that_carry_are_those_that_a_vote_says(counts, data):
    """Whoever abstains or is away, the smallest sets that carry are just those of which a vote says so."""
    votes = {f"P{i}": count for i, count in enumerate(counts)}
    council = Council(votes, data.draw(st.integers(0, sum(counts))), decides="consensus")
    abstaining = data.draw(st.sets(st.sampled_from(sorted(votes))))
    absent = data.draw(st.sets(st.sampled_from(sorted(votes)))) - abstaining
    others = [party for party in votes if party not in abstaining | absent]
    carried = [
        set(told)
        for size in range(len(others) + 1)
        for told in combinations(others, size)
        if council.vote(told, abstaining=abstaining, absent=absent).is_passed
    ]
    smallest = {frozenset(told) for told in carried if not any(other < told for other in carried)}
    assert {frozenset(told) for told in carrying_sets(council, abstaining=abstaining, absent=absent)} == smallest


def test_by_consensus_no_party_is_decisive_more_often_than_another():
    """Three ministers or two: each party can hold a decision up, and every index gives each the same share."""
    view = view_council(SEVEN)
    assert view.is_by_consensus
    assert "consensus" in view.rule
    for told in view.power:
        for share in (told.banzhaf, told.shapley_shubik, told.deegan_packel, told.public_good):
            assert share == pytest.approx(1 / 4)
