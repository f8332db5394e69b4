"""What the outside view needs of a case: the cabinet's time in office, a crisis under way, and the calendar."""

from __future__ import annotations

from datetime import date

from pydantic import Field, model_validator

from treves.case.case import Calendar, Tenure
from treves.case.sheets.declared import KnownDay
from treves.case.sheets.fields import Day, Flag, Number, Refusals, Sheet, Text

__all__ = ["CalendarSheet", "CrisisSheet", "TenureSheet", "crisis_since"]


class TenureSheet(Sheet):
    """The cabinet's time in office."""

    formed_on: KnownDay = Field(description="first day in office")
    term_ends_on: Day | None = Field(None, description="when the next election is due at the latest")
    is_caretaker: Flag = Field(False, description="true for a cabinet that sits until another is formed")
    is_after_election: Flag | None = Field(
        None, description="true if it was formed within 210 days of an election, as the first since"
    )
    range_points: Number | None = Field(
        None, ge=0, le=10, description="distance between its outermost parties on a left-right scale from 0 to 10"
    )
    source: Text = Field(description="where the days come from, or the word assumption")

    @model_validator(mode="after")
    def _is_in_order(self) -> TenureSheet:
        refusals = Refusals()
        if self.term_ends_on is not None and self.term_ends_on <= self.formed_on:
            what = f"the term ends on {self.term_ends_on}, no later than it began"
            refusals.add(what, f"a day after {self.formed_on}", "term_ends_on")
        refusals.raise_any()
        return self

    def tenure(self) -> Tenure:
        """Return the tenure this sheet describes."""
        return Tenure(**self.model_dump())


class CrisisSheet(Sheet):
    """A formal crisis under way: ministers went or offered to, or a party made its staying conditional in public."""

    since: KnownDay = Field(description="its first day")
    source: Text = Field(description="where that comes from, or the word assumption")


class CalendarSheet(Sheet):
    """Days that quieten or stir a crisis."""

    recess_from: Day | None = Field(None, description="first day of the parliament's recess")
    recess_until: Day | None = Field(None, description="last day of the parliament's recess")
    congresses: list[Day] = Field([], description="party congresses; shown in pictures, with no effect")
    source: Text = Field(description="where the days come from, or the word assumption")

    @model_validator(mode="after")
    def _is_in_order(self) -> CalendarSheet:
        refusals = Refusals()
        if (self.recess_from is None) != (self.recess_until is None):
            at = "recess_until" if self.recess_from is None else "recess_from"
            refusals.add("a recess with one end", "both 'recess_from:' and 'recess_until:'", at)
        elif self.recess_from and self.recess_until and self.recess_until < self.recess_from:
            what = f"the recess ends on {self.recess_until}, before it begins"
            refusals.add(what, f"a day no earlier than {self.recess_from}", "recess_until")
        refusals.raise_any()
        return self

    def calendar(self) -> Calendar:
        """Return the calendar this sheet describes."""
        return Calendar(self.recess_from, self.recess_until, tuple(sorted(self.congresses)), self.source)


def crisis_since(sheet: CrisisSheet | None, day: date) -> date | None:
    """Return the first day of a crisis that was under way on a day."""
    return sheet.since if sheet is not None and sheet.since <= day else None
