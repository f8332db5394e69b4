"""A sentence made ready for the rules: tokens, stems, quotes, mentions and segments."""

from __future__ import annotations

from dataclasses import dataclass

from treves.evidence.lexicon import Lexicon, load_lexicon
from treves.evidence.rules.clauses import Segment, cut_segments
from treves.evidence.rules.hits import CueIndex, index_cues
from treves.evidence.rules.matters import Matter, WordIndex
from treves.evidence.rules.mentions import Mention, find_mentions
from treves.evidence.rules.names import Names
from treves.evidence.rules.stems import stem_of
from treves.evidence.rules.tokens import Token, cut_tokens

__all__ = ["Language", "Sentence", "prepare_sentence"]


@dataclass(frozen=True)
class Language:
    """Everything the rules need to know for one language and one case."""

    code: str
    lexicon: Lexicon
    cues: CueIndex
    names: Names
    index: WordIndex

    @classmethod
    def load(cls, code: str, names: Names, index: WordIndex) -> Language:
        """Load the word lists of a language."""
        return cls(code, load_lexicon(code), index_cues(code), names, index)


@dataclass(frozen=True)
class Sentence:
    """A sentence with all that is cut out of it; ``quoted`` says of each token whether it stands in a quotation."""

    start: int
    end: int
    paragraph: int
    tokens: list[Token]
    stems: list[str]
    quoted: list[bool]
    mentions: list[Mention]
    segments: list[Segment]

    def matters(self, places: list[int], index: WordIndex) -> list[Matter]:
        """Find what the tokens at some places are about; positions are those of the sentence."""
        if not places:
            return []
        found = index.find([self.tokens[i] for i in places], [self.stems[i] for i in places])
        return [Matter(m.entry, tuple(places[i] for i in m.positions), m.sign, m.weight) for m in found]

    def has_phrase(self, phrases: tuple[tuple[str, ...], ...], start: int, end: int) -> tuple[int, int] | None:
        """Return the token range of the first of some phrases within ``[start, end)``."""
        for phrase in phrases:
            for i in range(start, end - len(phrase) + 1):
                if self.tokens[i].low == phrase[0] and all(self.tokens[i + k].low == w for k, w in enumerate(phrase)):
                    return i, i + len(phrase)
        return None


def prepare_sentence(
    text: str, start: int, end: int, paragraph: int, quotes: list[tuple[int, int]], language: Language
) -> Sentence:
    """Cut a sentence into everything the rules ask for."""
    tokens = cut_tokens(text, start, end)
    stems = [stem_of(token.low.rstrip("-"), language.code) for token in tokens]
    quoted = [False] * len(tokens)
    for a, b in quotes:
        if b <= start or a >= end:
            continue
        for i, token in enumerate(tokens):
            if a <= token.start < b:
                quoted[i] = True
    lexicon, finite = language.lexicon, language.cues.finite

    def is_verb(i: int) -> bool:
        if i >= len(tokens):
            return False  # a lone word that opens a clause has nothing behind it
        low = tokens[i].low
        return low in lexicon["auxiliaries"] or (low in finite and not tokens[i].text[0].isupper())

    mentions = find_mentions(tokens, lexicon, language.names)
    segments = cut_segments(tokens, quoted, lexicon, is_verb)
    return Sentence(start, end, paragraph, tokens, stems, quoted, mentions, segments)
