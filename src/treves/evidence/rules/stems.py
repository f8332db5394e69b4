"""Light stems: enough to let a codebook's words meet their inflected forms, and no more.

Both sides of every comparison pass through the same function, so a stem need not be a word.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["stem_of"]

_LONG_VOWEL = re.compile(r"([aeou])\1")
_VOWELS = "aeiouyé"
_EN_ENDINGS = ("ing", "ed", "es", "s", "e")


@lru_cache(maxsize=65536)
def stem_of(word: str, language: str) -> str:
    """Return the light stem of a lower-case word.

    Examples
    --------
    >>> stem_of("vallen", "nl") == stem_of("valt", "nl") == stem_of("val", "nl")
    True
    >>> stem_of("freezes", "en") == stem_of("freezing", "en") == stem_of("freeze", "en")
    True
    """
    if len(word) < 4:
        return word
    if language == "en":
        for ending in _EN_ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                return _undouble(word[: -len(ending)])
        return word
    short = _LONG_VOWEL.sub(r"\1", word)
    for ending in ("en", "e", "s", "n"):
        if short.endswith(ending) and len(short) - len(ending) >= 3 and (ending != "n" or short[-2] == "e"):
            short = short[: -len(ending)]
            break
    else:
        if short.endswith("t") and len(short) > 3 and short[-2] not in _VOWELS:
            short = short[:-1]
    short = _undouble(short)
    return short[:-1] + {"v": "f", "z": "s"}.get(short[-1], short[-1])


def _undouble(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word
