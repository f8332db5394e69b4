"""Quoted stretches of a paragraph, with curly, straight, low and angular marks."""

from __future__ import annotations

__all__ = ["LONGEST_QUOTE", "find_quotes"]

LONGEST_QUOTE = 2000
_PAIRS = {"“": "”", "„": "”“", "«": "»", "‘": "’", "‚": "’‘", '"': '"', "'": "'"}


def find_quotes(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return ``(from, to)`` of every quoted stretch in ``text[start:end]``, marks included, none within another.

    An apostrophe between or before letters ("'s nachts", "’78") neither opens nor closes a quotation.

    Examples
    --------
    >>> text = "‘Wij gaan ’s avonds’, zei ze."
    >>> [text[a:b] for a, b in find_quotes(text, 0, len(text))]
    ['‘Wij gaan ’s avonds’']
    """
    found = []
    at = start
    while at < end:
        close = _PAIRS.get(text[at])
        if close is None or not _opens(text, at, end):
            at += 1
            continue
        stop = _closing(text, at, end, close)
        if stop:
            found.append((at, stop))
            at = stop
        else:
            at += 1
    return found


def _opens(text: str, at: int, end: int) -> bool:
    if at + 1 >= end or text[at + 1].isspace():
        return False
    if text[at] == "'":
        before = text[at - 1] if at else " "
        after = text[at + 1 : at + 3]
        return not before.isalnum() and not (after[:1] in "stn" and not after[1:].isalnum())
    return True


def _closing(text: str, at: int, end: int, close: str) -> int:
    for i in range(at + 2, min(end, at + LONGEST_QUOTE)):
        if text[i] in close:
            after = text[i + 1] if i + 1 < end else " "
            if text[i] in "’'" and (after.isalnum() or text[i - 1].isspace()):
                continue
            return i + 1
    return 0
