"""What a country's asylum chain is made of: groups, tracks, capacities, reception, housing, family, stocks, costs.

Another country is another set of these values, not other code. Every number is a :class:`Quantity` with unit, range,
date and source. A draw of the chain draws every quantity from its range once, and uses it for all packages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from treves.chain.quantity import Quantity, Step

__all__ = [
    "Appeals",
    "Capacities",
    "ChainParameters",
    "Costs",
    "Decisions",
    "Dispersal",
    "Family",
    "Ground",
    "Group",
    "HousingTarget",
    "HousingTask",
    "Inflow",
    "LegalCourse",
    "Reception",
    "Stock",
    "StockStage",
    "Track",
]

Ground = Literal["refugee", "subsidiary", "humanitarian"]
"""Ground of a permit: refugee status (A), subsidiary protection of war refugees (B), humanitarian."""

GROUNDS: tuple[Ground, ...] = ("refugee", "subsidiary", "humanitarian")

StockStage = Literal["registration", "decision", "appeal", "departure", "housing", "family_decision", "family_visa"]
"""Where a person of the starting stock stands."""

STOCK_STAGES: tuple[StockStage, ...] = (
    "registration", "decision", "appeal", "departure", "housing", "family_decision", "family_visa",
)  # fmt: skip


RENEWAL_EFFORT = Quantity(0.25, 0.1, 0.5, "units of decision capacity", "assumption")


@dataclass(frozen=True, slots=True)
class Group:
    """Applicants of one nationality (or of all others together).

    Parameters
    ----------
    name, label : str
    applications_persons_per_year : Quantity
        First and repeat applications at the start of the run, before season and random level.
    track_shares : mapping of str to Quantity
        Share of applicants in each track that is named here; the rest takes the last track of the chain.
    grant_share : Quantity
        Share of decisions that grant a permit, in tracks that can grant.
    subsidiary_share, humanitarian_share : Quantity
        Share of grants on these grounds; the rest is refugee status.
    sponsor_share : Quantity
        Share of permit holders who apply for family.
    family_size_persons : Quantity
        Mean number of relatives an applying permit holder asks for (at least 1).
    grant_drift_per_year, subsidiary_drift_per_year : Quantity, optional
        Change of the logit of the share per year of decision after the start.
    """

    name: str
    label: str
    applications_persons_per_year: Quantity
    track_shares: Mapping[str, Quantity]
    grant_share: Quantity
    subsidiary_share: Quantity
    humanitarian_share: Quantity
    sponsor_share: Quantity
    family_size_persons: Quantity
    grant_drift_per_year: Quantity | None = None
    subsidiary_drift_per_year: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Inflow:
    """How many apply, when.

    The expected number of a group in a month is its level times season times ``exp(common + own)``, where the two
    random levels are first-order autoregressions by month that start at 0, the own ones less what they add to the
    whole: groups change their shares, the whole follows the common level. Weekly numbers are Poisson around that.

    Parameters
    ----------
    groups : tuple of Group
    season : tuple of 12 float
        Factor per calendar month, mean 1.
    season_source : str
    persistence : Quantity
        Autoregression of the random levels from month to month (0-1).
    common_volatility, own_volatility : Quantity
        Standard deviation of the monthly shock to the log level, of all groups together and of each on its own.
    """

    groups: tuple[Group, ...]
    season: tuple[float, ...]
    season_source: str
    persistence: Quantity
    common_volatility: Quantity
    own_volatility: Quantity


@dataclass(frozen=True, slots=True)
class Track:
    """A procedure. The order of the tracks in :class:`Decisions` says nothing; ``priority`` does.

    Parameters
    ----------
    name, label : str
    priority : int
        Cases of a lower number are decided first; equal numbers by age.
    can_grant, is_accelerated : bool
    effort : Quantity
        Decision capacity one case takes, where 1 is the unit of the capacity.
    minimum_weeks : Quantity
        Weeks from registration before a decision can be taken.
    appeal_share : Quantity
        Share of refusals that go to court.
    appeal_granted_share : Quantity
        Share of appeals that end in a permit.
    departure_weeks : Quantity
        Mean weeks from the final refusal until a person has left reception.
    """

    name: str
    label: str
    priority: int
    can_grant: bool
    is_accelerated: bool
    effort: Quantity
    minimum_weeks: Quantity
    appeal_share: Quantity
    appeal_granted_share: Quantity
    departure_weeks: Quantity


@dataclass(frozen=True, slots=True)
class Decisions:
    """The tracks, the last of which takes everyone no other track takes; and the legal term for a decision.

    Parameters
    ----------
    tracks : tuple of Track
    term_weeks : Quantity
        Older cases are overdue.
    renewal_effort : Quantity
        Decision capacity that renewing a permit takes, where a measure makes permits end. Renewals go first.
    """

    tracks: tuple[Track, ...]
    term_weeks: Quantity
    renewal_effort: Quantity = RENEWAL_EFFORT


@dataclass(frozen=True, slots=True)
class Appeals:
    """Courts: how many cases they work on at a time (by date), and how long one takes once begun (mean)."""

    cases_at_a_time: tuple[Step, ...]
    duration_weeks: Quantity


@dataclass(frozen=True, slots=True)
class Capacities:
    """Persons per week by date: registrations, decisions (in units of effort 1), decisions on family applications."""

    registration: tuple[Step, ...]
    decision: tuple[Step, ...]
    family_decision: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Dispersal:
    """A law under way in the baseline that adds regular places.

    Parameters
    ----------
    places : Quantity
    phase_in_weeks : Quantity
        From entry into force until all places are there; linear.
    delay_months : Quantity
        From the start of the run to entry into force.
    struck_down_share : Quantity
        Chance that the law never comes into force, or falls at once.
    """

    places: Quantity
    phase_in_weeks: Quantity
    delay_months: Quantity
    struck_down_share: Quantity


@dataclass(frozen=True, slots=True)
class Reception:
    """Places for everyone who has no house.

    Parameters
    ----------
    regular_places, emergency_places : tuple of Step
    reception_share : Quantity
        Share of applicants who live in reception (the rest stays with others, in detention, ...).
    other_residents_persons : Quantity
        Residents who are at no stage of this chain; constant.
    registration_when_full_share : Quantity
        What is left of the registration capacity while residents exceed all places (1: nothing is lost).
    visas_when_full_share : Quantity
        Share of families without a house that may still come in a week in which residents exceed all places (1: all).
    dispersal : Dispersal, optional
    """

    regular_places: tuple[Step, ...]
    emergency_places: tuple[Step, ...]
    reception_share: Quantity
    other_residents_persons: Quantity
    registration_when_full_share: Quantity
    visas_when_full_share: Quantity
    dispersal: Dispersal | None = None


@dataclass(frozen=True, slots=True)
class HousingTarget:
    """Persons that municipalities are to house in the half-year that begins on a day."""

    from_on: date
    persons: Quantity


@dataclass(frozen=True, slots=True)
class HousingTask:
    """Houses for permit holders: a target per half-year; what is not done is carried over as arrears.

    Parameters
    ----------
    targets : tuple of HousingTarget
        In order of date, the first for the half-year in which the run starts (or earlier).
    later_target_persons : Quantity
        Target of every half-year after the last one listed, before arrears.
    arrears_persons : Quantity
        Arrears at the start of the run (negative: municipalities are ahead).
    delivery_share : Quantity
        Share of target plus arrears for which houses are found within the half-year.
    too_small_share : Quantity
        Share of families for whom the house of the one they join is too small: they queue for another.
    """

    targets: tuple[HousingTarget, ...]
    later_target_persons: Quantity
    arrears_persons: Quantity
    delivery_share: Quantity
    too_small_share: Quantity


@dataclass(frozen=True, slots=True)
class Family:
    """Family reunification, between permit and arrival.

    Parameters
    ----------
    application_term_weeks : Quantity
        Applications come within this many weeks after the permit, evenly.
    grant_share : Quantity
        Share of relatives who get a visa.
    visa_weeks : Quantity
        Mean weeks from the decision to arrival, when nothing holds it up.
    """

    application_term_weeks: Quantity
    grant_share: Quantity
    visa_weeks: Quantity


@dataclass(frozen=True, slots=True)
class Costs:
    """What a year of reception and a decision cost, in ``currency``."""

    currency: str
    regular_per_person_per_year: Quantity
    emergency_per_person_per_year: Quantity
    beyond_per_person_per_year: Quantity
    decision_per_case: Quantity
    family_decision_per_person: Quantity
    overdue_per_case_per_week: Quantity


@dataclass(frozen=True, slots=True)
class LegalCourse:
    """What happens to a measure that courts strike down.

    Parameters
    ----------
    weeks_to_ruling : Quantity
        From entry into force to the ruling that ends the measure, where it is struck down.
    rebound_share : Quantity
        Share of those refused under the measure who come after all once it has fallen. (Those only held back come
        anyway.)
    rebound_weeks : Quantity
        Weeks over which they come; linear.
    """

    weeks_to_ruling: Quantity
    rebound_share: Quantity
    rebound_weeks: Quantity


@dataclass(frozen=True, slots=True)
class Stock:
    """Persons at one stage on the first day.

    Parameters
    ----------
    stage : StockStage
        For the family stages the persons are relatives abroad.
    persons : Quantity
    mean_age_weeks : Quantity
        Mean weeks they have been at the stage; ages are spread evenly between 0 and twice this.
    track : str, optional
        For ``registration``, ``decision``, ``appeal`` and ``departure``; by default the shares of each group.
    group_shares : mapping of str to float, optional
        By default in proportion to the groups' yearly applications.
    ground_shares : mapping of str to float, optional
        For ``housing`` and the family stages; by default from the groups.
    reception_share : Quantity, optional
        Share of them (for family stages 0) who live in reception; by default that of :class:`Reception`.
    sponsor_housed_share : Quantity, optional
        For the family stages: share whose relative here has a house. Those without are tied to persons of the
        ``housing`` stock.
    """

    stage: StockStage
    persons: Quantity
    mean_age_weeks: Quantity
    track: str | None = None
    group_shares: Mapping[str, float] | None = None
    ground_shares: Mapping[Ground, float] | None = None
    reception_share: Quantity | None = None
    sponsor_housed_share: Quantity | None = None


@dataclass(frozen=True, slots=True)
class ChainParameters:
    """A country's chain on a day.

    Parameters
    ----------
    country : str
    start_on : date
        First day of the run; week k begins 7 k days later.
    inflow, decisions, appeals, capacities, reception, housing, family, costs, legal
        See there.
    stocks : tuple of Stock
    lever_grounds : mapping of str to tuple of Ground
        For levers on family: the grounds they apply to; a lever not named applies to all. ("A monthly quota for
        relatives of war refugees": ``{"family_arrivals_max_persons_per_month": ("subsidiary",)}``.)
    """

    country: str
    start_on: date
    inflow: Inflow
    decisions: Decisions
    appeals: Appeals
    capacities: Capacities
    reception: Reception
    housing: HousingTask
    family: Family
    costs: Costs
    legal: LegalCourse
    stocks: tuple[Stock, ...]
    lever_grounds: Mapping[str, tuple[Ground, ...]] = field(default_factory=dict)
