"""What a package does to the asylum chain: every person, week by week, from the stocks of a day.

The room, file by file::

    quantity      a number with range, unit, date and source
    parameters    a country's chain: groups, tracks, capacities, reception, housing, family, costs, stocks
    faults        parameters that cannot exist, all at once, with the path of fields to each
    levers        what a measure changes, its legal path, and options that have no instrument of their own
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
    scratch, compiled, warm_up, calendar
                  memory kept from run to run; compiled loops; whether they are ready; weeks and months

Nothing here belongs to one country: another chain is another set of parameters.
"""

from treves.chain.assumptions import LEFT_OUT, Assumption, assumptions_of
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
from treves.chain.precision import Precision, simulate_until
from treves.chain.quantity import Quantity, Step
from treves.chain.results import RECORD_COLUMNS, SERIES, Bands, ChainRun, bands, differences, records
from treves.chain.simulate import simulate_packages
from treves.chain.trace import TRACE_COLUMNS, Trace, trace_persons
from treves.chain.warm_up import is_compiled, warm_up

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
    "Ground",
    "Group",
    "HousingTarget",
    "HousingTask",
    "Inflow",
    "LegalCourse",
    "LeverKind",
    "Measure",
    "Measures",
    "ParameterFault",
    "Precision",
    "Quantity",
    "Reception",
    "Step",
    "Stock",
    "StockStage",
    "Trace",
    "Track",
    "assumptions_of",
    "bands",
    "differences",
    "find_faults",
    "is_compiled",
    "measures_of",
    "records",
    "refuse_faults",
    "simulate_packages",
    "simulate_until",
    "trace_persons",
    "warm_up",
]
