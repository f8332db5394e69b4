"""A statement: who takes which stance on what, in which span of a report, as vouched for by whom, how surely."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

__all__ = ["CERTAINTIES", "CHANGED", "KINDS", "REVIEWS", "SOURCE_TYPES", "STANCES", "Certainty", "Kind", "Statement"]

Certainty = Literal["asserted", "reported", "hedged", "possible", "denied"]
"""Flat; vouched for by a third party; distanced (would, appears); modal (may, risks); denied."""

Kind = Literal[
    "support", "demand", "oppose", "red_line", "accept", "conditional", "at_most", "at_least",
    "commitment", "evaluation", "prediction", "event", "background",
]  # fmt: skip
"""What is done with the matter. A wish (support), a threat (red_line), an expectation (prediction) and an event
about the same matter are different things; only the first eight and the commitment say what a party wants."""

Stance = Literal["+1", "-1", "conditional", "0"]
SourceType = Literal["self", "person", "party", "institution", "journalist", "anonymous"]
ActorType = Literal["party", "person", "institution", "journalist", "anonymous"]
Review = Literal["open", "accepted", "edited", "rejected"]

CHANGED = "text changed since review"
"""Stands in the note of a row whose words no longer stand in its report; such a row is kept and enters no model."""

CERTAINTIES: tuple[str, ...] = get_args(Certainty)
KINDS: tuple[str, ...] = get_args(Kind)
STANCES: tuple[str, ...] = get_args(Stance)
SOURCE_TYPES: tuple[str, ...] = get_args(SourceType)
REVIEWS: tuple[str, ...] = get_args(Review)


@dataclass(frozen=True, slots=True)
class Statement:
    """One actor's one stance on one matter in one span of a report.

    Parameters
    ----------
    name : str
        Row id, unique in the case.
    doc : str
        Name of the report.
    start, end : int
        Code points into the report's text, 0-based, half open.
    text : str
        The span itself, ``report.text[start:end]``.
    actor, actor_type : str
        Whose stance it is, and what that actor is.
    party : str
        Short name of the party whose position it informs; empty where it informs none.
    about : str
        Id in the codebook.
    stance : {'+1', '-1', 'conditional', '0'}
    kind : Kind
    certainty : Certainty
    source, source_type : str
        Who vouches for it in the text. ``self`` where the actor speaks.
    published_on : date
        Of the report.
    condition, hedge, cue : str
        Free text or codebook id; the words that lower certainty; the words that carry the stance.
    event : str
        Press event or wire item it comes from; the same statement under one event counts once.
    time_from, time_to : str
        Resolved time intervals, ISO 8601, several joined with ``|``, empty where there is none.
    rule : str
        Rule (with version) or coder that found it.
    review : {'open', 'accepted', 'edited', 'rejected'}
    reviewer : str
    reviewed_on : date, optional
    note : str
    line : int
        Line in statements.csv, for messages; 0 where it comes from elsewhere.
    """

    name: str
    doc: str
    start: int
    end: int
    text: str
    actor: str
    actor_type: ActorType
    party: str
    about: str
    stance: Stance
    kind: Kind
    certainty: Certainty
    source: str
    source_type: SourceType
    published_on: date
    condition: str = ""
    hedge: str = ""
    cue: str = ""
    event: str = ""
    time_from: str = ""
    time_to: str = ""
    rule: str = ""
    review: Review = "open"
    reviewer: str = ""
    reviewed_on: date | None = None
    note: str = ""
    line: int = 0

    @property
    def is_changed(self) -> bool:
        """Whether the report changed under the row, so that its words no longer stand there."""
        return CHANGED in self.note
