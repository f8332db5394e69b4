"""One row of statements.csv."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from treves.case.quote import quoted
from treves.case.sheets.declared import EntryName
from treves.case.sheets.fields import Count, Day, Name, Sheet, Text, refuse
from treves.evidence.statement import ActorType, Certainty, Kind, Review, SourceType, Stance

__all__ = ["StatementSheet"]


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise refuse("control character U+0000", "a text file")
    return text


Span = Annotated[str, Field(min_length=1, max_length=20_000), AfterValidator(_without_nul)]


def _plus_one(stance: object) -> object:
    return "+1" if stance == "1" else stance  # spreadsheets drop the sign


def _a_time(value: str) -> str:
    for part in value.split("|"):
        try:
            datetime.fromisoformat(part) if "T" in part else date.fromisoformat(part) if part else None
        except ValueError:
            raise refuse(
                f"{quoted(part)} is not a time", "a day or a time, as 2024-05-31 or 2024-05-31T18:00; several with |"
            ) from None
    return value


Time = Annotated[str, AfterValidator(_a_time)]


class StatementSheet(Sheet):
    """A statement: who takes which stance on what, in which span of which report."""

    id: Name = Field(description="row id, unique in the case")
    doc: Name = Field(description="report it stands in: the file's name without .txt")
    start: Count = Field(description="first code point of the span, counted from 0 at the start of the file")
    end: Count = Field(description="code point after the span")
    text: Span = Field(description="the span itself, as stored")
    actor: Name = Field(description="whose stance it is")
    actor_type: ActorType = Field(description="what that actor is")
    about: EntryName = Field(description="a matter of the codebook")
    stance: Annotated[Stance, BeforeValidator(_plus_one)] = Field(
        description="for, against, on a condition, or no side"
    )
    kind: Kind = Field(description="what is done with the matter")
    certainty: Certainty = Field(description="how surely it is told")
    source: Text = Field(description="who vouches for it in the text")
    source_type: SourceType = Field(description="what that source is; self where the actor speaks")
    party: Name | None = Field(None, description="party whose position it informs; the actor's where not given")
    condition: Text = Field("", description="what it depends on")
    cue: Text = Field("", description="the words that carry the stance")
    hedge: Text = Field("", description="the words that lower certainty")
    event: Text = Field("", description="press event or wire item; the same statement under one event counts once")
    time_from: Time = Field("", description="start of the time it speaks of, ISO 8601; several with |")
    time_to: Time = Field("", description="end of the time it speaks of, ISO 8601; several with |")
    rule: Text = Field("", description="rule or coder that found it")
    review: Review = Field("open", description="what a reviewer made of it")
    reviewer: Text = Field("", description="who reviewed it")
    reviewed_on: Day | None = Field(None, description="day of the review")
    note: Text = Field("", description="anything worth knowing about it")
