"""Verbs of saying that no list holds: known by where they stand, next to a quotation or behind what was said."""

from __future__ import annotations

from collections.abc import Sequence

from treves.evidence.rules.clauses import Segment
from treves.evidence.rules.hits import Hit
from treves.evidence.rules.mention import Mention
from treves.evidence.rules.sentence import Language, Sentence

__all__ = ["implied_speech", "plain_speech"]

_ENDINGS = {"nl": ("t", "de", "den", "te", "ten", "en"), "en": ("ed", "s")}
_REACH = 3


def plain_speech(language: Language, verb: int, positions: tuple[int, ...]) -> Hit:
    """Return a hit of the plainest verb of saying at some tokens."""
    form = "zegt" if language.code == "nl" else "says"
    cue = next(cue for _, cue in language.cues.by_form[form] if cue.act == "say")
    return Hit(cue, verb, positions)


def implied_speech(sentence: Sentence, segment: Segment, language: Language, known: Sequence[Hit]) -> Hit | None:
    """Find a verb of saying that is none of the known cues, or None.

    "'...', verzucht een betrokkene", "..., bromt de wethouder", "Adema poneert dat ...", "'...' X mused".
    """
    heard = {i for hit in known for i in hit.positions if not sentence.quoted[i]}
    if any(hit.cue.is_speech and not sentence.quoted[hit.verb] for hit in known):
        return None
    tokens, quoted = sentence.tokens, sentence.quoted
    places = []
    for i in range(segment.start + 2, segment.end):
        is_behind_comma = tokens[i - 1].low == "," and (quoted[i - 2] or _is_tail(i, sentence, segment))
        if not quoted[i] and (quoted[i - 1] or is_behind_comma):
            places.append(i)
    for i in places:
        at = i + 1 if tokens[i].low == "," else i
        verb = _verb_at(at, sentence, segment, language)
        if verb is not None and verb not in heard:
            return plain_speech(language, verb, (verb,))
    return _governs_clause(sentence, segment, language, heard)


def _is_tail(i: int, sentence: Sentence, segment: Segment) -> bool:
    """Whether the last few words behind a comma begin at ``i``."""
    return segment.end - i <= 9 and not any(sentence.tokens[k].low == "," for k in range(i, segment.end))


def _verb_at(at: int, sentence: Sentence, segment: Segment, language: Language) -> int | None:
    tokens = sentence.tokens
    if at >= segment.end:
        return None
    if _looks_finite(at, sentence, language) and _mention_from(at + 1, sentence, segment) is not None:
        return at
    mention = next((m for m in sentence.mentions if m.start == at), None)
    is_english = language.code == "en" and mention is not None and mention.end < segment.end
    if mention is not None and is_english and tokens[mention.end].low.endswith("ed"):
        return mention.end
    return None


def _mention_from(at: int, sentence: Sentence, segment: Segment) -> Mention | None:
    for mention in sentence.mentions:
        if at <= mention.start < min(at + _REACH, segment.end):
            between = sentence.tokens[at : mention.start]
            return mention if all(t.text.islower() or t.text[:1].isupper() for t in between) else None
    return None


def _looks_finite(i: int, sentence: Sentence, language: Language) -> bool:
    lexicon, token = language.lexicon, sentence.tokens[i]
    small = lexicon["prepositions"] | lexicon["determiners"] | lexicon["auxiliaries"] | lexicon["joiners"]
    small = small | lexicon["contrasts"] | lexicon["negators"] | lexicon["relatives"] | lexicon["conditionals"]
    return (
        token.is_word
        and token.text.islower()
        and token.low not in small
        and token.low not in lexicon["reasons"]
        and len(token.low) > 3
        and token.low.endswith(_ENDINGS[language.code])
        and not any(m.start <= i < m.end for m in sentence.mentions)
    )


def _governs_clause(sentence: Sentence, segment: Segment, language: Language, heard: set[int]) -> Hit | None:
    """Find "<actor> <unknown verb> ... dat <clause>"."""
    for chunk, following in zip(segment.chunks, segment.chunks[1:], strict=False):
        if chunk.kind != "main" or following.kind != "complement" or following.opener not in {"dat", "that"}:
            continue
        if any(chunk.start <= i < chunk.end for i in heard):
            continue
        for mention in sentence.mentions:
            verb = mention.end
            if mention.start - chunk.start <= 1 and verb < chunk.end and _looks_finite(verb, sentence, language):
                return plain_speech(language, verb, (verb,))
    return None
