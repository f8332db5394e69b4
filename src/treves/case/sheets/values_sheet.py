"""values.yaml: what every option is worth to every party, given rather than inferred from what was said."""

from __future__ import annotations

from pydantic import Field, ValidationInfo, field_validator, model_validator

from treves.case.case import PartyValues
from treves.case.nearest import one_of
from treves.case.quote import quoted
from treves.case.sheets.agenda_sheet import ChoiceSheet
from treves.case.sheets.declared import IssueName, PartyName, declared_in
from treves.case.sheets.fields import Name, Number, Refusals, Share, Sheet, Text

__all__ = ["ValuesSheet"]


class PartyValuesSheet(Sheet):
    """One party's utilities, additive over issues."""

    party: PartyName = Field(description="short name of a party at the table")
    utilities: dict[IssueName, dict[Name, Number]] = Field(
        description="per issue, what each option adds; a package is worth the sum over issues"
    )
    reservation: Number | None = Field(
        None, description="utility of no deal; what the status quo is worth where not given"
    )
    discount: Share | None = Field(None, description="what delay leaves of a utility (0-1); kept, and plays no part")
    red_lines: list[ChoiceSheet] = Field([], description="options the party will not accept at any price")
    source: Text = Field(description="where the numbers come from, or the word assumption")

    @field_validator("utilities")
    @classmethod
    def _are_complete(cls, given: dict[str, dict[str, float]], info: ValidationInfo) -> dict[str, dict[str, float]]:
        refusals = Refusals()
        known = declared_in(info).options or {}
        if absent := [issue for issue in known if issue not in given]:
            refusals.add(
                f"no utilities for {', '.join(map(quoted, absent))}", "utilities for every issue on the agenda"
            )
        for issue, table in given.items():
            for option in table:
                if issue in known and option not in known[issue]:
                    what = f"issue {quoted(issue)} has no option {quoted(option)}"
                    refusals.add(what, one_of(option, known[issue]), issue, option, "[key]")
            if missing := [option for option in known.get(issue, ()) if option not in table]:
                refusals.add(f"no utility for {', '.join(map(quoted, missing))}", "a number for every option", issue)
        refusals.raise_any()
        return given

    def party_values(self) -> PartyValues:
        """Return the values this sheet gives."""
        lines = tuple(line.choice() for line in self.red_lines)
        return PartyValues(self.party, self.utilities, self.reservation, self.discount, lines, self.source)


class ValuesSheet(Sheet):
    """What every option is worth to every party."""

    parties: list[PartyValuesSheet] = Field(min_length=1, description="every party at the table, once")

    @model_validator(mode="after")
    def _each_once(self, info: ValidationInfo) -> ValuesSheet:
        refusals = Refusals()
        named = [party.party for party in self.parties]
        for i, name in enumerate(named):
            if name in named[:i]:
                refusals.add(f"{quoted(name)} stands twice", "each party once", "parties", i, "party")
        if absent := [name for name in declared_in(info).parties or () if name not in named]:
            refusals.add(
                f"no values of {', '.join(map(quoted, absent))}", "values of every party at the table", "parties"
            )
        refusals.raise_any()
        return self

    def given_values(self) -> tuple[PartyValues, ...]:
        """Return the values, party by party."""
        return tuple(party.party_values() for party in self.parties)
