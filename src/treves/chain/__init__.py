"""What a package does to the asylum chain: every person, week by week, from the stocks of a day.

The room, file by file::

    quantity      a number with range, unit, date and source
    parameters    a country's chain: groups, tracks, capacities, reception, housing, family, costs, stocks
    faults        parameters that cannot exist, all at once, with the path of fields to each
    levers        what a measure changes, its legal path, and options that have no instrument of their own
    inflow_level, inflow_forecast, inflow_volatility, inflow_family, grant_drift
                  how many come: fitted on monthly and yearly series, and where it may go next
    draw          every quantity drawn from its range, once per draw
    fates         when a measure comes into force, whether and when a court ends it
    arrivals      inflow with season and a random level
    rows, fill    everyone of a draw: a row a person, the same in every package
    luck          a person's random bits, made from who they are: common random numbers
    tables        thresholds and delays of a draw
    plan          capacities and rules week by week, and what measures change in them
    columns       what a run reads and writes
    registration, decision, courts, housing, family, visas
                  the stages, as compiled functions over columns
    stocks        who stands where on the first day
    kernel        the weekly loop
    simulate      packages against a kept baseline, on threads over draws
    monthly       weeks to months
    results       arrays [draw, month, series], bands, differences, the flat record table
    precision     draws until the answer is as sharp as asked
    trace         what happened to single persons
    assumptions   everything a run rests on, and what it leaves out
    scratch, compiled, readiness, calendar
                  memory kept from run to run; compiled loops; whether they are ready; weeks and months

Names that need compiled loops or distributions are loaded when they are first asked for, so that a case can be read
without them.

Nothing here belongs to one country: another chain is another set of parameters.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from treves.chain.faults import ParameterFault, find_faults, refuse_faults
from treves.chain.levers import KNOWN_LEVERS, NO_MEASURES, Course, LeverKind, Measure, Measures, measures_of
from treves.chain.named import NamedQuantity, named_quantities, with_quantity
from treves.chain.parameters import (
    Appeals,
    Capacities,
    ChainParameters,
    Costs,
    Decisions,
    Dispersal,
    Family,
    Ground,
    Group,
    HousingTarget,
    HousingTask,
    Inflow,
    LegalCourse,
    Reception,
    Stock,
    StockStage,
    Track,
)
from treves.chain.quantity import Quantity, Step

if TYPE_CHECKING:
    from treves.chain.assumptions import LEFT_OUT, Assumption, assumptions_of
    from treves.chain.grant_drift import ShareDrift, draw_shares, estimate_drift
    from treves.chain.inflow_family import FamilyArrivals, estimate_family_arrivals, forecast_family_arrivals
    from treves.chain.inflow_forecast import forecast_inflow, forecast_yearly
    from treves.chain.inflow_level import InflowPrior, MonthlyInflow, estimate_inflow, prior_from_years
    from treves.chain.inflow_volatility import RandomLevel, estimate_random_level, share_volatility
    from treves.chain.precision import Precision, simulate_until
    from treves.chain.readiness import is_compiled, warm_up
    from treves.chain.results import RECORD_COLUMNS, SERIES, Bands, ChainRun, bands, differences, records
    from treves.chain.simulate import simulate_packages
    from treves.chain.trace import TRACE_COLUMNS, Trace, trace_persons

__all__ = [
    "KNOWN_LEVERS",
    "LEFT_OUT",
    "NO_MEASURES",
    "RECORD_COLUMNS",
    "SERIES",
    "TRACE_COLUMNS",
    "Appeals",
    "Assumption",
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
    "Ground",
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
    "NamedQuantity",
    "ParameterFault",
    "Precision",
    "Quantity",
    "RandomLevel",
    "Reception",
    "ShareDrift",
    "Step",
    "Stock",
    "StockStage",
    "Trace",
    "Track",
    "assumptions_of",
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
    "is_compiled",
    "measures_of",
    "named_quantities",
    "prior_from_years",
    "records",
    "refuse_faults",
    "share_volatility",
    "simulate_packages",
    "simulate_until",
    "trace_persons",
    "warm_up",
    "with_quantity",
]

_LATER = {
    "assumptions": ("LEFT_OUT", "Assumption", "assumptions_of"),
    "grant_drift": ("ShareDrift", "draw_shares", "estimate_drift"),
    "inflow_family": ("FamilyArrivals", "estimate_family_arrivals", "forecast_family_arrivals"),
    "inflow_forecast": ("forecast_inflow", "forecast_yearly"),
    "inflow_level": ("InflowPrior", "MonthlyInflow", "estimate_inflow", "prior_from_years"),
    "inflow_volatility": ("RandomLevel", "estimate_random_level", "share_volatility"),
    "precision": ("Precision", "simulate_until"),
    "results": ("RECORD_COLUMNS", "SERIES", "Bands", "ChainRun", "bands", "differences", "records"),
    "simulate": ("simulate_packages",),
    "trace": ("TRACE_COLUMNS", "Trace", "trace_persons"),
    "readiness": ("is_compiled", "warm_up"),
}
_FILE_OF = {name: file for file, names in _LATER.items() for name in names}


def __getattr__(name: str) -> object:
    """Load a name of the room on first use (PEP 562)."""
    if name not in _FILE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_FILE_OF[name]}"), name)
    globals()[name] = found
    return found
