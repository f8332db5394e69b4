"""Lists of formal crises, healed ones too: the one that comes with treves, and a user's own."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from treves.case.past.table import read_table
from treves.case.sheets.fields import Day, Flag, Name, Sheet, Text, refuse
from treves.survival import Crisis

__all__ = ["CrisisSheet", "load_crises"]

SHIPPED = "crises.csv"


class CrisisSheet(Sheet):
    """A formal crisis."""

    country: Name = Field(description="ISO 3166 alpha-3 code, or any name used throughout")
    cabinet: Name = Field(description="name of the cabinet")
    began_on: Day = Field(
        description="first day on which ministers went, offered to, or a party made staying conditional"
    )
    ended_on: Day = Field(description="the day it was mended or given up")
    outcome: Literal["healed", "fallen"] = Field(description="whether the cabinet came through it")
    offered_on: Day | None = Field(None, description="the cabinet offered to resign, whatever came of it")
    cause: Text = Field(description="what it was about, in a few words")
    source: Text = Field(description="where the dates come from")
    coder: Name = Field("one", description="who coded the row; one: a single coder, unchecked")
    is_certain: Flag = Field(True, description="false where a date or the outcome is debatable")

    @model_validator(mode="after")
    def _is_in_order(self) -> CrisisSheet:
        if self.ended_on < self.began_on:
            raise refuse(f"over on {self.ended_on}, before it began", f"a day no earlier than {self.began_on}")
        return self

    def crisis(self) -> Crisis:
        """Return the crisis this row describes."""
        return Crisis(**self.model_dump(exclude={"coder"}))


def load_crises(where: Path | str | None = None) -> tuple[Crisis, ...]:
    """Read a list of formal crises.

    Parameters
    ----------
    where : Path or str, optional
        A CSV with the columns of :class:`CrisisSheet`; the shipped list (Netherlands, Belgium) where not given.

    Raises
    ------
    CaseError
        With every fault found.

    Examples
    --------
    >>> sum(crisis.country == "NLD" for crisis in load_crises())
    20
    """
    return read_table(where, SHIPPED, CrisisSheet, CrisisSheet.crisis)
