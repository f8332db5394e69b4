"""Tokens: words and marks with the offsets they have in the stored text."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Token", "cut_tokens"]

# Every alternative begins with a different class of character, so there is nothing to backtrack into.
_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*-?|[^\s\w]|_")


class Token(NamedTuple):
    """One word or mark; ``low`` is its comparison form: lower case, straight apostrophe, no English genitive."""

    start: int
    end: int
    text: str
    low: str

    @property
    def is_word(self) -> bool:
        """Whether the token is a word or number rather than a mark."""
        return self.low[0].isalnum()


def cut_tokens(text: str, start: int, end: int) -> list[Token]:
    """Cut ``text[start:end]`` into tokens.

    Examples
    --------
    >>> [token.low for token in cut_tokens("VVD-leider Rutte’s plan, €5", 0, 27)]
    ['vvd-leider', 'rutte', 'plan', ',', '€', '5']
    """
    found = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        low = word.lower()
        if len(low) > 2:
            low = low.replace("’", "'")
            if low.endswith("'s"):
                low = low[:-2]
        found.append(Token(match.start(), match.end(), word, low))
    return found
