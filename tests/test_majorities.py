"""Majorities in a chamber: what is left, who could fill the gap, which others exist, which are connected."""

import csv
import time
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import treves
from treves.cabinet import (
    Chamber,
    connected_majorities,
    minimal_winning,
    minimal_winning_count,
    partners,
    seats_left,
)
from treves.errors import CabinetError

CHES = Path(__file__).parents[2] / "shared" / "data" / "ches2019" / "CHES2019V3.csv"
FOUR = ("VVD", "D66", "CDA", "CU")


@pytest.fixture(scope="module")
def chambers():
    return {chamber.name: chamber for chamber in treves.load_case("rutte4-asylum").cabinet.chambers}


@given(weights=st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(0, 8), min_size=1), quota=st.integers(-1, 30))
def test_minimal_sets_equal_those_found_by_walking_through_all(weights, quota):
    """Sets and their number are those found by looking at every set of up to seven parties."""
    every = [set(told) for size in range(len(weights) + 1) for told in combinations(weights, size)]

    def wins(parties):
        return sum(weights[party] for party in parties) >= quota

    expected = [told for told in every if wins(told) and not any(wins(told - {party}) for party in told)]
    found = list(minimal_winning(weights, quota))
    assert {frozenset(told) for told in found} == {frozenset(told) for told in expected}
    assert len(found) == len(expected) == minimal_winning_count(weights, quota)
    small = {frozenset(told) for told in minimal_winning(weights, quota, at_most_parties=2)}
    assert small == {frozenset(told) for told in expected if len(told) <= 2}


@given(data=st.data())
def test_connected_sets_equal_those_found_by_walking_through_all(data):
    """A set is listed exactly when it wins, leaves out nobody between its members and needs both its ends."""
    seats = data.draw(st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 5), min_size=1))
    places = {party: data.draw(st.integers(0, 4)) for party in seats}
    chamber = Chamber("c", "c", seats, date(1897, 6, 1))
    seated = [party for party in seats if seats[party]]

    def is_connected(parties):
        low, high = min(places[p] for p in parties), max(places[p] for p in parties)
        return not any(low < places[p] < high for p in seated if p not in parties)

    expected = set()
    for size in range(1, len(seated) + 1):
        for parties in combinations(seated, size):
            if chamber.seats_of(parties) < chamber.majority or not is_connected(parties):
                continue
            ends = [
                p for p in parties if places[p] in {min(places[q] for q in parties), max(places[q] for q in parties)}
            ]
            if all(chamber.seats_of(parties) - seats[p] < chamber.majority for p in ends):
                expected.add(frozenset(parties))
    assert {frozenset(told) for told in connected_majorities(chamber, places)} == expected


def test_what_is_left_when_a_member_leaves(chambers):
    """No partner can be missed for the 77 in the Tweede Kamer; in the Eerste Kamer 24 of 75 is none to begin with."""
    lower, upper = chambers["tweede_kamer"], chambers["eerste_kamer"]
    assert seats_left(lower, FOUR).seats == 77
    assert seats_left(lower, FOUR).is_majority
    for party, left, short in (("VVD", 43, 33), ("D66", 53, 23), ("CDA", 63, 13), ("CU", 72, 4)):
        told = seats_left(lower, FOUR, (party,))
        assert (told.seats, told.short_seats, told.is_majority) == (left, short, False)
    assert (seats_left(upper, FOUR).seats, seats_left(upper, FOUR).short_seats) == (24, 14)
    with pytest.raises(CabinetError, match="PVV cannot leave"):
        seats_left(lower, FOUR, ("PVV",))


def test_who_could_help_a_bill_through_the_upper_chamber(chambers):
    """Fourteen seats are missing in the Eerste Kamer: BBB (16) or GroenLinks-PvdA (14) alone suffices."""
    told = partners(chambers["eerste_kamer"], FOUR)
    assert told[:2] == [("BBB",), ("GL-PvdA",)]
    assert all(len(parties) > 1 for parties in told[2:])
    assert partners(chambers["tweede_kamer"], FOUR) == [()]


def test_twenty_parties_are_counted_at_once(chambers):
    """Minimal majorities of twenty groups in the Tweede Kamer are counted in a tenth of a second; as many listed."""
    lower = chambers["tweede_kamer"]
    start = time.process_time()
    count = minimal_winning_count(lower.seats, lower.majority)
    assert time.process_time() - start < 0.1
    assert count == sum(1 for _ in minimal_winning(lower.seats, lower.majority))


@pytest.mark.skipif(not CHES.is_file(), reason="no expert survey beside the checkout")
def test_connected_majorities_by_expert_places(chambers):
    """By the left-right places of the expert survey of 2019, no connected majority leaves out a party between."""
    names = {"FvD": "FVD", "PVdD": "PvdD"}
    with CHES.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["country"] == "10"]
    places = {names.get(row["party"], row["party"]): float(row["lrgen"]) for row in rows}
    chamber = chambers["tweede_kamer"]
    found = connected_majorities(chamber, places)
    assert found
    for parties in found:
        assert chamber.seats_of(parties) >= chamber.majority
        low, high = places[parties[0]], places[parties[-1]]
        seated = {party for party in places if chamber.seats.get(party) and low <= places[party] <= high}
        assert seated == set(parties)
