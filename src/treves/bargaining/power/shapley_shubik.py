"""The Shapley-Shubik index: how often a member is the one who tips a growing set (Shapley and Shubik 1954)."""

from __future__ import annotations

from fractions import Fraction
from math import factorial

from treves.bargaining.power.counting import swing_counts
from treves.bargaining.power.game import Game

__all__ = ["shapley_shubik"]


def shapley_shubik(game: Game) -> dict[str, Fraction]:
    """Work out the Shapley-Shubik index.

    Parameters
    ----------
    game : Game

    Returns
    -------
    dict of str to Fraction
        Per member the share of all orders of the members in which it turns a losing set into a winning one; they sum
        to one.

    Examples
    --------
    >>> from treves.bargaining.power import weighted_game
    >>> six = weighted_game({"DE": 4, "FR": 4, "IT": 4, "NL": 2, "BE": 2, "LU": 1}, 12)
    >>> [str(share) for share in shapley_shubik(six).values()]
    ['7/30', '7/30', '7/30', '3/20', '3/20', '0']
    """
    count = game.size
    orders = [factorial(before) * factorial(count - 1 - before) for before in range(count)]
    return {
        member: Fraction(sum(sets * ways for sets, ways in zip(sizes, orders, strict=True)), factorial(count))
        for member, sizes in zip(game.members, swing_counts(game), strict=True)
    }
