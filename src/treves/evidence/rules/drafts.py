"""Drafts: statements in the making, before offsets, times and names are fixed."""

from __future__ import annotations

from dataclasses import dataclass, field

from treves.evidence.rules.frames import Holder

__all__ = ["Draft"]


@dataclass
class Draft:
    """One statement in the making; token positions are those of its sentence."""

    holder: Holder | None
    about: str
    stance: str
    kind: str
    certainty: str
    source: str
    source_type: str
    act: str
    start: int
    end: int
    condition: str = ""
    cues: tuple[int, ...] = ()
    hedges: tuple[int, ...] = ()
    quote_type: str = "narration"
    rule: str = ""
    sentence: int = 0
    extra: dict[str, str] = field(default_factory=dict)
