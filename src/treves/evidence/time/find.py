"""Find time expressions in a sentence and resolve them."""

from __future__ import annotations

from datetime import date

from treves.evidence.lexicon import Lexicon
from treves.evidence.time.interval import TimeExpression
from treves.evidence.time.resolve import Resolver, TimeMemory
from treves.evidence.time.words import WORDS

__all__ = ["TimeMemory", "find_times"]

MOST_TIMES = 30
"""Expressions in one sentence; no sentence of a report has a third as many."""


def find_times(
    text: str, start: int, end: int, published_on: date, lexicon: Lexicon, memory: TimeMemory | None = None
) -> list[TimeExpression]:
    """Find the time expressions of the sentence ``text[start:end]``.

    Parameters
    ----------
    text : str
        The stored text; offsets are into it.
    start, end : int
    published_on : date
    lexicon : Lexicon
    memory : TimeMemory, optional
        Carried from sentence to sentence.

    Returns
    -------
    list of TimeExpression
        In order; an expression that is no date ("al maanden") has no interval.
    """
    words = WORDS[lexicon.language]
    memory = memory if memory is not None else TimeMemory()
    found: list[TimeExpression] = []
    for match in words.pattern.finditer(text, start, end):
        if len(found) >= MOST_TIMES:
            break
        resolver = Resolver(text, start, end, published_on, lexicon, words, memory, match)
        expression = resolver.resolve()
        if expression is not None:
            found.append(expression)
            if expression.interval is not None and expression.role == "deadline":
                memory.deadline = expression.interval
            elif expression.interval is not None and expression.role in {"event", "statement"} and not match["now"]:
                memory.event = expression.interval
                if expression.interval.first == expression.interval.last or expression.interval.from_clock:
                    memory.day = expression.interval
    return found
