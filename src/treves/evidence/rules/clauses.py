"""Clauses: a sentence cut into main clauses, and each of these into the clauses that hang on it.

A *segment* is a coordinate main clause, the unit that becomes a statement's span. A *chunk* is a stretch within a
segment of one kind: main, complement ("dat ..."), condition ("als ..."), relative ("die ..."), reason, infinitive.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from treves.evidence.lexicon import Lexicon
from treves.evidence.rules.tokens import Token

__all__ = ["Chunk", "ChunkKind", "Segment", "cut_segments"]

ChunkKind = Literal["main", "complement", "condition", "relative", "reason", "infinitive"]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens ``[start, end)`` of one kind; ``opener`` is the word that opens it, empty for a main clause."""

    start: int
    end: int
    kind: ChunkKind
    opener: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """Tokens ``[start, end)``; ``joiner`` is the word before it that joins it to the one before."""

    start: int
    end: int
    chunks: tuple[Chunk, ...]
    joiner: str = ""

    def chunk_at(self, i: int) -> Chunk:
        """Return the chunk that holds token ``i``."""
        for chunk in self.chunks:
            if chunk.start <= i < chunk.end:
                return chunk
        return self.chunks[-1]


def cut_segments(
    tokens: Sequence[Token], quoted: Sequence[bool], lexicon: Lexicon, is_verb: Callable[[int], bool]
) -> list[Segment]:
    """Cut a sentence into segments and chunks.

    Parameters
    ----------
    tokens : sequence of Token
    quoted : sequence of bool
        Whether a token lies within quotation marks; nothing is cut there.
    lexicon : Lexicon
    is_verb : callable
        Whether the token at an index may be a finite verb (an auxiliary or the form of a cue).
    """
    cuts = [(0, "")]
    contrasts, joiners = lexicon["contrasts"], lexicon["joiners"]
    for i, token in enumerate(tokens):
        if quoted[i] or i == 0:
            continue
        previous = tokens[i - 1].low
        if (token.low in (";",) and i + 1 < len(tokens)) or (
            token.low == ":" and i > 2 and i + 3 < len(tokens) and not quoted[i + 1]
        ):
            cuts.append((i + 1, token.low))
        elif token.low in contrasts and previous == "," and not _is_two_sided(tokens, i, lexicon):
            if any(is_verb(j) for j in range(i + 1, min(len(tokens), i + 14))):
                cuts.append((i + 1, token.low))
        elif (
            token.low in joiners
            and i + 1 < len(tokens)
            and (
                is_verb(i + 1)
                or (
                    previous == ","
                    and _may_open(tokens, i + 1, lexicon)
                    and any(is_verb(j) for j in range(i + 1, min(len(tokens), i + 7)))
                )
            )
            and _has_verb_before(cuts[-1][0], i, is_verb)
        ):
            cuts.append((i + 1, token.low))
        elif previous == "," and token.is_word and _is_comma_splice(tokens, i, cuts[-1][0], lexicon, is_verb):
            cuts.append((i, ","))
    segments = []
    for (start, joiner), (stop, _) in zip(cuts, [*cuts[1:], (len(tokens) + 1, "")], strict=True):
        end = min(stop, len(tokens))
        if stop <= len(tokens) and end > start and tokens[end - 1].low in {*contrasts, *joiners}:
            end -= 1
        while end > start and not tokens[end - 1].is_word and not quoted[end - 1]:
            end -= 1
        if end > start:
            segments.append(
                Segment(start, end, tuple(_cut_chunks(tokens, quoted, start, end, lexicon, is_verb)), joiner)
            )
    return segments


def _is_two_sided(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether "maar niet zo ver als ..." or ", but not two" follows: one statement with two sides."""
    rest = [token.low for token in tokens[i : i + 8]]
    for phrase in lexicon.phrases["less_far"]:
        for j in range(3):
            if tuple(rest[j : j + len(phrase)]) == phrase:
                return True
    return rest[1:2] in (["not"], ["niet"]) and len([w for w in rest if w.isalnum()]) <= 4


def _may_open(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether a word may open a clause with a subject of its own."""
    low = tokens[i].low
    return low in lexicon["determiners"] or low in lexicon["third"] or tokens[i].text[0].isupper()


def _has_verb_before(start: int, i: int, is_verb: Callable[[int], bool]) -> bool:
    return any(is_verb(j) for j in range(start, i))


def _is_comma_splice(
    tokens: Sequence[Token], i: int, start: int, lexicon: Lexicon, is_verb: Callable[[int], bool]
) -> bool:
    """Whether a full clause follows the comma: "X verzet zich tegen Y, de Z bepleiten die"."""
    if tokens[i].low not in lexicon["determiners"] or not _has_verb_before(start, i - 1, is_verb):
        return False
    first = tokens[start].low
    if first in lexicon["inverted_conditionals"]:
        return False
    if first in lexicon["conditionals"] or first in lexicon["reasons"] or first in lexicon["contrasts"]:
        return False
    if tokens[i].low in lexicon["relatives"]:
        return False
    if any(token.low == "," for token in tokens[i + 1 : i + 5]):
        return False
    if any(token.low in lexicon["attribution_words"] for token in tokens[i + 1 : i + 8]):
        return False  # "..., its leader said": who says it, no clause of its own
    return any(is_verb(j) for j in range(i + 2, min(len(tokens), i + 5)))


def _cut_chunks(
    tokens: Sequence[Token],
    quoted: Sequence[bool],
    start: int,
    end: int,
    lexicon: Lexicon,
    is_verb: Callable[[int], bool],
) -> list[Chunk]:
    chunks: list[Chunk] = []
    at, kind, opener = start, "main", ""
    kind, opener = _kind_at(tokens, start, start, lexicon)
    if _opens_with_object_clause(tokens, start, end, lexicon, is_verb):
        kind, opener = "complement", tokens[start].low
    elif _is_inverted_condition(tokens, start, end, lexicon):
        kind, opener = "condition", tokens[start].low
    depth = busy = 0
    for i in range(start + 1, end):
        if i < busy:
            continue
        if quoted[i] and quoted[i - 1] and not depth:
            opens = tokens[i].low in lexicon["conditionals"] or _is_prospect(tokens, start, i)
            if kind != "condition" and opens and _opens_clause(tokens, i):
                chunks.append(Chunk(at, i, kind, opener))  # type: ignore[arg-type]
                at, kind, opener = i, "condition", tokens[i].low
            elif kind == "condition" and quoted[at] and tokens[i - 1].low == ",":
                chunks.append(Chunk(at, i, kind, opener))  # type: ignore[arg-type]
                at, kind, opener = i, "main", ""
            continue
        if kind == "condition" and quoted[at] and not quoted[i]:
            chunks.append(Chunk(at, i, kind, opener))  # type: ignore[arg-type]
            at, kind, opener = i, "main", ""
            continue
        phrase = _conditional_phrase(tokens, i, lexicon)
        if phrase and not quoted[i]:
            chunks.append(Chunk(at, i, kind, opener))  # type: ignore[arg-type]
            at, kind, opener, busy = i, "condition", tokens[i].low, i + phrase
            continue
        depth = max(0, depth + (tokens[i - 1].low == "(") - (tokens[i - 1].low == ")"))
        if quoted[i] or quoted[i - 1] or depth:
            continue
        if tokens[i - 1].low in {",", "–"}:
            new, word = _kind_at(tokens, i, start, lexicon)
        else:
            new, word = _kind_inside(tokens, i, lexicon)
            if not new:
                continue
        chunks.append(Chunk(at, i, kind, opener))  # type: ignore[arg-type]
        at, kind, opener = i, new, word
    chunks.append(Chunk(at, end, kind, opener))  # type: ignore[arg-type]
    return _mend(chunks, quoted, is_verb)


def _is_prospect(tokens: Sequence[Token], start: int, i: int) -> bool:
    """Whether "when" stands for what has yet to happen ("we will look at it when the buses are there")."""
    return tokens[i].low == "when" and any(token.low in {"will", "won't"} for token in tokens[start:i])


def _conditional_phrase(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> int:
    """Return the length of a set phrase that opens a condition at ``i`` ("op voorwaarde dat"), or 0."""
    for phrase in lexicon.phrases["conditional_phrases"]:
        if tokens[i].low == phrase[0] and tuple(t.low for t in tokens[i : i + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _is_inverted_condition(tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the verb stands first as in "Mocht het zover komen, dan ..." or "Should they fail, ..."."""
    if tokens[start].low not in lexicon["inverted_conditionals"] or tokens[-1].low == "?":
        return False
    return any(tokens[i].low == "," for i in range(start + 2, end)) or lexicon.language == "nl"


def _opens_with_object_clause(
    tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon, is_verb: Callable[[int], bool]
) -> bool:
    """Whether "Dat het kabinet valt, verwacht niemand" opens with what is said rather than with a pronoun."""
    if tokens[start].low not in lexicon["complementizers"] or is_verb(start + 1):
        return False
    return any(tokens[i].low == "," and is_verb(i + 1) for i in range(start + 3, end - 1))


def _mend(chunks: list[Chunk], quoted: Sequence[bool], is_verb: Callable[[int], bool]) -> list[Chunk]:
    """Give a "dat" without a verb back to its clause (it is a pronoun), and "provided that" its clause."""
    mended: list[Chunk] = []
    for chunk in chunks:
        last = mended[-1] if mended else None
        has_verb = any(is_verb(i) and not quoted[i] for i in range(chunk.start + 1, chunk.end))
        plain = sum(not quoted[i] for i in range(chunk.start, chunk.end))
        is_pronoun = chunk.kind == "complement" and chunk.opener in {"dat", "that"} and not has_verb and plain <= 3
        is_second_half = (
            chunk.kind == "complement" and last is not None and last.kind == "condition" and last.end - last.start == 1
        )
        if last is not None and (is_pronoun or is_second_half):
            mended[-1] = Chunk(last.start, chunk.end, last.kind, last.opener)
        else:
            mended.append(chunk)
    return mended


def _kind_at(tokens: Sequence[Token], i: int, start: int, lexicon: Lexicon) -> tuple[str, str]:
    word = tokens[i].low
    if word in lexicon["conditionals"] and not _is_topic(tokens, i):
        return "condition", word
    if lexicon.language == "nl" and word in lexicon["inverted_conditionals"] and i > start:
        return "condition", word
    if word in lexicon["relatives"] and i > start:
        return "relative", word
    if word in lexicon["complementizers"] and i > start:
        return "complement", word
    if word in lexicon["reasons"]:
        return "reason", word
    if word and word in lexicon["infinitive"]:
        return "infinitive", word
    return "main", ""


def _kind_inside(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> tuple[str, str]:
    """Return the kind of clause that begins at ``i`` without a comma, or empty strings."""
    word = tokens[i].low
    if word in lexicon["conditionals"] and not _is_topic(tokens, i) and tokens[i - 1].low not in {"zo", "as", "niet"}:
        if word == "als" and not _opens_clause(tokens, i):
            return "", ""
        return "condition", word
    if (
        word in lexicon["reasons"]
        and lexicon.language == "nl"
        and word in {"omdat", "doordat", "zodat", "nadat", "voordat"}
    ):
        return "reason", word
    if word == "because":
        return "reason", word
    if word in {"dat", "that"} and i > 0 and tokens[i - 1].low not in lexicon["prepositions"]:
        return "complement", word
    if word == "of" and lexicon.language == "nl" and i + 1 < len(tokens):
        return ("complement", word) if tokens[i + 1].low in lexicon["determiners"] | lexicon["third"] else ("", "")
    if word in {"whether", "who", "which"}:
        return ("complement" if word == "whether" else "relative"), word
    if word == "om" and i + 2 < len(tokens) and not tokens[i + 1].low.isdigit():
        return "infinitive", word
    return "", ""


def _is_topic(tokens: Sequence[Token], i: int) -> bool:
    """Whether "als het gaat om" or "when it comes to" marks a topic rather than a condition."""
    rest = [token.low for token in tokens[i + 1 : i + 5]]
    return rest[:2] in (["het", "gaat"], ["het", "aan"], ["het", "om"], ["it", "comes"])


def _opens_clause(tokens: Sequence[Token], i: int) -> bool:
    """Whether "als" opens a clause ("als er geen akkoord ligt") rather than a comparison ("zo ver als de VVD")."""
    rest = [token for token in tokens[i + 1 : i + 14] if token.is_word]
    return len(rest) >= 3
