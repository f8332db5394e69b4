"""Structure words of one language, read from TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

__all__ = ["LANGUAGES", "Lexicon", "load_lexicon"]

LANGUAGES = ("nl", "en")


@dataclass(frozen=True)
class Lexicon:
    """Lists of words by name; a word is a tuple of neighbouring tokens, lower case.

    Parameters
    ----------
    language : str
    lists : mapping of str to frozenset of str
        Single words.
    phrases : mapping of str to tuple of tuple of str
        Every entry of the list, single words and neighbours alike, longest first.
    numbers : mapping of str to int
    boilerplate : mapping of str to tuple of str
    """

    language: str
    lists: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    numbers: Mapping[str, int]
    boilerplate: Mapping[str, tuple[str, ...]]

    def __getitem__(self, name: str) -> frozenset[str]:
        """Return the single words of a list."""
        return self.lists[name]


@lru_cache(maxsize=8)
def load_lexicon(language: str) -> Lexicon:
    """Load the structure words of a language; an unknown language falls back on Dutch, the first one built."""
    code = language if language in LANGUAGES else "nl"
    raw = tomllib.loads(files("treves.evidence.lexicon").joinpath(f"{code}.toml").read_text(encoding="utf-8"))
    lists, phrases = {}, {}
    for name, value in raw.items():
        if isinstance(value, str) and name != "language":
            entries = [tuple(word.lower().split("_")) for word in value.split()]
            lists[name] = frozenset(entry[0] for entry in entries if len(entry) == 1)
            phrases[name] = tuple(sorted(set(entries), key=lambda entry: (-len(entry), entry)))
    boilerplate = {name: tuple(lines) for name, lines in raw["boilerplate"].items()}
    return Lexicon(code, lists, phrases, raw["numbers"], boilerplate)
