"""chain.yaml: a country's chain on a day, from application to a house; every number with unit, day and source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel, Field, model_validator

from treves.case.sheets.chain_inflow_sheet import FamilySheet, InflowSheet
from treves.case.sheets.chain_procedure_sheet import (
    AppealsSheet,
    CapacitiesSheet,
    CostsSheet,
    DecisionsSheet,
    LegalCourseSheet,
)
from treves.case.sheets.chain_stock_sheet import StockSheet
from treves.case.sheets.fields import Day, Name, Refusals, Sheet, Text
from treves.case.sheets.quantity_sheet import CountSheet, CountSteps, QuantitySheet, ShareSheet
from treves.chain import ChainParameters, Dispersal, HousingTarget, HousingTask, Reception, find_faults
from treves.chain.parameters import Ground

__all__ = ["ChainSheet"]


class DispersalSheet(Sheet):
    """A law under way that adds regular places."""

    places: CountSheet = Field(description="regular places it adds in the end")
    phase_in_weeks: CountSheet = Field(description="from entry into force until all places are there")
    delay_months: CountSheet = Field(description="from the start of the run to entry into force")
    struck_down_share: ShareSheet = Field(description="chance (0-1) that it never comes into force, or falls at once")

    def dispersal(self) -> Dispersal:
        return Dispersal(
            self.places.quantity(),
            self.phase_in_weeks.quantity(),
            self.delay_months.quantity(),
            self.struck_down_share.quantity(),
        )


class ReceptionSheet(Sheet):
    """Places for everyone who has no house."""

    regular_places: CountSteps = Field(description="regular places, by date")
    emergency_places: CountSteps = Field(description="emergency places, by date")
    reception_share: ShareSheet = Field(description="share of applicants who live in reception")
    other_residents_persons: CountSheet = Field(description="residents at no stage of this chain; constant")
    registration_when_full_share: ShareSheet = Field(description="registration capacity left while all places are full")
    visas_when_full_share: ShareSheet = Field(description="families without a house that may still come meanwhile")
    dispersal: DispersalSheet | None = Field(None, description="a law under way that adds places")

    def reception(self) -> Reception:
        return Reception(
            regular_places=tuple(step.step() for step in self.regular_places),
            emergency_places=tuple(step.step() for step in self.emergency_places),
            reception_share=self.reception_share.quantity(),
            other_residents_persons=self.other_residents_persons.quantity(),
            registration_when_full_share=self.registration_when_full_share.quantity(),
            visas_when_full_share=self.visas_when_full_share.quantity(),
            dispersal=self.dispersal.dispersal() if self.dispersal else None,
        )


class TargetSheet(Sheet):
    """What municipalities are to do in a half-year."""

    from_on: Day = Field(description="first day of the half-year")
    persons: CountSheet = Field(description="persons to be housed in it")


class HousingSheet(Sheet):
    """Houses for permit holders."""

    targets: list[TargetSheet] = Field(min_length=1, description="targets per half-year, in order")
    later_target_persons: CountSheet = Field(description="target of every half-year after the last one listed")
    arrears_persons: QuantitySheet = Field(description="arrears at the start; negative where municipalities are ahead")
    delivery_share: ShareSheet = Field(description="share of target plus arrears for which houses are found in time")
    too_small_share: ShareSheet = Field(description="share of families for whom the sponsor's house is too small")

    def task(self) -> HousingTask:
        return HousingTask(
            targets=tuple(HousingTarget(target.from_on, target.persons.quantity()) for target in self.targets),
            later_target_persons=self.later_target_persons.quantity(),
            arrears_persons=self.arrears_persons.quantity(),
            delivery_share=self.delivery_share.quantity(),
            too_small_share=self.too_small_share.quantity(),
        )


class ChainSheet(Sheet):
    """A country's chain: who comes, how they are decided on, received, housed and joined, from which stocks."""

    country: Text = Field(description="the country")
    start_on: Day = Field(description="first day of the run; the stocks are those of this day")
    inflow: InflowSheet = Field(description="how many apply, when")
    decisions: DecisionsSheet = Field(description="tracks and the legal term")
    appeals: AppealsSheet = Field(description="courts")
    capacities: CapacitiesSheet = Field(description="persons per week, by date")
    reception: ReceptionSheet = Field(description="places for everyone who has no house")
    housing: HousingSheet = Field(description="houses for permit holders")
    family: FamilySheet = Field(description="family reunification, between permit and arrival")
    costs: CostsSheet = Field(description="what reception and decisions cost")
    legal: LegalCourseSheet = Field(description="what happens to a measure that courts strike down")
    stocks: list[StockSheet] = Field(description="who is where on the first day")
    lever_grounds: dict[Name, list[Ground]] = Field(
        {}, description="grounds of permit a lever on family applies to; a lever not named applies to all"
    )
    sources: list[Text] = Field([], description="where the numbers come from, and under which licence")

    @model_validator(mode="after")
    def _can_exist(self) -> ChainSheet:
        """Ask the chain what no field can know alone: the order of dates, sums of shares, names."""
        refusals = Refusals()
        for fault in find_faults(self.chain()):
            refusals.add(fault.what, fault.right, *fault.path)
        refusals.raise_any()
        return self

    def chain_known_on(self, day: date) -> ChainParameters | None:
        """Return the chain where all its numbers were published by that day; those that tell no day count as known."""
        published = [quantity.published_on for quantity in _quantities(self) if quantity.published_on is not None]
        return self.chain() if all(known <= day for known in published) else None

    def chain(self) -> ChainParameters:
        """Return the chain this sheet describes."""
        return ChainParameters(
            country=self.country,
            start_on=self.start_on,
            inflow=self.inflow.inflow(),
            decisions=self.decisions.decisions(),
            appeals=self.appeals.appeals(),
            capacities=self.capacities.capacities(),
            reception=self.reception.reception(),
            housing=self.housing.task(),
            family=self.family.family(),
            costs=self.costs.costs(),
            legal=self.legal.legal_course(),
            stocks=tuple(stock.stock() for stock in self.stocks),
            lever_grounds={lever: tuple(grounds) for lever, grounds in self.lever_grounds.items()},
        )


def _quantities(held: object) -> Iterator[QuantitySheet]:
    """Yield every quantity below a sheet."""
    if isinstance(held, QuantitySheet):
        yield held
    elif isinstance(held, BaseModel):
        for name in type(held).model_fields:
            yield from _quantities(getattr(held, name))
    elif isinstance(held, dict):
        for value in held.values():
            yield from _quantities(value)
    elif isinstance(held, list):
        for value in held:
            yield from _quantities(value)
