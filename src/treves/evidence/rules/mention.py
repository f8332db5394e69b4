"""A mention: tokens that name an actor, or point to one named elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from treves.evidence.rules.names import Actor
from treves.evidence.rules.tokens import Token

__all__ = ["Mention", "Pointer", "text_of"]

Pointer = Literal[
    "",
    "everyone",
    "count",
    "last",
    "first",
    "none",
    "others",
    "party",
    "he",
    "she",
    "they",
    "we",
    "role",
    "both",
    "own_party",
]


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``[start, end)`` that name an actor, or (``pointer``) point to one named elsewhere.

    ``head`` is the token that carries the name itself, for the actor's span; ``count`` how many are meant.
    """

    start: int
    end: int
    actor: Actor | None
    pointer: Pointer = ""
    count: int = 0
    role: str = ""
    head_start: int = -1
    head_end: int = -1

    @property
    def span(self) -> tuple[int, int]:
        """Token range of the name itself."""
        return (self.start, self.end) if self.head_start < 0 else (self.head_start, self.head_end)


def text_of(tokens: Sequence[Token], start: int, end: int) -> str:
    """Return the words of some tokens as the text has them, runs of white space as one blank."""
    parts = [tokens[start].text]
    for left, right in zip(tokens[start : end - 1], tokens[start + 1 : end], strict=True):
        parts.append(" " * (right.start - left.end > 0) + right.text)
    return "".join(parts)
