"""Plain groups and bodies as subjects: "omwonenden", "business groups", "de FNV", known by their endings alone."""

from __future__ import annotations

from treves.evidence.rules.clauses import Chunk
from treves.evidence.rules.mention import Mention, text_of
from treves.evidence.rules.names import Actor
from treves.evidence.rules.sentence import Language, Sentence

__all__ = ["bystanders"]

_LONGEST = 4


def bystanders(finite: int, chunk: Chunk, sentence: Sentence, language: Language) -> list[Mention]:
    """Return the group that is subject of the finite verb at a token and has no name in the case, or nothing.

    Only asked where no other rule found a subject: words that end like people or bodies do are no actors elsewhere.
    """
    tokens = sentence.tokens
    end = finite
    for _ in range(3):  # adverbs between subject and verb
        if end - 1 > chunk.start and not _is_head(end - 1, sentence, language):
            end -= 1
    if end > chunk.start and _is_head(end - 1, sentence, language) and end - chunk.start <= _LONGEST + 1:
        if all(_is_inside(i, sentence, language, first=chunk.start) for i in range(chunk.start, end)):
            return [_group(chunk.start, end, sentence, language)]
        return []
    for i in range(finite + 1, min(chunk.end, finite + _LONGEST)):
        if tokens[i].low in language.lexicon["prepositions"] or not tokens[i].is_word:
            break
        if _is_head(i, sentence, language):
            return [_group(finite + 1, i + 1, sentence, language)]
    return []


def _is_head(i: int, sentence: Sentence, language: Language) -> bool:
    token, lexicon = sentence.tokens[i], language.lexicon
    if not token.is_word or any(m.start <= i < m.end for m in sentence.mentions):
        return False
    if len(token.text) >= 3 and token.text.isupper() and token.text.isalpha():
        return True
    is_group = token.low.endswith(tuple(lexicon["group_endings"])) and len(token.low) > 5
    return is_group and token.low not in lexicon["no_groups"]


def _is_inside(i: int, sentence: Sentence, language: Language, *, first: int) -> bool:
    token, lexicon = sentence.tokens[i], language.lexicon
    if not token.is_word or any(m.start <= i < m.end for m in sentence.mentions):
        return False
    return i == first or token.low not in lexicon["prepositions"] | lexicon["auxiliaries"] | lexicon["conditionals"]


def _group(start: int, end: int, sentence: Sentence, language: Language) -> Mention:
    tokens = sentence.tokens
    first = start
    while first < end - 1 and tokens[first].low in language.lexicon["determiners"] | language.lexicon["asides_short"]:
        first += 1
    text = text_of(tokens, first, end)
    if not text.isupper():
        text = text[0].lower() + text[1:]
    return Mention(start, end, Actor(text, "institution"))
