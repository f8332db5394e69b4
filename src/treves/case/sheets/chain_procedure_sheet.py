"""The part of chain.yaml about procedures: tracks, courts, capacities, costs, and what happens after a ruling."""

from __future__ import annotations

from pydantic import Field

from treves.case.sheets.fields import Count, Flag, Name, Sheet, Text
from treves.case.sheets.quantity_sheet import CountSheet, CountSteps, FactorSheet, ShareSheet
from treves.chain import Appeals, Capacities, Costs, Decisions, LegalCourse, Track

__all__ = ["AppealsSheet", "CapacitiesSheet", "CostsSheet", "DecisionsSheet", "LegalCourseSheet"]


class TrackSheet(Sheet):
    """A procedure."""

    name: Name = Field(description="short name, unique")
    label: Text = Field(description="the words used in tables")
    priority: Count = Field(description="cases of a lower number are decided first")
    can_grant: Flag = Field(description="whether a permit can be granted in it")
    is_accelerated: Flag = Field(False, description="whether measures for quick procedures apply to it")
    effort: FactorSheet = Field(description="decision capacity one case takes; 1 is the unit of the capacity")
    minimum_weeks: CountSheet = Field(description="weeks from registration before a decision can be taken")
    appeal_share: ShareSheet = Field(description="share of refusals that go to court")
    appeal_granted_share: ShareSheet = Field(description="share of appeals that end in a permit")
    departure_weeks: CountSheet = Field(description="mean weeks from the final refusal until a person has left")

    def track(self) -> Track:
        return Track(
            name=self.name,
            label=self.label,
            priority=self.priority,
            can_grant=self.can_grant,
            is_accelerated=self.is_accelerated,
            effort=self.effort.quantity(),
            minimum_weeks=self.minimum_weeks.quantity(),
            appeal_share=self.appeal_share.quantity(),
            appeal_granted_share=self.appeal_granted_share.quantity(),
            departure_weeks=self.departure_weeks.quantity(),
        )


class DecisionsSheet(Sheet):
    """The tracks, and the legal term."""

    tracks: list[TrackSheet] = Field(min_length=1, description="procedures; the last takes all that no other takes")
    term_weeks: CountSheet = Field(description="legal term for a decision")

    def decisions(self) -> Decisions:
        """Return the procedures, as the chain reads them."""
        return Decisions(tuple(track.track() for track in self.tracks), self.term_weeks.quantity())


class AppealsSheet(Sheet):
    """Courts."""

    cases_at_a_time: CountSteps = Field(description="cases that courts work on at a time, by date")
    duration_weeks: FactorSheet = Field(description="mean weeks a case takes once begun")

    def appeals(self) -> Appeals:
        """Return the courts, as the chain reads them."""
        return Appeals(tuple(step.step() for step in self.cases_at_a_time), self.duration_weeks.quantity())


class CapacitiesSheet(Sheet):
    """Persons per week, by date."""

    registration: CountSteps = Field(description="registrations per week, by date")
    decision: CountSteps = Field(description="decisions per week in units of effort 1, by date")
    family_decision: CountSteps = Field(description="decisions on relatives per week, by date")

    def capacities(self) -> Capacities:
        """Return the capacities, as the chain reads them."""
        return Capacities(
            tuple(step.step() for step in self.registration),
            tuple(step.step() for step in self.decision),
            tuple(step.step() for step in self.family_decision),
        )


class CostsSheet(Sheet):
    """What a year of reception and a decision cost."""

    currency: Name = Field(description="currency of all costs, as 'EUR'")
    regular_per_person_per_year: CountSheet = Field(description="a year in a regular place")
    emergency_per_person_per_year: CountSheet = Field(description="a year in an emergency place")
    beyond_per_person_per_year: CountSheet = Field(description="a year of a person beyond capacity")
    decision_per_case: CountSheet = Field(description="a decision of effort 1")
    family_decision_per_person: CountSheet = Field(description="a decision on one relative")
    overdue_per_case_per_week: CountSheet = Field(description="a week of a case beyond the legal term")

    def costs(self) -> Costs:
        """Return the costs, as the chain reads them."""
        return Costs(
            currency=self.currency,
            regular_per_person_per_year=self.regular_per_person_per_year.quantity(),
            emergency_per_person_per_year=self.emergency_per_person_per_year.quantity(),
            beyond_per_person_per_year=self.beyond_per_person_per_year.quantity(),
            decision_per_case=self.decision_per_case.quantity(),
            family_decision_per_person=self.family_decision_per_person.quantity(),
            overdue_per_case_per_week=self.overdue_per_case_per_week.quantity(),
        )


class LegalCourseSheet(Sheet):
    """What happens to a measure that courts strike down."""

    weeks_to_ruling: CountSheet = Field(description="from entry into force to the ruling that ends the measure")
    rebound_share: ShareSheet = Field(description="share of those refused under it who come after all")
    rebound_weeks: CountSheet = Field(description="weeks over which they come")

    def legal_course(self) -> LegalCourse:
        """Return what follows a ruling, as the chain reads it."""
        return LegalCourse(
            self.weeks_to_ruling.quantity(), self.rebound_share.quantity(), self.rebound_weeks.quantity()
        )
