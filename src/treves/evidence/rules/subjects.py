"""Who does it: the subject of a verb, by word order, clause and preposition."""

from __future__ import annotations

from collections.abc import Sequence

from treves.evidence.lexicon import Lexicon
from treves.evidence.rules.clauses import Chunk, Segment
from treves.evidence.rules.mention import Mention
from treves.evidence.rules.tokens import Token

__all__ = ["agent_of", "finite_of", "group_of", "hanging_on", "is_governed", "subject_of"]

_BETWEEN = {
    ",",
    "en",
    "and",
    "&",
    "ook",
    "zowel",
    "als",
    "of",
    "or",
    "de",
    "het",
    "the",
    "andere",
    "other",
    "both",
    "as",
    "well",
    "evenals",
}


def subject_of(
    verb: int,
    segment: Segment,
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    lexicon: Lexicon,
    quoted: Sequence[bool],
) -> list[Mention]:
    """Return the mentions that are the subject of the verb at a token, empty where none is said.

    In a main clause the nearest mention before the finite verb, else the first after it (Dutch turns the order when
    something else comes first); in a subordinate clause the first mention. A mention after a preposition is no subject.
    """
    chunk = segment.chunk_at(verb)
    mentions = [m for m in mentions if quoted[m.start] == quoted[verb]]
    own = [m for m in mentions if chunk.start <= m.start < chunk.end]
    free = [m for m in own if not is_governed(m, tokens, lexicon)]
    if chunk.kind in {"main", "infinitive"}:
        if chunk.kind == "infinitive":
            return []
        finite = finite_of(verb, chunk, tokens, lexicon, quoted)
        before = [m for m in free if m.end <= finite]
        if before:
            return group_of(before[-1], own, tokens)
        after = [m for m in free if m.start > finite and m.start - finite <= 8]
        earlier = _earlier_main(chunk, segment, tokens, mentions, lexicon)
        opens = finite - chunk.start <= 1 or quoted[chunk.start] != quoted[verb]
        if lexicon.language == "en" and not opens:
            after = []
        if (
            lexicon.language == "en"
            and opens
            and earlier
            and tokens[finite].low not in {"said", "says", "say", "warned", "added"}
        ):
            after = []
        if earlier and not opens and not _has_word_before(chunk, finite, tokens):
            return earlier
        if after:
            return group_of(after[0], own, tokens)
        return earlier
    before = [m for m in free if m.end <= verb] or [m for m in free if m.start > verb and lexicon.language == "nl"]
    if before:
        return group_of(before[0], own, tokens)
    if chunk.kind == "relative":
        behind = [m for m in mentions if segment.start <= m.start and m.end <= chunk.start]
        if behind and chunk.start - behind[-1].end <= 3:
            return group_of(behind[-1], behind, tokens)
    return []


def finite_of(verb: int, chunk: Chunk, tokens: Sequence[Token], lexicon: Lexicon, quoted: Sequence[bool]) -> int:
    """Return the finite verb of a clause whose cue has its verb at a token."""
    # In English the auxiliary stands close before its verb; one further off belongs to another clause.
    first = max(chunk.start, verb - 4) if lexicon.language == "en" else chunk.start
    for i in range(first, verb):
        if quoted[i] != quoted[verb]:
            continue
        if tokens[i].low in lexicon["auxiliaries"] and tokens[i].low not in lexicon["possessives"]:
            return i
        if (
            tokens[i].low == "zijn"
            and lexicon.language == "nl"
            and i + 1 < len(tokens)
            and not tokens[i + 1].text[0].isupper()
        ):
            return i
    return verb


def _has_word_before(chunk: Chunk, finite: int, tokens: Sequence[Token]) -> bool:
    return any(tokens[i].is_word for i in range(chunk.start, finite))


def _earlier_main(
    chunk: Chunk, segment: Segment, tokens: Sequence[Token], mentions: Sequence[Mention], lexicon: Lexicon
) -> list[Mention]:
    for other in segment.chunks:
        if other.start >= chunk.start or other.kind != "main":
            continue
        if (
            any(
                tokens[i].low in lexicon["attribution_words"] or tokens[i].low in lexicon["asides"]
                for i in range(other.start, other.end)
            )
            and other.start > segment.start
        ):
            continue
        inside = [m for m in mentions if other.start <= m.start < other.end]
        free = [m for m in inside if not is_governed(m, tokens, lexicon)]
        if free:
            return group_of(free[0], inside, tokens)
    return []


def group_of(mention: Mention, pool: Sequence[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """Return all mentions coordinated with this one ("VVD, CDA en D66"), in order."""
    ordered = list(pool)
    at = ordered.index(mention)
    first = last = at
    while first > 0 and _joined(ordered[first - 1], ordered[first], tokens):
        first -= 1
    while last + 1 < len(ordered) and _joined(ordered[last], ordered[last + 1], tokens):
        last += 1
    group = ordered[first : last + 1]
    if len(group) > 1 and any(m.pointer == "everyone" for m in group) and any(m.actor is not None for m in group):
        group = [m for m in group if m.pointer != "everyone"]
    return group


def _joined(left: Mention, right: Mention, tokens: Sequence[Token]) -> bool:
    between = [token.low for token in tokens[left.end : right.start]]
    if not between:
        return left.pointer == "everyone"
    if between == [","]:
        return left.actor is not None and right.actor is not None and left.actor.type == right.actor.type == "party"
    return (
        len(between) <= 4
        and all(word in _BETWEEN for word in between)
        and any(w in {"en", "and", "&", ",", "als", "of", "or", "nor", "evenals"} for w in between)
    )


def is_governed(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether the mention hangs on a preposition or stands in brackets or in a genitive, and so is no subject."""
    if tokens[mention.end - 1].text.endswith(("'s", "’s")) and mention.pointer == "":
        return True
    i = mention.start - 1
    skipped = 0
    while i >= 0 and skipped < 4:
        low = tokens[i].low
        if low in {"(", "["}:
            return True
        if (
            low in lexicon["prepositions"]
            or low in {"dan", "than"}
            or low in lexicon["attribution_before"]
            or low == "according"
        ):
            # "to" before a verb form and "voor" as a stranded particle are rare enough to pass.
            return True
        if low in lexicon["joiners"] or low == ",":
            return skipped == 0 and _list_is_governed(i, tokens, lexicon)
        if low in lexicon["determiners"] or low in lexicon["roles"] or low in _ADJECTIVES or low in lexicon.numbers:
            i -= 1
            skipped += 1
            continue
        if (
            tokens[i].is_word
            and tokens[i].text.islower()
            and low.endswith("e")
            and skipped < 3
            and low not in lexicon["auxiliaries"]
        ):
            i -= 1
            skipped += 1
            continue
        return False
    return False


_ADJECTIVES = {"eigen", "andere", "other", "smaller", "ruling", "junior", "former", "alle", "all", "own"}


def _list_is_governed(i: int, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a list that ends here began after a preposition: "van VVD, CDA en D66"."""
    k = i - 1
    while k >= 0 and i - k < 10:
        low = tokens[k].low
        if low in lexicon["prepositions"] or low in {"dan", "("}:
            return True
        if not (tokens[k].text[:1].isupper() or low in lexicon["joiners"] or low in {",", "de", "het", "the", "&"}):
            return False
        k -= 1
    return False


_PARTICIPLES = {
    "given",
    "taken",
    "driven",
    "written",
    "broken",
    "chosen",
    "shown",
    "made",
    "told",
    "held",
    "put",
    "sought",
}


def agent_of(
    verb: int, segment: Segment, tokens: Sequence[Token], mentions: Sequence[Mention], lexicon: Lexicon
) -> list[Mention] | None:
    """Return the agent of a passive ("door de rechter", "by the court"), an empty list where it names none, or None.

    None means that the clause is not passive.
    """
    chunk = segment.chunk_at(verb)
    low = tokens[verb].low
    words = {tokens[i].low for i in range(chunk.start, chunk.end)}
    if lexicon.language == "nl":
        is_participle = (
            low.startswith(("ge", "be", "ver", "ont", "her")) or "ge" in low[:6] or low in {"geveegd", "tafel"}
        )
        is_finite_like = low.endswith(("en", "de", "den", "te", "ten")) and not low.startswith("ge")
        if not (words & {"wordt", "worden", "werd", "werden"}) or not is_participle or is_finite_like:
            return None
    else:
        before = [tokens[i].low for i in range(max(chunk.start, verb - 3), verb)]
        if not (low.endswith("ed") or low in _PARTICIPLES) or not set(before) & {
            "is",
            "are",
            "was",
            "were",
            "be",
            "been",
            "being",
        }:
            return None
    preposition = "door" if lexicon.language == "nl" else "by"
    for mention in mentions:
        if chunk.start <= mention.start < chunk.end and any(
            tokens[i].low == preposition for i in range(max(0, mention.start - 2), mention.start)
        ):
            return group_of(mention, [m for m in mentions if chunk.start <= m.start < chunk.end], tokens)
    return []


def hanging_on(
    prepositions: frozenset[str], start: int, end: int, tokens: Sequence[Token], mentions: Sequence[Mention]
) -> list[Mention]:
    """Return the mentions within ``[start, end)`` that hang on one of some prepositions ("bij de VVD en het CDA")."""
    inside = [m for m in mentions if start <= m.start < end]
    for mention in inside:
        before = [token.low for token in tokens[max(start, mention.start - 3) : mention.start]]
        while before and before[-1] not in prepositions:
            if before[-1] in {",", "van", "of"}:
                before = []
                break
            before.pop()
        if before:
            return group_of(mention, inside, tokens)
    return []
