"""A number that is not known exactly: its central value, its 80 % range and where they come from."""

from __future__ import annotations

from pydantic import Field, model_validator

from treves.case.sheets.fields import Number, Sheet, Text, refuse
from treves.positions.assumptions import Range

__all__ = ["PositiveRangeSheet", "RangeSheet"]


class RangeSheet(Sheet):
    """A central value with its 80 % range."""

    value: Number = Field(description="central value")
    low: Number = Field(description="lower end of the 80 % range")
    high: Number = Field(description="upper end of the 80 % range")
    source: Text = Field(description="a source, or the word assumption")

    @model_validator(mode="after")
    def _is_ordered(self) -> RangeSheet:
        if not self.low <= self.value <= self.high:
            raise refuse(f"{self.value:g} is not within {self.low:g} to {self.high:g}", "low <= value <= high")
        return self

    def range(self) -> Range:
        """Return the value of the room."""
        return Range(self.value, self.low, self.high, self.source)


class PositiveRangeSheet(RangeSheet):
    """A central value with its 80 % range, all above zero."""

    value: Number = Field(gt=0, description="central value")
    low: Number = Field(gt=0, description="lower end of the 80 % range")
    high: Number = Field(gt=0, description="upper end of the 80 % range")
