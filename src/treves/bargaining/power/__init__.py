"""Power in voting games: who is decisive how often, before anybody's wishes are known.

The room, file by file::

    game             a voting game: weighted rules, all of which (intersection) or any of which (union) must be met
    counting         how many sets have each size and weight, and how many a member turns from losing to winning
    minimal          how many minimal winning sets each member belongs to
    banzhaf, shapley_shubik, deegan_packel, public_good
                     one index each, as exact fractions

Everything is counted with generating functions: the sets of each size and weight are the coefficients of the product of
``1 + y x^weight`` over the members. No list of sets is walked through.
"""

from treves.bargaining.power.banzhaf import banzhaf, penrose
from treves.bargaining.power.deegan_packel import deegan_packel
from treves.bargaining.power.game import Game, Rule, intersection, union, weighted_game
from treves.bargaining.power.public_good import public_good
from treves.bargaining.power.shapley_shubik import shapley_shubik

__all__ = [
    "Game",
    "Rule",
    "banzhaf",
    "deegan_packel",
    "intersection",
    "penrose",
    "public_good",
    "shapley_shubik",
    "union",
    "weighted_game",
]
