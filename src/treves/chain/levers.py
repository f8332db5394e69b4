"""Levers: what a measure changes in the chain, from when, and what happens if a court strikes it down.

An option on the agenda becomes a :class:`Measure` where it differs from the status quo. Its legal path (delay, chance
of being struck down) is that of the option; all its levers share one fate in a draw, and the fate is the same in every
package that holds the option.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from treves.agenda import Agenda, LegalPath, Lever, Package
from treves.errors import ChainError

__all__ = ["KNOWN_LEVERS", "NO_MEASURES", "Course", "LeverKind", "Measure", "Measures", "measures_of"]

Works = Literal["reduces", "defers", "adds", "moves"]
"""What a lever does: fewer come ever; they come later; there is more capacity; something happens at another time."""


@dataclass(frozen=True, slots=True)
class LeverKind:
    """What the chain knows about a lever: its unit, the values it can take, when it starts, and what it does."""

    unit: str
    lowest: float
    highest: float
    works: Works
    starts: Literal["in_force", "announced"]
    meaning: str


_INF = math.inf
KNOWN_LEVERS: Mapping[str, LeverKind] = MappingProxyType(
    {
        "applications_kept_share": LeverKind(
            "share (0-1)", 0.0, 1.0, "reduces", "in_force", "share of asylum applications that still come"
        ),
        "accelerated_share_factor": LeverKind(
            "factor", 0.0, _INF, "moves", "in_force", "factor on the shares of applicants in accelerated tracks"
        ),
        "decision_capacity_added_persons_per_week": LeverKind(
            "persons per week", -_INF, _INF, "adds", "in_force", "decisions more per week"
        ),
        "family_decision_capacity_added_persons_per_week": LeverKind(
            "persons per week", -_INF, _INF, "adds", "in_force", "decisions on relatives more per week"
        ),
        "decision_term_weeks": LeverKind(
            "weeks", 0.0, _INF, "moves", "in_force", "legal term for a decision; beyond it a case is overdue"
        ),
        "housing_added_persons_per_half_year": LeverKind(
            "persons per half-year", -_INF, _INF, "adds", "in_force", "persons housed more per half-year"
        ),
        "regular_places_added": LeverKind("places", -_INF, _INF, "adds", "in_force", "regular reception places more"),
        "emergency_places_added": LeverKind("places", -_INF, _INF, "adds", "in_force", "emergency places more"),
        "dispersal_places_delay_months": LeverKind(
            "months", -_INF, _INF, "moves", "announced", "delay of the places of the dispersal law"
        ),
        "family_applications_kept_share": LeverKind(
            "share (0-1)", 0.0, 1.0, "reduces", "in_force", "share of relatives' applications that are still allowed"
        ),
        "war_refugee_family_kept_share": LeverKind(
            "share (0-1)", 0.0, 1.0, "reduces", "in_force", "the same, for relatives of war refugees"
        ),
        "family_arrivals_kept_share": LeverKind(
            "share (0-1)", 0.0, 1.0, "defers", "in_force",
            "share of visas given at once; the others wait for a house, for the longest wait, or for a ruling",
        ),
        "family_visa_wait_max_months": LeverKind(
            "months", 0.0, _INF, "defers", "in_force", "longest wait of a visa held back, from the decision"
        ),
        "family_wait_min_months": LeverKind(
            "months", 0.0, _INF, "defers", "in_force", "shortest time between the permit and the relatives' arrival"
        ),
        "family_arrivals_max_persons_per_month": LeverKind(
            "persons per month", 0.0, _INF, "defers", "in_force", "relatives who may come in a month; the others queue"
        ),
        "family_pause_occupancy_share": LeverKind(
            "residents per place", 0.0, _INF, "defers", "in_force", "no relatives come while residents exceed this"
        ),
        "war_refugee_permit_length_months": LeverKind(
            "months", 0.0, _INF, "moves", "in_force", "war refugees' permits are decided on again after this time"
        ),
        "status_appeal_share": LeverKind(
            "share (0-1)", 0.0, 1.0, "moves", "in_force", "share of war refugees who go to court for refugee status"
        ),
    }
)  # fmt: skip
"""Every lever the chain has, by the parameter name used in ``agenda.yaml``."""


@dataclass(frozen=True, slots=True)
class Course:
    """A legal path that is known, day by day: used instead of a drawn one to replay what happened.

    Parameters
    ----------
    announced_on, in_force_on : date
    struck_down_on : date, optional
        The day of the ruling that ended it; None where it stood.
    """

    announced_on: date
    in_force_on: date
    struck_down_on: date | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One option as the chain sees it.

    Parameters
    ----------
    name : str
        ``issue=option``; two measures of the same name share their fate in a draw.
    label : str
    levers : tuple of Lever
    path : LegalPath, optional
        Drawn in every draw; where there is none the measure works from the first day.
    course : Course, optional
        Takes the place of ``path``.
    """

    name: str
    label: str
    levers: tuple[Lever, ...]
    path: LegalPath | None = None
    course: Course | None = None


@dataclass(frozen=True, slots=True)
class Measures:
    """What a package does in the chain.

    Parameters
    ----------
    name : str
        Name of the package, unique among those compared.
    measures : tuple of Measure
        Options that differ from the status quo and have levers.
    without_instrument : tuple of str
        Options (``issue=option``) that differ from the status quo and have no lever: in the chain they do nothing.
    """

    name: str
    measures: tuple[Measure, ...] = ()
    without_instrument: tuple[str, ...] = ()


NO_MEASURES = Measures("baseline")


def measures_of(agenda: Agenda, package: Package, *, name: str | None = None) -> Measures:
    """Tell what a package does in the chain.

    Parameters
    ----------
    agenda : Agenda
    package : Package
    name : str, optional
        By default the options in the words of the case that differ from the status quo.

    Returns
    -------
    Measures

    Raises
    ------
    ChainError
        If an option has a lever the chain does not know or a value it cannot take; all such levers at once.
    """
    measures, idle = [], []
    for issue, chosen in zip(agenda.issues, package.options, strict=True):
        option = issue.option(chosen)
        if chosen == issue.status_quo:
            continue
        choice = f"{issue.name}={chosen}"
        if option.levers:
            measures.append(Measure(choice, option.label, option.levers, option.legal_path))
        else:
            idle.append(choice)
    refuse_unknown(measures)
    told = name or "; ".join(label for label in _labels(agenda, package)) or NO_MEASURES.name
    return Measures(told, tuple(measures), tuple(idle))


def _labels(agenda: Agenda, package: Package) -> list[str]:
    pairs = zip(agenda.issues, package.options, strict=True)
    return [issue.option(name).label for issue, name in pairs if name != issue.status_quo]


def refuse_unknown(measures: list[Measure] | tuple[Measure, ...]) -> None:
    """Raise :class:`ChainError` for every lever that is unknown or out of bounds."""
    faults = []
    for measure in measures:
        for lever in measure.levers:
            kind = KNOWN_LEVERS.get(lever.parameter)
            if kind is None:
                faults.append(
                    f"{measure.name}: the chain has no lever {lever.parameter!r}; it has {', '.join(KNOWN_LEVERS)}"
                )
            elif not (kind.lowest <= lever.value <= kind.highest):
                faults.append(
                    f"{measure.name}: {lever.parameter} is {lever.value}; "
                    f"right would be {kind.lowest:g} to {kind.highest:g} {kind.unit}"
                )
    if faults:
        raise ChainError("\n".join(faults))
