"""cabinet.yaml: parties and people, whose consent makes a deal, the council, the chambers, the polls."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from treves.cabinet import Cabinet, Chamber, Council, DecisionRule, Party, Person, Poll
from treves.case.nearest import one_of
from treves.case.quote import quoted
from treves.case.sheets.declared import KnownDay, PartyName, declared_in
from treves.case.sheets.fields import Count, Flag, Name, Number, Refusals, Sheet, Text, Weight, refuse
from treves.case.sheets.tenure_sheet import TenureSheet

__all__ = ["CabinetSheet"]


def _known_or_seated(name: str, info: ValidationInfo) -> str:
    declared = declared_in(info)
    if declared.parties is not None and name not in declared.parties and name not in declared.seated:
        known = (*declared.parties, *sorted(declared.seated - set(declared.parties)))
        raise refuse(f"no party {quoted(name)} at the table or in a chamber", one_of(name, known))
    return name


class PersonSheet(Sheet):
    """Someone who speaks."""

    name: Name = Field(description="full name")
    role: Text = Field("", description="office held, in the words of the reports")
    aliases: list[Name] = Field([], description="other ways the reports call this person")


class PartySheet(Sheet):
    """A party at the table."""

    name: Name = Field(description="short name, unique")
    label: Text = Field(description="full name")
    aliases: list[Name] = Field([], description="other ways the reports call the party")
    people: list[PersonSheet] = Field([], description="those who speak for it")
    is_in_cabinet: Flag = Field(True, description="false for a support party that keeps a minority cabinet in office")

    def party(self) -> Party:
        people = tuple(Person(person.name, person.role, tuple(person.aliases)) for person in self.people)
        return Party(self.name, self.label, tuple(self.aliases), people, self.is_in_cabinet)


class RuleSheet(Sheet):
    """Whose acceptance makes a deal: every veto player, and of all parties at least a quota of weight."""

    veto_players: list[PartyName] | None = Field(
        None, description="parties without which there is no deal; all parties in the cabinet where not given"
    )
    weights: dict[PartyName, Weight] = Field({}, description="seats or votes per party, for the quota")
    quota: Weight = Field(0.0, description="weight a deal needs, in the unit of weights")

    @model_validator(mode="after")
    def _can_be_met(self) -> RuleSheet:
        total = sum(self.weights.values())
        refusals = Refusals()
        if self.quota > total:
            what = f"quota {self.quota:g} is more than the {total:g} all parties have together"
            refusals.add(what, f"a quota of at most {total:g}, or larger weights", "quota")
        if self.veto_players == [] and not self.quota:
            refusals.add("with no veto player and no quota nobody would need to agree", "a veto player or a quota")
        refusals.raise_any()
        return self


class CouncilSheet(Sheet):
    """The council of ministers, voting by head."""

    votes: dict[PartyName, Count] = Field(description="ministers with a vote, per party")
    quorum: Count = Field(description="ministers that must be present")
    tie: Literal["fails", "passes", "chair", "held_over"] = Field(
        "fails",
        description="what equal votes mean; held_over: put off to the next meeting, unless all are present or it "
        "cannot wait, and then the chair decides",
    )
    chair: PartyName | None = Field(None, description="party of the chair; decides where tie is chair or held_over")
    decides: Literal["majority", "consensus"] = Field(
        "majority",
        description="majority: more votes for than against; consensus: only where nobody is against, and no vote is "
        "ever called",
    )
    source: Text = Field(description="where votes and rules come from, or the word assumption")

    @model_validator(mode="after")
    def _can_vote(self) -> CouncilSheet:
        size = sum(self.votes.values())
        refusals = Refusals()
        if not size:
            refusals.add("the council has no minister", "at least one minister with a vote", "votes")
        elif self.quorum > size:
            what = f"quorum {self.quorum} is more than the {size} ministers"
            refusals.add(what, f"a whole number from 0 to {size}", "quorum")
        if self.tie in {"chair", "held_over"} and self.chair not in self.votes:
            refusals.add(
                f"tie '{self.tie}' needs the party of the chair",
                "a line 'chair:' with a party of the council",
                "tie",
            )
        refusals.raise_any()
        return self

    def council(self) -> Council:
        return Council(dict(self.votes), self.quorum, self.tie, self.chair or "", self.source, self.decides)


class ChamberSheet(Sheet):
    """A chamber of parliament."""

    name: Name = Field(description="short name, unique")
    label: Text = Field(description="full name")
    counted_on: KnownDay = Field(description="day for which the seats hold")
    source: Text = Field(description="where the seats come from, or the word assumption")
    seats: dict[Name, Count] = Field(description="seats per party, those outside the cabinet too")
    places: dict[Name, Number] = Field({}, description="place of parties on one scale, for example left to right")
    places_source: Text = Field("", description="which scale, and where the places come from, or the word assumption")

    @field_validator("seats")
    @classmethod
    def _are_whole(cls, seats: dict[str, int], info: ValidationInfo) -> dict[str, int]:
        """Ask for every party at the table: any name may sit in a chamber, so a slip shows only by what is absent."""
        refusals = Refusals()
        if absent := [name for name in declared_in(info).parties or () if name not in seats]:
            what = f"no seats given for {', '.join(map(quoted, absent))} at the table"
            refusals.add(what, "a count for every party at the table, 0 where it has none")
        if not sum(seats.values()):
            refusals.add("the chamber has no seats", "at least one seat")
        refusals.raise_any()
        return seats

    @model_validator(mode="after")
    def _are_seated(self) -> ChamberSheet:
        refusals = Refusals()
        for name in self.places:
            if name not in self.seats:
                refusals.add(f"{quoted(name)} has a place and no seats", one_of(name, self.seats), "places", name)
        if self.places and not self.places_source:
            refusals.add("places need their source", "which scale, and who placed the parties on it", "places_source")
        refusals.raise_any()
        return self


class PollSheet(Sheet):
    """What a party would win if there were elections."""

    party: Annotated[Name, AfterValidator(_known_or_seated)] = Field(description="short name of the party")
    seats: Weight = Field(description="seats in the first chamber, central value")
    low: Weight = Field(description="seats, lower end of the pollster's range")
    high: Weight = Field(description="seats, upper end of the pollster's range")
    published_on: KnownDay = Field(description="day of publication")
    source: Text = Field(description="pollster and where it was published")

    @model_validator(mode="after")
    def _is_ordered(self) -> PollSheet:
        if not self.low <= self.seats <= self.high:
            raise refuse(f"{self.seats:g} seats is not within {self.low:g} to {self.high:g}", "low <= seats <= high")
        return self


class CabinetSheet(Sheet):
    """Who is at the table, and the bodies they sit in."""

    name: Name = Field(description="what the cabinet is called")
    country: Name = Field(description="the country")
    parties: list[PartySheet] = Field(min_length=1, description="parties at the table, in the order results keep")
    rule: RuleSheet = Field(
        default_factory=lambda: RuleSheet(veto_players=None, weights={}, quota=0.0),
        description="whose acceptance makes a deal; every party in the cabinet where not given",
    )
    council: CouncilSheet | None = Field(None, description="the council of ministers")
    chambers: list[ChamberSheet] = Field([], description="chambers of parliament; polls speak of the first")
    polls: list[PollSheet] = Field([], description="polls published by as_of")
    tenure: TenureSheet | None = Field(None, description="its time in office, for the outside view")

    @model_validator(mode="after")
    def _is_whole(self) -> CabinetSheet:
        refusals = Refusals()
        if not any(party.is_in_cabinet for party in self.parties):
            refusals.add("no party is in the cabinet", "is_in_cabinet: true for at least one", "parties")
        names: set[str] = set()
        for i, chamber in enumerate(self.chambers):
            if chamber.name in names:
                refusals.add(
                    f"chamber {quoted(chamber.name)} is declared twice",
                    "each chamber once",
                    "chambers",
                    i,
                    "name",
                )
            names.add(chamber.name)
        if self.polls and not self.chambers:
            refusals.add("polls speak of the first chamber, and there is none", "a list 'chambers:'", "polls")
        refusals.raise_any()
        return self

    def cabinet(self, as_of: date) -> Cabinet:
        """Return the cabinet this sheet describes, with the polls published by a day."""
        parties = tuple(party.party() for party in self.parties)
        vetoes = self.rule.veto_players
        if vetoes is None:
            vetoes = [party.name for party in parties if party.is_in_cabinet]
        council = self.council
        return Cabinet(
            name=self.name,
            country=self.country,
            parties=parties,
            rule=DecisionRule(tuple(vetoes), dict(self.rule.weights), self.rule.quota),
            council=council.council() if council else None,
            chambers=tuple(
                Chamber(
                    chamber.name,
                    chamber.label,
                    dict(chamber.seats),
                    chamber.counted_on,
                    chamber.source,
                    dict(chamber.places),
                    chamber.places_source,
                )
                for chamber in self.chambers
            ),
            polls=tuple(Poll(**poll.model_dump()) for poll in self.polls if poll.published_on <= as_of),
        )
