"""From weeks to months: flows by days, stocks at month's end, waits as quantiles, cost."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from treves.chain.calendar import DAYS_PER_YEAR, Months
from treves.chain.columns import DECISIONS as DECISIONS_FLOW
from treves.chain.columns import FAMILY_DECISIONS as FAMILY_DECISIONS_FLOW
from treves.chain.columns import (
    FLOWS,
    S_ARREARS,
    S_BACKLOG,
    S_COURT,
    S_COURT_PERSONS,
    S_DEPARTING,
    S_FAMILY_HELD,
    S_FAMILY_PENDING,
    S_FAMILY_VISA,
    S_HOUSING,
    S_OVERDUE,
    S_REGISTRATION,
    S_RESIDENTS,
    Plan,
    Weekly,
)  # fmt: skip
from treves.chain.results import SERIES

__all__ = ["monthly_values", "wait_quantiles"]

Floats = npt.NDArray[np.float64]
Path = tuple[str | int, ...]

STOCKS = (
    S_REGISTRATION, S_BACKLOG, S_OVERDUE, S_COURT, S_COURT_PERSONS, S_DEPARTING, S_HOUSING, S_ARREARS, S_FAMILY_PENDING,
    S_FAMILY_VISA, S_FAMILY_HELD, S_RESIDENTS,
)  # fmt: skip
FLOW_COUNT = FLOWS
QUANTILES = (0.1, 0.5, 0.9)


def monthly_values(
    weekly: Weekly, plan: Plan, known: Mapping[Path, float], other_residents: float, months: Months
) -> Floats:
    """Return ``values[month, series]`` in the order of :data:`treves.chain.results.SERIES`.

    Parameters
    ----------
    weekly : Weekly
    plan : Plan
    known : mapping
        The draw's quantities by path, for costs.
    other_residents : float
        Residents at no stage of the chain; already taken off the regular places of the plan.
    months : Months

    Returns
    -------
    array, shape (month, series)
    """
    residents = weekly.stocks[:, S_RESIDENTS] + other_residents
    regular_places = plan.regular + other_residents
    regular = np.minimum(residents, regular_places)
    emergency = np.minimum(residents - regular, plan.emergency)
    beyond = residents - regular - emergency
    costs = {name: known["costs", name] for name in COSTS}
    per_week = 7.0 / DAYS_PER_YEAR
    cost = (
        regular * costs["regular_per_person_per_year"] * per_week
        + emergency * costs["emergency_per_person_per_year"] * per_week
        + beyond * costs["beyond_per_person_per_year"] * per_week
        + weekly.flows[:, DECISIONS_FLOW] * costs["decision_per_case"]
        + weekly.flows[:, FAMILY_DECISIONS_FLOW] * costs["family_decision_per_person"]
        + weekly.stocks[:, S_OVERDUE] * costs["overdue_per_case_per_week"]
    )
    values = np.empty((len(months.first_days), len(SERIES)))
    ends = months.ends
    values[:, :FLOW_COUNT] = months.shares @ weekly.flows
    at = FLOW_COUNT
    values[:, at : at + len(STOCKS)] = weekly.stocks[ends][:, STOCKS]
    at += len(STOCKS)
    values[:, at - 1] = residents[ends]
    for column in (regular_places, plan.emergency, regular, emergency, beyond):
        values[:, at] = column[ends]
        at += 1
    decided = weekly.waits[:-1].sum(axis=1)
    values[:, at] = np.where(decided > 0, weekly.waited[:-1] / np.maximum(decided, 1), np.nan)
    values[:, at + 1 : at + 4] = wait_quantiles(weekly.waits[:-1])
    values[:, at + 4] = months.shares @ cost
    return values


COSTS = (
    "regular_per_person_per_year", "emergency_per_person_per_year", "beyond_per_person_per_year", "decision_per_case",
    "family_decision_per_person", "overdue_per_case_per_week",
)  # fmt: skip


def wait_quantiles(waits: npt.NDArray[np.int32]) -> Floats:
    """Return the first, fifth and ninth decile of weeks waited, [month, decile]; NaN in a month without decisions.

    Parameters
    ----------
    waits : array of int, shape (month, weeks waited)
        Number of decisions.
    """
    cumulative = waits.cumsum(axis=1)
    total = cumulative[:, -1]
    found = np.stack([(cumulative < q * total[:, None]).sum(axis=1) for q in QUANTILES], axis=1).astype(np.float64)
    found[total == 0] = np.nan
    return found
