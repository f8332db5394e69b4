"""Tables of past cabinets: the one that comes with treves, and a user's own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from treves.case.past.table import read_table
from treves.case.sheets.fields import Day, Flag, Name, Number, Share, Sheet, Text, Weight, refuse
from treves.evidence.intake.store import write_text_safely
from treves.survival import Ends, Spell

__all__ = ["SpellSheet", "load_spells", "write_spells"]

SHIPPED = "cabinets.csv"


class SpellSheet(Sheet):
    """A cabinet's time in office; what a row does not know is left empty."""

    country: Name = Field(description="ISO 3166 alpha-3 code, or any name used throughout")
    cabinet: Name = Field(description="name of the cabinet")
    began_on: Day = Field(description="first day in office")
    seen_until_on: Day = Field(
        description="the day it ended in the first of the four senses, or the last day it was seen"
    )
    cause: Literal["standing", "replacement", "early_election", "scheduled"] = Field(description="how it ended")
    term_ends_on: Day | None = Field(None, description="when the next election was due at the latest")
    offered_on: Day | None = Field(None, description="the cabinet offered to resign")
    replaced_on: Day | None = Field(None, description="another cabinet took over with no election in between")
    early_election_on: Day | None = Field(None, description="election more than half a year early")
    left_office_on: Day | None = Field(None, description="the next government was sworn in")
    is_cause_certain: Flag = Field(True, description="false where the cause is inferred or contradicted")
    doubt: Text = Field("", description="why it is not certain")
    is_caretaker: Flag = Field(False, description="in office until another is formed")
    parties: Weight | None = Field(None, description="parties in the cabinet")
    seats_share: Share | None = Field(None, description="share of the chamber's seats its parties hold")
    is_minimal_winning: Flag | None = Field(None, description="no party can leave without loss of the majority")
    pm_share: Share | None = Field(None, description="share of the cabinet's seats of the prime minister's party")
    effective_parties: Weight | None = Field(None, description="effective number of parties in the chamber")
    range_points: Number | None = Field(None, ge=0, le=10, description="left-right distance, on a scale of 0 to 10")
    is_after_election: Flag | None = Field(None, description="the first cabinet since an election")
    polls_change: Number | None = Field(None, description="share of its seats gained or lost by the polls")

    @model_validator(mode="after")
    def _is_in_order(self) -> SpellSheet:
        if self.seen_until_on < self.began_on:
            raise refuse(f"seen until {self.seen_until_on}, before it began", f"a day no earlier than {self.began_on}")
        return self

    def spell(self) -> Spell:
        """Return the spell this row describes."""
        told = self.model_dump(exclude=set(Ends.__dataclass_fields__))
        return Spell(**told, ends=Ends(**{name: getattr(self, name) for name in Ends.__dataclass_fields__}))


def load_spells(where: Path | str | None = None) -> tuple[Spell, ...]:
    """Read past cabinets.

    Parameters
    ----------
    where : Path or str, optional
        A CSV with the columns of :class:`SpellSheet`; the shipped table where not given (ParlGov, CC0, coded by
        treves).

    Raises
    ------
    CaseError
        With every fault found: file, line, column, what is wrong, what would be right.

    Examples
    --------
    >>> spells = load_spells()
    >>> len({spell.country for spell in spells})
    37
    """
    return read_table(where, SHIPPED, SpellSheet, SpellSheet.spell)


def write_spells(spells: Iterable[Spell], path: Path | str) -> Path:
    """Write a table of past cabinets, whole or not at all; :func:`load_spells` reads it back."""
    columns = tuple(SpellSheet.model_fields)
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(columns)
    for spell in spells:
        held = [getattr(spell.ends if name in Ends.__dataclass_fields__ else spell, name) for name in columns]
        writer.writerow([_cell(value) for value in held])
    target = Path(path)
    write_text_safely(target, sheet.getvalue())
    return target


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        short = f"{value:.4g}"
        return short if float(short) == value else repr(value)
    return str(value)
