"""Which series of the chain are shown, and the numbers on which packages are compared, with their definitions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt

from treves.chain import ChainRun
from treves.study.consequence_facts import Measured

__all__ = [
    "CAPACITIES",
    "GRANT_WORDS",
    "INFLOW_WORDS",
    "MEASURES",
    "SHOWN",
    "GrantDefinition",
    "InflowDefinition",
    "measured",
    "shown",
]

Floats = npt.NDArray[np.float64]
InflowDefinition = Literal["all", "without_family"]
GrantDefinition = Literal["of_decisions", "of_applications"]

INFLOW_WORDS: Mapping[str, str] = {
    "all": "first and repeat applications and relatives who arrive",
    "without_family": "first and repeat applications, without relatives who arrive",
}
GRANT_WORDS: Mapping[str, str] = {
    "of_decisions": "permits, also those granted in court, over all decisions of the month, in every track",
    "of_applications": "permits, also those granted in court, over all applications of the month",
}
SHOWN: Mapping[str, str] = {
    "inflow_persons": "inflow, persons per month",
    "family_arrivals_persons": "relatives who arrive, persons per month",
    "backlog_persons": "waiting for a decision at first instance, persons at month's end",
    "waiting_p50_weeks": "weeks from application to decision, median of the month's decisions",
    "residents_persons": "living in reception, persons at month's end",
    "residents_beyond_persons": "living in reception beyond all places, persons at month's end",
    "housing_waiting_persons": "permit holders and relatives without a house, persons at month's end",
    "cost": "cost, in the chain's currency per month (reception, decisions and overdue cases)",
}
CAPACITIES = ("regular_places", "emergency_places", "residents_regular_persons", "residents_emergency_persons")
YEAR = 12


def _inflow(run: ChainRun, months: int, definition: str) -> Floats:
    found = _series(run, "applications_persons", months)
    return found + _series(run, "family_arrivals_persons", months) if definition == "all" else found


def _series(run: ChainRun, name: str, months: int) -> Floats:
    found: Floats = run.series(name)[:, :months].astype(np.float64)
    return found


def shown(run: ChainRun, months: int, inflow: InflowDefinition, grants: GrantDefinition) -> dict[str, Floats]:
    """Return the series that are shown, by name; shape (draw, month) each."""
    found = {"inflow_persons": _inflow(run, months, inflow)}
    for name in (*SHOWN, *CAPACITIES):
        if name not in found:
            found[name] = _series(run, name, months)
    permits = sum(
        _series(run, f"grants_{ground}_persons", months) for ground in ("refugee", "subsidiary", "humanitarian")
    )
    of = "decisions_persons" if grants == "of_decisions" else "applications_persons"
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = permits / _series(run, of, months)
    found["grant_rate_share"] = np.where(np.isfinite(rate), rate, np.nan)
    return found


def _last_year(name: str) -> Callable[[ChainRun, int, str], Floats]:
    def mean(run: ChainRun, months: int, _definition: str) -> Floats:
        last = _series(run, name, months)[:, -YEAR:]
        known = np.isfinite(last)
        with np.errstate(invalid="ignore"):
            found: Floats = np.where(known, last, 0.0).sum(axis=1) / known.sum(axis=1)
        return found

    return mean


def _total(name: str, scale: float = 1.0) -> Callable[[ChainRun, int, str], Floats]:
    def total(run: ChainRun, months: int, _definition: str) -> Floats:
        found: Floats = _series(run, name, months).sum(axis=1) * scale
        return found

    return total


def _yearly_inflow(run: ChainRun, months: int, definition: str) -> Floats:
    found: Floats = _inflow(run, months, definition)[:, -YEAR:].sum(axis=1)
    return found


def _end(name: str) -> Callable[[ChainRun, int, str], Floats]:
    def last(run: ChainRun, months: int, _definition: str) -> Floats:
        found: Floats = _series(run, name, months)[:, -1]
        return found

    return last


LAST_YEAR, WHOLE, AT_END = "mean of the last twelve months", "sum of all months", "at the end"
MEASURES: tuple[tuple[Measured, Callable[[ChainRun, int, str], Floats]], ...] = tuple(
    (Measured(name=name, words=words, unit=unit, over=over), take)
    for name, words, unit, over, take in (
        ("inflow", "inflow", "persons per year", "the last twelve months", _yearly_inflow),
        ("family_arrivals", "relatives who arrive", "persons", WHOLE, _total("family_arrivals_persons")),
        ("family_deferred", "relatives held back: deferred", "persons", AT_END, _end("family_held_persons")),
        ("family_refused", "relatives refused or not allowed", "persons", WHOLE, _total("family_refused_persons")),
        ("backlog", "waiting for a decision", "persons", LAST_YEAR, _last_year("backlog_persons")),
        ("waiting", "weeks to a decision", "weeks", LAST_YEAR, _last_year("waiting_p50_weeks")),
        ("residents", "living in reception", "persons", LAST_YEAR, _last_year("residents_persons")),
        ("beyond", "beyond all places", "persons", LAST_YEAR, _last_year("residents_beyond_persons")),
        ("housing", "without a house", "persons", LAST_YEAR, _last_year("housing_waiting_persons")),
        ("cost", "cost", "millions of the chain's currency", WHOLE, _total("cost", 1e-6)),
    )
)
"""On what packages are compared: the name, its words, unit and span, and how it is taken from a run."""


def measured(run: ChainRun, months: int, inflow: InflowDefinition) -> dict[str, Floats]:
    """Return every measure of a run, by name; shape (draw,) each."""
    return {told.name: take(run, months, inflow) for told, take in MEASURES}
