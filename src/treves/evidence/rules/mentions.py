"""Mentions: where a text names someone who can take a stance, or points back to one."""

from __future__ import annotations

from treves.evidence.lexicon import Lexicon
from treves.evidence.rules.groups import anonymous_at, collective_at, institution_at, quantified_at
from treves.evidence.rules.mention import Mention, Pointer, text_of
from treves.evidence.rules.names import Actor, Names
from treves.evidence.rules.roles import name_end, named_at, role_at, role_end
from treves.evidence.rules.tokens import Token

__all__ = ["Mention", "find_mentions"]


def find_mentions(tokens: list[Token], lexicon: Lexicon, names: Names) -> list[Mention]:
    """Find the mentions of a sentence, in order, none within another."""
    found: list[Mention] = []
    i = 0
    while i < len(tokens):
        mention = _mention_at(tokens, i, lexicon, names)
        if mention is None:
            i += 1
            continue
        if mention.start < i and found and found[-1].end > mention.start:
            i += 1
            continue
        found.append(mention)
        i = max(mention.end, i + 1)
    return found


def _mention_at(tokens: list[Token], i: int, lexicon: Lexicon, names: Names) -> Mention | None:
    token = tokens[i]
    if not token.is_word and token.text not in "'’":
        return None
    met = names.meet(tokens, i)
    if met is not None:
        return named_at(tokens, i, met, lexicon, names)
    collective = collective_at(tokens, i, lexicon)
    if collective is not None:
        return collective
    low = token.low
    stop = role_end(tokens, i, lexicon)
    if stop and not tokens[i].low.endswith("-"):
        return role_at(tokens, i, stop, lexicon, names)
    if low in lexicon["party_nouns"] and i and tokens[i - 1].low in lexicon["determiners"]:
        before = tokens[i - 1].low
        pointer: Pointer = "own_party" if before in lexicon["possessives"] else "party"
        return (
            None if before in {"een", "a", "geen", "no", "elke", "every"} else Mention(i - 1, i + 1, None, pointer, 1)
        )
    if low in lexicon["anonymous"]:
        return anonymous_at(tokens, i, lexicon)
    institution = institution_at(tokens, i, lexicon)
    if institution is not None:
        return institution
    if low in lexicon["group_nouns"] and i and tokens[i - 1].is_word:
        return Mention(i, i + 1, Actor(low, "person"))
    if (
        low in lexicon["possessives"]
        and (lexicon.language == "nl" or low == "her")
        and _is_possessive(tokens, i, lexicon)
    ):
        return None
    if low in lexicon["he"]:
        return Mention(i, i + 1, None, "he", 1)
    if low in lexicon["they"] or low in lexicon["she"]:
        return Mention(i, i + 1, None, "they" if low not in lexicon["she"] else "she", 1)
    if low in lexicon["we"]:
        return Mention(i, i + 1, None, "we", 1)
    quantified = quantified_at(tokens, i, lexicon)
    if quantified is not None:
        return quantified
    return _stranger(tokens, i, lexicon, names)


def _is_possessive(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether "haar", "zijn" or "hun" stands before what is owned rather than for a person."""
    if i + 1 >= len(tokens) or not tokens[i + 1].is_word:
        return False
    small = lexicon["auxiliaries"] | lexicon["prepositions"] | lexicon["determiners"] | lexicon["negators"]
    return tokens[i + 1].low not in small


def _stranger(tokens: list[Token], i: int, lexicon: Lexicon, names: Names) -> Mention | None:
    """Return a person the case does not know, by full name; whether they speak is for the caller to ask."""
    end = name_end(tokens, i, lexicon)
    if not end or tokens[i].low in lexicon["stopwords"] | lexicon["determiners"] | lexicon["prepositions"]:
        return None
    if i and tokens[i - 1].low in {
        "in",
        "te",
        "at",
        "bij",
        "op",
        "van",
        "uit",
        "naar",
        "from",
        "to",
        "de",
        "het",
        "the",
    }:
        return None
    if tokens[i].low in lexicon["attribution_words"] or tokens[i].low in lexicon["joiners"]:
        return None
    if any(names.meet(tokens, k) for k in range(i, end)):
        return None
    return Mention(i, end, Actor(text_of(tokens, i, end), "person"))
