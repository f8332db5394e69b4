"""What a package does to the asylum chain.

The room, file by file::

    quantity      a number with range, unit, date and source
    parameters    a country's chain: groups, tracks, capacities, reception, housing, family, costs, stocks
    faults        parameters that cannot exist, all at once, with the path of fields to each
    levers        what a measure changes, its legal path, and options that have no instrument of their own
    results       arrays [draw, month, series], bands, differences, the flat record table
"""

from treves.chain.faults import ParameterFault, find_faults, refuse_faults
from treves.chain.levers import KNOWN_LEVERS, NO_MEASURES, Course, LeverKind, Measure, Measures, measures_of
from treves.chain.parameters import (
    Appeals,
    Capacities,
    ChainParameters,
    Costs,
    Decisions,
    Dispersal,
    Family,
    Group,
    HousingTarget,
    HousingTask,
    Inflow,
    LegalCourse,
    Reception,
    Stock,
    Track,
)
from treves.chain.quantity import Quantity, Step
from treves.chain.results import RECORD_COLUMNS, SERIES, Bands, ChainRun, bands, differences, records

__all__ = [
    "KNOWN_LEVERS",
    "NO_MEASURES",
    "RECORD_COLUMNS",
    "SERIES",
    "Appeals",
    "Bands",
    "Capacities",
    "ChainParameters",
    "ChainRun",
    "Costs",
    "Course",
    "Decisions",
    "Dispersal",
    "Family",
    "Group",
    "HousingTarget",
    "HousingTask",
    "Inflow",
    "LegalCourse",
    "LeverKind",
    "Measure",
    "Measures",
    "ParameterFault",
    "Quantity",
    "Reception",
    "Step",
    "Stock",
    "Track",
    "bands",
    "differences",
    "find_faults",
    "measures_of",
    "records",
    "refuse_faults",
]
