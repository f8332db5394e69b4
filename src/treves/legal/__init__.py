"""What law does to an option: how long it takes, whether it holds in court, and what of it is left in the end.

The room, file by file::

    delay       when an option enters into force: a distribution through the case's central value and 80 % range
    in_force    the chance that it is in force by a month, and for how much of a horizon
    doubts      what is assumed beyond the case, with ranges
    stages      the steps of each instrument, for a timeline

An option's instrument, months and chance of being struck down come with the case (:class:`treves.agenda.LegalPath`).
Nothing here knows a country; the chambers are named by who calls.
"""

from treves.legal.delay import delay_quantile, entry_chance
from treves.legal.doubts import Doubt, Doubts
from treves.legal.in_force import MonthsInForce, in_force_chance, in_force_range, months_in_force
from treves.legal.stages import Stage, stages_of

__all__ = [
    "Doubt",
    "Doubts",
    "MonthsInForce",
    "Stage",
    "delay_quantile",
    "entry_chance",
    "in_force_chance",
    "in_force_range",
    "months_in_force",
    "stages_of",
]
