"""Past cabinets and crises, as files: the tables that come with treves, a user's own, and ParlGov's.

``table`` reads a CSV row by row with every fault's place; ``spells`` and ``crises`` say what a row may hold;
``parlgov`` codes the tables of ParlGov into spells.
"""

from treves.case.past.crises import load_crises
from treves.case.past.parlgov import load_parlgov
from treves.case.past.spells import load_spells, write_spells

__all__ = ["load_crises", "load_parlgov", "load_spells", "write_spells"]
