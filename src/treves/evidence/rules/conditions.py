"""Conditions: IF vote THEN fall; what hangs on what, and whether on its not happening."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from treves.evidence.rules.clauses import Segment
from treves.evidence.rules.sentence import Language, Sentence

__all__ = ["Condition", "read_condition"]


class Condition(NamedTuple):
    """The condition of a segment: a codebook id or the words themselves; ``is_absence``: if it does not happen."""

    text: str
    is_absence: bool

    @property
    def formula(self) -> str:
        """Return "x" or "NOT x"."""
        return f"NOT {self.text}" if self.is_absence and self.text else self.text


def read_condition(sentence: Sentence, segment: Segment, language: Language) -> Condition | None:
    """Read the conditional clause of a segment, or None where it has none."""
    for chunk in segment.chunks:
        if chunk.kind != "condition":
            continue
        places = list(range(chunk.start + 1, chunk.end))
        while places and not sentence.tokens[places[-1]].is_word:
            places.pop()
        if not places:
            return None
        negators = sum(sentence.tokens[i].low in language.lexicon["negators"] for i in places)
        is_absence = (negators % 2 == 1) != (chunk.opener in language.lexicon["negated_conditionals"])
        matters = sentence.matters(places, language.index)
        if matters:
            return Condition(matters[0].entry, is_absence)
        first, last = sentence.tokens[places[0]], sentence.tokens[places[-1]]
        words = " ".join(sentence.tokens[i].text for i in places) if last.end - first.start > 200 else ""
        text = words[:200] or _slice(sentence, places)
        return Condition(text, chunk.opener in language.lexicon["negated_conditionals"])
    return _read_absence(sentence, segment, language)


def _read_absence(sentence: Sentence, segment: Segment, language: Language) -> Condition | None:
    """Read "zonder akkoord zou ..." or "without it the party would ..." as IF NOT."""
    lexicon = language.lexicon
    lows = {sentence.tokens[i].low for i in range(segment.start, segment.end)}
    if not lows & (lexicon["would"] - {"zou", "zouden"}) and not lows & {"zou", "zouden"}:
        return None
    for i in range(segment.start, segment.end - 1):
        if sentence.tokens[i].low in lexicon["absence"] and not sentence.tokens[i + 1].low.endswith("ing"):
            return Condition(sentence.tokens[i + 1].text, True)
    return None


def _slice(sentence: Sentence, places: list[int]) -> str:
    parts = [sentence.tokens[places[0]].text]
    for left, right in itertools.pairwise(places):
        gap = sentence.tokens[right].start > sentence.tokens[left].end
        parts.append((" " if gap else "") + sentence.tokens[right].text)
    return "".join(parts)
