"""``talks:`` in case.yaml: who has the floor, who answers, who may leave, and what moves are assumed to cost."""

from __future__ import annotations

from pydantic import Field, ValidationInfo, field_validator

from treves.case.case import Talks
from treves.case.quote import quoted
from treves.case.sheets.declared import PartyName
from treves.case.sheets.fields import Flag, Refusals, Sheet, Whole
from treves.case.sheets.ranges import PositiveRangeSheet

__all__ = ["TalksSheet"]


class TalksPriorsSheet(Sheet):
    """Lambda and the costs of moves; each that is not given keeps its usual value and range.

    Costs are in spreads: best minus worst ending for that party.
    """

    precision: PositiveRangeSheet | None = Field(
        None, description="lambda: how surely a party does what is better for it, per spread"
    )
    exit_factor: PositiveRangeSheet | None = Field(
        None, description="how many times more precisely a party decides whether to leave than what to say"
    )
    trust: PositiveRangeSheet | None = Field(None, description="what it costs to be outvoted and stay, in spreads")
    promise: PositiveRangeSheet | None = Field(
        None, description="what it costs to let the deadline pass without what was promised, in spreads"
    )
    breach: PositiveRangeSheet | None = Field(
        None, description="what it costs to call a vote where that is not done, in spreads"
    )
    credibility: PositiveRangeSheet | None = Field(
        None, description="what it costs to call a vote and lose, in spreads"
    )
    blame: PositiveRangeSheet | None = Field(None, description="what it costs to bring the cabinet down, in spreads")
    stake_spread: PositiveRangeSheet | None = Field(
        None, description="factor on how far the types' stakes lie from their mean"
    )


class TalksSheet(Sheet):
    """How the talks are held. Everything may be left out: it is then read off the cabinet."""

    first_mover: PartyName | None = Field(
        None, description="who has the floor first; by default the party in the chair of the council"
    )
    does_floor_rotate: Flag = Field(
        True, description="whether the floor passes on in the order of answering from session to session"
    )
    order: list[PartyName] = Field(
        [], description="whose consent a tabled package needs, in the order of answering; by default the veto players"
    )
    may_leave: list[PartyName] = Field(
        [], description="whose exit brings the cabinet down; by default those who answer"
    )
    are_walk_outs_possible: Flag = Field(
        True, description="whether ministers who would lose a vote may break the quorum by leaving the room"
    )
    is_vote_normal: Flag = Field(
        False, description="whether to be outvoted is the ordinary course and no breach of trust"
    )
    priors: TalksPriorsSheet = Field(
        default_factory=lambda: TalksPriorsSheet.model_validate({}), description="lambda and the costs of moves"
    )
    types: Whole = Field(24, ge=1, le=96, description="weighted types a party, at most; more is slower and finer")

    @field_validator("order", "may_leave")
    @classmethod
    def _name_once(cls, parties: list[str], info: ValidationInfo) -> list[str]:
        refusals = Refusals()
        for i, party in enumerate(parties):
            if party in parties[:i]:
                refusals.add(f"{quoted(party)} stands twice in {info.field_name}", "every party once", i)
        refusals.raise_any()
        return parties

    def talks(self) -> Talks:
        """Return how the talks are held."""
        given = {name: getattr(self.priors, name) for name in type(self.priors).model_fields}
        return Talks(
            first_mover=self.first_mover or "",
            does_floor_rotate=self.does_floor_rotate,
            order=tuple(self.order),
            may_leave=tuple(self.may_leave),
            are_walk_outs_possible=self.are_walk_outs_possible,
            is_vote_normal=self.is_vote_normal,
            priors={name: sheet.range() for name, sheet in given.items() if sheet is not None},
            types=self.types,
        )
