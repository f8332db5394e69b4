"""Whether a clause looks back or ahead, so that "vrijdag" is the Friday gone or the Friday to come."""

from __future__ import annotations

import re

from treves.evidence.lexicon import Lexicon

__all__ = ["is_statement_time", "looks_back"]

_BREAK = {
    "nl": re.compile(
        r"[,;:]|\b(?:dat|als|omdat|zodat|om|indien|mits|tenzij|zodra|die|waarop|waarbij|terwijl|maar)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(r"[,;:\"]|\b(?:that|if|because|unless|who|which|but|while|provided)\b", re.IGNORECASE),
}
_WORD = re.compile(r"[^\W\d_]+(?:'\w+)?")
_PARTICIPLE = re.compile(
    r"\b(?:aan|af|op|uit|in|toe|voor|over|tegen|mee|door)?ge[a-zëï]{3,}(?:d|t|en)\b|\b(?:be|ver|ont|her)[a-z]{3,}(?:d|t)\b",
    re.IGNORECASE,
)


def _clause(text: str, start: int, end: int, at: int, language: str) -> tuple[int, int]:
    """Return the stretch between the nearest breaks around a place."""
    first, last = start, end
    for match in _BREAK[language].finditer(text, start, end):
        if match.end() <= at:
            first = match.end()
        elif match.start() > at:
            last = match.start()
            break
    return first, last


def looks_back(text: str, start: int, end: int, at: int, lexicon: Lexicon) -> bool:
    """Say whether the clause around a place in the sentence ``text[start:end]`` is told in the past.

    In a Dutch perfect what stands behind the participle is no longer told by it: in "heeft woensdag aangegeven te
    willen stemmen tijdens de ministerraad van vrijdag" the Wednesday is past and the Friday is not.
    """
    first, last = _clause(text, start, end, at, lexicon.language)
    words = [(m.group().lower(), m.start()) for m in _WORD.finditer(text, first, last)]
    if lexicon.language == "en":
        before = ["", *(word for word, _ in words)]
        told = [
            word in lexicon["past"] or (word.endswith("ed") and len(word) > 4 and before[k] not in {"is", "are", "be"})
            for k, (word, _) in enumerate(words)
        ]
        if any(told):
            return True
        if any(word in {"to", "will", "would", "is", "are", "be", "may", "might"} for word, _ in words):
            return False
        return not _has_present(words) and _starts_past(text, start, first, lexicon)
    for match in _PARTICIPLE.finditer(text, first, last):
        has_perfect = any(
            word in lexicon["perfect"] or word in {"had", "hadden", "werd", "werden"} for word, _ in words
        )
        if has_perfect:
            return match.end() > at or not _is_behind(text, match.end(), at)
    if any(word in lexicon["past"] or _is_weak_past(word) for word, _ in words):
        is_infinitive = re.search(r"\bte\s\w+en\b", text[first:at]) is not None
        return not is_infinitive
    return False


def _is_behind(text: str, participle: int, at: int) -> bool:
    return re.search(r"\bte\b|\bvan\b|\bvoor\b", text[participle:at]) is not None


def _is_weak_past(word: str) -> bool:
    return len(word) > 5 and word.endswith(("de", "den", "te", "ten")) and not word.endswith(("ende", "ste", "ende", "heden", "ande")) and word not in {
        "meeste", "eerste", "laatste", "einde", "beide", "tussen", "worden", "moeten", "zouden", "partijen", "volgende", "komende",
    } and word[:-2].endswith(tuple("bdfghjklmnprstvwz"))  # fmt: skip


def _has_present(words: list[tuple[str, int]]) -> bool:
    return any(word in {"is", "are", "has", "have", "will", "resume", "resumes", "want", "wants"} for word, _ in words)


def _starts_past(text: str, start: int, first: int, lexicon: Lexicon) -> bool:
    words = [m.group().lower() for m in _WORD.finditer(text, start, first)]
    return any(word in lexicon["past"] for word in words[-6:])


def is_statement_time(text: str, start: int, end: int, at: int, lexicon: Lexicon, speech: frozenset[str]) -> bool:
    """Whether the clause around a place is about speaking, so that the time says when something was said."""
    first, last = _clause(text, start, end, at, lexicon.language)
    return any(m.group().lower() in speech for m in _WORD.finditer(text, first, last))
