"""What a package does to the asylum chain.

The room, file by file::

    quantity      a number with range, unit, date and source
    parameters    a country's chain: groups, tracks, capacities, reception, housing, family, costs, stocks
    faults        parameters that cannot exist, all at once, with the path of fields to each
    levers        what a measure changes, its legal path, and options that have no instrument of their own
    inflow_level, inflow_forecast, inflow_volatility, inflow_family, grant_drift
                  how many come: fitted on monthly and yearly series, and where it may go next
    results       arrays [draw, month, series], bands, differences, the flat record table
"""

from treves.chain.faults import ParameterFault, find_faults, refuse_faults
from treves.chain.grant_drift import ShareDrift, draw_shares, estimate_drift
from treves.chain.inflow_family import FamilyArrivals, estimate_family_arrivals, forecast_family_arrivals
from treves.chain.inflow_forecast import forecast_inflow, forecast_yearly
from treves.chain.inflow_level import InflowPrior, MonthlyInflow, estimate_inflow, prior_from_years
from treves.chain.inflow_volatility import RandomLevel, estimate_random_level, share_volatility
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
    "FamilyArrivals",
    "Group",
    "HousingTarget",
    "HousingTask",
    "Inflow",
    "InflowPrior",
    "LegalCourse",
    "LeverKind",
    "Measure",
    "Measures",
    "MonthlyInflow",
    "ParameterFault",
    "Quantity",
    "RandomLevel",
    "Reception",
    "ShareDrift",
    "Step",
    "Stock",
    "Track",
    "bands",
    "differences",
    "draw_shares",
    "estimate_drift",
    "estimate_family_arrivals",
    "estimate_inflow",
    "estimate_random_level",
    "find_faults",
    "forecast_family_arrivals",
    "forecast_inflow",
    "forecast_yearly",
    "measures_of",
    "prior_from_years",
    "records",
    "refuse_faults",
    "share_volatility",
]
