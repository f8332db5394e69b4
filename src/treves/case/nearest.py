"""Did you mean: the known word nearest to one that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from functools import lru_cache

from treves.case.quote import quoted

__all__ = ["nearest_of", "one_of"]

LONGEST_WORD = 80  # difflib takes quadratic time; no name in a case is longer
MOST_NAMED = 12


def nearest_of(word: str, known: Collection[str]) -> str | None:
    """Return the known word nearest to this one, or None where none is near."""
    return _nearest(word[:LONGEST_WORD], tuple(known))


@lru_cache(maxsize=4096)
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    folded = {name.casefold(): name for name in reversed(known)}
    if word.casefold() in folded:
        return folded[word.casefold()]
    found = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def one_of(word: str, known: Iterable[str], nothing: str = "a name that is declared; there is none yet") -> str:
    """Say what would be right instead of an unknown word: the nearest known one, else all of them."""
    names = tuple(dict.fromkeys(known))
    if not names:
        return nothing
    if found := nearest_of(word, names):
        return quoted(found)
    shown = ", ".join(map(quoted, names[:MOST_NAMED]))
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{'one of ' if len(names) > 1 else ''}{shown}{more}"
