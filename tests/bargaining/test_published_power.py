"""Published power indices: the council of 1958, the Security Council, the council of the Union, a parliament."""

import csv
import math
import time
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest

from treves.bargaining.power import (
    banzhaf,
    deegan_packel,
    intersection,
    public_good,
    shapley_shubik,
    union,
    weighted_game,
)
from treves.bargaining.power.counting import swing_counts
from treves.bargaining.power.minimal import minimal_winning_counts, minimal_winning_weight

SHARED = Path(__file__).parents[3] / "shared" / "data" / "power-index" / "reference.csv"
EEC = {"DE": 4, "FR": 4, "IT": 4, "NL": 2, "BE": 2, "LU": 1}
UNSC = {**{f"P{i}": 7 for i in range(5)}, **{f"N{i}": 1 for i in range(10)}}
# Election of 22 November 2023, seats of 150
TK2023 = {
    "PVV": 37, "GLPvdA": 25, "VVD": 24, "NSC": 20, "D66": 9, "BBB": 7, "CDA": 5, "SP": 5, "Denk": 3, "FvD": 3,
    "PvdD": 3, "SGP": 3, "CU": 3, "Volt": 2, "JA21": 1,
}  # fmt: skip
# Election of 17 March 2021, seats of 150: seventeen parties
TK2021 = {
    "VVD": 34, "D66": 24, "PVV": 17, "CDA": 15, "SP": 9, "PvdA": 9, "GL": 8, "FvD": 8, "PvdD": 6, "CU": 5, "Volt": 3,
    "JA21": 3, "SGP": 3, "Denk": 3, "50PLUS": 1, "BBB": 1, "BIJ1": 1,
}  # fmt: skip
# Eurostat, persons on 1 January 2017 in tens of thousands
EU27 = {
    "BE": 1135, "BG": 710, "CZ": 1058, "DK": 575, "DE": 8252, "EE": 132, "IE": 478, "EL": 1077, "ES": 4653, "FR": 6699,
    "HR": 415, "IT": 6059, "CY": 85, "LV": 195, "LT": 285, "LU": 59, "HU": 980, "MT": 46, "NL": 1708, "AT": 877,
    "PL": 3797, "PT": 1031, "RO": 1964, "SI": 207, "SK": 544, "FI": 550, "SE": 1000,
}  # fmt: skip
EU28 = {**EU27, "UK": 6581}


def union_council(population, *, with_clause):
    """55 % of the states with 65 % of the population; the treaty's clause: or all but three states."""
    states = dict.fromkeys(population, 1)
    double = intersection(
        weighted_game(population, math.ceil(0.65 * sum(population.values()))),
        weighted_game(states, math.ceil(0.55 * len(states))),
    )
    return union(double, weighted_game(states, len(states) - 3)) if with_clause else double


def test_the_six_of_1958():
    """Twelve of seventeen votes: Luxembourg counts for nothing (Banzhaf 5/21, 1/7, 0; Shapley-Shubik 7/30, 3/20, 0)."""
    game = weighted_game(EEC, 12)
    large, small = Fraction(5, 21), Fraction(1, 7)
    assert tuple(banzhaf(game).values()) == (large, large, large, small, small, 0)
    large, small = Fraction(7, 30), Fraction(3, 20)
    assert tuple(shapley_shubik(game).values()) == (large, large, large, small, small, 0)
    # four minimal sets: the three large, and each pair of them with both middle ones
    large, small = Fraction(5, 24), Fraction(3, 16)
    assert tuple(deegan_packel(game).values()) == (large, large, large, small, small, 0)
    assert tuple(public_good(game).values()) == (*[Fraction(1, 5)] * 5, 0)


def test_the_security_council():
    """Nine of fifteen with all five permanent members: Shapley-Shubik 421/2145 and 4/2145, as textbooks say."""
    game = weighted_game(UNSC, 39)
    told = shapley_shubik(game)
    assert (told["P0"], told["N0"]) == (Fraction(421, 2145), Fraction(4, 2145))
    told = banzhaf(game)
    assert (told["P0"], told["N0"]) == (Fraction(106, 635), Fraction(21, 1270))
    as_rules = intersection(
        weighted_game({m: int(m[0] == "P") for m in UNSC}, 5), weighted_game(dict.fromkeys(UNSC, 1), 9)
    )
    for index in (banzhaf, shapley_shubik, deegan_packel, public_good):
        assert index(as_rules) == index(game)


@pytest.mark.skipif(not SHARED.is_file(), reason="no reference values beside the checkout")
@pytest.mark.parametrize(
    ("council", "game"),
    [
        ("eec", weighted_game(EEC, 12)),
        ("unsc", weighted_game(UNSC, 39)),
        ("tk2023", weighted_game(TK2023, 76)),
        ("eu27", union_council(EU27, with_clause=False)),
        ("eu28", union_council(EU28, with_clause=False)),
    ],
    ids=["eec", "unsc", "tk2023", "eu27", "eu28"],
)
def test_reference_values(council, game):
    """Every member's Banzhaf and Shapley-Shubik value as other programs give it, to six digits."""
    with SHARED.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["council"] == council]
    assert [row["member"] for row in rows] == list(game.members)
    for index, column in ((banzhaf, "banzhaf"), (shapley_shubik, "shapley")):
        told = index(game)
        for row in rows:
            assert float(told[row["member"]]) == pytest.approx(float(row[column]), abs=6e-7), row


def test_the_clause_of_the_treaty_moves_power_to_the_small():
    """Where three states hold over 35 % the other 24 win by the clause alone; the small gain a little by it."""
    blocking = 0.35 * sum(EU27.values())
    alone = sum(sum(map(EU27.__getitem__, three)) > blocking for three in combinations(EU27, 3))
    games = [union_council(EU27, with_clause=told) for told in (False, True)]
    fewer, more = (sum(minimal_winning_counts(game)) for game in games)
    assert more - fewer == 24 * alone > 0
    without, with_clause = map(shapley_shubik, games)
    assert with_clause["MT"] > without["MT"]
    assert with_clause["DE"] < without["DE"]
    assert sum(with_clause.values()) == 1


@pytest.mark.parametrize(
    "game", [union_council(EU27, with_clause=True), weighted_game(TK2021, 76)], ids=["eu27", "tk2021"]
)
def test_all_four_indices_in_a_second(game):
    """Twenty-seven states by the rule of 2014, and seventeen parties in a parliament: all four indices in a second."""
    for known in (swing_counts, minimal_winning_counts, minimal_winning_weight):
        known.cache_clear()
    start = time.process_time()
    for index in (banzhaf, shapley_shubik, deegan_packel, public_good):
        assert sum(index(game).values()) == 1
    assert time.process_time() - start < 1.0
