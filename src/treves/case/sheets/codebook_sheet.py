"""codebook.yaml: what a statement's ``about`` means, and how much a certainty or a voucher weighs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from treves.case.nearest import one_of
from treves.case.quote import quoted
from treves.case.sheets.declared import EntryName, IssueName, PartyName, declared_in, known_option
from treves.case.sheets.fields import Language, Name, Number, Share, Sheet, Text, refuse
from treves.evidence import Codebook, Entry, Meaning, StakeShift
from treves.evidence.codebook import CERTAINTY_WEIGHTS, OPEN_WEIGHT, VOUCHER_WEIGHTS

__all__ = ["CodebookSheet"]


class MeaningSheet(Sheet):
    """What a matter says about one issue."""

    issue: IssueName = Field(description="name of an issue on the agenda")
    option: Name = Field(description="name of one of that issue's options")
    reading: Literal["option", "at_least", "at_most"] = Field(
        "option", description="that option, at least as far as it, or at most as far as it"
    )

    @field_validator("option")
    @classmethod
    def _is_known(cls, option: str, info: ValidationInfo) -> str:
        if wrong := known_option(info.data.get("issue"), option, declared_in(info)):
            raise refuse(*wrong)
        return option


class StakeSheet(Sheet):
    """How an asserted proposition moves a party's stake in a fall."""

    shift: Number = Field(
        ge=-1, le=1, description="added to the stake's mean, in utility units; positive: a fall costs less"
    )
    party: PartyName | None = Field(None, description="whose stake; the party of the actor where not given")
    source: Text = Field(description="where the size comes from, or the word assumption")


class EntrySheet(Sheet):
    """One matter statements can be about."""

    name: Name = Field(description="the id that statements.csv uses in its column about")
    type: Literal["measure", "proposition"] = Field(description="a thing to do, or a thing that may be true")
    description: Text = Field(description="the matter in one sentence")
    means: list[MeaningSheet] = Field([], description="what it says about issues on the agenda")
    stake: StakeSheet | None = Field(None, description="how it moves a stake in a fall when it is asserted")

    def entry(self) -> Entry:
        meanings = tuple(Meaning(meaning.issue, meaning.option, meaning.reading) for meaning in self.means)
        stake = StakeShift(self.stake.shift, self.stake.party or "", self.stake.source) if self.stake else None
        return Entry(self.name, self.type, self.description, meanings, stake)


def _certainty(name: str) -> str:
    if name not in CERTAINTY_WEIGHTS:
        raise refuse(f"no certainty is called {quoted(name)}", one_of(name, CERTAINTY_WEIGHTS))
    return name


def _voucher(name: str) -> str:
    if name not in VOUCHER_WEIGHTS:
        raise refuse(f"no kind of source is called {quoted(name)}", one_of(name, VOUCHER_WEIGHTS))
    return name


CertaintyName = Annotated[str, AfterValidator(_certainty)]
VoucherName = Annotated[str, AfterValidator(_voucher)]


class CodebookSheet(Sheet):
    """The matters of a case and the two tables of reliability."""

    certainty: dict[CertaintyName, Share] = Field(
        {}, description="weight (0-1) of a certainty; the usual one where not given"
    )
    vouchers: dict[VoucherName, Share] = Field(
        {}, description="weight (0-1) of who vouches; the usual one where not given"
    )
    open_weight: Share = Field(
        OPEN_WEIGHT,
        description="weight (0-1) of a row nobody has reviewed, where the case lets such rows in; an assumption",
    )
    entries: list[EntrySheet] = Field(description="the matters that statements are about")
    words: dict[Language, dict[EntryName, list[Text]]] = Field(
        {}, description="per language (ISO 639 code) and matter, the phrases that point to it"
    )

    def codebook(self) -> Codebook:
        """Return the codebook this sheet describes."""
        return Codebook(
            {entry.name: entry.entry() for entry in self.entries},
            {**CERTAINTY_WEIGHTS, **self.certainty},
            {**VOUCHER_WEIGHTS, **self.vouchers},
            self.open_weight,
        )
