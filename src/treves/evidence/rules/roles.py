"""People by name and office: "VVD-leider Mark Rutte", "minister van Financiën", "Labour deputy leader Ida Moreau"."""

from __future__ import annotations

from collections.abc import Sequence

from treves.evidence.lexicon import Lexicon
from treves.evidence.rules.mention import Mention, text_of
from treves.evidence.rules.names import Actor, Names
from treves.evidence.rules.tokens import Token

__all__ = ["name_end", "named_at", "role_at", "role_end"]


def named_at(
    tokens: list[Token], i: int, met: tuple[int, Actor, str], lexicon: Lexicon, names: Names
) -> Mention | None:
    """Return the mention that a name of the case begins at ``i``, with the office that stands by it."""
    end, actor, tail = met
    if not tail:
        return _with_role_after(tokens, i, end, actor, lexicon, names)
    if tail in lexicon["group_nouns"] or tail in {"leden", "lid"}:
        text = " ".join(token.text for token in tokens[i:end])
        return Mention(i, end, Actor(text, "party", actor.party))
    if tail in lexicon["party_tails"]:
        return Mention(i, end, actor)
    if tail in lexicon["roles"]:
        return role_at(tokens, i, end, lexicon, names, party=actor.party, role=tail)
    return None


def _with_role_after(
    tokens: list[Token], i: int, end: int, actor: Actor, lexicon: Lexicon, names: Names
) -> Mention | None:
    """Read a party's name; before a role ("Labour deputy leader Ida Moreau") it is an attribute."""
    if actor.type == "party" and end < len(tokens):
        at = end
        while at < len(tokens) and tokens[at].text in "'’":
            at += 1
        stop = role_end(tokens, at, lexicon) if at < len(tokens) else 0
        if stop and at <= end + 1:
            return role_at(tokens, i, stop, lexicon, names, party=actor.party, role=_words(tokens, at, stop))
        if at < len(tokens) and tokens[at].low in lexicon["group_nouns"]:
            return Mention(i, at + 1, Actor(text_of(tokens, i, at + 1), "party", actor.party))
        if at < len(tokens) and at <= end + 1 and tokens[at].low in lexicon["party_tails"]:
            return Mention(i, at + 1, actor)
    return Mention(i, end, actor)


def role_end(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> int:
    """Return the end of a role noun that begins at ``i``, or 0."""
    for phrase in lexicon.phrases["roles"]:
        if len(phrase) > 1 and tuple(t.low for t in tokens[i : i + len(phrase)]) == phrase:
            return i + len(phrase)
    if tokens[i].low in lexicon["roles"]:
        return i + 1
    endings = tuple(lexicon["role_endings"])
    if endings and tokens[i].low.endswith(endings) and "-" not in tokens[i].low:
        return i + 1  # "landbouwminister"
    # "energy minister", "finance spokesman": one modifier at most.
    if lexicon.language != "en" or i + 1 >= len(tokens) or tokens[i + 1].low not in lexicon["roles"]:
        return 0
    small = lexicon["determiners"] | lexicon["prepositions"] | lexicon["auxiliaries"] | lexicon["joiners"]
    is_plain = tokens[i].text[0].isupper() == (i == 0) or tokens[i].text.islower()
    return i + 2 if tokens[i].is_word and tokens[i].low not in small and is_plain else 0


def role_at(
    tokens: list[Token], i: int, end: int, lexicon: Lexicon, names: Names, party: str = "", role: str = ""
) -> Mention | None:
    """Return the person an office at ``[i, end)`` belongs to: named behind it, or the one who holds it."""
    role = role or _words(tokens, i, end)
    after = end
    # "premier en VVD-leider Mark Rutte", "minister van Financiën Koen Adema", "leader, Olof Grahn,"
    for _ in range(5):
        if after >= len(tokens):
            break
        met = names.meet(tokens, after)
        if met is not None and met[1].type == "person" and not met[2]:
            return Mention(i, met[0], met[1], head_start=after, head_end=met[0])
        stranger = name_end(tokens, after, lexicon)
        if stranger and met is None:
            known = _person_behind_field(tokens, end, after, stranger, names)
            if known:
                after = known
                continue
            name = text_of(tokens, after, stranger)
            belongs = party or _party_behind(tokens, stranger, names)
            return Mention(i, stranger, Actor(name, "person", belongs), head_start=after, head_end=stranger)
        low = tokens[after].low
        is_field = after == end and tokens[after].text.islower() and after + 1 < len(tokens)
        if is_field and tokens[after + 1].low == "," and lexicon.language == "nl":
            after += 1  # "haar woordvoerder landbouw, Kees Holwerda,"
            continue
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


def _person_behind_field(tokens: list[Token], end: int, after: int, stop: int, names: Names) -> int:
    """Return where a person of the case begins behind a field of office ("van Wonen Samira Oudkerk"), or 0."""
    if after <= end or tokens[after - 1].low not in {"van", "voor", "of", "for"}:
        return 0
    for k in range(after + 1, stop):
        met = names.meet(tokens, k)
        if met is not None and met[1].type == "person" and not met[2]:
            return k
    return 0


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


def name_end(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> int:
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


def _words(tokens: Sequence[Token], start: int, end: int) -> str:
    return " ".join(token.low for token in tokens[start:end])
