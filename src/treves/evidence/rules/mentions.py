"""Mentions: where a text names someone who can take a stance, or points back to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from treves.evidence.lexicon import Lexicon
from treves.evidence.rules.names import Actor, Names
from treves.evidence.rules.tokens import Token

__all__ = ["Mention", "find_mentions"]

Pointer = Literal[
    "",
    "everyone",
    "count",
    "last",
    "first",
    "none",
    "others",
    "party",
    "he",
    "she",
    "they",
    "we",
    "role",
    "both",
    "own_party",
]

_NEAR_WORDS = {"close", "dicht", "familiar", "near", "briefed", "rond", "binnen", "bij", "in", "uit", "inside",
               "within",
               "around", "rondom", "dichtbij", "with", "from"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``[start, end)`` that name an actor, or (``pointer``) point to one named elsewhere.

    ``head`` is the token that carries the name itself, for the actor's span; ``count`` how many are meant.
    """

    start: int
    end: int
    actor: Actor | None
    pointer: Pointer = ""
    count: int = 0
    role: str = ""
    head_start: int = -1
    head_end: int = -1

    @property
    def span(self) -> tuple[int, int]:
        """Token range of the name itself."""
        return (self.start, self.end) if self.head_start < 0 else (self.head_start, self.head_end)


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
        return _named(tokens, i, met, lexicon, names)
    collective = _collective(tokens, i, lexicon)
    if collective is not None:
        return collective
    low = token.low
    role_end = _role_end(tokens, i, lexicon)
    if role_end and not tokens[i].low.endswith("-"):
        return _role(tokens, i, role_end, lexicon, names)
    if low in lexicon["party_nouns"] and i and tokens[i - 1].low in lexicon["determiners"]:
        before = tokens[i - 1].low
        pointer: Pointer = "own_party" if before in lexicon["possessives"] else "party"
        return (
            None if before in {"een", "a", "geen", "no", "elke", "every"} else Mention(i - 1, i + 1, None, pointer, 1)
        )
    if low in lexicon["anonymous"]:
        return _anonymous(tokens, i, lexicon)
    institution = _institution(tokens, i, lexicon)
    if institution is not None:
        return institution
    if low in lexicon["group_nouns"] and i and tokens[i - 1].is_word:
        return Mention(i, i + 1, Actor(low, "person"))
    if low in lexicon["he"]:
        return Mention(i, i + 1, None, "he", 1)
    if low in lexicon["they"] or low in lexicon["she"]:
        return Mention(i, i + 1, None, "they" if low not in lexicon["she"] else "she", 1)
    if low in lexicon["we"]:
        return Mention(i, i + 1, None, "we", 1)
    return _stranger(tokens, i, lexicon, names)


def _named(tokens: list[Token], i: int, met: tuple[int, Actor, str], lexicon: Lexicon, names: Names) -> Mention | None:
    end, actor, tail = met
    if not tail:
        return _with_role_after(tokens, i, end, actor, lexicon, names)
    if tail in lexicon["group_nouns"] or tail in {"leden", "lid"}:
        text = " ".join(token.text for token in tokens[i:end])
        return Mention(i, end, Actor(text, "party", actor.party))
    if tail in lexicon["party_tails"]:
        return Mention(i, end, actor)
    if tail in lexicon["roles"]:
        return _role(tokens, i, end, lexicon, names, party=actor.party, role=tail)
    return None


def _with_role_after(
    tokens: list[Token], i: int, end: int, actor: Actor, lexicon: Lexicon, names: Names
) -> Mention | None:
    """Read a party's name; before a role ("Labour deputy leader Ida Moreau") it is an attribute."""
    if actor.type == "party" and end < len(tokens):
        at = end
        while at < len(tokens) and tokens[at].text in "'’":
            at += 1
        stop = _role_end(tokens, at, lexicon) if at < len(tokens) else 0
        if stop and at <= end + 1:
            return _role(tokens, i, stop, lexicon, names, party=actor.party, role=_words(tokens, at, stop))
        if at < len(tokens) and tokens[at].low in lexicon["group_nouns"]:
            return Mention(i, at + 1, Actor(_text(tokens, i, at + 1), "party", actor.party))
        if at < len(tokens) and at <= end + 1 and tokens[at].low in lexicon["party_tails"]:
            return Mention(i, at + 1, actor)
    return Mention(i, end, actor)


def _role_end(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> int:
    """Return the end of a role noun that begins at ``i``, or 0."""
    for phrase in lexicon.phrases["roles"]:
        if len(phrase) > 1 and tuple(t.low for t in tokens[i : i + len(phrase)]) == phrase:
            return i + len(phrase)
    if tokens[i].low in lexicon["roles"]:
        return i + 1
    # "energy minister", "finance spokesman": one modifier at most.
    if lexicon.language != "en" or i + 1 >= len(tokens) or tokens[i + 1].low not in lexicon["roles"]:
        return 0
    small = lexicon["determiners"] | lexicon["prepositions"] | lexicon["auxiliaries"] | lexicon["joiners"]
    is_plain = tokens[i].text[0].isupper() == (i == 0) or tokens[i].text.islower()
    return i + 2 if tokens[i].is_word and tokens[i].low not in small and is_plain else 0


def _role(
    tokens: list[Token], i: int, end: int, lexicon: Lexicon, names: Names, party: str = "", role: str = ""
) -> Mention | None:
    role = role or _words(tokens, i, end)
    after = end
    # "premier en VVD-leider Mark Rutte", "minister van Financiën Koen Adema", "leader, Olof Grahn,"
    for _ in range(5):
        if after >= len(tokens):
            break
        met = names.meet(tokens, after)
        if met is not None and met[1].type == "person" and not met[2]:
            return Mention(i, met[0], met[1], head_start=after, head_end=met[0])
        stranger = _name_end(tokens, after, lexicon)
        if stranger and met is None:
            name = _text(tokens, after, stranger)
            belongs = party or _party_behind(tokens, stranger, names)
            return Mention(i, stranger, Actor(name, "person", belongs), head_start=after, head_end=stranger)
        low = tokens[after].low
        if (
            low in lexicon["joiners"]
            or low in {"van", "voor", "of", "for", ","}
            or low in lexicon["roles"]
            or tokens[after].text.istitle()
        ):
            if low == "," and not (after + 1 < len(tokens) and names.meet(tokens, after + 1)):
                break
            after += 1
            continue
        break
    start = i - 1 if i and tokens[i - 1].low in lexicon["determiners"] else i
    if start == i and not party and i and lexicon.language == "nl":
        return None
    if tokens[start].low in {"een", "a", "an"} | lexicon["possessives"]:
        return Mention(start, end, None, "role", 1, role=f"?{role}")
    department = role
    has_more = end + 1 < len(tokens) and tokens[end].low in {"van", "voor", "of", "for"}
    if has_more and tokens[end + 1].text[0].isupper() and not names.meet(tokens, end + 1):
        department = f"{role} {tokens[end].low} {tokens[end + 1].text}"
        end += 2
    holders = list(names.with_role(role, party))
    exact = [a for a in holders if a.role.lower() == department.lower()]
    holders = exact or holders
    if len(holders) == 1:
        return Mention(start, end, holders[0])
    return Mention(start, end, None, "role", 1, role=role if not party else f"{role}@{party}")


def _party_behind(tokens: list[Token], end: int, names: Names) -> str:
    """Return the party in "(VVD)" or "van de VVD" right behind a name."""
    for k in range(end, min(len(tokens), end + 6)):
        if tokens[k].low in {"(", "van", "of", ",", "de", "het", "the"} or tokens[k].text[:1].isupper():
            met = names.meet(tokens, k)
            if met is not None and met[1].type == "party":
                return met[1].party
            continue
        break
    return ""


def _name_end(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> int:
    """Return the end of a personal name of two or more words that begins at ``i``, or 0."""
    if not (tokens[i].text[0].isupper() and tokens[i].text[1:].islower() and "-" not in tokens[i].text[-1:]):
        return 0
    k, names = i + 1, 1
    while k < len(tokens) and k < i + 6:
        token = tokens[k]
        if token.low in lexicon["name_particles"] and k + 1 < len(tokens) and tokens[k + 1].is_word:
            k += 1
            continue
        if token.is_word and token.text[0].isupper() and not token.text.isdigit():
            names += 1
            k += 1
            continue
        break
    while k > i and not tokens[k - 1].text[0].isupper():
        k -= 1
    return k if names >= 2 else 0


def _stranger(tokens: list[Token], i: int, lexicon: Lexicon, names: Names) -> Mention | None:
    """Return a person the case does not know, by full name; whether they speak is for the caller to ask."""
    end = _name_end(tokens, i, lexicon)
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
    return Mention(i, end, Actor(_text(tokens, i, end), "person"))


def _anonymous(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> Mention | None:
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
    text = _text(tokens, start, end)
    if start == i:
        text = text[0].lower() + text[1:]
    return Mention(start, end, Actor(text, "anonymous"))


def _institution(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> Mention | None:
    for phrase in lexicon.phrases["institutions"]:
        if tokens[i].low == phrase[0] and tuple(t.low for t in tokens[i : i + len(phrase)]) == phrase:
            end = i + len(phrase)
            name = _text(tokens, i, end)
            name = name[0].lower() + name[1:] if i == 0 or name.istitle() is False else name
            return Mention(i, end, Actor(name, "institution"))
    if lexicon.language == "en" and tokens[i].low in {"tenants", "landlords"} and i + 1 < len(tokens):
        return None
    return None


def _collective(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> Mention | None:
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


def _text(tokens: Sequence[Token], start: int, end: int) -> str:
    parts = [tokens[start].text]
    for left, right in zip(tokens[start : end - 1], tokens[start + 1 : end], strict=True):
        parts.append(" " * (right.start - left.end > 0) + right.text)
    return "".join(parts)


def _words(tokens: Sequence[Token], start: int, end: int) -> str:
    return " ".join(token.low for token in tokens[start:end])
