"""Masks: stretches of a stored text that are no news, such as labels, promotion, notices, captions and stamps.

The text is never rewritten; what a mask covers is passed over, so that offsets stay those of the file.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from treves.evidence.lexicon import Lexicon, load_lexicon
from treves.evidence.report import Report

__all__ = ["Mask", "MaskKind", "find_masks"]

MaskKind = Literal["head", "stamp", "label", "promotion", "caption", "subheading"]

_STAMP = re.compile(
    r"\s*(?:(?:date|crawled|retrieved|published|updated|gepubliceerd|laatst bijgewerkt|bijgewerkt)(?: op| on|:)? ?)"
    r"\d{4}-\d{2}(?:-\d{2})?(?:[T ]\d{2}:\d{2})?\s*",
    re.IGNORECASE,
)
_FINAL = ".!?…:;,\"'”’»)"
LONGEST_PROMOTION = 400
LONGEST_SUBHEADING_WORDS = 6


class Mask(NamedTuple):
    """A masked stretch, ``text[start:end]``, and why it is masked."""

    start: int
    end: int
    kind: MaskKind


def find_masks(report: Report) -> tuple[Mask, ...]:
    """Find the stretches of a report that carry no statement.

    Parameters
    ----------
    report : Report

    Returns
    -------
    tuple of Mask
        In order, not overlapping; the head of metadata is one of them.
    """
    lexicon = load_lexicon(report.language)
    text, at = report.text, report.body_start
    masks = [Mask(0, at, "head")] if at else []
    stamp = _STAMP.match(text, at)
    if stamp:
        masks.append(Mask(at, stamp.end(), "stamp"))
        at = stamp.end()
    lines = _lines(text, at)
    paragraphs = sum(1 for a, b in lines if b - a > 80)
    for order, (a, b) in enumerate(lines):
        masks.extend(_masks_of_line(text, a, b, lexicon, is_first=order == 0, paragraphs=paragraphs))
    return tuple(sorted(masks))


def _lines(text: str, at: int) -> list[tuple[int, int]]:
    found = []
    while at < len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        a, b = at, stop
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        if a < b:
            found.append((a, b))
        at = stop + 1
    return found


def _masks_of_line(text: str, a: int, b: int, lexicon: Lexicon, *, is_first: bool, paragraphs: int) -> list[Mask]:
    words = lexicon.boilerplate
    if is_first:
        for label in words["glued"]:
            # A teaser label that extraction glued to the first word: "Met videoHet kabinet".
            after = text[a + len(label) : a + len(label) + 1]
            if text.startswith(label, a) and after.isupper():
                return [Mask(a, a + len(label), "label")]
    for label in words["inline"]:
        if text.startswith(label, a):
            stop = a + len(label)
            rest = text[stop:b].strip()
            if not rest:
                return [Mask(a, b, "label")]
            if len(rest) <= LONGEST_PROMOTION and ("©" in rest or not rest.endswith(".")):
                return [Mask(a, b, "caption")]
            return [Mask(a, stop, "label")]
    line = text[a : min(b, a + LONGEST_PROMOTION + 1)]
    if len(line) > LONGEST_PROMOTION:
        return []
    low = line.lower()
    if any(line.endswith(end) for end in words["ends"]):
        return [Mask(a, b, "caption")]
    is_promoted = any(word.lower() in low for word in words["contains"])
    if any(low.startswith(start.lower()) for start in words["starts"]) and (
        is_promoted or line[-1] != "." or "©" in line
    ):
        return [Mask(a, b, "promotion")]
    if is_promoted and any(low.startswith(start.lower()) or f". {start.lower()}" in low for start in words["starts"]):
        return [Mask(a, b, "promotion")]
    short = len(line.split()) <= LONGEST_SUBHEADING_WORDS
    if paragraphs >= 2 and short and line[-1] not in _FINAL and not line.startswith(("-", "*", "•")):
        return [Mask(a, b, "subheading")]
    return []
