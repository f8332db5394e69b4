"""How surely: the words of a clause that lower certainty, and the two meanings of "zou"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from treves.evidence.lexicon import Lexicon
from treves.evidence.rules.clauses import Segment
from treves.evidence.rules.tokens import Token

__all__ = ["RANK", "Hedging", "find_hedging", "weakest"]

RANK = {"asserted": 0, "reported": 1, "hedged": 2, "possible": 3, "denied": 4}

_EPISTEMIC_ONLY = {"kan", "kunnen", "kon", "konden", "can", "could", "may", "might"}


class Hedging(NamedTuple):
    """What the hedges of a segment amount to.

    ``is_hearsay``: "zou" without condition ("zou het te mager vinden"); ``is_irrealis``: "zou dan ..." under a
    condition; ``positions``: the hedging tokens.
    """

    certainty: str
    positions: tuple[int, ...]
    is_hearsay: bool = False
    is_irrealis: bool = False


def weakest(*certainties: str) -> str:
    """Return the weakest of some certainties."""
    return max(certainties, key=lambda certainty: RANK[certainty])


def find_hedging(
    tokens: Sequence[Token],
    segment: Segment,
    lexicon: Lexicon,
    taken: set[int],
    *,
    is_forecast: bool,
    main_is_past: bool,
) -> Hedging:
    """Find the hedges of a segment outside its conditions and relative clauses.

    Parameters
    ----------
    tokens, segment, lexicon
    taken : set of int
        Tokens that belong to cues and do not count again.
    is_forecast : bool
        Whether a modal verb ("kan", "may") speaks of likelihood here rather than of ability or leave.
    main_is_past : bool
        Whether the main verb is past: "zei dat hij zou" is a future in the past, no hearsay.
    """
    places = [
        i
        for chunk in segment.chunks
        if chunk.kind not in {"condition", "relative", "reason"}
        for i in range(chunk.start, chunk.end)
    ]
    lows = {tokens[i].low for i in places}
    found: list[int] = []
    certainty = "asserted"
    for name in ("hedged", "possible"):
        for phrase in lexicon.phrases[name]:
            for i in places:
                if i in taken or tokens[i].low != phrase[0]:
                    continue
                if len(phrase) > 1 and tuple(t.low for t in tokens[i : i + len(phrase)]) != phrase:
                    continue
                if len(phrase) == 1 and phrase[0] in _EPISTEMIC_ONLY and not is_forecast:
                    continue
                if phrase[0] in lexicon["inanimate_threat"] and i in taken:
                    continue
                certainty = weakest(certainty, name)
                found.extend(range(i, i + len(phrase)))
    hearsay, irrealis = _read_would(tokens, segment, lexicon, lows, main_is_past=main_is_past)
    if hearsay is not None and not irrealis:
        certainty = weakest(certainty, "hedged")
        found.append(hearsay)
    return Hedging(certainty, tuple(sorted(set(found))), hearsay is not None and not irrealis, irrealis)


def _read_would(
    tokens: Sequence[Token], segment: Segment, lexicon: Lexicon, lows: set[str], *, main_is_past: bool
) -> tuple[int | None, bool]:
    """Return the place of a "zou" (Dutch) and whether it is irrealis; English "would" is never hearsay by itself."""
    if lexicon.language != "nl":
        return None, bool(lows & lexicon["would"]) and any(c.kind == "condition" for c in segment.chunks)
    for chunk in segment.chunks:
        for i in range(chunk.start, chunk.end):
            if tokens[i].low not in lexicon["would"] or chunk.kind in {"relative", "reason"}:
                continue
            if chunk.kind == "condition" or any(c.kind == "condition" for c in segment.chunks):
                return i, True
            if lows & lexicon["would_hypothetical"]:
                return i, True
            if lows & lexicon["would_modal"]:
                return None, False  # "zou kunnen" is possibility, and "kunnen" says so
            if chunk.kind in {"complement", "infinitive"} and main_is_past:
                return None, False
            return i, False
    return None, False
