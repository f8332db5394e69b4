"""The outside view as the findings hold it: one answer per horizon and what moved it, curves, and what it rests on."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from treves.study.frozen import Frozen, Probability, Quantity, Share

__all__ = [
    "CrisisFacts",
    "DriverFacts",
    "Horizon",
    "InsideView",
    "Outlook",
    "OutlookPoint",
    "PathPoint",
    "RecessFacts",
    "Reference",
    "SpanOfDays",
]


class InsideView(Frozen):
    """What the talks themselves say: the chance of a fall by their deadline, from inside the model of the talks."""

    by_deadline: Probability
    weight: Share = Field(description="Weight of the inside view in log-odds; the outside view has the rest")


class Horizon(Frozen):
    """The chance of a fall within some days, taken apart: each step adds one thing that is known."""

    days: int
    until: date
    base: Probability = Field(description="By past cabinets alone")
    state: Probability = Field(description="With the state known: calm, or in a formal crisis of some age")
    inside: Probability | None = Field(description="By the talks alone; null where no inside view was given")
    combined: Probability = Field(description="Outside and inside view by weighted log-odds; the state where none")
    by_state_points: float = Field(description="What knowing the state adds, in percentage points")
    by_bargaining_points: float = Field(description="What the inside view adds, in percentage points")
    ends_otherwise: Share = Field(description="By past cabinets alone: a scheduled end by then")
    crisis_share: Share = Field(description="Chance that a formal crisis is under way then, unresolved")


class OutlookPoint(Frozen):
    """A point of a curve."""

    on: date
    stands: Quantity = Field(description="Chance (0-1) that the cabinet still stands")
    replacement: Share
    early_election: Share
    scheduled: Share


class PathPoint(Frozen):
    """A day ahead, and the chance to stand then with the state known."""

    on: date
    stands: Quantity = Field(description="Chance (0-1) that the cabinet stands")


class DriverFacts(Frozen):
    """A covariate and the factor by which it changes today's hazard of falling, against its average."""

    name: str
    words: str
    value: float | None
    average: float
    factor: Quantity


class CrisisFacts(Frozen):
    """A crisis of the list behind the state."""

    country: str
    cabinet: str
    began_on: date
    days: int
    outcome: Literal["healed", "fallen"]
    cause: str
    source: str
    is_certain: bool


class RecessFacts(Frozen):
    """How much rarer falls are in summer, in past cabinets."""

    from_on: date
    until_on: date
    ratio: Quantity


class SpanOfDays(Frozen):
    """When the cabinet was formed, when its term ends, and how long it has sat."""

    formed_on: date
    term_ends_on: date | None
    day_in_office: int
    source: str


class Reference(Frozen):
    """The past cabinets that were learned from."""

    words: str = Field(description="Which cabinets, in a sentence")
    spells: int
    countries: int
    falls: int
    usual_falls_per_year: float
    own_falls: int = Field(description="Falls of this country's earlier cabinets")
    own_years: float = Field(description="Years those cabinets were observed")
    uncertain_share: Share = Field(description="Share of spells whose cause of ending is not certain")
    is_frozen: bool = Field(description="False where nothing before as_of is in the table, so that all of it was used")


class Outlook(Frozen):
    """The outside view."""

    country: str
    definition: str = Field(description="What counts as a fall")
    span: SpanOfDays
    state: Literal["calm", "crisis"]
    crisis_since_on: date | None
    reference: Reference
    horizons: tuple[Horizon, ...]
    by_deadline: Horizon = Field(description="The same by the deadline of the talks")
    inside: InsideView | None
    since_formation: tuple[OutlookPoint, ...] = Field(description="As seen on the day it was formed")
    from_today: tuple[OutlookPoint, ...] = Field(description="As seen today, by past cabinets alone")
    with_state: tuple[PathPoint, ...] = Field(description="As seen today with the state known, a year ahead")
    drivers: tuple[DriverFacts, ...]
    crises_per_year: Quantity = Field(description="New formal crises a year while calm")
    crises_observed_per_year: float | None = Field(
        description="Formal crises a year of this country's cabinets in the list; null where it has fewer than ten"
    )
    fallen_share: Quantity = Field(description="Share (0-1) of formal crises that end in a fall, as they begin")
    crises: tuple[CrisisFacts, ...] = Field(description="The list behind the state")
    recess: RecessFacts | None
    congress_on: tuple[date, ...] = Field(description="Party congresses: shown, with no effect")
    deadline_exit: Quantity = Field(description="Assumed chance (0-1) that a crisis is over on its deadline's day")
    limits: tuple[str, ...] = Field(description="What none of this can know")
