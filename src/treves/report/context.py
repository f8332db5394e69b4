"""The words around a quoted span: whole words, and no further than its paragraph."""

from __future__ import annotations

__all__ = ["words_after", "words_before"]

LONGEST = 110  # characters on either side
BREAK = "\n\n"
SENTENCE_ENDS = {".", "!", "?", ""}


def words_before(text: str, longest: int = LONGEST) -> str:
    r"""Return the last words before a span.

    Examples
    --------
    >>> words_before("Old news.\n\nThe geese were quiet when ")
    'The geese were quiet when '
    >>> words_before("The geese were quiet when ", 15)
    '…quiet when '
    """
    paragraph = text.rpartition(BREAK)[2]
    if len(paragraph) > longest:
        return "…" + paragraph[-longest:].partition(" ")[2]
    # what is handed to us begins in the middle of a word, unless a paragraph begins in it
    return paragraph if paragraph != text or text[:1].isupper() else "…" + paragraph.partition(" ")[2]


def words_after(text: str, longest: int = LONGEST) -> str:
    r"""Return the first words after a span.

    Examples
    --------
    >>> words_after(", said the King.\n\nOther news.")
    ', said the King.'
    >>> words_after(", said the King on the train.", 15)
    ', said the King…'
    """
    paragraph, ended, _ = text.partition(BREAK)
    if len(paragraph) > longest:
        kept = paragraph[: longest + 1].rpartition(" ")[0]
    elif ended or paragraph.rstrip()[-1:] in SENTENCE_ENDS:
        return paragraph
    else:
        kept = paragraph.rpartition(" ")[0]
    return kept if kept[-1:] in SENTENCE_ENDS else f"{kept}…"
