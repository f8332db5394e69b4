"""The public good index: in how many minimal winning sets a member sits (Holler 1982, Holler and Packel 1983)."""

from __future__ import annotations

from fractions import Fraction

from treves.bargaining.power.game import Game
from treves.bargaining.power.minimal import minimal_winning_counts

__all__ = ["public_good"]


def public_good(game: Game) -> dict[str, Fraction]:
    """Work out the public good (Holler) index.

    Parameters
    ----------
    game : Game

    Returns
    -------
    dict of str to Fraction
        Per member the minimal winning sets it belongs to, as a share of the sum over all members; they sum to one.
        Unlike the other indices it may give a heavier member less than a lighter one.

    Raises
    ------
    SizeError
        If the weights are too fine, or members cannot be ranked and are too many.

    Examples
    --------
    >>> from treves.bargaining.power import weighted_game
    >>> six = weighted_game({"DE": 4, "FR": 4, "IT": 4, "NL": 2, "BE": 2, "LU": 1}, 12)
    >>> [str(share) for share in public_good(six).values()]
    ['1/5', '1/5', '1/5', '1/5', '1/5', '0']
    """
    belongs = minimal_winning_counts(game)
    return {member: Fraction(own, sum(belongs)) for member, own in zip(game.members, belongs, strict=True)}
