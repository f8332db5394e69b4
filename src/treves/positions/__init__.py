"""What we infer: from statements to a posterior over ideal position, reach, salience and stake, and draws from it.

Read in this order: ``forms`` (what a statement says), ``grid`` (what a party might want), ``likelihood`` (the two
together), ``estimate`` (all statements), ``by_hand`` (what an analyst
changes), ``draw`` (to what comes next), ``without`` (one statement less), ``summary``.
"""

from treves.positions.assumptions import Assumptions, Range, draw_assumptions
from treves.positions.beliefs import Clue, Draws, Estimate, Positions, StakeClue
from treves.positions.by_hand import ByHand
from treves.positions.draw import draw_at, draw_positions, draw_uniforms
from treves.positions.estimate import estimate_positions
from treves.positions.forms import Form
from treves.positions.summary import CellSummary, StakeSummary, summarise_cell, summarise_stake
from treves.positions.without import without_statement

__all__ = [
    "Assumptions",
    "ByHand",
    "CellSummary",
    "Clue",
    "Draws",
    "Estimate",
    "Form",
    "Positions",
    "Range",
    "StakeClue",
    "StakeSummary",
    "draw_assumptions",
    "draw_at",
    "draw_positions",
    "draw_uniforms",
    "estimate_positions",
    "summarise_cell",
    "summarise_stake",
    "without_statement",
]
