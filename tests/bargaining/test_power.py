"""Power indices: equal to walking through every set on small games, and what they must obey."""

from fractions import Fraction
from itertools import combinations
from math import factorial

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from treves.bargaining.power import (
    Game,
    banzhaf,
    deegan_packel,
    intersection,
    penrose,
    public_good,
    shapley_shubik,
    union,
    weighted_game,
)
from treves.errors import CabinetError, SizeError

INDICES = (banzhaf, shapley_shubik, deegan_packel, public_good)


@st.composite
def games(draw, max_members: int = 7) -> Game:
    """Weighted games, double majorities, and either with a clause beside it."""
    members = "ABCDEFGH"[: draw(st.integers(1, max_members))]

    def one() -> Game:
        weights = {member: draw(st.integers(0, 9)) for member in members}
        assume(sum(weights.values()) > 0)
        return weighted_game(weights, draw(st.integers(1, sum(weights.values()))))

    kind = draw(st.sampled_from(["weighted", "double", "clause", "triple"]))
    if kind == "weighted":
        return one()
    heads = weighted_game(dict.fromkeys(members, 1), draw(st.integers(1, len(members))))
    if kind == "double":
        return intersection(one(), heads)
    if kind == "clause":
        return union(intersection(one(), heads), weighted_game(dict.fromkeys(members, 2), 2 * len(members) - 1))
    return intersection(one(), one(), heads)


def every_set(game: Game):
    for size in range(game.size + 1):
        yield from combinations(game.members, size)


def by_walking(game: Game) -> dict[str, dict[str, Fraction]]:
    """All four indices from their definitions, set by set."""
    winning = {frozenset(parties) for parties in every_set(game) if game.is_winning(parties)}
    minimal = [parties for parties in winning if not any(parties - {member} in winning for member in parties)]
    n = game.size
    turns, orders, shares, belongs = (dict.fromkeys(game.members, Fraction(0)) for _ in range(4))
    for parties in map(frozenset, every_set(game)):
        for member in set(game.members) - parties:
            if parties not in winning and parties | {member} in winning:
                turns[member] += 1
                orders[member] += Fraction(factorial(len(parties)) * factorial(n - 1 - len(parties)), factorial(n))
    for parties in minimal:
        for member in parties:
            shares[member] += Fraction(1, len(parties) * len(minimal))
            belongs[member] += 1
    return {
        "banzhaf": {member: told / sum(turns.values()) for member, told in turns.items()},
        "shapley_shubik": orders,
        "deegan_packel": shares,
        "public_good": {member: told / sum(belongs.values()) for member, told in belongs.items()},
    }


@given(games())
@settings(deadline=None)
def test_equal_to_walking_through_every_set(game):
    """On random games of up to seven members, with one to three rules, each index is the same fraction."""
    told = by_walking(game)
    for index in INDICES:
        assert index(game) == told[index.__name__], index.__name__


@given(games())
@settings(deadline=None, max_examples=40)
def test_indices_share_out_one_and_give_nothing_to_the_idle(game):
    """Each sums to one; whoever never turns a losing set into a winning one gets nothing from any of them."""
    chances = penrose(game)
    for index in INDICES:
        told = index(game)
        assert sum(told.values()) == 1
        assert all(told[member] == 0 for member, chance in chances.items() if chance == 0)


def test_sixty_three_members_and_more_are_still_exact():
    """Where 64 bits no longer hold the number of sets, seventy equal members still get exactly one part in seventy."""
    game = weighted_game({f"M{i}": 3 for i in range(70)}, 3 * 36)
    for index in INDICES:
        assert set(index(game).values()) == {Fraction(1, 70)}


def test_the_largest_party_alone_and_unanimity():
    """A dictator holds all power; where all must agree each holds the same."""
    for index in INDICES:
        assert index(weighted_game({"A": 5, "B": 2, "C": 1}, 5)) == {"A": 1, "B": 0, "C": 0}
        assert set(index(weighted_game({"A": 5, "B": 2, "C": 1}, 8)).values()) == {Fraction(1, 3)}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: weighted_game({"A": 1}, 0), "quota must be above zero"),
        (lambda: weighted_game({"A": 1}, 2), "out of reach"),
        (lambda: weighted_game({"A": -1, "B": 3}, 2), "negative"),
        (lambda: weighted_game({}, 1), "at least one member"),
        (lambda: intersection(weighted_game({"A": 1}, 1), weighted_game({"B": 1}, 1)), "same members"),
    ],
)
def test_games_that_cannot_be_are_refused(make, message):
    """A game nobody or everybody wins, or whose parts do not fit, is told."""
    with pytest.raises(CabinetError, match=message):
        make()


def test_too_fine_weights_and_too_many_unranked_members_are_refused():
    """What would not fit in memory, or would be listed set by set, is refused with what would be right."""
    fine = weighted_game({f"M{i}": 10**7 + i for i in range(27)}, 14 * 10**7)
    with pytest.raises(SizeError, match="coarser units"):
        banzhaf(fine)
    members = [f"M{i}" for i in range(26)]
    crossed = intersection(
        weighted_game({m: 1 + i for i, m in enumerate(members)}, 200),
        weighted_game({m: 40 - i for i, m in enumerate(members)}, 400),
    )
    with pytest.raises(SizeError, match="cannot be ranked"):
        deegan_packel(crossed)
