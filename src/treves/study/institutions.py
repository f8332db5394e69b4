"""What votes, chambers and law allow, as the findings tell it.

Counts and power indices follow from the rules and seats of the case and have no interval; legal paths rest on the
judgement of the case and have one.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from treves.study.frozen import Frozen, Probability, Quantity, Share

__all__ = [
    "Assumed",
    "ChamberView",
    "CouncilView",
    "Followed",
    "Institutions",
    "LegalAssumptions",
    "MeasurePath",
    "PackagePath",
    "PartyWorth",
    "Power",
    "SeatsLeft",
    "StageFacts",
    "TurnFacts",
    "VoteFacts",
]


class Power(Frozen):
    """How often one party is decisive by the rule alone, by four indices that each sum to one over the parties."""

    party: str
    weight: int = Field(description="Votes or seats")
    weight_share: Share
    banzhaf: Share = Field(description="Its turns from losing to winning, as a share of those of all (Banzhaf 1965)")
    shapley_shubik: Share = Field(description="Share of all orders in which it tips the set (Shapley and Shubik 1954)")
    deegan_packel: Share = Field(description="Minimal winning sets form equally often and share alike (1978)")
    public_good: Share = Field(description="Its minimal winning sets, as a share of those of all (Holler 1982)")


class RuleView(Frozen):
    """Whose acceptance makes a deal, by the cabinet's decision rule."""

    veto_players: tuple[str, ...]
    weights: dict[str, float] = Field(description="Votes, seats or capability")
    quota: float = Field(description="Weight that is enough; 0 where only the veto players count")
    sets: tuple[tuple[str, ...], ...] = Field(description="Sets that are enough and no smaller set of theirs is")
    power: tuple[Power, ...]


class TurnFacts(Frozen):
    """What becomes of a vote when one party does something other than it does."""

    party: str
    turn: Literal["votes_for", "votes_against", "abstains", "walks_out"]
    votes_for: int
    votes_against: int
    present: int
    is_passed: bool
    is_decisive: bool = Field(description="Whether the outcome is another than without the turn")
    why: str


class VoteFacts(Frozen):
    """A vote in the council: who is for, who abstains, who is away; what comes out, and what each turn would change."""

    supporters: tuple[str, ...]
    abstaining: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    missing: dict[str, int] = Field({}, description="Ministers away of parties that are otherwise present")
    is_urgent: bool = False
    votes_for: int
    votes_against: int
    present: int
    is_passed: bool
    is_valid: bool = Field(description="Whether enough ministers are present")
    is_held_over: bool = Field(description="Whether a tie puts the decision off")
    why: str
    turns: tuple[TurnFacts, ...]


class CouncilView(Frozen):
    """Who carries a vote in the council, who can prevent one, and who is decisive."""

    votes: dict[str, int]
    size: int
    quorum: int
    rule: str = Field(description="Majority, quorum and tie rule in words")
    is_by_consensus: bool = Field(False, description="Whether it decides only where nobody is against")
    source: str
    abstaining: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    missing: dict[str, int] = Field({}, description="Ministers away of parties that are otherwise present")
    is_urgent: bool = False
    carried_by: tuple[tuple[str, ...], ...] = Field(description="Minimal sets that carry a vote, as the council sits")
    quorum_broken_by: tuple[tuple[str, ...], ...] = Field(description="Minimal sets whose walk-out breaks the quorum")
    ballots: tuple[VoteFacts, ...] = Field(description="One vote per minimal set, all others against; or the one asked")
    power: tuple[Power, ...] = Field(description="With all present; a casting vote counts as half a vote more")


class SeatsLeft(Frozen):
    """What the cabinet's parties hold in a chamber once some have left."""

    leaving: tuple[str, ...]
    seats: int
    short_seats: int = Field(description="Seats missing to a majority; 0 where there is one")
    is_majority: bool


class ChamberView(Frozen):
    """A chamber: what the cabinet holds, what is left of it, and which other majorities there are."""

    name: str
    label: str
    counted_on: date
    source: str
    size: int
    majority: int
    seats: dict[str, int]
    members: tuple[str, ...] = Field(description="Parties of the cabinet")
    left: tuple[SeatsLeft, ...] = Field(description="As it is, then without each member")
    filled_by: tuple[tuple[str, ...], ...] = Field(
        description="Minimal sets of other parties that make up a majority with the cabinet, fewest parties first"
    )
    majority_count: int = Field(description="Number of minimal winning sets of all parties")
    majorities: tuple[tuple[str, ...], ...] = Field(description="Those with the fewest parties")
    connected: tuple[tuple[str, ...], ...] = Field(description="Minimal connected winning sets, where places are known")
    places_source: str
    power: tuple[Power, ...]


class StageFacts(Frozen):
    """A step of an option's legal path, at the central delay."""

    name: str
    start_months: float
    end_months: float
    kind: Literal["drafting", "advice", "chamber", "publication"]


class MeasurePath(Frozen):
    """One option and what law does to it, month by month after the accord."""

    issue: str
    option: str
    label: str
    instrument: str
    source: str
    delay_months: Quantity
    struck_down_share: Share = Field(description="Chance that a court strikes it down within a year of entry")
    stages: tuple[StageFacts, ...]
    months: tuple[float, ...] = Field(description="Months after the accord at which in_force is told")
    in_force: tuple[Probability, ...] = Field(description="Chance to be in force at these; 80 % of the doubts")
    months_in_force: Quantity = Field(description="Months of the horizon in which it works: mean and 80 % of outcomes")
    in_force_share: Share = Field(description="Expected share of the horizon in which it works")


class PartyWorth(Frozen):
    """What a package is worth to a party beyond the status quo: on paper, and once law has run its course."""

    party: str
    on_paper: Quantity = Field(description="Utility units, as if all were in force at once and for ever")
    in_law: Quantity = Field(description="Utility units, each option weighed with its expected share of the horizon")


class PackagePath(Frozen):
    """A package and what law makes of it."""

    role: str
    why_listed: str
    package: dict[str, str]
    unknown: tuple[str, ...] = Field((), description="Labels of options whose legal path the case does not tell")
    parties: tuple[PartyWorth, ...] = ()


class Assumed(Frozen):
    """An assumed number, with its 80 % range where it has one."""

    value: float
    low: float | None = None
    high: float | None = None
    source: str = "assumption"


class LegalAssumptions(Frozen):
    """What is assumed about legal paths beyond what the case says."""

    delay_factor: Assumed = Field(description="Factor on all months of an option")
    struck_down_odds_factor: Assumed = Field(description="Factor on the odds of being struck down")
    court_months: Assumed = Field(description="Months after entry over which a ruling may fall, evenly")
    horizon: Assumed = Field(description="Months after the accord that count, all alike")


class Institutions(Frozen):
    """What votes, chambers and law allow."""

    horizon_months: int = Field(description="Months after the accord that legal paths are followed")
    council: CouncilView | None
    chambers: tuple[ChamberView, ...]
    measures: tuple[MeasurePath, ...] = Field(description="Options that change something and whose path is told")
    paths: tuple[PackagePath, ...]
    legal_assumptions: LegalAssumptions


class Followed(Frozen):
    """One package followed through the law, by itself."""

    horizon_months: int
    path: PackagePath
    measures: tuple[MeasurePath, ...] = Field(description="Options of the package that change something")
    legal_assumptions: LegalAssumptions
