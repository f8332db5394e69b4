"""The Banzhaf index: how often a member is decisive, as a share of all such turns (Penrose 1946, Banzhaf 1965)."""

from __future__ import annotations

from fractions import Fraction

from treves.bargaining.power.counting import swing_counts
from treves.bargaining.power.game import Game

__all__ = ["banzhaf", "penrose"]


def banzhaf(game: Game) -> dict[str, Fraction]:
    """Work out the Banzhaf index.

    Parameters
    ----------
    game : Game

    Returns
    -------
    dict of str to Fraction
        Per member its turns from losing to winning, as a share of those of all members; they sum to one.

    Examples
    --------
    The council of the European Economic Community of 1958: twelve of seventeen votes.

    >>> from treves.bargaining.power import weighted_game
    >>> six = weighted_game({"DE": 4, "FR": 4, "IT": 4, "NL": 2, "BE": 2, "LU": 1}, 12)
    >>> [str(share) for share in banzhaf(six).values()]
    ['5/21', '5/21', '5/21', '1/7', '1/7', '0']
    """
    turns = [sum(sizes) for sizes in swing_counts(game)]
    return {member: Fraction(own, sum(turns)) for member, own in zip(game.members, turns, strict=True)}


def penrose(game: Game) -> dict[str, Fraction]:
    """Work out the absolute Banzhaf (Penrose) measure: the chance to be decisive when every other tosses a coin.

    Returns
    -------
    dict of str to Fraction
        Per member, 0 to 1; they need not sum to one.
    """
    others = 2 ** (game.size - 1)
    return {
        member: Fraction(sum(sizes), others) for member, sizes in zip(game.members, swing_counts(game), strict=True)
    }
