"""What an analyst changes by hand: the one language in which the page, ``adjustments.yaml`` and sweeps move a case.

``adjustment`` (one change, and the file that holds them), ``apply`` (a case with changes laid over it), ``words`` (how
a change is told), ``levers`` (everything that can be moved, with where it stands and how far it may go).
"""

from treves.case.adjust.adjustment import Adjustment, AdjustmentsSheet, adjustments_text, parse_adjustments
from treves.case.adjust.apply import adjust
from treves.case.adjust.lever import Lever
from treves.case.adjust.levers import levers_of

__all__ = [
    "Adjustment",
    "AdjustmentsSheet",
    "Lever",
    "adjust",
    "adjustments_text",
    "levers_of",
    "parse_adjustments",
]
