"""The Deegan-Packel index: minimal winning sets form equally often and share alike (Deegan and Packel 1978)."""

from __future__ import annotations

from fractions import Fraction

from treves.bargaining.power.game import Game
from treves.bargaining.power.minimal import minimal_winning_weight

__all__ = ["deegan_packel"]


def deegan_packel(game: Game) -> dict[str, Fraction]:
    """Work out the Deegan-Packel index.

    Parameters
    ----------
    game : Game

    Returns
    -------
    dict of str to Fraction
        Per member the mean, over all minimal winning sets, of one over the number of members where it is in the set,
        and nothing where it is not; they sum to one.

    Raises
    ------
    SizeError
        If the weights are too fine, or members cannot be ranked and are too many.

    Examples
    --------
    >>> from treves.bargaining.power import weighted_game
    >>> six = weighted_game({"DE": 4, "FR": 4, "IT": 4, "NL": 2, "BE": 2, "LU": 1}, 12)
    >>> [str(share) for share in deegan_packel(six).values()]
    ['5/24', '5/24', '5/24', '3/16', '3/16', '0']
    """
    shares = minimal_winning_weight(game)
    return {member: Fraction(own, sum(shares)) for member, own in zip(game.members, shares, strict=True)}
