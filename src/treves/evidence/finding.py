"""A finding: a statement with the trace of how the rules came to it."""

from __future__ import annotations

from dataclasses import dataclass

from treves.evidence.statement import Statement

__all__ = ["RULES_VERSION", "Finding", "Span"]

RULES_VERSION = "2"
"""Raised whenever a rule or a word list changes what is found; part of every statement's ``rule``."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement and its trace; all spans are code points of the stored text.

    Parameters
    ----------
    statement : Statement
    actor_mention : str
        The words that name or point to the actor; empty for the narrator.
    actor_span : Span, optional
    cue_spans, hedge_spans : tuple of Span
        The words that carry the stance and those that lower certainty, in order; parted verbs have several.
    quote_type : {'direct', 'mixed', 'paraphrase', 'narration'}
    time_spans : tuple of Span
    time_exprs, time_froms, time_tos, time_roles : tuple of str
        Expression, interval (empty where it is not a date) and role of each time in the statement.
    resolution : str
        The rule that said whom the mention means ("name", "the party = party last spoken of").
    """

    statement: Statement
    actor_mention: str = ""
    actor_span: Span | None = None
    cue_spans: tuple[Span, ...] = ()
    hedge_spans: tuple[Span, ...] = ()
    quote_type: str = "narration"
    time_spans: tuple[Span, ...] = ()
    time_exprs: tuple[str, ...] = ()
    time_froms: tuple[str, ...] = ()
    time_tos: tuple[str, ...] = ()
    time_roles: tuple[str, ...] = ()
    resolution: str = ""
