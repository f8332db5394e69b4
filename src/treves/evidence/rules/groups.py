"""Groups without a name of their own: anonymous sources, institutions, and collectives of parties."""

from __future__ import annotations

from collections.abc import Sequence

from treves.evidence.lexicon import Lexicon
from treves.evidence.rules.mention import Mention, Pointer, text_of
from treves.evidence.rules.names import Actor
from treves.evidence.rules.tokens import Token

__all__ = ["anonymous_at", "collective_at", "institution_at", "quantified_at"]

_NEAR_WORDS = {"close", "dicht", "familiar", "near", "briefed", "rond", "binnen", "bij", "in", "uit", "inside",
               "within",
               "around", "rondom", "dichtbij", "with", "from"}  # fmt: skip


def anonymous_at(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> Mention | None:
    """Return the unnamed speakers whose noun stands at ``i`` ("bronnen rond het kabinet")."""
    start = i
    while start and tokens[start - 1].is_word and i - start < 4:
        low = tokens[start - 1].low
        if low in lexicon["determiners"] or low in lexicon["prepositions"] or low in lexicon["auxiliaries"]:
            break
        if low in lexicon["joiners"] or low in lexicon["attribution_words"] or low in lexicon["complementizers"]:
            break
        if (
            low.endswith(("t", "en"))
            and not tokens[start - 1].text[0].isupper()
            and low not in {"meerdere", *lexicon.numbers}
        ):
            break
        start -= 1
    end = i + 1
    has_place = False
    if end + 1 < len(tokens) and tokens[end].low in _NEAR_WORDS:
        has_place = True
        end += 1
        while end < len(tokens) and tokens[end].low in lexicon["prepositions"] | lexicon["determiners"] | _NEAR_WORDS:
            end += 1
        end = min(end + 1, len(tokens))
        if end < len(tokens) and tokens[end - 1].low in {"prime", "finance", "former"}:
            end += 1
    if tokens[i].low in {"people", "official", "officials", "aide", "aides", "experts"} and not has_place:
        return None
    text = text_of(tokens, start, end)
    if start == i:
        text = text[0].lower() + text[1:]
    return Mention(start, end, Actor(text, "anonymous"))


def institution_at(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> Mention | None:
    """Return the institution or body of people whose name begins at ``i``."""
    for phrase in lexicon.phrases["institutions"]:
        if tokens[i].low == phrase[0] and tuple(t.low for t in tokens[i : i + len(phrase)]) == phrase:
            end = i + len(phrase)
            name = text_of(tokens, i, end)
            name = name[0].lower() + name[1:] if i == 0 or name.istitle() is False else name
            return Mention(i, end, Actor(name, "institution"))
    if lexicon.language == "en" and tokens[i].low in {"tenants", "landlords"} and i + 1 < len(tokens):
        return None
    return None


def collective_at(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> Mention | None:
    """All four parties, both, the latter two, none of the parties, the other parties."""
    low = tokens[i].low
    determiners = lexicon["determiners"]
    starts = low in lexicon["everyone"] or low in lexicon["both"] or low in lexicon.numbers or low in determiners
    is_none = tuple(t.low for t in tokens[i : i + 2]) in lexicon.phrases["negative_collectives"]
    if not (starts or is_none or low in lexicon["parties_nouns"]):
        return None
    k, count = i + (2 if is_none else 0), 0
    pointer: Pointer = "none" if is_none else "everyone"
    seen_noun = False
    words = 0
    while k < len(tokens) and k < i + 7:
        low = tokens[k].low
        if low in lexicon.numbers:
            count = lexicon.numbers[low]
        elif low in lexicon["both"]:
            count, pointer = 2, "both"
        elif low in lexicon["ordinal_last"]:
            pointer = "last"
        elif low in lexicon["ordinal_first"] and (k > i):
            pointer = "first"
        elif low in lexicon["others"]:
            pointer = "others"
        elif low in lexicon["parties_nouns"]:
            seen_noun = True
            k += 1
            break
        elif k > i and low in {"dat", "die", "deze", "dit", "that", "this", "these"}:
            break
        elif low in lexicon["everyone"] or low in determiners or low in {"of"}:
            pass
        elif tokens[k].is_word and tokens[k].text.islower() and words == 0 and not low.endswith(("t", "en")) and k > i:
            words += 1  # one adjective: "the three governing parties"
        elif low == "governing":
            words += 1
        else:
            break
        k += 1
    if low in {"fractievoorzitters", "leaders", "negotiators"} and not count and pointer == "everyone":
        return None
    if seen_noun:
        return Mention(i, k, None, pointer, count)
    whole = k > i and count and pointer in {"last", "first", "both"}
    if whole and (pointer != "both" or k == i + 1) and tokens[k - 1].low in {*lexicon.numbers, *lexicon["both"]}:
        follows = tokens[k] if k < len(tokens) else None
        if follows is None or not follows.is_word or follows.low in lexicon["auxiliaries"] or pointer != "both":
            return Mention(i, k, None, pointer, count)
    if tokens[i].low in lexicon["everyone"] and count and k == i + 2:
        return Mention(i, k, None, "everyone", count)
    return None


def quantified_at(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> Mention | None:
    """Return "niemand", "few" or "many" as a subject: what they think is the narrator's word."""
    low = tokens[i].low
    is_nobody = low in lexicon["nobody"]
    if not (is_nobody or low in lexicon["everybody"]):
        return None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if lexicon.language == "en" and low in {"few", "many", "most"}:
        verbs = {"believe", "think", "expect", "doubt", "fear", "see", "in", "predict", "want", "hope", "inside"}
        if after is None or after.low not in verbs:
            return None
    if after is not None and after.low in {"van", "of", "uit"}:
        return None
    return Mention(i, i + 1, Actor("journalist", "journalist"), "none" if is_nobody else "")
