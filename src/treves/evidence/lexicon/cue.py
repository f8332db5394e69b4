"""Cues: verbs and set phrases that say what an actor does with a matter."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

__all__ = ["Act", "Cue", "load_cues"]

Act = Literal[
    "say", "deny", "want", "demand", "oppose", "redline", "insist", "threat", "accept", "commit", "expect",
    "assume", "doubt", "hint", "good", "bad", "agree", "differ", "reckon", "abstain", "undo",
]  # fmt: skip
"""What is done: ``say`` leaves the stance to the content, the others carry one of their own; ``reckon`` holds possible,
``abstain`` takes no side, ``undo`` turns what is wanted into its contrary and is no statement alone."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue.

    Parameters
    ----------
    name : str
        Dictionary form.
    act : Act
    is_speech : bool
        True where the actor is heard to speak (demands, says), False where the narrator reports an attitude (wants).
    forms : tuple of tuple of str
        Full inflected forms, each one or several neighbouring words, lower case.
    split : frozenset of str
        Finite forms that count only together with ``needs``.
    needs : tuple of frozenset of str
        One word of each group must stand in the same clause; a group whose words begin with ``-`` asks for a stranded
        particle ("wijst ... af"); ``_`` joins neighbours.
    of : frozenset of str
        Prepositions on which the actor hangs ("valt in slechte aarde bij ..."); empty where the actor is the subject.
    """

    name: str
    act: Act
    is_speech: bool
    forms: tuple[tuple[str, ...], ...]
    split: frozenset[str]
    needs: tuple[frozenset[str], ...]
    of: frozenset[str] = frozenset()

    @property
    def is_verb(self) -> bool:
        """Whether the forms are those of a verb rather than of an adjective, a noun or a set phrase."""
        return self.act not in {"good", "bad", "undo"} and (
            any(len(form) == 1 and form[0] == self.name for form in self.forms) or bool(self.split)
        )


@lru_cache(maxsize=8)
def load_cues(language: str) -> tuple[Cue, ...]:
    """Load the cues of a language ("nl", "en") from the package's data."""
    source = files("treves.evidence.lexicon").joinpath(f"{language}_cues.csv")
    with source.open(encoding="utf-8") as handle:
        return tuple(
            Cue(
                name=row["name"],
                act=row["act"],  # type: ignore[arg-type]  # the file is checked against Act by the tests
                is_speech=row["voice"] == "speaker",
                forms=tuple(tuple(form.split("_")) for form in row["forms"].split()),
                split=frozenset(row["split"].split()),
                needs=tuple(frozenset(group.split("|")) for group in row["with"].split()),
                of=frozenset(filter(None, row["of"].split("|"))),
            )
            for row in csv.DictReader(handle)
        )
