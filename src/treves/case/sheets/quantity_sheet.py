"""A number with unit, range, day and source, as chain.yaml writes it, and numbers that change by date."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from treves.case.sheets.declared import KnownDay
from treves.case.sheets.fields import Day, Number, Sheet, Text, refuse
from treves.chain import Quantity, Step

__all__ = [
    "AtLeastOneSheet",
    "CountSheet",
    "CountSteps",
    "FactorSheet",
    "QuantitySheet",
    "ShareSheet",
    "StepSheet",
]


class QuantitySheet(Sheet):
    """A central value with its 80 % range; a counted number needs no range."""

    value: Number = Field(description="central value, in the unit given")
    low: Number | None = Field(None, description="lower end of the 80 % range; the value itself where not given")
    high: Number | None = Field(None, description="upper end of the 80 % range; the value itself where not given")
    unit: Text = Field(description="unit of the value, as 'persons per week' or 'share (0-1)'")
    source: Text = Field(description="where it comes from, or text that begins with the word assumption")
    on: Day | None = Field(None, description="the day, or first day of the period, the number is about")
    published_on: KnownDay | None = Field(None, description="day on which it was published, no later than as_of")

    @model_validator(mode="after")
    def _is_ordered(self) -> QuantitySheet:
        low, high = self.ends()
        if not low <= self.value <= high:
            raise refuse(f"{self.value:g} is not within {low:g} to {high:g}", "low <= value <= high")
        return self

    def ends(self) -> tuple[float, float]:
        """Return the ends of the range; the value where one is not given."""
        return (
            self.value if self.low is None else self.low,
            self.value if self.high is None else self.high,
        )

    def quantity(self) -> Quantity:
        """Return the value the chain reads."""
        return Quantity(self.value, *self.ends(), self.unit, self.source, self.on)


class CountSheet(QuantitySheet):
    """A number that cannot be negative: persons, places, weeks, money."""

    value: Number = Field(ge=0, description="central value, in the unit given")
    low: Number | None = Field(None, ge=0, description="lower end of the 80 % range; the value where not given")
    high: Number | None = Field(None, ge=0, description="upper end of the 80 % range; the value where not given")


class ShareSheet(QuantitySheet):
    """A share or a chance, from 0 to 1."""

    value: Number = Field(ge=0, le=1, description="central value, a share from 0 to 1")
    low: Number | None = Field(None, ge=0, le=1, description="lower end of the 80 % range; the value where not given")
    high: Number | None = Field(None, ge=0, le=1, description="upper end of the 80 % range; the value where not given")


class FactorSheet(QuantitySheet):
    """A number above zero: a size, an effort."""

    value: Number = Field(gt=0, description="central value, in the unit given")
    low: Number | None = Field(None, gt=0, description="lower end of the 80 % range; the value where not given")
    high: Number | None = Field(None, gt=0, description="upper end of the 80 % range; the value where not given")


class AtLeastOneSheet(QuantitySheet):
    """A number of at least one: members of a family that applies."""

    value: Number = Field(ge=1, description="central value, at least 1")
    low: Number | None = Field(None, ge=1, description="lower end of the 80 % range; the value where not given")
    high: Number | None = Field(None, ge=1, description="upper end of the 80 % range; the value where not given")


class StepSheet(Sheet):
    """A number that holds from a day on, until the next."""

    from_on: Day = Field(description="first day on which it holds")
    quantity: CountSheet = Field(description="the number")

    def step(self) -> Step:
        """Return the step, as the chain reads it."""
        return Step(self.from_on, self.quantity.quantity())


CountSteps = Annotated[list[StepSheet], Field(min_length=1)]
