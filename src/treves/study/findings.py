"""What a study found: one frozen value, written as ``findings.json`` and read by report and dashboard.

Every probability is an object with ``p``, ``low`` and ``high``, every other quantity one with ``value``, ``low`` and
``high``; low and high bound 80 %. Utilities and stakes are on a scale where 1 is everything a party wants on
every issue and 0 the opposite. Field names keep the units at their end.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field

from treves.study.consequence_facts import Consequences
from treves.study.frozen import Frozen, Probability, Quantity, Share
from treves.study.institutions import Institutions
from treves.study.outcomes import Outcomes
from treves.study.outlook_facts import Outlook
from treves.study.price_facts import PriceOfPeace
from treves.study.scenario_facts import LeftOut, ScenarioFacts

__all__ = [
    "AcceptanceMap",
    "Blocking",
    "CaseFacts",
    "CouncilFacts",
    "Deal",
    "Findings",
    "Headline",
    "Influence",
    "IssueFacts",
    "Move",
    "OptionFacts",
    "PartyView",
    "Position",
    "Probability",
    "Quantity",
    "ReportFacts",
    "Shortfall",
    "Solution",
    "Stake",
    "StatementFacts",
]

SCHEMA = 1


class OptionFacts(Frozen):
    """An option as the case tells it."""

    name: str
    label: str
    place: float = Field(description="Place on the issue's scale, 0-100")
    legal_path: str = Field("", description="Instrument, delay and chance of being struck down, in words")


class IssueFacts(Frozen):
    """An issue as the case tells it."""

    name: str
    label: str
    question: str
    low_end: str
    high_end: str
    status_quo: str
    options: tuple[OptionFacts, ...]


class CouncilFacts(Frozen):
    """The council of ministers: votes, majority, and which sets of parties just carry a vote."""

    votes: dict[str, int]
    size: int
    majority: int
    quorum: int
    tie: str
    carried_by: tuple[tuple[str, ...], ...] = Field(description="Minimal sets of parties that carry a vote")
    is_by_consensus: bool = Field(False, description="Whether it decides only where nobody is against, without a vote")


class CaseFacts(Frozen):
    """The case as it stood: who, what, until when."""

    name: str
    title: str
    question: str
    language: str
    deadline: date
    parties: dict[str, str] = Field(description="Short name to full name, in the order of the case")
    veto_players: tuple[str, ...]
    issues: tuple[IssueFacts, ...]
    package_count: int = Field(description="Packages that no exclusion or requirement rules out")
    council: CouncilFacts | None = None
    sources: tuple[str, ...] = ()


class ReportFacts(Frozen):
    """A report behind the statements."""

    name: str
    outlet: str
    title: str
    published_on: date
    address: str
    sources: tuple[str, ...]
    digest: str
    language: str = Field("", description="ISO 639 code; the case's language where not given")


class StatementFacts(Frozen):
    """A statement as it entered, with the reports that carry it."""

    name: str
    doc: str
    start: int
    end: int
    text: str
    before: str = Field("", description="Words of the report just before the span")
    after: str = Field("", description="Words of the report just after the span")
    actor: str
    party: str
    about: str
    description: str
    stance: str
    kind: str
    certainty: str
    source: str
    source_type: str
    published_on: date
    reliability: Share
    says: str = Field(description="How it was read: the form of its likelihood; empty for a mere mention")
    also_in: tuple[str, ...] = Field((), description="Other reports that carry the same news")


class Position(Frozen):
    """What is believed about one party on one issue."""

    party: str
    issue: str
    ideal: Quantity = Field(description="Scale points, 0-100")
    red_line: Probability = Field(description="That the party has a red line on this issue")
    reach: Quantity = Field(description="Scale points from the ideal that it could sign, where there is a red line")
    salience: Quantity = Field(description="Share of the party's weight, 0-1")
    acceptable: dict[str, Share] = Field(description="Per option: probability that no red line rules it out")
    ideal_density: tuple[float, ...] = Field(description="Posterior over the ideal on a grid of step 2, summing to 1")
    statements: tuple[str, ...] = Field(description="Names of the statements behind the cell")
    is_prior_only: bool = Field(description="True where no statement says where the party stands")


class Stake(Frozen):
    """What a fall gives (+) or costs (-) a party beyond policy, in utility units."""

    party: str
    stake: Quantity
    statements: tuple[str, ...]


class PartyView(Frozen):
    """How one party sees one package."""

    party: str
    utility: Quantity = Field(description="0-1")
    reservation_value: Quantity = Field(description="Utility of no deal: the status quo plus the stake, 0-1")
    accepts: Probability
    refuses_by_red_line_share: Share
    refuses_as_not_worth_it_share: Share
    red_lines: dict[str, Share] = Field(description="Issues whose option breaks a red line, with its probability")


class Deal(Frozen):
    """A package, the probability that all whose consent is needed accept it, and what stands in the way."""

    role: str = Field(description="Why it is listed: best, alternative, draft, status_quo, or best for a party")
    why_listed: str = Field(description="The same in words")
    package: dict[str, str] = Field(description="Issue to option")
    words: str = Field(description="What it changes, in the words of the case")
    differs_from_best: tuple[str, ...] = Field(description="Labels of its options where it differs from the best")
    probability_all_accept: Probability
    parties: tuple[PartyView, ...]
    blocked_by: tuple[str, ...] = Field(
        description="Parties that refuse it in at least one draw in ten, most often first"
    )
    obstacle: str = Field(description="What stands in the way, in one sentence")


class Solution(Frozen):
    """A solution concept over the draws: how often it exists and which package it picks most often."""

    name: str
    source: str
    exists_share: Share
    package: dict[str, str] | None
    words: str
    picked_share: Share = Field(description="Of the draws in which it exists, how often it picks this package")


class Blocking(Frozen):
    """How often one party stands between the others and a deal."""

    party: str
    stands_alone_between: Probability = Field(description="A deal exists without its consent but not with it")
    red_line_share: Share = Field(description="Draws in which it has at least one red line")


class Move(Frozen):
    """What a move by one party on one issue buys, everything else as it is."""

    party: str
    issue: str
    move: Literal["ideal_down_10", "ideal_up_10", "reach_wider_5", "red_line_given_up"]
    deal_exists_change: Quantity = Field(description="Change of the probability that some deal exists")
    best_deal_change: Quantity = Field(description="Change of the probability that all accept the best package")


class Shortfall(Frozen):
    """Over the draws without a deal: what the nearest package asks of each party."""

    party: str
    must_move_share: Share = Field(description="Of those draws, how often this party has to give way")
    utility: Quantity = Field(description="How much utility it would have to give up where it has to")
    over: dict[str, Share] = Field(description="Issues on which its red line is in the way, share of those draws")


class Influence(Frozen):
    """What would be concluded without one statement (exact: its likelihood divided out)."""

    statement: str
    deal_exists_change: Quantity = Field(description="P(some deal exists) with the statement minus without it")
    best_deal_change: Quantity = Field(description="P(all accept the best package) with it minus without it")


class AcceptanceMap(Frozen):
    """The map over all packages, seen through pairs of options.

    ``best[i][j]`` is the highest probability that all accept among packages with both option i and option j
    (on the diagonal: with option i); null where no package has both.
    """

    options: tuple[tuple[str, str], ...] = Field(description="(issue, option) per row and column")
    best: tuple[tuple[float | None, ...], ...]


class Headline(Frozen):
    """A probability people ask for first, in a sentence."""

    name: str
    sentence: str
    probability: Probability


class Findings(Frozen):
    """All a study found, with what is needed to run it again bit by bit."""

    findings_schema: int = SCHEMA
    version: str = Field(description="Version of treves")
    case: str
    as_of: date
    seed: int
    draws: int
    worlds: int
    case_digest: str = Field(description="SHA-256 over the case's files")
    method: dict[str, str] = Field(description="What was computed how, per room")
    assumptions: dict[str, dict[str, Any]] = Field(description="Every assumed number: value, low, high, source")
    set_by_hand: tuple[str, ...] = Field(default=(), description="Everything an analyst changed by hand, in words")
    facts: CaseFacts
    headlines: tuple[Headline, ...]
    positions: tuple[Position, ...]
    stakes: tuple[Stake, ...]
    deals: tuple[Deal, ...]
    solutions: tuple[Solution, ...]
    blocking: tuple[Blocking, ...]
    moves: tuple[Move, ...]
    shortfalls: tuple[Shortfall, ...]
    no_deal_share: Share
    influences: tuple[Influence, ...]
    acceptance_map: AcceptanceMap
    front_share: Share | None = Field(
        description="Share of the allowed packages that no other beats for all parties at once; null where left out"
    )
    reports: tuple[ReportFacts, ...]
    statements: tuple[StatementFacts, ...]
    scenario: ScenarioFacts | None = Field(
        default=None, description="The problem solved, where the case gives utilities as numbers"
    )
    price_of_peace: PriceOfPeace | None = Field(
        default=None, description="Which one thing, moved how far, would make a deal; null where every draw has one"
    )
    left_out: tuple[LeftOut, ...] = Field(default=(), description="What was not worked out, and why")
    institutions: Institutions | None = Field(
        default=None, description="What votes, chambers and law allow: who carries what, what lasts"
    )
    outcomes: Outcomes | None = Field(default=None, description="How the talks end; null where they were not played")
    outcomes_missing: str = Field(default="", description="Why there are no outcomes, where they were asked for")
    outlook: Outlook | None = Field(default=None, description="The outside view: how cabinets like this one fared")
    consequences: Consequences | None = Field(default=None, description="What each deal would do in the case's chain")
