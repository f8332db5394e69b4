"""What happens at the table: sessions before a deadline as a game of incomplete information, and its ends.

Parties with private types table packages, answer, call votes, adjourn or leave (``rules``, ``game``,
``session``); the agent quantal response equilibrium is found by sweeps over the public tree (``public_tree``,
``response``, ``equilibrium``); what comes out is how the talks end, by which paths, who would leave over
what, what each threat is worth, and how all that moves with what nobody knows exactly (``endings``,
``paths``, ``threats``, ``intervals``).
"""

from treves.crisis.endings import KINDS, Endings, Exit, Outcome, find_endings
from treves.crisis.equilibrium import Climb, Equilibrium, solve, solve_tree
from treves.crisis.errors import GameError, NoEquilibriumError
from treves.crisis.flattening import flatten
from treves.crisis.game import Costs, Game
from treves.crisis.intervals import Curve, WorldEndings, sensitivity, solve_worlds
from treves.crisis.moves import Branch, Choice, End, Ending, EndingKind, Move, NextSession
from treves.crisis.paths import Path, Step, most_likely_paths
from treves.crisis.private_types import PartyTypes
from treves.crisis.public_tree import PublicTree
from treves.crisis.rules import Rules, is_carried, rules_of
from treves.crisis.session import public_tree_of
from treves.crisis.story import tell
from treves.crisis.thinning import ThinningError, estimate_thinning_error, thin_draws
from treves.crisis.threats import (
    Threat,
    keep_packages,
    value_threats,
    with_normal_vote,
    with_one_more_session,
    without_deadline,
    without_vote,
)
from treves.crisis.walk import Option, Spot, Walk
from treves.crisis.worlds import Priors, World, draw_worlds

__all__ = [
    "KINDS",
    "Branch",
    "Choice",
    "Climb",
    "Costs",
    "Curve",
    "End",
    "Ending",
    "EndingKind",
    "Endings",
    "Equilibrium",
    "Exit",
    "Game",
    "GameError",
    "Move",
    "NextSession",
    "NoEquilibriumError",
    "Option",
    "Outcome",
    "PartyTypes",
    "Path",
    "Priors",
    "PublicTree",
    "Rules",
    "Spot",
    "Step",
    "ThinningError",
    "Threat",
    "Walk",
    "World",
    "WorldEndings",
    "draw_worlds",
    "estimate_thinning_error",
    "find_endings",
    "flatten",
    "is_carried",
    "keep_packages",
    "most_likely_paths",
    "public_tree_of",
    "rules_of",
    "sensitivity",
    "solve",
    "solve_tree",
    "solve_worlds",
    "tell",
    "thin_draws",
    "value_threats",
    "with_normal_vote",
    "with_one_more_session",
    "without_deadline",
    "without_vote",
]
