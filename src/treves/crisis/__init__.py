"""What happens at the table: sessions before a deadline as a game of incomplete information, and its ends.

Parties with private types table packages, answer, call votes, adjourn or leave (``rules``, ``game``,
``session``); the agent quantal response equilibrium is found by sweeps over the public tree (``public_tree``,
``response``, ``equilibrium``); what comes out is how the talks end, by which paths, who would leave over
what, what each threat is worth, and how all that moves with what nobody knows exactly (``endings``,
``paths``, ``threats``, ``intervals``).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_LATER = {
    "endings": ("KINDS", "Endings", "Exit", "Outcome", "find_endings"),
    "equilibrium": ("Climb", "Equilibrium", "solve", "solve_tree"),
    "errors": ("GameError", "NoEquilibriumError"),
    "flattening": ("flatten",),
    "game": ("Costs", "Game"),
    "intervals": ("Curve", "WorldEndings", "sensitivity", "solve_worlds"),
    "moves": ("Branch", "Choice", "End", "Ending", "EndingKind", "Move", "NextSession"),
    "paths": ("Path", "Step", "most_likely_paths"),
    "private_types": ("PartyTypes",),
    "public_tree": ("PublicTree",),
    "rules": ("Rules", "is_carried", "rules_of"),
    "session": ("public_tree_of",),
    "story": ("tell",),
    "thinning": ("ThinningError", "estimate_thinning_error", "thin_draws"),
    "threats": (
        "Threat",
        "keep_packages",
        "value_threats",
        "with_normal_vote",
        "with_one_more_session",
        "without_deadline",
        "without_vote",
    ),
    "walk": ("Option", "Spot", "Walk"),
    "worlds": ("Priors", "World", "draw_worlds"),
}
_FILE_OF = {name: file for file, names in _LATER.items() for name in names}


def __getattr__(name: str) -> object:
    """Load a name of the room on first use (PEP 562): what is assumed about talks can be told without the compiler."""
    if name not in _FILE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_FILE_OF[name]}"), name)
