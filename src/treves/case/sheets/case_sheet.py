"""case.yaml: the question, the days that matter, how much to compute, and what is assumed."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from treves.case.case import ConsequenceWorth, ExpertPlace, Session
from treves.case.nearest import one_of
from treves.case.quote import quoted
from treves.case.sheets.declared import IssueName, PartyName, declared_in, known_option
from treves.case.sheets.fields import (
    Day,
    Language,
    Name,
    Number,
    Place,
    Refusals,
    Sheet,
    Text,
    Weight,
    Whole,
    refuse,
)
from treves.case.sheets.ranges import PositiveRangeSheet, RangeSheet
from treves.case.sheets.talks_sheet import TalksSheet
from treves.case.sheets.tenure_sheet import CalendarSheet, CrisisSheet
from treves.positions.assumptions import Assumptions

__all__ = ["SCHEMA", "CaseSheet"]

SCHEMA = 1


class SessionSheet(Sheet):
    """One meeting of the talks."""

    name: Name = Field(description="what the session is called")
    on: Day = Field(description="day on which it is held")
    note: Text = Field("", description="anything worth knowing about it")


class ExpertSheet(Sheet):
    """Where an expert places a party on an issue before any statement is read."""

    party: PartyName = Field(description="short name of a party at the table")
    issue: IssueName = Field(description="name of an issue on the agenda")
    place: Place = Field(description="place on the issue's scale, in points from 0 to 100")
    sd: Number = Field(20.0, gt=0, le=100, description="standard deviation of the normal prior, in scale points")
    source: Text = Field(description="the expert survey or study, or the word assumption")

    def expert_place(self) -> ExpertPlace:
        return ExpertPlace(self.party, self.issue, self.place, self.sd, self.source)


class WorthSheet(Sheet):
    """What a consequence of an option is worth to a party."""

    party: PartyName = Field(description="short name of a party at the table")
    of: Literal["inflow", "legal", "beds"] = Field(
        description="inflow: fewer persons a year; legal: standing in court; beds: fewer persons beyond all places"
    )
    utility: Number = Field(ge=-1, le=1, description="utility units for every 'per' of it")
    per: Number = Field(gt=0, description="persons a year (inflow), chance 0-1 (legal), persons (beds)")
    source: Text = Field(description="where it comes from, or the word assumption")

    def worth(self) -> ConsequenceWorth:
        return ConsequenceWorth(self.party, self.of, self.utility, self.per, self.source)


class AssumptionsSheet(Sheet):
    """The numbers no statement tells; each that is not given keeps its usual value and range."""

    width_points: PositiveRangeSheet | None = Field(None, description="how sharply a wish points, in scale points")
    red_lines_per_party: PositiveRangeSheet | None = Field(None, description="red lines expected before evidence")
    reach_mode_points: PositiveRangeSheet | None = Field(
        None, description="most likely reach of a red line, in scale points"
    )
    two_sided: PositiveRangeSheet | None = Field(
        None, description="how likely a party that can sign neither y nor the status quo says only that it rejects y"
    )
    doubt: PositiveRangeSheet | None = Field(None, description="factor on every statement's unreliability")
    stake_mean: RangeSheet | None = Field(None, description="what a fall gives or costs, in utility units")
    stake_sd: PositiveRangeSheet | None = Field(None, description="its standard deviation, in utility units")
    stake_slope: RangeSheet | None = Field(
        None, description="change of the stake's mean per share of seats gained in the polls"
    )

    def assumptions(self) -> Assumptions:
        given = {name: getattr(self, name) for name in type(self).model_fields}
        return Assumptions(**{name: sheet.range() for name, sheet in given.items() if sheet is not None})


def _this_version(given: object) -> object:
    if isinstance(given, str) and given != str(SCHEMA):
        newer = " (a newer treves may read it)" if given.isdigit() and len(given) < 9 and int(given) > SCHEMA else ""
        raise refuse(f"schema {quoted(given)} is not read by this version{newer}", str(SCHEMA))
    return int(given) if isinstance(given, str) else given


class CaseSheet(Sheet):
    """A case: the question, the days that matter, how much to compute, and what is assumed."""

    schema_version: Annotated[Literal[1], BeforeValidator(_this_version)] = Field(
        alias="schema", description="version of the format of this folder"
    )
    title: Text = Field(description="what the case is called")
    question: Text = Field(description="what one wants to know, in one sentence")
    language: Language = Field(description="language of labels and reports, an ISO 639 code as 'en'")
    as_of: Day = Field(description="freeze date; nothing published after it may be read")
    deadline: Day = Field(description="day by which the talks must end")
    sessions: list[SessionSheet] = Field(min_length=1, description="the meetings up to the deadline, in order")
    seed: Whole = Field(ge=0, le=2**53 - 1, description="seed of every random draw")
    draws: Whole = Field(1000, ge=100, le=100_000, description="draws from the posterior, per world")
    worlds: Whole = Field(20, ge=2, le=1000, description="draws of the assumptions; intervals are spread over them")
    statements: Literal["reviewed", "all"] = Field(
        "reviewed", description="reviewed: only accepted and edited rows enter the model; all: open rows too"
    )
    draft: dict[Name, Name] | None = Field(
        None, description="the draft on the table, issue by issue; what is not named stays at the status quo"
    )
    saliences: dict[PartyName, dict[IssueName, Weight]] = Field(
        {}, description="prior weights of the issues per party; divided by their sum"
    )
    experts: list[ExpertSheet] = Field([], description="normal priors of ideal positions")
    assumptions: AssumptionsSheet = Field(
        default_factory=lambda: AssumptionsSheet.model_validate({}), description="numbers no statement tells"
    )
    consequences: list[WorthSheet] = Field(
        [], description="what an option's consequences are worth to parties, by the case's chain; nothing by default"
    )
    talks: TalksSheet = Field(
        default_factory=lambda: TalksSheet.model_validate({}), description="how the talks are held"
    )
    sources: list[Text] = Field([], description="where the case comes from")
    crisis: CrisisSheet | None = Field(None, description="a formal crisis under way, if there is one")
    calendar: CalendarSheet | None = Field(None, description="the parliament's recess and party congresses")

    @field_validator("deadline")
    @classmethod
    def _lies_ahead(cls, day: date, info: ValidationInfo) -> date:
        as_of = info.data.get("as_of")
        if as_of is not None and day < as_of:
            raise refuse(f"deadline {day} lies before as_of, {as_of}", f"a day no earlier than {as_of}")
        return day

    @field_validator("sessions")
    @classmethod
    def _are_in_order(cls, sessions: list[SessionSheet], info: ValidationInfo) -> list[SessionSheet]:
        refusals = Refusals()
        deadline = info.data.get("deadline")
        for i, session in enumerate(sessions):
            if deadline is not None and session.on > deadline:
                refusals.add(f"{session.on} lies after the deadline", f"a day no later than {deadline}", i, "on")
            elif i and session.on < sessions[i - 1].on:
                refusals.add(f"{session.on} lies before the session above", "sessions in order of their days", i, "on")
        refusals.raise_any()
        return sessions

    @field_validator("draft", mode="before")
    @classmethod
    def _names_options(cls, draft: object, info: ValidationInfo) -> object:
        refusals = Refusals()
        declared = declared_in(info)
        for issue, option in draft.items() if isinstance(draft, dict) else ():
            if declared.options is not None and issue not in declared.options:
                what = f"no issue {quoted(issue)} on the agenda"
                refusals.add(what, one_of(issue, declared.options), issue, "[key]")
            elif wrong := known_option(issue, str(option), declared):
                refusals.add(*wrong, issue)
        refusals.raise_any()
        return draft

    @field_validator("saliences")
    @classmethod
    def _are_shares(cls, given: dict[str, dict[str, float]], info: ValidationInfo) -> dict[str, dict[str, float]]:
        refusals = Refusals()
        known = declared_in(info).options or {}
        for party, weights in given.items():
            if absent := [issue for issue in known if issue not in weights]:
                refusals.add(f"no weight for {', '.join(absent)}", "a weight for every issue on the agenda", party)
            elif not sum(weights.values()):
                refusals.add("all weights are zero", "at least one weight above zero", party)
        refusals.raise_any()
        return given

    @field_validator("experts")
    @classmethod
    def _place_once(cls, experts: list[ExpertSheet]) -> list[ExpertSheet]:
        refusals = Refusals()
        seen: set[tuple[str, str]] = set()
        for i, expert in enumerate(experts):
            if (expert.party, expert.issue) in seen:
                what = f"{quoted(expert.party)} is placed on {quoted(expert.issue)} twice"
                refusals.add(what, "one place per party and issue", i)
            seen.add((expert.party, expert.issue))
        refusals.raise_any()
        return experts

    def sessions_held(self) -> tuple[Session, ...]:
        """Return the sessions, in order."""
        return tuple(Session(session.name, session.on, session.note) for session in self.sessions)

    def salience_shares(self) -> dict[str, dict[str, float]]:
        """Return prior salience shares, summing to one per party."""
        totals = {party: sum(weights.values()) for party, weights in self.saliences.items()}
        return {
            party: {issue: weight / totals[party] for issue, weight in weights.items()}
            for party, weights in self.saliences.items()
        }
