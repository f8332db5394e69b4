"""What a look at a changed case tells, piece by piece; whatever is not known yet is null, never a stand-in."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from treves.study.consequence_facts import Consequences
from treves.study.findings import AcceptanceMap, Blocking, Position, Stake
from treves.study.frozen import Frozen, Probability, Share
from treves.study.outcomes import Candidate, LeaverOutcome, SessionOutcome, Story

__all__ = ["LiveChain", "LiveDeal", "LiveDeals", "LivePart", "LiveProbability", "LiveTalks"]


class LiveProbability(Frozen):
    """A probability whose 80 % interval may still be on its way."""

    p: Share
    low: Share | None = Field(default=None, description="Null until the other worlds are in")
    high: Share | None = Field(default=None, description="Null until the other worlds are in")

    @classmethod
    def of(cls, known: Probability, *, is_final: bool) -> LiveProbability:
        """Take a probability over; without its interval where that is not whole yet."""
        return cls(p=known.p, low=known.low, high=known.high) if is_final else cls(p=known.p)


class LiveDeal(Frozen):
    """A package and how likely all accept it, now and before anything was changed."""

    letter: str = Field(description="What it is called; empty for the status quo")
    role: str
    why_listed: str
    package: dict[str, str] = Field(description="Issue to option")
    words: str
    p: LiveProbability = Field(description="That all whose consent is needed accept it")
    base_p: Share | None = Field(description="The same in the case as it is; null where it cannot be made there")
    blocked_by: tuple[str, ...]
    obstacle: str
    accepts: dict[str, LiveProbability] = Field(description="Party by party")


class _Part(Frozen):
    as_of: date
    milliseconds: float = Field(description="Since the look began")


class LiveDeals(_Part):
    """What could be agreed."""

    part: Literal["deals"] = "deals"
    is_final: bool = Field(description="Whether intervals and blocking are in")
    exists: LiveProbability = Field(description="That some package exists that all could accept")
    base_exists: Share = Field(description="The same in the case as it is")
    deals: tuple[LiveDeal, ...]
    blocking: tuple[Blocking, ...] = Field(description="Empty until final")
    positions: tuple[Position, ...] = Field(description="Red lines have their interval when final")
    stakes: tuple[Stake, ...]
    acceptance_map: AcceptanceMap
    set_by_hand: tuple[str, ...] = Field(description="Every change, in words")


class LiveTalks(_Part):
    """How the talks end in a small game."""

    part: Literal["talks"] = "talks"
    is_final: bool
    worlds_done: int
    worlds: int
    accord: LiveProbability | None
    vote: LiveProbability | None
    postponement: LiveProbability | None
    fall: LiveProbability | None
    base: dict[str, LiveProbability] | None = Field(description="The same four in the case as it is")
    by_session: tuple[SessionOutcome, ...] = Field(default=(), description="Empty until final")
    leavers: tuple[LeaverOutcome, ...] = Field(default=(), description="Empty until final")
    candidates: tuple[Candidate, ...] = ()
    stories: tuple[Story, ...] = Field(default=(), description="Empty until final")
    unsettled: int = Field(default=0, description="Worlds left out because their sweeps do not settle")
    game: str = Field(description="How this game differs from that of a full run, in words")
    missing: str = Field(default="", description="Why there is no answer, where there is none")


class LiveChain(_Part):
    """What the packages would do in the chain."""

    part: Literal["chain"] = "chain"
    consequences: Consequences | None = Field(description="Null where the case has no chain")


LivePart = LiveDeals | LiveTalks | LiveChain
