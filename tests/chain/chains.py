"""Small chains for tests: every number plain, every range closed unless asked."""

from dataclasses import replace
from datetime import date

from treves.chain import (
    Appeals,
    Capacities,
    ChainParameters,
    Costs,
    Decisions,
    Family,
    Group,
    HousingTask,
    Inflow,
    LegalCourse,
    Quantity,
    Reception,
    Step,
    Stock,
    Track,
)

START = date(2024, 1, 1)
LONG_AGO = date(2000, 1, 1)


def q(value, low=None, high=None):
    return Quantity(
        value, value if low is None else low, value if high is None else high, "unit of the test", "assumption: a test"
    )


def steps(value):
    return (Step(LONG_AGO, q(value)),)


def group(name="island", per_year=5200.0, **changes):
    made = {
        "track_shares": {"short": q(0.2)},
        "grant_share": q(0.6),
        "subsidiary_share": q(0.5),
        "humanitarian_share": q(0.1),
        "sponsor_share": q(0.4),
        "family_size_persons": q(2.5),
    }
    return Group(name, name, q(per_year), **(made | changes))


def track(name, priority, **changes):
    made = {
        "can_grant": True,
        "is_accelerated": False,
        "effort": q(1.0),
        "minimum_weeks": q(0.0),
        "appeal_share": q(0.5),
        "appeal_granted_share": q(0.2),
        "departure_weeks": q(20.0),
    }
    return Track(name, name, priority, **(made | changes))


def chain(**changes):
    """A chain of 100 applicants a week that is a little too small everywhere."""
    made = ChainParameters(
        country="Ruritania",
        start_on=START,
        inflow=Inflow((group(),), (1.0,) * 12, "assumption", q(0.9), q(0.0), q(0.0)),
        decisions=Decisions((track("short", 1, can_grant=False, is_accelerated=True), track("long", 2)), q(26.0)),
        appeals=Appeals(steps(300.0), q(20.0)),
        capacities=Capacities(steps(110.0), steps(95.0), steps(50.0)),
        reception=Reception(steps(3000.0), steps(1000.0), q(0.9), q(0.0), q(1.0), q(1.0)),
        housing=HousingTask((), q(1500.0), q(0.0), q(1.0), q(0.1)),
        family=Family(q(13.0), q(0.8), q(10.0)),
        costs=Costs("EUR", q(30e3), q(60e3), q(80e3), q(3e3), q(1e3), q(100.0)),
        legal=LegalCourse(q(24.0, 14.0, 52.0), q(0.5), q(13.0)),
        stocks=(
            Stock("registration", q(50.0), q(1.0)),
            Stock("decision", q(2000.0), q(12.0)),
            Stock("appeal", q(300.0), q(8.0)),
            Stock("departure", q(200.0), q(5.0)),
            Stock("housing", q(800.0), q(15.0)),
            Stock("family_decision", q(900.0), q(8.0), sponsor_housed_share=q(0.5)),
            Stock("family_visa", q(300.0), q(4.0), sponsor_housed_share=q(0.5)),
        ),
    )
    return replace(made, **changes)
