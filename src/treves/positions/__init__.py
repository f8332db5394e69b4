"""What we infer: from statements to a posterior over ideal position, reach, salience and stake, and draws from it."""

from treves.positions.assumptions import Assumptions, Range, draw_assumptions
from treves.positions.beliefs import Draws, Estimate, Positions

__all__ = ["Assumptions", "Draws", "Estimate", "Positions", "Range", "draw_assumptions"]
