"""Sentences: spans of the stored text between masks, paragraphs and closing marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from treves.evidence.lexicon import Lexicon

__all__ = ["LONGEST_SENTENCE", "SentenceSpan", "split_sentences"]

LONGEST_SENTENCE = 1500
"""Code points; a longer stretch without a full stop is cut at white space, so that no rule ever meets more."""

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)")
_PARAGRAPH = re.compile(r"\r?\n[ \t]*(?:\r?\n[ \t]*)+")
_WORD_BEFORE = re.compile(r"[\w.]{1,20}$")


class SentenceSpan(NamedTuple):
    """Offsets of a sentence and the number of its paragraph."""

    start: int
    end: int
    paragraph: int


def split_sentences(text: str, start: int, masks: Sequence[tuple[int, int]], lexicon: Lexicon) -> list[SentenceSpan]:
    """Split what is not masked into sentences.

    A full stop after an abbreviation or an initial, inside a number, or before a lower-case word ends nothing.
    """
    found: list[SentenceSpan] = []
    for number, (a, b) in enumerate(_paragraphs(text, start, masks)):
        for first, last in _within(text, a, b, lexicon):
            found.extend(SentenceSpan(x, y, number) for x, y in _cut_long(text, first, last))
    return found


def _paragraphs(text: str, start: int, masks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    free, at = [], start
    for a, b in sorted(masks):
        if a > at:
            free.append((at, a))
        at = max(at, b)
    if at < len(text):
        free.append((at, len(text)))
    found = []
    for a, b in free:
        cursor = a
        for gap in _PARAGRAPH.finditer(text, a, b):
            found.append((cursor, gap.start()))
            cursor = gap.end()
        found.append((cursor, b))
    return found


def _within(text: str, a: int, b: int, lexicon: Lexicon) -> list[tuple[int, int]]:
    found, cursor = [], a
    for match in _END.finditer(text, a, b):
        if _is_end(text, match, b, lexicon):
            found.append(_trim(text, cursor, match.end()))
            cursor = match.end()
    found.append(_trim(text, cursor, b))
    return [(x, y) for x, y in found if x < y]


def _is_end(text: str, match: re.Match[str], b: int, lexicon: Lexicon) -> bool:
    i = match.end()
    while i < b and text[i].isspace():
        i += 1
    if i >= b:
        return True
    if text[i].islower():
        return False
    if match.group() == ".":
        before = _WORD_BEFORE.search(text, max(0, match.start() - 20), match.start())
        word = before.group() if before else ""
        if word.lower() in lexicon["abbreviations"] or (len(word) == 1 and word.isalpha() and word.isupper()):
            return False
    return True


def _trim(text: str, a: int, b: int) -> tuple[int, int]:
    while a < b and text[a].isspace():
        a += 1
    while b > a and text[b - 1].isspace():
        b -= 1
    return a, b


def _cut_long(text: str, a: int, b: int) -> list[tuple[int, int]]:
    pieces = []
    while b - a > LONGEST_SENTENCE:
        cut = text.rfind(" ", a, a + LONGEST_SENTENCE)
        cut = cut if cut > a else a + LONGEST_SENTENCE
        pieces.append(_trim(text, a, cut))
        a = cut
    pieces.append(_trim(text, a, b))
    return [(x, y) for x, y in pieces if x < y]
